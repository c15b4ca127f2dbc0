"""`fieldapp centre backup | restore`: what an administrator, or his timer, does about the centre's data."""

from __future__ import annotations

import argparse
from pathlib import Path

from fieldapp.centre.arguments import positive
from fieldapp.centre.data_options import chosen_settings, open_existing
from fieldapp.centre.database_commands import AddCommand
from fieldapp.texts.catalogue import Catalogue


def add_backup_commands(add: AddCommand) -> None:
    """Add the commands."""
    backup = add("backup", "back up the running centre: database, files, keys; read through before it counts", back_up)
    backup.add_argument("folder", type=Path, help="folder of the backups, on another disk")
    backup.add_argument("--keep", type=positive, metavar="N", help="keep the newest N backups (default: all)")
    backup.add_argument("--without-keys", action="store_true", help="leave trust/ out: its copy is kept elsewhere")
    restore = add("restore", "put a backup back; the tablets offer again what came after it", put_back)
    restore.add_argument("backup", type=Path, help="a backup, or the folder of backups for the newest one")
    restore.add_argument("--overwrite", action="store_true", help="set aside the centre that is there already")


def back_up(options: argparse.Namespace) -> int:
    """Make a backup, and print where it lies, what it holds, and what it could not hold.

    Raises what `making.make` raises; then no older backup was touched.
    """
    from fieldapp.centre.backup.making import make

    settings, database = open_existing(options)
    try:
        made = make(database, settings, options.folder.resolve(), options.keep, with_keys=not options.without_keys)
    finally:
        database.close()
    words, held = Catalogue.load(settings.resources / "i18n"), made.manifest.contents
    told = {"events": sum(mark.events for mark in held.devices), "devices": made.told, "files": held.files}
    counts = {name: str(count) for name, count in told.items()}
    print(words.text("cli.backup.done", settings.language, folder=str(made.path), **counts))
    for sha256 in made.manifest.absent:
        print(words.text("cli.backup.absent", settings.language, sha256=sha256))
    for path in made.removed:
        print(words.text("cli.backup.removed", settings.language, folder=str(path)))
    return 0


def put_back(options: argparse.Namespace) -> int:
    """Put a backup back, and print from when it is and which files only tablets can bring again.

    Raises StoreBusy("centre.in-use") while a centre serves the data folder, and what `restoring.restore` raises.
    """
    from fieldapp.centre.backup.restoring import restore
    from fieldapp.centre.server import only_one

    settings = chosen_settings(options)
    with only_one(settings.data):
        done = restore(settings, options.backup.resolve(), overwrite=options.overwrite)
    words = Catalogue.load(settings.resources / "i18n")
    made_at = f"{done.manifest.made_at.astimezone(settings.zone):%Y-%m-%d %H:%M}"
    print(words.text("cli.restore.done", settings.language, at=made_at, folder=str(done.path), epoch=done.epoch))
    for place in done.aside:
        print(words.text("cli.restore.aside", settings.language, place=place))
    for sha256 in done.absent:
        print(words.text("cli.restore.absent", settings.language, sha256=sha256))
    return 0

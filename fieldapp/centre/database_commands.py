"""`fieldapp centre new-epoch | migrate | compact`: what is done about the database as a whole, by whoever runs it."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from fieldapp.centre.data_options import open_existing
from fieldapp.texts.catalogue import Catalogue

AddCommand = Callable[[str, str, Callable[[argparse.Namespace], int]], argparse.ArgumentParser]
"""Adds a command by name, words and function."""


def add_database_commands(add: AddCommand) -> None:
    """Add the commands."""
    add("compact", "throw away superseded changes that every tablet has got (by itself once a day)", compact_feeds)
    add("new-epoch", "after a restore from a backup: have the tablets offer again what it may lack", begin_anew)
    migrate = add("migrate", "bring the tables up to date, or back for an earlier program", migrate_tables)
    migrate.add_argument("--to", metavar="REVISION", help="go to this revision")
    migrate.add_argument(
        "--lose-newer", action="store_true", help="go back, too: what only later revisions know is lost"
    )


def compact_feeds(options: argparse.Namespace) -> int:
    """Throw away what no tablet needs any more, and print how much that was."""
    from fieldapp.centre.devices.cursors import compact

    settings, database = open_existing(options)
    try:
        done = compact(database, settings.now())
    finally:
        database.close()
    words = Catalogue.load(settings.resources / "i18n")
    print(words.text("cli.compact.done", settings.language, changes=str(done.changes), scopes=str(done.scopes)))
    return 0


def begin_anew(options: argparse.Namespace) -> int:
    """Begin a new life of the database, and print its name; tablets compare and offer again what is missing."""
    from fieldapp.centre import facts

    settings, database = open_existing(options)
    try:
        epoch = database.transact(facts.renew_epoch)
    finally:
        database.close()
    print(Catalogue.load(settings.resources / "i18n").text("cli.epoch.renewed", settings.language, epoch=epoch))
    return 0


def migrate_tables(options: argparse.Namespace) -> int:
    """Bring the tables to this program's revision or to the one that is asked for, and print which it is.

    Raises BadInput("centre.revision-unknown"), Refused("centre.revision-loses"), StoreBusy("centre.in-use") while a
    centre serves the data folder; then nothing was changed.
    """
    from fieldapp.centre.server import only_one

    settings, database = open_existing(options)
    try:
        with only_one(settings.data):
            revision = database.migrate(options.to, may_lose=options.lose_newer)
    finally:
        database.close()
    words = Catalogue.load(settings.resources / "i18n")
    print(words.text("cli.migrate.done", settings.language, revision=revision))
    return 0

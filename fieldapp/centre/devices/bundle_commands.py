"""`fieldapp centre bundle import | read | take-over`: what the depot does with a tablet's file (SYN-3, SYN-6)."""

from __future__ import annotations

import argparse
import getpass
import shutil
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from fieldapp.domain.errors import BadInput

if TYPE_CHECKING:
    from fieldapp.centre.database.engine import Database
    from fieldapp.centre.devices.bundles import OpenBundle
    from fieldapp.centre.pages.record_rows import Words
    from fieldapp.centre.settings import CentreSettings
    from fieldapp.wire.messages import EventRow

Open = Callable[[argparse.Namespace], "tuple[CentreSettings, Database]"]
"""Opens the data folder that the options name. Raises NotFound where there is none."""
AddOptions = Callable[[argparse.ArgumentParser], None]
"""Adds what every command of the centre understands."""
_BEHIND_A_HOLE = "sequence-gap"
"""Of a black box: its batches begin anew behind each number that is missing in the tablet's journal."""
_Commands = argparse._SubParsersAction  # the only name argparse has for it


def add_bundle_commands(
    commands: _Commands[argparse.ArgumentParser], add_options: AddOptions, open_existing: Open
) -> None:
    """Add `bundle` with its three commands."""
    group = commands.add_parser("bundle", help="what tablets send by stick")
    three = group.add_subparsers(required=True, metavar="COMMAND")
    take = three.add_parser("import", help="take a tablet's file and write the answer")
    take.set_defaults(command=lambda options: import_bundle(options, open_existing))
    answer = "folder for the answer (default: beside the file)"
    take.add_argument("--answer", type=Path, metavar="TO", help=answer)
    over = three.add_parser("take-over", help="keep what a forked tablet had not sent under a device of its own")
    over.set_defaults(command=lambda options: take_bundle_over(options, open_existing))
    read = three.add_parser("read", help="show what is in a tablet's file and change nothing")
    read.set_defaults(command=lambda options: read_bundle(options, open_existing))
    for command in (take, over, read):
        add_options(command)
        command.add_argument("file", type=Path, metavar="FILE", help="the tablet's file (.fab)")
    for command in (take, over):
        command.add_argument("--by", metavar="NAME", help="who brought it (default: your login)")


def import_bundle(options: argparse.Namespace, open_existing: Open) -> int:
    """Take a file by the same door as the network, write the answer and say what was new.

    Raises BadInput("bundle.…" | "bundle.not-written").
    """
    from fieldapp.centre.app import local_centre
    from fieldapp.centre.devices.bundles import receive

    settings, database = open_existing(options)
    with closing(database):
        brought = receive(local_centre(database, settings), options.file, options.by or getpass.getuser())
    line, words = brought.line, _words(settings)
    fields = {
        "device": line.device_id,
        "engineer": brought.engineer_name,
        "first": line.first_seq,
        "last": line.last_seq,
        "events": line.new_events,
        "files": line.files,
    }
    print(words.text("bundle.taken", **_text(fields)))
    if line.code:
        print(words.text("bundle.stopped", reason=words.reason(line.code, brought.fields)))
    if line.code == _BEHIND_A_HOLE and brought.answer is None:
        print(words.text("bundle.hole", file=str(options.file)))
    if brought.answer is not None:
        print(words.text("bundle.answer", file=str(_handed_over(brought.answer, options))))
    return 0


def take_bundle_over(options: argparse.Namespace, open_existing: Open) -> int:
    """Keep the unsent events of a forked tablet under a device that is made for them."""
    from fieldapp.centre.app import local_centre
    from fieldapp.centre.devices.take_over import take_over

    settings, database = open_existing(options)
    with closing(database):
        taken = take_over(local_centre(database, settings), options.file, options.by or getpass.getuser())
    fields = {"device": taken.device_id, "events": taken.events, "files": taken.files, "known": taken.known}
    print(_words(settings).text("bundle.taken-over", **_text(fields)))
    return 0


def read_bundle(options: argparse.Namespace, open_existing: Open) -> int:
    """Print head, events and files of a bundle or black box."""
    from fieldapp.centre.app import local_centre
    from fieldapp.centre.devices.bundles import opened

    settings, database = open_existing(options)
    words = _words(settings)
    with closing(database), opened(local_centre(database, settings), options.file) as bundle:
        print("\n".join(_told(bundle, words)))
    return 0


def _told(bundle: OpenBundle, words: Words) -> list[str]:
    head = bundle.head
    fields = {
        "device": head.device_id,
        "engineer": head.engineer_name,
        "at": f"{head.made_at.astimezone(words.zone):%Y-%m-%d %H:%M}",
        "first": head.after + 1,
        "last": head.until,
        "events": head.events,
        "program": head.program,
        "source": head.source or bundle.file.kind.name.lower(),
    }
    rows = [_event(row, words) for request in bundle.requests() for row in request.events]
    files = [
        words.text("bundle.file", sha256=one.sha256, media_type=one.media_type, size=str(one.size))
        for one in bundle.files()
    ]
    return [words.text("bundle.head", **_text(fields)), *rows, *files]


def _event(row: EventRow, words: Words) -> str:
    code = f"event.{row.kind}"
    known = words.catalogue.knows(f"centre.{code}")
    what = words.text(code) if known else words.text("event.new", kind=row.kind)
    at = f"{row.clock.wall_at.astimezone(words.zone):%Y-%m-%d %H:%M}"
    return "  ".join((f"{row.seq:>6}", at, str(row.data.get("order_id", "")), what))


def _handed_over(answer: Path, options: argparse.Namespace) -> Path:
    """Copy the answer to where the tablet will look for it, whole or not at all; return the copy."""
    from fieldapp.trust.bundle_file import prove_written
    from fieldapp.trust.whole_file import write_whole

    folder = options.answer or options.file.resolve().parent
    if not folder.is_dir():
        raise BadInput("bundle.no-folder", folder=str(folder))
    with answer.open("rb") as content:
        write_whole(folder / answer.name, lambda file: shutil.copyfileobj(content, file), prove_written)
    return Path(folder / answer.name)


def _text(fields: Mapping[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in fields.items()}


def _words(settings: CentreSettings) -> Words:
    from fieldapp.centre.pages.record_rows import Words
    from fieldapp.texts.catalogue import Catalogue

    return Words(Catalogue.load(settings.resources / "i18n"), settings.language, settings.zone)

"""`fieldapp forms …`: check the workbooks of a form's author, publish them at the centre, list what is published.

Exit codes: 0 fine, 1 a workbook has faults, 2 the call is wrong (no such file, no workbook, no centre's data),
3 a workbook is without faults and still may not be published: it breaks what tablets or the process rely on.
"""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import IntEnum
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

from fieldapp.centre.data_options import add_database_option, data_folder, open_existing
from fieldapp.domain.errors import BadInput, NotFound
from fieldapp.texts.catalogue import LANGUAGES, Catalogue

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from fieldapp.centre.forms_desk.examining import Examined
    from fieldapp.centre.forms_desk.publishing import Publication
    from fieldapp.centre.forms_desk.telling import Telling

Command = Callable[[argparse.Namespace], int]
_Commands = argparse._SubParsersAction  # the only name argparse has for it


class ExitCode(IntEnum):
    """How a command ended."""

    FINE = 0
    FAULTS = 1
    WRONG_CALL = 2
    REFUSED = 3


READER_LEFT = 141
"""The exit code of a command whose output nobody reads any more, as shells know it from SIGPIPE."""


def add_commands(subparsers: _Commands[argparse.ArgumentParser]) -> None:
    """Add `forms` with its own commands; each sets `command`, a function of the parsed options."""
    codes = "Exit codes: 0 fine; 1 a workbook has faults; 2 wrong call; 3 refused: it breaks what is published."
    forms = subparsers.add_parser("forms", help="check and publish forms (XLSForm)", epilog=codes)
    commands = forms.add_subparsers(required=True, metavar="COMMAND")
    check = _command(commands, "check", "name every fault by sheet, row and column", check_forms, codes)
    _data(check, default=None, words="also hold them against what is published in this centre's data folder")
    check.add_argument("--json", action="store_true", help="as JSON")
    compile_ = _command(commands, "compile", "write the XForms of the workbooks", compile_forms, codes)
    compile_.add_argument("--out", type=Path, default=Path(), help="folder to write to (default: this one)")
    publish = _command(commands, "publish", "check, and give new orders these versions", publish_forms, codes)
    _data(publish, default=data_folder(), words="the centre's data folder (default %(default)s)")
    publish.add_argument("--dry-run", action="store_true", help="say what would happen and publish nothing")
    publish.add_argument("--by", default=None, metavar="NAME", help="who publishes (default: the account's name)")
    publish.add_argument("--json", action="store_true", help="as JSON")
    listing = _command(commands, "list", "list the published versions", list_forms, codes, with_files=False)
    _data(listing, default=data_folder(), words="the centre's data folder (default %(default)s)")


def _command(
    commands: _Commands[argparse.ArgumentParser],
    name: str,
    words: str,
    function: Command,
    codes: str,
    *,
    with_files: bool = True,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=words, epilog=codes)
    if with_files:
        parser.add_argument("workbook", type=Path, nargs="+")
    # Here as well as before the command; SUPPRESS keeps what was said there.
    language = "language of what is printed (default: en where LANG is English, else zh)"
    parser.add_argument("--language", choices=LANGUAGES, default=argparse.SUPPRESS, help=language)
    parser.set_defaults(command=_in_words(function))
    return parser


def _data(parser: argparse.ArgumentParser, *, default: Path | None, words: str) -> None:
    parser.add_argument("--data", type=Path, default=default, metavar="FOLDER", help=words)
    add_database_option(parser)


def _in_words(function: Command) -> Command:
    """Let a call that cannot be carried out end with words and its own code, and one whose reader left end quietly."""

    @wraps(function)
    def run(options: argparse.Namespace) -> int:
        try:
            code = function(options)
            sys.stdout.flush()
            return code
        except BrokenPipeError:  # `| head` has read enough: the rest goes nowhere, or Python would complain
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return READER_LEFT
        except (BadInput, NotFound) as error:
            words = Catalogue.load(options.resources / "i18n")
            print(words.error_lines(error, options.language), file=sys.stderr)
            return ExitCode.WRONG_CALL

    return run


def check_forms(options: argparse.Namespace) -> int:
    """Print what is wrong with the workbooks; with a data folder also what stands against publishing them there."""
    from fieldapp.centre.forms_desk.publishing import examine_all

    paths = _existing(options.workbook)
    with _reading(options) as connection:
        checked = examine_all(paths, connection)
    _print(checked, options)
    return _code(checked.examined)


def compile_forms(options: argparse.Namespace) -> int:
    """Write one XForm a workbook and print its version and hash, or what is wrong with it."""
    from fieldapp.centre.forms_desk.publishing import examine_all

    examined = examine_all(_existing(options.workbook), None).examined
    options.out.mkdir(parents=True, exist_ok=True)
    told = _telling(options)
    for entry in examined:
        if entry.form is not None:
            target = options.out / f"{entry.path.stem}.xml"
            target.write_text(entry.form.xform, encoding="utf-8")
            print(f"{target}: {entry.form.form_id} {entry.form.version} {entry.form.sha256}")
        if entry.form is None or entry.warnings:
            print("\n".join(told.lines(entry)))
    return _code(examined)


def publish_forms(options: argparse.Namespace) -> int:
    """Check the workbooks and publish all of them, or none when something stands against one."""
    from fieldapp.centre.forms_desk import publishing

    paths = _existing(options.workbook)
    settings, database = open_existing(options)
    try:
        by = options.by or getpass.getuser()
        done = publishing.publish_forms(database, paths, at=settings.now(), by=by, dry_run=options.dry_run)
    finally:
        database.close()
    _print(done, options)
    told = _telling(options)
    for entry in () if options.json else done.examined:
        if entry.form is not None and not entry.refusals:
            said, form = done.state(entry).value, entry.form
            print(told.word(said, form=form.form_id, version=form.version, sha256=form.sha256))
            if done.older[entry.path]:
                print(f"  {told.word('older', count=done.older[entry.path])}")
    return _code(done.examined)


def list_forms(options: argparse.Namespace) -> int:
    """Print each published version: form, version, hash, when and by whom, its orders; then the lists with rows."""
    from fieldapp.centre.forms_desk.overview import read_overview
    from fieldapp.centre.forms_desk.versions import SEED
    from fieldapp.centre.settings import CentreSettings

    told = _telling(options)
    zone = CentreSettings(data=options.data, resources=options.resources).zone
    with _reading(options) as connection:
        assert connection is not None  # this command always has a folder
        forms = read_overview(connection)
    if not forms:
        print(told.word("none"))
        return ExitCode.FINE
    print(told.word("columns"))
    for form in forms:
        for place, version in enumerate(form.versions):
            when = version.published_at.astimezone(zone).isoformat(sep=" ", timespec="minutes")
            said = [told.word("used", count=version.used), *([] if place else [told.word("current")])]
            by = version.published_by or SEED
            print(form.form_id, version.version, version.sha256[:16], when, by, *said, sep="  ")
    lists = {shown.list_id: shown.rows for form in forms for shown in form.lists}
    for list_id, rows in sorted(lists.items()):
        readers = ", ".join(form.form_id for form in forms if list_id in {shown.list_id for shown in form.lists})
        print(told.word("list.published", list=list_id, rows=rows, forms=readers))
    return ExitCode.FINE


@contextmanager
def _reading(options: argparse.Namespace) -> Iterator[Connection | None]:
    """Open a centre's data for a look; None where neither a folder nor a database is named."""
    if options.data is None and not hasattr(options, "database"):
        yield None
        return
    _settings, database = open_existing(options)
    try:
        with database.read() as connection:
            yield connection
    finally:
        database.close()


def _print(done: Publication, options: argparse.Namespace) -> None:
    told = _telling(options)
    if options.json:
        entries = [told.as_json(entry, done.state(entry).value, done.lists) for entry in done.examined]
        print(json.dumps(entries, ensure_ascii=False, indent=2))
        return
    for entry in done.examined:
        print("\n".join(told.lines(entry)))
    for change in done.lists:
        print(told.list_line(change))


def _code(examined: Sequence[Examined]) -> ExitCode:
    if any(entry.form is None for entry in examined):
        return ExitCode.FAULTS
    return ExitCode.FINE if all(entry.can_be_published for entry in examined) else ExitCode.REFUSED


def _telling(options: argparse.Namespace) -> Telling:
    from fieldapp.centre.forms_desk.telling import Telling

    return Telling(Catalogue.load(options.resources / "i18n"), options.language)


def _existing(paths: list[Path]) -> list[Path]:
    for path in paths:
        if path.is_dir():
            raise BadInput("forms.author.folder", file=path.name)
        if not path.is_file():
            raise BadInput("forms.author.no-file", file=path.name)
    return paths

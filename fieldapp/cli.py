"""The command line: the tablet, its central server, checklists, labels.

Exit codes: 0 done, 1 it did not work and says why, 2 the words of the call are wrong (argparse); `forms` has its own.
"""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from fieldapp import config
from fieldapp.domain.errors import BadInput, FieldappError, NotFound, Refused
from fieldapp.texts.catalogue import Catalogue
from fieldapp.texts.help_words import read_help, translate_help

Command = Callable[[argparse.Namespace], int]
_Commands = argparse._SubParsersAction  # the only name argparse has for it


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; an expected failure is said in the user's language."""
    resources = config.find_resources()
    given = sys.argv[1:] if arguments is None else list(arguments)
    parser = _parser()
    if {"-h", "--help"} & set(given) and _language_of(given) == "zh":
        translate_help(parser, read_help(resources.words))
    try:
        options = parser.parse_args(given)
    except FieldappError as error:
        print(Catalogue.load(resources.words).error_lines(error, _language_of(given)), file=sys.stderr)
        return 2
    options.resources = resources.root
    command: Command = options.command
    try:
        with _files_are_mine():
            return command(options)
    except FieldappError as error:
        print(Catalogue.load(resources.words).error_lines(error, options.language), file=sys.stderr)
        return 1


@contextmanager
def _files_are_mine() -> Iterator[None]:
    """Let every file and folder made meanwhile be this login's alone (0600, 0700), those of libraries too."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def _parser() -> argparse.ArgumentParser:
    """Return the parser of every command; rooms are imported here, the heavy ones by their command only."""
    from fieldapp.bundle_commands import add_commands as add_bundle
    from fieldapp.centre.commands import add_commands as add_centre
    from fieldapp.centre.forms_desk.commands import add_commands as add_forms
    from fieldapp.name_commands import add_commands as add_name
    from fieldapp.scanning.commands import add_commands as add_scanning

    parser = argparse.ArgumentParser(prog="fieldapp", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument(
        "--language", choices=["zh", "en"], default=_language(), help="of what is said (default %(default)s)"
    )
    parser.set_defaults(resources=config.find_resources().root)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_tablet(commands)
    add_bundle(commands, _typed)
    add_name(commands, _typed)
    add_centre(commands)
    add_forms(commands)
    add_scanning(commands)
    return parser


def _add_tablet(commands: _Commands[argparse.ArgumentParser]) -> None:
    """Add what is done on a tablet, and the demo and tour that bring one of their own."""
    tablet = config.default_data_folder("device")
    data = "data folder (default %(default)s)"
    run = commands.add_parser("run", help="the application on this tablet")
    run.add_argument("--data", type=Path, default=tablet, help=data)
    run.set_defaults(command=_run)
    demo = commands.add_parser("demo", help="the application with a demo company and its own central server")
    demo.add_argument("--data", type=Path, default=Path("build/demo"), help=data)
    demo.set_defaults(command=_demo)
    tour = commands.add_parser("tour", help="drive the application through one whole visit and photograph it")
    tour.add_argument("--out", type=Path, default=Path("build/tour"), help="folder (default %(default)s)")
    tour.set_defaults(command=_tour)
    support = commands.add_parser("support", help="show, or write as a zip, what helps when something went wrong")
    support.add_argument("--data", type=Path, default=tablet, help=data)
    out = "the zip to write, or a folder for it; without it every file of it is shown whole"
    support.add_argument("--out", type=Path, metavar="FILE", help=out)
    support.set_defaults(command=_support)
    recover = commands.add_parser("recover", help="set a new PIN with a recovery code from the depot")
    recover.add_argument("--data", type=Path, default=tablet, help=data)
    code = "the file with the recovery code, as text or as a picture of the QR code"
    recover.add_argument("code", type=Path, metavar="FILE", help=code)
    recover.set_defaults(command=_recover)


def _language() -> str:
    """Return Chinese unless the environment of this shell is plainly English."""
    return "en" if os.environ.get("LANG", "").startswith("en") else "zh"


def _language_of(arguments: Sequence[str]) -> str:
    """Return the language that is asked for anywhere in a call, before the call as a whole is understood."""
    finder = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    finder.add_argument("--language", default=_language())
    try:
        return str(finder.parse_known_args(arguments)[0].language)
    except argparse.ArgumentError:  # an option without its value: the whole parser says so
        return _language()


def _run(options: argparse.Namespace) -> int:
    from fieldapp.app import run

    return run(config.DeviceConfig(data=options.data, resources=config.find_resources(), language=options.language))


def _demo(options: argparse.Namespace) -> int:
    from fieldapp.demo import demo

    return demo(options.data.resolve(), options.language)


def _tour(options: argparse.Namespace) -> int:
    from fieldapp.tour.run import tour

    return tour(options.out.resolve())


def _recover(options: argparse.Namespace) -> int:
    """Ask for the new PIN or passphrase on the terminal (or two lines of standard input) and set it."""
    from fieldapp import access

    device = config.DeviceConfig(data=options.data, resources=config.find_resources(), language=options.language)
    words = Catalogue.load(device.resources.words)
    code = _code_in(options.code)
    access.check_code(device, code)
    kind = access.opens_with_after_recovery(device).value
    first = _typed(words.text(f"cli.recover.{kind}", options.language))
    if first != _typed(words.text("cli.recover.again", options.language)):
        raise Refused("pin.differs")
    access.recover(device, code, first)
    print(words.text("cli.recover.done", options.language))
    return 0


def _code_in(path: Path) -> str:
    """Return the code of a text file, or of the QR code in a picture.

    Raises BadInput("recover.file-unreadable" | "picture.unreadable"), CaptureError("picture.no-code").
    """
    from fieldapp.scanning.decode import read_picture

    try:
        content = path.read_bytes()
    except OSError as fault:
        raise BadInput("recover.file-unreadable", file=str(path)) from fault
    if content.isascii():
        return content.decode("ascii")
    return read_picture(content)[0].text


def _typed(question: str) -> str:
    """Return what is typed, unseen on a terminal."""
    return getpass.getpass(f"{question}: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")


def _support(options: argparse.Namespace) -> int:
    """Show a bundle, each of its files whole, or write it; needs no PIN, and therefore holds no counts of the store.

    Raises NotFound("support.no-tablet"), BadInput("support.not-saved").
    """
    from fieldapp.usecases.collect_support import CollectSupport

    if not _is_of_a_tablet(options.data):
        raise NotFound("support.no-tablet", folder=str(options.data))
    now = partial(datetime.now, UTC)
    bundle = CollectSupport(data=options.data, app_version=config.APP_VERSION, now=now)()
    for piece in bundle.pieces:
        print(f"{piece.size:>10}  {piece.name}")
    if options.out is None:
        for piece in bundle.pieces:
            print(f"\n--- {piece.name}\n{piece.text}")
        return 0
    out = options.out / bundle.name if options.out.is_dir() else options.out
    bundle.write(out)
    print(out)
    return 0


def _is_of_a_tablet(data: Path) -> bool:
    """Tell whether a folder is, or was, a tablet's: the names of anybody else's files belong into no bundle."""
    from fieldapp.store.database import FILE_NAME
    from fieldapp.store.keys import KEY_FILE
    from fieldapp.support.log import log_folder

    return log_folder(data).is_dir() or any((data / name).exists() for name in (FILE_NAME, KEY_FILE))

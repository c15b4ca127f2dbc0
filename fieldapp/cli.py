"""The command line: one word a task; each room brings the commands it knows about.

Exit codes: 0 done, 1 it did not work and says why, 2 the words of the call are wrong (argparse); `forms` has its own.
"""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from fieldapp import config
from fieldapp.domain.errors import FieldappError, Refused
from fieldapp.texts.catalogue import Catalogue

Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; an expected failure is said in the user's language."""
    resources = config.find_resources()
    options = _parser().parse_args(arguments)
    options.resources = resources.root
    command: Command = options.command
    try:
        return command(options)
    except FieldappError as error:
        print(Catalogue.load(resources.words).error_lines(error, options.language), file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    """Return the parser of every command; rooms are imported here, the heavy ones by their command only."""
    from fieldapp.centre.commands import add_commands as add_centre
    from fieldapp.centre.forms_desk.commands import add_commands as add_forms
    from fieldapp.scanning.commands import add_commands as add_scanning

    parser = argparse.ArgumentParser(prog="fieldapp", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--language", choices=["zh", "en"], default=_language())
    parser.set_defaults(resources=config.find_resources().root)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    run = commands.add_parser("run", help="the application on this tablet")
    run.add_argument("--data", type=Path, default=config.default_data_folder("device"))
    run.set_defaults(command=_run)
    demo = commands.add_parser("demo", help="the application with a demo company and its own central server")
    demo.add_argument("--data", type=Path, default=Path("build/demo"))
    demo.set_defaults(command=_demo)
    tour = commands.add_parser("tour", help="drive the application through one whole visit and photograph it")
    tour.add_argument("--out", type=Path, default=Path("build/tour"))
    tour.set_defaults(command=_tour)
    support = commands.add_parser("support", help="show, and write as a zip, what helps when something went wrong")
    support.add_argument("--data", type=Path, default=config.default_data_folder("device"))
    support.add_argument("--out", type=Path, metavar="FILE", help="the zip to write; without it nothing is written")
    support.set_defaults(command=_support)
    recover = commands.add_parser("recover", help="set a new PIN with a recovery code from the depot")
    recover.add_argument("--data", type=Path, default=config.default_data_folder("device"))
    recover.add_argument("code", type=Path, metavar="FILE", help="the file with the recovery code")
    recover.set_defaults(command=_recover)
    add_centre(commands)
    add_forms(commands)
    add_scanning(commands)
    return parser


def _language() -> str:
    """Return Chinese unless the environment of this shell is plainly English."""
    return "en" if os.environ.get("LANG", "").startswith("en") else "zh"


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
    kind = access.opens_with_after_recovery(device).value
    first = _typed(words.text(f"cli.recover.{kind}", options.language))
    if first != _typed(words.text("cli.recover.again", options.language)):
        raise Refused("pin.differs")
    access.recover(device, options.code.read_text(encoding="ascii", errors="replace"), first)
    print(words.text("cli.recover.done", options.language))
    return 0


def _typed(question: str) -> str:
    """Return what is typed, unseen on a terminal."""
    return getpass.getpass(f"{question}: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")


def _support(options: argparse.Namespace) -> int:
    """Tell what a bundle holds, then write it; needs no PIN, and therefore holds no counts of the store."""
    from fieldapp.usecases.collect_support import CollectSupport

    now = partial(datetime.now, UTC)
    bundle = CollectSupport(data=options.data, app_version=config.APP_VERSION, now=now)()
    for piece in bundle.pieces:
        print(f"{piece.size:>10}  {piece.name}")
    print(bundle.pieces[0].text)
    if options.out is not None:
        bundle.write(options.out)
        print(options.out)
    return 0

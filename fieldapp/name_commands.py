"""`fieldapp enrol-anew TICKET`: another name for this tablet, at the command line; the window must be closed.

For a tablet that the centre calls a fork, a restored copy, or no tablet of its own: everything on it goes along.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from fieldapp import config
from fieldapp.bundle_commands import Asked, Typed

_Commands = argparse._SubParsersAction  # the only name argparse has for it


def add_commands(commands: _Commands[argparse.ArgumentParser], typed: Typed) -> None:
    """Add `enrol-anew`."""
    words = "give this tablet another name at the centre; everything on it goes along"
    anew = commands.add_parser("enrol-anew", help=words)
    anew.add_argument("ticket", metavar="TICKET", help="the text of a fresh enrolment code for the same engineer")
    tablet = config.default_data_folder("device")
    anew.add_argument("--data", type=Path, default=tablet, help="data folder (default %(default)s)")
    anew.set_defaults(command=lambda options: _enrol_anew(options, Asked.by(options, typed)))


def _enrol_anew(options: argparse.Namespace, asked: Asked) -> int:
    from fieldapp.enrolled import enrol_anew
    from fieldapp.store.clock import SystemClock

    clock = SystemClock()
    moved = enrol_anew(asked.device, asked.key(clock), options.ticket, clock)
    print(asked.text("cli.enrol-anew.done", events=moved))
    return 0

"""`fieldapp bundle export | import`: the tablet's road without a network, at the command line.

The store is locked, so the PIN is asked for as `fieldapp recover` asks: unseen on a terminal, or the first line of
standard input. The window must be closed: two programs never have one store.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fieldapp import config

if TYPE_CHECKING:
    from fieldapp.store.clock import DeviceClock
    from fieldapp.sync.carried import HandedOut
    from fieldapp.texts.catalogue import Catalogue

Typed = Callable[[str], str]
"""Asks a question and returns what was typed."""
_Commands = argparse._SubParsersAction  # the only name argparse has for it


def add_commands(commands: _Commands[argparse.ArgumentParser], typed: Typed) -> None:
    """Add `bundle` with its two commands."""
    words = "carry what waits to the depot on a stick, and the answer back"
    both = commands.add_parser("bundle", help=words).add_subparsers(required=True, metavar="COMMAND")
    export = both.add_parser("export", help="write everything that waits into one file for the depot")
    export.add_argument("to", type=Path, metavar="TO", help="the stick or folder to write to")
    everything = "everything unsent, also of a damaged store: the black box"
    export.add_argument("--everything", action="store_true", help=everything)
    export.set_defaults(command=lambda options: _export(options, Asked.by(options, typed)))
    back = both.add_parser("import", help="take over the depot's answer")
    back.add_argument("file", type=Path, metavar="FILE", help="the depot's answer (.fab)")
    back.set_defaults(command=lambda options: _import(options, Asked.by(options, typed)))
    for command in (export, back):
        tablet = config.default_data_folder("device")
        command.add_argument("--data", type=Path, default=tablet, help="data folder (default %(default)s)")


@dataclass(frozen=True, slots=True)
class Asked:
    """The tablet of the call, its words, and its key once the PIN was typed."""

    device: config.DeviceConfig
    words: Catalogue
    typed: Typed

    @classmethod
    def by(cls, options: argparse.Namespace, typed: Typed) -> Asked:
        """Return what the words of a call name: data folder and language."""
        from fieldapp.texts.catalogue import Catalogue

        device = config.DeviceConfig(data=options.data, resources=config.find_resources(), language=options.language)
        return cls(device, Catalogue.load(device.resources.words), typed)

    def key(self, clock: DeviceClock) -> bytes:
        """Return the store's key. Raises NotFound("support.no-tablet"), Refused("pin.wrong" | "pin.wait")."""
        from fieldapp import access
        from fieldapp.domain.errors import NotFound
        from fieldapp.enrolled import is_enrolled, keys_of

        if not is_enrolled(self.device):
            raise NotFound("support.no-tablet", folder=str(self.device.data))
        question = f"cli.bundle.{access.opens_with(self.device).value}"
        return keys_of(self.device, clock).unlock(self.typed(self.words.text(question, self.device.language)))

    def text(self, code: str, **fields: str | int) -> str:
        """Return one text in the language of the call."""
        return self.words.text(code, self.device.language, **fields)


def _export(options: argparse.Namespace, asked: Asked) -> int:
    from fieldapp.stick import black_box
    from fieldapp.store.clock import SystemClock

    clock = SystemClock()
    key = asked.key(clock)
    if options.everything:
        out = black_box(options.data, key, clock, options.to)
    else:
        out = _handed_out(asked, key, clock, options.to)
    print(asked.text("cli.bundle.exported", file=str(out.path), events=out.events, files=out.files, size=out.size))
    if out.files_left:
        print(asked.text("cli.bundle.left", count=out.files_left))
    print(asked.text("cli.bundle.hand"))
    return 0


def _handed_out(asked: Asked, key: bytes, clock: DeviceClock, to: Path) -> HandedOut:
    from fieldapp.device import open_device

    with closing(open_device(asked.device, key, clock=clock)) as device:
        return device.usb.hand_out(to)


def _import(options: argparse.Namespace, asked: Asked) -> int:
    from fieldapp.device import open_device
    from fieldapp.store.clock import SystemClock

    clock = SystemClock()
    with closing(open_device(asked.device, asked.key(clock), clock=clock)) as device:
        taken = device.usb.take_in(options.file)
    counts = {"outcomes": taken.outcomes, "changes": taken.changes, "files": taken.files, "waiting": taken.waiting}
    print(asked.text("cli.bundle.imported", **counts))
    if taken.code:
        print(asked.text("cli.bundle.again"))
    if taken.revoked:
        print(asked.text("cli.bundle.revoked"))
    return 0

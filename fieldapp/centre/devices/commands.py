"""`fieldapp centre devices | revoke | recover | new-key`: what the office and the depot do about tablets (SYN-6).

What a command is asked for goes to standard output (a list, a code); what else it has to say about a code goes to
standard error, so that the code can be handed on by a pipe.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from fieldapp.domain.ids import DeviceId

if TYPE_CHECKING:
    from fieldapp.centre.database.engine import Database
    from fieldapp.centre.devices.key_handouts import Way
    from fieldapp.centre.pages.record_rows import Words
    from fieldapp.centre.settings import CentreSettings

Open = Callable[[argparse.Namespace], "tuple[CentreSettings, Database]"]
"""Opens the data folder that the options name. Raises NotFound where there is none."""
AddCommand = Callable[[str, str, Callable[[argparse.Namespace], int]], argparse.ArgumentParser]
"""Adds a command by name, words and function."""


def add_device_commands(add: AddCommand, open_existing: Open) -> None:
    """Add the four commands."""
    add("devices", "list the tablets and their state", lambda options: list_devices(options, open_existing))
    revoke = add("revoke", "take a tablet out of use", lambda options: revoke_device(options, open_existing))
    recover = add(
        "recover", "open a tablet whose PIN is forgotten", lambda options: recover_device(options, open_existing)
    )
    lost = "make a new company key when the old one is lost and in no backup"
    add("new-key", lost, lambda options: renew_key(options, open_existing))
    for command in (revoke, recover):
        command.add_argument("device", type=_device_id, help="the tablet's id, as `devices` lists it")
    recover.add_argument(
        "--out", type=Path, metavar="FILE", help="write the code into a new file of yours alone; .png makes a QR code"
    )
    recover.add_argument("--by", metavar="NAME", help="who takes the code (default: your login)")


def _device_id(text: str) -> DeviceId:
    """Return an id as it stands in the list, however it was typed."""
    return DeviceId(text.strip().upper())


def list_devices(options: argparse.Namespace, open_existing: Open) -> int:
    """Print a heading and a line a device, below it who was given its code; says so where there is none."""
    from fieldapp.centre.columns import aligned
    from fieldapp.centre.devices.bundle_log import read_brought
    from fieldapp.centre.devices.key_handouts import read_handouts
    from fieldapp.centre.devices.lost_history import read_lost
    from fieldapp.centre.devices.retirement import read_devices
    from fieldapp.centre.pages.device_rows import device_rows, heading

    settings, database = open_existing(options)
    try:
        with database.read() as connection:
            devices, handouts, brought = read_devices(connection), read_handouts(connection), read_brought(connection)
            lost = read_lost(connection)
    finally:
        database.close()
    words = _words(settings)
    rows = device_rows(devices, handouts, brought, lost, words)
    if not rows:
        print(words.text("device.none"))
        return 0
    lines = aligned([heading(words), *(row.cells for row in rows)])
    print(lines[0])
    for line, row in zip(lines[1:], rows, strict=True):
        print(line, *(f"    {given}" for given in row.notes), sep="\n")
    return 0


def revoke_device(options: argparse.Namespace, open_existing: Open) -> int:
    """Take one device out of use; at its next contact it brings what it has and removes its data. Says so."""
    from fieldapp.centre.devices.retirement import find_device, revoke

    settings, database = open_existing(options)
    try:
        with database.write() as connection:
            before = find_device(connection, options.device)
            revoke(connection, options.device, settings.now())
    finally:
        database.close()
    state = "gone" if before.removed_at else "already" if before.revoked_at else "done"
    at = (before.removed_at or before.revoked_at or settings.now()).astimezone(settings.zone)
    words = _words(settings)
    fields = {"device": before.id, "engineer": before.engineer_name, "at": f"{at:%Y-%m-%d %H:%M}"}
    print(words.text(f"revoke.{state}", **fields))
    if not before.removed_at:
        print(words.text("revoke.next"))
    return 0


def recover_device(options: argparse.Namespace, open_existing: Open) -> int:
    """Print the recovery code, or write it to a new file that only its owner reads; who took it is noted first.

    Raises BadInput("recover.file-there" | "recover.not-saved") besides what `hand_out` raises.
    """
    from fieldapp.centre.devices import code_file
    from fieldapp.centre.devices.key_handouts import Handout, hand_out
    from fieldapp.centre.devices.retirement import find_device
    from fieldapp.centre.pages.device_rows import handout_line
    from fieldapp.trust.recovery_code import to_text

    if options.out is not None:
        code_file.refuse_place(options.out)
    settings, database = open_existing(options)
    by = options.by or getpass.getuser()
    handout = Handout(device_id=options.device, taken_by=by, taken_at=settings.now(), way=_way(options.out))
    try:
        with database.write() as connection:
            entry = find_device(connection, options.device)
            code = to_text(hand_out(connection, handout, settings.trust))
    finally:
        database.close()
    words = _words(settings)
    if options.out is None:
        print(code)
    else:
        code_file.write(code, options.out)
        print(words.text("recover.written", file=str(options.out)))
    _say(words, "recover.for", device=entry.id, engineer=entry.engineer_name)
    print(handout_line(handout, words), file=sys.stderr)
    _say(words, "recover.next")
    return 0


def renew_key(options: argparse.Namespace, open_existing: Open) -> int:
    """Make a new company key and say what to do now. Raises Refused("trust.escrow-works") while the old one works."""
    from fieldapp.centre.devices.retirement import renew_company_key

    settings, database = open_existing(options)
    try:
        with database.write() as connection:
            dropped = renew_company_key(connection, settings.trust)
    finally:
        database.close()
    words = _words(settings)
    print(words.text("new-key.done", folder=str(settings.trust)))
    print(words.text("new-key.next", count=dropped))
    return 0


def _way(out: Path | None) -> Way:
    from fieldapp.centre.devices.key_handouts import Way

    if out is None:
        return Way.SHOWN
    return Way.PICTURE if out.suffix.lower() == ".png" else Way.FILE


def _say(words: Words, code: str, **fields: str) -> None:
    print(words.text(code, **fields), file=sys.stderr)


def _words(settings: CentreSettings) -> Words:
    from fieldapp.centre.pages.record_rows import Words
    from fieldapp.texts.catalogue import Catalogue

    return Words(Catalogue.load(settings.resources / "i18n"), settings.language, settings.zone)

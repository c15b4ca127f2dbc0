"""`fieldapp centre devices | revoke | recover`: what the office and the depot do about tablets (SYN-6)."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fieldapp.centre.database.engine import Database
    from fieldapp.centre.settings import CentreSettings

Open = Callable[[argparse.Namespace], "tuple[CentreSettings, Database]"]
"""Opens the data folder that the options name. Raises NotFound where there is none."""
AddCommand = Callable[[str, str, Callable[[argparse.Namespace], int]], argparse.ArgumentParser]
"""Adds a command by name, words and function."""


def add_device_commands(add: AddCommand, open_existing: Open) -> None:
    """Add the three commands."""
    add("devices", "list the tablets and their state", lambda options: list_devices(options, open_existing))
    revoke = add("revoke", "take a tablet out of use", lambda options: revoke_device(options, open_existing))
    revoke.add_argument("device", help="the tablet's id, as `devices` lists it")
    recover = add(
        "recover", "open a tablet whose PIN is forgotten", lambda options: recover_device(options, open_existing)
    )
    recover.add_argument("device", help="the tablet's id, as `devices` lists it")
    recover.add_argument(
        "--out", type=Path, metavar="FILE", help="write the code into a file of yours alone; .png makes a QR code"
    )


def list_devices(options: argparse.Namespace, open_existing: Open) -> int:
    """Print a line a device: id, engineer, state, whether its key lies here, when it was last seen, program."""
    from fieldapp.centre.devices.retirement import read_devices
    from fieldapp.texts.catalogue import Catalogue

    settings, database = open_existing(options)
    with database.read() as connection:
        found = read_devices(connection)
    database.close()
    catalogue = Catalogue.load(settings.resources / "i18n")
    for entry in found:
        state = "removed" if entry.removed_at else "revoked" if entry.revoked_at else "in_use"
        words = [
            catalogue.text(f"centre.device.{word}", options.language)
            for word in (state, "key" if entry.has_key else "no_key")
        ]
        seen = entry.seen_at.astimezone(settings.zone).strftime("%Y-%m-%d %H:%M")
        print(entry.id, entry.engineer_name, *words, seen, entry.app_version, sep="  ")
    return 0


def revoke_device(options: argparse.Namespace, open_existing: Open) -> int:
    """Take one device out of use; at its next contact it brings what it has and removes its data."""
    from fieldapp.centre.devices.retirement import revoke
    from fieldapp.domain.ids import DeviceId

    settings, database = open_existing(options)
    try:
        with database.write() as connection:
            revoke(connection, DeviceId(options.device), settings.now())
    finally:
        database.close()
    return 0


def recover_device(options: argparse.Namespace, open_existing: Open) -> int:
    """Print the recovery code, or write it to a file that only its owner reads; it opens this one tablet."""
    from fieldapp.centre import ticket_print
    from fieldapp.centre.devices.retirement import recover_key
    from fieldapp.domain.ids import DeviceId
    from fieldapp.trust.private_file import write_private
    from fieldapp.trust.recovery_code import to_text

    settings, database = open_existing(options)
    try:
        with database.read() as connection:
            code = to_text(recover_key(connection, DeviceId(options.device), settings.trust))
    finally:
        database.close()
    if options.out is None:
        print(code)
    elif options.out.suffix == ".png":
        write_private(options.out, b"")  # so that the picture, too, is its owner's from the first byte on
        ticket_print.picture(code, options.out)
    else:
        write_private(options.out, f"{code}\n".encode())
    return 0

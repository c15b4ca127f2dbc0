"""Who may open this tablet, and its end: unlocking, another PIN, the depot's code, removing all data (SYN-6)."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from fieldapp.config import DeviceConfig
from fieldapp.domain.errors import BadInput
from fieldapp.enrolled import keys_of, set_aside
from fieldapp.store import backups
from fieldapp.store.clock import DeviceClock
from fieldapp.store.database import FILE_NAME, LOCK_NAME
from fieldapp.store.failures import translated
from fieldapp.store.key_proof import opens
from fieldapp.store.spare_keys import SpareKeys
from fieldapp.trust import recovery_code
from fieldapp.trust.pin_rules import OpensWith
from fieldapp.trust.private_file import write_private
from fieldapp.trust.single_copy import SingleCopy

REMOVED_NAME = "removed"
"""A file with the moment at which a revoked tablet began to remove its data; it stays until the next enrolment."""


def opens_with(config: DeviceConfig) -> OpensWith:
    """Return whether a PIN or a passphrase is asked for. Raises StoreDamaged("key.unreadable"), StoreError."""
    return keys_of(config).opens_with()


def opens_with_after_recovery(config: DeviceConfig) -> OpensWith:
    """Return what `recover` sets: the keyring that was there when the key was made may be gone by now."""
    return keys_of(config).new_opens_with()


def waits(config: DeviceConfig, clock: DeviceClock) -> timedelta:
    """Return how long the next PIN must wait, after a start or on the way back to the page too."""
    return keys_of(config, clock).waits()


def demo_pin(config: DeviceConfig) -> str | None:
    """Return the PIN that the demo's lock page prints: as long as it opens. None on a real tablet."""
    pin = config.demo_pin
    return pin if pin is not None and keys_of(config).demo_opens(pin) else None


def change_secret(config: DeviceConfig, old: str, new: str, clock: DeviceClock | None = None) -> None:
    """Set another PIN or passphrase. Raises Refused, StoreError; then the old one still opens."""
    keys_of(config, clock).change(old, new)


def renew(config: DeviceConfig, pin: str, passphrase: str, clock: DeviceClock | None = None) -> bytes:
    """Return the data key of an old key file, which from now on only `passphrase` opens. Raises Refused, StoreError."""
    return keys_of(config, clock).renew(pin, passphrase)


def recover(config: DeviceConfig, code: str, secret: str, clock: DeviceClock | None = None) -> bytes:
    """Return the data key that the depot's code opens, and set a new PIN or passphrase; nothing is lost.

    At its next contact the tablet gets another code, and this one opens it no more. Raises
    BadInput("recover.code-invalid"), BadInput("recover.code-used"), BadInput("recover.code-other") for another
    tablet's, Refused, StoreError.
    """
    typed, key = _opened_by(config, code)
    SpareKeys(config.data).note_used(typed)
    keys_of(config, clock).adopt(key, secret)
    return key


def check_code(config: DeviceConfig, code: str) -> None:
    """Refuse a code that does not open this tablet, before a new PIN is asked for. Raises BadInput as `recover`."""
    _opened_by(config, code)


def _opened_by(config: DeviceConfig, code: str) -> tuple[bytes, bytes]:
    """Return what the code says and the data key that it opens."""
    typed, spares = recovery_code.from_text(code), SpareKeys(config.data)
    if spares.is_spent(typed):
        raise BadInput("recover.code-used")
    key = spares.open(typed) or (typed if spares.none_was_delivered else None)
    if key is None or not _is_of_this_tablet(config, key):
        raise BadInput("recover.code-other")
    return typed, key


def _is_of_this_tablet(config: DeviceConfig, key: bytes) -> bool:
    """Ask the database, then its copies: a damaged file opens with no key."""
    return opens(config.data / FILE_NAME, key) or any(opens(one.path, key) for one in backups.listed(config.data))


def was_removed(config: DeviceConfig) -> bool:
    """Tell whether this tablet was revoked and its data removed, or begun to be."""
    return (config.data / REMOVED_NAME).exists()


def remove_everything(config: DeviceConfig, now: datetime) -> None:
    """Remove the data of a revoked tablet, the key first; cut off at any moment, calling it again goes on.

    With them goes what former enrolments of it set aside. The store is closed. Raises StoreBusy("store.in-use") while
    another copy has it open, StoreError.
    """
    with translated():
        copy = SingleCopy(config.data / LOCK_NAME, in_use="store.in-use")
    try:
        with translated():
            if not was_removed(config):
                write_private(config.data / REMOVED_NAME, now.isoformat().encode())
        keys_of(config).destroy()
        with translated():
            for path in sorted(config.data.iterdir()):
                if path.name not in (REMOVED_NAME, LOCK_NAME):
                    _remove(path)
        for aside in set_aside(config):
            keys_of(replace(config, data=aside)).destroy()  # its half lies in the keyring, outside the folder
            with translated():
                shutil.rmtree(aside)
    finally:
        copy.release()


def begin_anew(config: DeviceConfig) -> None:
    """Forget that the tablet was revoked: the next thing it does is to be enrolled."""
    with translated():
        for name in (REMOVED_NAME, LOCK_NAME):
            (config.data / name).unlink(missing_ok=True)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)

"""The data key of the encrypted store, and who may have it.

Now: a key file beside the database, readable by its owner only, opened by a PIN (argon2id) with growing waits after
wrong ones. Whoever can read the file can read the data: on a real tablet the key is wrapped by PIN and the keyring of
the operating system (DESIGN.md, keys), which comes in behind the same `DataKey`.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from fieldapp.domain.errors import Refused, StoreDamaged
from fieldapp.store.failures import translated
from fieldapp.wire.codec import decode, encode

KEY_BYTES = 32
FREE_TRIES = 4
"""Wrong PINs without a wait."""
FIRST_WAIT = timedelta(seconds=30)
MOST_WAIT = timedelta(minutes=15)


class DataKey(Protocol):
    """Where the store's raw key comes from."""

    def exists(self) -> bool:
        """Tell whether a key was made on this device."""
        ...

    def create(self, pin: str) -> bytes:
        """Make the key of a new store. Raises StoreDamaged("key.exists-already")."""
        ...

    def unlock(self, pin: str) -> bytes:
        """Return the key. Raises Refused("pin.wrong"), Refused("pin.wait") or StoreDamaged("key.unreadable")."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PinRecord:
    """What is kept of the PIN: its argon2id hash, and the wrong tries since the last right one."""

    pin_hash: str
    wrong: int = 0
    wait_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class KeyFile:
    """Key and PIN record as two files of the data folder, mode 0600."""

    folder: Path
    now: Callable[[], datetime]
    hasher: PasswordHasher

    def exists(self) -> bool:
        """Tell whether a key was made here."""
        return self._key_path.exists()

    def create(self, pin: str) -> bytes:
        """Make and keep a key. Raises StoreDamaged("key.exists-already"), StoreFull("store.full")."""
        if self.exists():
            raise StoreDamaged("key.exists-already")
        key = secrets.token_bytes(KEY_BYTES)
        with translated():
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            _write_private(self._pin_path, encode(PinRecord(pin_hash=self.hasher.hash(pin))))
            _write_private(self._key_path, key)
        return key

    def unlock(self, pin: str) -> bytes:
        """Return the key for the right PIN.

        Raises Refused("pin.wrong", left=…) with the tries left before the next wait, Refused("pin.wait", seconds=…).
        """
        record = self._record()
        now = self.now()
        if record.wait_until is not None and now < record.wait_until:
            left = record.wait_until - now
            if left > MOST_WAIT:
                # The clock was set back: that must not lock the engineer out for longer than one wait.
                left = MOST_WAIT
                self._keep(replace(record, wait_until=now + left))
            raise Refused("pin.wait", seconds=max(1, round(left.total_seconds())))
        try:
            self.hasher.verify(record.pin_hash, pin)
        except VerifyMismatchError as mismatch:
            wrong = record.wrong + 1
            self._keep(replace(record, wrong=wrong, wait_until=_wait_until(wrong, now)))
            raise Refused("pin.wrong", left=max(0, FREE_TRIES - wrong)) from mismatch
        if record.wrong:
            self._keep(PinRecord(pin_hash=record.pin_hash))
        return self._read_key()

    @property
    def _key_path(self) -> Path:
        return self.folder / "data.key"

    @property
    def _pin_path(self) -> Path:
        return self.folder / "pin.json"

    def _record(self) -> PinRecord:
        try:
            return decode(self._pin_path.read_bytes(), PinRecord)
        except FileNotFoundError as gone:
            raise StoreDamaged("key.unreadable") from gone

    def _keep(self, record: PinRecord) -> None:
        with translated():
            _write_private(self._pin_path, encode(record))

    def _read_key(self) -> bytes:
        try:
            key = self._key_path.read_bytes()
        except FileNotFoundError as gone:
            raise StoreDamaged("key.unreadable") from gone
        if len(key) != KEY_BYTES:
            raise StoreDamaged("key.unreadable")
        return key


def key_file(folder: Path, now: Callable[[], datetime]) -> KeyFile:
    """Return the key file of a data folder; argon2id with 46 MiB and one pass, about 140 ms on a small machine."""
    return KeyFile(folder, now, PasswordHasher(time_cost=1, memory_cost=46 * 1024, parallelism=1))


def _wait_until(wrong: int, now: datetime) -> datetime | None:
    """Return until when the next try must wait: doubling from the first wait up to the longest."""
    over = wrong - FREE_TRIES
    return None if over < 0 else now + min(FIRST_WAIT * 2 ** min(over, 10), MOST_WAIT)


def _write_private(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, readable by its owner only."""
    partial = path.with_suffix(".part")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)

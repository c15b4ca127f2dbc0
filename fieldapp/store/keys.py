"""The data key of the encrypted store, and who may have it.

The key is 32 random bytes, made once and never changed; what changes is how it is wrapped (`key_wrapping`), and that
stands in one small file beside the database. A wrong PIN costs time (`pin_tries`), never data: what opens a tablet
whose PIN is forgotten or whose keyring is gone is a spare key (`spare_keys`) that the company has sealed
(`trust.escrow`); the data key that it opens is brought by `adopt`.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from fieldapp.domain.errors import Refused, StoreDamaged
from fieldapp.store.clock import DeviceClock
from fieldapp.store.failures import translated
from fieldapp.store.key_halves import DemoHalves, Halves, KeyringHalves
from fieldapp.store.key_record import Holder, KeyRecord, read_record, sealed_record, write_record
from fieldapp.store.key_wrapping import KEY_BYTES, USUAL_COST, Cost
from fieldapp.store.old_keys import OldKeys
from fieldapp.store.pin_tries import TriesFile, must_wait
from fieldapp.store.spare_keys import SpareKeys
from fieldapp.support.lines import milliseconds_since, noted
from fieldapp.trust.pin_rules import OpensWith, check_new
from fieldapp.trust.private_file import overwrite_and_remove

KEY_FILE = "keys.json"
TRIES_FILE = "tries.json"

_log = logging.getLogger(__name__)
_HALF_NAME_BYTES = 8
_WRONG = {OpensWith.PIN: "pin.wrong", OpensWith.PASSPHRASE: "passphrase.wrong"}


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The wrapped key of one data folder. In the demo the tablet's half is a file, not the machine's keyring."""

    folder: Path
    clock: DeviceClock
    keyring: Halves
    demo: bool = False
    cost: Cost = USUAL_COST

    def exists(self) -> bool:
        """Tell whether a key was made here."""
        return self._path.exists() or self._old.exist()

    def opens_with(self) -> OpensWith:
        """Return what is typed here, or will be after the first time; asks the keyring where there is no key yet.

        Raises StoreDamaged("key.unreadable").
        """
        if self._path.exists():
            return read_record(self._path).holder.opens_with
        return OpensWith.PIN if self._old.exist() else self.new_opens_with()

    def new_opens_with(self) -> OpensWith:
        """Return what a key that is wrapped now would be opened with."""
        return self._new_holder().opens_with

    def create(self, secret: str) -> bytes:
        """Make and keep a key that PIN or passphrase `secret` opens.

        Raises Refused as `check_new`, StoreDamaged("key.exists-already"), StoreError("key.keyring-closed"), StoreFull.
        """
        if self.exists():
            raise StoreDamaged("key.exists-already")
        holder = self._new_holder()
        check_new(secret, holder.opens_with)
        key = secrets.token_bytes(KEY_BYTES)
        self._keep(key, secret, holder)
        return key

    def unlock(self, secret: str) -> bytes:
        """Return the key for the right PIN or passphrase.

        Raises Refused("pin.wrong" | "passphrase.wrong", left=…) with the tries left before the next wait,
        Refused("pin.wait", seconds=…) for a wrong one that begins a wait and for any during it,
        Refused("key.passphrase-needed") for an old file's PIN that is no longer enough here (go on with `renew`),
        StoreDamaged("key.unreadable", "key.half-lost"), StoreError("key.keyring-closed").
        """
        if not self._path.exists():
            if not self._old.exist():
                raise StoreDamaged("key.unreadable")
            key = self._judged(secret, self._old.open)
            holder = self._new_holder()
            if holder.opens_with is OpensWith.PASSPHRASE:
                raise Refused("key.passphrase-needed")
            self._keep(key, secret, holder)  # as it is: a PIN that is too simple by now must still open
            self._old.remove()
            return key
        begun = time.monotonic()
        record = read_record(self._path)
        half = self._half(record)
        key = self._judged(secret, lambda typed: record.open(typed, half))
        if self._old.exist():
            self._old.remove()  # what a kill left between writing the new file and removing the old ones
        _log.info("unlocked", extra=noted(ms=milliseconds_since(begun)))
        return key

    def waits(self) -> timedelta:
        """Return how long the next try must wait."""
        return self._tries.waits(self.clock.evidence())

    def demo_opens(self, pin: str) -> bool:
        """Tell whether the PIN that the demo prints opens; uncounted, and never so on a real tablet."""
        if not self.demo:
            return False
        record = self._present()
        return record is not None and record.open(pin, self._half(record)) is not None

    def renew(self, pin: str, passphrase: str) -> bytes:
        """Replace an old file, opened by its PIN, by one that a passphrase opens. Raises as `unlock` and `create`."""
        key = self._judged(pin, self._old.open)
        self._adopt(key, passphrase)
        return key

    def change(self, old: str, new: str) -> None:
        """Wrap the key anew for `new`; cut off at any moment, one of the two opens it.

        Raises as `unlock`, Refused as `check_new`, Refused("pin.same").
        """
        key = self.unlock(old)
        record = read_record(self._path)
        check_new(new, record.holder.opens_with)
        if new == old:
            raise Refused("pin.same")
        half = self._half(record)
        write_record(self._path, sealed_record(key, new, record.holder, record.half_name, half, self.cost))
        _log.info("PIN changed", extra=noted(kind=record.holder.opens_with.value))

    def adopt(self, key: bytes, secret: str) -> None:
        """Wrap a key that came from the company's sealed copy; the caller has made sure that it opens the store.

        Raises Refused as `check_new`, StoreError("key.keyring-closed"), StoreFull.
        """
        self._adopt(key, secret)
        self._tries.forgive()
        _log.info("opened by the company's copy")

    def destroy(self) -> None:
        """Make the data unreadable for everyone who has no sealed copy: the half first, then the files."""
        self._forget_half(self._present())
        with translated():
            overwrite_and_remove(self._path)
            overwrite_and_remove(self.folder / TRIES_FILE)
        SpareKeys(self.folder).destroy()
        self._old.remove()
        _log.info("key destroyed")

    def _judged(self, secret: str, opened: Callable[[str], bytes | None]) -> bytes:
        """Return what `opened` gives for the secret; the try is counted before it is judged."""
        tries = self._tries.begin(self.clock.evidence())
        key = opened(secret)
        if key is None:
            _log.info("a wrong try", extra=noted(left=tries.left))
            if tries.wait:
                raise must_wait(self.waits())
            raise Refused(_WRONG[self.opens_with()], left=tries.left)
        self._tries.forgive()
        return key

    def _adopt(self, key: bytes, secret: str) -> None:
        before, holder = self._present(), self._new_holder()
        check_new(secret, holder.opens_with)
        self._keep(key, secret, holder)
        self._forget_half(before)
        self._old.remove()

    def _keep(self, key: bytes, secret: str, holder: Holder) -> None:
        """Write a new file with a new half; the half first, so that the file never names one that is not there."""
        with translated():
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._tries.reserve()
        half_name, half = "", b""
        if holder is not Holder.NOBODY:
            half_name, half = secrets.token_hex(_HALF_NAME_BYTES), secrets.token_bytes(KEY_BYTES)
            self._halves(holder).write(half_name, half)
        write_record(self._path, sealed_record(key, secret, holder, half_name, half, self.cost))

    def _present(self) -> KeyRecord | None:
        """Return the record that stands there, None where none can be read: then it names no half either."""
        try:
            return read_record(self._path)
        except StoreDamaged:
            return None

    def _forget_half(self, record: KeyRecord | None) -> None:
        if record is not None and record.holder is not Holder.NOBODY:
            self._halves(record.holder).forget(record.half_name)

    def _half(self, record: KeyRecord) -> bytes:
        if record.holder is Holder.NOBODY:
            return b""
        half = self._halves(record.holder).read(record.half_name)
        if half is None:
            raise StoreDamaged("key.half-lost")
        return half

    def _halves(self, holder: Holder) -> Halves:
        return DemoHalves(self.folder) if holder is Holder.DEMO else self.keyring

    def _new_holder(self) -> Holder:
        if self.demo:
            return Holder.DEMO
        return Holder.KEYRING if self.keyring.usable() else Holder.NOBODY

    @property
    def _path(self) -> Path:
        return self.folder / KEY_FILE

    @property
    def _tries(self) -> TriesFile:
        return TriesFile(self.folder / TRIES_FILE)

    @property
    def _old(self) -> OldKeys:
        return OldKeys(self.folder)


def key_file(folder: Path, clock: DeviceClock, *, demo: bool = False) -> KeyFile:
    """Return the key file of a data folder on this machine."""
    return KeyFile(folder, clock, KeyringHalves(), demo)

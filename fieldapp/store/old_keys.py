"""The first key files: the key in the clear beside an argon2id hash of the PIN. They are read once, to be replaced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from fieldapp.domain.errors import BadInput, StoreDamaged
from fieldapp.store.failures import translated
from fieldapp.store.key_wrapping import KEY_BYTES
from fieldapp.trust.private_file import overwrite_and_remove
from fieldapp.wire.codec import decode


@dataclass(frozen=True, slots=True, kw_only=True)
class _PinRecord:
    """What the PIN file held."""

    pin_hash: str
    wrong: int = 0
    wait_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class OldKeys:
    """`data.key` and `pin.json` of a data folder."""

    folder: Path

    def exist(self) -> bool:
        """Tell whether a key lies here in the clear."""
        return self._key_path.exists()

    def open(self, pin: str) -> bytes | None:
        """Return the key, None for a wrong PIN. Raises StoreDamaged("key.unreadable")."""
        try:
            record = decode(self._pin_path.read_bytes(), _PinRecord)
            key = self._key_path.read_bytes()
            PasswordHasher().verify(record.pin_hash, pin)
        except VerifyMismatchError:
            return None
        except (OSError, BadInput, InvalidHashError) as fault:
            raise StoreDamaged("key.unreadable") from fault
        if len(key) != KEY_BYTES:
            raise StoreDamaged("key.unreadable")
        return key

    def remove(self) -> None:
        """Write over both files and remove them: once the key is wrapped, never before."""
        with translated():
            overwrite_and_remove(self._key_path)
            overwrite_and_remove(self._pin_path)

    @property
    def _key_path(self) -> Path:
        return self.folder / "data.key"

    @property
    def _pin_path(self) -> Path:
        return self.folder / "pin.json"

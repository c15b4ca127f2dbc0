"""Where the tablet's half of the wrapping key is kept: in the keyring of the operating system, out of the data folder.

Whoever copies the disk has the file and not the half; whoever has the unlocked tablet has the half and not the PIN.
"""

from __future__ import annotations

import base64
import binascii
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from fieldapp.domain.errors import StoreError
from fieldapp.store.failures import translated
from fieldapp.store.key_wrapping import KEY_BYTES
from fieldapp.trust.private_file import write_private

SERVICE = "fieldapp"
"""Under this name the keyring shows what is kept there."""

_TRUSTED = (
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
    "keyring.backends.Windows",
    "keyring.backends.macOS",
)
"""What counts as the operating system's: other backends may be a plain file, and the environment can name any."""


class Halves(Protocol):
    """Keeps secret halves by name."""

    def usable(self) -> bool:
        """Tell whether what is kept here can be read again."""
        ...

    def read(self, name: str) -> bytes | None:
        """Return the half, None where it is not. Raises StoreError("key.keyring-closed") where nobody may look."""
        ...

    def write(self, name: str, half: bytes) -> None:
        """Keep the half. Raises StoreError("key.keyring-closed")."""
        ...

    def forget(self, name: str) -> None:
        """Remove the half, if it is there."""
        ...


class KeyringHalves:
    """The keyring: Secret Service or KWallet, Credential Locker, Keychain."""

    def usable(self) -> bool:
        """Tell whether this machine has a keyring, by one trial: one may be there and closed for good (bare Linux)."""
        import keyring

        backend = keyring.get_keyring()
        chained = getattr(backend, "backends", [backend])
        if not chained or not all(type(part).__module__.startswith(_TRUSTED) for part in chained):
            return False
        name, half = f"trial-{secrets.token_hex(4)}", secrets.token_bytes(KEY_BYTES)
        try:
            self.write(name, half)
            same = self.read(name) == half
            self.forget(name)
        except StoreError:
            return False
        return same

    def read(self, name: str) -> bytes | None:
        """Return the half as it was kept."""
        import keyring
        from keyring.errors import KeyringError

        try:
            text = keyring.get_password(SERVICE, name)
        except (KeyringError, OSError, RuntimeError) as fault:
            raise StoreError("key.keyring-closed") from fault
        try:
            return None if text is None else base64.b64decode(text, validate=True)
        except (ValueError, binascii.Error):
            return None  # something else stands under our name: ours is gone

    def write(self, name: str, half: bytes) -> None:
        """Keep the half under our service's name."""
        import keyring
        from keyring.errors import KeyringError

        try:
            keyring.set_password(SERVICE, name, base64.b64encode(half).decode())
        except (KeyringError, OSError, RuntimeError) as fault:
            raise StoreError("key.keyring-closed") from fault

    def forget(self, name: str) -> None:
        """Remove the half; one that is gone already is as good."""
        import keyring
        from keyring.errors import KeyringError, PasswordDeleteError

        try:
            keyring.delete_password(SERVICE, name)
        except PasswordDeleteError:
            return
        except (KeyringError, OSError, RuntimeError) as fault:
            raise StoreError("key.keyring-closed") from fault


@dataclass(frozen=True, slots=True)
class DemoHalves:
    """A file beside the key, for the demo and its tests on machines without a keyring: it protects nothing."""

    folder: Path

    def usable(self) -> bool:
        """Say yes: a file can always be written where the key can."""
        return True

    def read(self, name: str) -> bytes | None:
        """Return the half from its file."""
        path = self._path(name)
        with translated():
            return path.read_bytes() if path.exists() else None

    def write(self, name: str, half: bytes) -> None:
        """Write the file."""
        with translated():
            write_private(self._path(name), half)

    def forget(self, name: str) -> None:
        """Remove the file."""
        with translated():
            self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self.folder / f"demo-half-{name}"

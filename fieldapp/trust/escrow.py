"""The company's sealed copy of a tablet's data key: made on the tablet, opened only with the company's private key.

A sealed copy is bytes, no text: `FAE1` · 32 bytes ephemeral X25519 public key · 12 bytes nonce · the data key under
AES-256-GCM. Its key is HKDF-SHA256 of the X25519 secret, salted with both public keys; the device id is bound to it, so
that no copy opens under another tablet's name. The private key never leaves the centre's private folder.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fieldapp.domain.errors import BadInput
from fieldapp.domain.ids import DeviceId, Sha256
from fieldapp.trust.private_file import write_private
from fieldapp.trust.sealed_box import KEY_BYTES, PUBLIC_BYTES, from_base64, key_from, key_to, raw_public, to_base64

_MAGIC = b"FAE1"
_NONCE_BYTES = 12
_PURPOSE = b"fieldapp escrow 1"
_KEY_FILE = "escrow.key"

SEALED_BYTES = len(_MAGIC) + PUBLIC_BYTES + _NONCE_BYTES + KEY_BYTES + 16
"""Length of every sealed copy."""


@dataclass(frozen=True, slots=True)
class EscrowKey:
    """The company's key pair for sealed copies."""

    private: X25519PrivateKey

    @classmethod
    def open_or_make(cls, folder: Path) -> EscrowKey:
        """Read the pair of `folder`, or make and keep one. Raises BadInput("trust.escrow-unreadable")."""
        path = folder / _KEY_FILE
        if path.exists():
            return cls.open(folder)
        made = cls(X25519PrivateKey.generate())
        write_private(path, made.private.private_bytes_raw())
        return made

    @classmethod
    def open(cls, folder: Path) -> EscrowKey:
        """Read the pair of `folder`. Raises BadInput("trust.escrow-unreadable") for a broken or missing one."""
        try:
            return cls(X25519PrivateKey.from_private_bytes((folder / _KEY_FILE).read_bytes()))
        except (OSError, ValueError) as fault:
            raise BadInput("trust.escrow-unreadable", folder=str(folder)) from fault

    @classmethod
    def set_aside(cls, folder: Path) -> None:
        """Give the file of a pair that cannot be read another name, for it may be mended yet; nothing without one."""
        path = folder / _KEY_FILE
        if path.exists():
            path.replace(folder / f"{_KEY_FILE}.broken-{secrets.token_hex(4)}")

    @property
    def public_key(self) -> str:
        """Return the public half, base64 of its 32 raw bytes, as EnrolAnswer and Hello carry it."""
        return to_base64(raw_public(self.private))

    def unseal(self, sealed: bytes, device_id: DeviceId) -> bytes:
        """Return the data key. Raises BadInput("trust.escrow-not-ours") for another company's, tablet's or broken."""
        if len(sealed) != SEALED_BYTES or not sealed.startswith(_MAGIC):
            raise BadInput("trust.escrow-not-ours", device=device_id)
        public, nonce, box = _parts(sealed)
        try:
            return AESGCM(key_from(self.private, public, _PURPOSE)).decrypt(nonce, box, _about(device_id))
        except (InvalidTag, ValueError) as fault:
            raise BadInput("trust.escrow-not-ours", device=device_id) from fault


def seal(public_key: str, data_key: bytes, device_id: DeviceId) -> bytes:
    """Return the data key sealed to the company. Raises BadInput("trust.escrow-unreadable") for a bad public key."""
    try:
        once = key_to(from_base64(public_key), _PURPOSE)
    except ValueError as fault:
        raise BadInput("trust.escrow-unreadable", folder="") from fault
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return _MAGIC + once.public + nonce + AESGCM(once.key).encrypt(nonce, data_key, _about(device_id))


def key_name(public_key: str) -> Sha256:
    """Return the name of a public key: which pair a sealed copy was made for."""
    return Sha256(hashlib.sha256(public_key.encode()).hexdigest())


def _parts(sealed: bytes) -> tuple[bytes, bytes, bytes]:
    public_end = len(_MAGIC) + PUBLIC_BYTES
    return (
        sealed[len(_MAGIC) : public_end],
        sealed[public_end : public_end + _NONCE_BYTES],
        sealed[public_end + _NONCE_BYTES :],
    )


def _about(device_id: DeviceId) -> bytes:
    return f"data key of {device_id}".encode()

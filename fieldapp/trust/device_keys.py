"""The key that proves which tablet wrote a batch: Ed25519, made on the tablet, its private half never leaves it."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fieldapp.domain.errors import BadInput

_ANSWERS = b"fieldapp answers to a device 1"


@dataclass(frozen=True, slots=True)
class DeviceKey:
    """A tablet's signing key."""

    private: Ed25519PrivateKey

    @classmethod
    def generate(cls) -> DeviceKey:
        """Make a new key."""
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def from_secret(cls, secret: bytes) -> DeviceKey:
        """Return the key kept as `secret` (32 bytes). Raises BadInput("trust.key-unreadable")."""
        try:
            return cls(Ed25519PrivateKey.from_private_bytes(secret))
        except ValueError as fault:
            raise BadInput("trust.key-unreadable") from fault

    @property
    def secret(self) -> bytes:
        """Return the 32 bytes to be kept in the encrypted store, and nowhere else."""
        return self.private.private_bytes_raw()

    @property
    def public_key(self) -> str:
        """Return the public half, base64 of its 32 raw bytes, as EnrolRequest carries it."""
        return base64.b64encode(self.private.public_key().public_bytes_raw()).decode()

    def sign(self, body: bytes) -> str:
        """Return the signature over `body` exactly as it is sent, base64 of 64 bytes."""
        return base64.b64encode(self.private.sign(body)).decode()

    @property
    def answer_key(self) -> X25519PrivateKey:
        """Return the key to which the centre seals what it sends by stick; it comes of the secret, none is kept."""
        derived = HKDF(SHA256(), length=32, salt=None, info=_ANSWERS).derive(self.secret)
        return X25519PrivateKey.from_private_bytes(derived)


def is_public_key(text: str) -> bool:
    """Tell whether `text` is base64 of a usable Ed25519 public key."""
    try:
        Ed25519PublicKey.from_public_bytes(base64.b64decode(text, validate=True))
    except (ValueError, binascii.Error):
        return False
    return True


def verify(public_key: str, body: bytes, signature: str) -> bool:
    """Tell whether `signature` (base64) over `body` was made by the owner of `public_key` (base64)."""
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key, validate=True))
        key.verify(base64.b64decode(signature, validate=True), body)
    except (ValueError, binascii.Error, InvalidSignature):
        return False
    return True

"""Sealing to somebody's X25519 key: a key made for one use is agreed with theirs, and only they can agree on it again.

The one scheme of this program for what is meant for one reader: the key is HKDF-SHA256 of the X25519 secret, salted
with both public keys, for one purpose. What is sealed under it, and what that is bound to, is the user's matter.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PUBLIC_BYTES = 32
KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class OnceKey:
    """The public half of a key that was used once, to travel with what is sealed, and the key that it gave."""

    public: bytes
    key: bytes


def raw_public(private: X25519PrivateKey) -> bytes:
    """Return the 32 bytes of a pair's public half."""
    return private.public_key().public_bytes_raw()


def key_to(public: bytes, purpose: bytes) -> OnceKey:
    """Return a new key that only the owner of `public` (32 raw bytes) can find. Raises ValueError for a bad one."""
    once = X25519PrivateKey.generate()
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    return OnceKey(public=raw_public(once), key=_derived(shared, raw_public(once) + public, purpose))


def key_from(private: X25519PrivateKey, once_public: bytes, purpose: bytes) -> bytes:
    """Return the key that `key_to` gave the sender. Raises ValueError for a public half that is none."""
    shared = private.exchange(X25519PublicKey.from_public_bytes(once_public))
    return _derived(shared, once_public + raw_public(private), purpose)


def from_base64(text: str) -> bytes:
    """Return the raw bytes of a public key as messages carry it. Raises ValueError."""
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as fault:
        raise ValueError(text) from fault


def to_base64(public: bytes) -> str:
    """Return a public key as messages carry it."""
    return base64.b64encode(public).decode()


def _derived(shared: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=purpose).derive(shared)

"""How the data key is wrapped: AES-256-GCM under HKDF-SHA256(argon2id(PIN) + this tablet's half).

The PIN alone has a million values, which a computer that has the file tries in a day; the tablet's half has 2^256 and
stays in the operating system's keyring, out of the file. With a passphrase there is no such half, and argon2id stands
alone (RFC 9106; OWASP MASVS-CRYPTO). The costs stand in the file, so that later files may cost more.
"""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
SALT_BYTES = 16
_NONCE_BYTES = 12
_PURPOSE = b"fieldapp data key 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one try of a PIN costs: argon2id's memory in KiB, passes over it, lanes side by side."""

    memory_kib: int
    passes: int
    lanes: int


USUAL_COST = Cost(memory_kib=64 * 1024, passes=2, lanes=4)
"""About 0.3 s on two cores that have nothing else to do; the goal for the whole unlock is 0.5 s."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrapped:
    """A wrapped key: what is needed to open it beside the PIN and the tablet's half."""

    cost: Cost
    salt: bytes
    nonce: bytes
    sealed: bytes


def wrap(key: bytes, secret: str, half: bytes, cost: Cost, about: bytes) -> Wrapped:
    """Wrap `key` for PIN or passphrase `secret`; `half` is the tablet's, b"" without one.

    `about` is bound to it: a wrapped key put into another file does not open.
    """
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    sealed = AESGCM(_wrapping_key(secret, half, salt, cost)).encrypt(nonce, key, about)
    return Wrapped(cost=cost, salt=salt, nonce=nonce, sealed=sealed)


def unwrap(wrapped: Wrapped, secret: str, half: bytes, about: bytes) -> bytes | None:
    """Return the key, None where PIN, half or `about` is another."""
    wrapping = _wrapping_key(secret, half, wrapped.salt, wrapped.cost)
    try:
        return AESGCM(wrapping).decrypt(wrapped.nonce, wrapped.sealed, about)
    except InvalidTag:
        return None


def _wrapping_key(secret: str, half: bytes, salt: bytes, cost: Cost) -> bytes:
    # The same letters come as other code points from another keyboard.
    typed = unicodedata.normalize("NFKC", secret).encode()
    stretched = hash_secret_raw(typed, salt, cost.passes, cost.memory_kib, cost.lanes, hash_len=KEY_BYTES, type=Type.ID)
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=_PURPOSE).derive(stretched + half)

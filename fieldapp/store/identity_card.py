"""Who this tablet is and to whom it seals, once more beside the database: a damaged one must not silence it (SYN-6).

One small file, sealed under a key of its own that comes of the store's key. It is written at a contact with the centre,
whenever something in it is new.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fieldapp.domain.errors import BadInput
from fieldapp.store.identity import Enrolment
from fieldapp.trust.private_file import write_private
from fieldapp.wire.codec import decode, encode

FILE_NAME = "identity.sealed"
_PURPOSE = b"fieldapp identity card 1"
_NONCE = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityCard:
    """The enrolment, and the company's X25519 public key (base64) as it was heard last."""

    enrolment: Enrolment
    company_key: str


def keep(folder: Path, key: bytes, card: IdentityCard) -> None:
    """Write the card where it is another than the one that lies there. Raises OSError."""
    if read(folder, key) != card:
        nonce = secrets.token_bytes(_NONCE)
        write_private(folder / FILE_NAME, nonce + _box(key).encrypt(nonce, encode(card), _PURPOSE))


def read(folder: Path, key: bytes) -> IdentityCard | None:
    """Return the card; None where there is none, or none that this key opens."""
    try:
        sealed = (folder / FILE_NAME).read_bytes()
        return decode(_box(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], _PURPOSE), IdentityCard)
    except (FileNotFoundError, InvalidTag, BadInput, ValueError):
        return None


def _box(key: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), length=32, salt=None, info=_PURPOSE).derive(key))

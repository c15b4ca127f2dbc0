"""Files on their way up: the names of tus 1.0 that both sides use (https://tus.io/protocols/resumable-upload)."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass

from fieldapp.domain.errors import BadInput

VERSION = "1.0.0"
ROAD = "/v1/uploads"
"""Where uploads begin; each has an address of its own below it."""

BODY_TYPE = "application/offset+octet-stream"
STEP = 256 * 1024
"""Bytes that are sent, made durable and counted at once: what a cut line costs at the most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadPlace:
    """How far a file has come: where its upload is addressed, and how many bytes of it are durable at the centre."""

    address: str
    offset: int


def metadata(**values: str) -> str:
    """Return an Upload-Metadata header: each value as base64 of its UTF-8."""
    return ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in values.items())


def read_metadata(header: str) -> dict[str, str]:
    """Return what an Upload-Metadata header holds. Raises BadInput("wire.malformed")."""
    found: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in header.split(","))):
        name, _, value = pair.partition(" ")
        try:
            found[name] = base64.b64decode(value.strip(), validate=True).decode()
        except (binascii.Error, UnicodeDecodeError) as fault:
            raise BadInput("wire.malformed", detail="Upload-Metadata") from fault
    return found


def checksum(content: bytes) -> str:
    """Return an Upload-Checksum header for `content`."""
    return f"sha256 {base64.b64encode(hashlib.sha256(content).digest()).decode()}"

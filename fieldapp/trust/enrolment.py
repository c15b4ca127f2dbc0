"""The enrolment ticket: what a new tablet reads from one QR code to find its centre and to believe only that one."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from fieldapp.domain.errors import BadInput
from fieldapp.domain.ids import Sha256

PREFIX = "FIELDAPP1:"
"""Begins every ticket of this form, so that a tablet can tell it from a part label."""

_CODE = re.compile(r"[0-9A-Z]{8,64}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentTicket:
    """Address of the centre, one-time code, and the fingerprint of the CA certificate to pin.

    As text: prefix, then address, code and fingerprint (base64url, unpadded) with "|" between them; about 90
    characters, a QR code of version 6. Raises BadInput("enrol.ticket-invalid") for parts that make no ticket.
    """

    url: str
    code: str
    ca_sha256: Sha256

    def __post_init__(self) -> None:
        if not (is_address(self.url) and _CODE.fullmatch(self.code) and _SHA256.fullmatch(self.ca_sha256)):
            raise BadInput("enrol.ticket-invalid")

    def to_text(self) -> str:
        """Return the text for the QR code."""
        digest = base64.urlsafe_b64encode(bytes.fromhex(self.ca_sha256)).decode().rstrip("=")
        return f"{PREFIX}{self.url}|{self.code}|{digest}"

    @classmethod
    def from_text(cls, text: str) -> EnrolmentTicket:
        """Return the ticket that was scanned or pasted. Raises BadInput("enrol.ticket-invalid")."""
        text = text.strip()
        parts = text.removeprefix(PREFIX).split("|")
        if not text.startswith(PREFIX) or len(parts) != 3:
            raise BadInput("enrol.ticket-invalid")
        url, code, digest = parts
        try:
            fingerprint = base64.urlsafe_b64decode(digest + "=" * (-len(digest) % 4)).hex()
        except (ValueError, binascii.Error) as fault:
            raise BadInput("enrol.ticket-invalid") from fault
        return cls(url=url, code=code, ca_sha256=Sha256(fingerprint))


def is_address(url: str) -> bool:
    """Tell whether `url` is https with a host and nothing after the port: no plain http, no path, no password."""
    if "|" in url or any(character.isspace() for character in url):
        return False
    try:
        parts = urlsplit(url)
        port_is_valid = parts.port is None or parts.port > 0
    except ValueError:
        return False
    bare = not (parts.path or parts.query or parts.fragment or parts.username or parts.password)
    return parts.scheme == "https" and bool(parts.hostname) and port_is_valid and bare

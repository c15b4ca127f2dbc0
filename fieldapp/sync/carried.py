"""What goes by stick and who it is of: the values of the USB road."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path

from fieldapp.domain.ids import DeviceId
from fieldapp.trust.device_keys import DeviceKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """A tablet as its bundles name it; `company_key` (X25519, base64) and `ca_pem` are the company's."""

    device_id: DeviceId
    engineer_name: str
    program: str
    key: DeviceKey
    company_key: str
    ca_pem: str

    def sign(self, message: bytes) -> bytes:
        """Return the tablet's signature, raw."""
        return base64.b64decode(self.key.sign(message))


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOut:
    """A bundle that lies on the stick: what is in it, and how many files had no room and wait for another road."""

    path: Path
    events: int
    files: int
    files_left: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """What an answer changed here; `code` says why the centre took no more than it did, "" if it took everything.

    `waiting` events have no outcome: of those that were recorded meanwhile, or that the centre did not take.
    """

    outcomes: int
    changes: int
    files: int
    waiting: int
    code: str = ""
    revoked: bool = False
    """The office took this tablet out of use: it still brings what it has, and empties itself over a network only."""


def own_names(device_id: DeviceId) -> str:
    """Return how the names of all files begin that this tablet puts on a stick."""
    return f"fieldapp-{device_id}-"

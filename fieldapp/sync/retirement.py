"""The sealed key on its way to the company, and the end of a device that the office revoked (SYN-6)."""

from __future__ import annotations

from fieldapp.domain.errors import Refused
from fieldapp.domain.views.sync import DEVICE_REVOKED
from fieldapp.sync.ports import Identity, KeyCopy
from fieldapp.wire.centre import Centre
from fieldapp.wire.messages import Hello

STRANGER = "device-unknown"
"""What the centre calls a device that has said farewell."""


def deliver_key(centre: Centre, key_copy: KeyCopy, hello: Hello) -> None:
    """Deliver the data key, sealed to the company, unless the centre has it for its present key pair."""
    if not hello.escrow_key or hello.revoked:
        return
    sealed = key_copy.undelivered_key(hello.escrow_key)
    if sealed is not None:
        centre.keep_key(sealed)
        key_copy.key_delivered(sealed)


def leave(centre: Centre, identity: Identity) -> Refused:
    """Say farewell and return how the run ends; called when nothing is left here.

    That it leaves is noted first: if the answer is lost, the centre knows the device no more, and that is as it should
    be (`is_gone`).
    """
    identity.note_leaving()
    centre.farewell()
    return Refused(DEVICE_REVOKED)


def is_gone(identity: Identity, code: str) -> bool:
    """Tell whether a refusal only says that the farewell of an earlier run has arrived."""
    return code == STRANGER and identity.is_leaving()

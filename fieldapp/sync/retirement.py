"""The sealed key on its way to the company, and the end of a device that the office revoked (SYN-6)."""

from __future__ import annotations

import logging

from fieldapp.domain.errors import CentreError, Refused
from fieldapp.domain.views.sync import DEVICE_REVOKED
from fieldapp.sync.ports import Identity, KeyCopy
from fieldapp.wire.centre import Centre
from fieldapp.wire.messages import Hello

logger = logging.getLogger(__name__)


def deliver_key(centre: Centre, key_copy: KeyCopy, hello: Hello) -> None:
    """Deliver the data key, sealed to the company, unless the centre has it for its present key pair."""
    if not hello.escrow_key or hello.revoked:
        return
    sealed = key_copy.undelivered_key(hello.escrow_key)
    if sealed is not None:
        centre.keep_key(sealed)
        key_copy.key_delivered(sealed)


def leave(centre: Centre, identity: Identity) -> Refused | None:
    """Say farewell and return how the run ends; None where something was recorded since everything was delivered.

    That it leaves is noted first, and from then on nothing more is recorded here: what an answer that is lost leaves
    behind is removed all the same (`go`).
    """
    return go(centre) if identity.note_leaving() else None


def go(centre: Centre) -> Refused:
    """Say farewell, once more if need be; a centre that is away, or knows the device no more, changes nothing."""
    try:
        centre.farewell()
    except CentreError as failure:
        logger.info("the farewell was not heard", exc_info=failure)
    return Refused(DEVICE_REVOKED)

"""The sealed key on its way to the company, and the end of a device that the office revoked (SYN-6)."""

from __future__ import annotations

import logging

from fieldapp.domain.errors import CentreError, CentreRefused, Refused
from fieldapp.domain.views.sync import DEVICE_REVOKED
from fieldapp.sync.ports import Identity, KeyCopy, Outbox
from fieldapp.wire.centre import Centre
from fieldapp.wire.messages import Hello

logger = logging.getLogger(__name__)

_IN_USE = "device-in-use"


def deliver_key(centre: Centre, key_copy: KeyCopy, hello: Hello) -> CentreRefused | None:
    """Deliver the data key, sealed to the company, unless the centre has it for its present key pair.

    Return its refusal: a reason to tell somebody, and none to keep the engineer's work back. Raises CentreUnreachable,
    CentreAnswerInvalid, CentreUntrusted.
    """
    if not hello.escrow_key or hello.revoked:
        return None
    sealed = key_copy.undelivered_key(hello.escrow_key)
    if sealed is None:
        return None
    try:
        centre.keep_key(sealed)
    except CentreRefused as refusal:
        logger.info("the centre did not take the sealed key", exc_info=refusal)
        return refusal
    key_copy.key_delivered(sealed)
    return None


def leave(centre: Centre, identity: Identity) -> Refused | None:
    """Say farewell and return how the run ends; None where something was recorded since everything was delivered.

    That it leaves is noted first, and from then on nothing more is recorded here: what an answer that is lost leaves
    behind is removed all the same (`go_on`).
    """
    return _go(centre, identity) if identity.note_leaving() else None


def go_on(centre: Centre, identity: Identity, outbox: Outbox) -> Refused | None:
    """Leave at last, as was noted in an earlier run; None where the centre needs this tablet once more.

    That is so when it was restored to before it had everything, or to before the tablet was revoked: what lies here
    may be the only copy (SYNC.md rule 3). A centre that is away, or knows the device no more, has all of it.
    """
    try:
        hello = centre.hello()
    except CentreError as failure:
        logger.info("the farewell was not heard", exc_info=failure)
        return Refused(DEVICE_REVOKED)
    if hello.epoch != identity.epoch() or hello.last_seq < outbox.last_seq():
        identity.stay()
        return None
    return _go(centre, identity)


def _go(centre: Centre, identity: Identity) -> Refused | None:
    """Say farewell, once more if need be; None where the centre holds the device for one in use."""
    try:
        centre.farewell()
    except CentreError as failure:
        logger.info("the farewell was not heard", exc_info=failure)
        if failure.code == _IN_USE:
            identity.stay()
            return None
    return Refused(DEVICE_REVOKED)

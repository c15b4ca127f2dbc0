"""Files go after the events that name them, one by one; a refused one blocks nobody (SYNC.md rule 11)."""

from __future__ import annotations

from fieldapp.domain.errors import CentreRefused, NotFound, StoreDamaged
from fieldapp.domain.ids import Sha256
from fieldapp.domain.views.sync import SyncState
from fieldapp.sync.ports import Blobs, Cancelled
from fieldapp.sync.status import Tally
from fieldapp.wire.centre import Centre

_ABOUT_THE_DEVICE = frozenset({"device-unknown", "signature-invalid", "protocol-unknown", "encoding-unknown"})
"""Refusals that every file would meet: they end the run and are not written to the file's account."""


def deliver(centre: Centre, blobs: Blobs, tally: Tally, cancelled: Cancelled) -> bool:
    """Deliver what waits; return whether all of it is at the centre now. CentreError other than a refusal is raised."""
    waiting = blobs.undelivered()
    tally.blobs_total = len(waiting)
    complete = True
    for sha256 in waiting:
        if cancelled():
            return False
        tally.tell(SyncState.UPLOADING)
        if _delivered(centre, blobs, sha256):
            tally.blobs_done += 1
        else:
            complete = False
    return complete


def _delivered(centre: Centre, blobs: Blobs, sha256: Sha256) -> bool:
    """Deliver one; a content hash that the centre has already is not sent again."""
    try:
        if not centre.has_blob(sha256):
            media_type, content = blobs.content(sha256)
            centre.put_blob(sha256, media_type, content)
    except (CentreRefused, NotFound, StoreDamaged) as reason:
        if reason.code in _ABOUT_THE_DEVICE:
            raise
        blobs.refused(sha256, reason.code)
        return False
    blobs.delivered(sha256)
    return True

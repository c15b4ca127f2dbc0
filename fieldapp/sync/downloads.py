"""The centre's own files come down last, one by one: drawings and manuals of what the orders are about (ANA-1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fieldapp.domain.errors import CentreAnswerInvalid, CentreRefused
from fieldapp.domain.ids import OrderId, Sha256
from fieldapp.domain.views.sync import SyncState
from fieldapp.sync.ports import Applied, Blobs, Cancelled
from fieldapp.sync.status import Tally
from fieldapp.wire.centre import Centre
from fieldapp.wire.codec import sha256_of
from fieldapp.wire.messages import DocumentKind

_NOT_THERE = "blob-unknown"


@dataclass(frozen=True, slots=True)
class FilesFetched:
    """What files that came down changed here, for the screens."""

    kinds: frozenset[str] = frozenset({DocumentKind.MODEL_DOCUMENT.value})
    orders: frozenset[OrderId] = frozenset()
    outcomes: int = 0
    changes: int = 0


def fetch(
    centre: Centre, blobs: Blobs, tally: Tally, published: Callable[[Applied], None], cancelled: Cancelled
) -> bool:
    """Fetch what the orders here need; return False if cancelled before the last.

    A file that the centre has no longer, or not as its name says, stays wanted and blocks nobody; the latter is said
    when the others are here. Raises CentreError; what came before it stays.
    """
    wanted = blobs.wanted()
    tally.blobs_total += len(wanted)
    came, not_ours = False, None
    try:
        for sha256 in wanted:
            if cancelled():
                return False
            tally.tell(SyncState.PULLING)
            try:
                came = _fetched(centre, blobs, sha256) or came
                tally.blobs_done += 1
            except CentreAnswerInvalid as answer:
                not_ours = answer
    finally:
        if came:  # said once: with every notice the screens are read again
            published(FilesFetched())
    if not_ours is not None:
        raise not_ours
    return True


def _fetched(centre: Centre, blobs: Blobs, sha256: Sha256) -> bool:
    try:
        media_type, content = centre.get_blob(sha256)
    except CentreRefused as reason:
        if reason.code != _NOT_THERE:
            raise
        return False
    if sha256_of(content) != sha256:
        raise CentreAnswerInvalid("centre.not-ours")
    blobs.fetched(sha256, media_type, content)
    return True

"""The centre's own files come down last, one by one: drawings and manuals of what the orders are about (ANA-1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fieldapp.domain.errors import CentreAnswerInvalid, CentreRefused
from fieldapp.domain.ids import OrderId, Sha256
from fieldapp.domain.views.sync import SyncState
from fieldapp.sync.ports import Applied, Blobs, Cancelled
from fieldapp.sync.status import Tally
from fieldapp.wire.centre import Centre, FileComing
from fieldapp.wire.codec import sha256_of
from fieldapp.wire.messages import DocumentKind

_NOT_THERE = "blob-unknown"
_BEHIND_THE_END = "range-unknown"


@dataclass(frozen=True, slots=True)
class FilesFetched:
    """What files that came down changed here, for the screens."""

    kinds: frozenset[str] = frozenset({DocumentKind.MODEL_DOCUMENT.value})
    orders: frozenset[OrderId] = frozenset()
    outcomes: int = 0
    changes: int = 0


class _Cancelled(Exception):
    """The run ends between two pieces; those that came are kept."""


def fetch(
    centre: Centre, blobs: Blobs, tally: Tally, published: Callable[[Applied], None], cancelled: Cancelled
) -> bool:
    """Fetch what the orders here need; return False if cancelled before the last.

    A file that is cut off goes on at the next run where it was. One that the centre has no longer, or not as its name
    says, stays wanted and blocks nobody; the latter is said when the others are here. Raises CentreError; what came
    before it stays.
    """
    wanted = blobs.wanted()
    blobs.drop_pieces_but(wanted)
    sizes = blobs.sizes(wanted)
    tally.expect(sizes[sha256] for sha256 in wanted)
    came, not_ours = False, None
    try:
        for sha256 in wanted:
            if cancelled():
                return False
            tally.tell(SyncState.PULLING)
            done = False
            try:
                done = _fetched(centre, blobs, sha256, sizes[sha256], tally, cancelled)
            except CentreAnswerInvalid as answer:
                not_ours = answer
            came = came or done
            tally.past(sizes[sha256], done=done)
    except _Cancelled:
        return False
    finally:
        if came:  # said once: with every notice the screens are read again
            published(FilesFetched())
    if not_ours is not None:
        raise not_ours
    return True


def _fetched(centre: Centre, blobs: Blobs, sha256: Sha256, size: int, tally: Tally, cancelled: Cancelled) -> bool:
    """Fetch what is missing of one file of `size` bytes; return False for one that is not there.

    Raises _Cancelled, CentreError.
    """
    here = blobs.pieces(sha256)
    try:
        coming = centre.get_blob(sha256, len(here))
    except CentreRefused as reason:
        if reason.code == _BEHIND_THE_END:
            blobs.drop_pieces(sha256)
            raise CentreAnswerInvalid("centre.not-ours") from reason
        if reason.code != _NOT_THERE:
            raise
        return False
    try:
        if coming.size != size:  # not what the list says: nothing of it is kept
            raise CentreAnswerInvalid("centre.not-ours")
        content = _taken(coming, blobs, sha256, here, tally, cancelled)
    finally:
        coming.close()
    if sha256_of(content) != sha256:
        blobs.drop_pieces(sha256)
        raise CentreAnswerInvalid("centre.not-ours")
    blobs.fetched(sha256, coming.media_type, content)
    return True


def _taken(coming: FileComing, blobs: Blobs, sha256: Sha256, here: bytes, tally: Tally, cancelled: Cancelled) -> bytes:
    """Return the whole content, each piece but the last kept as it came."""
    if coming.start != len(here):  # from the beginning, however much was here
        blobs.drop_pieces(sha256)
        here = b""
    content = bytearray(here)
    for piece in coming.pieces:
        start = len(content)
        content += piece
        if len(content) < coming.size:
            blobs.keep_piece(sha256, start, piece)
            tally.at(len(content))
            tally.tell(SyncState.PULLING)
            if cancelled():
                raise _Cancelled
        elif len(content) > coming.size:
            break  # more than was said: the hash will tell
    return bytes(content)

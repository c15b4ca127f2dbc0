"""Files go after the events that name them, step by step; a refused one blocks nobody (SYNC.md rule 11).

What the centre acknowledged of a file is remembered: after a cut line, a lock, a restart or a kill it goes on there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fieldapp.domain.errors import CentreAnswerInvalid, CentreRefused, NotFound, StoreDamaged
from fieldapp.domain.ids import OrderId, Sha256
from fieldapp.domain.views.sync import SyncState
from fieldapp.sync.ports import Applied, Blobs, Cancelled
from fieldapp.sync.status import Tally
from fieldapp.wire.centre import Centre
from fieldapp.wire.messages import DocumentKind
from fieldapp.wire.tus import STEP, UploadPlace

_ABOUT_THE_DEVICE = frozenset(
    {"device-unknown", "signature-invalid", "protocol-unknown", "encoding-unknown", "tus-version"}
)
"""Refusals that every file would meet: they end the run and are not written to the file's account."""

_BEGIN_ANEW = frozenset({"upload-unknown", "upload-expired"})
_TURNS = 5
"""How often one file may be turned back in one run; then it waits for the next, and the others go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesDelivered:
    """What files that came to the centre changed here, for the screens: their orders wait for less."""

    orders: frozenset[OrderId]
    kinds: frozenset[str] = frozenset({DocumentKind.WORK_ORDER.value})
    outcomes: int = 0
    changes: int = 0


def _to_nobody(_applied: Applied) -> None:
    """Nobody looks at the orders meanwhile."""


def deliver(
    centre: Centre,
    blobs: Blobs,
    tally: Tally,
    refused: set[Sha256],
    cancelled: Cancelled,
    published: Callable[[Applied], None] = _to_nobody,
) -> bool:
    """Deliver what waits, but for what is `refused`; return False if cancelled before the last.

    A file that the centre will not have joins the refused; of one that it has, `published` is told whose it was. Any
    other CentreError is raised.
    """
    waiting = [sha256 for sha256 in blobs.undelivered() if sha256 not in refused]
    sizes = blobs.sizes(waiting)
    tally.expect(sizes[sha256] for sha256 in waiting)
    for sha256 in waiting:
        if cancelled():
            return False
        done = _delivered(centre, blobs, sha256, tally, cancelled, published)
        if done is None:
            return False
        tally.past(sizes[sha256], done=done)
        if not done:
            refused.add(sha256)
    return True


def _delivered(
    centre: Centre,
    blobs: Blobs,
    sha256: Sha256,
    tally: Tally,
    cancelled: Cancelled,
    published: Callable[[Applied], None],
) -> bool | None:
    """Deliver one; return False for one that is refused, None where the run was cancelled on the way."""
    try:
        tally.tell(SyncState.UPLOADING)
        media_type, content = blobs.content(sha256)
        sending = _Sending(centre, blobs, tally, sha256, media_type, content)
        if not sending.run(cancelled):
            return None
    except (CentreRefused, NotFound, StoreDamaged) as reason:
        if reason.code in _ABOUT_THE_DEVICE:
            raise
        blobs.refused(sha256, reason.code)
        return False
    if orders := blobs.delivered(sha256):
        published(FilesDelivered(orders=orders))
    return True


@dataclass(slots=True)
class _Sending:
    """One file on its way."""

    centre: Centre
    blobs: Blobs
    tally: Tally
    sha256: Sha256
    media_type: str
    content: bytes
    turned_back: int = 0

    def run(self, cancelled: Cancelled) -> bool:
        """Send what the centre does not have yet; return False if cancelled between two steps."""
        place = self.blobs.upload_place(self.sha256)
        while place is None or place.offset < len(self.content):
            if cancelled():
                return False
            if place is not None and place.offset:
                self.tally.at(place.offset)
                self.tally.tell(SyncState.UPLOADING)
            try:
                place = self._begun() if place is None else self._continued(place)
            except CentreRefused as refusal:
                place = self._turned_back(refusal, place)
        return True

    def _begun(self) -> UploadPlace:
        """Begin; a content that the centre has already is not sent again."""
        if self.centre.has_blob(self.sha256):
            return UploadPlace(address="", offset=len(self.content))
        place = self.centre.begin_upload(self.sha256, self.media_type, len(self.content), self._step(0))
        return self._noted(place, least=0)

    def _continued(self, place: UploadPlace) -> UploadPlace:
        offset = self.centre.continue_upload(place.address, place.offset, self._step(place.offset))
        return self._noted(UploadPlace(address=place.address, offset=offset), least=place.offset + 1)

    def _noted(self, place: UploadPlace, least: int) -> UploadPlace:
        """Remember what the centre acknowledged. Raises CentreAnswerInvalid for an offset that cannot be."""
        if not least <= place.offset <= len(self.content):
            raise CentreAnswerInvalid("centre.not-ours")
        self.blobs.note_upload(self.sha256, place)
        return place

    def _turned_back(self, refusal: CentreRefused, place: UploadPlace | None) -> UploadPlace | None:
        """Return where to go on after a refusal, None to begin anew. Raises the refusal where that is of no use."""
        self.turned_back += 1
        if refusal.code in _BEGIN_ANEW or refusal.code == "blob-hash-mismatch":
            self.blobs.forget_upload(self.sha256)
        if self.turned_back > _TURNS:
            raise refusal
        if refusal.code == "upload-checksum":
            return place
        if refusal.code == "upload-offset" and place is not None:
            return self._looked_up(place)
        if refusal.code in _BEGIN_ANEW:
            return None
        raise refusal

    def _looked_up(self, place: UploadPlace) -> UploadPlace | None:
        """Ask how far the upload is: an answer was lost, or the centre came back from a backup."""
        try:
            offset = self.centre.upload_offset(place.address)
        except CentreRefused as refusal:
            return self._turned_back(refusal, place)
        return self._noted(UploadPlace(address=place.address, offset=offset), least=0)

    def _step(self, offset: int) -> bytes:
        return self.content[offset : offset + STEP]

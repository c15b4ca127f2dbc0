"""Show one entry of the fault library with what lies on this van for it (KNO-1)."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.errors import NotFound
from fieldapp.domain.fault import FaultEntry
from fieldapp.domain.ids import PartNumber, Sha256
from fieldapp.domain.views.faults import FaultView, PartAtHand
from fieldapp.usecases.ports import Queries


@dataclass(frozen=True, slots=True)
class ShowFault:
    """Read the parts of an entry, the van's stock of each, and the pictures that are here."""

    queries: Queries

    def __call__(self, entry: FaultEntry) -> FaultView:
        """Return the entry ready to be read; a picture that has not come down yet is left out."""
        pictures = ((sha256, self._picture(sha256)) for sha256 in entry.pictures)
        return FaultView(
            entry=entry,
            parts=tuple(self._part(number) for number in entry.parts),
            pictures=tuple((sha256, content) for sha256, content in pictures if content is not None),
        )

    def _part(self, number: PartNumber) -> PartAtHand:
        return PartAtHand(number=number, part=self.queries.part(number), on_van=self.queries.stock(number))

    def _picture(self, sha256: Sha256) -> bytes | None:
        try:
            return self.queries.blob(sha256)
        except NotFound:
            return None

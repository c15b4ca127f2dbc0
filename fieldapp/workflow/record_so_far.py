"""What was recorded of a visit up to now, counted: goes with the engineer's question when he is stuck (SITE-5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fieldapp.domain.ids import Sha256
from fieldapp.domain.work_order import WorkOrder

_PICTURE = re.compile(r"([0-9a-f]{64})\.(jpg|png)")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSoFar:
    """How much was answered, photographed and built in; `photos` by content hash, in the order of the steps."""

    answers: int = 0
    photos: tuple[Sha256, ...] = ()
    parts: int = 0
    calls: int = 0

    @property
    def empty(self) -> bool:
        """Tell whether nothing was recorded yet."""
        return self == RecordSoFar()


def record_so_far(order: WorkOrder) -> RecordSoFar:
    """Return the count of everything that stands in the order's record; answers that were cleared do not count."""
    visit = order.visit
    values = [value for fields in visit.answers.values() for value in fields.values() if value]
    photos = tuple(dict.fromkeys(_photos(values)))
    return RecordSoFar(
        answers=sum(_PICTURE.fullmatch(value) is None for value in values),
        photos=photos,
        parts=sum(use.reversed_at is None for use in visit.parts),
        calls=len(visit.calls),
    )


def _photos(values: list[str]) -> Iterator[Sha256]:
    for value in values:
        if found := _PICTURE.fullmatch(value):
            yield Sha256(found.group(1))

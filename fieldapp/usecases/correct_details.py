"""The customer corrects what the order says of him, his machine or the fault (CON-2, CON-7, ACC-2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, tzinfo

from fieldapp.domain.contact import Correction, Detail
from fieldapp.domain.contact_events import DetailsCorrected
from fieldapp.domain.errors import BadInput
from fieldapp.domain.ids import OrderId
from fieldapp.domain.work_order import WorkOrder
from fieldapp.usecases.open_order import open_order
from fieldapp.usecases.ports import Begin, Clock, Queries
from fieldapp.usecases.take_warranty import taken_warranty
from fieldapp.workflow.apply import apply
from fieldapp.workflow.contact import read_detail

NEVER_EMPTY = frozenset({Detail.CONTACT_NAME, Detail.CONTACT_PHONE, Detail.ADDRESS})
"""Without these nobody is reached: they are corrected, not taken away."""


@dataclass(frozen=True, slots=True)
class CorrectDetails:
    """Write what was wrong and what is right as one group; it counts at once, the centre hears it later."""

    begin: Begin
    clock: Clock
    zone: tzinfo
    queries: Queries

    def __call__(self, order_id: OrderId, right: Mapping[Detail, str]) -> None:
        """Correct details; what the order says already is left alone, and nothing new writes nothing.

        A machine that the register knows by what it is called now brings the end of its warranty along (CON-4).

        Raises BadInput("detail.empty", detail=…), BadInput("detail.day") for a day of purchase that is none or is
        still to come, Refused("order.not-open").
        """
        with self.begin() as work:
            order, at = open_order(work, order_id), self.clock.now()
            today = at.astimezone(self.zone).date()
            corrections = tuple(_corrections(order, right, today))
            if corrections:
                said = DetailsCorrected(order_id=order_id, at=at, corrections=corrections)
                work.append(said, *taken_warranty(self.queries, apply(order, said), at))
            work.commit()


def _corrections(order: WorkOrder, right: Mapping[Detail, str], today: date) -> Iterator[Correction]:
    for detail, text in right.items():
        new, old = text.strip(), read_detail(order, detail)
        if new == old:
            continue
        if not new and detail in NEVER_EMPTY:
            raise BadInput("detail.empty", detail=detail.value)
        if detail is Detail.PURCHASED_ON and new and not _was_a_day(new, today):
            raise BadInput("detail.day")
        yield Correction(detail=detail, old=old, new=new)


def _was_a_day(text: str, today: date) -> bool:
    try:
        return date.fromisoformat(text) <= today
    except ValueError:
        return False

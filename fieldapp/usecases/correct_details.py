"""The customer corrects what the order says of him, his machine or the fault (CON-2, CON-7, ACC-2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from functools import reduce

from fieldapp.domain.contact import Detail
from fieldapp.domain.contact_events import DetailsCorrected
from fieldapp.domain.ids import OrderId
from fieldapp.usecases.form_shelf import FormShelf
from fieldapp.usecases.open_order import open_order
from fieldapp.usecases.payer_changed import payer_changed
from fieldapp.usecases.ports import Begin, Clock, Queries
from fieldapp.usecases.step_end import StepEnd
from fieldapp.usecases.take_warranty import taken_warranty
from fieldapp.workflow.apply import apply
from fieldapp.workflow.correcting import corrections


@dataclass(frozen=True, slots=True)
class CorrectDetails:
    """Write what was wrong and what is right as one group; it counts at once, the centre hears it later."""

    begin: Begin
    clock: Clock
    zone: tzinfo
    queries: Queries
    forms: FormShelf

    def __call__(self, order_id: OrderId, right: Mapping[Detail, str]) -> None:
        """Correct details; what the order says already is left alone, and nothing new writes nothing.

        A machine that the register knows by what it is called now brings the end of its warranty along (CON-4).
        Where somebody else pays by it, a report that says how is asked for that again (CON-7, REP-2).

        Raises BadInput("detail.empty", detail=…), BadInput("detail.day") for a day of purchase that is none or is
        still to come, Refused("order.not-open").
        """
        with self.begin() as work:
            order, at = open_order(work, order_id), self.clock.now()
            today = at.astimezone(self.zone).date()
            found = tuple(corrections(order, right, today))
            if found:
                said = DetailsCorrected(order_id=order_id, at=at, corrections=found)
                learnt = taken_warranty(self.queries, apply(order, said), at)
                after = reduce(apply, (said, *learnt), order)
                process, end = self.queries.process(order.pin), StepEnd(self.clock, self.forms)
                work.append(said, *learnt, *payer_changed(end, process, order, after, at))
            work.commit()

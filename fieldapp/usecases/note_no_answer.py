"""Nobody answered: the try is recorded, and when to call again (CON-2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from fieldapp.domain.contact_events import CallPlanned
from fieldapp.domain.errors import BadInput
from fieldapp.domain.events import CallMade, Event
from fieldapp.domain.going import Going, going
from fieldapp.domain.ids import OrderId
from fieldapp.domain.visit import CallOutcome
from fieldapp.domain.work_order import WorkOrder
from fieldapp.usecases.form_shelf import FormShelf
from fieldapp.usecases.open_order import open_order
from fieldapp.usecases.ports import Begin, Clock, Queries
from fieldapp.usecases.record_call import OUTCOME, call_step
from fieldapp.usecases.step_end import StepEnd


@dataclass(frozen=True, slots=True)
class NoteNoAnswer:
    """Write the try and the next one as one group; the step of the call stays open, ready for another."""

    begin: Begin
    clock: Clock
    queries: Queries
    forms: FormShelf

    def __call__(self, order_id: OrderId, call_at: datetime) -> None:
        """Record a call that nobody answered; it rings again at `call_at`.

        Raises BadInput("call.past") for a moment that is over, Refused("order.not-open").
        """
        with self.begin() as work:
            order, at = open_order(work, order_id), self.clock.now()
            if call_at <= at:
                raise BadInput("call.past")
            work.append(
                CallMade(order_id=order_id, at=at, outcome=CallOutcome.NO_ANSWER),
                CallPlanned(order_id=order_id, at=at, call_at=call_at.astimezone(UTC)),
                *self._form_for_the_next(order, at),
            )
            work.commit()

    def _form_for_the_next(self, order: WorkOrder, at: datetime) -> tuple[Event, ...]:
        """Return the outcome taken back, so that the next call begins without one; that of a solution stays."""
        step = call_step(self.queries.process(order.pin))
        if step is None or order.visit.is_done(step.id) or going(order.visit) is Going.CALL_BACK_OWED:
            return ()
        return StepEnd(self.clock, self.forms).answer(order, step, OUTCOME, "", at)

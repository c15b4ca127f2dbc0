"""Leave a step out for a reason (PRO-3)."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.errors import BadInput, Refused
from fieldapp.domain.events import StepSkipped
from fieldapp.domain.ids import OrderId, StepId
from fieldapp.domain.process import StepRecord
from fieldapp.domain.visit import StepState
from fieldapp.usecases.open_order import open_order
from fieldapp.usecases.ports import Begin, Clock, Queries

NEVER_SKIPPED = (StepRecord.ACCEPTANCE, StepRecord.DEPARTURE, StepRecord.SIGNATURE, StepRecord.CLOSURE)
"""Steps whose record ends or begins the order: an order cannot be closed by leaving them out (PRO-4).

Nor is the departure left out, for then nothing would ask for the floor mat (KIT-2); a visit that was solved by phone
is closed with the departure simply not made.
"""


@dataclass(frozen=True, slots=True)
class SkipStep:
    """Record the step as left out; the gates that ask for it stay closed until passed with a reason."""

    begin: Begin
    clock: Clock
    queries: Queries

    def __call__(self, order_id: OrderId, step_id: StepId, reason: str) -> None:
        """Skip; a second press with the same reason changes nothing.

        Raises BadInput("reason.missing"), Refused("step.never-skipped", "step.done-already", "order.not-open").
        """
        if not reason.strip():
            raise BadInput("reason.missing")
        with self.begin() as work:
            order = open_order(work, order_id)
            if self.queries.process(order.pin).step(step_id).records in NEVER_SKIPPED:
                raise Refused("step.never-skipped", step=step_id)
            if order.visit.is_done(step_id):
                raise Refused("step.done-already", step=step_id)
            progress = order.visit.steps.get(step_id)
            if progress is not None and progress.state is StepState.SKIPPED and progress.reason == reason.strip():
                return
            work.append(StepSkipped(order_id=order_id, at=self.clock.now(), step=step_id, reason=reason.strip()))
            work.commit()

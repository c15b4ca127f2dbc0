"""Another time is agreed with the customer, or he does not accept it (CON-2, CON-3, CON-5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from fieldapp.domain.contact_events import AppointmentMoved
from fieldapp.domain.errors import BadInput
from fieldapp.domain.events import CallMade, Event, StepCompleted
from fieldapp.domain.ids import OrderId
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.visit import CallOutcome
from fieldapp.domain.work_order import WorkOrder
from fieldapp.usecases.form_shelf import FormShelf
from fieldapp.usecases.open_order import open_order
from fieldapp.usecases.ports import Begin, Clock, Queries
from fieldapp.usecases.record_call import OUTCOME, call_step
from fieldapp.usecases.step_end import StepEnd
from fieldapp.workflow.apply import apply_all


@dataclass(frozen=True, slots=True)
class MoveAppointment:
    """Write old and new time with the call they were agreed in, as one group."""

    begin: Begin
    clock: Clock
    queries: Queries
    forms: FormShelf

    def __call__(self, order_id: OrderId, new: TimeWindow, reason: str, customer_agrees: bool) -> None:
        """Move the appointment; an open step of the call ends with it where the customer agrees.

        Where he does not, the appointment stays and the call's form offers another engineer (CON-3).
        Raises BadInput("appointment.past", "appointment.same", "reason.missing"), Refused("order.not-open"),
        and what ending the step raises.
        """
        if not reason.strip():
            raise BadInput("reason.missing")
        with self.begin() as work:
            order, at = open_order(work, order_id), self.clock.now()
            if new.start_at <= at:
                raise BadInput("appointment.past")
            if new == order.appointment:
                raise BadInput("appointment.same")
            new = TimeWindow(new.start_at.astimezone(UTC), new.end_at.astimezone(UTC))
            moved = AppointmentMoved(
                order_id=order_id,
                at=at,
                old=order.appointment,
                new=new,
                reason=reason.strip(),
                customer_agrees=customer_agrees,
            )
            made = CallMade(order_id=order_id, at=at, outcome=CallOutcome.RESCHEDULED)
            work.append(moved, made, *self._call_ended(order, customer_agrees, at))
            work.commit()

    def _call_ended(self, order: WorkOrder, agrees: bool, at: datetime) -> tuple[Event, ...]:
        process = self.queries.process(order.pin)
        step, end = call_step(process), StepEnd(self.clock, self.forms)
        if step is None or order.visit.is_done(step.id):
            return ()
        if not agrees:
            return end.answer(order, step, OUTCOME, CallOutcome.OTHER_ENGINEER.value, at)
        chosen = end.answer(order, step, OUTCOME, CallOutcome.RESCHEDULED.value, at)
        rest = end(apply_all(order, chosen), process, step, at)
        return (*chosen, *rest, StepCompleted(order_id=order.id, at=at, step=step.id))

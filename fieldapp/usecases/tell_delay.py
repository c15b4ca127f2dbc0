"""A delay: how late it will be, and what the customer said when he was told (TRV-1, TRV-2, TRV-4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from fieldapp.domain.contact import ContactMeans, CustomerAnswer, DelayReason, Recipient, Topic
from fieldapp.domain.contact_events import DelayNoted, MessageSent
from fieldapp.domain.errors import BadInput
from fieldapp.domain.ids import OrderId
from fieldapp.domain.work_order import WorkOrder
from fieldapp.scheduling.day import LegState, plan_day
from fieldapp.scheduling.lateness import Lateness, lateness
from fieldapp.usecases.open_order import open_order
from fieldapp.usecases.plan_way import PlanWay, whole_day
from fieldapp.usecases.ports import Begin, Clock, Queries


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayView:
    """How late the visit will be; `reason` is what the day itself says, `before` the customer of the job before."""

    order: WorkOrder
    late: Lateness
    reason: DelayReason
    before: str = ""


@dataclass(frozen=True, slots=True)
class ShowDelay:
    """Reckon the arrival from the day as it stands now, with the way driven so far."""

    queries: Queries
    plan: PlanWay
    clock: Clock

    def __call__(self, order: WorkOrder) -> DelayView | None:
        """Return the delay, None where nobody is on the way or going to be."""
        now, zone = self.clock.now(), self.plan.zone
        day = order.appointment.start_at.astimezone(zone).date()
        orders = [
            one
            for one in self.queries.orders_of_day(whole_day(day, zone))
            if one.appointment.start_at.astimezone(zone).date() == day
        ]
        legs = {leg.id: leg for leg in plan_day(orders, self.plan.travel, now, self.plan.early, self.plan.leads)}
        leg = legs.get(order.id)
        if leg is None or leg.state not in (LegState.AHEAD, LegState.ON_THE_WAY):
            return None
        before = legs[leg.before] if leg.before is not None else None
        held_up = before is not None and leg.state is LegState.AHEAD and before.state is not LegState.OVER
        return DelayView(
            order=order,
            late=lateness(leg, now),
            reason=DelayReason.JOB_BEFORE if held_up else DelayReason.TRAFFIC,
            before=before.order.customer.name if before is not None and held_up else "",
        )


@dataclass(frozen=True, slots=True)
class TellDelay:
    """Write the notice with its time, which is the proof of it, and a message to the dispatcher, as one group."""

    begin: Begin
    clock: Clock

    def __call__(
        self,
        order_id: OrderId,
        reason: DelayReason,
        expected_at: datetime,
        means: ContactMeans,
        answer: CustomerAnswer,
        message: str,
    ) -> None:
        """Record how the customer was told and what he said. A customer not reached, or who does not wait, is
        the dispatcher's matter, too.

        Raises BadInput("delay.past") for a time that is over, Refused("order.not-open").
        """
        with self.begin() as work:
            open_order(work, order_id)
            at = self.clock.now()
            if expected_at <= at:
                raise BadInput("delay.past")
            settled = answer is CustomerAnswer.AGREES
            noted = DelayNoted(
                order_id=order_id,
                at=at,
                reason=reason,
                expected_at=expected_at.astimezone(UTC),
                means=means,
                answer=answer,
            )
            told = MessageSent(
                order_id=order_id,
                at=at,
                message_id=work.next_id(),
                to=Recipient.DISPATCHER,
                topic=Topic.OTHER if settled else Topic.DELAY,
                text=message,
            )
            work.append(noted, told)
            work.commit()

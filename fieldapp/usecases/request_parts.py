"""Ask the depot for the spares that an order needs and the van does not hold, and take that back (ANA-6, PRT-3)."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.errors import NotFound, Refused
from fieldapp.domain.ids import OrderId, PartNumber
from fieldapp.domain.planning import RequisitionState
from fieldapp.domain.planning_events import PartsRequested, PartsRequestWithdrawn
from fieldapp.usecases.open_order import open_order
from fieldapp.usecases.plan_way import PlanWay
from fieldapp.usecases.ports import Begin, Clock, Queries
from fieldapp.workflow.supplies import missing_lines, supply_of


@dataclass(frozen=True, slots=True)
class RequestParts:
    """Write one requisition for everything that is missing; offline, it goes with the next sync."""

    begin: Begin
    clock: Clock
    queries: Queries
    plan: PlanWay

    def __call__(self, order_id: OrderId, only: PartNumber | None = None) -> str:
        """Return the requisition's id; "" where nothing is missing, or asked for already. `only` asks for one part.

        They are needed by the moment of leaving for the customer. Raises Refused("order.not-open").
        """
        with self.begin() as work:
            order = open_order(work, order_id)
            lines = missing_lines(order, self.queries.stock)
            lines = tuple(line for line in lines if only is None or line.part_number == only)
            if not lines:
                return ""
            requisition = work.next_id()
            work.append(
                PartsRequested(
                    order_id=order_id,
                    at=self.clock.now(),
                    requisition_id=requisition,
                    lines=lines,
                    needed_by=self.plan(order).leave_by_at,
                )
            )
            work.commit()
        return requisition


@dataclass(frozen=True, slots=True)
class WithdrawRequest:
    """Undo of RequestParts."""

    begin: Begin
    clock: Clock

    def __call__(self, order_id: OrderId, requisition: str) -> None:
        """Withdraw; a second press changes nothing.

        Raises NotFound("requisition.unknown"), Refused("requisition.handed-over") once the parts were given out,
        Refused("order.not-open").
        """
        with self.begin() as work:
            order = open_order(work, order_id)
            asked = next((one for one in order.visit.planning.requisitions if one.id == requisition), None)
            if asked is None:
                raise NotFound("requisition.unknown", number=order.number, requisition=requisition)
            supply = supply_of(order, requisition)
            if supply is not None and supply.state is RequisitionState.HANDED_OVER:
                raise Refused("requisition.handed-over", requisition=requisition)
            if asked.withdrawn_at is None:
                work.append(PartsRequestWithdrawn(order_id=order_id, at=self.clock.now(), requisition_id=requisition))
            work.commit()

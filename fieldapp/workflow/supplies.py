"""Spares that an order needs: on the van, asked for or missing, and whether they come in time (ANA-6)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from fieldapp.domain.ids import PartNumber
from fieldapp.domain.planning import PartQuantity, Requisition, RequisitionState, Supply
from fieldapp.domain.toolkit import KitNeed
from fieldapp.domain.work_order import WorkOrder
from fieldapp.workflow.kit import added_needs, bag_explained, is_packed

OVER = (RequisitionState.REFUSED, RequisitionState.HANDED_OVER)
"""States after which a requisition brings nothing more: what was handed over lies on the van."""


class SpareState(Enum):
    """Where a needed spare is."""

    ON_VAN = "on_van"
    REQUESTED = "requested"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpareLine:
    """One needed spare. `supply` is the depot's last word on the requisition that brings it, None before any.

    `late`: as things stand it can be had only after the appointment has begun. `refused`: the depot said no.
    """

    need: KitNeed
    part_number: PartNumber
    on_van: int
    requested: int
    missing: int
    requisition: str = ""
    supply: Supply | None = None
    late: bool = False
    refused: bool = False

    @property
    def state(self) -> SpareState:
        """Return where the spare is."""
        if self.missing:
            return SpareState.MISSING
        return SpareState.ON_VAN if self.on_van >= self.need.quantity else SpareState.REQUESTED


def spare_lines(order: WorkOrder, on_van: Callable[[PartNumber], int]) -> tuple[SpareLine, ...]:
    """Return every spare that the order needs, in the order of the kit; `on_van` tells the van's stock."""
    return tuple(
        _line(order, need, need.part_number, on_van(need.part_number))
        for need in added_needs(order)
        if need.part_number is not None
    )


def missing_lines(order: WorkOrder, on_van: Callable[[PartNumber], int]) -> tuple[PartQuantity, ...]:
    """Return what is neither on the van nor asked for."""
    return tuple(
        PartQuantity(part_number=line.part_number, quantity=line.missing)
        for line in spare_lines(order, on_van)
        if line.missing
    )


def unexplained(order: WorkOrder) -> tuple[KitNeed, ...]:
    """Return the added things that are neither in the bag nor accounted for (KIT-2).

    A spare that the depot was asked for has its way out already; all others share reason and way out of the bag.
    """
    if bag_explained(order):
        return ()
    return tuple(need for need in added_needs(order) if not (is_packed(order, need) or is_requested(order, need)))


def is_requested(order: WorkOrder, need: KitNeed) -> bool:
    """Tell whether a requisition for a needed spare is under way."""
    number = need.part_number
    if number is None:
        return False
    return any(_asks_for(one, number) and not _over(order, one) for one in order.visit.planning.requisitions)


def supply_of(order: WorkOrder, requisition: str) -> Supply | None:
    """Return the depot's last word on a requisition."""
    told = [one for one in order.supplies if one.requisition == requisition]
    return max(told, key=lambda one: one.at) if told else None


def _line(order: WorkOrder, need: KitNeed, number: PartNumber, on_van: int) -> SpareLine:
    asked = [one for one in order.visit.planning.requisitions if _asks_for(one, number)]
    running = [one for one in asked if not _over(order, one)]
    requested = sum(line.quantity for one in running for line in one.lines if line.part_number == number)
    newest = running[-1] if running else (asked[-1] if asked else None)
    supply = supply_of(order, newest.id) if newest is not None else None
    missing = max(0, need.quantity - on_van - requested)
    return SpareLine(
        need=need,
        part_number=number,
        on_van=on_van,
        requested=requested,
        missing=missing,
        requisition=newest.id if running and newest is not None else "",
        supply=supply,
        late=on_van < need.quantity and bool(running) and comes_late(supply, order.appointment.start_at),
        refused=not running and supply is not None and supply.state is RequisitionState.REFUSED,
    )


def comes_late(supply: Supply | None, start_at: datetime) -> bool:
    """Tell whether the depot expects the parts only after the appointment's start; it says nothing: not known."""
    return supply is not None and supply.expected_at is not None and supply.expected_at > start_at


def _asks_for(requisition: Requisition, number: PartNumber) -> bool:
    return requisition.withdrawn_at is None and any(line.part_number == number for line in requisition.lines)


def _over(order: WorkOrder, requisition: Requisition) -> bool:
    supply = supply_of(order, requisition.id)
    return supply is not None and supply.state in OVER

"""Tick what the order adds to the bag, by hand or by its label (KIT-1, KIT-3)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fieldapp.domain.errors import NotFound, Refused
from fieldapp.domain.events import KitItemChecked
from fieldapp.domain.ids import OrderId, SerialNumber
from fieldapp.domain.part import CaptureSource, PartCode
from fieldapp.domain.toolkit import KitNeed, KitNeedKind
from fieldapp.domain.work_order import WorkOrder
from fieldapp.usecases.open_order import open_order
from fieldapp.usecases.ports import Begin, Clock, Queries
from fieldapp.workflow.kit import added_needs


@dataclass(frozen=True, slots=True)
class CheckKitItem:
    """Record that a needed thing is in the bag or not; ticking by hand is marked as such."""

    begin: Begin
    clock: Clock

    def __call__(self, order_id: OrderId, need: str, present: bool) -> None:
        """Tick or untick by hand; a tick that stands already, by hand or by label, stays as it is.

        Raises NotFound("kit.unknown"), Refused("order.not-open").
        """
        with self.begin() as work:
            order = open_order(work, order_id)
            _need(order, need)
            check = order.visit.kit.get(need)
            if (check is not None and check.present) is present:
                return
            work.append(
                KitItemChecked(
                    order_id=order_id, at=self.clock.now(), need=need, present=present, source=CaptureSource.HAND
                )
            )
            work.commit()


@dataclass(frozen=True, slots=True)
class CheckKitLabel:
    """Tick the spare, or the loaner, whose label was read."""

    begin: Begin
    clock: Clock
    queries: Queries

    def __call__(self, order_id: OrderId, code: PartCode) -> KitNeed:
        """Tick and return what was ticked.

        Raises NotFound("part.unknown"), Refused("kit.not-needed"), Refused("kit.already-checked", "order.not-open").
        """
        part = self.queries.part_for(code)
        with self.begin() as work:
            order = open_order(work, order_id)
            if part is None:
                code, needs, named = _as_loaner(code), _loaners(order, code), code.raw
            else:
                needs = [need for need in added_needs(order) if need.part_number == part.number]
                named = part.number
            if not needs:
                raise (
                    NotFound("part.unknown", label=code.raw) if part is None else Refused("kit.not-needed", part=named)
                )
            open_needs = [need for need in needs if not _scanned(order, need)]
            if not open_needs:
                raise Refused("kit.already-checked", part=named)
            work.append(
                KitItemChecked(
                    order_id=order_id,
                    at=self.clock.now(),
                    need=open_needs[0].id,
                    present=True,
                    source=code.source,
                    serial_number=code.serial_number,
                    lot=code.lot,
                )
            )
            work.commit()
        return open_needs[0]


def _need(order: WorkOrder, need_id: str) -> KitNeed:
    """Return the need of that id."""
    for need in added_needs(order):
        if need.id == need_id:
            return need
    raise NotFound("kit.unknown", need=need_id)


def _loaners(order: WorkOrder, code: PartCode) -> list[KitNeed]:
    """Return the loaners that no part number names: any unit's own label ticks one (ANA-5).

    What was typed without a serial number is a part number mistyped rather than a unit.
    """
    if code.source is CaptureSource.HAND and code.serial_number is None:
        return []
    return [need for need in added_needs(order) if need.kind is KitNeedKind.LOANER and need.part_number is None]


def _as_loaner(code: PartCode) -> PartCode:
    """Return what a unit's label says; where it says one thing only, that is the serial number it is tracked by."""
    return code if code.serial_number is not None else replace(code, serial_number=SerialNumber(code.raw.strip()))


def _scanned(order: WorkOrder, need: KitNeed) -> bool:
    """Tell whether the need was ticked by its label already; a tick by hand may still be proven by a scan."""
    check = order.visit.kit.get(need.id)
    return check is not None and check.present and check.source is not CaptureSource.HAND

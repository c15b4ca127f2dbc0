"""Build a spare part in, take the old one out, or undo it (SITE-4, PRT-2)."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.errors import NotFound, Refused
from fieldapp.domain.events import PartConsumed, PartRemoved, PartUseReversed
from fieldapp.domain.ids import OrderId, PartNumber, SerialNumber
from fieldapp.domain.part import Part, PartCode
from fieldapp.domain.visit import PartUse
from fieldapp.domain.work_order import WorkOrder
from fieldapp.usecases.open_order import open_order
from fieldapp.usecases.ports import Begin, Clock, Queries


@dataclass(frozen=True, slots=True)
class ConsumePart:
    """Tie a scanned new part to asset and order; it leaves the van's stock in the same transaction."""

    begin: Begin
    clock: Clock
    queries: Queries

    def __call__(self, order_id: OrderId, code: PartCode, anyway: bool = False) -> PartUse:
        """Record the part and return the use.

        Raises NotFound("part.unknown"); Refused("order.not-open", "part.already-used") for a serial that is in already,
        Refused("part.recalled"); and, unless `anyway`, Refused("part.does-not-fit"), Refused("part.serial-missing"),
        Refused("part.not-on-van").
        """
        part = self.queries.part_for(code)
        if part is None:
            raise NotFound("part.unknown", label=code.raw)
        with self.begin() as work:
            order = open_order(work, order_id)
            _refuse_wrong(order, part, code)
            if not anyway:
                self._refuse_doubtful(order, part, code)
            use_id = work.next_id()
            work.append(
                PartConsumed(
                    order_id=order_id,
                    at=self.clock.now(),
                    use_id=use_id,
                    part_number=part.number,
                    source=code.source,
                    raw=code.raw,
                    symbology=code.symbology,
                    quantity=code.quantity,
                    serial_number=code.serial_number,
                    lot=code.lot,
                )
            )
            use = _use(work.order(order_id), use_id)
            work.commit()
        return use

    def _refuse_doubtful(self, order: WorkOrder, part: Part, code: PartCode) -> None:
        """Say what a careful colleague would say; the engineer may go on all the same."""
        if part.fits_models and order.asset.model not in part.fits_models:
            raise Refused("part.does-not-fit", part=part.number, model=order.asset.model)
        if part.tracked_by_serial and code.serial_number is None:
            raise Refused("part.serial-missing", part=part.number)
        if code.serial_number is not None and part.tracked_by_serial:
            if self.queries.serial_on_van(code.serial_number) != part.number:
                raise Refused("part.not-on-van", part=part.number, serial=code.serial_number)
        elif self.queries.stock(part.number) < code.quantity:
            raise Refused("part.not-on-van", part=part.number, serial="")


@dataclass(frozen=True, slots=True)
class RemovePart:
    """Record the old part that a new one replaces; its return to the depot is owed from now on."""

    begin: Begin
    clock: Clock
    queries: Queries

    def __call__(self, order_id: OrderId, use_id: str, code: PartCode) -> PartUse:
        """Record the old part of `use_id`. A label that names no catalogue part is taken as the old part's serial.

        Raises NotFound("part.use-unknown"), Refused("part.reversed-already", "part.removed-already",
        "part.same-serial", "order.not-open").
        """
        part = self.queries.part_for(code)
        with self.begin() as work:
            use = _use(open_order(work, order_id), use_id)
            if use.reversed_at is not None:
                raise Refused("part.reversed-already", part=use.part_number)
            if use.removed is not None:
                raise Refused("part.removed-already", part=use.removed.part_number)
            number, serial = _old_part(use, part, code)
            if serial is not None and serial == use.serial_number:
                raise Refused("part.same-serial", serial=serial)
            work.append(
                PartRemoved(
                    order_id=order_id,
                    at=self.clock.now(),
                    use_id=use_id,
                    part_number=number,
                    source=code.source,
                    raw=code.raw,
                    symbology=code.symbology,
                    serial_number=serial,
                    lot=code.lot,
                )
            )
            use = _use(work.order(order_id), use_id)
            work.commit()
        return use


@dataclass(frozen=True, slots=True)
class ReversePartUse:
    """Undo a part: it goes back on the van; both movements stay in the ledger."""

    begin: Begin
    clock: Clock

    def __call__(self, order_id: OrderId, use_id: str) -> None:
        """Undo. Raises NotFound("part.use-unknown"), Refused("part.reversed-already", "order.not-open")."""
        with self.begin() as work:
            use = _use(open_order(work, order_id), use_id)
            if use.reversed_at is not None:
                raise Refused("part.reversed-already", part=use.part_number)
            work.append(
                PartUseReversed(
                    order_id=order_id,
                    at=self.clock.now(),
                    use_id=use_id,
                    part_number=use.part_number,
                    quantity=use.quantity,
                    serial_number=use.serial_number,
                )
            )
            work.commit()


def _use(order: WorkOrder, use_id: str) -> PartUse:
    """Return the use of that id."""
    for use in order.visit.parts:
        if use.id == use_id:
            return use
    raise NotFound("part.use-unknown", use=use_id)


def _old_part(use: PartUse, part: Part | None, code: PartCode) -> tuple[PartNumber, SerialNumber | None]:
    """Return part number and serial of the old part."""
    if part is not None:
        return part.number, code.serial_number
    return use.part_number, code.serial_number or SerialNumber(code.raw)


def _refuse_wrong(order: WorkOrder, part: Part, code: PartCode) -> None:
    """Refuse what is never right: a serial that is in already, a recalled lot (PRT-4)."""
    if code.serial_number is not None:
        for use in order.visit.parts:
            if use.serial_number == code.serial_number and use.reversed_at is None:
                raise Refused("part.already-used", part=part.number, serial=code.serial_number)
    if code.lot is not None and code.lot in part.recalled_lots:
        raise Refused("part.recalled", part=part.number, lot=code.lot)

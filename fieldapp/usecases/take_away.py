"""The machine goes to the workshop: with what, in which state, until when, and what stands in its place (SITE-10)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, tzinfo

from fieldapp.domain.errors import BadInput, Refused
from fieldapp.domain.ids import OrderId
from fieldapp.domain.on_site import LoanerUnit
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.site_events import AssetTakenAway
from fieldapp.domain.work_order import WorkOrder
from fieldapp.scanning.typed import typed_serial
from fieldapp.usecases.form_shelf import FormShelf
from fieldapp.usecases.open_order import open_order
from fieldapp.usecases.ports import Begin, Clock, Queries
from fieldapp.usecases.record_call import closing
from fieldapp.usecases.save_answer import NewFile
from fieldapp.usecases.step_end import StepEnd


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeAwaySlip:
    """What both slips say; `loaner` is None where the customer does without."""

    accessories: str
    condition: str
    return_on: date
    photos: tuple[NewFile, ...] = ()
    loaner: LoanerUnit | None = None


@dataclass(frozen=True, slots=True)
class TakeAway:
    """Write the slips, their photos and the closing's outcome as one group; both sign on the report."""

    begin: Begin
    clock: Clock
    queries: Queries
    forms: FormShelf
    zone: tzinfo

    def __call__(self, order_id: OrderId, slip: TakeAwaySlip) -> None:
        """Record that the machine is taken along.

        Raises BadInput("take-away.accessories", "take-away.condition", "take-away.day", "take-away.loaner-is-theirs"),
        Refused("take-away.not-there") before the arrival, Refused("order.not-open"),
        BadInput as `typed_serial` for the loaner's label, StoreFull("store.no-room-for-files").
        """
        with self.begin() as work:
            order, at = open_order(work, order_id), self.clock.now()
            if order.visit.arrived_at is None:
                raise Refused("take-away.not-there")
            _check(slip, at.astimezone(self.zone).date())
            loaner = _loaner(slip, order)
            for photo in slip.photos:
                work.put_blob(photo.media_type, photo.content)
            taken = AssetTakenAway(
                order_id=order_id,
                at=at,
                accessories=slip.accessories.strip(),
                condition=slip.condition.strip(),
                return_on=slip.return_on,
                photos=tuple(photo.sha256 for photo in slip.photos),
                loaner=loaner,
            )
            end, process = StepEnd(self.clock, self.forms), self.queries.process(order.pin)
            work.append(taken, *closing(end, process, order, Outcome.TAKEN_AWAY, at))
            work.commit()


def _loaner(slip: TakeAwaySlip, order: WorkOrder) -> LoanerUnit | None:
    """Return the loaner by the serial number that its label names, whatever else stands on it."""
    if slip.loaner is None:
        return None
    serial = typed_serial(slip.loaner.serial_number)
    if serial == order.asset.serial_number:
        raise BadInput("take-away.loaner-is-theirs", serial=serial)
    return replace(slip.loaner, serial_number=serial)


def _check(slip: TakeAwaySlip, today: date) -> None:
    if not slip.accessories.strip():
        raise BadInput("take-away.accessories")
    if not slip.condition.strip():
        raise BadInput("take-away.condition")
    if slip.return_on < today:
        raise BadInput("take-away.day")

"""Open an order at the customer's, without the desk and without a network (ACC-7)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from fieldapp.domain.asset import Asset
from fieldapp.domain.customer import Customer
from fieldapp.domain.errors import BadInput, Refused
from fieldapp.domain.ids import AssetId, CustomerId, DeviceId, EventId, FormId, OrderId, Sha256
from fieldapp.domain.opening import OpenedHere, Opening, OrderOrigin, OrderSource, provisional_number
from fieldapp.domain.opening_events import OrderBranched, OrderOpened
from fieldapp.domain.process import AnswerPlace, JobType
from fieldapp.domain.sla import LevelLimits, Severity
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.work_order import OrderState, ProblemArea, ProblemKind, ProcessPin, Symptom, WorkOrder
from fieldapp.usecases.ports import Begin, Clock, Queries, UnitOfWork
from fieldapp.workflow.step_form import forms_of

LimitsOf = Callable[[Severity], LevelLimits]
"""What the tablet goes by until the centre has registered the order with the limits of the day (SLA-1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOrder:
    """What the engineer says of it. A customer or machine whose `id` is "" is new, typed in here.

    `source` is the order in hand; `place` the answer in it that tells of a finding.
    """

    origin: OrderOrigin
    job_type: JobType
    customer: Customer
    asset: Asset
    what: str
    appointment: TimeWindow
    planned_minutes: int
    severity: Severity = Severity.NORMAL
    area: ProblemArea = ProblemArea.HARDWARE
    alarm_code: str = ""
    source: OrderId | None = None
    place: AnswerPlace | None = None


@dataclass(frozen=True, slots=True)
class OpenNewOrder:
    """Write the order under a number of this tablet's, and in the order it came from that it did."""

    begin: Begin
    clock: Clock
    queries: Queries
    limits: LimitsOf

    def __call__(self, wish: NewOrder) -> WorkOrder:
        """Open the order and return it as it stands.

        Raises BadInput("order.incomplete") naming what is not said, NotFound("process.none", "form.unknown"),
        Refused("order.opened-already") for a finding that has its order, Refused("order.not-open") out of an order that
        is not this engineer's any more.
        """
        _check(wish)
        pin = self._pin(wish.job_type)
        with self.begin() as work:
            event_id = _next_event(work)
            source = self._source(work, wish)
            opened = self._opened(wish, event_id, pin, source)
            work.append(opened)
            if source is not None:
                work.append(_branched(opened, source, wish))
            order = work.order(opened.order_id)
            work.commit()
        return order

    def _pin(self, job_type: JobType) -> ProcessPin:
        """Return the versions that an order begins with now (PRO-2): the newest of each that is here."""
        process = self.queries.current_process(job_type)
        forms: dict[FormId, Sha256] = {}
        for form_id in forms_of(process):
            newest = next(iter(self.queries.form_versions(form_id)), None)
            if newest is not None:
                forms[form_id] = newest.sha256
        return ProcessPin(process_id=process.id, process_version=process.version, forms=forms)

    def _source(self, work: UnitOfWork, wish: NewOrder) -> OrderSource | None:
        if wish.source is None:
            return None
        order = work.order(wish.source)
        if order.state is OrderState.HANDED_BACK:
            raise Refused("order.not-open", number=order.number)
        same = (one for one in order.visit.opened_here if wish.place is not None and one.place == wish.place)
        known = next(same, None)
        if known is not None:
            raise Refused("order.opened-already", number=known.centre_number or known.number)
        return OrderSource(order_id=order.id, number=order.number, place=wish.place)

    def _machine(self, told: Asset) -> Asset:
        """Return the machine as the register has it, where the typed serial number is known there (ACC-3)."""
        known = None if told.id else self.queries.asset_with_serial(told.serial_number)
        return known if known is not None and told.model in ("", known.model) else told

    def _opened(self, wish: NewOrder, event_id: EventId, pin: ProcessPin, source: OrderSource | None) -> OrderOpened:
        own = str(event_id)
        customer, asset = wish.customer, self._machine(wish.asset)
        return OrderOpened(
            order_id=OrderId(own),
            at=self.clock.now(),
            opening=Opening(number=provisional_number(event_id), origin=wish.origin, source=source),
            customer=customer if customer.id else replace(customer, id=CustomerId(own)),
            asset=replace(asset, id=asset.id or AssetId(own), history=()),
            job_type=wish.job_type,
            pin=pin,
            area=wish.area,
            problem=ProblemKind.FAULT if wish.job_type is JobType.REPAIR else ProblemKind.ADVICE,
            symptom=Symptom(what=wish.what.strip(), alarm_code=wish.alarm_code.strip()),
            severity=wish.severity,
            limits=self.limits(wish.severity),
            appointment=wish.appointment,
            planned_minutes=wish.planned_minutes,
        )


def _next_event(work: UnitOfWork) -> EventId:
    device, _, seq = work.next_id().rpartition(":")
    return EventId(DeviceId(device), int(seq))


def _branched(opened: OrderOpened, source: OrderSource, wish: NewOrder) -> OrderBranched:
    told = OpenedHere(
        order_id=opened.order_id,
        number=opened.opening.number,
        job_type=opened.job_type,
        what=opened.symptom.what,
        place=wish.place,
    )
    return OrderBranched(order_id=source.order_id, at=opened.at, opened=told)


def _check(wish: NewOrder) -> None:
    said = {"customer": wish.customer.name, "address": wish.customer.site.address, "what": wish.what}
    missing = next((name for name, text in said.items() if not text.strip()), None)
    if missing is None and wish.planned_minutes < 1:
        missing = "minutes"
    if missing is not None:
        raise BadInput("order.incomplete", missing=missing)

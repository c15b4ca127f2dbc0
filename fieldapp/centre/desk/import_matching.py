"""Drafts of orders held against customers, machines, engineers and numbers that the centre knows."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, select

from fieldapp.centre import publish
from fieldapp.centre.database.tables import engineer, work_order
from fieldapp.centre.desk import register
from fieldapp.centre.desk.import_columns import Column
from fieldapp.centre.desk.import_rows import Draft, Faulty, Finding, Heads
from fieldapp.domain.asset import Asset
from fieldapp.domain.customer import Contact, Coordinates, Customer, Site
from fieldapp.domain.errors import Refused
from fieldapp.domain.ids import AssetId, CustomerId, EngineerId, OrderId, ProfileId, SerialNumber
from fieldapp.domain.sla import STANDARD, LevelLimits
from fieldapp.domain.work_order import ProcessPin, WorkOrder
from fieldapp.wire.codec import decode

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ready:
    """An order that can be registered, and whether its customer and machine enter the register with it."""

    order: WorkOrder
    customer_is_new: bool
    asset_is_new: bool


@dataclass(slots=True)
class Gathered:
    """What became of the rows so far; `rows` are the numbers with the row that named them first."""

    ready: list[Ready] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)


class Matching:
    """Makes orders of drafts; `create_unknown` lets customers and machines in that the register does not have."""

    def __init__(
        self,
        connection: Connection,
        heads: Heads,
        now: datetime,
        listed: Callable[[Iterable[str]], str],
        *,
        create_unknown: bool,
    ) -> None:
        self.connection, self.heads, self.now, self.create_unknown = connection, heads, now, create_unknown
        self.listed = listed
        self.new_customers: dict[str, Customer] = {}
        self.new_assets: dict[str, tuple[Asset, CustomerId]] = {}
        rows = connection.execute(select(engineer.c.id, engineer.c.name))
        self.engineers = {name: (EngineerId(row.id), row.name) for row in rows for name in (row.id, row.name)}

    def look_at(self, faulty: Faulty, found: Gathered) -> None:
        """Keep what is wrong with the cells of a row, and what else would be once they are mended."""
        found.findings += faulty.findings
        texts = faulty.texts
        trial = _Trial(self.heads, faulty.row, found)
        if texts[Column.NUMBER]:
            trial.of(lambda: self._number(texts[Column.NUMBER], faulty.row, found))
        if texts[Column.CUSTOMER]:
            trial.of(lambda: self._customer(texts, None))
        if texts[Column.ENGINEER]:
            trial.of(lambda: self._engineer(texts))

    def take(self, draft: Draft, found: Gathered) -> None:
        """Make an order of the draft, or say all that stands against it."""
        trial = _Trial(self.heads, draft.row, found)
        is_fresh = trial.of(lambda: self._is_fresh(draft, found))
        if not is_fresh:
            return
        named = trial.of(lambda: self._customer(draft.texts, draft.coordinates))
        machine = trial.of(lambda: self._asset(draft, named[0])) if named else None
        engineer_ = trial.of(lambda: self._engineer(draft.texts))
        pin = trial.of(lambda: self._pin(draft))
        limits = trial.of(lambda: self._limits(draft))
        if named is None or machine is None or engineer_ is None or pin is None or limits is None:
            return
        (customer, customer_is_new), (asset, asset_is_new) = named, machine
        if customer_is_new:
            self.new_customers[customer.name] = customer
        if asset_is_new:
            self.new_assets[asset.serial_number] = (asset, customer.id)
        order = self._order(draft, customer, asset, engineer_, pin, limits)
        found.ready.append(Ready(order, customer_is_new, asset_is_new))

    def _number(self, number: str, row: int, found: Gathered) -> bool:
        first = found.rows.setdefault(number.lower(), row)  # ids of orders do not tell capitals from small letters
        if first != row:
            raise _Unfit(Column.NUMBER, "import.number.twice", number=number, first=first)
        return True

    def _is_fresh(self, draft: Draft, found: Gathered) -> bool:
        """Tell whether the order is not at the centre yet; one that is, as the row has it, is noted as known."""
        self._number(draft.number, draft.row, found)
        standing = self._standing(draft)
        if standing is None:
            return True
        if not _is_same(standing, draft):
            raise _Unfit(Column.NUMBER, "import.number.taken", number=draft.number)
        found.known.append(draft.number)
        return False

    def _standing(self, draft: Draft) -> WorkOrder | None:
        named = (work_order.c.number == draft.number) | (work_order.c.id == _order_id(draft.number))
        document = self.connection.execute(select(work_order.c.document).where(named)).scalar()
        return None if document is None else decode(document, WorkOrder)

    def _customer(self, texts: Mapping[Column, str], place: Coordinates | None) -> tuple[Customer, bool]:
        """Return the customer as the row has it over what the register knows, and whether it enters the register."""
        name = texts[Column.CUSTOMER]
        known = register.customers_called(self.connection, name)
        address = texts.get(Column.ADDRESS, "")
        if len(known) > 1:
            known = tuple(customer for customer in known if customer.site.address == address)
            if len(known) != 1:
                raise _Unfit(Column.CUSTOMER, "import.customer.several", customer=name)
        if known:
            return _overlaid(known[0], texts, place), False
        if name in self.new_customers:
            return _overlaid(self.new_customers[name], texts, place), False
        if not self.create_unknown:
            raise _Unfit(Column.CUSTOMER, "import.customer.unknown", customer=name)
        blank = Customer(id=_customer_id(name, address), name=name, contact=Contact(name=""), site=Site(address=""))
        return _overlaid(blank, texts, place), True

    def _asset(self, draft: Draft, customer: Customer) -> tuple[Asset, bool]:
        """Return the machine: the register's by its serial number; without one, what the row says and no more."""
        serial = SerialNumber(draft.texts.get(Column.SERIAL_NUMBER, ""))
        if not serial:
            return _told(draft, AssetId(f"unknown-{draft.number.lower()}"), serial), False
        known = [(one.asset, one.customer_id) for one in register.assets_with_serial(self.connection, serial)]
        known += [self.new_assets[serial]] if serial in self.new_assets else []
        if not known:
            if not self.create_unknown:
                raise _Unfit(Column.SERIAL_NUMBER, "import.asset.unknown", serial=serial)
            return _told(draft, _asset_id(serial), serial), True
        own = [asset for asset, owner in known if owner == customer.id]
        if not own:
            raise _Unfit(Column.SERIAL_NUMBER, "import.asset.elsewhere", serial=serial, customer=customer.name)
        model = draft.texts.get(Column.MODEL, "")
        if model and model != own[0].model:
            raise _Unfit(Column.MODEL, "import.asset.model", model=model, known=own[0].model, serial=serial)
        return own[0], False

    def _engineer(self, texts: Mapping[Column, str]) -> tuple[EngineerId, str]:
        name = texts[Column.ENGINEER]
        if name not in self.engineers:
            known = sorted({shown for _, shown in self.engineers.values()})
            raise _Unfit(Column.ENGINEER, "import.engineer.unknown", engineer=name, known=self.listed(known))
        return self.engineers[name]

    def _pin(self, draft: Draft) -> ProcessPin:
        try:
            return publish.pin_for(self.connection, draft.job_type)
        except Refused as refusal:
            job_type = Column.JOB_TYPE if Column.JOB_TYPE in self.heads.places else Column.NUMBER
            raise _Unfit(job_type, "import.job-type.unpublished", value=draft.job_type.value) from refusal

    def _order(
        self,
        draft: Draft,
        customer: Customer,
        asset: Asset,
        assignee: tuple[EngineerId, str],
        pin: ProcessPin,
        limits: LevelLimits,
    ) -> WorkOrder:
        texts = draft.texts
        return WorkOrder(
            id=_order_id(draft.number),
            number=draft.number,
            customer=customer,
            asset=asset,
            job_type=draft.job_type,
            pin=pin,
            area=draft.area,
            kind=draft.kind,
            symptom=draft.symptom,
            severity=draft.severity,
            limits=limits,
            appointment=draft.appointment,
            planned_minutes=draft.planned_minutes,
            wanted_visit_at=draft.wanted_visit_at,
            wanted_solution_at=draft.wanted_solution_at,
            channel=texts.get(Column.CHANNEL, "") or "import",
            received_at=draft.received_at or self.now,
            received_by=texts.get(Column.RECEIVED_BY, ""),
            dispatcher=texts.get(Column.DISPATCHER, ""),
            assigned_at=self.now,
            assignee=assignee[0],
            assignee_name=assignee[1],
            wishes=texts.get(Column.WISHES, ""),
            profile=_profile_of(draft),
        )

    def _limits(self, draft: Draft) -> LevelLimits:
        profile = _profile_of(draft)
        try:
            return publish.limits_for(self.connection, draft.severity, profile)
        except Refused as refusal:
            column = Column.PROFILE if Column.PROFILE in self.heads.places else Column.NUMBER
            raise _Unfit(column, "import.profile.unknown", profile=profile) from refusal


def _profile_of(draft: Draft) -> ProfileId:
    """Return which table of limits the order goes by: the standard where its row names none (SLA-6)."""
    return ProfileId(draft.texts.get(Column.PROFILE, "")) or STANDARD


class _Unfit(Exception):
    """A draft that contradicts what the centre knows; caught where drafts are taken."""

    def __init__(self, column: Column, code: str, **fields: str | int) -> None:
        super().__init__(code)
        self.column, self.code, self.fields = column, code, fields


class _Trial:
    """Tries what may be unfit, so that one row is told all that stands against it."""

    def __init__(self, heads: Heads, row: int, found: Gathered) -> None:
        self.heads, self.row, self.found = heads, row, found

    def of(self, attempt: Callable[[], T]) -> T | None:
        try:
            return attempt()
        except _Unfit as unfit:
            self.found.findings.append(self.heads.finding(self.row, unfit.column, unfit.code, unfit.fields))
            return None


def _overlaid(customer: Customer, texts: Mapping[Column, str], place: Coordinates | None) -> Customer:
    """Return the customer with what the row says otherwise; that holds for this order, the register stays."""
    contact, site = customer.contact, customer.site
    return replace(
        customer,
        contact=Contact(
            name=texts.get(Column.CONTACT) or contact.name,
            role=texts.get(Column.ROLE) or contact.role,
            phone=texts.get(Column.PHONE) or contact.phone,
        ),
        site=Site(
            address=texts.get(Column.ADDRESS) or site.address,
            area=texts.get(Column.AREA) or site.area,
            access=texts.get(Column.ACCESS) or site.access,
            coordinates=place or site.coordinates,
        ),
    )


def _told(draft: Draft, asset_id: AssetId, serial: SerialNumber) -> Asset:
    texts = draft.texts
    return Asset(
        id=asset_id,
        model=texts.get(Column.MODEL, ""),
        product=texts.get(Column.PRODUCT, ""),
        serial_number=serial,
        purchased_on=draft.purchased_on,
    )


def _is_same(order: WorkOrder, draft: Draft) -> bool:
    """Tell whether the order that stands is the one of the row; what its visit added since does not count."""
    serial = draft.texts.get(Column.SERIAL_NUMBER, "")
    return (order.number, order.customer.name, order.symptom) == (
        draft.number,
        draft.texts[Column.CUSTOMER],
        draft.symptom,
    ) and order.asset.serial_number == serial


def _order_id(number: str) -> OrderId:
    return OrderId(f"wo-{number.lower()}")


def _customer_id(name: str, address: str) -> CustomerId:
    return CustomerId(f"customer-{_short(name, address)}")


def _asset_id(serial: str) -> AssetId:
    return AssetId(f"asset-{_short(serial)}")


def _short(*texts: str) -> str:
    """Return a name made of the texts: the same on every machine and at every try."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]

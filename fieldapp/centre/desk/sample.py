"""The demo company from resources/sample: TOML whose keys are the fields of the domain, moments relative to a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from fieldapp.centre import publish, stock
from fieldapp.centre.desk import orders, register
from fieldapp.centre.desk.register import InstalledAsset
from fieldapp.centre.desk.sample_files import Entry, malformed, read, read_tables, read_value
from fieldapp.centre.devices.blob_storage import BlobStorage
from fieldapp.centre.devices.feed import Feed
from fieldapp.centre.model_files import ModelFile, publish_files, read_file
from fieldapp.domain.asset import Asset
from fieldapp.domain.customer import Customer
from fieldapp.domain.event_types import EVENT_TYPES
from fieldapp.domain.events import Event
from fieldapp.domain.fault import FaultEntry
from fieldapp.domain.fees import PriceList
from fieldapp.domain.ids import EngineerId, ProfileId
from fieldapp.domain.part import DepotStock, Part, StockMovement
from fieldapp.domain.process import JobType
from fieldapp.domain.sla import STANDARD, Severity
from fieldapp.domain.work_order import WorkOrder
from fieldapp.wire.codec import Json, to_json
from fieldapp.workflow.apply import apply_all

_TABLES = (
    "customer", "asset", "order", "part", "fault", "movement", "price_list", "depot_stock", "document",
)  # fmt: skip
_EVENTS = {kind.kind: kind for kind in EVENT_TYPES}
_UNSAID_OF_ORDERS: Mapping[str, object] = {"wanted_visit_at": None, "wanted_solution_at": None}
_UNSAID_OF_ASSETS: Mapping[str, object] = {"purchased_on": None}
"""TOML has no word for "none": what is left out there."""


@dataclass(frozen=True, slots=True)
class SampleOrder:
    """An order as the files have it, complete but for versions and limits, and what happened to it since."""

    entry: Entry
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What the files say, with every moment resolved; orders are completed when they are registered."""

    customers: tuple[Customer, ...]
    assets: tuple[InstalledAsset, ...]
    parts: tuple[Part, ...]
    faults: tuple[FaultEntry, ...]
    price_lists: tuple[PriceList, ...]
    files: tuple[ModelFile, ...]
    depot: tuple[DepotStock, ...]
    movements: tuple[tuple[EngineerId, StockMovement], ...]
    orders: tuple[SampleOrder, ...]


def read_sample(folder: Path, start_day: date, zone: ZoneInfo) -> Sample:
    """Read every TOML file of `folder`. Raises BadInput("sample.malformed") naming file and entry."""
    tables = read_tables(folder, _TABLES, start_day, zone)
    customers = {entry.text("id"): read(entry, Customer) for entry in tables["customer"]}
    assets = {entry.text("id"): _installed(entry, customers) for entry in tables["asset"]}
    return Sample(
        customers=tuple(customers.values()),
        assets=tuple(assets.values()),
        parts=tuple(read(entry, Part) for entry in tables["part"]),
        faults=tuple(read(entry, FaultEntry) for entry in tables["fault"]),
        price_lists=tuple(read(entry, PriceList) for entry in tables["price_list"]),
        files=tuple(_file(folder, entry) for entry in tables["document"]),
        depot=tuple(read(entry, DepotStock) for entry in tables["depot_stock"]),
        movements=tuple(_movement(entry) for entry in tables["movement"]),
        orders=tuple(_order(entry, customers, assets) for entry in tables["order"]),
    )


def load_sample(
    connection: Connection, feed: Feed, sample: Sample, now: datetime, storage: BlobStorage
) -> tuple[WorkOrder, ...]:
    """Enter the demo company, its files into `storage`; return the orders that are not over.

    `publish` must have gone before. Raises Refused("order.number-taken") the second time.
    """
    publish.publish_catalogue(feed, sample.parts, sample.faults, sample.price_lists)
    publish.publish_depot(feed, sample.depot)
    publish_files(connection, feed, sample.files, storage, now)
    for customer in sample.customers:
        register.enter_customer(connection, customer)
    for installed in sample.assets:
        register.enter_asset(connection, feed, installed.asset, installed.customer_id)
    registered = tuple(_completed(connection, order) for order in sample.orders)
    for order in registered:
        orders.register(connection, feed, order, now)
    for engineer_id, movement in sample.movements:
        stock.enter(connection, feed, engineer_id, [movement])
    return tuple(order for order in registered if order.visit.closed_at is None)


def _completed(connection: Connection, sample: SampleOrder) -> WorkOrder:
    """Return the order with the process, forms and limits that are in force today (PRO-2, SLA-1), as events left it."""
    entry = sample.entry
    job_type = read_value(entry.fields.get("job_type"), JobType, entry.place)
    severity = read_value(entry.fields.get("severity"), Severity, entry.place)
    profile = read_value(entry.fields.get("profile", STANDARD), ProfileId, entry.place)
    pin, limits = publish.pin_for(connection, job_type), publish.limits_for(connection, severity, profile)
    order = read(entry.completed({"pin": to_json(pin), "limits": to_json(limits)}), WorkOrder)
    return apply_all(order, sample.events)


def _installed(entry: Entry, customers: Mapping[str, Customer]) -> InstalledAsset:
    customer = customers.get(entry.text("customer"))
    if customer is None:
        raise malformed(entry.place, entry.text("id"), "customer")
    return InstalledAsset(_asset(entry), customer.id)


def _asset(entry: Entry) -> Asset:
    own = entry.without("customer")
    return read(Entry(own.place, {**_UNSAID_OF_ASSETS, **own.fields}), Asset)


def _order(entry: Entry, customers: Mapping[str, Customer], assets: Mapping[str, InstalledAsset]) -> SampleOrder:
    """Return the order with customer and asset in place of their ids; an asset nobody knows yet stands there whole."""
    customer, named = customers.get(entry.text("customer")), entry.fields.get("asset")
    if customer is None:
        raise malformed(entry.place, entry.text("number"), "customer")
    if isinstance(named, dict):
        asset = _asset(Entry(entry.place, named))
    elif (known := assets.get(str(named))) is not None and known.customer_id == customer.id:
        asset = known.asset
    else:
        raise malformed(entry.place, entry.text("number"), "asset")
    events = tuple(_event(entry, data) for data in cast("list[Json]", entry.fields.get("events", [])))
    joined = {"customer": to_json(customer), "asset": to_json(asset)}
    own = entry.without("events").completed(joined)
    return SampleOrder(Entry(own.place, {**_UNSAID_OF_ORDERS, **own.fields}), events)


def _event(entry: Entry, data: Json) -> Event:
    kind = _EVENTS.get(str(data.get("kind")))
    if kind is None:
        raise malformed(entry.place, entry.text("number"), f"event {data.get('kind')}")
    fields = {name: value for name, value in data.items() if name != "kind"}
    return read_value({**fields, "order_id": entry.text("id")}, kind, entry.place)


def _movement(entry: Entry) -> tuple[EngineerId, StockMovement]:
    owner = entry.text("engineer")
    if not owner:
        raise malformed(entry.place, entry.text("id"), "whose van?")
    return EngineerId(owner), read(entry.without("engineer"), StockMovement)


def _file(folder: Path, entry: Entry) -> ModelFile:
    return read_file(folder / "documents" / entry.text("file"), entry.without("file").fields, entry.place)

"""The demo company from resources/sample: TOML whose keys are the fields of the domain, moments relative to a day."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TypeVar, cast
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from fieldapp.centre import publish, stock
from fieldapp.centre.desk import orders
from fieldapp.centre.devices.feed import Feed
from fieldapp.domain.asset import Asset
from fieldapp.domain.customer import Customer
from fieldapp.domain.errors import BadInput
from fieldapp.domain.fault import FaultEntry
from fieldapp.domain.fees import PriceList
from fieldapp.domain.part import Part, StockMovement
from fieldapp.domain.process import JobType
from fieldapp.domain.sla import Severity
from fieldapp.domain.work_order import WorkOrder
from fieldapp.wire.codec import from_json, to_json

T = TypeVar("T")
_Entry = dict[str, object]

_MOMENT = re.compile(r"@(?P<days>[+-]?\d+)(?: (?P<hour>\d{2}):(?P<minute>\d{2}))?")
_UNSAID: dict[type, _Entry] = {
    WorkOrder: {"wanted_visit_at": None, "wanted_solution_at": None},
    Asset: {"purchased_on": None},
}
"""TOML has no word for "none": what is left out there."""

_TABLES = ("customer", "asset", "order", "part", "fault", "movement", "price_list")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What the files say, with every moment resolved; orders are completed when they are registered."""

    parts: tuple[Part, ...]
    faults: tuple[FaultEntry, ...]
    price_lists: tuple[PriceList, ...]
    movements: tuple[StockMovement, ...]
    orders: tuple[_Entry, ...]


def read_sample(folder: Path, start_day: date, zone: ZoneInfo) -> Sample:
    """Read every TOML file of `folder`. Raises BadInput("sample.malformed") naming file and entry.

    A string that begins with "@" is a moment of the day so many days after `start_day` ("@0 10:00"), or that day
    itself ("@-949").
    """
    tables: dict[str, list[tuple[str, _Entry]]] = {name: [] for name in _TABLES}
    for path in sorted(folder.glob("*.toml")):
        for name, place, entry in _entries(path):
            tables[name].append((place, _resolved(entry, start_day, zone, place)))
    customers = {str(entry.get("id")): (place, entry) for place, entry in tables["customer"]}
    assets = {str(entry.get("id")): (place, entry) for place, entry in tables["asset"]}
    for place, entry in customers.values():
        _read(entry, Customer, place)
    for place, entry in assets.values():
        _read(_asset(entry), Asset, place)
    return Sample(
        parts=tuple(_read(entry, Part, place) for place, entry in tables["part"]),
        faults=tuple(_read(entry, FaultEntry, place) for place, entry in tables["fault"]),
        price_lists=tuple(_read(entry, PriceList, place) for place, entry in tables["price_list"]),
        movements=tuple(_read(entry, StockMovement, place) for place, entry in tables["movement"]),
        orders=tuple(_joined(place, entry, customers, assets) for place, entry in tables["order"]),
    )


def load_sample(connection: Connection, feed: Feed, sample: Sample, now: datetime) -> tuple[WorkOrder, ...]:
    """Enter the demo company; `publish` must have gone before. Raises Refused("order.number-taken") the second time."""
    publish.publish_catalogue(feed, sample.parts, sample.faults, sample.price_lists)
    registered = tuple(_completed(connection, entry) for entry in sample.orders)
    for order in registered:
        orders.register(connection, feed, order, now)
    vans = {order.assignee for order in registered}
    for movement in sample.movements:
        if len(vans) != 1:
            raise BadInput("sample.malformed", file="movement", entry=movement.id, detail="whose van?")
        stock.enter(connection, feed, next(iter(vans)), movement)
    return registered


def _completed(connection: Connection, entry: _Entry) -> WorkOrder:
    """Return the order with the process, forms and limits that are in force today (PRO-2, SLA-1)."""
    place = str(entry.get("id", ""))
    job_type = _read(entry.get("job_type"), JobType, place)
    severity = _read(entry.get("severity"), Severity, place)
    pin, limits = publish.pin_for(connection, job_type), publish.limits_for(connection, severity)
    return _read({**_UNSAID[WorkOrder], **entry, "pin": to_json(pin), "limits": to_json(limits)}, WorkOrder, place)


def _entries(path: Path) -> list[tuple[str, str, _Entry]]:
    """Return table, place and fields of every entry of a file; a table may hold one entry or a list of them."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise BadInput("sample.malformed", file=path.name, entry="", detail=str(fault)) from fault
    found = []
    for name, value in content.items():
        if name not in _TABLES:
            raise BadInput("sample.malformed", file=path.name, entry=name, detail="unknown table")
        for entry in value if isinstance(value, list) else [value]:
            label = entry.get("id") or entry.get("number") or "?"
            found.append((name, f"{path.name}: {name} {label}", entry))
    return found


def _resolved(value: _Entry, start_day: date, zone: ZoneInfo, place: str) -> _Entry:
    """Return the entry with every "@…" in it turned into a date or a moment with zone."""

    def resolve(part: object) -> object:
        if isinstance(part, dict):
            return {key: resolve(inner) for key, inner in part.items()}
        if isinstance(part, list):
            return [resolve(inner) for inner in part]
        if isinstance(part, str) and part.startswith("@"):
            return moment(part, start_day, zone, place)
        return part

    return cast("_Entry", resolve(value))


def moment(text: str, start_day: date, zone: ZoneInfo, place: str = "") -> date | datetime:
    """Return the date or moment that `text` names. Raises BadInput("sample.malformed")."""
    match = _MOMENT.fullmatch(text)
    if match is None:
        raise BadInput("sample.malformed", file=place, entry=text, detail="moment")
    day = start_day + timedelta(days=int(match["days"]))
    if match["hour"] is None:
        return day
    try:
        return datetime.combine(day, time(int(match["hour"]), int(match["minute"])), zone)
    except ValueError as fault:
        raise BadInput("sample.malformed", file=place, entry=text, detail=str(fault)) from fault


def _joined(
    place: str, entry: _Entry, customers: dict[str, tuple[str, _Entry]], assets: dict[str, tuple[str, _Entry]]
) -> _Entry:
    """Return the order with customer and asset in place of their ids."""
    customer, asset = customers.get(str(entry.get("customer"))), assets.get(str(entry.get("asset")))
    if customer is None or asset is None:
        raise BadInput("sample.malformed", file=place, entry=str(entry.get("number")), detail="customer or asset")
    return {**entry, "customer": customer[1], "asset": _asset(asset[1])}


def _asset(entry: _Entry) -> _Entry:
    """Return the asset's own fields; where it stands is told by the order."""
    return {**_UNSAID[Asset], **{name: value for name, value in entry.items() if name != "customer"}}


def _read(data: object, kind: type[T], place: str) -> T:
    try:
        return from_json(data, kind)
    except BadInput as fault:
        detail = str(fault.fields.get("detail", ""))
        raise BadInput("sample.malformed", file=place, entry=kind.__name__, detail=detail) from fault

"""The desk's register: customers, and the machines that stand there with what was done to them (ACC-1, ANA-1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import Connection, Row, Table, bindparam, insert, select, update

from fieldapp.centre.database.tables import customer as customer_table
from fieldapp.centre.database.tables import installed_asset
from fieldapp.centre.devices.feed import REFERENCE, Feed
from fieldapp.domain.asset import Asset, ServiceRecord
from fieldapp.domain.customer import Customer
from fieldapp.domain.ids import CustomerId, SerialNumber
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.work_order import WorkOrder
from fieldapp.wire.codec import decode, encode
from fieldapp.wire.messages import DocumentKind

_NOBODY_CAME = frozenset({Outcome.HANDED_OVER, Outcome.CANCELLED})

_ORDERS_A_QUERY = 250
_HELD = select(installed_asset).order_by(installed_asset.c.id).with_for_update()
_OF_ID = _HELD.where(installed_asset.c.id == bindparam("asset"))
_OF_SERIAL = _HELD.where(installed_asset.c.serial_number == bindparam("serial"))
"""Asked for every order of a batch that is closed: built once, they cost a third."""


@dataclass(frozen=True, slots=True)
class InstalledAsset:
    """A machine of the register and whose it is."""

    asset: Asset
    customer_id: CustomerId


def enter_customer(connection: Connection, customer: Customer) -> None:
    """Write the customer into the register, in the place of what it said before."""
    _put(connection, customer_table, customer.id, {"name": customer.name, "document": encode(customer)})


def enter_asset(connection: Connection, feed: Feed, asset: Asset, customer_id: CustomerId) -> None:
    """Write the machine into the register and send it to every tablet, which is not told whose it is (SYN-6)."""
    columns = {
        "customer_id": customer_id,
        "serial_number": asset.serial_number,
        "model": asset.model,
        "document": encode(asset),
    }
    _put(connection, installed_asset, asset.id, columns)
    feed.put(REFERENCE, DocumentKind.ASSET, asset.id, asset)


def open_file(connection: Connection, feed: Feed, order: WorkOrder) -> None:
    """Open the file of a machine that was set up, or write serial number and warranty into it (SITE-14).

    To be called once a taking over: what the desk corrects in the register afterwards stays.
    """
    asset, taken = order.asset, order.visit.on_site.installed
    if taken is None or not asset.serial_number or not asset.model:
        return
    same = select(installed_asset).where(installed_asset.c.id == asset.id).with_for_update()
    known = connection.execute(same).one_or_none()
    if known is None:
        enter_if_new(connection, order.customer)
        enter_asset(connection, feed, replace(asset, history=()), order.customer.id)
        return
    told = _installed(known)
    covered = replace(
        told.asset,
        serial_number=asset.serial_number,
        warranty_rule=asset.warranty_rule,
        warranty_until_on=asset.warranty_until_on,
        warranty_months=asset.warranty_months,
    )
    enter_asset(connection, feed, covered, told.customer_id)


def enter_if_new(connection: Connection, customer: Customer) -> None:
    """Write a customer into the register whom it does not know; one that it knows stays as it is."""
    same = select(customer_table.c.id).where(customer_table.c.id == customer.id)
    if connection.execute(same).first() is None:
        enter_customer(connection, customer)


def note_visits(connection: Connection, feed: Feed, orders: Iterable[WorkOrder], zone: tzinfo) -> None:
    """Add the visits that are over to the histories of their machines, which every tablet gets (ANA-1).

    What became of an order once more (it was closed anew) stands in the place of what was noted before. A machine that
    the register does not have, and an order that nobody worked on, leave no line.
    """
    over = [(order, ended) for order in orders if (ended := _worked_until(order)) is not None]
    known = _known_names(connection, [order for order, _ in over])
    for order, ended in over:
        if not known.isdisjoint((order.asset.id, order.asset.serial_number)):
            _note_visit(connection, feed, order, ended, zone)


@dataclass(frozen=True, slots=True)
class _Ended:
    """When a visit that somebody worked on was closed, and how."""

    at: datetime
    outcome: Outcome


def _worked_until(order: WorkOrder) -> _Ended | None:
    closed_at, outcome = order.visit.closed_at, order.visit.outcome
    if closed_at is None or outcome is None or outcome in _NOBODY_CAME:
        return None
    return _Ended(closed_at, outcome)


def _known_names(connection: Connection, orders: Sequence[WorkOrder]) -> frozenset[str]:
    """Return those ids and serial numbers of the orders' machines that the register has: for most of a batch, none.

    Asked in one statement, so that only orders whose machine may be known are looked at one by one.
    """
    found: set[str] = set()
    for start in range(0, len(orders), _ORDERS_A_QUERY):
        assets = [order.asset for order in orders[start : start + _ORDERS_A_QUERY]]
        serials = sorted({asset.serial_number for asset in assets if asset.serial_number})
        columns = select(installed_asset.c.id, installed_asset.c.serial_number)
        same = installed_asset.c.id.in_(sorted({asset.id for asset in assets}))
        for row in connection.execute(columns.where(same | installed_asset.c.serial_number.in_(serials))):
            found |= {row.id, row.serial_number}
    return frozenset(found - {""})


def _note_visit(connection: Connection, feed: Feed, order: WorkOrder, ended: _Ended, zone: tzinfo) -> None:
    for installed in assets_of(connection, order):
        record = ServiceRecord(
            served_on=ended.at.astimezone(zone).date(),
            summary=_summary(order),
            engineer_name=order.assignee_name,
            outcome=ended.outcome.value,
            order_number=order.number,
        )
        others = (known for known in installed.asset.history if known.order_number != order.number)
        history = sorted((record, *others), key=lambda one: one.served_on, reverse=True)
        enter_asset(connection, feed, replace(installed.asset, history=tuple(history)), installed.customer_id)


def assets_of(connection: Connection, order: WorkOrder) -> tuple[InstalledAsset, ...]:
    """Return the order's machine as the register has it: by its id, or by a serial number that only one has.

    It is held against other writers until the transaction ends: a line of its history must not get lost.
    """
    found = tuple(map(_installed, connection.execute(_OF_ID, {"asset": order.asset.id})))
    if found or not order.asset.serial_number:
        return found
    same = tuple(map(_installed, connection.execute(_OF_SERIAL, {"serial": order.asset.serial_number})))
    return same if len(same) == 1 else ()


def _summary(order: WorkOrder) -> str:
    """Return code and symptom, then what was built in: the words of whoever comes next begin with these."""
    said = " ".join(text for text in (order.symptom.alarm_code, order.symptom.what) if text)
    used = dict.fromkeys(use.part_number for use in order.visit.parts if use.reversed_at is None)
    return "·".join(text for text in (said, "、".join(used)) if text)


def customers_called(connection: Connection, name: str) -> tuple[Customer, ...]:
    """Return the customers of exactly this name: mostly one, none or, of private households, several."""
    query = select(customer_table.c.document).where(customer_table.c.name == name).order_by(customer_table.c.id)
    return tuple(decode(document, Customer) for document in connection.execute(query).scalars())


def assets_with_serial(connection: Connection, serial: SerialNumber) -> tuple[InstalledAsset, ...]:
    """Return the machines with this serial number; two only where makers number alike."""
    query = select(installed_asset).where(installed_asset.c.serial_number == serial).order_by(installed_asset.c.id)
    return tuple(_installed(row) for row in connection.execute(query))


def _installed(row: Row[Any]) -> InstalledAsset:
    return InstalledAsset(decode(row.document, Asset), CustomerId(row.customer_id))


def _put(connection: Connection, table: Table, key: str, columns: Mapping[str, object]) -> None:
    if connection.execute(select(table.c.id).where(table.c.id == key)).first() is None:
        connection.execute(insert(table).values(id=key, **columns))
    else:
        connection.execute(update(table).where(table.c.id == key).values(**columns))

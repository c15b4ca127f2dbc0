"""Orders that engineers opened themselves: what the desk must know to take them, and how they are registered (ACC-7).

The centre's number is given once, with the one event that opens the order; the tablet's own stays beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo

from sqlalchemy import Connection, select

from fieldapp.centre.database.tables import customer, installed_asset, live_row, work_order
from fieldapp.centre.desk import orders, register
from fieldapp.centre.devices.feed import REFERENCE, Feed
from fieldapp.centre.publish import limits_for
from fieldapp.domain.ids import AssetId, CustomerId, OrderId
from fieldapp.domain.work_order import WorkOrder
from fieldapp.wire.messages import DocumentKind

DESK = "WX"
"""The letters of this desk's numbers (CEN-1): WX-261123-004 is the fourth order of 23 November 2026."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What is known before a batch with opened orders is looked at.

    `numbers` are the centre's for the orders that may be opened; `taken` the tablets' numbers that are in use.
    """

    numbers: Mapping[OrderId, str] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()
    processes: frozenset[str] = frozenset()
    customers: frozenset[CustomerId] = frozenset()
    assets: frozenset[AssetId] = frozenset()


def prepare(
    connection: Connection, claims: Mapping[OrderId, str], named: Iterable[tuple[str, str]], now: datetime, zone: tzinfo
) -> Intake:
    """Return what is known of the orders that a batch wants to open.

    `claims` are their ids with the numbers of the tablet, `named` the customers and machines that they name by id.
    """
    if not claims:
        return Intake()
    said = tuple(named)
    used = select(work_order.c.number).where(work_order.c.number.in_(sorted(claims.values())))
    known = select(live_row.c.key).where(live_row.c.scope == REFERENCE, live_row.c.kind == DocumentKind.PROCESS.value)
    customers = select(customer.c.id).where(customer.c.id.in_(sorted({one for one, _ in said})))
    assets = select(installed_asset.c.id).where(installed_asset.c.id.in_(sorted({one for _, one in said})))
    return Intake(
        numbers=dict(zip(claims, _next_numbers(connection, len(claims), now.astimezone(zone)), strict=True)),
        taken=frozenset(connection.execute(used).scalars()),
        processes=frozenset(connection.execute(known).scalars()),
        customers=frozenset(CustomerId(one) for one in connection.execute(customers).scalars()),
        assets=frozenset(AssetId(one) for one in connection.execute(assets).scalars()),
    )


def enter(connection: Connection, feed: Feed, order: WorkOrder, now: datetime) -> None:
    """Register an order that was opened at the customer's, with the limits of the day and whoever is new in it.

    What the register knows already is not changed by the tablet's word (SYNC.md rule 6).
    """
    asset = order.asset
    register.enter_if_new(connection, order.customer)
    known = select(installed_asset.c.id).where(installed_asset.c.id == asset.id)
    if asset.model and asset.serial_number and connection.execute(known).first() is None:
        register.enter_asset(connection, feed, asset, order.customer.id)
    limits = limits_for(connection, order.severity)
    orders.register(connection, feed, replace(order, limits=limits), now)


def _next_numbers(connection: Connection, count: int, at: datetime) -> list[str]:
    """Return the next free numbers of the day; one that was given is never given again while its order exists."""
    day = f"{DESK}-{at:%y%m%d}-"
    query = select(work_order.c.number).where(work_order.c.number.startswith(day, autoescape=True))
    given = [number.removeprefix(day) for number in connection.execute(query).scalars()]
    last = max((int(tail) for tail in given if tail.isdecimal()), default=0)
    return [f"{day}{number:03d}" for number in range(last + 1, last + 1 + count)]

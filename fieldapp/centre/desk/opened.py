"""Orders that engineers opened themselves: what the desk must know to take them, and how they are registered (ACC-7).

The centre's number is given once, with the one event that opens the order; the tablet's own stays beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from types import MappingProxyType

from sqlalchemy import Connection, select

from fieldapp.centre.database.tables import customer, installed_asset, live_row, work_order
from fieldapp.centre.desk import orders, register
from fieldapp.centre.devices.feed import REFERENCE, Feed
from fieldapp.centre.publish import limits_for
from fieldapp.domain.ids import AssetId, CustomerId, OrderId
from fieldapp.domain.process import JobType
from fieldapp.domain.work_order import WorkOrder
from fieldapp.wire.messages import DocumentKind

LETTERS: Mapping[JobType, str] = MappingProxyType(
    {
        JobType.REPAIR: "WX",
        JobType.INSTALLATION: "AZ",
        JobType.INSPECTION: "XJ",
        JobType.TRAINING: "PX",
        JobType.CHANGE: "BG",
        JobType.EXCHANGE: "TH",
    }
)
"""How this desk's numbers begin (CEN-1): WX-261123-004 is the fourth repair of 23 November 2026."""


@dataclass(frozen=True, slots=True)
class Claim:
    """An order that a tablet wants to open: its number there, and the kind of work."""

    number: str
    job_type: JobType


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
    connection: Connection,
    claims: Mapping[OrderId, Claim],
    named: Iterable[tuple[str, str]],
    now: datetime,
    zone: tzinfo,
) -> Intake:
    """Return what is known of the orders that a batch wants to open.

    `claims` are their ids with what is claimed, `named` the customers and machines that they name by id.
    """
    if not claims:
        return Intake()
    said = tuple(named)
    used = select(work_order.c.number).where(work_order.c.number.in_(sorted(claim.number for claim in claims.values())))
    known = select(live_row.c.key).where(live_row.c.scope == REFERENCE, live_row.c.kind == DocumentKind.PROCESS.value)
    customers = select(customer.c.id).where(customer.c.id.in_(sorted({one for one, _ in said})))
    assets = select(installed_asset.c.id).where(installed_asset.c.id.in_(sorted({one for _, one in said})))
    return Intake(
        numbers=_next_numbers(connection, claims, now.astimezone(zone)),
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
    limits = limits_for(connection, order.severity, order.profile)
    orders.register(connection, feed, replace(order, limits=limits), now)


def _next_numbers(connection: Connection, claims: Mapping[OrderId, Claim], at: datetime) -> dict[OrderId, str]:
    """Return the next free numbers of the day; one that was given is never given again while its order exists."""
    numbers: dict[OrderId, str] = {}
    for job_type in JobType:
        mine = [order_id for order_id, claim in claims.items() if claim.job_type is job_type]
        day = f"{LETTERS[job_type]}-{at:%y%m%d}-"
        last = _last_of(connection, day) if mine else 0
        numbers |= {order_id: f"{day}{last + place:03d}" for place, order_id in enumerate(mine, start=1)}
    return numbers


def _last_of(connection: Connection, day: str) -> int:
    query = select(work_order.c.number).where(work_order.c.number.startswith(day, autoescape=True))
    given = [number.removeprefix(day) for number in connection.execute(query).scalars()]
    return max((int(tail) for tail in given if tail.isdecimal()), default=0)

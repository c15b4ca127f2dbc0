"""A tablet that lives by stick and did not come for 90 days, and whether it is in step with its centre again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import text

from fieldapp.centre.database.tables import scope
from fieldapp.centre.desk import orders
from fieldapp.centre.devices.cursors import compact
from fieldapp.centre.devices.feed import REFERENCE, Feed
from fieldapp.domain.errors import NotFound
from fieldapp.domain.ids import Scope
from fieldapp.domain.work_order import WorkOrder
from fieldapp.wire.messages import DocumentKind, ScopeDigest
from tests.factories import NOW, make_part
from tests.fakes.by_stick import CarriedTablet

LATER = NOW + timedelta(days=91)


def long_away(mine: CarriedTablet) -> list[WorkOrder]:
    """Give the tablet three orders, change every row while it is away and end one; return the orders as they were.

    Pages have a document each.
    """
    given = [mine.office.desk.order() for _ in range(3)]
    publish(mine, "first")
    mine.by_line()
    mine.by_line()
    for wishes in ("one", "two"):
        say(mine, wishes, *given[:2])
    revoke(mine, given[2])
    publish(mine, "second")
    publish(mine, "third")
    at(mine, LATER, answer_bytes=1)
    assert compact(mine.office.desk.database, LATER).changes
    return given


def at(mine: CarriedTablet, now: datetime, answer_bytes: int = 256 * 1024) -> None:
    """Move the centre's clock; a page has a document where `answer_bytes` is 1."""
    settings = replace(mine.office.centre.settings, now=lambda: now, answer_bytes=answer_bytes)
    mine.office.centre = replace(mine.office.centre, settings=settings)


def say(mine: CarriedTablet, wishes: str, *given: WorkOrder) -> None:
    with mine.office.desk.database.write() as connection:
        feed = Feed()
        orders.save(connection, feed, [replace(orders.read(connection, one.id), wishes=wishes) for one in given], NOW)
        feed.flush(connection)


def revoke(mine: CarriedTablet, order: WorkOrder) -> None:
    mine.office.desk.code("tao")
    mine.office.desk.assign(order, "tao")


def publish(mine: CarriedTablet, name: str) -> None:
    with mine.office.desk.database.write() as connection:
        feed = Feed()
        part = make_part(name_en=name)
        feed.put(REFERENCE, DocumentKind.PART, part.number, part)
        feed.flush(connection)


def theirs(mine: CarriedTablet) -> dict[Scope, tuple[int, ScopeDigest]]:
    """The centre's scopes of the tablet: number, count and sum."""
    names = list(mine.store.inbox.cursors())
    with mine.office.desk.database.read() as connection:
        found = connection.execute(scope.select().where(scope.c.name.in_(names))).all()
    return {row.name: (row.last_number, ScopeDigest(count=row.live_count, digest=row.live_digest)) for row in found}


def here(mine: CarriedTablet) -> dict[Scope, tuple[int, ScopeDigest]]:
    cursors = mine.store.inbox.cursors()
    with mine.database.reading() as connection:
        rows = connection.execute(text("SELECT scope, row_count, digest FROM pulled_scope")).all()
    return {row.scope: (cursors[row.scope], ScopeDigest(count=row.row_count, digest=row.digest.hex())) for row in rows}


def is_gone(mine: CarriedTablet, order: WorkOrder) -> bool:
    try:
        mine.store.queries.order(order.id)
    except NotFound:
        return True
    return False


def in_step(mine: CarriedTablet) -> bool:
    return here(mine) == theirs(mine) and mine.store.inbox.snapshots() == () and mine.store.inbox.paused() == ()

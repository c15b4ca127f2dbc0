"""News of the office, written with the very pull that brought it and kept for 30 days (SYN-3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from fieldapp.domain.ids import OrderId
from fieldapp.domain.news import KeptNews, News, NewsKind
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.work_order import WorkOrder
from fieldapp.store import meta, order_rows
from fieldapp.store.database import Database
from fieldapp.store.instants import from_us, to_us
from fieldapp.store.packing import packed, unpacked
from fieldapp.store.tables import NEWS
from fieldapp.wire.messages import Settlement
from fieldapp.workflow.news import news_between

KEPT = timedelta(days=30)

Before = dict[OrderId, WorkOrder | None]
"""Orders as they stood before an answer was applied, None where the engineer did not see one."""


def remember(connection: Connection, before: Before, order_id: OrderId) -> None:
    """Note how an order stands, before its first change; called again for the same order it notes nothing."""
    if order_id not in before:
        before[order_id] = order_rows.held(connection, order_id)


def write(connection: Connection, before: Before, after: Mapping[OrderId, WorkOrder], now: datetime) -> None:
    """Write what the office changed in these orders, and let go of what is older than 30 days.

    `after` holds those that the transaction has written anew, as they stand; the others are read.
    Nothing is written before everything has come down once: on a new tablet every order would be news.
    """
    if not meta.read(connection, meta.TOLD_NEWS, bool):
        return
    rows = [
        {"order_id": order_id, "document": packed(news), "at_us": to_us(now), "seen_us": None}
        for order_id, order in before.items()
        for news in _of_order(connection, order_id, order, after.get(order_id))
    ]
    if rows:
        connection.execute(delete(NEWS).where(NEWS.c.at_us < to_us(now - KEPT)))
        connection.execute(insert(NEWS), rows)


def _of_order(
    connection: Connection, order_id: OrderId, before: WorkOrder | None, after: WorkOrder | None
) -> tuple[News, ...]:
    if after is None:
        after = order_rows.held(connection, order_id)
    # Asked only where it counts: nearly every order is still here.
    unsent = before is not None and after is None and order_rows.has_waiting(connection, order_id)
    return news_between(before, after, unsent=unsent)


def settled(connection: Connection, order_id: OrderId, kind: str, told: Settlement) -> None:
    """Write what the office said to an own event that had waited for it.

    The order may be gone from the tablet: then its number is told, and the moment of the word stands for its time.
    """
    order = order_rows.held(connection, order_id)
    news = News(
        kind=NewsKind.SETTLED,
        order_id=order_id,
        number=told.order_number if order is None else order.number,
        customer="" if order is None else order.customer.name,
        appointment=TimeWindow(told.at, told.at) if order is None else order.appointment,
        old=kind,
        new=told.outcome.verdict.value,
        text=told.outcome.fields.get("reason", ""),
        by=told.by,
    )
    row = {"order_id": order_id, "document": packed(news), "at_us": to_us(told.at), "seen_us": None}
    connection.execute(insert(NEWS), [row])


def begin(connection: Connection) -> None:
    """From now on changes are news: everything was pulled once."""
    if not meta.read(connection, meta.TOLD_NEWS, bool):
        meta.write(connection, meta.TOLD_NEWS, True)


@dataclass(frozen=True, slots=True)
class NewsShelf:
    """Implements `usecases.ports.NewsShelf`."""

    database: Database

    def listed(self) -> tuple[KeptNews, ...]:
        """Return the news of the last 30 days, newest first."""
        since = to_us(self.database.clock.now() - KEPT)
        query = select(NEWS).where(NEWS.c.at_us >= since).order_by(NEWS.c.id.desc())
        with self.database.reading() as connection:
            rows = connection.execute(query).all()
        return tuple(
            KeptNews(
                id=row.id,
                at=from_us(row.at_us),
                seen_at=None if row.seen_us is None else from_us(row.seen_us),
                news=unpacked(row.document, News),
            )
            for row in rows
        )

    def mark_seen(self, ids: Iterable[int]) -> None:
        """Note that these were seen; what was seen before keeps its time. Not an event: nobody else asks."""
        now_us = to_us(self.database.clock.now())
        fresh = (NEWS.c.id.in_(sorted(ids)), NEWS.c.seen_us.is_(None))
        with self.database.writing() as connection:
            connection.execute(update(NEWS).where(*fresh).values(seen_us=now_us))

"""What the centre notes of a tablet whose answers travel by stick (SYNC.md rules 8, 14)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.centre.desk import orders
from fieldapp.centre.devices.cursors import compact
from fieldapp.centre.devices.feed import Feed
from fieldapp.domain.work_order import WorkOrder
from tests.factories import NOW
from tests.fakes.by_stick import CarriedTablet, centre, mine

__all__ = ["centre", "mine"]


def said(mine: CarriedTablet, order: WorkOrder, wishes: str) -> None:
    with mine.office.desk.database.write() as connection:
        feed = Feed()
        orders.save(connection, feed, [replace(order, wishes=wishes)], NOW)
        feed.flush(connection)


@pytest.mark.req("SYN-5")
def test_a_stick_that_gets_lost_costs_nothing_when_the_centre_throws_away_what_everybody_has(
    mine: CarriedTablet,
) -> None:
    first, second = mine.office.desk.order(), mine.office.desk.order()
    mine.by_line()
    mine.by_line()
    for wishes in ("a", "b", "c"):
        said(mine, first, wishes)
        said(mine, second, wishes)
    # An answer of several pages, as of many changes.
    mine.office.centre = replace(mine.office.centre, settings=replace(mine.office.centre.settings, answer_bytes=1))
    lost = mine.office.take(mine.road.hand_out(mine.stick).path).answer
    assert lost is not None

    compact(mine.office.desk.database, NOW)
    mine.carry()

    assert [mine.store.queries.order(order.id).wishes for order in (first, second)] == ["c", "c"]

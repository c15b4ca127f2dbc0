"""What the centre keeps beside each event (SYNC.md rule 10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from fieldapp.centre.database.tables import event
from fieldapp.domain.clock_doubt import TimeDoubt
from tests.contracts.desk import Desk
from tests.factories import NOW, make_clock_evidence, save_answer

HOUR = timedelta(hours=1)


@pytest.mark.req("SLA-5")
def test_a_clock_that_was_moved_stays_in_doubt_over_batches_until_it_is_compared_again(desk: Desk) -> None:
    order, tablet = desk.order(), desk.tablet()
    # Wall clock, the clock that nobody sets, and when both were compared with the centre's.
    readings = [(0, 0, 0), (5, 1, 0), (6, 2, 0), (7, 3, 6)]
    for wall, monotonic, compared in readings:
        tablet.write(save_answer("work", f"n{wall}", "x", order_id=order.id))
        clock = make_clock_evidence(
            wall_at=NOW + wall * HOUR,
            monotonic=monotonic * HOUR,
            server_offset=timedelta(),
            offset_measured_at=NOW + compared * HOUR,
        )
        tablet.rows[-1] = replace(tablet.rows[-1], clock=clock)
        tablet.sync()

    with desk.database.read() as connection:
        kept = connection.execute(select(event.c.time_doubt).order_by(event.c.seq)).scalars().all()
    assert kept == [None, TimeDoubt.MOVED.value, TimeDoubt.MOVED.value, None]

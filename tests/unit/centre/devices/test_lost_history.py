"""What tablets declared lost is told in ranges, without reading years of events."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from fieldapp.centre.database.engine import Database
from fieldapp.centre.devices.lost_history import LostHistory, read_lost
from fieldapp.domain.ids import DeviceId
from fieldapp.wire.messages import EventRow
from fieldapp.wire.versions import HISTORY_LOST
from tests.contracts.desk import Desk
from tests.contracts.tablet import Tablet
from tests.factories import NOW, make_clock_evidence, save_answer


def declare(tablet: Tablet) -> None:
    seq = len(tablet.rows) + 1
    row = EventRow(seq=seq, group=0, kind=HISTORY_LOST, version=1, data={}, clock=make_clock_evidence())
    tablet.rows.append(row)


@pytest.mark.both_databases
def test_neighbours_of_one_contact_are_one_range_and_what_lies_between_parts_them(
    desk: Desk, database: Database
) -> None:
    order, tablet, other = desk.order(), desk.tablet(), desk.tablet()
    for _ in range(3):
        declare(tablet)
    tablet.write(save_answer("kit", "floor_mat", "OK", order_id=order.id))
    declare(tablet)
    tablet.sync()
    other.write(save_answer("kit", "floor_mat", "OK", order_id=order.id))
    other.sync()

    with database.read() as connection:
        found = read_lost(connection)

    device = DeviceId(tablet.device_id)
    assert found == (
        LostHistory(device_id=device, first_seq=1, last_seq=3, declared_at=NOW),
        LostHistory(device_id=device, first_seq=5, last_seq=5, declared_at=NOW),
    )


def test_it_is_found_by_an_index(database: Database) -> None:
    asked = "EXPLAIN QUERY PLAN SELECT device_id FROM event WHERE order_id IS NULL AND kind = 'history.lost'"
    with database.read() as connection:
        plan = str(connection.execute(text(asked)).all())

    assert "event_of_order" in plan

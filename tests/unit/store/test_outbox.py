from __future__ import annotations

from datetime import timedelta

import pytest

from fieldapp.store.database import Database
from fieldapp.store.outbox import Outbox
from tests.factories import SHANGHAI, make_events, save_answer
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import DeviceStore

TAMPERING = {
    "part changed": "UPDATE outbox SET body = replace(CAST(body AS TEXT), 'CK-07', 'CK-08')"
    " WHERE seq = (SELECT min(seq) FROM outbox WHERE instr(CAST(body AS TEXT), 'CK-07'))",
    "row removed": "DELETE FROM outbox WHERE seq = 3",
    "clock changed": "UPDATE outbox SET wall_us = wall_us + 1 WHERE seq = 5",
    "group changed": "UPDATE outbox SET group_no = 2 WHERE seq = 4",
    "digest changed": "UPDATE outbox SET digest = 'ff' WHERE seq = 7",
}


def test_the_chain_of_an_untouched_outbox_holds(visit: DeviceStore, database: Database) -> None:
    visit.do(*make_events())

    assert Outbox(database).broken_at() is None


@pytest.mark.req("SLA-5", "SYN-2")
def test_the_chain_holds_when_the_clock_is_read_in_another_zone(
    visit: DeviceStore, database: Database, clock: StoppedClock
) -> None:
    clock.set_offset(timedelta(seconds=2), clock.wall_at.astimezone(SHANGHAI))
    clock.wall_at = clock.wall_at.astimezone(SHANGHAI)

    visit.do(save_answer("work", "remark", "有冰"))

    assert Outbox(database).broken_at() is None


@pytest.mark.parametrize("sql", TAMPERING.values(), ids=TAMPERING.keys())
def test_a_row_that_was_changed_afterwards_breaks_the_chain(visit: DeviceStore, database: Database, sql: str) -> None:
    visit.do(*make_events())
    with database.writing() as connection:
        assert connection.exec_driver_sql(sql).rowcount == 1

    assert Outbox(database).broken_at() is not None


def test_a_batch_keeps_to_its_bytes_but_a_single_large_event_goes_alone(visit: DeviceStore, database: Database) -> None:
    for _ in range(3):
        visit.do(save_answer("work", "remark", "x" * 5000))

    sizes = [len(Outbox(database).batch(100, most).events) for most in (1000, 6000, 12_000, 20_000)]

    assert sizes == [1, 1, 2, 3]


@pytest.mark.req("SYN-2")
@pytest.mark.parametrize(("most", "sent"), [(1, 1), (2, 1), (5, 1), (6, 6), (7, 7)])
def test_a_group_that_a_batch_has_no_room_for_waits_whole(
    visit: DeviceStore, database: Database, most: int, sent: int
) -> None:
    """group_is_atomic"""
    for size in (1, 5, 1):
        visit.do(*(save_answer("work", "remark", str(number)) for number in range(size)))

    assert len(Outbox(database).batch(most, 10**6).events) == sent


@pytest.mark.req("SYN-2")
@pytest.mark.parametrize("most", [1, 2, 4])
def test_a_group_larger_than_a_batch_goes_whole_and_alone(visit: DeviceStore, database: Database, most: int) -> None:
    """group_is_atomic"""
    for size in (5, 1):
        visit.do(*(save_answer("work", "remark", str(number)) for number in range(size)))

    batch = Outbox(database).batch(most, 10**6)

    assert (len(batch.events), batch.chain) == (5, Outbox(database).digest_at(5))

"""What the centre keeps beside each event (SYNC.md rule 10), and what becomes of a batch that it cannot write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import OperationalError

from fieldapp.centre.database.tables import customer, event, fact, work_order
from fieldapp.centre.desk import register
from fieldapp.centre.devices import parked
from fieldapp.centre.devices.feed import Feed
from fieldapp.centre.devices.retirement import find_device
from fieldapp.domain.clock_doubt import TimeDoubt
from fieldapp.domain.errors import CentreRefused
from fieldapp.domain.work_order import WorkOrder
from fieldapp.wire.codec import from_json
from fieldapp.wire.messages import DocumentKind, Verdict
from tests.contracts.desk import Desk
from tests.contracts.tablet import Tablet
from tests.factories import NOW, consume, make_clock_evidence, save_answer
from tests.unit.centre.devices.conftest import Run

HOUR = timedelta(hours=1)


def overflow(_: Connection) -> None:
    raise OverflowError("date value out of range")


def doubled(connection: Connection) -> None:
    connection.execute(insert(fact), [{"name": "one", "value": "1"}, {"name": "one", "value": "2"}])


def no_number(connection: Connection) -> None:
    connection.execute(insert(customer).values(id="c" * 9, name=None, document=b""))


def gone(_: Connection) -> None:
    raise OperationalError("SELECT 1", {}, Exception("server closed the connection"))


def break_writing(monkeypatch: pytest.MonkeyPatch, order: WorkOrder, fault: Any) -> None:
    """Let the writing of what became of this order fail, after the order itself was written."""
    right = register.note_visits

    def note_visits(connection: Connection, feed: Feed, changed: Sequence[WorkOrder], zone: Any) -> None:
        if order.id in [one.id for one in changed]:
            fault(connection)
        right(connection, feed, changed, zone)

    monkeypatch.setattr(register, "note_visits", note_visits)


def three_groups(desk: Desk, tablet: Tablet) -> tuple[WorkOrder, WorkOrder]:
    """Two orders: of the second one the middle group of three tells, two events of one transaction."""
    good, bad = desk.order(), desk.order()
    tablet.write(save_answer("work", "first", "1", order_id=good.id))
    tablet.write(consume("use-1", order_id=bad.id), save_answer("work", "middle", "2", order_id=bad.id))
    tablet.write(save_answer("work", "last", "3", order_id=good.id))
    return good, bad


def take_up(desk: Desk) -> int:
    with desk.database.write() as connection:
        feed = Feed()
        taken = parked.take_up(connection, feed, NOW, UTC)
        feed.flush(connection)
    return taken


@pytest.mark.req("SYN-2", "SYN-8")
@pytest.mark.both_databases
@pytest.mark.expects_log("could not be written at once", "the group of event .*:2 could not be written")
@pytest.mark.parametrize("fault", [overflow, doubled, no_number], ids=lambda fault: fault.__name__)
def test_a_group_that_cannot_be_written_is_parked_whole_and_the_rest_of_its_batch_is_taken(
    desk: Desk, tablet: Tablet, monkeypatch: pytest.MonkeyPatch, fault: Any
) -> None:
    good, bad = three_groups(desk, tablet)

    with monkeypatch.context() as broken:
        break_writing(broken, bad, fault)
        answer = tablet.sync()
        assert take_up(desk) == 0  # the centre starts, and goes on without it

    assert [(one.verdict, one.code) for one in answer.outcomes] == [
        (Verdict.ACCEPTED, ""),
        (Verdict.PARKED, "event.not-applied"),
        (Verdict.PARKED, "event.group-parked"),
        (Verdict.ACCEPTED, ""),
    ]
    assert set(desk.record(good).order.visit.answers["work"]) == {"first", "last"}
    assert (desk.record(bad).order, desk.record(bad).movements) == (bad, ())
    assert tablet.sync().outcomes == answer.outcomes
    told = tablet.held(DocumentKind.WORK_ORDER)[bad.id]
    assert from_json(told, WorkOrder) == bad  # what was undone was told to nobody

    assert take_up(desk) == 2  # by a program that can write it
    assert [use.id for use in desk.record(bad).order.visit.parts] == ["use-1"]
    assert [line.quantity for line in desk.record(bad).movements] == [-1]
    assert tablet.agrees_with(tablet.sync().digests)


@pytest.mark.req("SYN-2")
@pytest.mark.both_databases
def test_a_database_in_trouble_parks_nothing_and_takes_nothing(
    desk: Desk, tablet: Tablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad = three_groups(desk, tablet)

    with monkeypatch.context() as broken:
        break_writing(broken, bad, gone)
        with pytest.raises(Exception, match=r"server closed the connection|centre-busy"):
            tablet.sync()

    assert desk.record(good).events == ()
    assert [one.verdict for one in tablet.sync().outcomes] == [Verdict.ACCEPTED] * 4


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


def test_an_order_that_stands_after_a_batch_as_it_did_before_is_neither_written_nor_sent(desk: Desk) -> None:
    order, other, tablet = desk.order(), desk.order(), desk.tablet()
    tablet.write(save_answer("work", "remark", "x", order_id=order.id))
    first = tablet.sync()
    with desk.database.write() as connection:
        connection.execute(update(work_order).values(changed_at=NOW - HOUR))

    tablet.write(save_answer("work", "remark", "x", order_id=order.id))
    tablet.write(save_answer("work", "remark", "x", order_id=other.id))
    second = tablet.sync()

    with desk.database.read() as connection:
        rows = connection.execute(select(work_order.c.id).where(work_order.c.changed_at == NOW)).scalars().all()
    assert [change.key for change in first.changes if change.kind is DocumentKind.WORK_ORDER][-1:] == [order.id]
    assert [change.key for change in second.changes] == rows == [other.id]


@pytest.mark.both_databases
def test_fork_detected_is_kept_for_the_office_and_takes_nothing(desk: Desk, tablet: Tablet, run: Run) -> None:
    order = desk.order()
    twin = tablet.forget()
    tablet.write(save_answer("work", "remark", "one", order_id=order.id))
    twin.write(save_answer("work", "remark", "other", order_id=order.id))
    tablet.sync()
    with desk.database.read() as connection:
        before = find_device(connection, tablet.device_id)

    with pytest.raises(CentreRefused, match="device-forked"):
        twin.sync()

    with desk.database.read() as connection:
        after = find_device(connection, tablet.device_id)
    assert (before.forked_at, after.forked_at) == (None, desk.settings.now())
    assert "这台平板有副本" in run("devices").out
    assert desk.record(order).order.visit.answers["work"]["remark"] == "one"

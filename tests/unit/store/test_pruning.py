"""Old content goes once a verified backup holds it; its hash stays, and what is younger is offered again (rule 3)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from fieldapp.domain.ids import Sha256
from fieldapp.store import pruning
from fieldapp.store.checks import never
from fieldapp.store.database import Database
from fieldapp.store.outbox import Outbox
from fieldapp.store.tables import OUTBOX
from fieldapp.store.upkeep import Upkeep
from fieldapp.wire.messages import DocumentKind, Outcome, SyncAnswer, Verdict
from fieldapp.wire.versions import HISTORY_LOST
from fieldapp.workflow.apply import apply_all
from tests.factories import ORDER_ID, make_order, save_answer
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import EPOCH, DeviceStore, accepted

A_MONTH = timedelta(days=31)
ANSWERS = [save_answer("work", f"field_{number}", "x", order_id=ORDER_ID) for number in range(1, 6)]


def told(store: DeviceStore, *outcomes: Outcome, backed_up: int, epoch: str = EPOCH) -> None:
    """The centre took these events, its document holds them, and its backup reaches so far."""
    held = apply_all(make_order(), ANSWERS[: max((one.seq for one in outcomes), default=0)])
    changes = (store.put(DocumentKind.WORK_ORDER, ORDER_ID, held),) if outcomes else ()
    store.inbox.apply(
        SyncAnswer(
            epoch=epoch,
            server_time=store.clock.now(),
            applied_seq=max([store.outbox.acknowledged_seq(), *(one.seq for one in outcomes)]),
            backed_up_seq=backed_up,
            outcomes=outcomes,
            changes=changes,
        )
    )


def whole(database: Database) -> list[int]:
    """Numbers of the events whose content is here."""
    with database.reading() as connection:
        rows = connection.execute(select(OUTBOX.c.seq, OUTBOX.c.body).order_by(OUTBOX.c.seq))
        return [row.seq for row in rows if row.body]


def look(database: Database) -> None:
    Upkeep(database)(never)


@pytest.mark.req("SYN-2")
def test_what_is_old_and_backed_up_gives_up_its_content_and_keeps_its_hash(
    visit: DeviceStore, database: Database, clock: StoppedClock
) -> None:
    for answer in ANSWERS:
        visit.do(answer)
    before, order = [Outbox(database).digest_at(seq) for seq in range(6)], visit.queries.order(ORDER_ID)
    told(visit, *accepted(1, 2, 3, 4), backed_up=3)
    clock.wall_at += A_MONTH

    look(database)

    assert whole(database) == [4, 5]
    assert [Outbox(database).digest_at(seq) for seq in range(6)] == before
    assert (Outbox(database).broken_at(), Outbox(database).waiting()) == (None, 1)
    assert visit.queries.order(ORDER_ID) == order


@pytest.mark.req("SYN-2")
@pytest.mark.parametrize(("age", "backed_up"), [(timedelta(days=29), 4), (A_MONTH, 0)])
def test_what_is_young_or_in_no_backup_stays_whole(
    age: timedelta, backed_up: int, visit: DeviceStore, database: Database, clock: StoppedClock
) -> None:
    visit.do(*ANSWERS[:4])
    told(visit, *accepted(1, 2, 3, 4), backed_up=backed_up)
    clock.wall_at += age

    look(database)

    assert whole(database) == [1, 2, 3, 4]


def test_what_the_centre_refused_or_parked_stays_readable(
    visit: DeviceStore, database: Database, clock: StoppedClock
) -> None:
    for answer in ANSWERS[:4]:
        visit.do(answer)
    one, four = accepted(1, 4)
    refused = Outcome(seq=2, verdict=Verdict.REJECTED, code="order.unknown")
    parked = Outcome(seq=3, verdict=Verdict.PARKED, code="event.unknown")
    told(visit, one, refused, parked, four, backed_up=4)
    said = visit.queries.sync_status().problems
    clock.wall_at += A_MONTH

    look(database)

    assert whole(database) == [2, 3]
    assert visit.queries.sync_status().problems == said


def test_after_a_change_of_epoch_nothing_goes_until_a_backup_of_that_epoch_was_made(
    visit: DeviceStore, database: Database, clock: StoppedClock
) -> None:
    visit.do(*ANSWERS[:4])
    told(visit, *accepted(1, 2, 3, 4), backed_up=4)
    visit.identity.adopt_epoch("epoch-2")
    told(visit, backed_up=0, epoch="epoch-2")
    clock.wall_at += A_MONTH
    look(database)
    before = whole(database)

    told(visit, backed_up=4, epoch="epoch-2")
    look(database)

    assert (before, whole(database)) == ([1, 2, 3, 4], [])


@pytest.mark.req("SYN-2")
def test_an_older_backup_than_was_told_gets_what_is_here_and_hears_what_is_not(
    visit: DeviceStore, database: Database, clock: StoppedClock
) -> None:
    for answer in ANSWERS:
        visit.do(answer)
    told(visit, *accepted(1, 2, 3, 4, 5), backed_up=3)
    clock.wall_at += A_MONTH
    look(database)
    known: Sha256 = Outbox(database).digest_at(1) or Sha256("")

    visit.outbox.offer_again(1, known)

    offered = Outbox(database).batch(100, 100_000).events
    assert [(row.seq, row.kind) for row in offered] == [
        (2, HISTORY_LOST),
        (3, HISTORY_LOST),
        (4, "answer.saved"),
        (5, "answer.saved"),
    ]
    assert Outbox(database).broken_at() is None


def test_where_everything_was_given_up_every_number_is_declared(
    visit: DeviceStore, database: Database, clock: StoppedClock
) -> None:
    visit.do(*ANSWERS[:2])
    told(visit, *accepted(1, 2), backed_up=2)
    clock.wall_at += A_MONTH
    look(database)

    visit.outbox.offer_again(0, Sha256("0" * 64))
    visit.do(ANSWERS[2])

    offered = Outbox(database).batch(100, 100_000).events
    assert [(row.seq, row.kind) for row in offered] == [(1, HISTORY_LOST), (2, HISTORY_LOST), (3, "answer.saved")]
    assert Outbox(database).broken_at() is None


def test_many_old_events_are_looked_at_in_portions_and_none_twice(
    visit: DeviceStore, database: Database, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pruning, "_AT_ONCE", 2)
    for answer in ANSWERS:
        visit.do(answer)
    told(visit, *accepted(1, 2, 3, 4, 5), backed_up=5)
    clock.wall_at += A_MONTH

    portions = []
    for _ in range(4):
        with database.writing() as connection:
            portions.append(pruning.prune(connection, clock.now()))
        portions.append(len(whole(database)))

    assert portions == [True, 3, True, 1, True, 0, False, 0]

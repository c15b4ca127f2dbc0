"""Another name for a tablet: everything that it keeps comes along under new numbers (SYNC.md rule 12)."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from fieldapp.domain.errors import StoreError
from fieldapp.domain.ids import DeviceId, EngineerId, PartNumber, StepId
from fieldapp.store import backups, former_name, journal
from fieldapp.store.database import Database, open_database
from fieldapp.store.identity import Identity
from fieldapp.store.moving import become, move
from fieldapp.store.outbox import Outbox
from fieldapp.wire.messages import DocumentKind, EventOrigin, Outcome, Settlement, Verdict
from fieldapp.workflow.apply import apply_all
from tests.factories import NOW, ORDER_ID, consume, make_order, save_answer
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import DEVICE, EPOCH, KEY, DeviceStore, accepted, enrolment, opened, over_database

SECOND, THIRD = DeviceId("tablet-2"), DeviceId("tablet-3")
TS_02 = PartNumber("TS-02")
TAKEN = (save_answer("work", "remark", "有冰"), consume())
REFUSED = (consume("use-2"), save_answer("work", "hours", "1.5"))
UNSENT = (save_answer("work", "remark", "除霜后再看"),)


def rejected(*seqs: int) -> list[Outcome]:
    return [Outcome(seq=seq, verdict=Verdict.REJECTED, code="part.quantity") for seq in seqs]


@pytest.fixture
def worked(visit: DeviceStore) -> DeviceStore:
    return after_work(visit)


def after_work(visit: DeviceStore) -> DeviceStore:
    """Two events that the centre has taken and sent back, two that it refused, one that was not sent."""
    for group in (TAKEN, REFUSED, UNSENT):
        visit.do(*group)
    (line,) = (one for one in visit.queries.movements() if one.id == f"{DEVICE}:2")
    order = visit.put(DocumentKind.WORK_ORDER, ORDER_ID, apply_all(make_order(), TAKEN))
    stock = replace(visit.put(DocumentKind.STOCK_MOVEMENT, line.id, line), number=order.number + 1)
    visit.pull(order, stock, outcomes=[*accepted(1, 2), *rejected(3, 4)])
    return visit


def batch_of(store: DeviceStore) -> tuple[list[tuple[int, int, str]], tuple[EventOrigin, ...]]:
    batch = store.outbox.batch(100, 100_000)
    return [(row.seq, row.group, row.kind) for row in batch.events], batch.origins


@pytest.mark.req("SYN-2")
def test_everything_that_is_kept_comes_along_in_its_order_and_its_groups(
    worked: DeviceStore, database: Database
) -> None:
    chains = [worked.outbox.digest_at(seq) for seq in range(1, 6)]

    assert become(database, KEY, enrolment(SECOND), EPOCH) == 5

    rows, origins = batch_of(worked)
    kinds = ["answer.saved", "part.consumed", "part.consumed", "answer.saved", "answer.saved"]
    assert rows == [(seq, group, kind) for seq, group, kind in zip(range(1, 6), (1, 1, 2, 2, 3), kinds, strict=True)]
    assert [(one.seq, one.device_id, one.first_seq, one.chain) for one in origins] == [
        (seq, DEVICE, seq, value) for seq, value in enumerate(chains, start=1)
    ]
    assert Outbox(database).broken_at() is None
    assert name_of(database) == SECOND


def test_what_the_centre_had_refused_is_seen_and_counts_again_and_nothing_counts_twice(
    worked: DeviceStore, database: Database
) -> None:
    assert worked.queries.stock(TS_02) == -1

    become(database, KEY, enrolment(SECOND), EPOCH)

    order = worked.queries.order(ORDER_ID)
    assert order.visit.answers == {StepId("work"): {"remark": "除霜后再看", "hours": "1.5"}}
    assert [use.id for use in order.visit.parts] == ["use-1", "use-2"]
    assert worked.queries.stock(TS_02) == -2
    assert sorted(one.id for one in worked.queries.movements()) == [f"{DEVICE}:2", f"{SECOND}:3"]


def test_an_event_that_was_known_under_its_former_name_counts_under_that(
    visit: DeviceStore, database: Database
) -> None:
    visit.do(consume())
    (line,) = visit.queries.movements()
    become(database, KEY, enrolment(SECOND), EPOCH)
    known = [Outcome(seq=1, verdict=Verdict.ACCEPTED, fields={"first": f"{DEVICE}:1"})]

    assert [one.id for one in visit.queries.movements()] == [f"{SECOND}:1"]
    visit.pull(visit.put(DocumentKind.STOCK_MOVEMENT, line.id, line), outcomes=known)

    assert [one.id for one in visit.queries.movements()] == [f"{DEVICE}:1"]
    assert visit.queries.stock(TS_02) == -1


def test_after_a_restore_an_event_that_came_along_counts_once(worked: DeviceStore, database: Database) -> None:
    become(database, KEY, enrolment(SECOND), EPOCH)
    known = {"first": f"{DEVICE}:2"}
    worked.pull(outcomes=[*accepted(1), Outcome(seq=2, verdict=Verdict.ACCEPTED, fields=known), *accepted(3, 4, 5)])

    worked.outbox.offer_again(0, "0" * 64)  # type: ignore[arg-type]

    assert worked.queries.stock(TS_02) == -2
    assert sorted(one.id for one in worked.queries.movements()) == [f"{SECOND}:2", f"{SECOND}:3"]


def test_a_second_change_of_name_keeps_where_an_event_was_written_first(
    worked: DeviceStore, database: Database
) -> None:
    become(database, KEY, enrolment(SECOND), EPOCH)
    worked.do(save_answer("work", "more", "1"))
    first = batch_of(worked)[1]
    end = worked.outbox.digest_at(6)

    become(database, KEY, enrolment(THIRD), EPOCH)

    assert end is not None
    assert batch_of(worked)[1] == (*first, EventOrigin(seq=6, device_id=SECOND, first_seq=6, chain=end))


def test_an_office_that_settles_an_event_under_its_former_name_is_heard(visit: DeviceStore, database: Database) -> None:
    visit.do(save_answer("work", "remark", "1"))
    become(database, KEY, enrolment(SECOND), EPOCH)
    visit.do(save_answer("work", "remark", "2"))
    known = {"first": f"{DEVICE}:1"}
    visit.pull(outcomes=[Outcome(seq=seq, verdict=Verdict.PARKED, fields=known if seq == 1 else {}) for seq in (1, 2)])
    told = Settlement(
        device_id=DEVICE, outcome=Outcome(seq=1, verdict=Verdict.ACCEPTED), order_number="", by="许婧", at=NOW
    )

    visit.pull(visit.put(DocumentKind.SETTLEMENT, f"{DEVICE}:1", told))

    states = dict(states_of(database))
    assert states == {1: "accepted", 2: "parked"}


def name_of(database: Database) -> DeviceId | None:
    known = Identity(database).enrolment()
    return None if known is None else known.device_id


def states_of(database: Database) -> list[tuple[int, str]]:
    with database.reading() as connection:
        return [(row.seq, row.state) for row in connection.exec_driver_sql("SELECT seq, state FROM outbox")]


def test_the_identity_of_another_engineer_is_refused_and_nothing_is_changed(
    worked: DeviceStore, database: Database
) -> None:
    before = worked.outbox.digest_at(5)

    with pytest.raises(StoreError, match=r"store.other-engineer"):
        become(database, KEY, replace(enrolment(SECOND), engineer_id=EngineerId("tao")), EPOCH)

    assert name_of(database) == DEVICE
    assert (worked.outbox.digest_at(5), worked.outbox.waiting()) == (before, 1)


def test_another_epoch_wants_everything_anew_and_the_same_one_nothing(worked: DeviceStore, database: Database) -> None:
    become(database, KEY, enrolment(SECOND), EPOCH)
    assert worked.inbox.cursors() != {}

    become(database, KEY, enrolment(THIRD), "epoch-2")

    assert (worked.inbox.cursors(), worked.identity.epoch()) == ({}, "epoch-2")


@pytest.mark.parametrize("is_cut_off", [False, True], ids=["whole", "cut off between its two transactions"])
def test_nothing_beside_the_database_brings_the_former_name_back(
    tmp_path: Path, clock: StoppedClock, is_cut_off: bool
) -> None:
    with opened(tmp_path, clock) as database:
        store = over_database(database, clock)
        store.give(DocumentKind.WORK_ORDER, ORDER_ID, make_order())
        after_work(store)
        for number in range(12):
            store.do(save_answer("work", "remark", str(number)))
        database.back_up()
        assert list((tmp_path / journal.FOLDER).iterdir())
        if is_cut_off:
            with database.writing() as connection:
                move(connection, enrolment(SECOND), EPOCH)
        else:
            become(database, KEY, enrolment(SECOND), EPOCH)

    with closing(open_database(tmp_path, KEY, clock)) as database:
        store = over_database(database, clock)
        assert name_of(database) == SECOND
        assert store.outbox.waiting() == 17
        assert backups.listed(tmp_path) == ()
        assert [path.name for path in (tmp_path / journal.FOLDER).iterdir()] == ["000000000001.journal"]
        store.do(save_answer("work", "remark", "last"))
        assert Outbox(database).broken_at() is None


def test_a_store_that_kept_its_name_keeps_its_journal_and_its_copies(worked: DeviceStore, database: Database) -> None:
    database.back_up()
    files = sorted(path for path in database.folder.rglob("*") if path.is_file())

    with database.writing() as connection:
        former_name.leave(connection, database.folder, database.journal)

    assert sorted(path for path in database.folder.rglob("*") if path.is_file()) == files


def test_the_journal_knows_where_an_event_was_first_written(worked: DeviceStore, database: Database) -> None:
    become(database, KEY, enrolment(SECOND), EPOCH)
    origins = batch_of(worked)[1]

    story = journal.whole_story(Path(database.folder) / journal.FOLDER, journal.box_of(KEY))

    assert tuple(entry.origin for record in story.records for entry in record.entries) == origins


def test_content_that_was_given_up_to_a_backup_stays_behind(worked: DeviceStore, database: Database) -> None:
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE outbox SET body = x'' WHERE seq <= 2")

    assert become(database, KEY, enrolment(SECOND), EPOCH) == 3

    rows, origins = batch_of(worked)
    assert [(seq, group) for seq, group, _ in rows] == [(1, 2), (2, 2), (3, 3)]
    assert [one.first_seq for one in origins] == [3, 4, 5]
    assert Outbox(database).broken_at() is None

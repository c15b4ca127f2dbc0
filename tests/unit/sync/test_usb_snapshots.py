"""A stick brings snapshots, too: a tablet below the floor, one after a restore, and every order of stick and line."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from fieldapp.centre.facts import renew_epoch
from fieldapp.domain.errors import BadInput
from fieldapp.domain.events import OrderAccepted
from fieldapp.domain.work_order import WorkOrder
from fieldapp.store import pulled_rows
from fieldapp.sync import usb_bundle
from fieldapp.trust.bundle_file import Bundle, BundleKind
from fieldapp.wire import bundles
from fieldapp.wire.messages import SnapshotPage
from tests.contracts.desk import KnownAnew
from tests.factories import NOW, make_part
from tests.fakes.by_stick import CarriedTablet, centre, mine
from tests.fakes.long_away import here, in_step, is_gone, long_away, say
from tests.fakes.syncing import Runner

__all__ = ["centre", "mine"]


@pytest.fixture
def away(mine: CarriedTablet) -> tuple[CarriedTablet, list[WorkOrder]]:
    return mine, long_away(mine)


def answer_of(mine: CarriedTablet, name: str = "kept.fab") -> Path:
    """A copy of the answer to what the tablet writes now."""
    answer = mine.office.take(mine.road.hand_out(mine.stick).path).answer
    assert answer is not None
    return Path(shutil.copy(answer, mine.stick / name))


def pages(mine: CarriedTablet, answer: Path) -> list[SnapshotPage]:
    file = Bundle.open(answer, mine.road.sender().key.answer_key, (BundleKind.DOWN,))
    frames = [frame for frame in file.frames() if frame.letter == bundles.SNAPSHOT]
    return [bundles.unpacked(frame.content, SnapshotPage) for frame in frames]


@pytest.mark.req("SYN-2", "SYN-5")
def test_a_tablet_that_was_away_for_90_days_ends_with_the_centre_s_rows_by_one_stick(
    away: tuple[CarriedTablet, list[WorkOrder]],
) -> None:
    mine, given = away
    mine.store.do(OrderAccepted(at=NOW, order_id=given[0].id))

    taken = mine.carry()

    assert (taken.outcomes, taken.waiting, taken.code) == (1, 0, "")
    assert in_step(mine)
    assert [mine.store.queries.order(one.id) for one in given[:2]] == [mine.record(one).order for one in given[:2]]
    assert is_gone(mine, given[2])
    assert mine.store.queries.part(make_part().number).name_en == "third"
    assert mine.published[-1].outcomes == 0


@pytest.mark.req("SYN-2", "SYN-5")
def test_a_tablet_whose_centre_was_restored_gets_everything_by_one_stick_below_the_floor(
    away: tuple[CarriedTablet, list[WorkOrder]],
) -> None:
    mine, given = away
    mine.store.do(OrderAccepted(at=NOW, order_id=given[0].id))
    mine.carry()
    with mine.office.desk.database.write() as connection:
        epoch = renew_epoch(connection)

    answer = answer_of(mine)
    taken = mine.road.take_in(answer)

    assert (taken.code, mine.road.identity.epoch()) == ("", epoch)
    assert in_step(mine)
    assert [mine.store.queries.order(one.id) for one in given[:2]] == [mine.record(one).order for one in given[:2]]
    before = here(mine)
    assert mine.road.take_in(answer).changes == 0, "the same stick again"
    assert here(mine) == before


@pytest.mark.req("SYN-2", "SYN-5")
def test_a_stick_that_comes_twice_or_after_the_network_changes_nothing(
    away: tuple[CarriedTablet, list[WorkOrder]],
) -> None:
    mine, given = away
    answer = answer_of(mine)
    assert mine.road.take_in(answer).changes > 0
    assert mine.road.take_in(answer).changes == 0
    say(mine, "three", *given[:2])
    mine.by_line()
    before = here(mine)

    assert mine.road.take_in(answer).changes == 0

    assert (here(mine), in_step(mine)) == (before, True)
    assert mine.store.queries.order(given[0].id).wishes == "three"


@pytest.mark.req("SYN-2", "SYN-5")
def test_a_snapshot_older_than_what_the_network_brought_is_passed_over_and_asks_for_no_other(
    away: tuple[CarriedTablet, list[WorkOrder]],
) -> None:
    mine, given = away
    answer = answer_of(mine)
    assert pages(mine, answer)
    say(mine, "newer", *given[:2])
    mine.by_line()

    assert mine.road.take_in(answer).changes == 0

    assert in_step(mine)
    assert mine.store.queries.order(given[1].id).wishes == "newer"


@pytest.mark.req("SYN-2", "SYN-5")
@pytest.mark.parametrize("by", ["stick", "line", "later stick"])
def test_a_take_over_that_is_killed_at_any_transaction_is_ended_by_whatever_road_comes_next(
    away: tuple[CarriedTablet, list[WorkOrder]], by: str
) -> None:
    mine, given = away
    answer = answer_of(mine)
    count, most = 1, 60
    while killed_after(mine, answer, count):
        count += 1
        assert count < most
    assert count > 3, "each attempt got further"

    say(mine, "meanwhile", *given[:2])
    if by == "stick":
        mine.road.take_in(answer)
        mine.carry()
    elif by == "line":
        mine.by_line()
    else:
        mine.carry()

    assert in_step(mine)
    assert mine.store.queries.order(given[0].id).wishes == "meanwhile"
    assert is_gone(mine, given[2])


class _Killed(BaseException):
    """The tablet dies."""


def killed_after(mine: CarriedTablet, answer: Path, transactions: int) -> bool:
    """Take the answer in until so many transactions were told; return whether that came before its end."""
    left = [transactions]

    def told(applied: object) -> None:
        left[0] -= 1
        if not left[0]:
            raise _Killed

    try:
        replace(mine.road, published=told).take_in(answer)
    except _Killed:
        return True
    return False


@pytest.mark.req("SYN-2", "SYN-5")
def test_a_stick_read_while_the_line_fetches_the_same_scope_loses_no_row(
    away: tuple[CarriedTablet, list[WorkOrder]],
) -> None:
    mine, given = away
    old = answer_of(mine, "old.fab")
    say(mine, "newer", *given[:2])
    new = answer_of(mine, "new.fab")

    for first, second in ((old, new), (new, old), (old, old)):
        together(mine, first, second)
        mine.by_line()
        assert in_step(mine), (first.name, second.name)
        assert mine.store.queries.order(given[0].id).wishes == "newer"


def together(mine: CarriedTablet, slow: Path, quick: Path) -> None:
    """Read one answer, and the other whole between any two of its transactions; below the floor again before."""
    for scope_name in mine.store.inbox.cursors():
        with mine.database.writing() as connection:
            pulled_rows.want(connection, scope_name, pulled_rows.EXPIRED, NOW)
    step = [0]

    def told(applied: object) -> None:
        step[0] += 1
        if step[0] in (2, 5):
            mine.road.take_in(quick)

    replace(mine.road, published=told).take_in(slow)


@pytest.mark.req("SYN-2", "SYN-5")
@pytest.mark.parametrize("stick", ["older", "same", "newer"])
def test_a_stick_between_two_pages_of_the_line_s_snapshot_costs_no_row(
    away: tuple[CarriedTablet, list[WorkOrder]], stick: str
) -> None:
    mine, given = away
    older = answer_of(mine, "older.fab")
    token = mine.line.centre.token  # type: ignore[attr-defined]
    line = Runner(mine.store, KnownAnew(mine.office.centre, mine.device_id, token))  # its pages have a document each
    if stick != "older":
        say(mine, "newer", *given[:2])
    same = answer_of(mine, "same.fab")
    brought = [0]

    def between() -> bool:
        under_way = mine.store.inbox.paused()
        if under_way and brought[0] < 3:
            brought[0] += 1
            if stick == "newer" and brought[0] == 1:
                say(mine, "newest", *given[:2])
            mine.road.take_in({"older": older, "same": same}.get(stick) or answer_of(mine, "newer.fab"))
        return False

    assert line.run(between).code == ""
    assert line.run().code == ""

    assert brought[0] > 0, "the stick came in between"
    assert in_step(mine)
    assert [mine.store.queries.order(one.id) for one in given[:2]] == [mine.record(one).order for one in given[:2]]


@pytest.mark.req("SYN-2", "SYN-5")
def test_a_stick_that_breaks_off_amid_the_snapshot_that_the_line_is_fetching_takes_no_row_away(
    away: tuple[CarriedTablet, list[WorkOrder]],
) -> None:
    mine, given = away
    added = [mine.office.desk.order() for _ in range(2)]
    same = answer_of(mine)
    token = mine.line.centre.token  # type: ignore[attr-defined]
    line = Runner(mine.store, KnownAnew(mine.office.centre, mine.device_id, token))
    pages_here, broken_off = [0], [False]

    def between() -> bool:
        pages_here[0] += bool(mine.store.inbox.paused())
        if pages_here[0] == 3 and not broken_off[0]:
            broken_off[0] = killed_after(mine, same, 2)  # behind the first page
        return False

    held: list[bool] = []
    line.engine.published = lambda applied: held.append(shows_all(mine, given[:2] + added))
    assert line.run(between).code == ""

    assert broken_off[0]
    assert in_step(mine)
    assert all(held[held.index(True) :]), "no order went out of sight and came again"


def shows_all(mine: CarriedTablet, wanted: list[WorkOrder]) -> bool:
    return not any(is_gone(mine, order) for order in wanted)


@pytest.mark.req("SYN-2", "SYN-5")
def test_bounded_repair_goes_by_stick_too(mine: CarriedTablet) -> None:
    order = mine.office.desk.order()
    mine.by_line()
    with mine.database.writing() as connection:
        connection.execute(text("DELETE FROM pulled_row"))
        connection.execute(text("UPDATE pulled_scope SET row_count = row_count + 1"))
    mine.carry()
    assert mine.store.inbox.snapshots() != (), "the difference was seen"

    answer = answer_of(mine)
    mine.road.take_in(answer)

    assert {page.scope for page in pages(mine, answer)} == set(mine.store.inbox.cursors())
    assert in_step(mine)
    assert mine.store.queries.order(order.id) is not None
    assert pages(mine, answer_of(mine)) == [], "nothing is repaired twice"


@pytest.mark.req("SYN-5")
def test_a_program_that_does_not_know_snapshots_is_sent_none_and_takes_its_answer_as_before(
    away: tuple[CarriedTablet, list[WorkOrder]], monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, given = away
    mine.store.do(OrderAccepted(at=NOW, order_id=given[0].id))
    monkeypatch.setattr(usb_bundle.bundles, "taken_letters", lambda: "ASTF")

    answer = answer_of(mine)
    taken = mine.road.take_in(answer)

    assert pages(mine, answer) == []
    assert (taken.outcomes, taken.waiting) == (1, 0)
    assert mine.store.inbox.snapshots() != ()


@pytest.mark.req("SYN-5")
def test_an_answer_with_a_letter_that_this_program_does_not_know_is_refused_whole(
    away: tuple[CarriedTablet, list[WorkOrder]], monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, _ = away
    answer = answer_of(mine)
    before = here(mine)
    monkeypatch.setattr(bundles, "OF_AN_ANSWER", bundles.OF_AN_ANSWER - {bundles.SNAPSHOT})

    with pytest.raises(BadInput, match="version-unknown") as refused:
        mine.road.take_in(answer)

    assert refused.value.fields["version"] == "1+N"
    assert here(mine) == before

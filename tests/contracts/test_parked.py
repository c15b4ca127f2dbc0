"""What waits for the office: seen with its reason, settled once, told to the tablet that sent it (SYN-8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fieldapp.centre.devices import parked, ruling
from fieldapp.centre.devices.feed import Feed
from fieldapp.domain.errors import BadInput, Refused
from fieldapp.domain.events import OrderAccepted, OrderHandedBack
from fieldapp.domain.ids import EventId, OrderId, StepId
from fieldapp.domain.news import NewsKind
from fieldapp.domain.work_order import HandBackReason, OrderState
from fieldapp.store.news import NewsShelf
from fieldapp.wire.messages import Verdict
from tests.contracts.two_sides import TAO, RealTablet, TwoSides, two_sides
from tests.factories import NOW, SHANGHAI, save_answer


@pytest.fixture
def sides(tmp_path: Path) -> Iterator[TwoSides]:
    with two_sides(tmp_path) as both:
        yield both


def unknown(kind: str, version: int, data: object) -> object:
    """As a centre reads an event whose kind its program does not have."""
    raise BadInput("event.unknown", kind=kind)


def waiting(sides: TwoSides) -> tuple[parked.ParkedEvent, ...]:
    with sides.desk.database.read() as connection:
        return parked.waiting(connection)


def accept(sides: TwoSides, name: EventId) -> None:
    with sides.desk.database.write() as connection:
        feed = Feed()
        parked.accept(connection, feed, str(name), "许婧", NOW, SHANGHAI)
        feed.flush(connection)


def decline(sides: TwoSides, name: EventId, reason: str = "陶志远已经在路上") -> None:
    with sides.desk.database.write() as connection:
        feed = Feed()
        parked.decline(connection, feed, str(name), reason, "许婧", NOW)
        feed.flush(connection)


def late_hand_back(sides: TwoSides) -> tuple[RealTablet, OrderId]:
    """The first engineer gives back, without network, what was given to the next one meanwhile."""
    tablet, order = sides.tablet(None), sides.desk.order()
    tablet.sync()
    tablet.do(OrderAccepted(order_id=order.id, at=NOW))
    tablet.sync()
    tablet.do(
        OrderHandedBack(order_id=order.id, at=NOW, reason=HandBackReason.TIME),
        save_answer("work", "remark", "x", order_id=order.id),
    )
    sides.tablet(TAO)
    sides.desk.assign(order, TAO)
    tablet.sync()
    return tablet, order.id


@pytest.mark.req("SYN-8", "SYN-3")
def test_a_request_of_the_engineer_before_waits_with_its_whole_action_until_the_office_accepts_it(
    sides: TwoSides,
) -> None:
    tablet, order_id = late_hand_back(sides)

    found = waiting(sides)
    assert [one.outcome.code for one in found] == ["order.not-assigned", "event.group-parked"]
    assert {problem.code for problem in tablet.store.queries.sync_status().problems} == {
        "order.not-assigned",
        "event.group-parked",
    }
    assert sides.stored(order_id).state is OrderState.ASSIGNED

    accept(sides, found[1].id)
    tablet.sync()

    assert sides.stored(order_id).state is OrderState.HANDED_BACK
    assert sides.stored(order_id).visit.answer(StepId("work"), "remark") == "x"
    assert waiting(sides) == ()
    assert tablet.store.queries.sync_status().problems == ()
    with pytest.raises(Refused, match=r"parked\.settled"):
        accept(sides, found[0].id)


@pytest.mark.req("SYN-8")
def test_what_the_office_declines_changes_nothing_and_its_engineer_reads_why(sides: TwoSides) -> None:
    tablet, order_id = late_hand_back(sides)
    before = sides.stored(order_id)

    with pytest.raises(BadInput, match=r"reason\.missing"):
        decline(sides, waiting(sides)[0].id, " ")
    decline(sides, waiting(sides)[0].id)
    tablet.sync()

    assert (sides.stored(order_id), waiting(sides)) == (before, ())
    problems = tablet.store.queries.sync_status().problems
    assert [(one.code, one.fields["reason"], one.fields["by"]) for one in problems] == [
        ("event.declined", "陶志远已经在路上", "许婧")
    ] * 2


@pytest.mark.req("SYN-8", "SYN-3")
def test_the_offices_word_comes_down_as_news_once(sides: TwoSides) -> None:
    tablet, order_id = late_hand_back(sides)
    number = sides.stored(order_id).number
    decline(sides, waiting(sides)[0].id)
    tablet.sync()
    tablet.sync()

    told = [kept.news for kept in NewsShelf(tablet.database).listed() if kept.news.kind is NewsKind.SETTLED]

    assert [(one.number, one.text, one.by, one.old) for one in told] == [
        (number, "陶志远已经在路上", "许婧", "answer.saved"),
        (number, "陶志远已经在路上", "许婧", "order.handed_back"),
    ]


def test_same_outcome_on_replay(sides: TwoSides) -> None:
    """The word that an event got when it came stays its word, whatever the office settled since."""
    tablet, _ = late_hand_back(sides)
    accept(sides, waiting(sides)[0].id)

    assert sides.verdicts(tablet) == [Verdict.ACCEPTED, Verdict.PARKED, Verdict.PARKED]


@pytest.mark.req("SYN-8")
def test_an_event_of_a_newer_program_is_taken_up_once_the_centre_knows_it(
    sides: TwoSides, monkeypatch: pytest.MonkeyPatch
) -> None:
    tablet, order = sides.tablet(None), sides.desk.order()
    tablet.sync()
    with monkeypatch.context() as older:
        older.setattr(ruling, "event_from_json", unknown)
        tablet.do(save_answer("work", "remark", "x", order_id=order.id))
        tablet.sync()
    [one] = waiting(sides)
    assert one.outcome.code == "event.unknown"
    assert not sides.stored(order.id).visit.answers

    with sides.desk.database.write() as connection:
        feed = Feed()
        assert parked.take_up(connection, feed, NOW, SHANGHAI) == 1
        feed.flush(connection)
    tablet.sync()

    assert sides.stored(order.id).visit.answer(StepId("work"), "remark") == "x"
    assert tablet.order(order.id).visit.answer(StepId("work"), "remark") == "x"
    assert tablet.store.queries.sync_status().problems == ()


def test_what_this_program_does_not_know_stays_where_the_office_sees_it(
    sides: TwoSides, monkeypatch: pytest.MonkeyPatch
) -> None:
    tablet, order = sides.tablet(None), sides.desk.order()
    tablet.sync()
    monkeypatch.setattr(ruling, "event_from_json", unknown)
    tablet.do(save_answer("work", "remark", "x", order_id=order.id))
    tablet.sync()

    with sides.desk.database.write() as connection:
        assert parked.take_up(connection, Feed(), NOW, SHANGHAI) == 0
    with pytest.raises(Refused, match=r"parked\.not-understood"):
        accept(sides, waiting(sides)[0].id)
    assert len(waiting(sides)) == 1


@pytest.mark.req("SYN-8")
def test_two_unknown_events_of_one_action_that_came_in_two_batches_do_not_keep_the_centre_from_starting(
    sides: TwoSides, monkeypatch: pytest.MonkeyPatch
) -> None:
    tablet, order = sides.desk.tablet(), sides.desk.order()
    with monkeypatch.context() as older:
        older.setattr(ruling, "event_from_json", unknown)
        for name in ("remark", "cause"):
            tablet.write(save_answer("work", name, "x", order_id=order.id))
            tablet.rows[-1] = replace(tablet.rows[-1], group=1)
            tablet.sync()
    assert [one.outcome.code for one in waiting(sides)] == ["event.unknown"] * 2

    with sides.desk.database.write() as connection:
        feed = Feed()
        assert parked.take_up(connection, feed, NOW, SHANGHAI) == 2
        feed.flush(connection)

    assert waiting(sides) == ()
    assert set(sides.stored(order.id).visit.answers[StepId("work")]) == {"remark", "cause"}

"""A tablet that gets another name: what it kept comes under new numbers, each event counts once (SYNC.md rule 12)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from fieldapp.centre.devices import parked
from fieldapp.centre.devices.feed import Feed
from fieldapp.domain.errors import CentreRefused
from fieldapp.domain.events import CallMade, Event, OrderHandedBack
from fieldapp.domain.ids import DeviceId, EngineerId, EventId, OrderId
from fieldapp.domain.visit import CallOutcome
from fieldapp.domain.work_order import HandBackReason, WorkOrder
from fieldapp.wire.codec import CHAIN_START, chain, to_json
from fieldapp.wire.messages import DocumentKind, EventOrigin, Outcome, SyncRequest
from tests.contracts.desk import Desk
from tests.contracts.tablet import Tablet
from tests.factories import NOW, consume


@dataclass
class Renamed:
    """A tablet under another name, with everything that an earlier one kept."""

    tablet: Tablet
    origins: tuple[EventOrigin, ...]

    def request(self, begin: int = 1) -> SyncRequest:
        request = self.tablet.request(begin=begin)
        seqs = {row.seq for row in request.events}
        return replace(request, origins=tuple(origin for origin in self.origins if origin.seq in seqs))

    def sync(self) -> tuple[Outcome, ...]:
        answer = self.tablet.centre.sync(self.request())
        self.tablet.take(answer)
        return answer.outcomes


def renamed(desk: Desk, before: Tablet, since: int = 1) -> Renamed:
    """Enrol anew and write what `before` has from number `since` on under new numbers."""
    tablet = desk.tablet()
    value, origins = CHAIN_START, []
    for row in before.rows:
        value = chain(value, to_json(row))
        if row.seq >= since:
            tablet.rows.append(replace(row, seq=len(tablet.rows) + 1))
            here = len(tablet.rows)
            origins.append(EventOrigin(seq=here, device_id=DeviceId(before.device_id), first_seq=row.seq, chain=value))
    return Renamed(tablet, tuple(origins))


def call(order: WorkOrder, remark: str) -> CallMade:
    at = NOW + timedelta(minutes=len(remark))
    return CallMade(order_id=order.id, at=at, outcome=CallOutcome.NO_ANSWER, remark=remark)


def morning(order: WorkOrder) -> tuple[tuple[Event, ...], ...]:
    return (call(order, "one"),), (consume(order_id=order.id), consume("use-2", order_id=order.id, quantity=0))


def written(desk: Desk, order: WorkOrder) -> Tablet:
    tablet = desk.tablet()
    for group in morning(order):
        tablet.write(*group)
    return tablet


def verdicts(outcomes: tuple[Outcome, ...]) -> list[tuple[int, str, str]]:
    return [(outcome.seq, outcome.verdict.value, outcome.code) for outcome in outcomes]


def firsts(outcomes: tuple[Outcome, ...]) -> list[str]:
    return [outcome.fields.get("first", "") for outcome in outcomes]


def calls(desk: Desk, order: WorkOrder) -> list[str]:
    return [call.remark for call in desk.record(order).order.visit.calls]


MORNING = [(1, "accepted", ""), (2, "rejected", "event.group-rejected"), (3, "rejected", "part.quantity")]


@pytest.mark.req("SYN-2")
def test_exactly_once_effect_of_what_two_copies_of_a_tablet_bring_under_two_new_names(desk: Desk) -> None:
    order = desk.order()
    tablet = written(desk, order)
    one, other = renamed(desk, tablet), renamed(desk, tablet)

    first, second = one.sync(), other.sync()

    assert verdicts(first) == verdicts(second) == MORNING
    assert firsts(first) == ["", "", ""]
    assert firsts(second) == [f"{one.tablet.device_id}:{seq}" for seq in (1, 2, 3)]
    assert calls(desk, order) == ["one"]
    assert [event.kind for event in desk.record(order).events] == ["call.made", "part.consumed", "part.consumed"]


def test_exactly_once_effect_of_what_came_under_the_first_name_and_comes_again_under_another(desk: Desk) -> None:
    order = desk.order()
    tablet = written(desk, order)
    tablet.write(consume("use-3", order_id=order.id))
    tablet.sync()
    other = renamed(desk, tablet, since=2)

    again = other.sync()

    assert [outcome.verdict.value for outcome in again] == ["rejected", "rejected", "accepted"]
    assert firsts(again) == [f"{tablet.device_id}:{seq}" for seq in (2, 3, 4)]
    assert again[0].fields["seq"] == "2"
    assert list(other.tablet.held(DocumentKind.STOCK_MOVEMENT)) == [f"{tablet.device_id}:4"]


def test_exactly_once_effect_of_what_came_under_another_name_and_comes_again_under_the_first(desk: Desk) -> None:
    order = desk.order()
    tablet = written(desk, order)
    other = renamed(desk, tablet)
    other.sync()

    again = tablet.sync().outcomes

    assert verdicts(again) == MORNING
    assert firsts(again) == [f"{other.tablet.device_id}:{seq}" for seq in (1, 2, 3)]
    assert calls(desk, order) == ["one"]


def test_same_outcome_on_replay_of_an_event_that_was_known_under_another_name(desk: Desk) -> None:
    order = desk.order()
    tablet = written(desk, order)
    tablet.sync()
    other = renamed(desk, tablet)

    assert other.sync() == other.sync()
    other.tablet.write(call(order, "another"))
    assert verdicts(other.sync())[3:] == [(4, "accepted", "")]
    assert calls(desk, order) == ["one", "another"]


@pytest.mark.req("SYN-2")
@pytest.mark.parametrize("has_new_name", [True, False], ids=["two new names", "the first name and a new one"])
def test_exactly_once_effect_of_two_copies_that_come_at_the_same_moment(desk: Desk, has_new_name: bool) -> None:
    for _ in range(4):
        order = desk.order()
        tablet = written(desk, order)
        other = renamed(desk, tablet)
        both = [renamed(desk, tablet).sync if has_new_name else lambda here=tablet: here.sync().outcomes, other.sync]

        with ThreadPoolExecutor(2) as pool:
            said = list(pool.map(lambda bring: bring(), both))

        assert [verdicts(outcomes) for outcomes in said] == [MORNING, MORNING]
        assert sorted(bool(first) for outcomes in said for first in firsts(outcomes)) == [False] * 3 + [True] * 3
        assert calls(desk, order) == ["one"]


def test_a_third_name_is_known_by_the_first_writing_too(desk: Desk) -> None:
    order = desk.order()
    tablet = written(desk, order)
    other = renamed(desk, tablet)
    third = renamed(desk, other.tablet)
    third.origins = tuple(replace(origin, seq=origin.seq) for origin in other.origins)
    other.sync()

    assert firsts(third.sync()) == [f"{other.tablet.device_id}:{seq}" for seq in (1, 2, 3)]
    assert calls(desk, order) == ["one"]


def test_fork_detected_another_event_of_the_same_number_is_another_event(desk: Desk) -> None:
    order = desk.order()
    tablet = desk.tablet()
    twin = tablet.forget()
    tablet.write(call(order, "one"), consume(order_id=order.id))
    twin.write(call(order, "other"), consume("use-9", order_id=order.id))
    tablet.sync()
    with pytest.raises(CentreRefused, match=r"device-forked"):
        twin.sync()

    outcomes = renamed(desk, twin).sync()

    assert verdicts(outcomes) == [(1, "accepted", ""), (2, "accepted", "")]
    assert firsts(outcomes) == ["", ""]
    assert calls(desk, order) == ["one", "other"]
    assert [use.id for use in desk.record(order).order.visit.parts] == ["use-1", "use-9"]


def test_another_engineers_events_are_never_taken_for_known(desk: Desk) -> None:
    order = desk.order()
    tablet = written(desk, order)
    tablet.sync()
    stranger = EngineerId(f"{desk.engineer}-2")
    his = desk.order(stranger)
    other = desk.tablet(stranger)
    other.write(call(his, "his"))
    claimed = replace(other.request(), origins=renamed(desk, tablet).origins[:1])

    outcomes = other.centre.sync(claimed).outcomes

    assert (verdicts(outcomes), firsts(outcomes)) == ([(1, "accepted", "")], [""])
    assert calls(desk, his) == ["his"]


def test_an_origin_of_no_event_of_the_request_is_refused(desk: Desk) -> None:
    order = desk.order()
    other = renamed(desk, written(desk, order))
    wrong = replace(other.origins[0], seq=4)

    with pytest.raises(CentreRefused, match=r"wire.malformed"):
        other.tablet.centre.sync(replace(other.request(), origins=(wrong,)))

    assert verdicts(other.sync()) == MORNING


def test_what_waits_for_the_office_waits_once_and_is_settled_for_every_name(desk: Desk) -> None:
    order = desk.order()
    tablet = desk.tablet()
    tablet.sync()
    desk.assign(order, EngineerId(f"{desk.engineer}-next"))
    tablet.write(OrderHandedBack(order_id=order.id, at=NOW, reason=HandBackReason.TIME))
    tablet.sync()
    assert verdicts(renamed(desk, tablet).sync()) == [(1, "parked", "order.not-assigned")]

    assert waiting_of(desk, order.id) == [EventId(DeviceId(tablet.device_id), 1)]
    with desk.database.write() as connection:
        parked.decline(connection, Feed(), f"{tablet.device_id}:1", "too late", "Xu", NOW)

    assert verdicts(renamed(desk, tablet).sync()) == [(1, "rejected", "event.declined")]
    assert waiting_of(desk, order.id) == []


def waiting_of(desk: Desk, order_id: OrderId) -> list[EventId]:
    with desk.database.read() as connection:
        return [one.id for one in parked.waiting(connection) if one.row.data.get("order_id") == order_id]

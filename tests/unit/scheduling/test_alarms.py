from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.contact import ContactMeans, ContactRecord, CustomerAnswer, Delay, DelayReason, Reply, Topic
from fieldapp.domain.contact_events import DelayNoted
from fieldapp.domain.customer import Site
from fieldapp.domain.events import Arrived, CallMade
from fieldapp.domain.ids import OrderId
from fieldapp.domain.sla import ClockName, SlaClock
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.views.departure import TravelEstimate, TravelSource
from fieldapp.domain.visit import CallOutcome, Visit
from fieldapp.domain.work_order import WorkOrder
from fieldapp.scheduling.alarms import Alarm, AlarmKind, alarms, next_ring, ringing
from fieldapp.scheduling.clocks import sla_clocks
from fieldapp.scheduling.day import plan_day
from fieldapp.workflow.apply import apply
from tests.factories import local, make_message, make_order

A, B = OrderId("a"), OrderId("b")


@dataclass(frozen=True)
class SteadyTravel:
    """Every way takes 26 minutes in the middle and 32 at its worst."""

    def estimate(self, site: Site, at: datetime, origin: Site | None = None) -> TravelEstimate:
        return TravelEstimate(median=timedelta(minutes=26), late=timedelta(minutes=32), source=TravelSource.OWN_TRIPS)


def job(order_id: OrderId, start: str, minutes: int = 60, **visit: object) -> WorkOrder:
    window = TimeWindow(local(start), local(start) + timedelta(minutes=30))
    return make_order(id=order_id, appointment=window, planned_minutes=minutes, visit=replace(Visit(), **visit))


def of_day(now: str, *orders: WorkOrder) -> list[tuple[AlarmKind, datetime, OrderId]]:
    found = alarms(plan_day(orders, SteadyTravel(), local(now)), {})
    return [(alarm.kind, alarm.at, alarm.order_id) for alarm in found]


@pytest.mark.req("DEP-2")
def test_a_visit_ahead_rings_for_the_decision_for_leaving_and_when_it_can_only_be_late() -> None:
    assert of_day("08:00", job(A, "10:00")) == [
        (AlarmKind.DECIDE, local("08:26") + timedelta(seconds=30), A),
        (AlarmKind.LEAVE, local("09:26") + timedelta(seconds=30), A),
        (AlarmKind.LATE, local("09:34"), A),
    ]


@pytest.mark.req("DEP-2")
def test_departing_takes_the_alarms_away() -> None:
    assert of_day("09:30", job(A, "10:00", departed_at=local("09:27"))) == []


@pytest.mark.req("DEP-4", "TRV-4")
def test_a_job_that_uses_up_its_time_while_the_next_departure_nears_rings() -> None:
    under_way = job(A, "09:00", 120, departed_at=local("08:30"), arrived_at=local("08:55"))
    found = of_day("10:00", under_way, job(B, "11:30"))
    assert (AlarmKind.OVERRUN, local("10:55"), B) in found
    early = job(A, "09:00", 30, departed_at=local("08:30"), arrived_at=local("08:55"))
    # It should have been over at 09:25, long before anybody thinks of leaving: it rings with the decision.
    assert (AlarmKind.OVERRUN, local("09:56") + timedelta(seconds=30), B) in of_day("09:30", early, job(B, "11:30"))
    closed = job(A, "09:00", 120, departed_at=local("08:30"), arrived_at=local("08:55"), closed_at=local("09:50"))
    assert AlarmKind.OVERRUN not in [kind for kind, _, _ in of_day("10:00", closed, job(B, "11:30"))]


@pytest.mark.req("TRV-1")
def test_a_delay_that_is_foreseen_rings_at_the_last_moment_to_tell_it_unless_it_was_told() -> None:
    day = (job(A, "09:00", 150), job(B, "11:00"))
    assert (AlarmKind.NOTICE, local("10:00"), B) in of_day("08:00", *day)
    told = Delay(
        at=local("08:20"),
        reason=DelayReason.JOB_BEFORE,
        expected_at=local("12:00"),
        means=ContactMeans.CALL,
        answer=CustomerAnswer.AGREES,
    )
    heard = job(B, "11:00", contact=ContactRecord(delays=(told,)))
    assert AlarmKind.NOTICE not in [kind for kind, _, _ in of_day("08:30", day[0], heard)]
    given_on = replace(heard, assigned_at=local("08:25"))
    assert (AlarmKind.NOTICE, local("10:00"), B) in of_day("08:30", day[0], given_on), "it was another's delay"


@pytest.mark.req("SLA-3")
def test_a_running_clock_rings_at_three_quarters_at_its_end_and_at_what_is_tolerated() -> None:
    clock = SlaClock(
        name=ClockName.FIRST_CONTACT,
        started_at=local("08:00"),
        due_at=local("08:30"),
        latest_at=local("09:00"),
    )
    found = alarms((), {A: (clock,)})
    assert [(alarm.kind, alarm.at) for alarm in found] == [
        (AlarmKind.CLOCK_WARNING, local("08:22") + timedelta(seconds=30)),
        (AlarmKind.CLOCK_DUE, local("08:30")),
        (AlarmKind.CLOCK_LATEST, local("09:00")),
    ]
    assert {alarm.clock for alarm in found} == {ClockName.FIRST_CONTACT}


@pytest.mark.req("SLA-3")
@pytest.mark.parametrize("change", [{"stopped_at": local("08:10")}, {"paused_at": local("08:10")}])
def test_a_clock_that_stopped_or_stands_still_rings_nothing(change: dict[str, datetime]) -> None:
    clock = SlaClock(name=ClockName.RESPOND, started_at=local("08:00"), due_at=local("10:00"))
    assert alarms((), {A: (replace(clock, **change),)}) == ()


@pytest.mark.req("ANA-3")
def test_a_reminder_rings_once_at_its_moment() -> None:
    clock = SlaClock(name=ClockName.CALL_BACK, started_at=local("08:00"), due_at=local("10:00"), reminder=True)
    assert [alarm.kind for alarm in alarms((), {A: (clock,)})] == [AlarmKind.CLOCK_DUE]


def test_the_decision_of_a_leg_rings_once_although_a_clock_says_it_too() -> None:
    order = job(A, "10:00")
    decision = SlaClock(
        name=ClockName.DEPARTURE_DECISION, started_at=local("08:00"), due_at=local("08:26"), reminder=True
    )
    legs = plan_day([order], SteadyTravel(), local("08:00"))
    assert [alarm.kind for alarm in alarms(legs, {A: (decision,)})] == [
        AlarmKind.DECIDE,
        AlarmKind.LEAVE,
        AlarmKind.LATE,
    ]


@pytest.mark.req("DEP-2")
def test_a_timer_rings_each_alarm_once_at_its_moment() -> None:
    coming = alarms(plan_day([job(A, "10:00")], SteadyTravel(), local("08:00")), {})
    assert next_ring(coming, local("08:00")) == coming[0].at
    assert ringing(coming, local("08:00"), local("08:26")) == ()
    assert [alarm.kind for alarm in ringing(coming, local("08:26"), local("08:27"))] == [AlarmKind.DECIDE]
    assert ringing(coming, local("08:27"), local("09:26")) == ()
    assert next_ring(coming, local("09:34")) is None


@pytest.mark.req("DEP-2", "SLA-3")
def test_after_a_long_sleep_only_the_last_word_on_each_matter_rings() -> None:
    legs = plan_day([job(A, "10:00"), job(B, "12:00")], SteadyTravel(), local("08:00"))
    coming = alarms(legs, {A: sla_clocks(legs[0].order)})
    found = [(alarm.kind, alarm.order_id, alarm.clock) for alarm in ringing(coming, local("06:00"), local("10:40"))]
    assert found == [
        (AlarmKind.LATE, A, None),
        (AlarmKind.CLOCK_DUE, A, ClockName.RESPOND),
        (AlarmKind.DECIDE, B, None),
    ]


times = st.lists(st.tuples(st.integers(0, 600), st.integers(10, 200)), max_size=7, unique_by=lambda one: one[0])


@pytest.mark.req("DEP-2", "SLA-3")
@given(times, st.integers(0, 700))
def test_alarms_come_by_time_each_once_and_the_timer_misses_none(jobs: list[tuple[int, int]], minutes: int) -> None:
    now = local("07:00") + timedelta(minutes=minutes)
    orders = []
    for number, (start, planned) in enumerate(jobs):
        begin = local("08:00") + timedelta(minutes=start)
        window = TimeWindow(begin, begin + timedelta(minutes=30))
        orders.append(replace(job(OrderId(str(number)), "10:00", planned), appointment=window))
    clocks = {order.id: sla_clocks(order) for order in orders}
    coming = alarms(plan_day(orders, SteadyTravel(), now), clocks)
    assert [alarm.at for alarm in coming] == sorted(alarm.at for alarm in coming)
    assert len(set(coming)) == len(coming)
    rung: list[Alarm] = []
    at, since = next_ring(coming, now), now
    while at is not None:
        rung += ringing(coming, since, at)
        at, since = next_ring(coming, at), at
    assert rung == [alarm for alarm in coming if alarm.at > now]


@pytest.mark.req("TRV-4")
def test_who_can_only_be_late_hears_that_alone_and_not_also_that_a_notice_was_due() -> None:
    order = job(A, "10:00")
    legs = plan_day([order], SteadyTravel(), local("09:58"))
    coming = alarms(legs, {})
    assert AlarmKind.NOTICE in {alarm.kind for alarm in coming}
    assert [alarm.kind for alarm in ringing(coming, local("07:00"), local("09:58"))] == [AlarmKind.LATE]


def told_of_delay(**changes: object) -> WorkOrder:
    return apply(job(A, "10:00"), make_message(order_id=A, at=local("09:10"), topic=Topic.DELAY, **changes))


def unheard(order: WorkOrder) -> list[datetime]:
    return [alarm.at for alarm in alarms((), {}, [order]) if alarm.kind is AlarmKind.UNHEARD]


@pytest.mark.req("TRV-2")
def test_a_delay_that_the_dispatcher_does_not_acknowledge_within_five_minutes_asks_for_a_call() -> None:
    order = told_of_delay()
    assert unheard(order) == [local("09:15")]
    [message] = order.visit.contact.messages
    reply = Reply(id="r-1", at=local("09:13"), sender="许婧", text="已告知", answers=message.id)
    assert unheard(replace(order, replies=(reply,))) == []
    assert unheard(replace(order, replies=(replace(reply, answers=""),))) == [local("09:15")]


@pytest.mark.req("TRV-2")
def test_a_customer_who_heard_of_it_or_sees_the_engineer_needs_no_call() -> None:
    order = told_of_delay()
    early, later = (CallMade(order_id=A, at=local(at), outcome=CallOutcome.CONFIRMED) for at in ("09:00", "09:12"))
    in_vain = replace(later, outcome=CallOutcome.NO_ANSWER)
    assert unheard(apply(order, in_vain)) == [local("09:15")]
    assert unheard(apply(order, early)) == [local("09:15")]
    assert unheard(apply(order, later)) == []
    assert unheard(apply(order, Arrived(order_id=A, at=local("09:58")))) == []
    noted = DelayNoted(
        order_id=A,
        at=local("09:11"),
        reason=DelayReason.JOB_BEFORE,
        expected_at=local("10:20"),
        means=ContactMeans.CALL,
        answer=CustomerAnswer.AGREES,
    )
    assert unheard(apply(order, noted)) == []


def test_another_message_without_answer_rings_nobody() -> None:
    assert unheard(apply(job(A, "10:00"), make_message(order_id=A, topic=Topic.STUCK))) == []

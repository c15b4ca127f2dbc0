from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from fieldapp.domain.customer import Coordinates
from fieldapp.domain.events import Arrived, CallMade, Departed, ReportSigned
from fieldapp.domain.ids import OrderId, ProfileId, StepId
from fieldapp.domain.sla import ClockName
from fieldapp.domain.sla_profile import SlaProfile
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.visit import CallOutcome
from fieldapp.scheduling.alarms import AlarmKind
from fieldapp.scheduling.travel import DistanceTravel
from fieldapp.usecases.contact_verbs import ContactVerbs
from fieldapp.usecases.limit_tables import LimitTables
from fieldapp.usecases.plan_way import PlanWay
from fieldapp.usecases.show_alarms import CLOCKS, Alarms, ShowAlarms
from fieldapp.usecases.show_clocks import ShowClocks
from tests.factories import ORDER_ID, SHANGHAI, local, make_report
from tests.fakes.shipped import shipped_profile
from tests.fakes.tablet import Tablet

QUIET = SlaProfile(id=ProfileId("quiet"), version="1", levels={})


def alarms(tablet: Tablet, profile: SlaProfile = QUIET) -> Alarms:
    plan = PlanWay(tablet.store, DistanceTravel(Coordinates(31.21, 121.42)), SHANGHAI)
    return ShowAlarms(tablet.store, plan, tablet.clock, ShowClocks(plan, LimitTables(tablet.store, profile)))()


def kinds(found: Alarms, clock: str) -> list[AlarmKind]:
    return [ring.alarm.kind for ring in found.standing(local(clock))]


@pytest.mark.req("DEP-2")
def test_a_day_without_calls_rings_its_departures_alone(tablet: Tablet) -> None:
    found = alarms(tablet)
    assert {ring.order.id for ring in found.rings} == {ORDER_ID}
    assert [ring.alarm.kind for ring in found.rings] == [AlarmKind.DECIDE, AlarmKind.LEAVE, AlarmKind.LATE]
    assert (found.calls(), found.day) == ((), local("09:00").date())


@pytest.mark.req("DEP-2")
def test_of_one_departure_only_the_last_word_stands(tablet: Tablet) -> None:
    found = alarms(tablet)
    assert [kinds(found, clock) for clock in ("08:00", "08:50", "09:40", "09:59")] == [
        [],
        [AlarmKind.DECIDE],
        [AlarmKind.LEAVE],
        [AlarmKind.LATE],
    ]


@pytest.mark.req("TRV-4")
def test_a_job_that_runs_over_rings_for_the_next_visit_and_names_itself(tablet: Tablet) -> None:
    later = TimeWindow(local("11:40"), local("12:10"))
    second = replace(tablet.order, id=OrderId("second"), number="WX-261123-009", appointment=later, planned_minutes=60)
    tablet.store.state.current[second.id] = second
    with tablet.store.begin() as work:
        work.append(
            Departed(order_id=ORDER_ID, at=local("09:30")),
            Arrived(order_id=ORDER_ID, at=local("09:52")),
        )
        work.commit()
    tablet.clock.wall_at = local("11:25")

    found = alarms(tablet)

    [overrun] = [ring for ring in found.rings if ring.alarm.kind is AlarmKind.OVERRUN]
    assert (overrun.order.id, overrun.before) == (second.id, tablet.order.customer.name)
    assert overrun in found.standing(local("11:25"))


@pytest.mark.req("SLA-3", "SLA-6")
def test_the_limits_of_an_open_order_warn_ring_when_they_end_and_are_silent_an_hour_later(tablet: Tablet) -> None:
    found = alarms(tablet, shipped_profile())
    respond = [ring for ring in found.rings if ring.alarm.clock is ClockName.RESPOND]
    assert [ring.alarm.kind for ring in respond] == [AlarmKind.CLOCK_WARNING, AlarmKind.CLOCK_DUE]
    received_at = tablet.order.received_at
    assert [ring.alarm.at for ring in respond] == [
        received_at + 0.75 * tablet.order.limits.respond,
        received_at + tablet.order.limits.respond,
    ]
    due_at = respond[1].alarm.at
    assert respond[1] in found.standing(due_at)
    assert respond[0] not in found.standing(due_at)
    later = found.standing(due_at + timedelta(hours=1))
    assert not [ring for ring in later if ring.alarm.clock is ClockName.RESPOND]


def test_limits_of_an_order_that_is_over_ring_no_more(tablet: Tablet) -> None:
    tablet.closed()
    assert not [ring for ring in alarms(tablet, shipped_profile()).rings if ring.alarm.kind in CLOCKS]


@pytest.mark.req("CON-2")
def test_a_planned_retry_is_a_call_with_the_step_that_records_it(tablet: Tablet, phone: ContactVerbs) -> None:
    phone.no_answer(ORDER_ID, local("09:15"))
    [call] = alarms(tablet).calls()
    assert (call.alarm.kind, call.alarm.at, call.step) == (AlarmKind.CALL_AGAIN, local("09:15"), StepId("call"))


@pytest.mark.req("ANA-3")
def test_an_owed_call_back_is_a_call_also_on_another_day_than_the_appointment(tablet: Tablet) -> None:
    later = TimeWindow(local("10:00", day=2), local("10:30", day=2))
    tablet.store.state.current[ORDER_ID] = replace(tablet.order, appointment=later)
    tablet.answer("call", outcome="solved_by_phone", solution="调回设定温度")
    tablet.complete("call")

    [call] = alarms(tablet).calls()
    assert (call.alarm.kind, call.alarm.at) == (AlarmKind.CALL_BACK, local("10:55"))
    assert [ring.alarm.kind for ring in alarms(tablet, shipped_profile()).calls()] == [AlarmKind.CALL_BACK]


@pytest.mark.req("ANA-3", "SLA-6")
@pytest.mark.parametrize(("limit", "due"), [(timedelta(hours=2), "10:58"), (timedelta(hours=1), "09:58")])
def test_a_call_back_rings_when_the_profile_of_the_order_says_so(tablet: Tablet, limit: timedelta, due: str) -> None:
    tablet.record(CallMade(order_id=ORDER_ID, at=local("08:58"), outcome=CallOutcome.SOLVED_BY_PHONE))
    rules = (replace(one, limit=limit) if one.name is ClockName.CALL_BACK else one for one in shipped_profile().clocks)
    own = replace(shipped_profile(), clocks=tuple(rules))

    [ring] = alarms(tablet, own).calls()

    assert (ring.alarm.kind, ring.alarm.at) == (AlarmKind.CALL_BACK, local(due))


def test_an_order_that_is_over_rings_no_more(tablet: Tablet, phone: ContactVerbs) -> None:
    phone.no_answer(OrderId(ORDER_ID), local("09:15"))
    tablet.closed()
    assert alarms(tablet).rings == ()


@pytest.mark.req("SLA-3", "SLA-6")
def test_a_limit_that_only_the_centre_can_end_rings_nobody_on_the_road(tablet: Tablet) -> None:
    tablet.record(ReportSigned(order_id=ORDER_ID, at=local("11:00"), report=make_report()))

    rung = {ring.alarm.clock for ring in alarms(tablet, shipped_profile()).rings}

    assert ClockName.RESPOND in rung or ClockName.FIRST_CONTACT in rung
    assert not rung & {ClockName.REPORT, ClockName.FILING}


@pytest.mark.req("USE-3")
def test_the_day_is_read_as_often_for_many_orders_as_for_one(tablet: Tablet, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[TimeWindow] = []
    store = type(tablet.store)
    orders_of_day = store.orders_of_day

    def counted(self: object, day: TimeWindow) -> object:
        read.append(day)
        return orders_of_day(self, day)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "orders_of_day", counted)
    alarms(tablet)
    for_one = len(read)
    for number in range(20):
        other = replace(tablet.order, id=OrderId(f"wo-{number}"), number=f"WX-261123-{600 + number}")
        tablet.store.state.current[other.id] = other
    read.clear()

    alarms(tablet)

    assert len(read) == for_one

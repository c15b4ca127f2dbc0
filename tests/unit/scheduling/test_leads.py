"""How long before and after, by the profile of the order."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from fieldapp.domain.ids import ProfileId
from fieldapp.domain.sla import ClockName
from fieldapp.domain.sla_profile import ClockMoment, SlaProfile
from fieldapp.domain.views.departure import TravelEstimate, TravelSource
from fieldapp.domain.work_order import ProblemArea
from fieldapp.scheduling.alarms import AlarmKind, alarms
from fieldapp.scheduling.day import plan_day
from fieldapp.scheduling.departure import plan_departure
from fieldapp.scheduling.lateness import lateness
from fieldapp.scheduling.leads import Leads, leads_of
from tests.factories import local, make_order
from tests.fakes.shipped import shipped_profile
from tests.unit.scheduling.test_lateness import SteadyTravel

HALF = timedelta(minutes=30)
NINETY = timedelta(minutes=90)


def changed(name: ClockName, limit: timedelta, **more: object) -> SlaProfile:
    shipped = shipped_profile()
    rules = [replace(rule, limit=limit, **more) if rule.name is name else rule for rule in shipped.clocks]  # type: ignore[arg-type]
    return replace(shipped, clocks=tuple(rules))


@pytest.mark.req("SLA-6")
def test_the_shipped_profile_and_one_without_clocks_say_an_hour_an_hour_and_two() -> None:
    empty = SlaProfile(id=ProfileId("empty"), version="1", levels={})
    hour = timedelta(hours=1)
    for profile in (shipped_profile(), empty):
        assert leads_of(make_order(), profile) == Leads(decision=hour, notice=hour, call_back=2 * hour)


@pytest.mark.req("SLA-6", "DEP-2", "TRV-1", "ANA-3")
def test_what_the_manager_writes_counts_and_a_clock_that_hangs_on_something_else_is_no_such_stretch() -> None:
    order = make_order()
    assert leads_of(order, changed(ClockName.DEPARTURE_DECISION, -HALF)).decision == HALF
    assert leads_of(order, changed(ClockName.DELAY_NOTICE, -NINETY)).notice == NINETY
    assert leads_of(order, changed(ClockName.CALL_BACK, HALF)).call_back == HALF
    elsewhere = changed(ClockName.DEPARTURE_DECISION, -HALF, anchor=ClockMoment.APPOINTMENT)
    assert leads_of(order, elsewhere).decision == Leads().decision


@pytest.mark.req("SLA-6")
def test_a_clock_of_other_problems_is_no_stretch_of_this_order_and_one_after_its_moment_is_none_before_it() -> None:
    order = make_order()
    (other,) = {area for area in ProblemArea if area is not order.area} - {ProblemArea.OPERATION}
    assert leads_of(order, changed(ClockName.DELAY_NOTICE, -NINETY, areas=(other,))).notice == Leads().notice
    assert leads_of(order, changed(ClockName.DELAY_NOTICE, -NINETY, areas=(order.area,))).notice == NINETY
    assert leads_of(order, changed(ClockName.DELAY_NOTICE, NINETY)).notice == timedelta(0)


@pytest.mark.req("SLA-6", "DEP-2", "TRV-1")
def test_departure_lateness_and_alarms_go_by_the_profile_of_the_order() -> None:
    own = Leads(decision=HALF, notice=NINETY)
    guess = TravelEstimate(median=HALF, late=HALF, source=TravelSource.DISTANCE)
    plan = plan_departure(local("10:00"), guess, leads=own)
    assert (plan.leave_by_at - plan.decide_at, plan.notice_by_at) == (HALF, local("08:30"))

    now = local("09:50")
    (leg,) = plan_day([make_order()], SteadyTravel(), now, leads=lambda _order: own)
    late = lateness(leg, local("08:31"))
    assert (late.notice_by_at, late.in_time) == (local("08:30"), False)
    rung = {alarm.kind: alarm.at for alarm in alarms([leg], {})}
    assert rung[AlarmKind.NOTICE] == local("08:30")
    assert rung[AlarmKind.DECIDE] == leg.plan.leave_by_at - HALF

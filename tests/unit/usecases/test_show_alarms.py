from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.domain.customer import Coordinates
from fieldapp.domain.ids import OrderId, StepId
from fieldapp.domain.time_window import TimeWindow
from fieldapp.scheduling.travel import DistanceTravel
from fieldapp.usecases.contact_verbs import ContactVerbs
from fieldapp.usecases.show_alarms import Alarms, CallKind, ShowAlarms
from fieldapp.usecases.show_today import ShowToday
from tests.factories import ORDER_ID, SHANGHAI, local
from tests.fakes.tablet import Tablet


def alarms(tablet: Tablet) -> Alarms:
    today = ShowToday(tablet.store, tablet.clock, DistanceTravel(Coordinates(31.21, 121.42)), SHANGHAI)
    return ShowAlarms(tablet.store, today)()


def test_a_day_without_calls_has_departures_alone(tablet: Tablet) -> None:
    found = alarms(tablet)
    assert ([visit.order_id for visit in found.today.visits], found.calls) == ([ORDER_ID], ())


@pytest.mark.req("CON-2")
def test_a_planned_retry_is_a_call_with_the_step_that_records_it(tablet: Tablet, phone: ContactVerbs) -> None:
    phone.no_answer(ORDER_ID, local("09:15"))
    [call] = alarms(tablet).calls
    assert (call.kind, call.at, call.step) == (CallKind.AGAIN, local("09:15"), StepId("call"))


@pytest.mark.req("ANA-3")
def test_an_owed_call_back_is_a_call_also_on_another_day_than_the_appointment(tablet: Tablet) -> None:
    later = TimeWindow(local("10:00", day=2), local("10:30", day=2))
    tablet.store.state.current[ORDER_ID] = replace(tablet.order, appointment=later)
    tablet.answer("call", outcome="solved_by_phone", solution="调回设定温度")
    tablet.complete("call")

    [call] = alarms(tablet).calls
    assert (call.kind, call.at) == (CallKind.BACK, local("10:55"))


def test_an_order_that_is_over_rings_no_more(tablet: Tablet, phone: ContactVerbs) -> None:
    phone.no_answer(OrderId(ORDER_ID), local("09:15"))
    tablet.closed()
    assert alarms(tablet).calls == ()

"""By which table of limits an order is reckoned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from fieldapp.domain.ids import CalendarId, ProfileId
from fieldapp.domain.sla import STANDARD, ClockName, Severity
from fieldapp.domain.work_order import ProblemArea
from fieldapp.scheduling.travel import DistanceTravel
from fieldapp.usecases.limit_tables import LimitTables, shipped_tables
from fieldapp.usecases.plan_way import PlanWay
from fieldapp.usecases.show_alarms import ShowAlarms
from fieldapp.usecases.show_clocks import ShowClocks
from fieldapp.usecases.show_contact import ShowContact
from fieldapp.usecases.show_order import ShowOrder
from fieldapp.usecases.show_today import ShowToday
from fieldapp.wire.messages import DocumentKind
from tests.factories import ORDER_ID, RESOURCES, SHANGHAI, START_DAY, make_order
from tests.fakes.tablet import Tablet

TECHNICAL = ProfileId("technical")
DAY = timedelta(days=1)
MONDAY = START_DAY


def tables(tablet: Tablet) -> LimitTables:
    return shipped_tables(tablet.store, RESOURCES / "sla", RESOURCES / "calendars")


def give(tablet: Tablet, kind: DocumentKind, key: str, document: object) -> None:
    tablet.store.state.documents[(kind, key, "")] = document


@pytest.mark.req("SLA-6")
def test_an_order_under_another_contract_has_the_clocks_of_its_own_profile(tablet: Tablet) -> None:
    show = ShowClocks(PlanWay(tablet.store, DistanceTravel(None), SHANGHAI), tables(tablet))
    order = make_order(area=ProblemArea.SOFTWARE)

    usual = {clock.name for clock in show(order)}
    technical = {clock.name: clock for clock in show(replace(order, profile=TECHNICAL))}

    assert {ClockName.ANSWER, ClockName.TECHNICAL_RESPONSE, ClockName.SOFTWARE_FAULT} <= set(technical)
    assert not {ClockName.ANSWER, ClockName.TECHNICAL_RESPONSE, ClockName.SOFTWARE_FAULT} & usual
    assert technical[ClockName.ANSWER].calendar_known


@pytest.mark.req("SLA-6")
def test_what_the_centre_sent_goes_before_what_was_shipped(tablet: Tablet) -> None:
    shipped = tables(tablet)
    levels = {**shipped.standard.levels, Severity.LOW: replace(shipped.standard.levels[Severity.LOW], respond=DAY)}
    newer = replace(shipped.standard, version="2027-01", levels=levels)
    calendar = replace(shipped.calendars[CalendarId("china")], version="2027-01", weekdays=(1, 2, 3))

    give(tablet, DocumentKind.SLA_PROFILE, STANDARD, newer)
    give(tablet, DocumentKind.WORKING_CALENDAR, calendar.id, calendar)

    assert shipped.profile() == newer
    assert shipped.limits(Severity.LOW).respond == DAY
    working = shipped.working(shipped.profile(TECHNICAL))
    assert working is not None
    assert [working.is_working_day(MONDAY + n * DAY) for n in range(5)] == [True, True, True, False, False]


def test_a_profile_that_nobody_told_of_or_whose_calendar_is_missing_gives_way_to_the_standard(tablet: Tablet) -> None:
    shipped = tables(tablet)
    strange = replace(shipped.others[TECHNICAL], id=ProfileId("strange"), calendar=CalendarId("mars"))
    give(tablet, DocumentKind.SLA_PROFILE, strange.id, strange)

    assert shipped.profile(ProfileId("unheard-of")) == shipped.standard
    assert shipped.profile(strange.id) == shipped.standard
    assert shipped.working(shipped.standard) is None


@pytest.mark.req("SLA-6")
def test_a_name_that_nobody_told_of_goes_by_the_centres_standard_before_the_shipped_one(tablet: Tablet) -> None:
    shipped = tables(tablet)
    newer = replace(shipped.standard, version="2027-01")
    give(tablet, DocumentKind.SLA_PROFILE, STANDARD, newer)

    assert shipped.profile(ProfileId("unheard-of")) == newer


def test_a_standard_of_the_centre_whose_calendar_has_not_come_gives_way_to_the_shipped_one(tablet: Tablet) -> None:
    shipped = tables(tablet)
    give(tablet, DocumentKind.SLA_PROFILE, STANDARD, replace(shipped.standard, calendar=CalendarId("mars")))

    assert shipped.profile() == shipped.standard
    assert shipped.profile(ProfileId("unheard-of")) == shipped.standard


@pytest.mark.req("SLA-6")
def test_two_hundred_orders_read_a_table_once_until_another_comes_down(
    tablet: Tablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = tables(tablet)
    give(tablet, DocumentKind.SLA_PROFILE, TECHNICAL, shipped.others[TECHNICAL])
    read: list[str] = []
    for name in ("sla_profile", "calendar"):
        monkeypatch.setattr(type(tablet.store), name, counted(getattr(type(tablet.store), name), read))
    for _ in range(200):
        shipped.working(shipped.profile(TECHNICAL))
        shipped.profile()
    assert sorted(read) == ["china", "standard", "technical"]

    newer = replace(shipped.others[TECHNICAL], version="2027-01")
    give(tablet, DocumentKind.SLA_PROFILE, TECHNICAL, newer)
    assert shipped.profile(TECHNICAL) != newer
    shipped.forget()
    assert shipped.profile(TECHNICAL) == newer


def counted(reading: Callable[..., object], read: list[str]) -> Callable[..., object]:
    """Return the reading, which notes what it was asked for."""

    def noted(store: object, named: str) -> object:
        read.append(named)
        return reading(store, named)

    return noted


@pytest.mark.req("SLA-6", "ANA-3", "CON-2")
def test_every_page_names_the_call_back_that_the_profile_of_the_order_asks_for(tablet: Tablet) -> None:
    shipped = tables(tablet).profile(STANDARD)
    rules = tuple(
        replace(rule, limit=timedelta(hours=1)) if rule.name is ClockName.CALL_BACK else rule for rule in shipped.clocks
    )
    give(tablet, DocumentKind.SLA_PROFILE, STANDARD, replace(shipped, version="ours", clocks=rules))
    tablet.answer("call", outcome="solved_by_phone", solution="调回设定温度")
    tablet.complete("call")
    solved_at = tablet.order.visit.calls[-1].at
    own = tables(tablet)
    plan = PlanWay(tablet.store, DistanceTravel(None), SHANGHAI, own.leads)
    clocks = ShowClocks(plan, own)

    today = ShowToday(tablet.store, tablet.clock, plan.travel, SHANGHAI, leads=own.leads)().visits[0]
    rung = [ring.alarm.at for ring in ShowAlarms(tablet.store, plan, tablet.clock, clocks)().calls()]
    told = [
        today.agreed.call_at,
        ShowOrder(tablet.store, plan, SHANGHAI, clocks)(ORDER_ID).agreed.call_at,
        ShowContact(tablet.store, plan, tablet.clock)(tablet.order).call_back_due_at,
        *rung,
    ]
    assert told == [solved_at + timedelta(hours=1)] * 4

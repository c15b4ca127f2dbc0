"""The clocks of the shipped profiles over the life of an order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from fieldapp.domain.contact import CallBack, ContactRecord, NobodyHome
from fieldapp.domain.on_site import BroughtBack, SiteRecord, TakenAway
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.sla import ClockName, ClockState, SlaClock
from fieldapp.domain.sla_profile import ClockMoment, SlaProfile
from fieldapp.domain.visit import Call, CallOutcome, Satisfaction, Visit
from fieldapp.domain.work_order import ProblemArea, WorkOrder
from fieldapp.scheduling.clocks import order_clocks, sla_clocks
from fieldapp.scheduling.data_files import read_calendar, read_profile
from fieldapp.scheduling.moments import Moments
from fieldapp.scheduling.working_time import WorkingTime
from tests.factories import RESOURCES, SHANGHAI, local, make_acceptance, make_order, make_report


def profile(name: str) -> SlaProfile:
    return read_profile((RESOURCES / "sla" / f"{name}.toml").read_text(encoding="utf-8"))


STANDARD, TECHNICAL = profile("standard"), profile("technical")
WORKING = WorkingTime(read_calendar((RESOURCES / "calendars" / "china.toml").read_text(encoding="utf-8")))


def order_with(**changes: object) -> WorkOrder:
    return make_order(visit=replace(Visit(), **changes))


def clocks(order: WorkOrder, also: Moments | None = None, kept: SlaProfile = STANDARD) -> dict[ClockName, SlaClock]:
    return {clock.name: clock for clock in order_clocks(order, kept, SHANGHAI, WORKING, also)}


def call(clock: str, outcome: CallOutcome = CallOutcome.CONFIRMED) -> Call:
    return Call(at=local(clock), outcome=outcome)


@pytest.mark.req("SLA-2", "SLA-6")
def test_a_fresh_order_runs_the_clocks_that_begin_with_registration_and_assignment() -> None:
    found = clocks(make_order())
    assert set(found) == {ClockName.RESPOND, ClockName.RESOLVE, ClockName.FIRST_CONTACT, ClockName.ARRIVAL}
    assert (found[ClockName.RESPOND], found[ClockName.RESOLVE]) == sla_clocks(make_order())


@pytest.mark.req("SLA-2", "SLA-3")
@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("08:36", ClockState.RUNNING),
        ("08:37", ClockState.WARNING),
        ("08:44", ClockState.WARNING),
        ("08:45", ClockState.OVERDUE),
    ],
)
def test_first_contact_is_due_half_an_hour_after_assignment_and_an_hour_at_the_latest(
    now: str, state: ClockState
) -> None:
    clock = clocks(make_order())[ClockName.FIRST_CONTACT]
    assert (clock.started_at, clock.due_at, clock.latest_at) == (local("08:14"), local("08:44"), local("09:14"))
    assert clock.state(local(now)) is state


@pytest.mark.req("SLA-2")
def test_only_a_call_that_was_answered_is_a_first_contact() -> None:
    tried = order_with(calls=(call("08:20", CallOutcome.NO_ANSWER),))
    reached = order_with(calls=(call("08:20", CallOutcome.NO_ANSWER), call("08:30")))
    assert clocks(tried)[ClockName.FIRST_CONTACT].stopped_at is None
    assert clocks(reached)[ClockName.FIRST_CONTACT].stopped_at == local("08:30")


@pytest.mark.req("SLA-6", "DEP-2")
def test_the_departure_decision_rings_an_hour_before_leaving_and_is_never_overdue() -> None:
    clock = clocks(make_order(), {ClockMoment.LEAVE_BY: (local("09:26"),)})[ClockName.DEPARTURE_DECISION]
    states = [clock.state(local(now)) for now in ("08:25", "08:26", "09:40")]
    assert states == [ClockState.RUNNING, ClockState.WARNING, ClockState.WARNING]
    decided = clocks(order_with(departed_at=local("09:30")), {ClockMoment.LEAVE_BY: (local("09:26"),)})
    assert decided[ClockName.DEPARTURE_DECISION].state(local("10:00")) is ClockState.MET


@pytest.mark.req("DEP-2")
def test_a_decision_whose_moment_was_past_at_the_assignment_is_due_at_once() -> None:
    clock = clocks(make_order(), {ClockMoment.LEAVE_BY: (local("08:50"),)})[ClockName.DEPARTURE_DECISION]
    assert clock.due_at == clock.started_at == local("08:14")
    assert clock.state(local("08:14")) is ClockState.WARNING


@pytest.mark.req("SLA-6")
@pytest.mark.parametrize(
    ("now", "state"),
    [("09:49", ClockState.RUNNING), ("09:50", ClockState.WARNING), ("09:56", ClockState.OVERDUE)],
)
def test_arrival_is_asked_for_ten_to_five_minutes_before_the_appointment(now: str, state: ClockState) -> None:
    clock = clocks(make_order())[ClockName.ARRIVAL]
    assert (clock.due_at, clock.latest_at) == (local("09:55"), local("10:00"))
    assert clock.state(local(now)) is state


@pytest.mark.req("SLA-6", "TRV-1")
def test_a_foreseen_delay_is_to_be_told_an_hour_before_the_appointment() -> None:
    clock = clocks(make_order(), {ClockMoment.DELAY_FORESEEN: (local("08:40"),)})[ClockName.DELAY_NOTICE]
    assert (clock.started_at, clock.due_at) == (local("08:40"), local("09:00"))
    too_late = clocks(make_order(), {ClockMoment.DELAY_FORESEEN: (local("09:40"),)})[ClockName.DELAY_NOTICE]
    assert too_late.state(local("09:41")) is ClockState.OVERDUE


@pytest.mark.req("SLA-6", "ANA-3")
def test_a_solution_by_phone_starts_the_call_back_which_falls_due_two_hours_later_or_when_agreed() -> None:
    solved = call("08:40", CallOutcome.SOLVED_BY_PHONE)
    assert clocks(order_with(calls=(solved,)))[ClockName.CALL_BACK].due_at == local("10:40")
    agreed = order_with(calls=(solved,), contact=ContactRecord(next_call_at=local("14:00")))
    assert clocks(agreed)[ClockName.CALL_BACK].due_at == local("14:00")
    made = order_with(calls=(solved,), contact=ContactRecord(call_backs=(CallBack(at=local("10:35"), solved=True),)))
    assert clocks(made)[ClockName.CALL_BACK].state(local("12:00")) is ClockState.MET


@pytest.mark.req("ANA-3")
def test_a_second_solution_by_phone_is_called_back_about_too() -> None:
    calls = (call("08:40", CallOutcome.SOLVED_BY_PHONE), call("11:00", CallOutcome.SOLVED_BY_PHONE))
    order = order_with(calls=calls, contact=ContactRecord(call_backs=(CallBack(at=local("10:40"), solved=False),)))
    clock = clocks(order)[ClockName.CALL_BACK]
    assert (clock.due_at, clock.stopped_at) == (local("13:00"), None)


@pytest.mark.req("SLA-6")
def test_signing_starts_report_and_filing_and_closing_starts_the_follow_ups() -> None:
    found = clocks(order_with(reports=(make_report(),), closed_at=local("11:45")))
    due = {name: found[name].due_at for name in found if found[name].started_at >= local("11:40")}
    assert due == {
        ClockName.REPORT: local("11:40", day=1),
        ClockName.FILING: local("00:00", day=1),
        ClockName.FOLLOW_UP_1: local("11:45", day=1),
        ClockName.FOLLOW_UP_2: local("11:45", day=3),
        ClockName.FOLLOW_UP_3: local("11:45", day=7),
    }
    handed = clocks(order_with(reports=(make_report(),)), {ClockMoment.REPORT_HANDED: (local("11:50"),)})
    assert handed[ClockName.REPORT].state(local("12:00", day=3)) is ClockState.MET


@pytest.mark.req("SLA-6")
def test_a_dissatisfied_customer_starts_the_second_treatment_until_he_is_content() -> None:
    bad = make_report(acceptance=make_acceptance(satisfaction=Satisfaction.DISSATISFIED))
    clock = clocks(order_with(reports=(bad,)))[ClockName.SECOND_TREATMENT]
    assert (clock.due_at, clock.stopped_at) == (local("11:40", day=2), None)
    content = make_report(version=2, at=local("09:00", day=1))
    assert clocks(order_with(reports=(bad, content)))[ClockName.SECOND_TREATMENT].stopped_at == content.at
    again = replace(bad, version=3, at=local("15:00", day=1))
    treated = clocks(order_with(reports=(bad, content, again)))[ClockName.SECOND_TREATMENT]
    assert (treated.due_at, treated.stopped_at) == (local("15:00", day=3), None)


@pytest.mark.req("SLA-6")
def test_the_inspection_is_due_half_a_year_after_the_last_one_at_the_same_local_time() -> None:
    installed, inspected = datetime(2026, 2, 1, 9, tzinfo=SHANGHAI), datetime(2026, 8, 31, 9, tzinfo=SHANGHAI)
    once = clocks(make_order(), {ClockMoment.INSTALLED: (installed,)})[ClockName.INSPECTION]
    assert once.due_at == datetime(2026, 8, 1, 9, tzinfo=SHANGHAI)
    also = {ClockMoment.INSTALLED: (installed,), ClockMoment.INSPECTED: (inspected,)}
    assert clocks(make_order(), also)[ClockName.INSPECTION].due_at == datetime(2027, 2, 28, 9, tzinfo=SHANGHAI)


@pytest.mark.req("SLA-6")
def test_the_second_profile_counts_its_answer_in_working_days() -> None:
    friday = make_order(received_at=local("18:00", day=-3))
    found = clocks(friday, kept=TECHNICAL)
    assert found[ClockName.ANSWER].due_at == local("17:30", day=1)
    assert found[ClockName.TECHNICAL_RESPONSE].due_at == local("02:00", day=-2)
    # 16 working hours from Monday 8:30 to Tuesday 17:30: 12 of them are over on Tuesday at 13:30.
    assert found[ClockName.ANSWER].warning_at == local("13:30", day=1)
    assert found[ClockName.ANSWER].calendar_known
    new_year = clocks(make_order(received_at=local("10:00", day=38)), kept=TECHNICAL)
    assert not new_year[ClockName.ANSWER].calendar_known


@pytest.mark.req("SLA-6")
def test_software_faults_have_their_own_clock_and_others_do_not() -> None:
    assert ClockName.SOFTWARE_FAULT not in clocks(make_order(), kept=TECHNICAL)
    fault = clocks(make_order(area=ProblemArea.SOFTWARE), kept=TECHNICAL)[ClockName.SOFTWARE_FAULT]
    assert fault.due_at == local("08:12", day=1)


@pytest.mark.req("SLA-2")
def test_waiting_for_the_customer_pauses_only_where_the_profile_says_so() -> None:
    waiting = replace(Visit(), contact=ContactRecord(nobody_home=(NobodyHome(at=local("10:12"), card=""),)))
    order = make_order(area=ProblemArea.SOFTWARE, visit=waiting)
    paused = clocks(order, kept=TECHNICAL)[ClockName.SOFTWARE_FAULT]
    assert (paused.paused_at, paused.left(local("20:00")), paused.left(local("23:00"))) == (
        local("10:12"),
        timedelta(hours=22),
        timedelta(hours=22),
    )
    assert clocks(order, kept=TECHNICAL)[ClockName.RESOLVE].paused_at is None
    reached = replace(order, visit=replace(waiting, calls=(call("13:12"),)))
    resumed = clocks(reached, kept=TECHNICAL)[ClockName.SOFTWARE_FAULT]
    assert (resumed.paused, resumed.paused_at, resumed.due_at) == (timedelta(hours=3), None, local("11:12", day=1))
    assert resumed.used(local("14:12")) == pytest.approx(3 / 24)


def test_a_rule_that_needs_a_calendar_and_gets_none_is_refused() -> None:
    with pytest.raises(ValueError, match="calendar"):
        order_clocks(make_order(), TECHNICAL, SHANGHAI)


@pytest.mark.req("SLA-2", "SLA-5")
def test_a_reply_that_a_wrong_clock_dates_before_the_registration_still_counts_as_given() -> None:
    clock = clocks(order_with(calls=(call("08:00"),)))[ClockName.RESPOND]
    assert (clock.stopped_at, clock.state(local("12:00"))) == (local("08:12"), ClockState.MET)


@pytest.mark.req("SITE-10", "SLA-6")
def test_a_machine_taken_away_is_due_back_at_the_end_of_the_promised_day_also_once_the_order_is_closed() -> None:
    taken = TakenAway(at=local("11:00"), accessories="无", condition="有划痕", return_on=date(2026, 12, 4))
    order = order_with(on_site=SiteRecord(taken_away=(taken,)), outcome=Outcome.TAKEN_AWAY, closed_at=local("11:30"))

    clock = clocks(order)[ClockName.RETURN]
    assert clock.due_at == datetime(2026, 12, 5, tzinfo=SHANGHAI)
    assert clock.state(local("10:00", day=5)) is ClockState.RUNNING
    assert clock.state(local("10:00", day=11)) is ClockState.WARNING
    assert clock.state(local("00:01", day=12)) is ClockState.OVERDUE

    back = BroughtBack(at=local("16:00", day=11))
    record = SiteRecord(taken_away=(taken,), brought_back=(back,))
    stopped = clocks(order_with(on_site=record, outcome=Outcome.TAKEN_AWAY, closed_at=local("11:30")))[ClockName.RETURN]
    assert stopped.state(local("00:01", day=12)) is ClockState.MET

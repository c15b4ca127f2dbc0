"""The closed list of PRO-4, outcome by outcome: how it is reached, what it needs, what it leaves open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from fieldapp.domain.errors import GateClosed
from fieldapp.domain.events import ReportSigned, StepCompleted
from fieldapp.domain.ids import Scope, StepId
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.sla import ClockName
from fieldapp.domain.work_order import OrderState
from fieldapp.scheduling.clocks import sla_clocks
from fieldapp.usecases.contact_verbs import ContactVerbs
from fieldapp.usecases.pass_gate import PassGate
from fieldapp.usecases.site_verbs import SiteVerbs, site_verbs
from fieldapp.usecases.take_away import TakeAwaySlip
from tests.factories import ORDER_ID, SHANGHAI, START_DAY, make_asset, make_refusal, make_report
from tests.fakes.tablet import Tablet
from tests.fakes.visit_answers import ANSWERS

SIGNED = (Outcome.SOLVED, Outcome.NOT_OUR_PRODUCT, Outcome.JOINT_CHECK, Outcome.TAKEN_AWAY, Outcome.SECOND_VISIT)
Way = Callable[[Tablet, SiteVerbs, ContactVerbs], None]


def solved(tablet: Tablet, site: SiteVerbs, phone: ContactVerbs) -> None:
    tablet.visit_until("sign")
    tablet.answer("close", outcome="solved")


def solved_by_phone(tablet: Tablet, site: SiteVerbs, phone: ContactVerbs) -> None:
    tablet.visit_until("call")
    tablet.answer("call", outcome="solved_by_phone", solution="拔下插头两分钟再插上", expected_solution="当天恢复使用")
    tablet.complete("call")
    tablet.clock.pass_time(timedelta(hours=2))
    phone.call_back(ORDER_ID, solved=True, wants_visit=False, remark="已恢复")


def found(finding: str) -> Way:
    def go(tablet: Tablet, site: SiteVerbs, phone: ContactVerbs) -> None:
        tablet.visit_until("diagnose")
        tablet.answer(
            "diagnose", reproduced="yes", finding=finding, evidence="插座无电，由物业处理", customer_agrees="OK"
        )
        tablet.complete("diagnose")

    return go


def taken_away(tablet: Tablet, site: SiteVerbs, phone: ContactVerbs) -> None:
    tablet.visit_until("work")
    site.take_away(ORDER_ID, TakeAwaySlip(accessories="无", condition="有划痕", return_on=START_DAY))


def refused(tablet: Tablet, site: SiteVerbs, phone: ContactVerbs) -> None:
    tablet.visit_until("work")
    site.answer_quote(site.draft_quote(ORDER_ID, "zh"), agreed=False)


def nobody_home(tablet: Tablet, site: SiteVerbs, phone: ContactVerbs) -> None:
    tablet.visit_until("arrive")
    phone.nobody_met(ORDER_ID, "霁川 周明远 10:00 到访")


def chosen(outcome: str) -> Way:
    def go(tablet: Tablet, site: SiteVerbs, phone: ContactVerbs) -> None:
        tablet.visit_until("work")
        tablet.answer("close", outcome=outcome)

    return go


WAYS: dict[Outcome, Way] = {
    Outcome.SOLVED: solved,
    Outcome.SOLVED_BY_PHONE: solved_by_phone,
    Outcome.NOT_OUR_PRODUCT: found("not_ours"),
    Outcome.JOINT_CHECK: found("unclear"),
    Outcome.TAKEN_AWAY: taken_away,
    Outcome.SECOND_VISIT: chosen("second_visit"),
    Outcome.WAITING_FOR_CUSTOMER: nobody_home,
    Outcome.HANDED_OVER: chosen("handed_over"),
    Outcome.REFUSED: refused,
    Outcome.CANCELLED: chosen("cancelled"),
}
LEFT_OPEN = (
    Outcome.JOINT_CHECK,
    Outcome.TAKEN_AWAY,
    Outcome.SECOND_VISIT,
    Outcome.WAITING_FOR_CUSTOMER,
    Outcome.HANDED_OVER,
)
"""After these the customer still waits for his solution: its clock runs on (SLA-2)."""


@pytest.fixture
def site(tablet: Tablet) -> SiteVerbs:
    return site_verbs(tablet.store.begin, tablet.clock, tablet.store, tablet.forms, SHANGHAI)


@pytest.fixture
def reached(request: pytest.FixtureRequest, tablet: Tablet, site: SiteVerbs, phone: ContactVerbs) -> Outcome:
    """Bring the visit to where this outcome is proposed or chosen."""
    outcome: Outcome = request.param
    if outcome is Outcome.REFUSED:
        order = replace(tablet.order, asset=make_asset(warranty_until_on=START_DAY - timedelta(days=1)))
        tablet.store.state.base[ORDER_ID] = (order, Scope("engineer:zhou"), tablet.store.state.epoch)
        tablet.store.state.current[ORDER_ID] = order
    WAYS[outcome](tablet, site, phone)
    return outcome


def sign(tablet: Tablet, refusal: bool = False) -> None:
    at = tablet.clock.now()
    report = make_report(acceptance=None, refusal=make_refusal()) if refusal else make_report()
    signed = ReportSigned(order_id=ORDER_ID, at=at, report=report)
    tablet.record(signed, StepCompleted(order_id=ORDER_ID, at=at, step=StepId("sign")))


def pass_gates(tablet: Tablet) -> None:
    """Give a reason for every gate before the closing that takes one."""
    passing = PassGate(tablet.store.begin, tablet.clock, tablet.store)
    for gate in tablet.store.process(tablet.order.pin).gates:
        if gate.step == "close" and gate.override.value == "reason":
            passing(ORDER_ID, gate.id, "客户不在场")


def test_every_outcome_of_the_list_has_its_way() -> None:
    assert set(WAYS) == set(Outcome)


@pytest.mark.req("PRO-4")
@pytest.mark.parametrize("reached", Outcome, indirect=True, ids=lambda outcome: outcome.value)
def test_an_outcome_closes_the_visit_with_what_it_needs_and_not_without(tablet: Tablet, reached: Outcome) -> None:
    assert tablet.order.visit.answer(StepId("close"), "outcome") == reached.value
    if reached in SIGNED:
        pass_gates(tablet)
        with pytest.raises(GateClosed) as closed:
            tablet.complete("close")
        assert closed.value.fields["gate"] == "signature-for-outcome"
        sign(tablet)
    else:
        pass_gates(tablet)

    tablet.complete("close")

    assert (tablet.order.state, tablet.order.visit.outcome) == (OrderState.CLOSED, reached)
    clock = next(clock for clock in sla_clocks(tablet.order) if clock.name is ClockName.RESOLVE)
    assert (clock.stopped_at is not None) is (reached not in LEFT_OPEN)


@pytest.mark.req("PRO-4", "REP-3")
@pytest.mark.parametrize("reached", SIGNED, indirect=True, ids=lambda outcome: outcome.value)
def test_a_recorded_refusal_to_sign_closes_it_as_well(tablet: Tablet, reached: Outcome) -> None:
    pass_gates(tablet)
    sign(tablet, refusal=True)
    tablet.complete("close")
    assert tablet.order.visit.outcome is reached


@pytest.mark.req("PRO-4", "SITE-6")
def test_solved_with_a_failed_check_closes_nothing_whatever_was_signed(tablet: Tablet) -> None:
    tablet.visit_until("test")
    tablet.answer("test", **{**ANSWERS["test"], "cools_down": "fail"})
    tablet.answer("close", outcome="solved")
    pass_gates(tablet)
    sign(tablet)
    with pytest.raises(GateClosed) as closed:
        tablet.complete("close")
    assert closed.value.fields["gate"] == "solved-needs-passed-test"

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from fieldapp.domain.errors import BadInput, GateClosed, Refused
from fieldapp.domain.ids import Scope, StepId
from fieldapp.domain.on_site import CoverageGround
from fieldapp.domain.process import Moment
from fieldapp.usecases.reopen_step import ReopenStep
from fieldapp.usecases.sign_report import DraftReport
from fieldapp.usecases.site_verbs import SiteVerbs, site_verbs
from fieldapp.workflow.gates import closed_gates
from fieldapp.workflow.prefill import derived
from tests.factories import ORDER_ID, SHANGHAI, START_DAY, make_asset, repair_process, yuan
from tests.fakes.tablet import Tablet

REPORT, CLOSE = StepId("report"), StepId("close")


@pytest.fixture
def site(tablet: Tablet) -> SiteVerbs:
    return site_verbs(tablet.store.begin, tablet.clock, tablet.store, tablet.forms, SHANGHAI)


@pytest.fixture
def old(tablet: Tablet) -> Tablet:
    """The story's machine, its warranty over since yesterday."""
    order = replace(tablet.order, asset=make_asset(warranty_until_on=START_DAY - timedelta(days=1)))
    tablet.store.state.base[ORDER_ID] = (order, Scope("engineer:zhou"), tablet.store.state.epoch)
    tablet.store.state.current[ORDER_ID] = order
    return tablet


@pytest.mark.req("CON-4", "SITE-12", "REP-2")
def test_misuse_in_warranty_waits_for_the_price_and_is_billed(tablet: Tablet, site: SiteVerbs) -> None:
    tablet.visit_until("work")
    tablet.answer("work", power_off="OK", new_resistance="16.2", reassembled="OK", alarm_cleared="OK")
    site.settle_coverage(ORDER_ID, False, CoverageGround.MISUSE, "进水")
    with pytest.raises(GateClosed, match=r"gate\.closed"):
        tablet.complete("work")
    assert site.draft_quote(ORDER_ID, "zh", Decimal("1.5")).fees.due == yuan("424.00")

    site.answer_quote(site.draft_quote(ORDER_ID, "zh", Decimal("1.5")), agreed=True)
    tablet.complete("work")
    tablet.visit_until("report")
    draft = DraftReport(tablet.store, tablet.clock, tablet.forms, SHANGHAI)(ORDER_ID, "zh")
    assert draft.content.coverage is not None
    assert (draft.content.coverage.ground, draft.content.coverage.remark) == (CoverageGround.MISUSE, "进水")
    assert draft.fees.due == draft.fees.total
    assert not draft.fees.due.is_zero


@pytest.mark.req("CON-4", "SITE-12")
def test_a_proof_out_of_warranty_opens_the_gate_and_covers_the_bill(old: Tablet, site: SiteVerbs) -> None:
    old.visit_until("work")
    site.settle_coverage(ORDER_ID, True, CoverageGround.PROOF, "出示发票，仍在保")
    old.visit_until("test")
    assert old.order.visit.is_done(StepId("work"))
    assert DraftReport(old.store, old.clock, old.forms, SHANGHAI)(ORDER_ID, "zh").fees.due.is_zero


@pytest.mark.req("CON-4", "REP-2")
def test_the_report_says_who_is_charged_as_the_record_does_whatever_was_tapped(tablet: Tablet, site: SiteVerbs) -> None:
    site.settle_coverage(ORDER_ID, False, CoverageGround.MISUSE, "外力损坏")
    site.answer_quote(site.draft_quote(ORDER_ID, "zh"), agreed=True)
    tablet.visit_until("report")
    tablet.answer("report", labour_hours="1", chargeable="warranty", payment="qr")
    tablet.complete("report")
    assert tablet.order.visit.answer(REPORT, "chargeable") == "charge"
    site.settle_coverage(ORDER_ID, True, CoverageGround.GOODWILL, "调度已同意")
    assert tablet.order.visit.answer(REPORT, "chargeable") == "warranty"


@pytest.mark.req("CON-4", "REP-2")
@pytest.mark.parametrize("finished", [False, True])
def test_how_it_is_paid_is_asked_again_once_somebody_else_pays(tablet: Tablet, site: SiteVerbs, finished: bool) -> None:
    tablet.visit_until("report")
    tablet.answer("report", labour_hours="1", payment="none")
    if finished:
        tablet.complete("report")
    site.settle_coverage(ORDER_ID, False, CoverageGround.MISUSE, "进水")
    with pytest.raises(Refused, match=r"step\.incomplete") as open_question:
        tablet.complete("report")
    assert open_question.value.fields["question"] == "payment"
    tablet.answer("report", payment="qr")
    tablet.complete("report")
    site.settle_coverage(ORDER_ID, False, CoverageGround.PROOF, "铭牌日期")
    assert tablet.order.visit.answer(REPORT, "payment") == "qr", "he pays as before"


@pytest.mark.req("CON-4", "CON-7", "REP-2")
def test_a_warranty_that_the_desk_ends_after_the_report_sends_back_to_it_for_the_payment(
    tablet: Tablet, site: SiteVerbs
) -> None:
    tablet.visit_until("report")
    tablet.answer("report", labour_hours="1", payment="none")
    tablet.complete("report")
    gates = [gate.id for gate in closed_gates(repair_process(), tablet.order, StepId("sign"), Moment.ENTER)]
    assert gates == []

    corrected = make_asset(warranty_until_on=START_DAY - timedelta(days=1))
    order, scope, epoch = tablet.store.state.base[ORDER_ID]
    tablet.store.state.base[ORDER_ID] = (replace(order, asset=corrected), scope, epoch)
    tablet.store.state.current[ORDER_ID] = replace(tablet.order, asset=corrected)
    gates = [gate.id for gate in closed_gates(repair_process(), tablet.order, StepId("sign"), Moment.ENTER)]
    assert gates == ["report-before-sign"]

    ReopenStep(tablet.store.begin, tablet.clock)(ORDER_ID, REPORT)
    on_the_page = derived(repair_process(), tablet.order, REPORT)
    assert on_the_page == {"chargeable": "charge", "payment": ""}
    tablet.answer("report", **on_the_page)
    with pytest.raises(Refused, match=r"step\.incomplete") as open_question:
        tablet.complete("report")
    assert open_question.value.fields["question"] == "payment"
    tablet.answer("report", payment="qr")
    tablet.complete("report")
    assert tablet.order.visit.answer(REPORT, "chargeable") == "charge"
    assert closed_gates(repair_process(), tablet.order, StepId("sign"), Moment.ENTER) == ()


@pytest.mark.req("SITE-12", "PRO-4")
def test_goodwill_after_a_refused_price_lets_the_work_go_on(old: Tablet, site: SiteVerbs) -> None:
    old.visit_until("work")
    site.answer_quote(site.draft_quote(ORDER_ID, "zh"), agreed=False)
    assert old.order.visit.answer(CLOSE, "outcome") == "refused"
    site.settle_coverage(ORDER_ID, True, CoverageGround.GOODWILL, "修后不久同一故障")
    assert (old.order.visit.answer(CLOSE, "outcome"), old.order.visit.answer(REPORT, "labour_hours")) == ("", "")
    old.visit_until("test")


@pytest.mark.req("CON-4")
def test_a_decision_says_why_and_is_written_once(tablet: Tablet, site: SiteVerbs) -> None:
    for covered, ground, remark, code in (
        (True, CoverageGround.MISUSE, "进水", "coverage.ground"),
        (False, CoverageGround.GOODWILL, "好意", "coverage.ground"),
        (False, CoverageGround.MISUSE, "  ", "coverage.remark"),
    ):
        with pytest.raises(BadInput) as refused:
            site.settle_coverage(ORDER_ID, covered, ground, remark)
        assert (refused.value.code, tablet.order.visit.on_site.coverage) == (code, ())
    for _ in range(2):
        site.settle_coverage(ORDER_ID, False, CoverageGround.MISUSE, "进水")
    assert len(tablet.order.visit.on_site.coverage) == 1
    site.settle_coverage(ORDER_ID, True, CoverageGround.RECORD, "")
    assert tablet.order.covered(START_DAY)

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from fieldapp.domain.errors import BadInput, GateClosed
from fieldapp.domain.fees import FeeKind
from fieldapp.domain.ids import GateId, PartNumber, Scope, StepId
from fieldapp.domain.on_site import CoverageGround
from fieldapp.domain.planning import PartQuantity, PlanLabel, RepairPlan
from fieldapp.domain.planning_events import PlansChosen
from fieldapp.domain.process import ConditionKind, Moment
from fieldapp.domain.work_order import WorkOrder
from fieldapp.scheduling.travel import DistanceTravel
from fieldapp.usecases.consume_part import ConsumePart
from fieldapp.usecases.draft_quote import QuoteDraft
from fieldapp.usecases.pass_gate import PassGate
from fieldapp.usecases.plan_way import PlanWay
from fieldapp.usecases.show_visit import ShowVisit
from fieldapp.usecases.sign_report import DraftReport
from fieldapp.usecases.site_verbs import SiteVerbs, site_verbs
from fieldapp.wire.messages import DocumentKind
from fieldapp.workflow.gates import closed_gates
from fieldapp.workflow.steps import next_step, steps_of
from tests.factories import ORDER_ID, SHANGHAI, START_DAY, make_asset, make_price_list, repair_process, yuan
from tests.fakes.tablet import SEAL, Tablet, code

WORK = StepId("work")


@pytest.fixture
def tablet(tablet: Tablet) -> Tablet:
    """The story's machine, its warranty over since yesterday."""
    order = replace(tablet.order, asset=make_asset(warranty_until_on=START_DAY - timedelta(days=1)))
    tablet.store.state.base[ORDER_ID] = (order, Scope("engineer:zhou"), tablet.store.state.epoch)
    tablet.store.state.current[ORDER_ID] = order
    return tablet


@pytest.fixture
def site(tablet: Tablet) -> SiteVerbs:
    return site_verbs(tablet.store.begin, tablet.clock, tablet.store, tablet.forms, SHANGHAI)


def shown(site: SiteVerbs, hours: str = "1.5") -> QuoteDraft:
    return site.draft_quote(ORDER_ID, "zh", Decimal(hours))


def gates(order: WorkOrder) -> list[str]:
    return [gate.id for gate in closed_gates(repair_process(), order, WORK, Moment.ENTER)]


def ids(order: WorkOrder) -> list[str]:
    return [step.id for step in steps_of(repair_process(), order)]


@pytest.mark.req("SITE-12", "CON-4")
def test_the_customer_is_shown_cause_and_price_by_line_of_what_the_order_brings(
    tablet: Tablet, site: SiteVerbs
) -> None:
    tablet.visit_until("work")
    draft = shown(site)
    assert draft.cause == "传感器漂移"
    assert [(line.kind, line.quantity, line.due) for line in draft.fees.lines] == [
        (FeeKind.VISIT, Decimal(1), yuan("60.00")),
        (FeeKind.LABOUR, Decimal("1.5"), yuan("180.00")),
        (FeeKind.PART, Decimal(1), yuan("148.00")),
        (FeeKind.PART, Decimal(1), yuan("36.00")),
    ]
    assert draft.fees.due == yuan("424.00")
    fewer = site.draft_quote(ORDER_ID, "zh", None, {PartNumber("TS-02"): 1})
    assert (fewer.hours, fewer.fees.due) == (Decimal("1.5"), yuan("388.00"))


@pytest.mark.req("SITE-12", "PRO-3")
def test_chargeable_work_waits_for_the_price_and_goes_on_once_it_is_agreed(tablet: Tablet, site: SiteVerbs) -> None:
    tablet.visit_until("work")
    tablet.answer("work", power_off="OK", new_resistance="16.2", reassembled="OK", alarm_cleared="OK")
    assert gates(tablet.order) == ["price-before-work"]
    with pytest.raises(GateClosed):
        tablet.complete("work")

    site.answer_quote(shown(site), agreed=True)

    assert gates(tablet.order) == []
    tablet.complete("work")
    assert tablet.order.visit.is_done(WORK)
    assert tablet.order.visit.answer(StepId("report"), "chargeable") == "charge"


@pytest.mark.req("SITE-12")
def test_on_the_last_covered_day_no_price_stands_before_the_work(tablet: Tablet) -> None:
    tablet.visit_until("work")
    covered = replace(tablet.order, asset=make_asset(warranty_until_on=START_DAY))
    assert gates(covered) == []
    assert gates(tablet.order) == ["price-before-work"]


@pytest.fixture
def covered(tablet: Tablet) -> Tablet:
    """The same machine in warranty; its door seal is a wearing part, which stays due."""
    order = replace(tablet.order, asset=make_asset())
    tablet.store.state.base[ORDER_ID] = (order, Scope("engineer:zhou"), tablet.store.state.epoch)
    tablet.store.state.current[ORDER_ID] = order
    tablet.store.state.documents[(DocumentKind.PART, SEAL.number, "")] = replace(SEAL, wearing=True)
    tablet.visit_until("work")
    tablet.answer("work", power_off="OK", new_resistance="16.2", reassembled="OK", alarm_cleared="OK")
    return tablet


def shown_gates(tablet: Tablet, step: str = "work") -> list[tuple[str, ConditionKind]]:
    plan = PlanWay(tablet.store, DistanceTravel(None), SHANGHAI)
    view = ShowVisit(tablet.store, plan, tablet.forms, tablet.clock)(ORDER_ID, "zh", StepId(step))
    return [(gate.id, gate.asks) for gate in view.gates]


def build_in(tablet: Tablet, number: str) -> None:
    ConsumePart(tablet.store.begin, tablet.clock, tablet.store)(ORDER_ID, code(number, None))


@pytest.mark.req("SITE-12", "REP-2", "USE-1")
def test_in_warranty_nothing_is_asked_while_nothing_is_due(covered: Tablet, site: SiteVerbs) -> None:
    assert shown_gates(covered) == []
    covered.complete("work")
    assert covered.order.visit.is_done(WORK)


@pytest.mark.req("SITE-12", "REP-2")
def test_a_wearing_part_of_the_plan_is_agreed_to_before_the_work_in_warranty_too(
    covered: Tablet, site: SiteVerbs
) -> None:
    plan = RepairPlan(
        label=PlanLabel.A, cause="门封老化", measure="更换门封", parts=(PartQuantity(part_number=SEAL.number),)
    )
    covered.record(PlansChosen(order_id=ORDER_ID, at=covered.clock.now(), plans=(plan,)))
    assert shown_gates(covered) == [("price-before-work", ConditionKind.QUOTE_AGREED)]
    with pytest.raises(GateClosed):
        covered.complete("work")

    draft = site.draft_quote(ORDER_ID, "zh")
    assert (draft.fees.due, draft.fees.covers_the_visit) == (yuan("86.00"), True)
    site.answer_quote(draft, agreed=True)

    assert shown_gates(covered) == []
    build_in(covered, "DS-68")
    covered.complete("work")
    assert covered.order.visit.answer(StepId("report"), "chargeable") == "warranty"


@pytest.mark.req("SITE-12", "REP-2")
def test_a_wearing_part_that_nobody_planned_is_asked_for_before_the_work_ends_and_the_bill(
    covered: Tablet, site: SiteVerbs
) -> None:
    without = site.draft_quote(ORDER_ID, "zh")
    site.answer_quote(without, agreed=True)
    build_in(covered, "DS-68")
    assert shown_gates(covered) == [("price-before-work", ConditionKind.QUOTE_AGREED)]
    site.answer_quote(site.draft_quote(ORDER_ID, "zh"), agreed=True)
    assert shown_gates(covered) == []


@pytest.mark.req("SITE-12", "REP-2")
def test_a_wearing_part_built_in_after_the_work_meets_the_customer_before_he_signs(covered: Tablet) -> None:
    covered.complete("work")
    covered.visit_until("sign")
    assert shown_gates(covered, "sign") == []
    build_in(covered, "DS-68")
    assert shown_gates(covered, "sign") == [("price-kept", ConditionKind.PRICE_KEPT)]


@pytest.mark.req("SITE-12")
def test_a_price_that_was_left_out_with_a_reason_does_not_come_back_at_the_signature(covered: Tablet) -> None:
    build_in(covered, "DS-68")
    PassGate(covered.store.begin, covered.clock, covered.store)(ORDER_ID, GateId("price-before-work"), "店长不在场")
    covered.complete("work")
    covered.visit_until("sign")
    assert shown_gates(covered, "sign") == []


@pytest.mark.req("SITE-12", "CON-4", "REP-2")
def test_work_done_as_covered_that_turns_out_not_to_be_is_billed_only_with_a_word_about_it(
    covered: Tablet, site: SiteVerbs
) -> None:
    covered.complete("work")
    covered.visit_until("sign")
    site.settle_coverage(ORDER_ID, False, CoverageGround.MISUSE, "进水")
    assert ("price-kept", ConditionKind.PRICE_KEPT) in shown_gates(covered, "sign")
    [words] = [gate.words for gate in repair_process().gates if gate.id == "price-kept"]
    assert ("点头" in words.zh, "agreed" in words.en) == (False, False), "nobody agreed to a price here"
    site.settle_coverage(ORDER_ID, True, CoverageGround.GOODWILL, "首次使用")
    assert "price-kept" not in [gate for gate, _ in shown_gates(covered, "sign")]


@pytest.mark.req("SITE-12")
def test_where_nothing_was_worked_on_the_way_alone_is_paid_without_a_price_before(
    covered: Tablet, site: SiteVerbs
) -> None:
    site.settle_coverage(ORDER_ID, False, CoverageGround.MISUSE, "进水")
    assert "price-kept" not in [gate for gate, _ in shown_gates(covered, "sign")]


@pytest.mark.req("SITE-12", "CON-4")
def test_no_price_is_shown_as_the_customers_while_it_is_not_settled_who_pays(tablet: Tablet, site: SiteVerbs) -> None:
    tablet.visit_until("work")
    unknown = replace(tablet.order, asset=make_asset(purchased_on=None, warranty_until_on=None))
    tablet.store.state.current[ORDER_ID] = unknown
    assert gates(unknown)[0] == "payer-before-price"
    words = [gate.words for gate in closed_gates(repair_process(), unknown, WORK, Moment.ENTER)]
    assert not any("客户付费" in told.zh or "customer pays" in told.en for told in words)
    step = next_step(repair_process(), unknown)
    assert step is not None
    assert step.id == WORK

    site.settle_coverage(ORDER_ID, False, CoverageGround.PROOF, "出示发票，已过保")
    assert gates(tablet.order) == ["price-before-work"]
    site.settle_coverage(ORDER_ID, True, CoverageGround.PROOF, "出示验收单")
    assert gates(tablet.order) == []


@pytest.mark.req("SITE-12", "PRO-4")
def test_a_refused_price_ends_the_work_and_leaves_the_way_to_be_paid(tablet: Tablet, site: SiteVerbs) -> None:
    tablet.visit_until("work")
    site.answer_quote(shown(site), agreed=False, remark="太贵，先不修")

    assert {"work", "test", "hand_over"}.isdisjoint(ids(tablet.order))
    step = next_step(repair_process(), tablet.order)
    assert step is not None
    assert (step.id, tablet.order.visit.answer(StepId("close"), "outcome")) == ("clean", "refused")
    owed = DraftReport(tablet.store, tablet.clock, tablet.forms, SHANGHAI)(ORDER_ID, "zh").fees
    assert [(line.kind, line.due) for line in owed.lines] == [(FeeKind.VISIT, yuan("60.00"))]


@pytest.mark.req("SITE-12")
def test_who_agrees_after_a_refusal_gets_his_machine_repaired(tablet: Tablet, site: SiteVerbs) -> None:
    tablet.visit_until("work")
    site.answer_quote(shown(site), agreed=False)
    site.answer_quote(shown(site, "1"), agreed=True)

    assert "work" in ids(tablet.order)
    assert tablet.order.visit.answer(StepId("close"), "outcome") == ""
    assert [quote.agreed for quote in tablet.order.visit.on_site.quotes] == [False, True]


@pytest.mark.req("SITE-12")
def test_a_price_that_changed_since_it_was_shown_is_not_agreed_to(tablet: Tablet, site: SiteVerbs) -> None:
    tablet.visit_until("work")
    draft = shown(site)
    dearer = make_price_list(version="2026-11", visit=yuan("90.00"))
    tablet.store.state.documents[(DocumentKind.PRICE_LIST, "standard", "")] = dearer
    with pytest.raises(BadInput, match=r"quote\.changed"):
        site.answer_quote(draft, agreed=True)
    assert not tablet.order.visit.on_site.quotes


@pytest.mark.req("REP-2")
def test_the_report_counts_by_the_list_of_the_day_the_customer_agreed(tablet: Tablet, site: SiteVerbs) -> None:
    tomorrow = START_DAY + timedelta(days=1)
    later = make_price_list(id="next", version="2026-12", valid_from_on=tomorrow, visit=yuan("90.00"))
    tablet.store.state.documents[(DocumentKind.PRICE_LIST, "next", "")] = later
    site.answer_quote(shown(site), agreed=True)
    tablet.clock.pass_time(timedelta(days=1))
    tablet.visit_until("report")

    bill = DraftReport(tablet.store, tablet.clock, tablet.forms, SHANGHAI)(ORDER_ID, "zh").fees
    assert (bill.price_list_version, bill.lines[0].due) == ("2026-07", yuan("60.00"))
    assert tablet.store.price_list(date(2026, 11, 24)).version == "2026-12"

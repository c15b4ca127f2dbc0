"""Gaps one by one, and the analysis with plans, spares and papers, on the real page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.domain.contact import Detail, Recipient, Reply
from fieldapp.domain.ids import StepId
from fieldapp.domain.model_document import DocumentPurpose, ModelDocument
from fieldapp.domain.planning import PlanLabel, RequisitionState, Supply
from fieldapp.domain.sla import Severity
from fieldapp.domain.work_order import OrderState
from fieldapp.wire.messages import DocumentKind
from fieldapp.workflow.contact import read_detail
from tests.factories import ORDER_ID, RESOURCES, consume, local, make_contact, make_customer, make_symptom
from tests.ui.items import middle
from tests.ui.pages import Screen, screen
from tests.ui.stage import Device

__all__ = ["screen"]


def vague(device: Device) -> None:
    """The story's order as it comes in badly taken: a phrase for a symptom, no since, no number that rings."""
    order = device.order()
    bad = replace(
        order,
        symptom=make_symptom(what="机器坏了", alarm_code="", since="", tried="", impact=""),
        customer=make_customer(contact=make_contact(phone="123")),
        state=OrderState.ASSIGNED,
    )
    device.store.state.current[ORDER_ID] = bad


def at_acceptance(screen: Screen) -> None:
    vague(screen.device)
    screen.device.screens.visit.openStep("accept")
    screen.open("visit", ORDER_ID)


def at_analysis(screen: Screen) -> None:
    screen.device.complete("accept")
    screen.open("visit", ORDER_ID)
    screen.device.screens.visit.openStep("analyse")
    screen.settle()


@pytest.mark.req("ACC-2", "ACC-3")
def test_gaps_stand_one_by_one_with_their_question_and_filling_in_closes_them(screen: Screen) -> None:
    at_acceptance(screen)
    kinds = ["phone_unusable", "symptom_vague", "onset_missing", "impact_missing"]
    assert [screen.find(f"doubt-{kind}").property("kind") for kind in kinds] == kinds
    assert "显示屏上报什么代码？" in screen.find("doubt-symptom_vague").property("question")

    screen.tap("fill-phone_unusable")
    screen.find("detail-contact_phone").setProperty("text", "138 0000 4127")
    screen.device.screens.visit.contact.correct({"contact_phone": "138 0000 4127"})
    screen.settle()

    assert read_detail(screen.device.order(), Detail.CONTACT_PHONE) == "138 0000 4127"
    assert screen.find("acceptTitle").property("count") == "3"


@pytest.mark.req("ACC-2")
def test_the_dispatcher_is_asked_in_two_taps_and_the_unreachable_customer_passes_the_gaps(screen: Screen) -> None:
    at_acceptance(screen)
    screen.tap("ask-phone_unusable")
    screen.settle()
    screen.tap("sendMessage")
    screen.settle()
    [message] = screen.device.order().visit.contact.messages
    assert (message.to, message.text) == (Recipient.DISPATCHER, "找谁，电话多少？")
    screen.settle()
    assert screen.find("asked-phone_unusable").property("text").endswith("问过调度，等答复")

    reply = Reply(id="r1", at=local("09:20"), sender="许婧", text="电话 138 0000 4127", answers=message.id)
    screen.device.store.state.current[ORDER_ID] = replace(screen.device.order(), replies=(reply,))
    screen.open("visit", ORDER_ID)
    assert screen.find("asked-phone_unusable").property("text") == "许婧答：电话 138 0000 4127"
    screen.tap("fill-phone_unusable")
    assert screen.find("officeSaid").property("text") == "许婧答：电话 138 0000 4127"

    screen.device.screens.visit.passGate(screen.device.screens.visit.prepare.unreachable)
    screen.settle()
    assert [gate.reason for gate in screen.device.order().visit.passed_gates] == ["调度不清楚，客户联系不上"]


@pytest.mark.req("ANA-1", "ANA-2", "KIT-1")
def test_a_tap_on_an_entry_fills_in_the_plan_and_the_bag_needs_its_parts(screen: Screen) -> None:
    at_analysis(screen)
    keys = [row.key for row in screen.device.screens.visit.prepare.analysis.entries.rows()]
    screen.tap(f"entry-{keys[0]}")
    screen.settle()
    screen.tap(f"entry-{keys[2]}")
    screen.settle()

    plans = screen.device.order().visit.planning.plans
    assert [plan.label for plan in plans] == [PlanLabel.A, PlanLabel.B]
    assert [plan.entry for plan in plans] == [keys[0], keys[2]]
    assert screen.find("plan-a").property("checked")

    screen.tap("plan-b")
    screen.settle()
    assert screen.device.order().visit.planning.plans[0].entry == keys[2]


@pytest.mark.req("ANA-6")
def test_missing_spares_are_requested_in_one_tap_and_the_depots_word_and_lateness_are_shown(screen: Screen) -> None:
    order = screen.device.order()
    needs = (replace(order.kit_needs[0], quantity=9), *order.kit_needs[1:])
    screen.device.store.state.current[ORDER_ID] = replace(order, kit_needs=needs)
    at_analysis(screen)
    rows = {row.number: row.supply for row in screen.device.screens.visit.prepare.analysis.spares.rows()}
    missing = [number for number, state in rows.items() if state == "missing"]
    assert missing
    planned = screen.find("planned")
    planned.setProperty("contentY", 300)
    screen.settle()
    screen.tap("requestMissing")
    screen.settle()
    [requisition] = screen.device.order().visit.planning.requisitions
    assert [line.part_number for line in requisition.lines] == missing
    assert screen.find(f"state-{missing[0]}").property("text") == "已申领·待审批"

    late = Supply(
        requisition=requisition.id, state=RequisitionState.PICKED, at=local("09:20"), expected_at=local("11:30")
    )
    order = screen.device.order()
    screen.device.store.state.current[ORDER_ID] = replace(order, supplies=(late,))
    screen.device.screens.visit.enter(ORDER_ID)
    screen.settle()
    assert screen.find("sparesLate").isVisible()
    assert screen.find(f"state-{missing[0]}").property("text") == "已申领·已拣货"


@pytest.mark.req("ANA-4")
def test_the_records_fill_in_whether_it_was_repaired_and_the_engineer_may_say_otherwise(screen: Screen) -> None:
    at_analysis(screen)
    answers = screen.device.order().visit.answers
    assert answers["analyse"]["experience"] == "never"
    assert "没把握" in screen.device.screens.visit.primaryText

    screen.device.screens.visit.form.answer("experience", "repaired")
    screen.settle()
    assert "没把握" not in screen.device.screens.visit.primaryText
    screen.device.screens.visit.enter(ORDER_ID)
    screen.settle()
    assert screen.device.order().visit.answers["analyse"]["experience"] == "repaired"


@pytest.mark.req("ANA-5")
def test_a_repair_that_may_fail_at_the_site_puts_the_loaner_into_the_bag(screen: Screen) -> None:
    at_analysis(screen)
    screen.device.screens.visit.form.answer("on_site", "maybe")
    screen.settle()
    screen.device.screens.visit.openStep("kit")
    screen.settle()

    assert "loaner" in [row.need for row in screen.device.screens.visit.bag.needs.rows()]


@pytest.mark.req("ANA-1")
def test_a_manual_opens_on_the_tablet(screen: Screen) -> None:
    pdf = (RESOURCES / "sample" / "documents" / "cf-680-manual.pdf").read_bytes()
    with screen.device.begin() as work:
        sha256 = work.put_blob("application/pdf", pdf)
        work.commit()
    manual = ModelDocument(
        sha256=sha256, models=("CF-680",), purpose=DocumentPurpose.MANUAL, title_zh="CF-680 维修手册",
        title_en="CF-680 service manual", edition="2026-03", pages=2, size=len(pdf),
    )  # fmt: skip
    screen.device.store.state.documents[(DocumentKind.MODEL_DOCUMENT, sha256, "")] = manual
    at_analysis(screen)

    assert screen.find(f"paper-{sha256[:8]}").property("pressable")
    screen.device.screens.visit.openPage("document", f"CF-680|{sha256}")
    screen.until(lambda: bool(screen.device.screens.document.pages))

    assert screen.device.screens.document.title == "CF-680 维修手册"
    screen.settle()
    assert screen.find("paper-0").isVisible()


@pytest.mark.req("ACC-4")
def test_the_engineers_text_is_offered_in_the_words_of_the_trade_replaced_by_a_tap_and_taken_back(
    screen: Screen,
) -> None:
    at_analysis(screen)
    form = screen.device.screens.visit.form
    form.type("cause", "传感器可能坏了")
    screen.settle()
    [row] = [row for row in form.questions.rows() if row.name == "cause"]
    assert row.attributes["wording"] == "传感器疑似硬件故障"

    form.answer("cause", row.attributes["wording"])
    screen.settle()
    assert screen.device.order().visit.answer(StepId("analyse"), "cause") == "传感器疑似硬件故障"
    form.undo.undo()
    screen.settle()
    assert screen.device.order().visit.answer(StepId("analyse"), "cause") == "传感器可能坏了"


@pytest.mark.req("SLA-4")
def test_another_level_is_proposed_with_a_reason_and_shown_while_the_order_keeps_its_own(screen: Screen) -> None:
    screen.open("order", ORDER_ID)
    screen.tap("proposeLevel")
    screen.tap("level-3")
    screen.tap("confirmLevel")
    assert screen.device.order().visit.planning.severity_proposals == ()

    screen.find("levelReason").setProperty("text", "备用冷柜够用")
    screen.settle()
    screen.tap("confirmLevel")
    screen.settle()

    order = screen.device.order()
    assert (order.severity, order.visit.planning.severity_proposals[0].severity) == (Severity.URGENT, Severity.NORMAL)
    assert "备用冷柜够用" in screen.find("proposedLevel").property("text")


@pytest.mark.req("ANA-2")
def test_the_report_is_prefilled_with_the_plan_that_the_used_parts_speak_for(screen: Screen) -> None:
    at_analysis(screen)
    keys = [row.key for row in screen.device.screens.visit.prepare.analysis.entries.rows()]
    screen.device.screens.visit.prepare.analysis.pick(keys[0])
    screen.settle()
    screen.device.complete("analyse", "call", "kit", "depart", "travel", "arrive", "diagnose", "work", "test", "clean")
    screen.device.do(consume())
    screen.device.screens.visit.openStep("report")
    screen.settle()

    assert screen.device.order().visit.answer(StepId("report"), "plan_worked") == "a"


@pytest.mark.req("KIT-4")
def test_the_five_courtesies_stand_together_before_the_rest_of_the_bag(screen: Screen) -> None:
    screen.device.complete("accept", "analyse", "call")
    screen.open("visit", ORDER_ID)
    screen.device.screens.visit.openStep("kit")
    screen.settle()

    five = [screen.find(f"check-{name}") for name in ("floor_mat", "badge", "shoe_covers", "cloth", "contact_card")]
    others = [screen.find(f"check-{name}") for name in ("tools", "uniform", "rubbish_bags", "receipts")]
    lowest = max(middle(item).y() for item in five)
    assert lowest < min(middle(item).y() for item in others)


@pytest.mark.req("KIT-2", "ANA-6")
def test_a_spare_that_is_not_in_the_bag_is_requested_from_the_kit_check(screen: Screen) -> None:
    order = screen.device.order()
    needs = (replace(order.kit_needs[0], quantity=9), *order.kit_needs[1:])
    screen.device.store.state.current[ORDER_ID] = replace(order, kit_needs=needs)
    screen.device.complete("accept", "analyse", "call")
    screen.open("visit", ORDER_ID)
    screen.device.screens.visit.openStep("kit")
    screen.settle()

    screen.tap("requestFromBag")
    screen.settle()

    [requisition] = screen.device.order().visit.planning.requisitions
    assert order.kit_needs[0].part_number in [line.part_number for line in requisition.lines]


@pytest.mark.req("ANA-1", "USE-1")
def test_the_causes_stand_in_one_bar_where_they_fit_and_break_into_lines_where_not(screen: Screen) -> None:
    at_analysis(screen)
    assert screen.has("causeBar")
    assert not screen.has("causeCards")
    screen.tap("choice_connector")
    assert screen.device.order().visit.answer(StepId("analyse"), "expected_cause") == "connector"

    screen.device.shell.setTextScale(1.5)
    screen.settle()
    assert screen.has("causeCards")
    assert not screen.has("causeBar")
    screen.tap("choice_connector")
    assert screen.device.order().visit.answer(StepId("analyse"), "expected_cause") == ""


@pytest.mark.req("ANA-5")
def test_what_was_judged_stands_in_two_lines_when_the_analysis_is_opened_again_and_can_be_changed(
    screen: Screen,
) -> None:
    at_analysis(screen)
    visit = screen.device.screens.visit
    visit.form.answer("on_site", "maybe")
    visit.form.answer("take_away", "yes")
    screen.settle()
    assert not screen.has("judgementCard")  # it takes no question away from under the finger
    assert screen.has("question-loaner")

    visit.openStep("call")
    screen.settle()
    visit.openStep("analyse")
    screen.settle()
    assert (visit.prepare.analysis.judgementText, visit.prepare.analysis.judgementDetail) == (
        "现场不一定能修好", "带回维修·带周转机",
    )  # fmt: skip
    assert screen.has("judgementCard")
    assert not screen.has("question-on_site")

    planned = screen.find("planned")
    planned.setProperty("contentY", screen.find("judgementCard").y())
    screen.settle()
    screen.tap("changeJudgement")
    assert screen.has("question-on_site")
    assert not screen.has("judgementCard")

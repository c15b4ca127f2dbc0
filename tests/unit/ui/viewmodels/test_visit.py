from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication

from fieldapp.domain.errors import StoreFull
from fieldapp.domain.ids import OrderId, SerialNumber, StepId
from fieldapp.domain.part import CaptureSource
from fieldapp.domain.toolkit import KitNeed, KitNeedKind
from fieldapp.domain.visit import StepState
from fieldapp.domain.work_order import OrderState
from fieldapp.ui.viewmodels.visit import VisitViewModel
from fieldapp.usecases.ports import UnitOfWork
from tests.factories import ORDER_ID, make_part_code, save_answer
from tests.ui.stage import Device

KIT = StepId("kit")


def open_at(device: Device, *done: str) -> VisitViewModel:
    if done:
        device.complete(*done)
    device.navigator.open("visit", ORDER_ID)
    device.settle()
    return device.screens.visit


def at_kit(device: Device) -> VisitViewModel:
    return open_at(device, "accept", "analyse", "call")


def pack(visit: VisitViewModel) -> None:
    for row in visit.bag.needs.rows():
        visit.bag.tick(row.need, True)


def answers(device: Device, step: str) -> dict[str, str]:
    return device.order().visit.answers.get(StepId(step), {})


def test_a_visit_opens_at_the_first_step_that_is_not_over(device: Device) -> None:
    visit = at_kit(device)
    assert visit.current == "kit"
    looks = [node["look"] for node in visit.facts.steps]
    assert looks[:5] == ["done", "done", "done", "current", "open"]
    assert looks[-1] == "locked"


def test_the_narrow_stepper_shows_other_phases_as_one_node_with_a_count(device: Device) -> None:
    visit = at_kit(device)
    nodes = [(node["title"], node["look"]) for node in visit.facts.groupedSteps]
    assert nodes[3:] == [("自检", "current"), ("路上 3 步", "open"), ("现场 5 步", "open"), ("收尾 3 步", "locked")]


@pytest.mark.req("SITE-9")
def test_a_tap_is_shown_only_once_it_is_stored(device: Device) -> None:
    visit = at_kit(device)
    visit.form.answer("tools", "OK")
    assert visit.form.value("tools") == ""
    device.settle()
    assert visit.form.value("tools") == "OK"
    assert answers(device, "kit") == {"tools": "OK"}


@pytest.mark.req("SITE-9")
def test_a_new_start_of_the_application_reopens_the_visit_at_the_very_field(device: Device) -> None:
    visit = at_kit(device)
    visit.form.answer("rubbish_bags", "OK")
    device.settle()
    again = Device()
    again.store.state = device.store.state
    again.navigator.open("visit", ORDER_ID)
    again.settle()
    shown = again.screens.visit
    assert (shown.current, shown.form.field) == ("kit", "rubbish_bags")
    assert shown.form.value("rubbish_bags") == "OK"
    again.shutdown()


@pytest.mark.req("SITE-9")
def test_going_to_a_field_without_an_answer_is_remembered_too(device: Device) -> None:
    visit = open_at(device)
    visit.openStep("diagnose")
    device.settle()
    visit.form.enter("box_temperature")
    device.settle()
    assert device.store.place(ORDER_ID) == ("diagnose", "box_temperature")


@pytest.mark.req("KIT-1")
def test_the_kit_page_shows_the_standard_list_and_what_the_order_adds(device: Device) -> None:
    visit = at_kit(device)
    names = [row.name for row in visit.form.checks.rows()]
    assert names[0] == "floor_mat"
    assert {
        "tools", "badge", "uniform", "shoe_covers", "cloth", "rubbish_bags",
        "warranty_sheet", "receipts", "price_list", "contact_card", "note_card",
    } <= set(names)  # fmt: skip
    assert [row.title for row in visit.bag.needs.rows()] == ["蒸发器温度传感器", "主控制板", "防水接插件套件"]


@pytest.mark.req("KIT-2")
def test_without_the_floor_mat_the_button_is_blocked_and_says_why(device: Device) -> None:
    visit = at_kit(device)
    visit.form.tickRest()
    device.settle()
    assert visit.form.checkedText == "11/12"
    assert visit.blocked
    assert visit.primaryText == "还差垫布，不能出发"
    visit.goOn()
    device.settle()
    assert not device.order().visit.is_done(KIT)
    pack(visit)
    visit.form.answer("floor_mat", "OK")
    device.settle()
    assert (visit.blocked, visit.primaryText) == (False, "自检通过，看出发时间")


@pytest.mark.req("KIT-2", "PRO-3")
def test_no_reason_opens_the_departure_without_the_floor_mat(device: Device) -> None:
    visit = at_kit(device)
    visit.openStep("depart")
    device.settle()
    assert visit.blocked
    assert visit.primaryText == "还差垫布，不能出发"
    assert not visit.mayPassGate
    visit.passGate("客户要求")
    device.settle()
    assert device.shell.problemWhat == "还差垫布，不能出发"
    assert device.order().visit.departed_at is None


@pytest.mark.req("KIT-2")
def test_a_missing_item_asks_for_a_reason_and_a_way_out(device: Device) -> None:
    visit = at_kit(device)
    visit.form.tickRest()
    visit.form.answer("floor_mat", "OK")
    pack(visit)
    device.settle()
    visit.form.answer("receipts", "")
    device.settle()
    assert visit.blocked
    assert {row.name for row in visit.form.rest.rows() if row.needed} == {"missing_way_out", "missing_reason"}
    visit.form.answer("missing_way_out", "borrow")
    visit.form.answer("missing_reason", "借给同事")
    device.settle()
    assert not visit.blocked


@pytest.mark.req("KIT-2")
def test_what_the_order_adds_asks_for_a_reason_and_a_way_out_in_the_same_sheet(device: Device) -> None:
    visit = at_kit(device)
    visit.form.tickRest()
    visit.form.answer("floor_mat", "OK")
    device.settle()
    assert (visit.blocked, visit.primaryText) == (True, "本单要带的还没齐：补齐，或说明缺项")
    assert [row.name for row in visit.form.rest.rows()] == ["missing_way_out", "missing_reason"]
    visit.form.answer("missing_way_out", "borrow")
    visit.form.answer("missing_reason", "借给同事")
    device.settle()
    assert (visit.blocked, visit.primaryText) == (False, "自检通过，看出发时间")


@pytest.mark.req("KIT-3")
def test_a_thing_without_a_label_waits_to_be_packed_and_a_tick_is_enough_for_it(device: Device) -> None:
    order = device.order()
    tool = KitNeed(id="scope", kind=KitNeedKind.TOOL, name_zh="示波器", name_en="Oscilloscope")
    device.store.state.current[ORDER_ID] = replace(order, kit_needs=(order.kit_needs[0], tool))
    visit = at_kit(device)
    assert [row.proofWord for row in visit.bag.needs.rows()] == ["待扫", "待放"]
    pack(visit)
    device.settle()
    assert [row.proof for row in visit.bag.needs.rows()] == ["hand", "packed"]


@pytest.mark.req("KIT-2", "USE-1")
def test_one_tap_says_that_all_others_are_there_and_one_takes_it_back(device: Device) -> None:
    order = device.order()
    needs = (replace(order.kit_needs[0], quantity=9), *order.kit_needs[1:])
    device.store.state.current[ORDER_ID] = replace(order, kit_needs=needs)
    visit = at_kit(device)
    visit.form.tickRest()
    visit.bag.tickRest()
    device.settle()
    assert visit.bag.needsText == "2/3"  # nine are not on the van, so nobody packed them
    assert {row.proof for row in visit.bag.needs.rows() if row.checked} == {"hand"}
    visit.form.undo.undo()
    device.settle()
    assert (visit.form.checkedText, visit.bag.needsText) == ("0/12", "0/3")


@pytest.mark.req("PRO-3")
def test_another_gate_is_passed_with_a_reason_that_is_kept(device: Device) -> None:
    visit = open_at(device)
    visit.openStep("work")
    device.settle()
    assert (visit.primaryText, visit.mayPassGate) == ("还没和客户一起复诊", True)
    visit.passGate("客户要求")
    device.settle()
    assert [(gate.gate, gate.reason) for gate in device.order().visit.passed_gates] == [
        ("diagnose-before-work", "客户要求")
    ]
    assert visit.current == "work"
    assert not visit.mayPassGate


@pytest.mark.req("KIT-2")
def test_the_departure_offers_no_way_to_leave_it_out(device: Device) -> None:
    visit = open_at(device, "kit")
    visit.openStep("depart")
    device.settle()
    assert (visit.current, visit.maySkip) == ("depart", False)


@pytest.mark.req("PRO-3")
def test_a_step_is_left_out_with_its_reason_and_the_visit_goes_on(device: Device) -> None:
    visit = open_at(device, "accept")
    assert (visit.current, visit.maySkip) == ("analyse", True)
    visit.skip("时间不够")
    device.settle()
    progress = device.order().visit.steps[StepId("analyse")]
    assert (progress.state, progress.reason) == (StepState.SKIPPED, "时间不够")
    assert visit.current == "call"


def test_a_call_after_the_agreed_time_asks_for_a_new_one_and_does_not_offer_the_past(device: Device) -> None:
    visit = open_at(device, "accept", "analyse")
    call = visit.call
    assert call.outcomeHints["confirmed"] == "今天 10:00–10:30"
    assert call.question == "今天 10:00 到您那里，方便吗？"

    device.set_clock("10:40")
    device.settle()
    visit.form.answer("outcome", "confirmed")
    device.settle()

    assert call.outcomeHints["confirmed"] == "已过约定时间，先改时间"
    assert call.outcomeHints["rescheduled"] == "选新时间和原因"
    assert call.question == "原来约的时间已经过了，您什么时候方便？"
    assert call.callNext == "记下后：自检"


@pytest.mark.req("PRO-3")
def test_the_call_may_be_made_before_the_analysis(device: Device) -> None:
    visit = open_at(device, "accept")
    visit.openStep("call")
    device.settle()
    visit.form.answer("outcome", "confirmed")
    device.settle()
    visit.goOn()
    device.settle()
    assert device.order().visit.is_done(StepId("call"))
    assert not device.order().visit.is_done(StepId("analyse"))


@pytest.mark.req("SITE-6")
def test_a_failed_check_blocks_the_test_and_sends_back_to_the_work(device: Device) -> None:
    visit = open_at(device, "accept", "analyse", "call", "kit", "depart", "travel", "arrive", "diagnose", "work")
    assert visit.current == "test"
    visit.form.answer("no_alarm", "fail")
    device.settle()
    assert (visit.blocked, visit.mayPassGate, visit.mayGoBack) == (True, False, True)
    visit.goBack()
    device.settle()
    assert visit.current == "work"
    assert not device.order().visit.is_done(StepId("work"))


def test_undo_within_five_seconds_stores_the_value_that_was_there_before(device: Device) -> None:
    visit = at_kit(device)
    visit.form.answer("tools", "OK")
    device.settle()
    undo = visit.form.undo
    assert (undo.offered, undo.seconds) == (True, 5)
    undo.undo()
    device.settle()
    assert answers(device, "kit").get("tools", "") == ""
    assert visit.form.value("tools") == ""
    assert not undo.offered


def test_the_undo_bar_goes_after_five_seconds_and_what_was_stored_stays(device: Device) -> None:
    visit = at_kit(device)
    visit.form.answer("tools", "OK")
    device.settle()
    for _ in range(5):
        device.ticker.advance()
    assert not visit.form.undo.offered
    visit.form.undo.undo()
    device.settle()
    assert answers(device, "kit") == {"tools": "OK"}


def test_all_present_except_the_mat_is_one_tap_one_transaction_and_one_undo(device: Device) -> None:
    visit = at_kit(device)
    before = len(device.store.state.outbox)
    visit.form.tickRest()
    device.settle()
    rows = device.store.state.outbox[before:]
    assert len(rows) == 11
    assert len({row.recorded.group for row in rows}) == 1
    assert visit.form.value("floor_mat") == ""
    visit.form.undo.undo()
    device.settle()
    assert visit.form.checkedText == "0/12"


def test_a_full_disk_leaves_the_form_as_it_was_and_says_so(device: Device, monkeypatch: pytest.MonkeyPatch) -> None:
    visit = at_kit(device)

    def full() -> UnitOfWork:
        raise StoreFull("store.full")

    monkeypatch.setattr(type(device.store), "begin", lambda _store: full())
    visit.form.answer("tools", "OK")
    device.settle()
    assert visit.form.value("tools") == ""
    assert device.shell.hasProblem
    assert device.shell.problemSafe
    assert answers(device, "kit") == {}


@pytest.mark.req("SITE-1")
def test_the_arrival_page_says_how_punctual_the_arrival_is(device: Device) -> None:
    visit = open_at(device, "accept", "analyse", "call")
    visit.form.tickRest()
    visit.form.answer("floor_mat", "OK")
    pack(visit)
    device.settle()
    visit.goOn()
    device.settle()
    visit.goOn()
    device.settle()
    assert device.order().visit.departed_at is not None
    device.set_clock("09:40")
    assert (visit.departure.arrivalWords, visit.departure.arrivalState) == ("09:40 到，早 20 分钟·到早了", "amber")
    device.set_clock("09:52")
    assert visit.departure.arrivalWords == "09:52 到，早 8 分钟·正合适"
    assert visit.departure.arrivalState == "good"
    device.set_clock("10:03")
    assert visit.departure.arrivalState == "red"


def test_a_need_ticked_by_hand_is_marked_as_such(device: Device) -> None:
    visit = at_kit(device)
    visit.bag.tick("spare-cb-680", True)
    device.settle()
    row = next(row for row in visit.bag.needs.rows() if row.need == "spare-cb-680")
    assert (row.checked, row.proof, row.proofWord) == (True, "hand", "手工确认")
    assert device.order().visit.kit["spare-cb-680"].source is CaptureSource.HAND


def test_a_new_part_shows_with_the_old_one_still_to_scan_and_can_be_taken_back(device: Device) -> None:
    visit = open_at(device)
    visit.openStep("work")
    device.settle()
    device.consume(ORDER_ID, make_part_code(serial_number=SerialNumber("2608-11937")))
    device.settle()
    rows = visit.bag.parts.rows()
    assert [(row.side, row.proof) for row in rows] == [("new", "scanned"), ("old", "open")]
    assert "2608-11937" in rows[0].detail
    visit.bag.takeBack(rows[0].useId)
    device.settle()
    assert [(row.side, row.proof) for row in visit.bag.parts.rows()] == [("new", "reversed")]


def test_a_language_switched_while_a_visit_is_open_changes_every_word(device: Device) -> None:
    visit = at_kit(device)
    device.shell.setLanguage("en")
    device.settle()
    assert visit.facts.stepTitle == "Toolkit"
    assert visit.primaryText.endswith("missing: no departure")
    assert visit.form.checks.rows()[0].title == "Floor mat"


def test_a_change_from_the_centre_shows_without_a_touch(device: Device) -> None:
    visit = at_kit(device)
    device.complete("kit")
    assert visit.stepDone
    assert device.order().state is OrderState.ACCEPTED


@pytest.mark.req("USE-3")
def test_a_whole_kit_check_touches_the_store_on_no_account_on_the_ui_thread(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = Device()
    ui, seen = threading.get_ident(), set()
    for name in ("begin", "order", "orders", "process", "form", "place", "part", "stock", "faults", "movements"):
        real = getattr(type(device.store), name)

        def watched(self: object, *args: object, real=real, name=name) -> object:  # type: ignore[no-untyped-def]
            seen.add((name, threading.get_ident() == ui))
            return real(self, *args)

        monkeypatch.setattr(type(device.store), name, watched)
    for page in ("today", "orders"):
        device.navigator.openSection(page)
        device.settle()
    device.navigator.open("visit", ORDER_ID)
    device.settle()
    visit = device.screens.visit
    visit.openStep("kit")
    device.settle()
    visit.form.tickRest()
    visit.form.answer("floor_mat", "OK")
    visit.bag.tick("spare-ts-02", True)
    device.settle()
    visit.goOn()
    device.settle()
    device.shutdown()
    assert ("begin", False) in seen
    assert ("form", False) in seen
    assert {name for name, on_ui in seen if on_ui} == set()


def test_an_answer_for_a_page_that_was_left_does_not_come_back(device: Device) -> None:
    visit = open_at(device)
    visit.enter(OrderId("wo-261123-007"))
    visit.enter(ORDER_ID)
    device.settle()
    assert visit.facts.orderId == ORDER_ID


def test_the_countdown_of_the_header_follows_the_clock(device: Device) -> None:
    visit = open_at(device)
    before = visit.departure.prepareMinutes
    device.clock.pass_time(timedelta(minutes=3))
    device.ticker.advance()
    assert visit.departure.prepareMinutes == before - 3


@pytest.mark.req("SITE-2")
@pytest.mark.parametrize(
    ("found", "same", "text"),
    [
        ("sensor_drift", True, "与行前分析一致：传感器漂移"),
        ("board", False, "与行前分析不同：分析是传感器漂移，现场是控制板损坏"),
    ],
)
def test_the_diagnosis_says_where_it_differs_from_the_analysis(
    device: Device, found: str, same: bool, text: str
) -> None:
    device.do(save_answer("analyse", "expected_cause", "sensor_drift"))
    visit = open_at(device, "accept", "analyse", "call", "kit", "depart", "travel", "arrive")
    assert (visit.current, visit.facts.comparedText) == ("diagnose", "")
    visit.form.answer("cause", found)
    device.settle()
    facts = visit.facts
    assert (facts.comparedText, facts.comparedSame, facts.comparedField) == (text, same, "cause")
    visit.openStep("work")
    device.settle()
    assert (facts.comparedShort.partition("：")[0], facts.comparedField) == ("一致" if same else "不同", "")


@pytest.mark.req("KIT-2")
def test_the_hint_of_the_mat_says_what_lacks_until_it_is_ticked(device: Device) -> None:
    visit = at_kit(device)

    def hint(name: str) -> str:
        return next(row.hint for row in visit.form.checks.rows() if row.name == name)

    assert (hint("floor_mat"), hint("shoe_covers")) == ("没有垫布不能出发", "2 副")
    visit.form.answer("floor_mat", "OK")
    device.settle()
    assert hint("floor_mat") == "1 块，干净"

"""The customer's page without pixels: what is missing, what is stored, what wipes it, who may leave it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from fieldapp.domain.events import AnswerSaved
from fieldapp.domain.ids import StepId
from fieldapp.domain.visit import Satisfaction
from fieldapp.ui.items.ink import InkPad
from fieldapp.ui.viewmodels.sign import SignViewModel
from fieldapp.ui.viewmodels.sign_memory import Recalled, SignMemory
from tests.factories import FORM_SHA256, ORDER_ID, save_answer
from tests.ui.paper_stage import PIN, PaperDevice

SIGN = StepId("sign")


@pytest.fixture
def device(qapp: QApplication) -> Iterator[PaperDevice]:
    device = PaperDevice()
    device.visit_until("sign")
    device.navigator.open("visit", ORDER_ID)
    device.navigator.open("sign", ORDER_ID)
    device.settle()
    yield device
    device.shutdown()


@pytest.fixture
def afar(qapp: QApplication) -> Iterator[PaperDevice]:
    """At the signature of a job that was done by phone."""
    device = PaperDevice()
    device.do(save_answer("way", "way", "phone"))
    device.visit_until("sign")
    device.navigator.open("visit", ORDER_ID)
    device.navigator.open("sign", ORDER_ID)
    device.settle()
    yield device
    device.shutdown()


def written() -> InkPad:
    """A pad with one stroke on it."""
    pad = InkPad()
    left = Qt.MouseButton.LeftButton
    for kind, x in (
        (QEvent.Type.MouseButtonPress, 10.0),
        (QEvent.Type.MouseMove, 40.0),
        (QEvent.Type.MouseButtonRelease, 90.0),
    ):
        place = QPointF(x, 30.0)
        event = QMouseEvent(kind, place, place, left, left, Qt.KeyboardModifier.NoModifier)
        act = {
            QEvent.Type.MouseButtonPress: pad.mousePressEvent,
            QEvent.Type.MouseMove: pad.mouseMoveEvent,
            QEvent.Type.MouseButtonRelease: pad.mouseReleaseEvent,
        }[kind]
        act(event)
    return pad


def fill_in(sign: SignViewModel) -> None:
    sign.agree(True)
    sign.inkChanged(True)
    sign.rate("fairly")


@pytest.mark.req("REP-3")
def test_nothing_is_chosen_beforehand_and_the_action_names_what_is_missing_one_by_one(device: PaperDevice) -> None:
    sign = device.paper.sign
    assert (sign.agreed, sign.satisfaction, sign.remark) == (False, "", "")
    assert (sign.blocked, sign.primaryText) == (True, "请先勾选确认")
    sign.agree(True)
    assert sign.primaryText == "请在框内签名"
    sign.inkChanged(True)
    assert sign.primaryText == "请选满意程度"
    sign.rate("satisfied")
    assert (sign.blocked, sign.primaryText) == (False, "确认签字")


@pytest.mark.req("REP-3")
def test_the_customer_ticks_the_very_words_of_the_document_in_the_language_that_is_shown(device: PaperDevice) -> None:
    sign = device.paper.sign
    document = device.words.catalogue
    assert sign.paper.clause == document.text("documents.sign.clause", "zh")

    sign.switchLanguage()
    device.settle()

    assert sign.paper.clause == document.text("documents.sign.clause", "en")


@pytest.mark.req("REP-3")
def test_signing_binds_what_was_shown_and_keeps_the_customers_answers(device: PaperDevice) -> None:
    sign = device.paper.sign
    shown = sign.paper.draft
    assert shown is not None
    pad = written()
    fill_in(sign)
    sign.say(" 下次请早点来 ")
    sign.confirm(pad)
    device.settle()
    visit = device.order().visit
    [report] = visit.reports
    assert report.content_sha256 == shown.content_sha256
    assert report.acceptance is not None
    assert report.acceptance.strokes == pad.strokes()
    assert (report.acceptance.signer_name, report.acceptance.remark) == ("林芳", "下次请早点来")
    assert report.acceptance.satisfaction is Satisfaction.FAIRLY
    answers = {name: visit.answer(SIGN, name) for name in ("agreed", "satisfaction", "customer_remark")}
    assert answers == {"agreed": "OK", "satisfaction": "fairly", "customer_remark": "下次请早点来"}
    assert visit.is_done(SIGN)
    assert (sign.finished, sign.thanks) == (True, "谢谢您，林芳")


@pytest.mark.req("REP-3")
def test_a_change_after_the_report_was_shown_refuses_the_signature_and_keeps_no_answer(device: PaperDevice) -> None:
    sign = device.paper.sign
    fill_in(sign)
    with device.store.begin() as work:  # behind the screen's back: no notice comes
        work.append(
            AnswerSaved(
                order_id=ORDER_ID,
                at=device.clock.now(),
                step=StepId("report"),
                name="labour_hours",
                value="4",
                form_sha256=FORM_SHA256,
            )
        )
        work.commit()
    sign.confirm(written())
    device.settle()
    assert device.shell.problemWhat.startswith("报告 SR-261123-004 在给客户看过之后又有改动")
    assert device.order().visit.reports == ()
    assert device.order().visit.answer(SIGN, "agreed") == ""
    assert (sign.finished, sign.agreed, sign.blocked) == (False, False, True)
    assert sign.paper.fees.rows()[1].quantity == "4 小时"


@pytest.mark.req("REP-3")
def test_another_language_is_another_text_so_ink_and_tick_are_wiped(device: PaperDevice) -> None:
    sign = device.paper.sign
    wiped: list[bool] = []
    sign.wiped.connect(lambda: wiped.append(True))
    fill_in(sign)
    sign.switchLanguage()
    device.settle()
    assert (device.words.language, sign.heading) == ("en", "Jichuan service report")
    assert wiped
    assert sign.primaryText == "Please tick to agree"


@pytest.mark.req("REP-3")
def test_a_refusal_needs_a_reason_and_a_witness_and_is_kept_with_the_report(device: PaperDevice) -> None:
    sign = device.paper.sign
    refusal = sign.refusal
    assert (refusal.reason, refusal.blocked, refusal.actionText) == ("", True, "请选原因")
    refusal.record()
    device.settle()
    assert device.order().visit.reports == ()
    refusal.choose("cost")
    assert refusal.actionText == "请写见证说明"
    refusal.witness("林芳在场，不同意门封收费")
    refusal.record()
    device.settle()
    visit = device.order().visit
    [report] = visit.reports
    assert report.acceptance is None
    assert report.refusal is not None
    assert (report.refusal.reason, report.refusal.witness_remark) == ("cost", "林芳在场，不同意门封收费")
    assert (visit.answer(SIGN, "refused"), visit.answer(SIGN, "refusal_reason")) == ("OK", "cost")
    assert sign.thanks == "已记录，没有签字"


def test_only_the_pin_leads_back_and_the_visit_goes_on_where_it_should(device: PaperDevice) -> None:
    sign = device.paper.sign
    fill_in(sign)
    sign.switchLanguage()
    device.settle()
    fill_in(sign)
    sign.confirm(written())
    device.settle()
    sign.lock.enter("000000")
    device.settle()
    assert device.navigator.page == "sign"
    assert sign.lock.wrong
    sign.lock.enter(PIN)
    device.settle()
    assert (device.navigator.page, device.screens.visit.current) == ("visit", "close")
    assert device.words.language == "zh"


def test_the_signed_version_is_what_is_shown_and_printed_afterwards(device: PaperDevice) -> None:
    sign = device.paper.sign
    fill_in(sign)
    sign.confirm(written())
    device.settle()
    report = device.paper.report
    report.show(ORDER_ID)
    device.settle()
    assert (report.signed, report.numberText) == (True, "SR-261123-004·第 1 版")
    report.printOut()
    device.settle()
    [kept] = device.order().visit.reports
    assert device.printer.printed == [(device.store.blob(kept.document_sha256), kept.number)]


@pytest.mark.req("PRO-4", "REP-4")
def test_a_report_that_changed_after_the_signature_is_opened_again_and_signed_as_the_second_version(
    device: PaperDevice,
) -> None:
    sign, visit = device.paper.sign, device.screens.visit
    fill_in(sign)
    sign.confirm(written())
    device.settle()
    sign.lock.enter(PIN)
    device.settle()
    visit.openStep("work")
    device.settle()
    visit.reopen()
    device.settle()
    visit.goOn()
    device.settle()
    visit.openStep("close")
    device.settle()
    assert "重新签字" in visit.primaryText
    visit.openStep("sign")
    device.settle()
    assert visit.stepDone
    visit.reopen()
    device.settle()
    visit.goOn()
    device.settle()
    assert device.navigator.page == "sign"
    fill_in(sign)
    sign.confirm(written())
    device.settle()
    assert [report.version for report in device.order().visit.reports] == [1, 2]
    sign.lock.enter(PIN)
    device.settle()
    assert (visit.current, device.order().visit.report_outdated_at) == ("close", None)


@pytest.mark.req("SITE-9")
def test_words_that_were_not_confirmed_come_back_and_ink_does_not_and_that_is_said(device: PaperDevice) -> None:
    sign = device.paper.sign
    fill_in(sign)
    sign.say("客户希望下周复查")
    sign.refusal.choose("other")
    device.settle()
    again = PaperDevice()  # the pages as they are built anew after a lock, over the same store
    again.kept.update(device.kept)
    again.visit_until("sign")
    again.navigator.open("sign", ORDER_ID)
    again.settle()
    back = again.paper.sign
    assert (back.agreed, back.satisfaction, back.refusal.reason) == (False, "", "")
    assert (back.remark, back.primaryText) == ("客户希望下周复查", "请先勾选确认")
    assert "笔迹没有确认，已清除" in again.shell.notice.text

    again.shell.notice.clear()
    again.navigator.open("sign", ORDER_ID)
    again.settle()
    assert again.shell.notice.text == "", "ink that is gone is told once"
    again.shutdown()


def test_words_of_one_order_are_not_shown_for_another(device: PaperDevice) -> None:
    device.paper.sign.say("好")
    device.settle()
    told: list[object] = []
    memory = SignMemory(
        lambda name, default: device.kept.get(name, default), device.kept.__setitem__, device.background
    )
    memory.recalled.connect(told.append)
    memory.enter("wx-of-somebody-else")
    device.settle()
    assert told == [Recalled("wx-of-somebody-else", "", ink=False)]


def test_what_was_confirmed_is_forgotten_here(device: PaperDevice) -> None:
    sign = device.paper.sign
    fill_in(sign)
    sign.say("好")
    sign.confirm(written())
    device.settle()
    assert sign.finished
    assert set(device.kept.values()) == {""}


@pytest.mark.req("SITE-14", "REP-3")
def test_where_nobody_went_the_person_on_the_phone_confirms_by_name_and_nobody_signs(afar: PaperDevice) -> None:
    device = afar
    sign = device.paper.sign
    assert (sign.byPhone, sign.speakerName) == (True, "林芳")
    assert sign.paper.clause.endswith("没有手写签名。")
    assert "absent" not in {reason["value"] for reason in sign.refusal.reasons}

    sign.agree(True)
    sign.nameSpeaker(" ")
    assert sign.primaryText == "请写谁在电话里确认"
    sign.nameSpeaker("王店长")
    sign.rate("satisfied")
    assert (sign.blocked, sign.primaryText) == (False, "记下电话确认")
    sign.confirm(written())
    device.settle()

    word = device.order().visit.reports[-1].acceptance
    assert word is not None
    assert (word.by_phone, word.signer_name, word.strokes) == (True, "王店长", ())

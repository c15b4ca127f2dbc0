"""The report's view model: the bill in words, drawn anew when something is recorded, printed and copied."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QApplication

from fieldapp.domain.errors import PrintError
from fieldapp.domain.events import AnswerSaved
from fieldapp.domain.ids import StepId
from tests.factories import FORM_SHA256, ORDER_ID
from tests.ui.paper_stage import PaperDevice


@pytest.fixture
def device(qapp: QApplication) -> Iterator[PaperDevice]:
    device = PaperDevice()
    device.visit_until("report")
    device.do(*device.answers("report"))
    yield device
    device.shutdown()


def hours(device: PaperDevice, value: str) -> None:
    device.do(
        AnswerSaved(
            order_id=ORDER_ID,
            at=device.clock.now(),
            step=StepId("report"),
            name="labour_hours",
            value=value,
            form_sha256=FORM_SHA256,
        )
    )


@pytest.mark.req("REP-2")
def test_the_bill_names_each_line_what_it_is_worth_and_that_the_warranty_bears_it(device: PaperDevice) -> None:
    report = device.paper.report
    report.show(ORDER_ID)
    device.settle()
    lines = [(row.title, row.quantity, row.price, row.coveredWord, row.due) for row in report.fees.rows()]
    assert lines == [
        ("上门费", "1", "¥60.00", "保修", "¥0.00"),
        ("工时", "1.5 小时", "¥120.00", "保修", "¥0.00"),
        ("蒸发器温度传感器 TS-02", "1", "¥148.00", "保修", "¥0.00"),
    ]
    assert (report.due, report.borne) == ("¥0.00", "保修已减免 ¥388.00")
    assert report.numberText == "SR-261123-004·第 1 版"


@pytest.mark.req("REP-1")
def test_the_summary_says_what_was_recorded_and_nothing_that_was_not(device: PaperDevice) -> None:
    report = device.paper.report
    report.show(ORDER_ID)
    device.settle()
    facts = {row.key: row.text for row in report.summary.rows()}
    assert facts["solution"] == "更换温度传感器"
    assert facts["parts"] == "蒸发器温度传感器 TS-02（装上 2608-11937）"
    assert facts["tests"].startswith("6/6 合格；")
    assert "到达" not in facts["times"]


def test_hours_changed_in_the_form_change_the_bill_at_once(device: PaperDevice) -> None:
    report = device.paper.report
    report.show(ORDER_ID)
    device.settle()
    hours(device, "3")
    assert report.fees.rows()[1].quantity == "3 小时"
    assert report.borne == "保修已减免 ¥568.00"


def test_the_report_is_worded_anew_when_the_language_changes(device: PaperDevice) -> None:
    report = device.paper.report
    report.show(ORDER_ID)
    device.settle()
    device.words.speak("en")
    device.settle()
    assert report.fees.rows()[0].title == "Visit"
    assert report.draft is not None
    assert report.draft.language == "en"


@pytest.mark.req("REP-3")
def test_the_preview_draws_every_page_and_draws_them_anew_after_a_change(device: PaperDevice) -> None:
    report = device.paper.report
    report.preview(ORDER_ID)
    device.settle()
    first = report.pages
    assert len(first) >= 1
    assert all(page.startswith("data:image/png;base64,") for page in first)
    hours(device, "3")
    device.settle()
    assert len(report.pages) == len(first)
    assert report.pages != first


def test_printing_hands_over_the_document_itself(device: PaperDevice) -> None:
    report = device.paper.report
    report.show(ORDER_ID)
    device.settle()
    report.printOut()
    device.settle()
    [(pdf, title)] = device.printer.printed
    assert (pdf[:5], title) == (b"%PDF-", "SR-261123-004")
    assert report.message == "已送到打印机"


def test_a_missing_printer_is_told_in_three_sentences_and_the_page_can_be_used_again(device: PaperDevice) -> None:
    device.printer.fault = PrintError("printer.missing")
    report = device.paper.report
    report.show(ORDER_ID)
    device.settle()
    report.printOut()
    device.settle()
    assert device.shell.problemWhat == "没有找到打印机"
    assert (report.busy, report.message) == (False, "")


def test_a_copy_is_the_document_and_a_folder_that_is_gone_is_told(device: PaperDevice, tmp_path: Path) -> None:
    report = device.paper.report
    report.show(ORDER_ID)
    device.settle()
    report.saveCopy(QUrl.fromLocalFile(str(tmp_path)))
    device.settle()
    assert (tmp_path / "SR-261123-004-1.pdf").read_bytes().startswith(b"%PDF-")
    assert report.message == "副本已存到 SR-261123-004-1.pdf"
    report.saveCopy(QUrl.fromLocalFile(str(tmp_path / "gone")))
    device.settle()
    assert device.shell.problemWhat.startswith("副本没有存下来")

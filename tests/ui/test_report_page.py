"""The report step and its preview in the real window: the bill as it is shown, the pages, the way there and back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from fieldapp.domain.ids import StepId
from fieldapp.ui.paper_pictures import WIDTH
from tests.factories import ORDER_ID
from tests.ui.pages import LANDSCAPE, PORTRAIT, Screen
from tests.ui.paper_stage import PaperDevice


@pytest.fixture
def device(qapp: QApplication) -> Iterator[PaperDevice]:
    device = PaperDevice()
    yield device
    device.shutdown()


@pytest.fixture
def screen(device: PaperDevice) -> Iterator[Screen]:
    device.visit_until("report")
    device.do(*device.answers("report"))
    screen = Screen(device)
    screen.resize(LANDSCAPE)
    screen.open("visit", ORDER_ID)
    yield screen
    screen.close()
    assert screen.warnings == []


@pytest.mark.req("REP-2")
@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT])
def test_the_report_step_shows_the_bill_with_its_sum_and_what_the_warranty_bears(
    screen: Screen, size: tuple[int, int]
) -> None:
    screen.resize(size)
    assert screen.find("due").property("text") == "¥0.00"
    assert screen.find("borne").property("text") == "保修已减免 ¥388.00"
    assert screen.reads("蒸发器温度传感器 TS-02")
    assert screen.find("reportNumber").property("text") == "SR-261123-004·第 1 版"


@pytest.mark.req("REP-2")
def test_amounts_stand_below_each_other_at_one_right_edge(screen: Screen) -> None:
    rows = [screen.find(f"fee-{number}") for number in range(3)]
    edges = {round(row.mapToScene(row.position() * 0).x() + row.width()) for row in rows}
    due = screen.find("due")
    assert edges == {round(due.mapToScene(due.position() * 0).x() + due.width())}


def test_the_report_keeps_its_words_on_the_page_at_one_and_a_half_text_size(screen: Screen) -> None:
    for language in ("zh", "en"):
        screen.device.shell.setLanguage(language)
        screen.device.shell.setTextScale(1.5)
        for size in (LANDSCAPE, PORTRAIT):
            screen.resize(size)
            due = screen.find("due")
            assert due.mapToScene(due.position() * 0).x() + due.width() <= size[0]


@pytest.mark.req("REP-3")
def test_the_preview_shows_the_pages_and_leads_back_to_the_step(screen: Screen) -> None:
    screen.tap("previewReport")
    assert screen.device.navigator.page == "report"
    screen.until(lambda: screen.has("paper-0") and screen.find("paper-0").implicitWidth() > 0)
    assert screen.find("paper-0").implicitWidth() == WIDTH
    assert screen.reads("还没签字")
    screen.tap("primary")
    assert screen.device.navigator.page == "visit"
    assert screen.device.screens.visit.current == "report"


def test_a_tap_prints_the_preview(screen: Screen, device: PaperDevice) -> None:
    screen.tap("previewReport")
    screen.tap("print")
    assert [title for _, title in device.printer.printed] == ["SR-261123-004"]
    assert screen.reads("已送到打印机")


def test_asking_for_the_signature_completes_the_report_and_then_opens_the_customers_page(screen: Screen) -> None:
    assert screen.find("primary").property("text") == "请客户签字"
    screen.tap("primary")
    assert screen.device.order().visit.is_done(StepId("report"))
    screen.tap("primary")
    assert screen.device.navigator.page == "sign"
    assert not screen.has("rail")

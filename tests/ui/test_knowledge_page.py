from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fieldapp.domain.events import Arrived, VisitClosed
from fieldapp.domain.outcome import Outcome
from fieldapp.wire.messages import DocumentKind
from tests.factories import ORDER_ID
from tests.ui.items import below
from tests.ui.knowledge_stage import DRIFT, FAN, SEAL, Library
from tests.ui.pages import LANDSCAPE, PORTRAIT, Screen


class LibraryScreen(Screen):
    device: Library

    def hits(self) -> list[str]:
        return self.device.hits()

    def type(self, text: str) -> None:
        """Type with the keys into whatever has the focus, and let the field look."""
        for sign in text:
            QTest.keyClick(self.main.window, sign)  # type: ignore[call-overload]
        self.until(lambda: self.device.knowledge.knowledge.typed == self.find("faultSearch").property("text"))
        self.settle()

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.main.window, key)
        self.settle()

    def focused(self) -> str:
        item = self.main.window.activeFocusItem()
        return item.objectName() if item is not None else ""


@pytest.fixture
def library(qapp: QApplication) -> Iterator[LibraryScreen]:
    device = Library()
    screen = LibraryScreen(device)
    screen.resize(LANDSCAPE)
    yield screen
    screen.close()
    device.shutdown()
    assert screen.warnings == []


def over(device: Library) -> None:
    """Somebody was there, and the visit is closed."""
    at = device.clock.now()
    device.do(Arrived(order_id=ORDER_ID, at=at), VisitClosed(order_id=ORDER_ID, at=at, outcome=Outcome.SOLVED))


@pytest.mark.req("KNO-1")
def test_hits_follow_what_is_typed_letter_by_letter(library: LibraryScreen) -> None:
    library.open("knowledge")
    library.tap("faultSearch")
    library.type("e0")
    assert set(library.hits()) == {DRIFT, "cf680-e02-wet", "cf680-e02-board", FAN}
    library.type("7")
    assert library.hits() == [FAN]
    assert library.reads("E07·AH-12")


@pytest.mark.req("KNO-1")
def test_an_entry_shows_cause_both_plans_tools_parts_with_the_vans_stock_and_its_picture(
    library: LibraryScreen,
) -> None:
    library.open("knowledge")
    library.device.type("漂移")
    for part in ("阻值漂移", "更换传感器 TS-02", "换主控制板 CB-680", "冰水杯、数字万用表", "本车有 2", "本车没有"):
        assert library.reads(part), part
    library.until(lambda: library.has("picture"))


@pytest.mark.req("KNO-1", "ANA-1")
def test_opened_from_an_order_it_starts_with_the_orders_model_and_code(library: LibraryScreen) -> None:
    library.open("orders", ORDER_ID)
    library.device.screens.orders.showTab("faults")
    library.settle()
    library.tap("searchLibrary")
    assert library.find("faultSearch").property("text") == "E02"
    assert library.hits() == [DRIFT, "cf680-e02-wet", "cf680-e02-board"]
    assert library.reads("WX-261123-004")
    library.tap("model-")
    library.tap("clearSearch")
    assert library.hits()[0] == DRIFT, "same model and code stay before the rest"
    assert library.hits()[-1] == FAN


def test_one_model_is_looked_at_alone(library: LibraryScreen) -> None:
    library.open("knowledge")
    library.tap("model-AH-12")
    assert library.hits() == [FAN]
    library.tap("model-")
    assert len(library.hits()) == 5


@pytest.mark.req("KNO-1")
def test_a_typing_error_is_told_and_forgiven(library: LibraryScreen) -> None:
    library.open("knowledge")
    library.device.type("门风条")
    assert library.hits() == [SEAL]
    assert library.has("near")
    library.device.type("门封条")
    assert library.hits() == [SEAL]
    assert not library.has("near")


def test_nothing_found_says_what_to_do_and_offers_all_models(library: LibraryScreen) -> None:
    library.open("knowledge", ORDER_ID)
    library.device.type("室外风机")
    assert library.reads("没有找到")
    library.tap("emptyAction")
    assert library.hits() == [FAN]
    library.device.type("压力容器")
    assert library.reads("没有找到")
    assert not library.has("emptyAction")


def test_an_empty_library_says_that_it_comes_with_the_next_sync(library: LibraryScreen) -> None:
    documents = library.device.store.state.documents
    for key in [key for key in documents if key[0].value == "fault_entry"]:
        del documents[key]
    library.open("knowledge")
    assert library.reads("下次同步后就有了")


def test_the_library_is_searched_and_read_by_keyboard_alone(library: LibraryScreen) -> None:
    library.open("knowledge")
    library.find("faultSearch").forceActiveFocus()  # type: ignore[attr-defined]
    library.type("e02")
    library.press(Qt.Key.Key_Down)
    assert library.focused() == f"hit-{DRIFT}"
    library.press(Qt.Key.Key_Down)
    library.press(Qt.Key.Key_Return)
    assert library.device.knowledge.knowledge.picked == "cf680-e02-wet"
    library.press(Qt.Key.Key_Up)
    library.press(Qt.Key.Key_Up)
    assert library.focused() == "faultSearch"
    library.press(Qt.Key.Key_Escape)
    assert library.find("faultSearch").property("text") == ""
    assert len(library.hits()) == 5


def test_in_portrait_list_and_entry_take_turns(library: LibraryScreen) -> None:
    library.open("knowledge")
    library.resize(PORTRAIT)
    library.tap(f"hit-{SEAL}")
    assert not library.has("hits")
    assert library.reads("换门封条 DS-68")
    library.device.knowledge.knowledge.closeDetail()
    library.settle()
    assert library.has("hits")


@pytest.mark.req("KNO-2")
def test_a_closed_case_is_proposed_by_two_taps_and_only_once(library: LibraryScreen) -> None:
    over(library.device)
    library.open("orders", ORDER_ID)
    library.tap("proposeCase")
    library.find("proposedCause").setProperty("text", "接插件 X7 受潮")
    library.find("proposedMeasure").setProperty("text", "换 CK-07，线束做滴水弯")
    library.settle()
    library.tap("sendProposal")
    (kept,) = library.device.order().visit.fault_proposals
    assert (kept.code, kept.cause, kept.measure) == ("E02", "接插件 X7 受潮", "换 CK-07，线束做滴水弯")
    assert not library.has("sendProposal")
    assert not library.has("proposeCase")


@pytest.mark.req("KNO-2")
def test_the_library_opened_from_a_finished_order_offers_to_propose_its_case(library: LibraryScreen) -> None:
    library.open("knowledge", ORDER_ID)
    assert not library.has("propose")
    over(library.device)
    library.settle()
    library.tap("propose")
    assert library.has("sendProposal")


@pytest.mark.req("KNO-2")
def test_the_library_itself_offers_the_case_that_was_closed_last_until_it_is_proposed(library: LibraryScreen) -> None:
    library.open("knowledge")
    assert not library.has("proposeLast")
    over(library.device)
    library.settle()
    assert library.find("proposeLast").property("text") == "提交案例·禾味生鲜超市 云桥店"
    library.tap("proposeLast")
    library.find("proposedCause").setProperty("text", "受潮")
    library.find("proposedMeasure").setProperty("text", "换 CK-07")
    library.settle()
    library.tap("sendProposal")
    assert not library.has("proposeLast")


def test_a_case_without_cause_or_measure_cannot_be_sent(library: LibraryScreen) -> None:
    over(library.device)
    library.open("propose", ORDER_ID)
    assert library.find("sendProposal").property("blocked")
    assert library.reads("三项都要填")


def test_every_place_to_press_is_large_enough_and_has_a_name(library: LibraryScreen) -> None:
    library.device.shell.setTextScale(1.5)
    library.open("knowledge", ORDER_ID)
    names = [f"hit-{DRIFT}", "model-", "model-CF-680", "clearSearch", "faultSearch"]
    for name in names:
        item = library.find(name)
        assert min(item.width(), item.height()) >= 60, name
        told = QAccessible.queryAccessibleInterface(item)
        assert told is not None
        assert told.text(QAccessible.Text.Name), name


def test_words_of_what_was_found_are_bold_and_nothing_of_an_entry_is_taken_for_markup(library: LibraryScreen) -> None:
    library.open("knowledge")
    library.device.type("风机不转")
    row = library.device.knowledge.knowledge.rows.rows()[0]
    assert row.cause == "室外<b>风机不转</b>"

    def is_bold() -> bool:
        return any("<b>" in str(item.property("text") or "") for item in below(library.find(f"hit-{FAN}")))

    # The list shows a new row one frame after its model has it.
    library.until(lambda: library.has(f"hit-{FAN}") and is_bold())


def test_an_order_of_a_model_that_the_library_does_not_know_shows_all_of_it(library: LibraryScreen) -> None:
    del library.device.store.state.documents[(DocumentKind.FAULT_ENTRY, FAN, "")]
    library.open("knowledge", "wo-261123-007")
    assert library.device.knowledge.knowledge.model == ""
    library.tap("clearSearch")
    assert len(library.hits()) == 4

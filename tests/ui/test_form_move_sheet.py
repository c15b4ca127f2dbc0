"""A newer checklist under the finger: a quiet line, a sheet that tells everything, one press to move, one to keep."""

from __future__ import annotations

import pytest
from PySide6.QtQuick import QQuickItem

from fieldapp.domain.ids import FormId, StepId
from fieldapp.wire.messages import DocumentKind
from tests.factories import ORDER_ID, save_answer
from tests.fakes.newer_form import next_work
from tests.fakes.shipped import shipped_forms
from tests.fakes.visit_answers import ANSWERS
from tests.ui.items import is_shown
from tests.ui.pages import LANDSCAPE, PORTRAIT, Screen, screen

__all__ = ["screen"]

WORK = StepId("work")
LEAST_TARGET = 60


@pytest.fixture
def at_work(screen: Screen) -> Screen:
    """The work step with its answers, a newer version being on the tablet."""
    form = next_work()
    screen.device.store.state.documents[(DocumentKind.FORM, form.sha256, form.sha256)] = form
    screen.device.do(*[save_answer("work", name, value) for name, value in ANSWERS["work"].items()])
    screen.open("visit", ORDER_ID)
    screen.device.screens.visit.openStep("work")
    screen.settle()
    return screen


def pinned(screen: Screen) -> str:
    return screen.device.order().pin.forms[FormId("work")]


@pytest.mark.req("PRO-2")
@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT], ids=["landscape", "portrait"])
def test_the_line_leads_to_the_sheet_and_one_press_moves(at_work: Screen, size: tuple[int, int]) -> None:
    screen = at_work
    screen.resize(size)
    assert screen.reads("检查表有新版本 2026120100")
    screen.tap("seeFormChanges")
    for words in ("新增 1·删去 1·改为必填 1·改名 1", "现在叫：新件 0 ℃ 阻值 (kΩ)", "7 项照旧保留", "21.4 kΩ"):
        assert screen.reads(words), words
    assert pinned(screen) == shipped_forms()["work"].sha256
    screen.tap("moveForm")
    assert pinned(screen) == next_work().sha256
    assert not screen.has("formOffer")
    assert screen.reads("查漏")
    assert not screen.reads("旧件 0 ℃ 阻值")


@pytest.mark.req("PRO-2")
@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT], ids=["landscape", "portrait"])
def test_what_becomes_of_the_answers_is_in_sight_before_any_change(at_work: Screen, size: tuple[int, int]) -> None:
    screen = at_work
    screen.resize(size)
    screen.tap("seeFormChanges")
    dropped, changes = screen.find("droppedAnswers"), screen.find("changeNumbers")
    ends = dropped.mapToScene(dropped.boundingRect().bottomLeft()).y()
    assert ends <= changes.mapToScene(changes.boundingRect().topLeft()).y()
    assert ends <= screen.find("moveForm").mapToScene(changes.boundingRect().topLeft()).y()


@pytest.mark.req("PRO-2")
def test_keeping_the_version_closes_the_sheet_and_more_still_leads_there(at_work: Screen) -> None:
    screen = at_work
    screen.tap("seeFormChanges")
    screen.tap("keepForm")
    assert not screen.has("formOffer")
    assert pinned(screen) == shipped_forms()["work"].sha256
    screen.tap("more")
    screen.tap("moreForm")
    assert screen.reads("7 项照旧保留")


@pytest.mark.req("PRO-2")
def test_after_a_move_more_leads_back_and_the_answer_returns(at_work: Screen) -> None:
    screen = at_work
    screen.tap("seeFormChanges")
    screen.tap("moveForm")
    screen.device.set_clock("09:20")
    screen.tap("more")
    screen.tap("moreForm")
    assert screen.reads("换回原来的检查表")
    assert screen.reads("放回来")
    screen.tap("moveForm")
    assert pinned(screen) == shipped_forms()["work"].sha256
    assert screen.device.order().visit.answer(WORK, "old_resistance") == "21.4"


def test_a_visit_without_another_version_shows_neither_line_nor_row(screen: Screen) -> None:
    screen.open("visit", ORDER_ID)
    assert not screen.has("formOffer")
    screen.tap("more")
    assert not screen.has("moreForm")


def test_every_action_of_the_sheet_is_large_enough_for_a_glove_and_has_a_name(at_work: Screen) -> None:
    at_work.tap("seeFormChanges")
    for name in ("seeFormChanges", "moveForm", "keepForm"):
        item: QQuickItem = at_work.find(name)
        assert item.height() >= LEAST_TARGET, name
        assert item.width() >= LEAST_TARGET, name
        assert item.property("text"), name


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_word_of_the_sheet_is_cut_at_the_largest_text(at_work: Screen, language: str) -> None:
    at_work.device.shell.setLanguage(language)
    at_work.device.shell.setTextScale(1.5)
    at_work.resize(PORTRAIT)
    at_work.tap("seeFormChanges")
    labels = [
        item for item in at_work.below("formMoveSheet") if is_shown(item) and item.property("truncated") is not None
    ]
    assert len(labels) > 10
    assert [item.property("text") for item in labels if item.property("truncated")] == []

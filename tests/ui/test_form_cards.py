"""Groups as cards, and rows of a repeat that come and go under the finger; what a row held comes back with it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtQuick import QQuickItem

from fieldapp.ui.bus import ORDER, Changed
from tests.factories import ORDER_ID
from tests.ui.form_stage import FormScreen, every_question_on
from tests.ui.items import by_name, is_shown
from tests.ui.pages import LANDSCAPE, PORTRAIT, Screen, screen

__all__ = ["screen"]

pytestmark = pytest.mark.req("SITE-3")


@pytest.fixture
def page(screen: Screen) -> FormScreen:
    return every_question_on(screen)


def answers(page: FormScreen, start: str) -> dict[str, str]:
    """The stored answers of a repeat, without those that were taken away."""
    stored = page.screen.device.order().visit.answers["test"]  # type: ignore[index]
    return {name: value for name, value in stored.items() if name.startswith(start) and value}


def fill(page: FormScreen, question: str, words: str) -> None:
    page.focus(question, "field")
    page.type(words)
    page.key(Qt.Key.Key_Tab)


def add(page: FormScreen, words: str) -> None:
    page.click("spare#rows", "addRow")
    field = page.window.activeFocusItem()
    assert field.objectName() == "field"  # the new row's first question has the keyboard
    page.type(words)
    page.key(Qt.Key.Key_Tab)


def top_of(page: FormScreen, name: str) -> float:
    return page.screen.find(name).mapToScene(QPointF(0, 0)).y()


def test_a_row_is_added_and_its_first_question_has_the_keyboard(page: FormScreen) -> None:
    fill(page, "spare[1]/what", "solder")
    add(page, "foam")
    assert answers(page, "spare") == {"spare": "2", "spare[1]/what": "solder", "spare[2]/what": "foam"}
    assert page.form.row("spare[2]#head").title == "用掉的料 2"  # type: ignore[union-attr]


@pytest.mark.req("SITE-9")
def test_a_row_that_was_removed_comes_back_to_its_place_with_all_it_held(page: FormScreen) -> None:
    fill(page, "spare[1]/what", "solder")
    add(page, "foam")
    add(page, "tape")
    before = answers(page, "spare")
    page.click("spare[2]#head", "removeRow")
    assert answers(page, "spare") == {"spare": "2", "spare[1]/what": "solder", "spare[2]/what": "tape"}
    assert page.form.undo.text == "“用掉的料 2”连同填写的内容已移除"
    page.press(by_name(page.screen.find("undoBar"), "undo"))
    assert answers(page, "spare") == before
    assert page.form.value("spare[2]/what") == "foam"


def test_the_last_row_can_go_and_one_can_be_added_again(page: FormScreen) -> None:
    page.click("spare[1]#head", "removeRow")
    assert not page.screen.has("question-spare[1]/what")
    assert answers(page, "spare") == {"spare": "0"}
    add(page, "glue")
    assert answers(page, "spare") == {"spare": "1", "spare[1]/what": "glue"}


def test_two_taps_on_remove_take_one_row_out(page: FormScreen) -> None:
    add(page, "foam")
    page.form.removeRow("spare[2]")
    page.form.removeRow("spare[2]")
    page.screen.settle()
    assert answers(page, "spare") == {"spare": "1"}


@pytest.mark.req("SITE-9")
def test_rows_that_came_and_went_are_read_again_as_they_stand(page: FormScreen) -> None:
    fill(page, "spare[1]/what", "solder")
    add(page, "foam")
    page.click("spare[1]#head", "removeRow")
    page.screen.open("today")
    page.screen.open("visit", ORDER_ID)
    assert page.form.value("spare[1]/what") == "foam"
    assert page.form.row("spare[2]/what") is None
    head = page.screen.find("question-spare[1]#head")
    page.screen.device.bus.publish(Changed(kinds=frozenset({ORDER}), ids=frozenset({ORDER_ID})))
    page.screen.settle()
    assert page.screen.find("question-spare[1]#head") is head  # nothing was drawn anew


def test_a_repeat_that_is_full_says_so(page: FormScreen) -> None:
    page.form.answer("rooms", "2000")
    page.screen.settle()
    assert page.form.row("room[1]#head") is None
    assert any(problem.path == "/data/room" for problem in page.form.problems)


def test_rows_that_a_smaller_count_takes_away_are_named_and_offered_back(page: FormScreen) -> None:
    for _ in range(3):
        page.click("rooms", "more")
    fill(page, "room[3]/room_t", "21")
    assert not page.screen.has("question-room#rows")
    page.click("rooms", "less")
    assert answers(page, "room") == {"rooms": "2", "room": "2"}
    assert page.form.undo.text == "答案改小了，1 行连同填写的内容已移除"
    page.press(by_name(page.screen.find("undoBar"), "undo"))
    assert answers(page, "room") == {"rooms": "3", "room": "3", "room[3]/room_t": "21"}


@pytest.mark.req("SITE-9")
def test_half_a_number_takes_no_rows_away(page: FormScreen) -> None:
    fill(page, "rooms", "12")
    fill(page, "room[12]/room_t", "21")
    page.form.type("rooms", "1")
    page.screen.settle()
    assert answers(page, "room")["room[12]/room_t"] == "21"
    assert page.form.value("room[12]/room_t") == "21"
    page.form.type("rooms", "13")
    page.screen.settle()
    assert (answers(page, "rooms")["rooms"], answers(page, "room")["room[12]/room_t"]) == ("13", "21")


@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT], ids=["landscape", "portrait"])
def test_what_stands_in_a_card_stands_between_its_head_and_its_end(page: FormScreen, size: tuple[int, int]) -> None:
    page.screen.resize(size)
    cards = _cards(page)
    assert len(cards) == 3  # air side, check of tools, one row of material
    for number, names in enumerate((("air/air_in", "air/air_out"), ("bag/gauge", "bag/pump"), ("spare[1]/what",))):
        card = cards[number]
        for name in names:
            item = page.screen.find(f"question-{name}")
            place = item.mapToItem(card, QPointF(0, 0))
            assert 0 <= place.x() <= card.width() - item.width()
            assert 0 <= place.y() <= card.height() - item.height()


def test_the_title_of_a_grid_is_the_head_of_its_card(page: FormScreen) -> None:
    assert page.form.row("bag#head2").title == "自检"  # type: ignore[union-attr]
    assert not any("generated" in row.name for row in page.form.questions.rows())


def test_a_missing_answer_in_a_row_is_led_to(page: FormScreen) -> None:
    page.screen.tap("showOpen")
    page.screen.until(lambda: page.form.field != "")
    assert page.form.field == "cycles"
    page.click("cycles", "more")
    page.screen.tap("showOpen")
    assert page.form.field == "spare[1]/what"
    assert 0 <= top_of(page, "question-spare[1]/what") <= 800


def _cards(page: FormScreen) -> list[QQuickItem]:
    found = [item for item in page.screen.items() if item.objectName() == "card" and is_shown(item)]
    return sorted(found, key=lambda item: item.y())

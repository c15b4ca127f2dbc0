"""A form of many questions: editors are made where the window is; what has none yet is reached, told and found."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from fieldapp.forms.model import FormDefinition, load_form
from tests.ui.form_stage import FormScreen
from tests.ui.items import below, spoken
from tests.ui.pages import Screen, screen

__all__ = ["screen"]

COUNT = 80
LAST = f"item_{COUNT - 1}"
MIDDLE = f"item_{COUNT // 2}"


def long_form() -> FormDefinition:
    """Readings and remarks in turn; only the last must be answered."""
    names = [f"item_{number}" for number in range(COUNT)]
    kinds = ["decimal" if number % 3 else "string" for number in range(COUNT)]
    binds = "".join(
        f'<bind nodeset="/data/{name}" type="{kind}" required="{"true()" if name == LAST else "false()"}"/>'
        for name, kind in zip(names, kinds, strict=True)
    )
    asked = "".join(f'<input ref="/data/{name}"><label>Point {name}</label></input>' for name in names)
    head = '<?xml version="1.0"?><h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">'
    data = "".join(f"<{name}/>" for name in names)
    model = f'<model><instance><data id="test" version="1">{data}</data></instance>{binds}</model>'
    text = f"{head}<h:head><h:title>Long</h:title>{model}</h:head><h:body>{asked}</h:body></h:html>"
    return load_form(text.encode())


@pytest.fixture
def page(screen: Screen) -> FormScreen:
    return FormScreen(screen, long_form())


def scroller(page: FormScreen) -> QQuickItem:
    return next(item for item in below(page.screen.find("step")) if item.inherits("QQuickFlickable"))


def row(page: FormScreen, name: str) -> QQuickItem:
    return page.screen.find(f"question-{name}")


def fields(page: FormScreen, name: str) -> list[QQuickItem]:
    """What can be typed into at a question; nothing while it has no editor."""
    return [item for item in below(row(page, name)) if item.objectName() == "field"]


def top(page: FormScreen, name: str) -> float:
    return row(page, name).mapToItem(page.screen.find("step"), QPointF(0, 0)).y()


def in_sight(page: FormScreen, name: str) -> bool:
    return 0 <= top(page, name) <= page.screen.find("step").height() - row(page, name).height()


def test_a_long_form_opens_with_its_whole_length_and_only_the_first_editors(page: FormScreen) -> None:
    assert fields(page, "item_0")
    assert not fields(page, MIDDLE)
    assert not fields(page, LAST)
    assert row(page, LAST).y() > 10 * scroller(page).height()


def test_where_the_window_comes_to_rest_each_question_in_it_has_its_editor(page: FormScreen) -> None:
    scroller(page).setProperty("contentY", row(page, MIDDLE).y())
    page.screen.settle()
    shown = [f"item_{number}" for number in range(COUNT) if in_sight(page, f"item_{number}")]
    assert MIDDLE in shown or f"item_{COUNT // 2 + 1}" in shown
    assert all(fields(page, name) for name in shown)
    assert not fields(page, LAST)


def test_editors_made_above_the_window_move_nothing_that_is_looked_at(page: FormScreen) -> None:
    scroller(page).setProperty("contentY", row(page, LAST).y())
    page.screen.settle()
    watched = next(f"item_{number}" for number in range(COUNT) if in_sight(page, f"item_{number}"))
    stood = top(page, watched)
    for number in range(COUNT):  # wider words, a line more for each question above
        item = row(page, f"item_{number}")
        if item.y() < row(page, watched).y() and not fields(page, f"item_{number}"):
            item.setProperty("made", True)
    page.screen.settle()
    assert abs(top(page, watched) - stood) <= 1


@pytest.mark.req("SITE-3")
def test_show_what_is_open_leads_to_a_question_that_had_no_editor(page: FormScreen) -> None:
    page.screen.tap("showOpen")
    page.screen.until(lambda: bool(fields(page, LAST)) and in_sight(page, LAST))
    assert bool(fields(page, LAST)[0].property("activeFocus"))


def test_tab_goes_from_question_to_question_past_what_was_made_at_first(page: FormScreen) -> None:
    page.focus("item_0", "field")
    reached = []
    for _ in range(60):
        QTest.keyClick(page.window, Qt.Key.Key_Tab)  # type: ignore[call-overload]
        page.screen.settle()
        reached.append(page.form.field)
        if page.form.field == MIDDLE:
            break
    assert list(dict.fromkeys(reached)) == [f"item_{number}" for number in range(1, COUNT // 2 + 1)]


def test_back_from_the_foot_the_keyboard_comes_to_the_last_question_and_makes_its_editor(page: FormScreen) -> None:
    more = page.screen.find("showOpen")
    more.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(10):
        QTest.keyClick(page.window, Qt.Key.Key_Backtab)  # type: ignore[call-overload]
        page.screen.settle()
        if page.form.field == LAST:
            break
    assert page.form.field == LAST
    assert in_sight(page, LAST), (top(page, LAST), row(page, LAST).height(), scroller(page).height())


def test_a_question_without_editor_is_read_aloud_by_its_title(page: FormScreen) -> None:
    far = row(page, LAST)
    assert spoken(far) == f"Point {LAST}"
    face = QAccessible.queryAccessibleInterface(far)
    assert face is not None
    assert face.role() == QAccessible.Role.Grouping


def test_a_form_that_is_left_while_its_rows_wait_for_their_places_is_taken_away_in_silence(page: FormScreen) -> None:
    for number in range(3):
        row(page, f"item_{number}").setProperty("spans", False)  # asks for new places, before the next frame
    page.screen.open("today")
    assert not page.screen.has("question-item_0")

"""What a screen reader says on every page of a visit; Tab reaches what can be pressed and comes round again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.factories import ORDER_ID, STEPS
from tests.journeys.company import Company, work_through
from tests.journeys.on_screen import OnScreen, on_screen

ROLES = QAccessible.Role
PRESSED = {ROLES.Button, ROLES.CheckBox, ROLES.RadioButton, ROLES.ListItem, ROLES.PageTab, ROLES.MenuItem, ROLES.Link}
FILLED = {ROLES.EditableText, ROLES.SpinBox, ROLES.Slider, ROLES.ComboBox}
MOST_KEYS = 120
WITH_PAGES_OF_THEIR_OWN = ("accept", "analyse", "call")
"""Their choices stand under headings of the page."""


def faces(face: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """Every part of the tree that is shown, in the order in which it is read."""
    for number in range(face.childCount()):
        child = face.child(number)
        if child is not None and not child.state().invisible:  # type: ignore[attr-defined]
            yield child
            yield from faces(child)


def words_of(face: QAccessibleInterface) -> str:
    """Role, name and state as they are told."""
    state = face.state()
    told = [face.text(QAccessible.Text.Name), face.text(QAccessible.Text.Value)]
    if state.checkable:  # type: ignore[attr-defined]
        told.append("checked" if state.checked else "not checked")  # type: ignore[attr-defined]
    if state.disabled:  # type: ignore[attr-defined]
        told.append("cannot be pressed")
    question = question_of(face) if face.role() == ROLES.RadioButton else ""
    return f"{face.role().name}: " + ", ".join(word for word in (question, *told) if word)


def question_of(face: QAccessibleInterface) -> str:
    """The name of the group that a choice belongs to, "" for none."""
    around: QAccessibleInterface | None = face.parent()
    while around is not None and around.role() != ROLES.Grouping:
        around = around.parent()
    return "" if around is None else around.text(QAccessible.Text.Name)


def read_aloud(tablet: OnScreen) -> list[QAccessibleInterface]:
    """What can be pressed or filled in on the window."""
    root = QAccessible.queryAccessibleInterface(tablet.application.main.window)
    assert root is not None
    return [face for face in faces(root) if face.role() in PRESSED | FILLED]


def walked(tablet: OnScreen) -> list[QQuickItem]:
    """Press Tab until the focus is where it began; every stop is visible and has the keyboard."""
    window = tablet.application.main.window
    stops: list[QQuickItem] = []
    for _ in range(MOST_KEYS):
        QTest.keyClick(window, Qt.Key.Key_Tab)
        here: QObject | None = window.activeFocusItem()
        assert isinstance(here, QQuickItem), "the keyboard is nowhere"
        assert here.isVisible(), f"{here.objectName()} has the keyboard and is not shown"
        if stops and here is stops[0]:
            return stops
        stops.append(here)
    raise AssertionError(f"Tab does not come round: {[item.objectName() for item in stops[-8:]]}")


@pytest.mark.req("USE-2")
def test_every_step_can_be_walked_by_tab_and_says_what_each_thing_is(
    qapp: QApplication, jichuan: Company, tmp_path: Path
) -> None:
    QAccessible.setActive(True)
    silent: list[str] = []
    with on_screen(jichuan, tmp_path) as tablet:
        pages = tablet.application._pages
        assert pages is not None
        for step in STEPS[: STEPS.index("sign")]:
            work_through(tablet.device, jichuan.clock, step)
            tablet.application.stage.navigator.open("visit", ORDER_ID)
            tablet.hand.settle()
            if pages.work.visit.current != step:
                pages.work.visit.openStep(step)
                tablet.hand.settle()
            assert pages.work.visit.current == step
            told = read_aloud(tablet)
            print(f"\n{step}")
            for face in told:
                print("  " + words_of(face))
            silent += [f"{step}: {words_of(face)}" for face in told if not face.text(QAccessible.Text.Name).strip()]
            if step not in WITH_PAGES_OF_THEIR_OWN:
                choices = [face for face in told if face.role() == ROLES.RadioButton]
                silent += [f"{step}: no question for {words_of(face)}" for face in choices if not question_of(face)]
            reached = walked(tablet)
            names = [item.objectName() for item in reached]
            assert "primary" in names or not tablet.hand.find("primary").isEnabled(), f"{step}: {names}"
    assert silent == []

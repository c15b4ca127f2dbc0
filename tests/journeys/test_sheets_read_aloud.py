"""What a screen reader says on the sheets of a visit, to the customer and at the close, and in which order."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtQuick import QQuickItem
from PySide6.QtWidgets import QApplication

from tests.factories import ORDER_ID
from tests.journeys.company import Company, sign, signature, work_through
from tests.journeys.keyboard import scroller_of
from tests.journeys.on_screen import OnScreen, on_screen
from tests.journeys.test_read_aloud import PRESSED, ROLES, faces, read_aloud, words_of

SHEETS = {"travel": ("moreMessage", "moreLate"), "diagnose": ("moreTakeAway",)}


def unnamed(tablet: OnScreen, where: str) -> list[str]:
    """What can be pressed or filled in and says nothing, or a choice that does not say whether it is chosen."""
    told = read_aloud(tablet)
    print(f"\n{where}\n" + "\n".join("  " + words_of(face) for face in told))
    assert told, where
    silent = [f"{where}: no name, {words_of(face)}" for face in told if not face.text(QAccessible.Text.Name).strip()]
    choices = [face for face in told if face.role() in (ROLES.RadioButton, ROLES.CheckBox)]
    stateless = [face for face in choices if not face.state().checkable]  # type: ignore[attr-defined]
    return silent + [f"{where}: not told whether it is chosen, {words_of(face)}" for face in stateless]


def out_of_order(tablet: OnScreen, where: str) -> list[str]:
    """Neighbours of one group that are read against the order of the eye: upwards, or leftwards in a row."""
    root = QAccessible.queryAccessibleInterface(tablet.application.main.window)
    assert root is not None
    found: list[str] = []
    for group in (root, *faces(root)):
        shown = [face for number in range(group.childCount()) if (face := _pressable(group, number)) is not None]
        for one, other in pairwise(shown):
            if _pane(one) is not _pane(other):
                continue
            first, then = one.rect(), other.rect()
            beside = first.top() < then.bottom() and then.top() < first.bottom()
            upwards = then.bottom() <= first.top() and then.left() <= first.right()
            if upwards or (beside and then.right() <= first.left()):
                found.append(f"{where}: {words_of(other)} is read after {words_of(one)}")
    return found


def _pane(face: QAccessibleInterface) -> QQuickItem | None:
    """What it scrolls with, None for what stands still: a bar is read after the page above it, however long that is."""
    item = face.object()
    return scroller_of(item) if isinstance(item, QQuickItem) else None


def _pressable(group: QAccessibleInterface, number: int) -> QAccessibleInterface | None:
    face = group.child(number)
    if face is None or face.role() not in PRESSED or face.state().invisible:  # type: ignore[attr-defined]
        return None
    return face


@pytest.mark.req("USE-2")
def test_the_sheets_the_customers_page_and_the_close_say_what_each_thing_is_in_the_order_of_the_eye(
    qapp: QApplication, jichuan: Company, tmp_path: Path
) -> None:
    QAccessible.setActive(True)
    wrong: list[str] = []

    def hear(where: str) -> None:
        wrong.extend(unnamed(tablet, where))
        wrong.extend(out_of_order(tablet, where))

    with on_screen(jichuan, tmp_path) as tablet:
        hand, navigator = tablet.hand, tablet.application.stage.navigator
        for step, sheets in SHEETS.items():
            work_through(tablet.device, jichuan.clock, step)
            navigator.open("visit", ORDER_ID)
            hand.settle()
            for sheet in sheets:
                hand.tap("more")
                hear("more")
                hand.tap(sheet)
                hear(sheet)
                hand.press(Qt.Key.Key_Escape)
        navigator.open("quote", ORDER_ID)
        hand.settle()
        hear("quote")
        work_through(tablet.device, jichuan.clock, "sign")
        navigator.openSection("today")
        navigator.open("sign", ORDER_ID)
        hand.settle()
        hear("sign")
        sign(tablet.device, signature())
        work_through(tablet.device, jichuan.clock, "close")
        tablet.application.stage.navigator.open("visit", ORDER_ID)
        hand.settle()
        hear("close")
    print("\n".join(dict.fromkeys(wrong)))
    assert wrong == []

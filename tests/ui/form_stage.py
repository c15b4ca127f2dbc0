"""The screen at a step whose form asks every kind of question there is."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from fieldapp.domain.ids import FormId, StepId
from fieldapp.forms.model import FormDefinition
from tests.factories import ORDER_ID
from tests.fakes.every_question import every_question_form
from tests.ui.items import below, by_name, is_shown, middle
from tests.ui.pages import Screen

STEP = StepId("test")
BEFORE = ("accept", "analyse", "call", "kit", "depart", "travel", "arrive", "diagnose", "work")


class FormScreen:
    """A form on a plain page: what a finger and a keyboard do to it, and what is stored."""

    def __init__(self, screen: Screen, form: FormDefinition) -> None:
        self.screen = screen
        self.window = screen.main.window
        device = screen.device
        device.forms.compiled[device.order().pin.forms[FormId("test")]] = form
        device.complete(*BEFORE)
        screen.open("visit", ORDER_ID)
        self.form = device.screens.visit.form

    def stored(self, name: str) -> str:
        """The answer as the store has it."""
        return self.screen.device.order().visit.answer(STEP, name)

    def editor(self, name: str) -> QQuickItem:
        """The editor of a question, scrolled into sight."""
        return self._in_sight(self.screen.find(f"question-{name}"))

    def part(self, question: str, name: str) -> QQuickItem:
        """A named part of a question's editor, scrolled into sight."""
        editor = self.editor(question)  # a long form makes its editors where the window is
        return self._in_sight(next(item for item in below(editor) if item.objectName() == name and is_shown(item)))

    def _in_sight(self, item: QQuickItem) -> QQuickItem:
        step = next(one for one in below(self.screen.find("step")) if one.inherits("QQuickFlickable"))
        top = item.mapToItem(step.property("contentItem"), QPointF(0, 0)).y()
        most = max(0.0, step.property("contentHeight") - step.height())
        step.setProperty("contentY", min(max(0.0, top - 40), most))
        self.screen.settle()
        return item

    def parts(self, question: str) -> Iterator[QQuickItem]:
        return below(self.editor(question))

    def click(self, question: str, name: str) -> None:
        """Press a part of a question's editor."""
        self.press(self.part(question, name))

    def on_sheet(self, name: str) -> QQuickItem:
        """A named part of the sheet that an editor opened."""
        return by_name(self.screen.find("pickSheet"), name)

    def press(self, item: QQuickItem) -> None:
        QTest.mouseClick(self.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle(item))
        self.screen.settle()

    def tap(self, finger: QPointingDevice, item: QQuickItem) -> None:
        """Touch an item with a finger."""
        QTest.touchEvent(self.window, finger).press(0, middle(item), self.window).commit()
        QTest.touchEvent(self.window, finger).release(0, middle(item), self.window).commit()
        self.screen.settle()

    def focus(self, question: str, name: str) -> QQuickItem:
        """Give the keyboard to a part, as Tab does."""
        item = self.part(question, name)
        item.forceActiveFocus(Qt.FocusReason.TabFocusReason)
        self.screen.settle()
        return item

    def key(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.window, key)
        self.screen.settle()

    def type(self, words: str) -> None:
        for letter in words:
            QTest.keyClick(self.window, letter)  # type: ignore[call-overload]
        self.screen.settle()


def every_question_on(screen: Screen) -> FormScreen:
    """The form with everything in it."""
    return FormScreen(screen, every_question_form())

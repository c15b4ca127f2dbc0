"""The window closes once everything that stands on it is stored; where that takes a while, it says so (SITE-9)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QObject, QThread, QTimer, Slot
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from PySide6.QtQuick import QQuickWindow

    from fieldapp.ui.viewmodels.shell import ShellViewModel

MOST = 20_000
"""Milliseconds that a window waits; the threads finish what was handed to them even then, behind it."""
WORDS_AFTER = 400
"""Milliseconds after which it says what it waits for."""
_LOOK_AGAIN = 20
"""Milliseconds between two looks."""


def give_what_is_typed(window: QQuickWindow) -> None:
    """Have the field that is being typed in give its answer, as leaving it does."""
    QGuiApplication.inputMethod().commit()
    field = window.activeFocusItem()
    if field is not None:
        field.setFocus(False)


class Closing(QObject):
    """Stands between the button that closes a window and the window; `at_rest` tells whether nothing is under way.

    The window asks by its property `closer`. An event filter written in Python would see every event of the window, and
    ends the program with a crash now and then (PySide6 6.11, a page that is being made).
    """

    def __init__(self, window: QQuickWindow, shell: ShellViewModel, at_rest: Callable[[], bool]) -> None:
        super().__init__()
        self._window, self._shell, self._at_rest = window, shell, at_rest
        self._asked = self._over = False
        window.setProperty("closer", self)

    @Slot(result=bool)
    def mayClose(self) -> bool:
        """Refuse to close what is not stored; the window closes by itself as soon as it is."""
        if self._over:
            return True
        give_what_is_typed(self._window)
        if self._at_rest():
            return True
        if not self._asked:
            self._asked = True
            QTimer.singleShot(WORDS_AFTER, self._say)
            QTimer.singleShot(MOST, self._close)
            self._look()
        return False

    def finish(self) -> None:
        """Wait until everything is stored, for an end that asked no window: a signal, the end of the session."""
        give_what_is_typed(self._window)
        limit = QDeadlineTimer(MOST)
        while not self._at_rest() and not limit.hasExpired():
            QCoreApplication.processEvents()
            QThread.msleep(_LOOK_AGAIN // 4)
        self._over = True

    @Slot()
    def _look(self) -> None:
        if self._at_rest():
            self._close()
        else:
            QTimer.singleShot(_LOOK_AGAIN, self._look)

    @Slot()
    def _say(self) -> None:
        if not self._over:
            words = self._shell.words
            self._shell.notice.show(words.say("closing.saving"), words.say("closing.by_itself"), "", icon="sync")

    @Slot()
    def _close(self) -> None:
        if not self._over:
            self._over = True
            self._window.close()

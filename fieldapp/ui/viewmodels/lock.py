"""The lock page: nothing of a customer is on it; the right PIN opens the store, or uncovers the page below."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.errors import FieldappError
from fieldapp.ui.background import Background
from fieldapp.ui.properties import Property
from fieldapp.ui.words import Words

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

Unlock = Callable[[str], object]
"""Tries a PIN on the writer's thread and returns what it opened. Raises Refused("pin.wrong", "pin.wait")."""


@QmlElement
class LockViewModel(QObject):
    """Takes a PIN; `unlocked` is told what it opened, on the UI thread."""

    changed = Signal()
    unlocked = Signal(object)

    def __init__(self, unlock: Unlock, background: Background, words: Words, demo_pin: str | None = None) -> None:
        """`demo_pin` is printed on the page of the demo, and nowhere else."""
        super().__init__()
        self._unlock = unlock
        self._background = background
        self._words = words
        self._demo_pin = demo_pin
        self._busy = False
        self._told = ""
        words.changed.connect(self._say_anew)

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        """Whether a PIN is being tried."""
        return self._busy

    @Property(bool, notify=changed)
    def wrong(self) -> bool:
        """Whether the last PIN did not open anything."""
        return bool(self._told)

    @Property(str, notify=changed)
    def message(self) -> str:
        """Why not and what to do, a line each, or ""."""
        return self._told

    @Property(str, notify=changed)
    def hint(self) -> str:
        """The demo's PIN in words, "" on a real tablet."""
        return self._words.say("lock.demo", pin=self._demo_pin) if self._demo_pin else ""

    @Slot(str)
    def enter(self, pin: str) -> None:
        """Try a PIN."""
        if self._busy:
            return
        self._busy, self._told = True, ""
        self.changed.emit()
        self._background.writer.run(lambda: self._unlock(pin), self._opened, self._refused)

    @Slot()
    def again(self) -> None:
        """A new try begins: the message goes."""
        if self._told:
            self._told = ""
            self.changed.emit()

    def _opened(self, what: object) -> None:
        self._busy = False
        self.changed.emit()
        self.unlocked.emit(what)

    def _refused(self, error: FieldappError) -> None:
        self._busy = False
        told = self._words.error(error)
        self._told = f"{told.what}\n{told.do}".strip()
        self.changed.emit()

    @Slot()
    def _say_anew(self) -> None:
        self._told = ""
        self.changed.emit()

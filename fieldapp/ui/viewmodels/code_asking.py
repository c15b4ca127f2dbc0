"""Whatever can be answered by reading a label: a question of a form, the serial number of a loaner."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from fieldapp.ui.properties import Property

AskCode = Callable[[str, Callable[[str], None]], None]
"""Asks for one code: the question in words, and who takes the code."""


class CodeAsking(QObject):
    """Base of a view model that opens the scan sheet; without one it says so and nothing is asked."""

    scanChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ask_code: AskCode | None = None

    def scan_with(self, ask: AskCode) -> None:
        """Let codes be read by this way in."""
        self._ask_code = ask
        self.scanChanged.emit()

    @Property(bool, notify=scanChanged)
    def mayScan(self) -> bool:
        """Whether there is a scan sheet."""
        return self._ask_code is not None

    def ask_code(self, question: str, give: Callable[[str], None]) -> None:
        """Open the scan sheet with a question; `give` takes the code."""
        if self._ask_code is not None:
            self._ask_code(question, give)

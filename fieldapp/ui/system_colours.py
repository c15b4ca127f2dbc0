"""Whether the tablet's own settings ask for dark colours, and when that changes."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication


class SystemColours(QObject):
    """Asks the desktop by Qt; a desktop that says nothing counts as light."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.changed)

    def is_dark(self) -> bool:
        """Tell whether the desktop is dark now."""
        return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark

"""Listens at the window for a scanner that types, whatever has the focus (PRT-1)."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from fieldapp.scanning import gs1
from fieldapp.scanning.raw_code import RawCode
from fieldapp.scanning.wedge import ENDS, Wedge

CONTROLS = ENDS | {gs1.SEPARATOR, "\x1e", "\x04"}
"""Control characters that labels have; others, such as Escape, are keys of a person."""


class WedgeFilter(QObject):
    """An event filter: once it is a burst, its keys go no further, so that Enter presses no button.

    The first few characters have gone on to what has the focus by then; a field forgets them when the scan comes.
    `listens` tells whether scans are wanted now; `take` gets each one. Whoever made it keeps it, the window does not:
    a filter that the window kept would keep with it what `take` leads to, the store and its key behind every lock.
    """

    def __init__(
        self,
        window: QObject,
        listens: Callable[[], bool],
        take: Callable[[RawCode], None],
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._window = window
        self._listens = listens
        self._take = take
        self._seconds = seconds
        self._wedge = Wedge()
        window.installEventFilter(self)

    def rest(self) -> None:
        """Listen no more, for good; on the window's thread."""
        self._window.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at key presses; called by Qt."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or not self._listens():
            return False
        scan = self._wedge.feed(_text(event), self._seconds())
        if scan is not None:
            self._take(scan)
        return scan is not None or self._wedge.is_in_burst


def _text(event: QKeyEvent) -> str:
    """Return what the key types; some platforms give Ctrl+] no text, which is how scanners send GS."""
    ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    if ctrl and event.key() == Qt.Key.Key_BracketRight:
        return gs1.SEPARATOR
    text = event.text()
    return text if text.isprintable() or text in CONTROLS else ""

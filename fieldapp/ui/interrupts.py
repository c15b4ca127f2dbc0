"""Ctrl-C and a polite kill end the application like the window's own button."""

from __future__ import annotations

import signal

from PySide6.QtCore import QCoreApplication, QTimer

_BREATH = 200
"""Milliseconds between two moments in which Python sees a signal."""


def quit_when_interrupted(qt: QCoreApplication) -> QTimer:
    """Quit `qt` at SIGINT and SIGTERM for as long as the timer is kept; call it on the main thread."""
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, lambda *_: qt.quit())
    breathe = QTimer()
    breathe.timeout.connect(_breathe)
    breathe.start(_BREATH)
    return breathe


def _breathe() -> None:
    """Give Python a moment: signals are handled between two of its instructions."""

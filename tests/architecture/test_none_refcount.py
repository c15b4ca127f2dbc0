"""Guard against a PySide6 that loses references to None (6.12.0 on Python 3.11 kills the process in the end)."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject


def test_five_hundred_calls_into_qt_leave_the_count_of_none_alone() -> None:
    item = QObject()
    before = sys.getrefcount(None)
    for _ in range(500):
        item.setObjectName("x")
    assert abs(sys.getrefcount(None) - before) < 50

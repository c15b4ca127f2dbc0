from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication


@pytest.fixture
def window(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[QQuickWindow]:
    """A shown window as large as the test module's SIZE says."""
    window = QQuickWindow()
    window.resize(request.module.SIZE)
    window.show()
    QTest.qWaitForWindowExposed(window)
    yield window
    window.close()
    window.deleteLater()

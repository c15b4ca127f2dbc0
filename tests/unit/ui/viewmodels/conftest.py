"""A tablet without pixels for the view models' tests."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from tests.ui.stage import Device


@pytest.fixture
def device(qapp: QApplication) -> Iterator[Device]:
    device = Device()
    yield device
    device.shutdown()

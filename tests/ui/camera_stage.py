"""A camera that is not there: frames are handed to the view as a camera would."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtMultimedia import QVideoFrame
from PySide6.QtWidgets import QApplication

from fieldapp.ui.items.camera_view import CameraView
from tests.no_warnings import WATCH

See = Callable[[CameraView, str, int, int], None]


@pytest.fixture(scope="session")
def see(request: pytest.FixtureRequest, qapp: QApplication) -> See:
    """Sends a frame of one colour. Qt says once that no graphics card converts frames: that is heard here."""
    _frame("black", 16, 16).toImage()
    request.config.stash[WATCH].take()
    return _see


def _see(view: CameraView, colour: str, width: int, height: int) -> None:
    sink = view.sink()
    assert sink is not None
    sink.setVideoFrame(_frame(colour, width, height))
    QApplication.processEvents()


def _frame(colour: str, width: int, height: int) -> QVideoFrame:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return QVideoFrame(image)

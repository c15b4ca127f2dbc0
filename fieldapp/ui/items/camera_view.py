"""What a camera sees, drawn without a shader; the newest frame can be taken as a picture.

Qt's own video item draws nothing in the software renderer, so frames are painted here, a dozen or so a second.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from fieldapp.ui.properties import Property
from fieldapp.ui.qt_messages import load_multimedia

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QCamera, QMediaCaptureSession, QVideoFrame, QVideoSink

QML_IMPORT_NAME = "FieldApp.Items"
QML_IMPORT_MAJOR_VERSION = 1

logger = logging.getLogger(__name__)

LEAST_BETWEEN = 70
"""Milliseconds between two frames that are painted: each takes about nine to become a picture."""


@QmlElement
class CameraView(QQuickPaintedItem):
    """Shows the back camera where there is one, else any; `trouble` says that there is none or that it failed."""

    changed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._picture = QImage()
        self._trouble = False
        self._since = QElapsedTimer()
        self._sink: QVideoSink | None = None
        self._camera: QCamera | None = None
        self._session: QMediaCaptureSession | None = None

    @Property(bool, notify=changed)
    def ready(self) -> bool:
        """Whether there is a frame to take."""
        return not self._picture.isNull()

    @Property(bool, notify=changed)
    def trouble(self) -> bool:
        """Whether no picture will come: there is no camera, another program has it, or Qt cannot use it."""
        return self._trouble

    @Slot()
    def start(self) -> None:
        """Open the camera; loads Qt's multimedia."""
        load_multimedia()
        from PySide6.QtMultimedia import QCamera, QCameraDevice, QMediaCaptureSession, QMediaDevices, QVideoSink

        self._sink = QVideoSink(self)
        self._sink.videoFrameChanged.connect(self._seen)
        found = QMediaDevices.videoInputs()
        if not found:
            logger.info("no camera")
            self._fail()
            return
        back = (device for device in found if device.position() == QCameraDevice.Position.BackFace)
        self._camera = QCamera(next(back, found[0]), self)
        self._camera.errorOccurred.connect(self._failed)
        self._session = QMediaCaptureSession(self)
        self._session.setCamera(self._camera)
        self._session.setVideoSink(self._sink)
        self._camera.start()

    @Slot()
    def stop(self) -> None:
        """Let the camera go."""
        if self._camera is not None:
            self._camera.stop()

    def sink(self) -> QVideoSink | None:
        """Return where frames arrive, None before `start`."""
        return self._sink

    def picture(self) -> QImage:
        """Return the newest frame, upright."""
        return self._picture

    def paint(self, painter: QPainter) -> None:
        """Draw the newest frame, whole, in the middle."""
        if self._picture.isNull():
            return
        size = self._picture.size().scaled(self.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(left, top, size.width(), size.height()), self._picture)

    def _seen(self, frame: QVideoFrame) -> None:
        if self._since.isValid() and self._since.elapsed() < LEAST_BETWEEN:
            return
        picture = frame.toImage()
        if picture.isNull():
            return
        self._since.start()
        first, self._picture = self._picture.isNull(), picture
        self.update()
        if first:
            self.changed.emit()

    def _failed(self) -> None:
        logger.info("the camera failed")
        self._fail()

    def _fail(self) -> None:
        self._trouble = True
        self.changed.emit()

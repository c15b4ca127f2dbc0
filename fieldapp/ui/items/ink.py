"""The signature pad: pen, finger or mouse write on it; the raw points are kept as they came (REP-3).

Smoothing is only the picture: `signature.curve.outline` draws the same line here and in the PDF.
"""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QPointF, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QEventPoint,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPen,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem, QQuickWindow
from shiboken6 import isValid

from fieldapp.domain.ink import InkPoint, Stroke
from fieldapp.signature.curve import CurveSegment, outline
from fieldapp.ui.properties import Property

QML_IMPORT_NAME = "FieldApp.Items"
QML_IMPORT_MAJOR_VERSION = 1

LEAST_WIDTH, MOST_WIDTH = 2.5, 7.0
"""Line width in pixels of the pad, of the fastest and of a resting pen."""

HALF_PRESSURE = 0.5
"""What a finger or mouse is recorded with: they measure no pressure, the curve's width then follows the speed."""


@QmlElement
class InkPad(QQuickPaintedItem):
    """Collects strokes; `changed` after each stroke, `isEmpty` before the first."""

    changed = Signal()
    inkChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self.setAcceptedMouseButtons(Qt.MouseButton.LeftButton)
        self.setAcceptTouchEvents(True)
        self.setAntialiasing(True)
        self._ink = QColor("black")
        self._clock = QElapsedTimer()
        self._strokes: list[Stroke] = []
        self._points: list[InkPoint] = []
        self._pen_down = False
        self._watched: QQuickWindow | None = None
        self.windowChanged.connect(self._watch)
        self._watch(self.window())

    def strokes(self) -> tuple[Stroke, ...]:
        """Return what was written, raw: pixels of the pad, milliseconds since the first touch."""
        return tuple(self._strokes)

    @Property(bool, notify=changed)
    def isEmpty(self) -> bool:
        """Tell whether nothing was written yet."""
        return not self._strokes

    def _ink_colour(self) -> QColor:
        return self._ink

    def _set_ink_colour(self, colour: QColor) -> None:
        self._ink = colour
        self.inkChanged.emit()
        self.update()

    ink = Property(QColor, _ink_colour, _set_ink_colour, notify=inkChanged)

    @Slot()
    def clear(self) -> None:
        """Take everything away: sign again."""
        self._strokes.clear()
        self._points.clear()
        self._clock.invalidate()
        self.changed.emit()
        self.update()

    @Slot()
    def undo(self) -> None:
        """Take the last stroke away."""
        self._end()
        if self._strokes:
            self._strokes.pop()
            self.changed.emit()
            self.update()

    def paint(self, painter: QPainter) -> None:
        """Draw finished strokes and the one under the pen."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for stroke in self._strokes:
            draw_stroke(painter, stroke.points, self._ink)
        if self._points:
            draw_stroke(painter, tuple(self._points), self._ink)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow a pen: items get no tablet events, and the mouse that Qt makes of them has no pressure."""
        if not isinstance(event, QTabletEvent) or not self.isVisible() or not self.isEnabled():
            return False
        place = self.mapFromScene(event.position())
        if event.type() == QEvent.Type.TabletPress and self.contains(place):
            self._begin()
            self._pen_down = True
        if not self._pen_down:
            return False
        if event.type() != QEvent.Type.TabletRelease:
            self._add(place, event.pressure())
        else:
            self._pen_down = False
            self._end()
        event.accept()
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke."""
        self._begin()
        self._add(event.position(), HALF_PRESSURE)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the stroke."""
        self._add(event.position(), HALF_PRESSURE)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the stroke."""
        self._end()

    def mouseUngrabEvent(self) -> None:
        """Keep what was written when something else takes the pen."""
        self._end()

    def touchEvent(self, event: QTouchEvent) -> None:
        """Follow the first finger; a resting hand does not write."""
        point = event.points()[0]
        if point.state() == QEventPoint.State.Pressed:
            self._begin()
        self._add(point.position(), HALF_PRESSURE)
        if point.state() == QEventPoint.State.Released:
            self._end()
        event.accept()

    def touchUngrabEvent(self) -> None:
        """Keep what was written when something else takes the finger."""
        self._end()

    def _begin(self) -> None:
        self._end()
        if not self._clock.isValid():
            self._clock.start()

    def _add(self, place: QPointF, pressure: float) -> None:
        self._points.append(InkPoint(place.x(), place.y(), int(self._clock.elapsed()), pressure))
        self.update()

    def _end(self) -> None:
        if not self._points:
            return
        self._strokes.append(Stroke(tuple(self._points)))
        self._points.clear()
        self.changed.emit()
        self.update()

    @Slot(QQuickWindow)
    def _watch(self, window: QQuickWindow | None) -> None:
        """Listen to the pen of the window that the pad is in."""
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = window
        if window is not None:
            window.installEventFilter(self)


def draw_stroke(painter: QPainter, points: tuple[InkPoint, ...], ink: QColor) -> None:
    """Draw one stroke as it is shown on the pad; a single tap is a dot."""
    pen = QPen(ink)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    for segment in outline(points, LEAST_WIDTH, MOST_WIDTH):
        pen.setWidthF((segment.width_start + segment.width_end) / 2)
        if segment.start == segment.end:
            painter.setPen(pen)
            painter.drawPoint(QPointF(*segment.start))
        else:
            painter.strokePath(_path(segment), pen)


def _path(segment: CurveSegment) -> QPainterPath:
    """Return one cubic piece as a path."""
    path = QPainterPath(QPointF(*segment.start))
    path.cubicTo(QPointF(*segment.control1), QPointF(*segment.control2), QPointF(*segment.end))
    return path

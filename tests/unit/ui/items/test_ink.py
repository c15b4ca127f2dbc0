from __future__ import annotations

from collections.abc import Iterator
from math import sin

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QPointingDeviceUniqueId, QTabletEvent
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest

from fieldapp.ui.items.ink import HALF_PRESSURE, InkPad
from tests.ui.items import heard

NONE, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
LINE = [QPoint(20 + 6 * step, round(100 + 40 * sin(step / 5))) for step in range(40)]


SIZE = QSize(320, 220)


@pytest.fixture
def pad(window: QQuickWindow) -> Iterator[InkPad]:
    pad = InkPad(window.contentItem())
    pad.setSize(window.size())
    yield pad
    pad.setParentItem(None)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def pen() -> QPointingDevice:
    kinds = QInputDevice.Capability
    return QPointingDevice(
        "pen",
        7,
        QInputDevice.DeviceType.Stylus,
        QPointingDevice.PointerType.Pen,
        kinds.Position | kinds.Pressure | kinds.Hover,
        1,
        1,
        "",
        QPointingDeviceUniqueId(),
    )


def _mouse(window: QQuickWindow, places: list[QPoint]) -> None:
    QTest.mousePress(window, LEFT, NONE, places[0])
    for place in places[1:-1]:
        QTest.mouseMove(window, place)
    QTest.mouseRelease(window, LEFT, NONE, places[-1])


def _finger(window: QQuickWindow, places: list[QPoint]) -> None:
    device = QTest.createTouchDevice()
    QTest.touchEvent(window, device).press(0, places[0], window).commit()
    for place in places[1:-1]:
        QTest.touchEvent(window, device).move(0, place, window).commit()
    QTest.touchEvent(window, device).release(0, places[-1], window).commit()


def _write(window: QQuickWindow, pen: QPointingDevice, places: list[QPoint], pressures: list[float]) -> None:
    kinds = [QEvent.Type.TabletPress, *[QEvent.Type.TabletMove] * (len(places) - 2), QEvent.Type.TabletRelease]
    for kind, place, pressure in zip(kinds, places, pressures, strict=True):
        down = Qt.MouseButton.NoButton if kind is QEvent.Type.TabletRelease else LEFT
        button = Qt.MouseButton.NoButton if kind is QEvent.Type.TabletMove else LEFT
        here = QPointF(place)
        event = QTabletEvent(
            kind, pen, here, QPointF(window.mapToGlobal(place)), pressure, 0, 0, 0.0, 0.0, 0.0, NONE, button, down
        )
        QCoreApplication.sendEvent(window, event)


def _places(pad: InkPad) -> list[QPoint]:
    return [QPoint(round(point.x), round(point.y)) for stroke in pad.strokes() for point in stroke.points]


@pytest.mark.req("REP-3")
def test_a_mouse_leaves_every_point_where_it_was(window: QQuickWindow, pad: InkPad) -> None:
    _mouse(window, LINE)
    assert _places(pad)[: len(LINE) - 1] == LINE[:-1]
    assert len(pad.strokes()) == 1


@pytest.mark.req("REP-3")
def test_a_finger_leaves_every_point_though_moves_come_in_a_burst(window: QQuickWindow, pad: InkPad) -> None:
    _finger(window, LINE)
    assert set(LINE) <= set(_places(pad))
    assert len(_places(pad)) >= 40
    assert {point.pressure for point in pad.strokes()[0].points} == {HALF_PRESSURE}


@pytest.mark.req("REP-3")
def test_a_pen_leaves_every_point_with_its_pressure(window: QQuickWindow, pad: InkPad, pen: QPointingDevice) -> None:
    pressures = [(step + 1) / 50 for step in range(40)]
    _write(window, pen, LINE, pressures)
    points = pad.strokes()[0].points
    assert len(points) >= 39
    assert _places(pad)[:39] == LINE[:39]
    assert [point.pressure for point in points[:39]] == pytest.approx(pressures[:39], abs=0.001)


def test_time_runs_forward_through_all_strokes(window: QQuickWindow, pad: InkPad) -> None:
    _mouse(window, LINE[:10])
    QTest.qWait(5)
    _mouse(window, LINE[20:30])
    first, second = pad.strokes()
    times = [point.t for stroke in (first, second) for point in stroke.points]
    assert times == sorted(times)
    assert second.points[0].t >= first.points[-1].t + 4


def test_the_pad_tells_after_each_stroke_and_when_it_is_cleared(window: QQuickWindow, pad: InkPad) -> None:
    changed = heard(pad, "changed()")
    assert pad.isEmpty
    _mouse(window, LINE[:10])
    _mouse(window, LINE[10:20])
    assert changed.count() == 2
    assert not pad.isEmpty
    pad.clear()
    assert changed.count() == 3
    assert pad.isEmpty
    assert pad.strokes() == ()


def test_a_tap_is_a_dot_and_counts(window: QQuickWindow, pad: InkPad) -> None:
    QTest.mouseClick(window, LEFT, NONE, QPoint(50, 50))
    assert len(pad.strokes()) == 1
    assert window.grabWindow().pixelColor(50, 50) != window.grabWindow().pixelColor(5, 5)


def test_the_line_is_seen_while_it_is_written_and_gone_when_cleared(window: QQuickWindow, pad: InkPad) -> None:
    empty = window.grabWindow()
    QTest.mousePress(window, LEFT, NONE, LINE[0])
    for place in LINE[1:]:
        QTest.mouseMove(window, place)
    writing = window.grabWindow()
    assert writing.pixelColor(LINE[20]) != empty.pixelColor(LINE[20])
    QTest.mouseRelease(window, LEFT, NONE, LINE[-1])
    pad.clear()
    assert window.grabWindow() == empty


def test_strokes_are_taken_back_one_by_one(window: QQuickWindow, pad: InkPad) -> None:
    for line in (LINE, [point + QPoint(0, 40) for point in LINE]):
        QTest.mousePress(window, LEFT, NONE, line[0])
        for place in line[1:]:
            QTest.mouseMove(window, place)
        QTest.mouseRelease(window, LEFT, NONE, line[-1])
    first = pad.strokes()[0]
    changed = heard(pad, "changed()")
    pad.undo()
    assert pad.strokes() == (first,)
    pad.undo()
    pad.undo()
    assert (pad.isEmpty, changed.count()) == (True, 2)

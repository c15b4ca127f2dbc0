from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest

from fieldapp.ui.capture.cameras import may_have_camera
from fieldapp.ui.items.camera_view import LEAST_BETWEEN, CameraView
from tests.ui.camera_stage import See, see
from tests.ui.items import heard

__all__ = ["see"]


SIZE = QSize(400, 200)


@pytest.fixture
def view(window: QQuickWindow) -> Iterator[CameraView]:
    view = CameraView(window.contentItem())
    view.setSize(SIZE)
    view.start()
    yield view
    view.stop()
    view.setParentItem(None)  # type: ignore[arg-type]


def test_without_a_camera_it_says_so_and_there_is_nothing_to_take(view: CameraView) -> None:
    assert (view.trouble, view.ready) == (True, False)


def test_a_frame_is_shown_whole_and_can_be_taken(window: QQuickWindow, view: CameraView, see: See) -> None:
    changed = heard(view, "changed()")
    see(view, "#c02020", 640, 480)
    assert (view.ready, changed.count(), view.picture().size()) == (True, 1, QSize(640, 480))
    shown = window.grabWindow()
    middle, beside = shown.pixelColor(200, 100), shown.pixelColor(20, 100)
    assert middle.red() > 150
    assert middle != beside


def test_frames_that_come_too_fast_are_left_out(view: CameraView, see: See) -> None:
    see(view, "#c02020", 640, 480)
    see(view, "#2020c0", 640, 480)
    assert QColor(view.picture().pixel(9, 9)).red() > 150
    QTest.qWait(LEAST_BETWEEN + 20)
    see(view, "#2020c0", 640, 480)
    assert QColor(view.picture().pixel(9, 9)).blue() > 150


def test_on_linux_a_camera_is_offered_where_a_video_device_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert not may_have_camera(tmp_path)
    (tmp_path / "video0").touch()
    assert may_have_camera(tmp_path)


def test_elsewhere_it_is_offered_and_the_sheet_says_if_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    assert may_have_camera(tmp_path)


def test_without_qt_s_multimedia_no_camera_is_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "video0").touch()
    monkeypatch.setattr("fieldapp.ui.capture.cameras.find_spec", lambda _name: None)
    assert not may_have_camera(tmp_path)

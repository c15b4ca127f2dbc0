from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtQuick import QQuickItem
from PySide6.QtWidgets import QApplication

from fieldapp.ui.window import MainWindow, open_window
from tests.factories import ORDER_ID
from tests.ui.pages import LOOKS, PORTRAIT, Screen, screen, wait_for_frame
from tests.ui.stage import Device

__all__ = ["screen"]


@pytest.fixture
def device(qapp: QApplication) -> Iterator[Device]:
    device = Device()
    yield device
    device.shutdown()


def rail_of(main: MainWindow) -> QQuickItem | None:
    """The loaded rail, wherever the frame keeps it."""
    frame = main.window.findChild(QQuickItem, "frame")
    assert isinstance(frame, QQuickItem)
    loaded = [rail for item in frame.childItems() for rail in item.childItems() if rail.objectName() == "rail"]
    return loaded[0] if loaded else None


def test_the_first_frame_waits_for_no_rail_and_the_rail_comes_right_behind_it(device: Device) -> None:
    told: list[bool] = []
    main = open_window(device.shell, device.navigator, LOOKS)
    main.shown.connect(lambda: told.append(rail_of(main) is not None))
    assert main.window.isVisible()
    assert rail_of(main) is None
    wait_for_frame(main)
    assert rail_of(main) is not None
    assert main.window.title() == "现场服务"
    main.window.update()
    device.settle()
    assert told == [True]
    main.close()


def test_the_first_frame_needs_nothing_of_what_comes_behind_it() -> None:
    """In a program of its own: the tests' one has everything loaded. The module's singletons load with the frame."""
    opens = """
import os, sys
from pathlib import Path
from PySide6.QtGui import QGuiApplication
import fieldapp.app
from fieldapp.config import DeviceConfig, find_resources
from fieldapp.store.clock import SystemClock
qt = QGuiApplication([])
fieldapp.app.Application(DeviceConfig(data=Path("nowhere"), resources=find_resources()), SystemClock())
loaded = [name for name in ("fieldapp.ui.items.ink", "fieldapp.screens") if name in sys.modules]
print("window", loaded, flush=True)
os._exit(0)
"""
    here = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    done = subprocess.run([sys.executable, "-c", opens], capture_output=True, text=True, env=here, check=False)
    assert (done.returncode, done.stdout) == (0, "window []\n"), done.stderr


def test_a_window_that_closes_before_its_first_frame_loads_nothing_more(device: Device) -> None:
    main = open_window(device.shell, device.navigator, LOOKS)
    main.close()
    device.settle()
    assert main.engine is None


@pytest.mark.req("USE-5")
def test_when_the_fonts_are_missing_the_window_says_so(device: Device, tmp_path: Path) -> None:
    main = open_window(device.shell, device.navigator, replace(LOOKS, fonts=tmp_path))
    wait_for_frame(main)
    assert device.shell.hasProblem
    assert str(tmp_path) in device.shell.problemWhat
    assert rail_of(main) is not None
    main.close()


def test_before_the_application_is_there_the_frame_stands_calm_and_empty(screen: Screen) -> None:
    assert screen.has("rail")
    assert screen.reads("09:18")
    assert not screen.has("primary")


def test_the_rail_lights_the_section_and_shows_only_what_can_be_opened(screen: Screen) -> None:
    screen.open("today")
    assert screen.find("rail").property("current") == "today"
    names = [section["name"] for section in screen.find("rail").property("sections")]
    assert names == ["today", "orders"]


def test_in_portrait_the_rail_gives_way_to_the_bar_and_on_a_visit_to_nothing(screen: Screen) -> None:
    screen.open("today")
    screen.resize(PORTRAIT)
    assert screen.has("bar")
    screen.open("visit", ORDER_ID)
    assert not screen.has("bar")


@pytest.mark.req("SYN-1")
def test_the_chip_on_every_page_counts_what_is_not_at_the_centre(screen: Screen) -> None:
    screen.device.complete("accept", "analyse")
    for page in ("today", "orders"):
        screen.open(page)
        assert screen.find("syncChip").property("text") == "2 项待上传"


def test_back_leads_from_the_visit_to_the_day(screen: Screen) -> None:
    screen.device.navigator.openSection("today")
    screen.open("visit", ORDER_ID)
    screen.device.navigator.back()
    screen.settle()
    assert screen.has("timeline")

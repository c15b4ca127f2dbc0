from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.factories import ORDER_ID
from tests.ui.pages import PORTRAIT, Screen, screen

__all__ = ["screen"]
ROOT = Path(__file__).parents[2]
HEAVY = ("sqlalchemy", "reportlab", "pyhanko", "requests", "fastapi", "pyxform", "cryptography")

FIRST_FRAME = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from PySide6.QtWidgets import QApplication
app = QApplication([])
from fieldapp.texts.catalogue import Catalogue
from fieldapp.ui.viewmodels.navigator import Navigator
from fieldapp.ui.viewmodels.shell import ShellViewModel
from fieldapp.ui.viewmodels.ticker import Ticker
from fieldapp.ui.window import Looks, open_window
from fieldapp.ui.words import Words
class Clock:
    def now(self):
        return datetime(2026, 11, 23, 1, 18, tzinfo=UTC)
resources = Path("resources")
words = Words(Catalogue.load(resources / "i18n"), UTC, "zh")
shell, navigator = ShellViewModel(words, Ticker(Clock())), Navigator()
window = open_window(shell, navigator, Looks(resources / "fonts", resources / "icons", resources / "i18n"))
assert window.window.isVisible()
window.window.grabWindow()
print("heavy:", [name for name in sys.argv[1:] if name in sys.modules])
window.close()
"""


def test_nothing_heavy_is_imported_before_the_first_frame() -> None:
    done = subprocess.run(
        [sys.executable, "-c", FIRST_FRAME, *HEAVY],
        cwd=ROOT,
        env={"PATH": "", "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "heavy: []"


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

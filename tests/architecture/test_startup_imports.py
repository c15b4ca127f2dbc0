"""Before the first frame nothing heavy is imported: the window opens on Qt and our own words alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAVY = {"sqlalchemy", "sqlcipher3", "reportlab", "pyhanko", "fastapi", "uvicorn", "requests", "pyxform", "alembic"}
HEAVY |= {"jinja2", "cryptography", "PIL", "zxingcpp", "openpyxl"}
BEHIND = {"PySide6.QtSvg", "PySide6.QtWidgets", "fieldapp.ui.fonts", "fieldapp.ui.translation"}
BEHIND |= {"fieldapp.ui.busy_watch", "words"}
"""Light, but of no use to a frame without words and icons. `words` stands for our own, once they are read."""
FIRST_FRAME = """
import sys
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from PySide6.QtGui import QGuiApplication

import fieldapp.app
import fieldapp.cli
from fieldapp import config
from fieldapp.texts.catalogue import Catalogue
from fieldapp.ui.viewmodels.navigator import Navigator
from fieldapp.ui.viewmodels.shell import ShellViewModel
from fieldapp.ui.viewmodels.ticker import Ticker
from fieldapp.ui.window import Looks, open_window
from fieldapp.ui.words import Words


class Clock:
    def now(self):
        return datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def first_frame():
    imported = {name.partition(".")[0] for name in sys.modules} | set(sys.modules)
    if "catalogue" in vars(words):
        imported.add("words")
    print("heavy:", *sorted(imported & set(sys.argv[1:])))
    sys.stdout.flush()
    app.quit()


app = QGuiApplication([])
resources = config.find_resources()
words = Words(lambda: Catalogue.load(resources.words), ZoneInfo("Asia/Shanghai"), "zh")
ticker = Ticker(Clock())
shell, navigator = ShellViewModel(words, ticker), Navigator()
looks = Looks(fonts=resources.fonts, icons=resources.icons, words=resources.words)
main = open_window(shell, navigator, looks)
main.window.frameSwapped.connect(first_frame)
app.exec()
main.close()
"""


def heavy_after(code: str) -> set[str]:
    """Runs code that ends with the line `heavy: ...`; returns the heavy packages it found imported."""
    command = [sys.executable, "-c", code, *sorted(HEAVY | BEHIND)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    lines = [line for line in done.stdout.splitlines() if line.startswith("heavy:")]
    assert lines, done.stderr
    return set(lines[0].split()[1:])


def test_nothing_heavy_is_imported_before_the_first_frame() -> None:
    assert heavy_after(FIRST_FRAME) == set()


def test_an_import_of_a_heavy_package_before_the_first_frame_is_seen() -> None:
    assert heavy_after("import sqlalchemy\n" + FIRST_FRAME) == {"sqlalchemy"}

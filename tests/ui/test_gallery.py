from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickItem

from fieldapp.ui.gallery import LANGUAGES, SCALES, THEMES, Gallery, Look, main, pages
from tests.ui.conftest import QML, RESOURCES, ROOT
from tests.ui.items import below, is_shown, pressables, spoken

LOOKS = [Look(page, "light", language, scale) for page in pages() for language in LANGUAGES for scale in SCALES]
INNER = {
    "AppLabel",
    "CameraSheet",
    "ChoiceSearch",
    "ChoiceSheet",
    "ClockPick",
    "DayPick",
    "DrawSheet",
    "FocusRing",
    "InputFrame",
    "LimitLine",
    "ListGrid",
    "LongChoices",
    "RowList",
    "Moments",
    "NavItem",
    "NothingToChoose",
    "NumberEntry",
    "PickCell",
    "PickField",
    "PickSheet",
    "PictureFrame",
    "RankLine",
    "StepButton",
    "TypedAnswer",
}
"""Parts of other controls; they have no state of their own."""


@pytest.fixture(params=LOOKS, ids=lambda look: look.file_name)
def shown(request: pytest.FixtureRequest, gallery: Gallery) -> QQuickItem:
    root = gallery.show(request.param)
    gallery.view.grabWindow()
    return root


def _texts(root: QQuickItem) -> list[QQuickItem]:
    return [item for item in below(root) if is_shown(item) and item.inherits("QQuickText")]


def _right(item: QQuickItem) -> float:
    return item.mapToScene(QPointF(item.width(), 0)).x()


def test_what_is_pressed_is_at_least_60_px_and_has_a_name(shown: QQuickItem) -> None:
    found = pressables(shown)
    assert [
        (spoken(item), item.width(), item.height()) for item in found if min(item.width(), item.height()) < 60
    ] == []
    assert [str(item) for item in found if not spoken(item).strip()] == []


def test_no_text_is_cut_and_none_stands_outside_the_page(shown: QQuickItem) -> None:
    texts = _texts(shown)
    assert [item.property("text") for item in texts if item.property("truncated")] == []
    assert [item.property("text") for item in texts if _right(item) > shown.width()] == []
    assert [item.property("text") for item in texts if item.property("contentWidth") > item.width() + 1] == []


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("page", pages())
def test_every_page_stands_in_every_theme_on_its_own_ground(gallery: Gallery, page: str, theme: str) -> None:
    root = gallery.show(Look(page, theme))
    picture = gallery.view.grabWindow()
    assert picture.pixelColor(2, 2) == gallery.theme.property("surface")
    assert picture.height() == round(root.implicitHeight())
    assert picture.width() == 1280


def test_the_gallery_shows_every_control() -> None:
    files = (path.read_text(encoding="utf-8") for path in (QML / "gallery").glob("*.qml"))
    words = set(re.findall(r"\b([A-Z]\w+) *\{", " ".join(files)))
    kinds = {path.stem for path in QML.glob("*/*.qml") if path.parent.name in ("controls", "inputs")}
    assert kinds - words - INNER == set()


def test_every_control_stands_in_the_module() -> None:
    listed = set(re.findall(r"(?:controls|inputs)/\w+\.qml", (QML / "qmldir").read_text(encoding="utf-8")))
    there = {f"{path.parent.name}/{path.name}" for path in QML.glob("*/*.qml")}
    assert listed == {name for name in there if name.startswith(("controls/", "inputs/"))}


def test_the_page_in_chinese_holds_no_english_word(gallery: Gallery) -> None:
    codes = re.compile(r"[A-Z]{1,3}-?\d[\w-]*|kΩ|km|SN|PIN|IC|FM|TS|\bV\b")
    root = gallery.show(Look("ComponentsPage"))
    english = [str(item.property("text")) for item in _texts(root)]
    assert [text for text in english if re.search(r"[A-Za-z]{2,}", codes.sub("", text))] == []


def test_pictures_are_written_one_a_look(tmp_path: Path, qapp: object) -> None:
    assert main(["--out", str(tmp_path), "--page", "DeparturePage", "--resources", str(RESOURCES)]) == 0
    written = sorted(path.name for path in tmp_path.iterdir())
    assert written == sorted(look.file_name for look in _all_looks("DeparturePage"))
    light, dark = (QImage(str(tmp_path / f"DeparturePage-{theme}-zh-100.png")) for theme in ("light", "dark"))
    assert light.pixelColor(2, 2) != dark.pixelColor(2, 2)


def _all_looks(page: str) -> list[Look]:
    return [Look(page, theme, language, scale) for theme in THEMES for language in LANGUAGES for scale in SCALES]


def test_a_first_start_without_compiled_qml_comes_through_in_chinese(tmp_path: Path) -> None:
    """QML's loader thread asks translators; one made in Python must not wait for the UI thread, which waits for it."""
    done = subprocess.run(
        [sys.executable, "-m", "fieldapp.ui.gallery", "--page", "DeparturePage", "--out", str(tmp_path / "out")],
        cwd=ROOT,
        env={**os.environ, "QML_DISK_CACHE_PATH": str(tmp_path / "cache"), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert list((tmp_path / "cache").glob("*.qmlc"))

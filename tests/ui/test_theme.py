from __future__ import annotations

import math
import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from fieldapp.ui.gallery import THEMES, Gallery
from tests.ui.conftest import QML

GROUNDS = ("background", "surface", "sunken")
# ink, the grounds it stands on
INKS = {
    "text": (*GROUNDS, "rail", "primarySoft", "successSoft", "warningSoft", "dangerSoft", "pressed"),
    "textSecondary": (*GROUNDS, "rail", "blocked", "pressed", "primarySoft"),
    "primary": ("background", "surface", "rail", "dangerSoft"),
    "inkOnPrimary": ("primary", "primaryPressed"),
    "inkOnPrimarySoft": ("primarySoft", "surface"),
    "inkOnSuccess": ("success",),
    "success": ("successSoft", "surface", "background"),
    "warning": ("warningSoft", "surface", "background"),
    "danger": ("dangerSoft", "surface", "background"),
    "inkOnUndo": ("undoGround",),
    "undoAction": ("undoGround",),
    "inkOnIndicator": ("railIndicator",),
    "inkOnBarTravel": ("barTravel",),
    "inkOnBarBuffer": ("barBuffer",),
    "inkOnBarEarly": ("barEarly",),
}
DRAWN = [path for path in sorted(QML.rglob("*.qml")) if path.name != "Theme.qml"]


def _luminance(colour: QColor) -> float:
    light = (colour.redF(), colour.greenF(), colour.blueF())
    parts = [value / 12.92 if value <= 0.03928 else math.pow((value + 0.055) / 1.055, 2.4) for value in light]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two colours as WCAG 2.1 defines it, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture(params=THEMES)
def theme(request: pytest.FixtureRequest, gallery: Gallery) -> Gallery:
    gallery.theme.setProperty("mode", THEMES.index(request.param))
    return gallery


def _token(gallery: Gallery, name: str) -> QColor:
    colour = gallery.theme.property(name)
    assert isinstance(colour, QColor), name
    assert colour.isValid(), name
    return colour


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)


@pytest.mark.parametrize(("ink", "ground"), [(ink, ground) for ink, grounds in INKS.items() for ground in grounds])
def test_text_stands_out_from_its_ground(theme: Gallery, ink: str, ground: str) -> None:
    assert contrast(_token(theme, ink), _token(theme, ground)) >= 4.5


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_the_word_of_a_level_stands_out_from_its_badge(theme: Gallery, level: int) -> None:
    fill, ink = (theme.theme.property(name)[level - 1] for name in ("levelFill", "levelText"))
    assert contrast(QColor(ink), QColor(fill)) >= 4.5


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("mark", ["border", "focusRing"])
def test_frames_of_controls_and_the_focus_ring_can_be_seen(theme: Gallery, mark: str, ground: str) -> None:
    assert contrast(_token(theme, mark), _token(theme, ground)) >= 3


def test_text_grows_with_the_scale_and_never_below_14(gallery: Gallery) -> None:
    names = ("caption", "body", "row", "action", "title", "figure", "countdown", "departure")
    small = [gallery.theme.property(name) for name in names]
    gallery.theme.setProperty("textScale", 1.5)
    assert [gallery.theme.property(name) for name in names] == [size * 1.5 for size in small]
    assert min(small) == 14


def test_sunlight_draws_every_line_twice_as_wide_and_every_weight_one_heavier(gallery: Gallery) -> None:
    weights = ("weightNormal", "weightMedium", "weightStrong")
    day = [gallery.theme.property(name) for name in weights]
    gallery.theme.setProperty("mode", THEMES.index("sunlight"))
    assert gallery.theme.property("hairline") == 2
    assert [gallery.theme.property(name) - was for name, was in zip(weights, day, strict=True)] == [100, 100, 100]


@pytest.mark.parametrize("file", DRAWN, ids=lambda path: path.name)
def test_only_the_theme_holds_colours(file: Path) -> None:
    literal = re.compile(r'"#[0-9A-Fa-f]{6,8}"|[cC]olor: *"(?!transparent)|tint: *"')
    assert [line for line in file.read_text(encoding="utf-8").splitlines() if literal.search(line)] == []


@pytest.mark.parametrize(
    "file",
    [path for path in DRAWN if path.parent.name != "gallery" and path.name != "Main.qml"],
    ids=lambda path: path.name,
)
def test_only_the_theme_holds_sizes(file: Path) -> None:
    literal = re.compile(r"\b(?:width|height|size|pixelSize|[a-zA-Z]*[mM]argins?|spacing|radius): *-?\d{2,}\b")
    assert [line for line in file.read_text(encoding="utf-8").splitlines() if literal.search(line)] == []


def test_no_property_is_named_like_a_signal_handler() -> None:
    """QML reads `onPrimary: ...` as a handler of a signal `primary`: such a token is black without a word."""
    named = re.compile(r"\bproperty +[\w<>]+ +on[A-Z]")
    assert [path.name for path in QML.rglob("*.qml") if named.search(path.read_text(encoding="utf-8"))] == []

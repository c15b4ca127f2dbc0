from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics, QRawFont
from PySide6.QtWidgets import QApplication

from fieldapp.domain.errors import NotFound
from fieldapp.ui.fonts import FAMILY, load_fonts

FONTS = Path(__file__).parents[3] / "resources" / "fonts"


@pytest.mark.parametrize("weight", [400, 500, 600, 700])
def test_every_weight_of_the_type_scale_is_a_face_of_its_own(qapp: QApplication, weight: int) -> None:
    load_fonts(FONTS)
    font = QFont(FAMILY)
    font.setWeight(QFont.Weight(weight))
    assert QRawFont.fromFont(font).weight() == weight


def test_loading_twice_adds_nothing(qapp: QApplication) -> None:
    load_fonts(FONTS)
    styles = QFontDatabase.styles(FAMILY)
    load_fonts(FONTS)
    assert QFontDatabase.styles(FAMILY) == styles


@pytest.mark.parametrize("text", ["霁川", "禾味生鲜超市", "16.3 kΩ −18.4 ℃", "¥86.00", "·，。：（）–→"])
def test_the_words_of_the_house_have_glyphs_in_the_heaviest_face(qapp: QApplication, text: str) -> None:
    load_fonts(FONTS)
    font = QFont(FAMILY)
    font.setWeight(QFont.Weight.Bold)
    raw = QRawFont.fromFont(font)
    assert [letter for letter in text if not raw.supportsCharacter(ord(letter))] == []


def test_figures_are_as_wide_as_each_other(qapp: QApplication) -> None:
    load_fonts(FONTS)
    metrics = QFontMetrics(QFont(FAMILY, 20))
    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


def test_a_folder_without_fonts_is_said(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"app\.fonts-missing"):
        load_fonts(tmp_path)

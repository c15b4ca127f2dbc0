"""The embedded fonts: coverage, and text that can be searched."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from fieldapp.domain.errors import BadInput
from fieldapp.reports.kit.fonts import Weight, load_fonts, to_unicode
from tests.factories import RESOURCES
from tests.unit.reports.reading_pdf import needs_poppler, text_of

FONTS = RESOURCES / "fonts"


@pytest.mark.parametrize("character", list("䶮㛃𬭼〓①✓≤℃Ω−–·（）¥×A"))
def test_the_fonts_have_the_characters_that_reports_need(character: str) -> None:
    assert load_fonts(FONTS).covers(character)


def test_a_character_that_one_weight_lacks_is_not_covered() -> None:
    assert not load_fonts(FONTS).covers("🙂")


def test_fonts_are_read_once() -> None:
    assert load_fonts(FONTS) is load_fonts(FONTS)


@pytest.mark.parametrize("content", [None, b"no font"])
def test_a_missing_or_broken_font_file_is_named(content: bytes | None, tmp_path: Path) -> None:
    shutil.copy(FONTS / "NotoSansSC_400Regular.ttf", tmp_path)
    if content is not None:
        (tmp_path / "NotoSansSC_500Medium.ttf").write_bytes(content)
    with pytest.raises(BadInput, match=r"fonts\.unreadable") as raised:
        load_fonts(tmp_path)
    assert raised.value.fields == {"file": "NotoSansSC_500Medium.ttf"}


def test_a_code_beyond_the_first_plane_is_two_surrogates() -> None:
    assert "<01> <D872DF7C>" in to_unicode([0, 0x2CB7C])


def test_a_table_has_at_most_a_hundred_lines_a_block() -> None:
    table = to_unicode(list(range(0x4E00, 0x4E00 + 250)))
    assert [line.split()[0] for line in table.splitlines() if line.endswith("beginbfchar")] == ["100", "100", "50"]


@needs_poppler
def test_text_of_several_subsets_is_found_again(tmp_path: Path) -> None:
    """More than 256 characters make more than one subset; each has its own table."""
    load_fonts(FONTS)
    text = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 700)) + "𬭼𫖯"
    out = BytesIO()
    canvas = Canvas(out)
    for weight in (Weight.REGULAR, Weight.SEMIBOLD):
        canvas.setFont(weight.value, 9)
        for line in range(0, len(text), 50):
            canvas.drawString(40, 800 - line / 5, text[line : line + 50])
        canvas.showPage()
    canvas.save()
    pages = "".join(text_of(out.getvalue(), tmp_path).split()).replace("\f", "")
    assert pages == text * 2

"""Pages and bytes of a document."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from reportlab.platypus.flowables import Flowable, PageBreak

from fieldapp.reports.kit.blocks import Blocks
from fieldapp.reports.kit.document import Imprint, write
from fieldapp.reports.kit.fonts import load_fonts
from tests.factories import RESOURCES
from tests.unit.reports.reading_pdf import needs_poppler, properties_of, text_of

FONTS = load_fonts(RESOURCES / "fonts")
IMPRINT = Imprint(
    title="服务报告 SR-1",
    author="霁川",
    subject="第 1 版",
    language="zh",
    written_at=datetime(2026, 11, 23, 3, 20, tzinfo=UTC),
    head="抬头",
    foot="页脚",
    page_of="第 {page} 页，共 {pages} 页",
)


def document(pages: int = 1) -> bytes:
    blocks = Blocks(FONTS)
    flowables: list[Flowable] = [blocks.text("第一页")]
    for number in range(1, pages):
        flowables += [PageBreak(), blocks.text(f"正文 {number}")]
    return write(flowables, IMPRINT, FONTS)


@needs_poppler
def test_every_page_says_which_of_how_many_it_is_and_the_head_begins_on_page_two(tmp_path: Path) -> None:
    pages = text_of(document(12), tmp_path).split("\f")[:-1]
    assert [re.findall(r"第 (\d+) 页，共 (\d+) 页", page) for page in pages] == [
        [(str(number), "12")] for number in range(1, 13)
    ]
    assert ["抬头" in page for page in pages] == [False, *[True] * 11]
    assert all("页脚" in page for page in pages)


def test_the_file_is_dated_by_its_content_and_names_its_language() -> None:
    made = document()
    assert b"/CreationDate (D:20261123032000Z)" in made
    assert b"/Lang (zh-CN)" in made


@needs_poppler
def test_the_file_bears_title_author_and_subject(tmp_path: Path) -> None:
    properties = properties_of(document(), tmp_path)
    assert properties["Title"] == "服务报告 SR-1"
    assert properties["Author"] == "霁川"
    assert properties["Subject"] == "第 1 版"
    assert (properties["Creator"], properties["Producer"]) == ("fieldapp", "fieldapp")


def test_every_stream_ends_its_line_before_the_keyword_and_its_length_is_true() -> None:
    made = document(2)
    lengths = [int(length) for length in re.findall(rb"/Length (\d+)", made)]
    starts = [match.end() for match in re.finditer(rb"\nstream\n", made)]
    assert len(lengths) == len(starts) >= 5
    for start, length in zip(starts, lengths, strict=True):
        assert made[start + length :].startswith(b"\nendstream")


def test_no_font_is_left_out_of_the_file() -> None:
    made = document()
    assert b"/Helvetica" not in made
    assert made.count(b"/FontFile2") == made.count(b"/Subtype /TrueType") > 0


def test_the_same_pages_are_the_same_bytes() -> None:
    assert document(3) == document(3)

"""Pages of a PDF as pictures: white paper, one address a page, and a word for what is no PDF."""

from __future__ import annotations

import base64
import io

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication
from reportlab.pdfgen.canvas import Canvas

from fieldapp.domain.errors import BadInput
from fieldapp.ui.paper_pictures import page_pictures


def two_pages() -> bytes:
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=(200, 300))
    for _ in range(2):
        canvas.rect(50, 100, 100, 100, fill=1)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def test_every_page_is_a_picture_of_the_asked_width_on_white_paper(qapp: QApplication) -> None:
    pages = page_pictures(two_pages(), 400)
    assert len(pages) == 2
    kind, _, data = pages[0].partition(",")
    picture = Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB")
    assert (kind, picture.size) == ("data:image/png;base64", (400, 600))
    assert picture.getpixel((5, 5)) == (255, 255, 255)
    assert picture.getpixel((200, 300)) == (0, 0, 0)


def test_what_is_no_pdf_is_named(qapp: QApplication) -> None:
    with pytest.raises(BadInput) as told:
        page_pictures(b"no document", 400)
    assert told.value.code == "report.unreadable"

"""A4 pages to bytes: the same content gives the same bytes on every machine, today and in ten years (REP-4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.doctemplate import BaseDocTemplate, NextPageTemplate, PageTemplate
from reportlab.platypus.flowables import Flowable
from reportlab.platypus.frames import Frame

from fieldapp.reports.kit.fonts import Fonts, Weight
from fieldapp.reports.kit.style import META, Ink
from fieldapp.reports.kit.text import Text, draw_line

# Base 85 around compressed streams costs three quarters of the time and a fifth of the bytes.
rl_config.useA85 = 0

MARGIN = 18 * mm
WIDTH = A4[0] - 2 * MARGIN
"""Width of the text, in points."""
_TOP, _BOTTOM, _HEAD = 14 * mm, 18 * mm, 11 * mm


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What stands in a document beside its text: properties of the file, head from page 2 on, foot of every page."""

    title: str
    author: str
    subject: str
    language: str
    written_at: datetime
    head: str
    foot: str
    page_of: str
    """Words with {page} and, after it, {pages}."""


def write(flowables: Sequence[Flowable], imprint: Imprint, fonts: Fonts) -> bytes:
    """Return the pages as PDF."""
    out = BytesIO()
    # The template sets these on the canvas when it begins, whatever the canvas was told before.
    document = BaseDocTemplate(
        out,
        pagesize=A4,
        invariant=1,
        initialFontName=Weight.REGULAR.value,
        title=imprint.title,
        author=imprint.author,
        subject=imprint.subject,
        creator="fieldapp",
        producer="fieldapp",
    )
    document.addPageTemplates([_page("first", imprint, fonts), _page("later", imprint, fonts)])

    def canvas(*arguments: Any, **settings: Any) -> PageCanvas:
        made = PageCanvas(*arguments, **settings)
        made.bear(imprint)
        return made

    document.build([NextPageTemplate("later"), *flowables], canvasmaker=canvas)
    return out.getvalue()


def _page(name: str, imprint: Imprint, fonts: Fonts) -> PageTemplate:
    head = 0.0 if name == "first" else _HEAD
    frame = Frame(MARGIN, _BOTTOM, WIDTH, A4[1] - _TOP - _BOTTOM - head, 0, 0, 0, 0, id=name)

    def furnish(canvas: Canvas, _document: BaseDocTemplate) -> None:
        if name == "later":
            _place(Text(imprint.head, META, fonts), canvas, A4[1] - _TOP)
            _rule(canvas, A4[1] - _TOP - 15)
        _rule(canvas, _BOTTOM - 8)
        _place(Text(imprint.foot, META, fonts), canvas, _BOTTOM - 12)
        _number(canvas, imprint, fonts)

    return PageTemplate(id=name, frames=[frame], onPage=furnish)


def _place(text: Text, canvas: Canvas, top: float) -> None:
    """Draw a text below `top`, at the left margin."""
    _, height = text.wrap(WIDTH, 0)
    text.drawOn(canvas, MARGIN, top - height)


def _rule(canvas: Canvas, y: float) -> None:
    canvas.setStrokeColor(Ink.LINE.colour)
    canvas.setLineWidth(0.6)
    canvas.line(MARGIN, y, MARGIN + WIDTH, y)


def _number(canvas: Canvas, imprint: Imprint, fonts: Fonts) -> None:
    """Write "page n of m". How many there are is known at the end: m is a form that is filled then."""
    before, _, after = imprint.page_of.partition("{pages}")
    before = before.format(page=canvas.getPageNumber())
    left = MARGIN + WIDTH - fonts.width(f"0{after}", META.weight, META.size)
    base = _BOTTOM - 12 - META.leading
    draw_line(canvas, before, left - fonts.width(before, META.weight, META.size), base + META.base, META, fonts)
    canvas.saveState()
    canvas.translate(left, base)
    canvas.doForm(PageCanvas.PAGES)
    canvas.restoreState()


class PageCanvas(Canvas):
    """A canvas that counts its pages at the end and dates the file by its content instead of by the clock."""

    PAGES = "pages"
    after_pages = ""

    def bear(self, imprint: Imprint) -> None:
        """Date the file, name its language, and keep the words that follow the number of pages."""
        self.after_pages = imprint.page_of.partition("{pages}")[2]
        stamp = imprint.written_at.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")
        self.setDateFormatter(lambda *_now: stamp)
        self.setCatalogEntry("Lang", pdfdoc.PDFString("zh-CN" if imprint.language == "zh" else "en"))

    def save(self) -> None:
        """Fill in the number of pages and write the file; the last page was ended, so the next number is current."""
        pages = self.getPageNumber() - 1
        self.beginForm(self.PAGES, 0, 0, WIDTH, META.leading)
        self.setFont(META.weight.value, META.size)
        self.setFillColor(META.ink.colour)
        self.drawString(0, META.base, f"{pages}{self.after_pages}")
        self.endForm()
        document: pdfdoc.PDFDocument = self._doc  # type: ignore[attr-defined] # the stubs lack it
        document.encrypt = _EndedStreams()
        super().save()


class _EndedStreams(pdfdoc.NoEncryption):
    """Puts a line end before each `endstream`, which PDF 1.7, 7.3.8.1, asks for and reportlab leaves out.

    What encrypts streams is the one place that sees every stream just before it is written.
    """

    def encode(self, t: bytes) -> bytes:
        return _Ended(t)


class _Ended(bytes, pdfdoc.PDFObject):
    """Bytes that are written with a line end that does not count to their length."""

    def format(self, _document: pdfdoc.PDFDocument) -> bytes:
        return bytes(self) + b"\n"

"""Vector drawings: QR code, handwriting in its box, round choices."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from fieldapp.domain.ink import Stroke
from fieldapp.reports.kit.fonts import Fonts
from fieldapp.reports.kit.style import META, Ink, Style
from fieldapp.reports.kit.text import Text, draw_line
from fieldapp.signature.curve import CurveSegment, outline

QUIET = 4
"""Modules of white around a QR code (ISO/IEC 18004)."""


class QrCode(Flowable):
    """A QR code `side` points wide, quiet zone included; modules side by side are one rectangle, so no seams show."""

    def __init__(self, text: str, side: float) -> None:
        super().__init__()
        code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
        code.add_data(text)
        code.make(fit=True)
        self.modules = code.get_matrix()
        self.width = self.height = side

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        """Return the size, which no place changes."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw the dark modules up to the right and upper edge: beyond them the page is white anyway."""
        module = self.width / len(self.modules)
        self.canv.translate(QUIET * module, QUIET * module)
        path = self.canv.beginPath()
        for row, modules in enumerate(self.modules):
            column = 0
            for dark, group in groupby(modules):
                run = len(list(group))
                if dark:
                    path.rect(column * module, self.height - (row + 1) * module, run * module, module)
                column += run
        self.canv.setFillColor(Ink.TEXT.colour)
        self.canv.drawPath(path, stroke=0, fill=1)


class Handwriting(Flowable):
    """Strokes in a box, as large as fits; the words below the line say who wrote."""

    def __init__(self, strokes: Sequence[Stroke], below: str, width: float, height: float, fonts: Fonts) -> None:
        super().__init__()
        self.curves = [outline(stroke.points) for stroke in strokes]
        self.below = Text(below, META, fonts)
        self.width, self.height = width, height

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """Return the size, which no place changes."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw box, line, words and strokes."""
        canvas = self.canv
        canvas.setStrokeColor(Ink.BORDER.colour)
        canvas.setLineWidth(0.8)
        canvas.roundRect(0, 0, self.width, self.height, 6, stroke=1, fill=0)
        _, deep = self.below.wrap(self.width - 24, self.height)
        self.below.drawOn(canvas, 12, 5)
        canvas.setStrokeColor(Ink.LINE.colour)
        canvas.line(12, deep + 8, self.width - 12, deep + 8)
        self._strokes(canvas, deep + 12)

    def _strokes(self, canvas: Canvas, floor: float) -> None:
        segments = [segment for curve in self.curves for segment in curve]
        if not segments:
            return
        places = [place for s in segments for place in (s.start, s.control1, s.control2, s.end)]
        left, right = min(x for x, _ in places), max(x for x, _ in places)
        above, under = min(y for _, y in places), max(y for _, y in places)
        wide, high = self.width - 32, self.height - floor - 8
        scale = min(wide / max(right - left, 1), high / max(under - above, 1), 1.0)
        canvas.saveState()
        canvas.translate(16 + (wide - (right - left) * scale) / 2, floor + (high - (under - above) * scale) / 2)
        canvas.scale(scale, -scale)
        canvas.translate(-left, -under)
        canvas.setLineCap(1)
        canvas.setStrokeColor(Ink.TEXT.colour)
        for segment in segments:
            _segment(canvas, segment)
        canvas.restoreState()


def _segment(canvas: Canvas, segment: CurveSegment) -> None:
    canvas.setLineWidth((segment.width_start + segment.width_end) / 2)
    canvas.bezier(*segment.start, *segment.control1, *segment.control2, *segment.end)


class Choices(Flowable):
    """Words side by side with a round mark each; the chosen one is filled and in the colour of what was pressed."""

    MARK = 5.0
    GAP = 18.0

    def __init__(self, words: Sequence[str], chosen: int | None, style: Style, fonts: Fonts) -> None:
        super().__init__()
        self.words, self.chosen, self.style, self.fonts = words, chosen, style, fonts
        self.stacked = False

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """Return the width of the place and one line, or a line a word where they do not fit side by side."""
        side_by_side = sum(self._wide(word) for word in self.words) + self.GAP * (len(self.words) - 1)
        self.stacked = side_by_side > aW
        self.width, self.height = aW, self._line * (len(self.words) if self.stacked else 1)
        return self.width, self.height

    def draw(self) -> None:
        """Draw marks and words."""
        x, middle = 0.0, self.height - self._line / 2
        for number, word in enumerate(self.words):
            is_chosen = number == self.chosen
            ink = Ink.PRIMARY if is_chosen else Ink.SECONDARY
            self.canv.setStrokeColor(ink.colour)
            self.canv.setFillColor(ink.colour)
            self.canv.setLineWidth(1)
            self.canv.circle(x + self.MARK, middle, self.MARK - 0.5, stroke=1, fill=0)
            if is_chosen:
                self.canv.circle(x + self.MARK, middle, self.MARK - 2.5, stroke=0, fill=1)
            style = Style(weight=self.style.weight, size=self.style.size, leading=self.style.leading, ink=ink)
            draw_line(self.canv, word, x + 2 * self.MARK + 5, middle - style.size * 0.36, style, self.fonts)
            if self.stacked:
                middle -= self._line
            else:
                x += self._wide(word) + self.GAP

    @property
    def _line(self) -> float:
        return self.style.leading + 4

    def _wide(self, word: str) -> float:
        return 2 * self.MARK + 5 + self.fonts.width(word, self.style.weight, self.style.size)

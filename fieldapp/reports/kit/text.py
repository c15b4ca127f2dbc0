"""Text on paper: one style a block, lines broken as Chinese wants it, missing characters marked."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from fieldapp.reports.kit.fonts import Fonts
from fieldapp.reports.kit.glyphs import drawable, runs, shown
from fieldapp.reports.kit.line_breaking import break_lines
from fieldapp.reports.kit.style import Align, Style, Tone


class Text(Flowable):
    """A block of text as wide as its place; splits between lines, leaving two on either side where there are four."""

    def __init__(self, text: str, style: Style, fonts: Fonts) -> None:
        super().__init__()
        self.text = drawable(text, fonts.covers)
        self.style = style
        self.fonts = fonts
        self.lines: tuple[str, ...] = ()

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        """Break the lines for this width and return the size."""
        self.lines = break_lines(self.text, aW, self._measure)
        self.width, self.height = aW, len(self.lines) * self.style.leading
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        """Return what fits and the rest; [] if nothing fits."""
        self.wrap(aW, aH)
        fitting = int(aH // self.style.leading)
        if fitting >= len(self.lines):
            return [self]
        if len(self.lines) >= 4:
            fitting = min(fitting, len(self.lines) - 2)
        if fitting < (2 if len(self.lines) >= 4 else 1):
            return []
        parts = ("\n".join(self.lines[:fitting]), "\n".join(self.lines[fitting:]))
        return [Text(part, self.style, self.fonts) for part in parts]

    def draw(self) -> None:
        """Draw the lines from the top."""
        style = self.style
        for number, line in enumerate(self.lines, start=1):
            x = (self.width - self._measure(line)) * style.align.value
            draw_line(self.canv, line, x, self.height - number * style.leading + style.base, style, self.fonts)

    def _measure(self, text: str) -> float:
        return self.fonts.width(shown(text, self.fonts.covers), self.style.weight, self.style.size)


class Badge(Flowable):
    """A word on a soft ground; colour is never alone."""

    def __init__(self, word: str, tone: Tone, style: Style, fonts: Fonts, align: Align = Align.LEFT) -> None:
        super().__init__()
        ink, self.ground = tone.value
        self.style = Style(weight=style.weight, size=style.size - 1, leading=style.leading, ink=ink)
        self.word = drawable(word, fonts.covers)
        self.fonts = fonts
        self.align = align

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """Return the width of the place and one line."""
        self.width, self.height = aW, self.style.leading
        return self.width, self.height

    def draw(self) -> None:
        """Draw ground and word."""
        wide = self.fonts.width(shown(self.word, self.fonts.covers), self.style.weight, self.style.size)
        x = (self.width - wide - 10) * self.align.value
        self.canv.setFillColor(self.ground.colour)
        self.canv.roundRect(x, 0.5, wide + 10, self.height - 1, 3, stroke=0, fill=1)
        draw_line(self.canv, self.word, x + 5, self.style.base, self.style, self.fonts)


def draw_line(canvas: Canvas, line: str, x: float, y: float, style: Style, fonts: Fonts) -> None:
    """Draw one line with its base at y. A missing character shows as its mark; search and copy give itself."""
    canvas.setFont(style.weight.value, style.size)
    canvas.setFillColor(style.ink.colour)
    for run in runs(line, fonts.covers):
        if run.drawn != run.text:
            actual = run.text.encode("utf-16-be").hex().upper()
            canvas.addLiteral(f"/Span <</ActualText <FEFF{actual}>>> BDC")
        canvas.drawString(x, y, run.drawn)
        if run.drawn != run.text:
            canvas.addLiteral("EMC")
        x += fonts.width(run.drawn, style.weight, style.size)

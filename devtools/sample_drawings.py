"""Two kinds of drawing in the papers of the demo company: a wiring diagram, and a plan of where parts sit."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from fieldapp.reports.kit.document import WIDTH
from fieldapp.reports.kit.fonts import Fonts
from fieldapp.reports.kit.line_breaking import break_lines
from fieldapp.reports.kit.style import BODY, META, STRONG, Ink, Style
from fieldapp.reports.kit.text import draw_line

_ROW = 42.0
_BOX = 134.0
_BOARD = 96.0


class Wiring(Flowable):
    """Supply on top, the board in the middle, what it measures at the left, what it drives at the right.

    `inputs` and `outputs` have terminal, part and wire or voltage; the last of `supply` is the fuse.
    """

    def __init__(
        self,
        *,
        fonts: Fonts,
        supply: tuple[str, ...],
        board: str,
        inputs: tuple[tuple[str, str, str], ...],
        outputs: tuple[tuple[str, str, str], ...],
    ) -> None:
        super().__init__()
        self.pen = _Pen(fonts)
        self.supply, self.board, self.inputs, self.outputs = supply, board, inputs, outputs
        self.rows = max(len(inputs), len(outputs))

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        """Return the size: as wide as the text, as high as the longer side."""
        self.width, self.height = WIDTH, self.rows * _ROW + 110
        return self.width, self.height

    def draw(self) -> None:
        """Draw supply, board and both sides."""
        top = self.height - 78
        left = (WIDTH - _BOARD) / 2
        self._draw_supply(top)
        self.pen.box(self.canv, left, 14, _BOARD, top - 14, self.board, ground=Ink.PRIMARY_SOFT)
        for place, (pin, part, wire) in enumerate(self.inputs):
            self._draw_side(0, top - (place + 0.5) * self._step(len(self.inputs)), pin, part, wire)
        for place, (pin, part, wire) in enumerate(self.outputs):
            self._draw_side(1, top - (place + 0.5) * self._step(len(self.outputs)), pin, part, wire)

    def _step(self, count: int) -> float:
        return (self.height - 92) / max(count, 1)

    def _draw_supply(self, top: float) -> None:
        *wires, fuse = self.supply
        middle = WIDTH / 2
        self.pen.box(self.canv, middle - 110, self.height - 34, 220, 24, f"电源  {'  '.join(wires)}")
        self.pen.line(self.canv, middle, self.height - 34, middle, top)
        self.pen.write(self.canv, f"{fuse}", middle + 6, self.height - 52, META)
        self.canv.setFillColor(Ink.TEXT.colour)
        self.canv.rect(middle - 4, self.height - 56, 8, 14, stroke=1, fill=0)

    def _draw_side(self, side: int, y: float, pin: str, part: str, wire: str) -> None:
        """Draw one part with its wire to the board; side 0 is what is measured, 1 what is driven."""
        board_edge = (WIDTH - _BOARD) / 2 + side * _BOARD
        part_edge = _BOX if side == 0 else WIDTH - _BOX
        self.pen.box(self.canv, 0 if side == 0 else WIDTH - _BOX, y - 15, _BOX, 30, part)
        self.pen.line(self.canv, part_edge, y, board_edge, y)
        self.canv.setFillColor(Ink.TEXT.colour)
        self.canv.circle(board_edge, y, 2, stroke=0, fill=1)
        near = min(part_edge, board_edge)
        far = max(part_edge, board_edge)
        self.pen.write(self.canv, wire, near + 5, y + 3, META)
        pin_at = far - self.pen.width(pin, STRONG) - 5 if side == 0 else near + 5
        self.pen.write(self.canv, pin, pin_at, y - 12, STRONG)


class Layout(Flowable):
    """A plan: boxes at places in percent of a frame, each with a number and its label."""

    def __init__(self, *, fonts: Fonts, places: tuple[tuple[int, int, int, int, str], ...]) -> None:
        super().__init__()
        self.pen = _Pen(fonts)
        self.places = places

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        """Return the size."""
        self.width, self.height = WIDTH, 320.0
        return self.width, self.height

    def draw(self) -> None:
        """Draw the frame and every box."""
        self.canv.setStrokeColor(Ink.TEXT.colour)
        self.canv.setLineWidth(1.4)
        self.canv.rect(0, 6, WIDTH, self.height - 12, stroke=1, fill=0)
        high = self.height - 12
        for number, (left, top, width, height, label) in enumerate(self.places, start=1):
            x, y = left / 100 * WIDTH, 6 + high - (top + height) / 100 * high
            self.pen.box(self.canv, x, y, width / 100 * WIDTH, height / 100 * high, f"{number} {label}")


@dataclass(frozen=True, slots=True)
class _Pen:
    fonts: Fonts

    def width(self, text: str, style: Style) -> float:
        return self.fonts.width(text, style.weight, style.size)

    def write(self, canvas: Canvas, text: str, x: float, y: float, style: Style) -> None:
        draw_line(canvas, text, x, y, style, self.fonts)

    def line(self, canvas: Canvas, x: float, y: float, to_x: float, to_y: float) -> None:
        canvas.setStrokeColor(Ink.PRIMARY.colour)
        canvas.setLineWidth(0.9)
        canvas.line(x, y, to_x, to_y)

    def box(
        self, canvas: Canvas, x: float, y: float, width: float, height: float, label: str, ground: Ink = Ink.BACKGROUND
    ) -> None:
        """Draw a box with its label in the middle; a narrow one breaks it into lines."""
        canvas.setStrokeColor(Ink.BORDER.colour)
        canvas.setFillColor(ground.colour)
        canvas.setLineWidth(0.8)
        canvas.roundRect(x, y, width, height, 3, stroke=1, fill=1)
        lines = break_lines(label, max(width - 8, BODY.size), lambda text: self.width(text, BODY))
        leading = 12.0
        base = y + height / 2 + (len(lines) * leading) / 2 - 9
        for line in lines:
            self.write(canvas, line, x + (width - self.width(line, BODY)) / 2, base, BODY)
            base -= leading

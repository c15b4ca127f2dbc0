"""Blocks that documents are made of: headings, rows with a label, tables, panels, choices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from reportlab.platypus.flowables import CondPageBreak, Flowable
from reportlab.platypus.tables import Table

from fieldapp.reports.kit.document import WIDTH
from fieldapp.reports.kit.fonts import Fonts, Weight
from fieldapp.reports.kit.style import BODY, HEADING, LABEL, META, STRONG, Align, Ink, Style
from fieldapp.reports.kit.text import Text

LABELS = 70.0
"""Width of the column of labels, in points."""

Cell = Flowable | Sequence[Flowable] | str
Area = tuple[int, int]
Rule = tuple[str, Area, Area, *tuple[Any, ...]] | tuple[Literal["ROUNDEDCORNERS"], tuple[float, float, float, float]]
"""One command of reportlab's table style."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """Makes blocks with one set of fonts."""

    fonts: Fonts

    def text(self, text: str, style: Style = BODY) -> Text:
        """Return a block of text."""
        return Text(text, style, self.fonts)

    def heading(self, title: str, note: str = "", room: float = 70.0) -> list[Flowable]:
        """Return a heading over a line, with a note at the right edge; it stays with `room` points of what follows."""
        cells: list[list[Cell]] = [[self.text(title, HEADING), self.text(note, META.to_the(Align.RIGHT))]]
        rules: list[Rule] = [("LINEBELOW", (0, 0), (-1, -1), 0.6, Ink.LINE.colour), *_padding(10, 4)]
        rules.append(("VALIGN", (0, 0), (-1, -1), "BOTTOM"))
        return [CondPageBreak(room), self.grid(cells, (WIDTH * 0.5, WIDTH * 0.5), rules)]

    def labelled(self, label: str, lines: Sequence[Flowable]) -> Flowable:
        """Return a row: what it is about, then the lines, over a hairline. Long rows go on on the next page."""
        cells: list[list[Cell]] = [[self.text(label, LABEL), list(lines)]]
        rules: list[Rule] = [("LINEBELOW", (0, 0), (-1, -1), 0.4, Ink.LINE.colour), *_padding(4, 4)]
        return self.grid(cells, (LABELS, WIDTH - LABELS), rules)

    def packed(self, items: Sequence[str], between: str, style: Style = BODY) -> Text:
        """Return items for a labelled row, as many on a line as fit; none is parted that has room on one line."""
        lines: list[str] = []
        for item in items:
            longer = f"{lines[-1]}{between}{item}" if lines else item
            if lines and self.fonts.width(longer, style.weight, style.size) <= WIDTH - LABELS:
                lines[-1] = longer
            else:
                lines.append(item)
        return self.text("\n".join(lines), style)

    def table(
        self,
        head: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        widths: Sequence[float],
        right: int,
    ) -> Table:
        """Return a table with a head that comes again on each page; the last `right` columns are figures.

        `widths` are shares of the whole width. Without a head it continues the table above it.
        """
        whole = sum(widths)
        first_figure = len(head) - right
        titles: list[Cell] = [
            self.text(title, META.to_the(Align.RIGHT if column >= first_figure else Align.LEFT))
            for column, title in enumerate(head)
        ]
        rules: list[Rule] = [
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, Ink.LINE.colour),
            *_padding(3, 3),
            ("RIGHTPADDING", (0, 0), (-2, -1), 8),
        ]
        if head:
            rules.append(("LINEBELOW", (0, 0), (-1, 0), 0.6, Ink.BORDER.colour))
        cells = [titles, *rows] if head else rows
        return self.grid(cells, [share / whole * WIDTH for share in widths], rules, heads=1 if head else 0)

    def panel(self, lines: Sequence[Flowable], ground: Ink, width: float = WIDTH) -> Flowable:
        """Return lines on a soft ground."""
        rules: list[Rule] = [
            ("BACKGROUND", (0, 0), (-1, -1), ground.colour),
            ("ROUNDEDCORNERS", (6, 6, 6, 6)),
            *_padding(8, 8),
            ("LEFTPADDING", (0, 0), (-1, -1), 10),
            ("RIGHTPADDING", (0, 0), (-1, -1), 10),
        ]
        return self.grid([[list(lines)]], (width,), rules)

    def columns(self, cells: Sequence[Cell], widths: Sequence[float], gap: float = 12) -> Flowable:
        """Return blocks side by side, tops aligned; `widths` are in points, the gap lies within them."""
        rules: list[Rule] = [*_padding(0, 0), ("RIGHTPADDING", (0, 0), (-2, -1), gap)]
        return self.grid([list(cells)], widths, rules)

    def facts(self, pairs: Sequence[tuple[str, str]], width: float, label: float = 52.0) -> Flowable:
        """Return lines of label and value; pairs without a value are left out."""
        cells = [[self.text(name, LABEL), self.text(value, STRONG)] for name, value in pairs if value]
        return self.grid(cells or [["", ""]], (label, width - label), _padding(1.5, 1.5))

    def grid(
        self,
        cells: Sequence[Sequence[Cell]],
        widths: Sequence[float],
        rules: Sequence[Rule],
        heads: int = 0,
    ) -> Table:
        """Return a table whose empty cells, too, name an embedded font; rows may be parted between pages."""
        face: Rule = ("FONTNAME", (0, 0), (-1, -1), Weight.REGULAR.value)
        top: Rule = ("VALIGN", (0, 0), (-1, -1), "TOP")
        return Table(
            [list(row) for row in cells],
            colWidths=list(widths),
            style=[face, top, *rules],
            repeatRows=heads,
            splitInRow=1,
            hAlign="LEFT",
        )


def _padding(above: float, below: float) -> list[Rule]:
    """Return rules for cells without room at their sides."""
    return [
        ("TOPPADDING", (0, 0), (-1, -1), above),
        ("BOTTOMPADDING", (0, 0), (-1, -1), below),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ]

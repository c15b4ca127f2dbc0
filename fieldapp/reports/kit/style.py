"""Colours, type and measures of documents: the light theme of the screens, on paper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from reportlab.lib.colors import Color, HexColor

from fieldapp.reports.kit.fonts import Weight


class Ink(Enum):
    """Colours by meaning, as in the screens' light theme: green is proven good, amber care, red a broken limit."""

    TEXT = "#101828"
    SECONDARY = "#475467"
    LINE = "#DCE2EA"
    BORDER = "#7A8798"
    SUNKEN = "#EDF1F6"
    BACKGROUND = "#F4F6F9"
    PRIMARY = "#0B5CAD"
    PRIMARY_SOFT = "#E6F0FA"
    SUCCESS = "#17752F"
    SUCCESS_SOFT = "#E6F4EA"
    WARNING = "#A84300"
    WARNING_SOFT = "#FFF1E2"
    DANGER = "#B3261E"
    DANGER_SOFT = "#FDECEA"

    @property
    def colour(self) -> Color:
        """Return it as reportlab wants it."""
        return HexColor(self.value)


class Tone(Enum):
    """What a badge means; its ground is the soft colour, its word the full one."""

    GOOD = (Ink.SUCCESS, Ink.SUCCESS_SOFT)
    CARE = (Ink.WARNING, Ink.WARNING_SOFT)
    BAD = (Ink.DANGER, Ink.DANGER_SOFT)
    PLAIN = (Ink.SECONDARY, Ink.SUNKEN)


class Align(Enum):
    """Where a line stands in its width."""

    LEFT = 0.0
    CENTRE = 0.5
    RIGHT = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a text looks; sizes in points."""

    weight: Weight = Weight.REGULAR
    size: float = 9.0
    leading: float = 14.0
    ink: Ink = Ink.TEXT
    align: Align = Align.LEFT

    @property
    def base(self) -> float:
        """Return how high the base of a line stands above its lower edge."""
        return self.leading * 0.27

    def to_the(self, align: Align) -> Style:
        """Return the same style at another edge."""
        return replace(self, align=align)


BODY = Style()
STRONG = Style(weight=Weight.MEDIUM)
FIGURE = Style(weight=Weight.SEMIBOLD)
META = Style(size=8, leading=12, ink=Ink.SECONDARY)
LABEL = Style(size=8, ink=Ink.SECONDARY)
"""Beside body text: the lines of both stand on one base."""
HEADING = Style(weight=Weight.SEMIBOLD, size=11, leading=16)
TITLE = Style(weight=Weight.SEMIBOLD, size=20, leading=28)
BRAND = Style(weight=Weight.SEMIBOLD, size=10, leading=14, ink=Ink.PRIMARY)
SUM = Style(weight=Weight.SEMIBOLD, size=16, leading=22)
TIME = Style(weight=Weight.SEMIBOLD, size=12, leading=16)

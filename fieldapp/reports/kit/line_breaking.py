"""Chinese and mixed text to lines: no line begins with closing or ends with opening punctuation (GB/T 15834, JLREQ).

Knows nothing of PDF: it is given a function that measures text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

Measure = Callable[[str], float]
"""Width of a text in points."""

NEVER_FIRST = frozenset("，。、；：？！）》」』】〉〕〗”’…—～·,.;:?!)]}%‰℃°")
"""Signs that belong to what stands before them."""

NEVER_LAST = frozenset("（《「『【〈〔〖“‘([{¥￥$−≤≥±✓")
"""Signs that belong to what follows."""

_CHINESE = r"\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_SIGNS = "".join(sorted(sign for sign in NEVER_FIRST | NEVER_LAST if not sign.isascii() and sign not in "−≤≥±℃°‰✓"))
_WORD = rf"[^\s{_CHINESE}{_SIGNS}]+"
_PIECES = re.compile(rf"{_WORD}|\s+|.", re.DOTALL)
"""A word or number with what clings to it ("CF-680", "−18.4"), white space, or one Chinese character."""


def break_lines(text: str, width: float, measure: Measure) -> tuple[str, ...]:
    """Return the lines of `text`, each at most `width` points wide; "\\n" always begins a new one.

    What may not be parted stays together while it fits; a word wider than a line is cut. An empty text is one empty
    line. A last line of one Chinese character takes a companion from the line above.
    """
    return tuple(line for paragraph in text.split("\n") for line in _paragraph(paragraph, width, measure))


def _paragraph(text: str, width: float, measure: Measure) -> list[str]:
    lines: list[str] = []
    current = ""
    for unit in _units(text):
        if measure((current + unit).rstrip()) <= width:
            current += unit
            continue
        if current.strip():
            lines.append(current.rstrip())
        *full, current = _cut(unit.lstrip(), width, measure)
        lines += full
    lines.append(current.rstrip())
    return _without_orphan(lines, width, measure)


def _units(text: str) -> list[str]:
    """Return the stretches that stay on one line, in order; their sum is the text."""
    units: list[str] = []
    for piece in _PIECES.findall(text):
        if units and (piece[0] in NEVER_FIRST or units[-1].rstrip()[-1:] in NEVER_LAST):
            space = units.pop() if units[-1].isspace() and len(units) > 1 else ""
            units[-1] += space + piece
        else:
            units.append(piece)
    return units


def _cut(unit: str, width: float, measure: Measure) -> Sequence[str]:
    """Cut what is wider than a line; at least one character a line, so that any width comes to an end.

    Closing signs keep the character before them even here.
    """
    lines: list[str] = []
    current = ""
    for character in unit:
        if current and measure(current + character) > width:
            carried = _carried(current, character)
            if measure(carried + character) > width:
                carried = ""
            lines.append(current[: len(current) - len(carried)])
            current = carried
        current += character
    return [*lines, current]


def _carried(line: str, following: str) -> str:
    """Return the end of `line` that must go to the next line with `following`; never the whole line."""
    if following not in NEVER_FIRST:
        return ""
    start = len(line) - 1
    while start > 0 and line[start] in NEVER_FIRST:
        start -= 1
    return line[start:] if start > 0 else ""


def _without_orphan(lines: list[str], width: float, measure: Measure) -> list[str]:
    """Give a last line of one Chinese character (with its punctuation) the unit before it for company."""
    if len(lines) < 2 or len(lines[-1].rstrip("".join(NEVER_FIRST))) != 1 or lines[-1][0].isascii():
        return lines
    above = _units(lines[-2])
    moved = above[-1] + lines[-1]
    if len(above) < 2 or len(above[-1]) > 4 or measure(moved) > width:
        return lines
    return [*lines[:-2], "".join(above[:-1]).rstrip(), moved]

"""Formulas spelled as on a Chinese keyboard, in Excel or in a programming language, and what XPath writes there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from fieldapp.domain.errors import FormError

_ROUNDS = 60
"""How many places of one formula are put right at most; a longer list of them helps nobody."""

_SIGNS = {
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
    "×": "*",
    "÷": " div ",
    "−": "-",
    "–": "-",
    "—": "-",
    "、": ",",
    "。": ".",
    "【": "[",
    "】": "]",
    "；": ",",
    ";": ",",
    "％": " div 100",
    "%": " div 100",
    "「": "'",
    "」": "'",
}
_WIDE_REFERENCE = re.compile(r"[$＄]\s*[{｛]\s*([^{}｛｝]+?)\s*[}｝]")
_LINKS = re.compile(r"(and|or|mod|div|not)\b", re.IGNORECASE)
_DOUBLED = {"==": "=", "<>": "!=", "||": " or ", "&&": " and ", "><": "!=", "=>": ">=", "=<": "<="}
_BETWEEN_DIGITS = re.compile(r"(?<=\d),(?=\d)")


@dataclass(frozen=True, slots=True)
class Respelling:
    """The first place that is spelled otherwise; `position` counts from 1, `meant` is the formula put right."""

    position: int
    found: str
    right: str
    meant: str


def respelled(text: str, fault_of: Callable[[str], FormError | None]) -> Respelling | None:
    """What a formula was meant to be, None where its fault is no matter of spelling.

    `fault_of` reads a formula and gives its fault; one of syntax names the place by its 0-based `offset`.
    """
    first: tuple[int, str, str] | None = None
    meant = text
    for _ in range(_ROUNDS):
        fault = fault_of(meant)
        if fault is None or fault.code != "forms.xpath.syntax":
            break
        place = _place(meant, int(fault.fields["offset"]))
        if place is None:
            break
        start, end, right = place
        first = first or (start + 1, meant[start:end], right.strip())
        before, after = meant[:start], meant[end:]
        right = right.lstrip() if before.endswith(" ") else right
        meant = before + (right.rstrip() if after.startswith(" ") else right) + after
    return None if first is None else Respelling(*first, meant=meant)


def _place(text: str, offset: int) -> tuple[int, int, str] | None:
    """Start and end of what has to change where reading stopped, and what belongs there."""
    wide = next((found for found in _WIDE_REFERENCE.finditer(text) if found.start() <= offset < found.end()), None)
    if wide is not None and wide[0] != f"${{{wide[1]}}}":
        return wide.start(), wide.end(), f"${{{wide[1]}}}"
    for start in (offset - 1, offset):
        right = _DOUBLED.get(text[start : start + 2]) if start >= 0 else None
        if right is not None:
            return start, start + 2, right
    link = _LINKS.match(text, offset)
    if link is not None and link[0] != link[0].lower():
        return offset, link.end(), link[0].lower()
    if _BETWEEN_DIGITS.match(text, offset):
        return offset, offset + 1, "."
    sign = text[offset : offset + 1]
    right = _SIGNS.get(sign) or _narrow(sign)
    return None if right is None else (offset, offset + 1, right)


def _narrow(sign: str) -> str | None:
    """The ASCII sign that a full-width one stands for."""
    narrow = unicodedata.normalize("NFKC", sign)
    return narrow if narrow != sign and narrow.isascii() and narrow.strip() else None

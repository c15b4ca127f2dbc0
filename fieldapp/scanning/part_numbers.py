"""One spelling for numbers, however a hand, a keyboard or a printer wrote them."""

from __future__ import annotations

import re
import unicodedata

from biip import BiipException
from biip.gtin import Gtin

from fieldapp.domain.errors import BadInput
from fieldapp.domain.ids import PartNumber

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－﹣ー"), "-")
_SPACES = re.compile(r"\s+")
_GROUPED_DIGITS = re.compile(r"[\d ]+")


def plain(text: str) -> str:
    """Return text as a keyboard in English would have written it: full width to half, one dash, single spaces."""
    half_width = unicodedata.normalize("NFKC", text.translate(_DASHES)).translate(_DASHES)
    return _SPACES.sub(" ", half_width).strip()


def part_number(text: str) -> PartNumber:
    """Return the spelling of the catalogue: plain, in capitals; spaces that only group digits are left out."""
    number = plain(text).upper()
    return PartNumber(number.replace(" ", "") if _GROUPED_DIGITS.fullmatch(number) else number)


def gtin14(digits: str) -> str:
    """Return a GTIN-8, -12, -13 or -14 as 14 digits. Raises BadInput("label.check-digit")."""
    found = gtin14_or_none(digits)
    if found is None:
        raise BadInput("label.check-digit", label=digits)
    return found


def gtin14_or_none(digits: str) -> str | None:
    """Return 14 digits, None if `digits` is no GTIN or one of them is wrong."""
    if not (digits.isascii() and digits.isdigit()):
        return None
    try:
        return Gtin.parse(digits).as_gtin_14()
    except BiipException:
        return None

"""The text of one label to one PartCode: the place where all ways in meet (PRT-1).

What a label is, its code says (GS1, retail), or its first characters do (ISO 15434, a link, brackets). Everything
else is a vendor's number and is looked up as it stands: nothing is guessed from the look of digits.
"""

from __future__ import annotations

import re

from fieldapp.domain.errors import BadInput
from fieldapp.domain.part import CaptureSource, PartCode
from fieldapp.scanning import gs1, iso15434
from fieldapp.scanning.part_numbers import gtin14, gtin14_or_none, part_number

LONGEST = 1000
"""Characters of the longest label that is read."""

_AROUND = " \t\r\n"
_BRACKETS = re.compile(r"\(\d{2,4}\)")
_LINK = re.compile(r"https?://", re.IGNORECASE)
_RETAIL_WITH_ADD_ON = "]E3"
_CODABAR = re.compile(r"[A-D](.+)[A-D]")
"""Codabar begins and ends with a letter that is not printed; some scanners send it, some do not."""

_IDEOGRAPHS = re.compile(r"[\u2e80-\uffee]")


def to_part_code(text: str, symbology: str, source: CaptureSource) -> PartCode:
    """Return what a label says; `symbology` is its AIM identifier, "" if nobody knows.

    Raises BadInput: "label.empty", "label.too-long", "label.check-digit" for a GTIN with a wrong digit, and
    "label.letters" if a keyboard scanner typed through a Chinese input method, which changes what was read.
    """
    raw = text.strip(_AROUND)
    if not raw.strip():
        raise BadInput("label.empty")
    if len(raw) > LONGEST:
        raise BadInput("label.too-long", limit=LONGEST)
    if source is CaptureSource.SCANNER and (foreign := _IDEOGRAPHS.findall(raw)):
        raise BadInput("label.letters", letters="".join(foreign[:10]))
    return _structured(raw, symbology, source) or _plain(raw, symbology, source)


def _structured(raw: str, symbology: str, source: CaptureSource) -> PartCode | None:
    """Return what a label of several fields says, None if it is none."""
    if raw.startswith(iso15434.HEADER):
        return iso15434.from_envelopes(raw, symbology, source)
    if symbology in gs1.SYMBOLOGIES or (not symbology and gs1.SEPARATOR in raw):
        return gs1.from_elements(raw, symbology, source, raw)
    if _BRACKETS.match(raw):
        return gs1.from_brackets(raw, symbology, source, raw)
    if _LINK.match(raw):
        return gs1.from_link(raw, symbology, source, raw) or PartCode(raw=raw, source=source, symbology=symbology)
    return None


def _plain(raw: str, symbology: str, source: CaptureSource) -> PartCode:
    """Return a retail code or a vendor's number; digits that are a sound GTIN are looked up as such too."""
    if symbology.startswith("]E"):
        digits = raw[:13] if symbology == _RETAIL_WITH_ADD_ON else raw
        return PartCode(raw=raw, source=source, symbology=symbology, gtin=gtin14(digits))
    framed = _CODABAR.fullmatch(raw) if symbology.startswith("]F") else None
    number = part_number(framed[1] if framed else raw)
    return PartCode(raw=raw, source=source, symbology=symbology, part_number=number, gtin=gtin14_or_none(number))

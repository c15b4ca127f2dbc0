"""ISO/IEC 15434 labels, "[)>" and envelopes between control characters, to a PartCode.

Format 06 holds data identifiers of ANSI MH10.8.2 (P, 1P, S, Q, 1T …), format 05 a GS1 element string.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from fieldapp.domain.ids import SerialNumber
from fieldapp.domain.part import CaptureSource, PartCode
from fieldapp.scanning import gs1
from fieldapp.scanning.part_numbers import part_number

HEADER = "[)>"

_RECORD, _FIELD, _END = "\x1e", "\x1d", "\x04"
_IDENTIFIED = re.compile(r"(\d{0,3}[A-Z])(.+)", re.DOTALL)
_COUNT = re.compile(r"\d{1,9}")
_PART_NUMBER = ("P", "1P", "30P")
"""Our own number, then the maker's."""
_LOT = ("1T", "T", "30T")


def from_envelopes(text: str, symbology: str, source: CaptureSource) -> PartCode | None:
    """Return what the label says, None if it holds no envelope that is understood. Raises as `gs1.from_elements`."""
    fields: dict[str, str] = {}
    for envelope in text.removeprefix(HEADER).rstrip(_END).split(_RECORD):
        kind, content = envelope[:2], envelope[2:].strip(_FIELD)
        if kind == "05" and content:
            return gs1.from_elements(content, symbology, source, text)
        if kind == "06":
            fields |= _fields(content)
    return _part_code(fields, symbology, source, text) if fields else None


def _fields(content: str) -> dict[str, str]:
    """Return data identifier -> value."""
    matches = (_IDENTIFIED.fullmatch(field) for field in content.split(_FIELD))
    return {match[1]: match[2].strip() for match in matches if match}


def _part_code(fields: dict[str, str], symbology: str, source: CaptureSource, raw: str) -> PartCode:
    number = next((fields[name] for name in _PART_NUMBER if name in fields), None)
    serial = fields.get("S")
    count = _COUNT.match(fields.get("Q", ""))
    return PartCode(
        raw=raw,
        source=source,
        symbology=symbology,
        part_number=part_number(number) if number else None,
        serial_number=SerialNumber(serial) if serial else None,
        lot=next((fields[name] for name in _LOT if name in fields), None),
        quantity=max(1, int(count[0])) if count else 1,
        expires_on=_day(fields.get("14D", "")),
    )


def _day(text: str) -> date | None:
    """Return an expiry date written YYYYMMDD; None if there is none to be understood."""
    try:
        return datetime.strptime(text, "%Y%m%d").date()
    except ValueError:
        return None

"""GS1 element strings, printed brackets and Digital Links to a PartCode, by way of biip.

Only text that says it is GS1 comes here: of plain numbers, a sixth would pass for GS1 by chance.
"""

from __future__ import annotations

from collections.abc import Iterable

import biip
from biip.gs1_element_strings import GS1ElementString, GS1ElementStrings
from biip.gs1_messages import GS1Message

from fieldapp.domain.errors import BadInput
from fieldapp.domain.ids import PartNumber, SerialNumber
from fieldapp.domain.part import CaptureSource, PartCode

SYMBOLOGIES = frozenset({"]C1", "]e0", "]e1", "]e2", "]d2", "]d5", "]Q3", "]Q4", "]J1", "]z1", "]z4"})
"""AIM identifiers of codes that begin with FNC1, the sign of GS1 (General Specifications, section 5)."""

SEPARATOR = "\x1d"

_GTIN = ("01", "02")
_PART_NUMBER = ("241", "240")
_QUANTITY = ("30", "37")


def from_elements(text: str, symbology: str, source: CaptureSource, raw: str) -> PartCode | None:
    """Return what an element string without brackets says, None if it is none. Raises as `from_brackets`."""
    try:
        message = GS1Message.parse(text.strip(SEPARATOR))
    except biip.BiipException:
        return None
    return _part_code(message.element_strings, symbology, source, raw)


def from_brackets(text: str, symbology: str, source: CaptureSource, raw: str) -> PartCode | None:
    """Return what the line under a code says, "(01)06901234000023(21)7", None if it is no such line.

    Raises BadInput("label.check-digit").
    """
    try:
        message = GS1Message.parse_hri(text)
    except biip.BiipException:
        return None
    return _part_code(message.element_strings, symbology, source, raw)


def from_link(text: str, symbology: str, source: CaptureSource, raw: str) -> PartCode | None:
    """Return what a GS1 Digital Link on any host says, None if the address is none. Raises as `from_brackets`."""
    try:
        link = biip.parse(text).gs1_digital_link_uri
    except (biip.BiipException, ValueError):  # the latter from urllib, for an address like "https://[x"
        return None
    return None if link is None else _part_code(link.element_strings, symbology, source, raw)


def _part_code(elements: GS1ElementStrings, symbology: str, source: CaptureSource, raw: str) -> PartCode:
    values = {element.ai.ai: element.value for element in elements}
    number, serial = _first(values, _PART_NUMBER), values.get("21")
    quantity = _first(values, _QUANTITY)
    return PartCode(
        raw=raw,
        source=source,
        symbology=symbology,
        part_number=PartNumber(number) if number else None,
        gtin=_gtin(elements),
        serial_number=SerialNumber(serial) if serial else None,
        lot=values.get("10"),
        quantity=max(1, int(quantity)) if quantity else 1,
        expires_on=next((element.date for element in elements if element.ai.ai == "17"), None),
    )


def _gtin(elements: Iterable[GS1ElementString]) -> str | None:
    """Return the 14 digits; biip hands a message on although its check digit is wrong."""
    for element in elements:
        if element.ai.ai in _GTIN:
            if element.gtin is None:
                raise BadInput("label.check-digit", label=element.value)
            return element.gtin.as_gtin_14()
    return None


def _first(values: dict[str, str], identifiers: Iterable[str]) -> str | None:
    return next((values[identifier] for identifier in identifiers if identifier in values), None)

"""A number typed by hand from a label that cannot be read (PRT-1); it is marked as such (KIT-3)."""

from __future__ import annotations

from fieldapp.domain.ids import SerialNumber
from fieldapp.domain.part import CaptureSource, PartCode
from fieldapp.scanning.label import to_part_code
from fieldapp.scanning.part_numbers import plain


def typed_part_code(text: str) -> PartCode:
    """Return what was typed: full-width letters and the many dashes of an input method count as the plain ones.

    The line of brackets under a GS1 code may be typed as it stands. Raises BadInput as `to_part_code`.
    """
    return to_part_code(plain(text), "", CaptureSource.HAND)


def typed_serial(text: str) -> SerialNumber:
    """Return the serial number that a label names, also where it names a part beside it; a plain one is itself.

    Raises BadInput as `to_part_code`.
    """
    code = typed_part_code(text)
    return code.serial_number or SerialNumber(plain(text).strip())

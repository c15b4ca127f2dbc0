"""An enrolment ticket as a QR code: blocks for a terminal, a picture for paper."""

from __future__ import annotations

from pathlib import Path

import qrcode
from PIL import Image

_QUIET = 4
_PIXELS_A_MODULE = 10
_BLOCKS = {(True, True): " ", (True, False): "▄", (False, True): "▀", (False, False): "█"}
"""Two modules above each other in one character, light on dark, as most terminals are."""


def blocks(text: str) -> str:
    """Return the code in lines of half blocks, with its quiet zone."""
    rows = _matrix(text)
    if len(rows) % 2:
        rows.append([False] * len(rows[0]))
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return "\n".join("".join(_BLOCKS[above, below] for above, below in zip(*pair, strict=True)) for pair in pairs)


def picture(text: str, path: Path) -> None:
    """Write the code as a black and white PNG."""
    rows = _matrix(text)
    image = Image.new("1", (len(rows), len(rows)), 1)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                image.putpixel((x, y), 0)
    side = len(rows) * _PIXELS_A_MODULE
    path.parent.mkdir(parents=True, exist_ok=True)
    image.resize((side, side), Image.Resampling.NEAREST).save(path, "PNG")


def _matrix(text: str) -> list[list[bool]]:
    code = qrcode.QRCode(border=_QUIET, error_correction=qrcode.ERROR_CORRECT_M)
    code.add_data(text)
    code.make(fit=True)
    return [[bool(dark) for dark in row] for row in code.get_matrix()]

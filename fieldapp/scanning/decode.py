"""A still picture to the codes in it (PRT-1): opened with care, looked at up to five times.

A picture comes from anywhere, so its size is judged before its pixels are unpacked.
"""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import Path

from PIL import Image

from fieldapp.domain.errors import BadInput, CaptureError
from fieldapp.scanning.engine import decode
from fieldapp.scanning.raw_code import RawCode
from fieldapp.scanning.variants import evened, sharpened, turned
from fieldapp.scanning.zbar import zbar

LARGEST_FILE = 40 * 1024 * 1024
"""Bytes of a picture file that are read."""

MOST_PIXELS = 64_000_000
"""Pixels that are unpacked: the largest camera of a telephone in the field, and 64 MB."""

LONGEST_EDGE = 4096
"""Pixels of the longer edge that are searched; a label that needs more was photographed from too far away."""

_KINDS = ("JPEG", "PNG", "WEBP", "BMP", "GIF")


def read_picture(picture: bytes | Path) -> tuple[RawCode, ...]:
    """Return the codes in a picture file or its bytes: at least one.

    Raises CaptureError("picture.too-large", "picture.no-code") and BadInput("picture.unreadable").
    """
    image = _open(_content(picture))
    codes = decode(image) or decode(sharpened(image)) or decode(evened(image))
    if not codes:  # places in a turned picture are of no use to anybody
        codes = tuple(RawCode(code.text, code.symbology) for code in decode(turned(image)))
    if not codes and (second_engine := zbar()) is not None:
        codes = second_engine(image)
    if not codes:
        raise CaptureError("picture.no-code")
    return codes


def _content(picture: bytes | Path) -> bytes:
    if isinstance(picture, Path):
        try:
            with picture.open("rb") as file:
                picture = file.read(LARGEST_FILE + 1)
        except OSError as fault:
            raise BadInput("picture.unreadable") from fault
    if len(picture) > LARGEST_FILE:
        raise CaptureError("picture.too-large")
    return picture


def _open(content: bytes) -> Image.Image:
    """Return the picture in grey, no larger than is searched."""
    try:
        with Image.open(BytesIO(content), formats=_KINDS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise CaptureError("picture.too-large")
            image.draft("L", (LONGEST_EDGE, LONGEST_EDGE))
            grey = _grey(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise CaptureError("picture.too-large") from fault
    except (OSError, ValueError, SyntaxError, EOFError, struct.error) as fault:  # what Pillow says of broken files
        raise BadInput("picture.unreadable") from fault
    grey.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    return grey


def _grey(image: Image.Image) -> Image.Image:
    """Return brightness; what is transparent is paper, not ink."""
    if not image.has_transparency_data:
        return image.convert("L")
    ink = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", ink.size, "white"), ink).convert("L")

"""Pictures of labels, made on the spot."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import zxingcpp
from PIL import Image

Format = zxingcpp.BarcodeFormat


def label(text: str | bytes, kind: zxingcpp.BarcodeFormat, scale: int = 4, gs1: bool = False) -> Image.Image:
    """A clean label; GS1 content is written with brackets."""
    drawn: Any = zxingcpp.create_barcode(text, kind, **({"gs1": True} if gs1 else {})).to_image(scale=scale)
    height, width = drawn.shape
    return Image.frombytes("L", (width, height), bytes(memoryview(drawn)))


def paper(width: int, height: int, *labels: tuple[Image.Image, tuple[int, int]]) -> Image.Image:
    """Light grey paper with labels at their places."""
    sheet = Image.new("L", (width, height), 235)
    for image, place in labels:
        sheet.paste(image, place)
    return sheet


def file_of(image: Image.Image, kind: str = "PNG") -> bytes:
    out = BytesIO()
    image.save(out, kind)
    return out.getvalue()

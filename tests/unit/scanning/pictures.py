"""Pictures of labels, made on the spot."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import zxingcpp
from PIL import Image, ImageChops

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


def faint_in_shadow() -> Image.Image:
    """TS-02-B77, printed grey on paper that grows dark to one side: it takes the third way of looking."""
    faint = label("TS-02-B77", Format.Code128, scale=3).point(lambda level: 235 - (255 - level) // 10)
    shadow = Image.linear_gradient("L").rotate(90).resize((600, 300)).point(lambda level: 100 + level * 155 // 255)
    return ImageChops.multiply(paper(600, 300, (faint, (40, 40))), shadow)


def file_of(image: Image.Image, kind: str = "PNG") -> bytes:
    out = BytesIO()
    image.save(out, kind)
    return out.getvalue()

"""Labels of spare parts as pictures, the way a phone would take them: what the tour scans."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw
from zxingcpp import BarcodeFormat, create_barcode

LABELS = {
    "TS-02": "[)>\x1e06\x1d1PTS-02\x1dS2608-11937\x1dQ1\x1e\x04",
    "DS-68": "[)>\x1e06\x1d1PDS-68\x1dQ1\x1e\x04",
    "CK-07": "[)>\x1e06\x1d1PCK-07\x1d1TK26-09\x1dQ1\x1e\x04",
}
"""ISO 15434 texts, as on the parts of the sample company."""


def label_picture(part: str, folder: Path) -> Path:
    """Write a photograph-like PNG of a part's label and return its path."""
    code = create_barcode(LABELS[part], BarcodeFormat.DataMatrix).to_image(scale=6)
    symbol = Image.fromarray(code) if not isinstance(code, Image.Image) else code
    card = Image.new("L", (760, 420), 232)
    draw = ImageDraw.Draw(card)
    draw.rectangle((40, 40, 720, 380), fill=250, outline=120, width=2)
    draw.text((70, 70), f"Jichuan  {part}", fill=30, font_size=40)
    draw.text((70, 130), "SN / LOT see code", fill=60, font_size=24)
    card.paste(symbol.convert("L"), (690 - symbol.width, 90))
    path = folder / f"label-{part}.png"
    card.rotate(3, expand=True, fillcolor=150).save(path)
    return path

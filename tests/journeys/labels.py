"""Pictures of labels, as an engineer would photograph them: made with the decoder's own writer."""

from __future__ import annotations

from io import BytesIO

import zxingcpp
from PIL import Image


def gs1_label(gtin: str, serial: str) -> bytes:
    """A GS1 DataMatrix with GTIN and serial on a white label, as PNG."""
    code = zxingcpp.create_barcode(f"(01){gtin}(21){serial}", zxingcpp.BarcodeFormat.DataMatrix, gs1=True)
    return _png(Image.fromarray(zxingcpp.write_barcode_to_image(code, scale=8)).convert("L"))


def blank_label() -> bytes:
    """A label without any code."""
    return _png(Image.new("L", (400, 300), 255))


def _png(image: Image.Image) -> bytes:
    framed = Image.new("L", (image.width + 120, image.height + 120), 255)
    framed.paste(image, (60, 60))
    out = BytesIO()
    framed.save(out, "PNG")
    return out.getvalue()

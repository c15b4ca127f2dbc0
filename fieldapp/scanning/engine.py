"""One pass of zxing-cpp over one picture or camera frame: the only module that knows the decoder."""

from __future__ import annotations

import zxingcpp
from PIL import Image

from fieldapp.scanning.charset import text_of
from fieldapp.scanning.raw_code import LINEAR, RawCode, without_phantoms

# UPC-E is left out: it is not used on spare parts, and both phantom reads on pictures of other codes were UPC-E.
_FORMATS = (
    "EAN13", "EAN8", "UPCA", "Code128", "Code39", "Code93", "ITF", "Codabar",
    "QRCode", "MicroQRCode", "DataMatrix", "PDF417", "Aztec",
)  # fmt: skip


def decode(image: Image.Image | zxingcpp.ImageView, inverted_too: bool = True) -> tuple[RawCode, ...]:
    """Return the codes in a grey picture, phantoms left out; `inverted_too` looks for light codes on dark as well."""
    found = zxingcpp.read_barcodes(image, _formats(), try_invert=inverted_too, text_mode=zxingcpp.TextMode.Plain)
    return without_phantoms(_raw_code(barcode) for barcode in found)


def luminance(plane: bytes | memoryview, width: int, height: int, stride: int) -> zxingcpp.ImageView:
    """Return a view of a frame's Y plane without copying it; rows are `stride` bytes apart."""
    return zxingcpp.ImageView(plane, width, height, zxingcpp.ImageFormat.Lum, stride)


def _raw_code(barcode: zxingcpp.Barcode) -> RawCode:
    symbology = barcode.symbology_identifier
    at = barcode.position
    corners = tuple((float(p.x), float(p.y)) for p in (at.top_left, at.top_right, at.bottom_right, at.bottom_left))
    text = barcode.text if symbology[:2] in LINEAR else text_of(barcode.bytes, barcode.text, symbology)
    return RawCode(text, symbology, corners)


def _formats() -> zxingcpp.BarcodeFormats:
    """Return the formats anew: kept for the whole process, the decoder would complain of them when it ends."""
    return zxingcpp.BarcodeFormats([getattr(zxingcpp.BarcodeFormat, name) for name in _FORMATS])

"""Pictures as answers: a photo made small enough to travel, a pen drawn over it, a drawing on white paper.

All of this blocks for some hundred milliseconds and belongs on a worker thread.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from fieldapp.domain.errors import BadInput, CaptureError
from fieldapp.domain.ink import Stroke
from fieldapp.scanning.decode import LARGEST_FILE, MOST_PIXELS
from fieldapp.ui.items.ink import draw_stroke
from fieldapp.usecases.save_answer import NewFile

LONGEST_EDGE = 1600
"""Pixels of a photo's longer edge, unless its question asks for fewer: enough to read a plate."""
QUALITY = 80
JPEG, PNG = "image/jpeg", "image/png"
PEN = QColor("#D6301F")
INK = QColor("#101828")
_KINDS = ("JPEG", "PNG", "WEBP", "BMP")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was drawn, in pixels of a sheet of that size."""

    strokes: tuple[Stroke, ...]
    width: float
    height: float


def photo(path: Path, longest: int = LONGEST_EDGE) -> NewFile:
    """Return a picture file as a JPEG: upright, no larger than `longest`, without what the camera noted in it.

    Raises CaptureError("photo.too-large") and BadInput("photo.unreadable").
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise CaptureError("photo.too-large")
        with Image.open(path, formats=_KINDS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise CaptureError("photo.too-large")
            image.draft("RGB", (longest, longest))
            upright = _on_paper(ImageOps.exif_transpose(image))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise CaptureError("photo.too-large") from fault
    except (OSError, ValueError, SyntaxError, EOFError, struct.error) as fault:  # what Pillow says of broken files
        raise BadInput("photo.unreadable") from fault
    upright.thumbnail((longest, longest))
    written = BytesIO()
    upright.save(written, "JPEG", quality=QUALITY)
    return NewFile(JPEG, written.getvalue())


def snapshot(image: QImage, longest: int = LONGEST_EDGE) -> NewFile:
    """Return a frame of the camera as a JPEG no larger than `longest`."""
    size = image.size()
    if max(size.width(), size.height()) > longest:
        size = size.scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio)
        image = image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    return NewFile(JPEG, _written(image.convertToFormat(QImage.Format.Format_RGB32), "JPEG"))


def marked(picture: bytes, sheet: Sheet) -> NewFile:
    """Return a picture with the pen over it; the sheet showed it whole, in its middle. Raises BadInput as `photo`."""
    image = QImage.fromData(picture).convertToFormat(QImage.Format.Format_RGB32)
    if image.isNull():
        raise BadInput("photo.unreadable")
    scale = min(sheet.width / image.width(), sheet.height / image.height())
    left, top = (sheet.width - image.width() * scale) / 2, (sheet.height - image.height() * scale) / 2
    painter = QPainter(image)
    painter.scale(1 / scale, 1 / scale)
    painter.translate(-left, -top)
    _draw(painter, sheet.strokes, PEN)
    return NewFile(JPEG, _written(image, "JPEG"))


def drawing(sheet: Sheet) -> NewFile:
    """Return ink on white paper, as large as the sheet was."""
    image = QImage(round(sheet.width), round(sheet.height), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    _draw(QPainter(image), sheet.strokes, INK)
    return NewFile(PNG, _written(image, "PNG"))


def _draw(painter: QPainter, strokes: Iterable[Stroke], ink: QColor) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for stroke in strokes:
        draw_stroke(painter, stroke.points, ink)
    painter.end()


def _on_paper(image: Image.Image) -> Image.Image:
    """Return the colours; what is transparent is white."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    ink = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", ink.size, "white"), ink).convert("RGB")


def _written(image: QImage, kind: str) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind, QUALITY if kind == "JPEG" else -1)  # type: ignore[call-overload]
    return bytes(data.data())

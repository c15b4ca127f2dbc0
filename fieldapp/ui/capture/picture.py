"""A chosen picture file: the codes in it, and where they are on the picture as it is shown (PRT-1)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QImageIOHandler, QImageReader

from fieldapp.scanning.decode import LONGEST_EDGE, read_picture
from fieldapp.scanning.raw_code import Corners, RawCode

MOST_SHOWN = 40_000_000
"""Pixels of the largest picture that is shown beside its result; larger ones are only read."""
ROOM = 0.01
"""How far a frame stands off its code, as a part of the picture."""

Turn = QImageIOHandler.Transformation


@dataclass(frozen=True, slots=True)
class Frame:
    """A box around a code; parts of the upright picture's width and height."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PictureRead:
    """What was found; `file` is None for a picture that can be read but not shown."""

    file: Path | None
    codes: tuple[RawCode, ...]
    frames: tuple[Frame, ...]


def read_picture_file(path: Path) -> PictureRead:
    """Decode a picture; blocks. Raises CaptureError, BadInput as `read_picture`."""
    codes = read_picture(path)
    reader = QImageReader(str(path))
    size = reader.size()
    if not reader.canRead() or not size.isValid() or size.width() * size.height() > MOST_SHOWN:
        return PictureRead(None, codes, ())
    # The decoder's places are pixels of the picture as stored, made no larger than is searched.
    scale = min(1.0, LONGEST_EDGE / max(size.width(), size.height()))
    width, height = size.width() * scale, size.height() * scale
    turn = reader.transformation()
    frames = tuple(frame(code.corners, width, height, turn) for code in codes if code.corners)
    return PictureRead(path, codes, frames)


def frame(corners: Corners, width: float, height: float, turn: Turn) -> Frame:
    """Return the box around corners in a stored picture of that size, as it lies once the picture is upright."""
    places = [_upright(x / width, y / height, turn) for x, y in corners]
    left, right = min(x for x, _ in places) - ROOM, max(x for x, _ in places) + ROOM
    top, bottom = min(y for _, y in places) - ROOM, max(y for _, y in places) + ROOM
    left, top = max(left, 0.0), max(top, 0.0)
    return Frame(left, top, min(right, 1.0) - left, min(bottom, 1.0) - top)


def _upright(x: float, y: float, turn: Turn) -> tuple[float, float]:
    """Return where a place comes to lie: mirrored, flipped, then turned by a quarter, as Qt does it."""
    if turn.value & Turn.TransformationMirror.value:
        x = 1 - x
    if turn.value & Turn.TransformationFlip.value:
        y = 1 - y
    if turn.value & Turn.TransformationRotate90.value:
        x, y = 1 - y, x
    return x, y

"""Camera frames to codes: the same decoder on a luminance plane, a little of the work in each frame.

A frame has some 30 ms. So each frame is looked at once, and after a frame without a code the next is looked at in
another way; a way that reads is kept while it does. A still picture gets all ways at once.
"""

from __future__ import annotations

from collections import deque
from itertools import chain

from PIL import Image

from fieldapp.scanning.engine import decode, luminance
from fieldapp.scanning.raw_code import RawCode
from fieldapp.scanning.variants import Variant, evened, sharpened, turned

MEMORY = 5
"""Frames within which a doubtful code must be read twice."""

_INVERTED_EVERY = 4
"""Light codes on dark are rare, and looking for them takes a third of the time."""

_DOUBTFUL = frozenset({"]E", "]F", "]I"})
"""EAN/UPC, Codabar and ITF: all false reads on 1,308 pictures were among them, check digits right."""

_VARIANTS: tuple[Variant | None, ...] = (None, sharpened, evened, turned)


class FrameReader:
    """Reads the frames of one camera, on one thread."""

    def __init__(self) -> None:
        self._frames = 0
        self._misses = 0
        self._read: deque[frozenset[tuple[str, str]]] = deque(maxlen=MEMORY)

    def read(self, plane: bytes | memoryview, width: int, height: int, stride: int) -> tuple[RawCode, ...]:
        """Return the codes of one frame that can be trusted; places are pixels of the frame, () in a turned one.

        `plane` is the Y plane (NV12, YUV420P, Y8), `height` rows of `stride` bytes. A doubtful code is returned once
        another of the last five frames had it too. Raises ValueError if the plane is smaller than it says.
        """
        if not (0 < width <= stride and height > 0 and len(plane) >= stride * (height - 1) + width):
            raise ValueError(f"{len(plane)} bytes are no plane of {width} x {height}, {stride} a row")
        if len(plane) < stride * height:  # some cameras leave out the padding of the last row
            plane = bytes(plane).ljust(stride * height, b"\0")
        inverted_too = self._frames % _INVERTED_EVERY == 0
        variant = _VARIANTS[self._misses % len(_VARIANTS)]
        codes = self._decode(variant, plane, (width, height, stride), inverted_too)
        self._frames += 1
        if not codes:
            self._misses += 1
        before = frozenset(chain.from_iterable(self._read))
        self._read.append(frozenset((code.text, code.symbology) for code in codes))
        return tuple(
            code for code in codes if code.symbology[:2] not in _DOUBTFUL or (code.text, code.symbology) in before
        )

    @staticmethod
    def _decode(
        variant: Variant | None, plane: bytes | memoryview, shape: tuple[int, int, int], inverted_too: bool
    ) -> tuple[RawCode, ...]:
        width, height, stride = shape
        if variant is None:
            return decode(luminance(plane, width, height, stride), inverted_too)
        rows = bytes(plane[: stride * height])
        codes = decode(variant(Image.frombytes("L", (width, height), rows, "raw", "L", stride, 1)), inverted_too)
        return tuple(RawCode(code.text, code.symbology) for code in codes) if variant is turned else codes

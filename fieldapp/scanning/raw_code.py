"""One code as a decoder, a camera frame or a keyboard scanner hands it on, and which of several are phantoms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import hypot

Corners = tuple[tuple[float, float], ...]
"""Top left, top right, bottom right, bottom left as the code is read, in pixels; () when nobody knows where it was."""

LINEAR = frozenset({"]A", "]C", "]E", "]F", "]G", "]I"})
"""AIM letters of the codes made of bars: Code 39, Code 128, EAN/UPC, Codabar, Code 93, ITF."""

_SHORTEST = {"]A": 4, "]I": 6}
"""Shorter reads of Code 39 and ITF are mostly stretches of another code (measured on 1,308 pictures)."""


@dataclass(frozen=True, slots=True)
class RawCode:
    """Text as read, AIM identifier ("]d2"; "" if unknown) and place in the picture."""

    text: str
    symbology: str
    corners: Corners = ()

    @property
    def is_linear(self) -> bool:
        """Tell whether the code is made of bars."""
        return self.symbology[:2] in LINEAR


def without_phantoms(codes: Iterable[RawCode]) -> tuple[RawCode, ...]:
    """Return the codes in their order without misreads and repetitions.

    A decoder sometimes finds a second, wrong text in the bars of a code; it spans fewer scan lines. Of two linear
    codes that overlap along the bars and lie closer across them than the thicker one is high, the thicker stays.
    """
    long_enough = [code for code in dict.fromkeys(codes) if _is_long_enough(code)]
    kept: list[RawCode] = []
    for code in sorted(long_enough, key=_thickness, reverse=True):
        if not any(_same_text(code, other) or _shares_bars(code, other) for other in kept):
            kept.append(code)
    return tuple(code for code in long_enough if code in kept)


def _is_long_enough(code: RawCode) -> bool:
    family = code.symbology[:2]
    if family == "]I" and len(code.text) % 2:
        return False
    return len(code.text) >= _SHORTEST.get(family, 1)


def _same_text(code: RawCode, other: RawCode) -> bool:
    return (code.text, code.symbology) == (other.text, other.symbology)


def _shares_bars(thin: RawCode, thick: RawCode) -> bool:
    """Tell whether `thin` lies in or close to the bars of `thick`."""
    if not (thin.is_linear and thick.is_linear and thin.corners and thick.corners):
        return False
    along = _direction(thick.corners)
    across = (-along[1], along[0])
    if _gap(_span(thin.corners, along), _span(thick.corners, along)) > 0:
        return False
    return _gap(_span(thin.corners, across), _span(thick.corners, across)) < _thickness(thick)


def _thickness(code: RawCode) -> float:
    """Return how many pixels of bars were read, 0 if nobody knows."""
    if not code.corners:
        return 0.0
    along = _direction(code.corners)
    low, high = _span(code.corners, (-along[1], along[0]))
    return high - low


def _direction(corners: Corners) -> tuple[float, float]:
    """Return the unit vector along which the code is read."""
    x, y = corners[1][0] - corners[0][0], corners[1][1] - corners[0][1]
    length = hypot(x, y)
    return (x / length, y / length) if length else (1.0, 0.0)


def _span(corners: Sequence[tuple[float, float]], axis: tuple[float, float]) -> tuple[float, float]:
    places = [x * axis[0] + y * axis[1] for x, y in corners]
    return min(places), max(places)


def _gap(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the distance of two spans, 0 if they overlap."""
    return max(0.0, one[0] - other[1], other[0] - one[1])

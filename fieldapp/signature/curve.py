"""Handwriting as a picture: samples to cubic curves that are thin where the pen was fast.

Only the picture is smoothed; the samples themselves stay as they were written and are the evidence (REP-3).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

from fieldapp.domain.ink import InkPoint

Place = tuple[float, float]
"""x to the right and y downwards, in logical pixels of the pad."""

REST = 1.0
"""A finger at rest trembles within this many pixels; such samples would only knot the curve."""

STEADINESS = 0.7
"""Weight of the newest speed against the one before: without it the width flickers with the sampling."""


@dataclass(frozen=True, slots=True)
class CurveSegment:
    """One cubic curve, drawn with round caps; widths are those at its two ends, in pixels."""

    start: Place
    control1: Place
    control2: Place
    end: Place
    width_start: float
    width_end: float


def outline(points: Sequence[InkPoint], least: float = 1.2, most: float = 4.0) -> tuple[CurveSegment, ...]:
    """Return the picture of one stroke, without gaps: each segment begins where and as wide as the last one ended.

    The curve goes through the samples it keeps. A tap gives one segment without length, to be drawn as a dot; no
    sample gives no segment. `least` and `most` are the widths of the fastest and of a resting pen.
    """
    kept = _without_rests(points)
    if not kept:
        return ()
    if len(kept) == 1:
        place = _place(kept[0])
        width = (least + most) / 2
        return (CurveSegment(place, place, place, place, width, width),)
    widths = _widths(kept, least, most)
    places = [_place(point) for point in kept]
    padded = [places[0], *places, places[-1]]
    tangents = [_controls(padded[i], padded[i + 1], padded[i + 2]) for i in range(len(places))]
    return tuple(
        CurveSegment(places[i], tangents[i][1], tangents[i + 1][0], places[i + 1], widths[i], widths[i + 1])
        for i in range(len(places) - 1)
    )


def _without_rests(points: Sequence[InkPoint]) -> list[InkPoint]:
    """Leave out samples that stayed where the pen was; the last one is kept so that the stroke ends where it ended."""
    kept: list[InkPoint] = []
    for point in points:
        if not kept or _distance(kept[-1], point) >= REST:
            kept.append(point)
    if len(kept) > 1 and _place(points[-1]) != _place(kept[-1]):
        kept.append(points[-1])
    return kept


def _widths(points: Sequence[InkPoint], least: float, most: float) -> list[float]:
    """Return the width at each sample: the faster the pen, the thinner its line."""
    speeds: list[float] = []
    steady = 0.0
    for before, after in pairwise(points):
        speed = _distance(before, after) / max(after.t - before.t, 1)
        steady = STEADINESS * speed + (1 - STEADINESS) * steady
        speeds.append(steady)
    widths = [max(most / (1 + speed), least) for speed in speeds]
    return [widths[0], *widths]


def _controls(before: Place, here: Place, after: Place) -> tuple[Place, Place]:
    """Return the control points on both sides of `here`: parallel to the line between the two mid-points.

    Each mid-point weighs by the length of its own side, so that unevenly spaced samples bend without overshoot.
    """
    into = ((before[0] + here[0]) / 2, (before[1] + here[1]) / 2)
    out = ((here[0] + after[0]) / 2, (here[1] + after[1]) / 2)
    length_in = hypot(here[0] - before[0], here[1] - before[1])
    length_out = hypot(after[0] - here[0], after[1] - here[1])
    whole = length_in + length_out
    share = length_out / whole if whole else 0.0
    shift_x = here[0] - (out[0] + (into[0] - out[0]) * share)
    shift_y = here[1] - (out[1] + (into[1] - out[1]) * share)
    return (into[0] + shift_x, into[1] + shift_y), (out[0] + shift_x, out[1] + shift_y)


def _place(point: InkPoint) -> Place:
    return (point.x, point.y)


def _distance(before: InkPoint, after: InkPoint) -> float:
    return hypot(after.x - before.x, after.y - before.y)

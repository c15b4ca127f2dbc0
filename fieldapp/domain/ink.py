"""Handwriting as it was written: the raw, unsmoothed points are the evidence (REP-3)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InkPoint:
    """One sample: x and y in logical pixels of the pad, milliseconds since the first sample, pressure 0 to 1."""

    x: float
    y: float
    t: int
    pressure: float


@dataclass(frozen=True, slots=True)
class Stroke:
    """Pen down to pen up."""

    points: tuple[InkPoint, ...]

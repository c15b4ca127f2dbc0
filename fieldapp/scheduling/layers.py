"""How much longer than its base a trip takes, in layers: what all trips share, its length, its hour, its places.

A layer is a number to be found out, with a doubt (variance) that every trip through it makes smaller. An error of the
sum is handed out to the layers in proportion to their doubts, the rest is chance (a Kalman filter of independent
effects). The first trips to an area so move that area and little else, and three of them do not shout down three
hundred others; with many trips each layer becomes an exponentially weighted mean, because roads keep changing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from math import floor, log2
from types import MappingProxyType


class Aspect(Enum):
    """What a layer looks at, from the general to the particular."""

    EVERYTHING = "everything"
    LENGTH = "length"
    """The power of the distance is bent: short trips pay for parking, long ones go over fast roads."""
    HOUR = "hour"
    AREA = "area"
    WAY = "way"
    """From one area to another: a river between them, an expressway."""
    AREA_AND_HOUR = "area_and_hour"


@dataclass(frozen=True, slots=True)
class Nature:
    """How far (standard deviation) an aspect is expected to lie from nothing; by what variance it drifts a trip."""

    deviation: float
    drift: float


NATURES: Mapping[Aspect, Nature] = MappingProxyType(
    {
        Aspect.EVERYTHING: Nature(0.40, 16e-5),
        Aspect.LENGTH: Nature(0.09, 2e-5),
        Aspect.HOUR: Nature(0.11, 3e-5),
        Aspect.AREA: Nature(0.12, 3e-5),
        Aspect.WAY: Nature(0.11, 3e-5),
        Aspect.AREA_AND_HOUR: Nature(0.09, 2e-5),
    }
)
"""Whole cities differ by half, districts and hours by a tenth. The power law was fitted to empty roads: the first layer
has to find out within a dozen trips what traffic and parking add to it here."""

Key = tuple[Aspect, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What is known of a trip before it begins; `hour` is the local one, areas are "" where none is known."""

    kilometres: float
    hour: int
    area: str
    origin_area: str

    def layers(self) -> tuple[Key, ...]:
        """Return the layer of each aspect that the trip belongs to."""
        names = {
            Aspect.EVERYTHING: "",
            Aspect.LENGTH: str(floor(log2(max(self.kilometres, 0.1)))),
            Aspect.HOUR: str(self.hour),
            Aspect.AREA: self.area,
            Aspect.WAY: f"{self.origin_area}\n{self.area}",
            Aspect.AREA_AND_HOUR: f"{self.area}\n{self.hour}",
        }
        return tuple(names.items())


@dataclass(frozen=True, slots=True)
class Layer:
    """One number: what it adds to log(actual / base), its variance, and how many trips went into it."""

    adds: float
    doubt: float
    trips: int = 0


@dataclass(frozen=True, slots=True)
class Layers:
    """All layers that trips have made so far; a value, so that `after` makes a new one."""

    known: Mapping[Key, Layer] = field(default_factory=lambda: MappingProxyType({}))

    def trips(self, aspect: Aspect, name: str = "") -> int:
        """Return how many trips are in a layer."""
        return self._layer((aspect, name)).trips

    def ratio(self, trip: Circumstances) -> float:
        """Return log(median / base) of such a trip."""
        return sum(self._layer(key).adds for key in trip.layers())

    def doubt(self, trip: Circumstances) -> float:
        """Return the variance of `ratio`: large where little of the trip was seen before."""
        return sum(self._layer(key).doubt for key in trip.layers())

    def after(self, trip: Circumstances, error: float, noise: float) -> Layers:
        """Return the layers with one more trip, whose log ratio was `error` beyond `ratio`.

        `noise` is the variance that the same trip has from day to day.
        """
        whole = self.doubt(trip) + noise
        moved: dict[Key, Layer] = {}
        for key in trip.layers():
            layer = self._layer(key)
            gain = layer.doubt / whole
            moved[key] = Layer(
                adds=layer.adds + gain * error,
                doubt=layer.doubt * (1 - gain) + NATURES[key[0]].drift,
                trips=layer.trips + 1,
            )
        return Layers({**self.known, **moved})

    def _layer(self, key: Key) -> Layer:
        return self.known.get(key) or Layer(0.0, NATURES[key[0]].deviation ** 2)

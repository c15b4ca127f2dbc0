"""ODK's functions on places: `area`, `distance`, `geofence` over "latitude longitude" points in degrees."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType

from fieldapp.forms.xpath import arguments as take
from fieldapp.forms.xpath.context import Arguments, Context, Function
from fieldapp.forms.xpath.values import Value, to_number

_EARTH_RADIUS = 6_378_100.0  # metres; the figure that ODK's clients share


def _points(context: Context, arguments: Arguments) -> list[tuple[float, float]] | None:
    """The points of all arguments, None when one of them is no place on earth."""
    found: list[tuple[float, float]] = []
    for text in take.texts(context, arguments):
        for point in text.split(";"):
            numbers = [to_number(part) for part in point.split()[:2]]
            if not numbers and point is not text:
                continue  # the mark at the end of a shape
            if len(numbers) < 2 or not (abs(numbers[0]) <= 90 and abs(numbers[1]) <= 180):
                return None
            found.append((numbers[0], numbers[1]))
    return found


def _area(context: Context, arguments: Arguments) -> Value:
    """Square metres inside the shape, two decimals; 0 for what is no shape."""
    points = _points(context, arguments)
    if points is None or len(points) < 3:
        return 0.0
    closed = points if points[0] == points[-1] else [*points, points[0]]
    total = 0.0
    for (latitude, longitude), (next_latitude, next_longitude) in pairwise(closed):
        width = math.radians(next_longitude - longitude)
        total += width * (2 + math.sin(math.radians(latitude)) + math.sin(math.radians(next_latitude)))
    return round(abs(total * _EARTH_RADIUS * _EARTH_RADIUS / 2), 2)


def _distance(context: Context, arguments: Arguments) -> Value:
    """Metres along the points on the great circle, two decimals; 0 for what is no line."""
    points = _points(context, arguments)
    if points is None:
        return 0.0
    return round(math.fsum(_between(*pair) for pair in pairwise(points)), 2)


def _between(start: tuple[float, float], end: tuple[float, float]) -> float:
    latitude, next_latitude = math.radians(start[0]), math.radians(end[0])
    width = math.radians(end[1] - start[1])
    along = math.sin(latitude) * math.sin(next_latitude)
    across = math.cos(latitude) * math.cos(next_latitude) * math.cos(width)
    return math.acos(max(-1.0, min(1.0, along + across))) * _EARTH_RADIUS


def _geofence(context: Context, arguments: Arguments) -> Value:
    """Whether the point lies inside the shape."""
    point, shape = _points(context, arguments[:1]), _points(context, arguments[1:])
    if not point or not shape:
        return False
    latitude, longitude = point[0]
    inside = False
    for (y1, x1), (y2, x2) in pairwise([*shape, shape[0]]):
        if (x1 > longitude) != (x2 > longitude) and latitude < (y2 - y1) * (longitude - x1) / (x2 - x1) + y1:
            inside = not inside
    return inside


PLACE_FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        "area": Function(1, None, _area),
        "distance": Function(1, None, _distance),
        "geofence": Function(2, 2, _geofence),
    }
)

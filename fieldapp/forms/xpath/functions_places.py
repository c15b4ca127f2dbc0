"""ODK's functions on places: `area`, `distance`, `geofence`, `intersects` of points "latitude longitude" in degrees."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
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


_Point = tuple[float, float]
_Line = tuple[_Point, _Point]


def _intersects(context: Context, arguments: Arguments) -> Value:
    """Whether two parts of a line or of a shape's edge meet elsewhere than where one follows the other."""
    points = _points(context, arguments)
    if not points:
        return False
    lines = [pair for pair in pairwise(points) if pair[0] != pair[1]]
    is_closed = len(lines) > 2 and lines[0][0] == lines[-1][1]
    return any(
        _turns_back(lines[one], lines[other])
        if other == one + 1 or (is_closed and (one, other) == (0, len(lines) - 1))
        else _meet(lines[one], lines[other])
        for one, other in _neighbours(lines)
    )


def _neighbours(lines: list[_Line]) -> Iterator[tuple[int, int]]:
    """The pairs of lines, by their places, that share some latitude: a long track has few of them."""
    reach = [(min(start[0], end[0]), max(start[0], end[0])) for start, end in lines]
    order = sorted(range(len(lines)), key=lambda place: reach[place][0])
    for rank, place in enumerate(order):
        for other in order[rank + 1 :]:
            if reach[other][0] > reach[place][1]:
                break
            yield min(place, other), max(place, other)


def _side(start: _Point, end: _Point, point: _Point) -> float:
    """Greater than 0 left of the line through start and end, less right of it, 0 on it."""
    return (end[0] - start[0]) * (point[1] - start[1]) - (end[1] - start[1]) * (point[0] - start[0])


def _is_between(start: _Point, end: _Point, point: _Point) -> bool:
    """Whether a point that lies on the line through start and end lies from one to the other."""
    return all(min(a, b) <= c <= max(a, b) for a, b, c in zip(start, end, point, strict=True))


def _meet(first: _Line, second: _Line) -> bool:
    """Whether two lines have a point in common."""
    pairs = [(second, first[0]), (second, first[1]), (first, second[0]), (first, second[1])]
    sides = [_side(*line, point) for line, point in pairs]
    if any(side == 0 and _is_between(*line, point) for side, (line, point) in zip(sides, pairs, strict=True)):
        return True
    return sides[0] * sides[1] < 0 and sides[2] * sides[3] < 0


def _turns_back(first: _Line, second: _Line) -> bool:
    """Whether two lines that share an end lie on each other: the way there is the way back."""
    shared = first[1] if first[1] == second[0] else first[0]
    one = first[0] if shared == first[1] else first[1]
    other = second[1] if shared == second[0] else second[0]
    along = (one[0] - shared[0]) * (other[0] - shared[0]) + (one[1] - shared[1]) * (other[1] - shared[1])
    return _side(shared, one, other) == 0 and along > 0


PLACE_FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        "area": Function(1, None, _area),
        "distance": Function(1, None, _distance),
        "enclosed-area": Function(1, None, _area),
        "geofence": Function(2, 2, _geofence),
        "intersects": Function(1, 1, _intersects),
    }
)

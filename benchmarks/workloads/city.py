"""A made-up city to drive through: roads, rush hours, weather, parking, accidents, engineers and their customers."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from fieldapp.domain.customer import Coordinates, Site

ZONE = ZoneInfo("Asia/Shanghai")
RINGS_KM, RING_KMH = (3.0, 6.0, 10.0), (24.0, 33.0, 45.0, 62.0)
BRIDGES_KM = (-7.0, -2.5, 1.5, 6.0)
NORTH, EAST = 31.0, 121.0


@dataclass(frozen=True)
class Place:
    """A point of the city in kilometres from its middle, and the district it lies in."""

    x: float
    y: float
    district: str

    @property
    def ring(self) -> int:
        """0 in the middle to 3 outside."""
        return sum(math.hypot(self.x, self.y) > edge for edge in RINGS_KM)

    def site(self) -> Site:
        """The place as the tablet knows it."""
        north, east = self.y / 111.195, self.x / (111.195 * math.cos(math.radians(NORTH)))
        return Site(address=self.district, area=self.district, coordinates=Coordinates(NORTH + north, EAST + east))


def place(chance: random.Random) -> Place:
    """A customer: most of them near the middle; six sectors by ring make the districts."""
    away, angle = 15 * chance.betavariate(1.3, 2.6), chance.uniform(0, math.tau)
    x, y = away * math.cos(angle), away * math.sin(angle)
    ring = sum(away > edge for edge in RINGS_KM)
    return Place(x, y, f"{ring}-{int(angle / math.tau * (1 if ring == 0 else 6))}")


def free_flow(one: Place, other: Place) -> float:
    """Minutes on empty roads: straight pieces with a detour; who changes the bank drives over a bridge."""
    if one.y * other.y < 0:
        bridge = min(BRIDGES_KM, key=lambda x: math.hypot(one.x - x, one.y) + math.hypot(other.x - x, other.y))
        legs = [(one, Place(bridge, 0.0, "")), (Place(bridge, 0.0, ""), other)]
    else:
        legs = [(one, other)]
    minutes = 1.5
    for begin, end in legs:
        steps = 8
        for step in range(steps):
            share = (step + 0.5) / steps
            x, y = begin.x + share * (end.x - begin.x), begin.y + share * (end.y - begin.y)
            kilometres = 1.32 * math.hypot(end.x - begin.x, end.y - begin.y) / steps
            minutes += 60 * kilometres / RING_KMH[Place(x, y, "").ring]
    return minutes


@dataclass
class Traffic:
    """What happens on the roads; everything that is chance about one trip is drawn before any rule sees it."""

    chance: random.Random
    rush: dict[str, tuple[float, float]] = field(default_factory=dict)
    parking: dict[str, float] = field(default_factory=dict)

    def peaks(self, district: str) -> tuple[float, float]:
        """How much slower morning and evening are in a district, drawn once."""
        if district not in self.rush:
            inner = 1.0 if district[0] in "01" else 0.55
            self.rush[district] = (inner * self.chance.uniform(0.3, 0.9), inner * self.chance.uniform(0.25, 0.8))
            self.parking[district] = self.chance.uniform(1.0, 4.5) * (1.4 if district[0] == "0" else 1.0)
        return self.rush[district]

    def draw(self, district: str, day: float) -> Callable[[float, float], float]:
        """Return minutes from (free-flow minutes, hour of departure) for one trip."""
        chance = self.chance
        morning, evening = self.peaks(district)
        parked = chance.gammavariate(2.2, self.parking[district] / 2.2)
        lights = math.exp(chance.gauss(0, 0.13))
        slow = 1 + 0.35 * chance.paretovariate(2.2) if chance.random() < 0.035 else 1.0

        def minutes(free: float, hour: float) -> float:
            bumps = morning * math.exp(-(((hour - 8.3) / 0.9) ** 2)) + evening * math.exp(-(((hour - 17.6) / 1.1) ** 2))
            return free * (1.12 + bumps) * day * lights * slow + parked

        return minutes


@dataclass(frozen=True)
class Errand:
    """One trip to be planned."""

    origin: Place
    target: Place
    appointment_at: datetime
    free: float


def errands(chance: random.Random, count: int) -> list[tuple[Errand, float]]:
    """One engineer's trips with the weather of their days: 5 a day from home, to customers that come again."""
    home, known = place(chance), [place(chance) for _ in range(90)]
    day, found = datetime(2026, 1, 5, tzinfo=ZONE), list[tuple[Errand, float]]()
    while len(found) < count:
        weather = chance.uniform(1.1, 1.35) if chance.random() < 0.15 else math.exp(chance.gauss(0, 0.04))
        origin, clock = home, 8.0 + chance.choice((0.5, 1.0, 1.5))
        for _ in range(5):
            target = chance.choice(known)
            while math.hypot(target.x - origin.x, target.y - origin.y) < 0.3:
                target = chance.choice(known)
            appointment = day + timedelta(hours=clock)
            found.append((Errand(origin, target, appointment, free_flow(origin, target)), weather))
            origin, clock = target, clock + chance.choice((1.5, 2.0, 2.5))
        day += timedelta(days=3 if day.weekday() == 4 else 1)
    return found[:count]

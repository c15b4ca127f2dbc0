"""How often one arrives late: our rule beside three others, over trips through a made-up city.

`python3 dev.py bench departure [SEEDS]` (3). Goals: late <= 7 %, after all roads became 25 % slower <= 8.5 %.
The city knows nothing of our formula: roads with speeds by ring and a river with four bridges, rush hours that differ
by district, bad days, a parking place to be found, incidents with a heavy tail. All three peers are even given what we
are not: the road network's own free-flow time of every trip. Every rule learns from the trips it made itself; the trips
after the shift are counted from its first one on.
"""

from __future__ import annotations

import math
import random
import statistics
import sys
import time
from collections import defaultdict, deque
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.workloads.city import ZONE, Errand, Traffic, errands
from fieldapp.scheduling.departure import plan_departure
from fieldapp.scheduling.learning import LearnedTravel, TravelMemory, learn
from fieldapp.scheduling.trips import Trip

ENGINEERS, TRIPS, FIRST, AFTER_SHIFT = 30, 1200, 200, 100
SHIFT_AT, SHIFT = TRIPS // 2, 1.25
EARLY, MINUTE = 7.5, timedelta(minutes=1)


class Rule(Protocol):
    """How long before the appointment one leaves."""

    def lead(self, errand: Errand) -> float:
        """Return the minutes."""
        ...

    def learn(self, errand: Errand, left_at: datetime, minutes: float) -> None:
        """Hear what the trip took."""
        ...


class FreeFlow:
    """A router's time on empty roads and 7.5 minutes."""

    def lead(self, errand: Errand) -> float:
        """Return the minutes."""
        return errand.free + EARLY

    def learn(self, errand: Errand, left_at: datetime, minutes: float) -> None:
        """It learns nothing."""


def busy(at: datetime) -> int:
    return 0 if 7 <= at.hour < 10 else (2 if 16 <= at.hour < 19 else 1)


class LearnedMean:
    """The router's time by the mean ratio of district and part of the day, and 7.5 minutes."""

    def __init__(self) -> None:
        self.sums: dict[tuple[str, int], tuple[float, int]] = defaultdict(lambda: (0.0, 0))
        self.everything = (0.0, 0)

    def lead(self, errand: Errand) -> float:
        """Return the minutes."""
        total, count = self.sums[errand.target.district, busy(errand.appointment_at)]
        if count < 3:
            total, count = self.everything
        return errand.free * (total / count if count else 1.3) + EARLY

    def learn(self, errand: Errand, left_at: datetime, minutes: float) -> None:
        """Hear what the trip took."""
        key, ratio = (errand.target.district, busy(errand.appointment_at)), minutes / errand.free
        self.sums[key] = (self.sums[key][0] + ratio, self.sums[key][1] + 1)
        self.everything = (self.everything[0] + ratio, self.everything[1] + 1)


class Learned90:
    """The router's time by the 90 % ratio of the last 100 trips to the district in that part of the day."""

    def __init__(self) -> None:
        self.seen: dict[tuple[str, int], deque[float]] = defaultdict(lambda: deque(maxlen=100))
        self.everything: deque[float] = deque(maxlen=100)

    def lead(self, errand: Errand) -> float:
        """Return the minutes."""
        seen = self.seen[errand.target.district, busy(errand.appointment_at)]
        seen = seen if len(seen) >= 10 else self.everything
        if len(seen) < 10:
            return errand.free * 1.8
        return errand.free * sorted(seen)[min(math.ceil(0.9 * (len(seen) + 1)), len(seen)) - 1]

    def learn(self, errand: Errand, left_at: datetime, minutes: float) -> None:
        """Hear what the trip took."""
        self.seen[errand.target.district, busy(errand.appointment_at)].append(minutes / errand.free)
        self.everything.append(minutes / errand.free)


def trip(errand: Errand, left_at: datetime, minutes: float) -> Trip:
    """The trip as the tablet records it."""
    return Trip(
        origin=errand.origin.site().coordinates,
        origin_area=errand.origin.district,
        site=errand.target.site(),
        departed_at=left_at,
        arrived_at=left_at + minutes * MINUTE,
    )


class Ours:
    """fieldapp: straight line, own trips, max(median + 7.5 min, 90 %)."""

    def __init__(self) -> None:
        self.memory = TravelMemory(zone=ZONE)

    def lead(self, errand: Errand) -> float:
        """Return the minutes."""
        travel = LearnedTravel(None, self.memory)
        guess = travel.estimate(errand.target.site(), errand.appointment_at, errand.origin.site())
        return (errand.appointment_at - plan_departure(errand.appointment_at, guess).leave_by_at) / MINUTE

    def learn(self, errand: Errand, left_at: datetime, minutes: float) -> None:
        """Hear what the trip took."""
        self.memory = self.memory.after(trip(errand, left_at, minutes))


RULES: dict[str, Callable[[], Rule]] = {
    "free flow": FreeFlow,
    "learned mean": LearnedMean,
    "learned q90": Learned90,
    "ours": Ours,
}


def drive(seed: int) -> dict[str, list[list[float]]]:
    """Return, by rule and engineer, the minutes that each trip arrived before its appointment."""
    early: dict[str, list[list[float]]] = {name: [] for name in RULES}
    for engineer in range(ENGINEERS):
        chance = random.Random(1000 * seed + engineer)
        traffic, rules = Traffic(chance), {name: make() for name, make in RULES.items()}
        margins: dict[str, list[float]] = {name: [] for name in RULES}
        for number, (errand, weather) in enumerate(errands(chance, TRIPS)):
            minutes = traffic.draw(errand.target.district, weather)
            shift = SHIFT if number >= SHIFT_AT else 1.0
            for name, rule in rules.items():
                lead = rule.lead(errand)
                left_at = errand.appointment_at - lead * MINUTE
                taken = shift * minutes(errand.free, left_at.hour + left_at.minute / 60)
                rule.learn(errand, left_at, taken)
                margins[name].append(lead - taken)
        for name in RULES:
            early[name].append(margins[name])
    return early


def share(margins: list[list[float]], first: int, last: int, counts: Callable[[float], bool]) -> float:
    """Return the percentage of the trips from number `first` to before `last` that count."""
    found = [margin for engineer in margins for margin in engineer[first:last]]
    return 100 * sum(map(counts, found)) / len(found)


def is_late(margin: float) -> bool:
    return margin < 0


def tell(seed: int, early: dict[str, list[list[float]]]) -> None:
    """Print one line a rule."""
    for name, margins in early.items():
        steady = [margin for engineer in margins for margin in engineer[FIRST:SHIFT_AT]]
        print(
            f"seed {seed} {name:13} late {share(margins, FIRST, SHIFT_AT, is_late):5.1f} %"
            f"  over 10 min {share(margins, FIRST, SHIFT_AT, lambda margin: margin < -10):4.1f} %"
            f"  5 to 10 early {share(margins, FIRST, SHIFT_AT, lambda margin: 5 <= margin <= 10):4.1f} %"
            f"  mean {statistics.fmean(steady):5.1f} min early"
            f"  first 30 trips {share(margins, 0, 30, is_late):5.1f} %"
            f"  shift, first 100 {share(margins, SHIFT_AT, SHIFT_AT + AFTER_SHIFT, is_late):5.1f} %"
            f"  then {share(margins, SHIFT_AT + AFTER_SHIFT, TRIPS, is_late):5.1f} %",
            flush=True,
        )


def cost() -> float:
    """Return the milliseconds in which a starting tablet learns 500 trips anew."""
    chance = random.Random(7)
    traffic, driven = Traffic(chance), []
    for errand, weather in errands(chance, 500):
        minutes = traffic.draw(errand.target.district, weather)(errand.free, errand.appointment_at.hour)
        driven.append(trip(errand, errand.appointment_at, minutes))
    began = time.perf_counter()
    learn(driven, ZONE)
    return (time.perf_counter() - began) * 1000


def main() -> None:
    seeds = range(1, 1 + (int(sys.argv[1]) if len(sys.argv) > 1 else 3))
    lates: dict[str, list[float]] = defaultdict(list)
    shifted: dict[str, list[float]] = defaultdict(list)
    for seed in seeds:
        early = drive(seed)
        tell(seed, early)
        for name, margins in early.items():
            lates[name].append(share(margins, FIRST, SHIFT_AT, is_late))
            shifted[name].append(share(margins, SHIFT_AT, TRIPS, is_late))
    print(f"figure departure trips a rule: {len(seeds) * ENGINEERS * TRIPS}")
    for name in RULES:
        print(f"figure departure late {name} %: {statistics.fmean(lates[name]):.1f}")
        print(f"figure departure late {name} after +25 % %: {statistics.fmean(shifted[name]):.1f}")
    print(f"figure departure late ours, worst seed %: {max(lates['ours']):.1f} (goal <= 7.0)")
    print(f"figure departure late ours after +25 %, worst seed %: {max(shifted['ours']):.1f} (goal <= 8.5)")
    print(f"figure departure learn 500 trips ms: {cost():.0f}")


if __name__ == "__main__":
    main()

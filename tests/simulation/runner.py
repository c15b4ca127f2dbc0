"""Runs schedules, holds each against the invariants, and tells of a broken one in as few steps as break it."""

from __future__ import annotations

from dataclasses import dataclass

from tests.simulation.invariants import CHECKS, TWINS
from tests.simulation.schedule import Schedule, numbers_of
from tests.simulation.setting import Rules, Tally, Twin
from tests.simulation.world import BrokenPromise, World

PROTOCOL = Rules()
AS_IT_IS = Twin()

A_TWIN_EVERY = 16
"""One seed in so many is run again as each twin."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A seed, the promise that did not hold, and what happened."""

    seed: int
    invariant: str
    trace: tuple[str, ...] = ()


def broken(seed: int, rules: Rules = PROTOCOL, tally: Tally | None = None) -> str | None:
    """Run one schedule; return the name of the first invariant that does not hold, None if all do."""
    numbers = numbers_of(seed)
    try:
        world = _run(numbers, rules, tally or Tally(), AS_IT_IS)
        if seed % A_TWIN_EVERY == 0:
            for promise, twin in TWINS.items():
                if not promise(world, _run(numbers, rules, Tally(), twin)):
                    return promise.__name__
    except BrokenPromise as broken_one:
        return str(broken_one)
    return None


def _run(numbers: list[int], rules: Rules, tally: Tally, twin: Twin, trace: list[str] | None = None) -> World:
    schedule = Schedule(numbers, rules, CHECKS, tally, twin)
    schedule.world.trace = trace
    return schedule.run()


def violation(seed: int, rules: Rules = PROTOCOL) -> Violation | None:
    """Run one schedule and, if it breaks a promise, find the fewest of its steps that still do."""
    name = broken(seed, rules)
    if name is None:
        return None
    numbers = numbers_of(seed)
    if _broken_by(numbers, rules) is None:
        return Violation(seed, name)  # it takes two runs to see it
    place = len(numbers) - 1
    while place:
        fewer = numbers[:place] + numbers[place + 1 :]
        if _broken_by(fewer, rules) == name:
            numbers = fewer
        place -= 1
    trace: list[str] = []
    _broken_by(numbers, rules, trace)
    return Violation(seed, name, tuple(trace))


def _broken_by(numbers: list[int], rules: Rules, trace: list[str] | None = None) -> str | None:
    try:
        _run(numbers, rules, Tally(), AS_IT_IS, trace)
    except BrokenPromise as promise:
        return str(promise)
    return None

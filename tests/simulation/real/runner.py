"""From a seed to a schedule of the real program: which troubles are in it, and whether all promises held."""

from __future__ import annotations

import traceback
from collections import Counter
from dataclasses import dataclass, field
from random import Random

from fieldapp.domain.views.sync import SyncState
from tests.simulation.real import steps, sticks
from tests.simulation.real.company import Company
from tests.simulation.real.killing import Killed
from tests.simulation.real.promises import at_rest
from tests.simulation.real.steps import Step
from tests.simulation.real.tablet import Tablet
from tests.simulation.real.witness import BrokenPromise, hold
from tests.simulation.real.world import World

_USUAL: tuple[Step, ...] = (*[steps.work] * 5, *[steps.sync] * 5, steps.edit, steps.reassign)
_TROUBLES: tuple[tuple[Step, ...], ...] = (
    (steps.reassign,) * 3, (steps.late_request,) * 2, (steps.set_clock,) * 2, (steps.old_centre,) * 2,
    (steps.old_tablet,) * 2, (steps.publish,) * 2, (steps.back_up_tablet,),
)  # fmt: skip
_DISASTERS: tuple[tuple[Step, ...], ...] = (
    (), (), (steps.revoke,), (steps.back_up, steps.restore), (steps.back_up, steps.restore), (steps.clone,),
    (steps.clone, steps.back_up, steps.restore), (steps.revoke, steps.back_up, steps.restore),
)  # fmt: skip
_NAMES: tuple[Step, ...] = (steps.clone, steps.enrol_anew, steps.enrol_anew)
_STICKS: tuple[Step, ...] = (
    *[sticks.hand_over] * 2, *[sticks.bring_back] * 3, *[sticks.there_and_back] * 2, sticks.throw_away,
)  # fmt: skip
_MOST_RUNS = 6
_MOST_ROUNDS = 5
"""Of everybody: late work of the last one changes what the first one sees, a name lost in one works in the next."""


@dataclass
class Met:
    """What a number of schedules ran into."""

    troubles: Counter[str] = field(default_factory=Counter)
    statements: int = 0


@dataclass(frozen=True, slots=True)
class Violation:
    """A seed, the promise that did not hold, and what happened."""

    seed: int
    promise: str
    trace: tuple[str, ...]


def violation(company: Company, seed: int, met: Met | None = None) -> Violation | None:
    """Run one schedule; return what was broken, None where every promise held."""
    chance = Random(seed)
    world = World(company, chance)
    try:
        _run(world, chance, (*(_NAMES if seed % 5 > 2 else ()), *(_STICKS if seed % 7 == 5 else ())))
    except BrokenPromise as broken:
        return Violation(seed, str(broken), tuple(world.trace))
    except (
        Exception,
        Killed,
    ) as escaped:  # what no step foresees is a fault of the program or of the steps: it must be told
        return Violation(seed, f"escaped: {escaped!r}", (*world.trace, *traceback.format_exception(escaped)[-4:]))
    finally:
        if met is not None:
            met.troubles.update(world.met)
            met.statements += world.guillotine.counted
        world.close()
    return None


def _run(world: World, chance: Random, more: tuple[Step, ...]) -> None:
    kinds = [*_USUAL, *more, *chance.choice(_DISASTERS)]
    for trouble in _TROUBLES:
        if chance.random() < 0.33:
            kinds += trouble
    if steps.back_up in kinds:
        world.back_up()
    for _ in range(10 + chance.randrange(16)):
        chance.choice(kinds)(world)
    world.say("all becomes quiet")
    steps.late_request(world)
    known = -1
    for _ in range(_MOST_ROUNDS):
        for tablet in world.tablets:
            bring_through(world, tablet)
        before, known = known, world.events_known()
        if before == known:
            break
    at_rest(world)


def bring_through(world: World, tablet: Tablet) -> None:
    """Let a tablet sync until nothing waits, as it does whenever there is a line. Raises BrokenPromise."""
    for _ in range(_MOST_RUNS):
        if tablet.is_gone:
            return
        progress = tablet.run()
        steps.note_end(world, tablet, progress)
        if progress.code == "device-unknown":  # its name is younger than the centre's backup
            steps.rename(world, tablet)
        if progress.state is SyncState.IDLE and not tablet.outbox.waiting():
            return
    stopped = tablet.body in world.forked or tablet.is_gone
    hold("converges_when_quiet", stopped, tablet.body, "does not get through:", progress.state, progress.code)

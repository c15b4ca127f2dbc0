"""What the sync does and when it begins by itself, as one state machine without clock, thread or network (SYN-1).

::

    IDLE ──due──▶ CONNECTING ─▶ PUSHING ⇄ PULLING ─▶ UPLOADING ──▶ IDLE       nothing failed
                      └───────────────┴─────────────────┴───────▶ WAITING    not reached: tried again by itself
                                                        └───────▶ PROBLEM    needs a person: tried again all the same

A machine is a value; every method returns the next one. Who owns it begins a run when `is_due`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum

from fieldapp.domain.views.sync import SyncProgress, SyncState

EVERY = timedelta(minutes=5)
"""Between two runs while nothing is recorded, where the centre names no other time."""
SOONEST = timedelta(seconds=30)
"""More often than this nobody comes by himself because a centre said so."""
AFTER_COMMIT = timedelta(seconds=10)
"""From a commit to the run that carries it away; further commits in between go along."""
AFTER_NETWORK = timedelta(seconds=3)
"""From a network that came back to the run: addresses and names need a moment."""
AFTER_DEPOT = timedelta(seconds=3)
"""From what is done at the depot to the run, so that it goes along."""
FIRST_RETRY = timedelta(seconds=30)
"""Most that is waited after the first failure; doubled with each further one."""
LONGEST_RETRY = timedelta(minutes=15)
SHORTEST_RETRY = timedelta(seconds=5)
LONGEST_NAMED = timedelta(hours=1)
"""Longer than this nobody waits because a centre said so."""
SECOND = timedelta(seconds=1)
NO_TIME = timedelta(0)
RETRY_AFTER = "retry_after"
"""The field of a failure in which a centre names the seconds to stay away."""


class Phase(Enum):
    """Where the sync is."""

    IDLE = "idle"
    CONNECTING = "connecting"
    PUSHING = "pushing"
    PULLING = "pulling"
    UPLOADING = "uploading"
    WAITING = "waiting"
    PROBLEM = "problem"


class Trigger(Enum):
    """Why a run should begin."""

    OPENED = "opened"
    """The program was started, or the tablet unlocked."""
    NETWORK = "network"
    """A network came, or another one."""
    RECORDED = "recorded"
    """Something waits to be sent."""
    DEPOT = "depot"
    """The bag was packed, or a visit ended: the engineer is where a network is, or on his way there (SYN-7)."""
    BY_HAND = "by_hand"


_STEPS = {
    SyncState.CONNECTING: Phase.CONNECTING,
    SyncState.PUSHING: Phase.PUSHING,
    SyncState.PULLING: Phase.PULLING,
    SyncState.UPLOADING: Phase.UPLOADING,
}
_PLACES = {Trigger.NETWORK: AFTER_NETWORK, Trigger.DEPOT: AFTER_DEPOT}
_ENDS = {SyncState.IDLE: Phase.IDLE, SyncState.OFFLINE: Phase.WAITING, SyncState.PROBLEM: Phase.PROBLEM}


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncMachine:
    """`left` is how long it is to the next run, None while none is planned; `code` names the last failure."""

    phase: Phase = Phase.IDLE
    left: timedelta | None = None
    failures: int = 0
    is_paused: bool = False
    is_named: bool = False
    """Whether the centre itself said when to come again."""
    code: str = ""

    @property
    def is_running(self) -> bool:
        """Tell whether a run is under way."""
        return self.phase in _STEPS.values()

    @property
    def is_due(self) -> bool:
        """Tell whether a run is to begin now."""
        return self.left is not None and self.left <= NO_TIME and not self.is_running and not self.is_paused

    def asked(self, trigger: Trigger) -> SyncMachine:
        """Plan what a reason to sync asks for; a run under way goes on, and a pause is ended by hand alone.

        What was recorded hastens nothing while the centre cannot be reached, and neither network nor depot what the
        centre itself has put off; by hand it is tried at once.
        """
        if trigger is Trigger.BY_HAND:
            return replace(self, is_paused=False, left=self.left if self.is_running else NO_TIME)
        if self.is_running or self.is_paused:
            return self
        if trigger is Trigger.OPENED:
            return replace(self, left=NO_TIME)
        if trigger in _PLACES:
            return self if self.is_named else self._no_later_than(_PLACES[trigger])
        return self._no_later_than(AFTER_COMMIT) if self.failures == 0 and self.left is not None else self

    def began(self) -> SyncMachine:
        """A run begins."""
        return replace(self, phase=Phase.CONNECTING, left=None, is_named=False)

    def reported(self, progress: SyncProgress) -> SyncMachine:
        """Follow a step of the run; what comes late, after its end, changes nothing."""
        return replace(self, phase=_STEPS.get(progress.state, self.phase)) if self.is_running else self

    def ended(self, progress: SyncProgress, chance: float) -> SyncMachine:
        """Plan the next run after one that ended; `chance`, 0 to 1, spreads tablets that failed at one time."""
        phase = _ENDS.get(progress.state, Phase.PROBLEM)
        if phase is Phase.IDLE:
            left = None if self.is_paused else _next_visit(progress)
            return replace(self, phase=phase, failures=0, left=left, is_named=False, code=progress.code)
        named = _named(progress)
        wait = backed_off(self.failures, chance) if named is None else named + chance * AFTER_COMMIT
        return replace(
            self,
            phase=phase,
            failures=self.failures + 1,
            left=None if self.is_paused else wait,
            is_named=named is not None,
            code=progress.code,
        )

    def paused(self) -> SyncMachine:
        """Begin nothing by itself from now on; a run under way still has to be ended."""
        return replace(self, is_paused=True, left=None)

    def retired(self) -> SyncMachine:
        """Begin nothing any more: this tablet is out of use."""
        return replace(self, left=None)

    def second_passed(self) -> SyncMachine:
        """Count one second."""
        return self if self.left is None else replace(self, left=max(self.left - SECOND, NO_TIME))

    def _no_later_than(self, wait: timedelta) -> SyncMachine:
        return replace(self, left=wait if self.left is None else min(self.left, wait))


def backed_off(failures: int, chance: float) -> timedelta:
    """Return the wait after a failure that so many went before: anything up to a bound that doubles (full jitter)."""
    bound: timedelta = min(FIRST_RETRY * 2 ** min(failures, 10), LONGEST_RETRY)
    return max(SHORTEST_RETRY, chance * bound)


def _next_visit(progress: SyncProgress) -> timedelta:
    """Return how long it is to the next run after a good one, in the bounds of reason."""
    return EVERY if progress.come_again is None else min(max(progress.come_again, SOONEST), LONGEST_NAMED)


def _named(progress: SyncProgress) -> timedelta | None:
    """Return how long the centre said to stay away, None where it said nothing."""
    seconds = (progress.fields or {}).get(RETRY_AFTER)
    return timedelta(seconds=min(seconds, LONGEST_NAMED.total_seconds())) if isinstance(seconds, int) else None

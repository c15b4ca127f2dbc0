"""Wrong tries, counted before each try is judged, so that a kill in between gains nothing; the waits grow with them.

Waits run on the machine's running clock, which nobody sets, not on the wall clock. Whoever owns the files needs no
waits: the count can be deleted or copied away. What stands against him is the price of a try, not this file.

The file always has the same length and is written over in its place, so that a full disk keeps nobody from trying. One
that a battery's end tore counts as a broken one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from fieldapp.domain.errors import BadInput, Refused
from fieldapp.domain.time_window import ClockEvidence
from fieldapp.store.failures import translated
from fieldapp.trust.private_file import write_over, write_private
from fieldapp.wire.codec import decode, encode

FREE_TRIES = 4
"""Wrong PINs without a wait."""
FIRST_WAIT = timedelta(seconds=30)
MOST_WAIT = timedelta(minutes=15)
_MOST_DOUBLINGS = 10
_LENGTH = 256
"""Bytes of the file: more than any count takes, filled up with spaces, less than a sector."""
_NONE = timedelta()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tries:
    """The tries since the last right one, and how long the next must wait: `wait`, from `since` on the running clock
    of the run of the machine that `boot_id` names.
    """

    wrong: int = 0
    wait: timedelta = _NONE
    since: timedelta = _NONE
    boot_id: str = ""

    def after_one_more(self, now: ClockEvidence) -> Tries:
        """Return the count with one more, waiting from `now`: doubling from the first wait up to the longest."""
        wrong = self.wrong + 1
        over = wrong - FREE_TRIES
        wait = _NONE if over < 0 else min(FIRST_WAIT * 2 ** min(over, _MOST_DOUBLINGS), MOST_WAIT)
        return Tries(wrong=wrong, wait=wait, since=now.monotonic, boot_id=now.boot_id)

    @property
    def left(self) -> int:
        """Return how many tries are free before the next wait."""
        return max(0, FREE_TRIES - self.wrong)

    def still(self, now: ClockEvidence) -> timedelta:
        """Return how much of the wait is left. A machine that was started anew cannot know, and waits all of it."""
        if now.boot_id != self.boot_id:
            return self.wait
        return max(_NONE, min(self.since + self.wait - now.monotonic, self.wait))

    @property
    def is_possible(self) -> bool:
        """Tell whether this program can have written it."""
        return self.wrong >= 0 and _NONE <= self.wait <= MOST_WAIT


@dataclass(frozen=True, slots=True)
class TriesFile:
    """The count as a file beside the key. It never destroys anything: after a wait there is always another try."""

    path: Path

    def waits(self, now: ClockEvidence) -> timedelta:
        """Return how long the next try must wait, and note from when: after a new start of the machine, from now."""
        tries = self._read()
        left = tries.still(now)
        if tries.wait and (not left or tries.boot_id != now.boot_id):
            self._write(replace(tries, wait=left, since=now.monotonic, boot_id=now.boot_id))
        return left

    def begin(self, now: ClockEvidence) -> Tries:
        """Count a try that begins now and return the count. Raises Refused("pin.wait", seconds=…)."""
        left = self.waits(now)
        if left:
            raise must_wait(left)
        counted = self._read().after_one_more(now)
        self._write(counted)
        return counted

    def forgive(self) -> None:
        """Begin to count anew after a right PIN."""
        self._write(Tries())

    def reserve(self) -> None:
        """Lay the file down while there is room, where it is missing: no later count needs any. Raises StoreFull."""
        if not self.path.exists():
            self._write(Tries())

    def _read(self) -> Tries:
        """Return the count. A broken or impossible one counts as all free tries used: the next wrong one waits."""
        with translated():
            if not self.path.exists():
                return Tries()
            content = self.path.read_bytes()
        used_up = Tries(wrong=FREE_TRIES - 1)
        try:
            tries = decode(content, Tries)
        except BadInput:
            return used_up
        return tries if tries.is_possible else used_up

    def _write(self, tries: Tries) -> None:
        content = encode(tries).ljust(_LENGTH)
        with translated():
            if self.path.exists() and self.path.stat().st_size == len(content):
                write_over(self.path, content)
            else:
                write_private(self.path, content)


def must_wait(left: timedelta) -> Refused:
    """Return the refusal that says how many seconds are left."""
    return Refused("pin.wait", seconds=max(1, round(left.total_seconds())))

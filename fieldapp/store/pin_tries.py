"""Wrong tries, counted before each try is judged, so that a kill in between gains nothing; the waits grow with them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from fieldapp.domain.errors import BadInput, Refused
from fieldapp.store.failures import translated
from fieldapp.trust.private_file import write_private
from fieldapp.wire.codec import decode, encode

FREE_TRIES = 4
"""Wrong PINs without a wait."""
FIRST_WAIT = timedelta(seconds=30)
MOST_WAIT = timedelta(minutes=15)
_MOST_DOUBLINGS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Tries:
    """The tries since the last right one, and until when the next must wait."""

    wrong: int = 0
    wait_until: datetime | None = None

    def after_one_more(self, now: datetime) -> Tries:
        """Return the count with one more, waiting from `now`: doubling from the first wait up to the longest."""
        wrong = self.wrong + 1
        over = wrong - FREE_TRIES
        wait = None if over < 0 else now + min(FIRST_WAIT * 2 ** min(over, _MOST_DOUBLINGS), MOST_WAIT)
        return Tries(wrong=wrong, wait_until=wait)

    @property
    def left(self) -> int:
        """Return how many tries are free before the next wait."""
        return max(0, FREE_TRIES - self.wrong)


@dataclass(frozen=True, slots=True)
class TriesFile:
    """The count as a file beside the key. It never destroys anything: after a wait there is always another try."""

    path: Path

    def begin(self, now: datetime) -> Tries:
        """Count a try that begins now and return the count. Raises Refused("pin.wait", seconds=…)."""
        tries = self._read()
        if tries.wait_until is not None and now < tries.wait_until:
            left = tries.wait_until - now
            if left > MOST_WAIT:
                # The clock was set back: that must not lock the engineer out for longer than one wait.
                left = MOST_WAIT
                self._write(replace(tries, wait_until=now + left))
            raise Refused("pin.wait", seconds=max(1, round(left.total_seconds())))
        counted = tries.after_one_more(now)
        self._write(counted)
        return counted

    def forgive(self) -> None:
        """Begin to count anew after a right PIN."""
        self._write(Tries())

    def _read(self) -> Tries:
        """Return the count. A broken one counts as all free tries used: the next wrong one waits."""
        with translated():
            if not self.path.exists():
                return Tries()
            content = self.path.read_bytes()
        try:
            return decode(content, Tries)
        except BadInput:
            return Tries(wrong=FREE_TRIES - 1)

    def _write(self, tries: Tries) -> None:
        with translated():
            write_private(self.path, encode(tries))

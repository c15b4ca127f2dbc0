"""The desk's own eye: looks at the clocks while the server runs, whether anybody asks or not (SLA-3)."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import timedelta

from fieldapp.centre import lease
from fieldapp.centre.database.engine import Database
from fieldapp.centre.desk import alerts
from fieldapp.centre.devices import cursors
from fieldapp.centre.lease import Job
from fieldapp.centre.repeating import repeated
from fieldapp.centre.settings import Now

EVERY = timedelta(seconds=30)
"""Between two looks; the first is taken at once."""

_LIVES = 3
"""How many looks a worker may miss before another one takes over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockWatch:
    """Raises alerts as orders become overdue; `now` is the centre's clock. Of several workers one does it."""

    database: Database
    now: Now
    every: timedelta = EVERY
    holder: str = field(default_factory=lease.new_holder)

    def look(self) -> int:
        """Store the alerts that are due and return how many; nothing is looked at while it is another worker's job."""
        now = self.now()
        if self.database.serves_several and not self._is_mine():
            return 0
        cursors.compact_daily(self.database, now)
        with self.database.read() as connection:
            if not alerts.not_raised(connection, now):
                return 0
        return self.database.transact(lambda connection: len(alerts.raise_alerts(connection, now)))

    def leave(self) -> None:
        """Let another worker look from now on."""
        if self.database.serves_several:
            self.database.transact(lambda connection: lease.give_back(connection, Job.CLOCKS, self.holder, self.now()))

    def running(self) -> AbstractContextManager[None]:
        """Look again and again on a thread of its own until the block ends."""
        return repeated("clock-watch", self.every, self.look, self.leave)

    def _is_mine(self) -> bool:
        life = self.every * _LIVES
        return self.database.transact(
            lambda connection: lease.take(connection, Job.CLOCKS, self.holder, self.now(), life)
        )

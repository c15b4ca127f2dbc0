"""The desk's own eye: looks at the clocks while the server runs, whether anybody asks or not (SLA-3)."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from threading import Event, Thread

from sqlalchemy.exc import SQLAlchemyError

from fieldapp.centre.database.engine import Database
from fieldapp.centre.desk import alerts
from fieldapp.centre.settings import Now

EVERY = timedelta(seconds=30)
"""Between two looks; the first is taken at once."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockWatch:
    """Raises alerts as orders become overdue; `now` is the centre's clock."""

    database: Database
    now: Now
    every: timedelta = EVERY

    def look(self) -> int:
        """Store the alerts that are due and return how many; without any, nothing is written and nobody waits."""
        now = self.now()
        with self.database.read() as connection:
            if not alerts.not_raised(connection, now):
                return 0
        with self.database.write() as connection:
            return len(alerts.raise_alerts(connection, now))

    @contextmanager
    def running(self) -> Iterator[None]:
        """Look again and again on a thread of its own until the block ends."""
        ended = Event()
        thread = Thread(target=self._run, args=(ended,), name="clock-watch", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def _run(self, ended: Event) -> None:
        while not ended.is_set():
            try:
                self.look()
            except SQLAlchemyError:
                # A database that is busy or away for a moment must not blind the desk for good.
                _log.exception("the clocks could not be read; they are read again in %s", self.every)
            ended.wait(self.every.total_seconds())

"""The thread that looks after an open store: neither opening nor a tap nor a sync waits for checks and copies."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock

from fieldapp.domain.errors import FieldappError
from fieldapp.store.checks import Stopped
from fieldapp.store.database import Database
from fieldapp.store.upkeep import Upkeep

Told = Callable[[FieldappError | None], None]
"""Is told on the caretaker's thread that it has looked, with what it failed at: damage above all."""
_log = logging.getLogger(__name__)


class Caretaker:
    """Looks when it is asked to, one look after the other. `close` ends the one under way at its next safe point."""

    def __init__(self, database: Database, told: Told) -> None:
        self._upkeep = Upkeep(database)
        self._told = told
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="caretaker")
        self._ended = Event()
        self._door = Lock()

    def look(self) -> None:
        """Have everything done that is due; returns at once, on any thread. Nothing happens after `close`."""
        with self._door:
            if not self._ended.is_set():
                self._pool.submit(self._attend)

    def settle(self) -> None:
        """Wait until everything that was asked for is done."""
        with self._door:
            if self._ended.is_set():
                return
            at_rest = self._pool.submit(_nothing)
        at_rest.result()

    def close(self) -> None:
        """End what is under way and wait for it: a check or a copy ends within moments and is made up for later."""
        with self._door:
            self._ended.set()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _attend(self) -> None:
        failure: FieldappError | None = None
        try:
            self._upkeep(self._ended.is_set)
        except Stopped:
            _log.info("upkeep was ended before it was done")
            return
        except FieldappError as met:
            _log.info("upkeep met an error", exc_info=met)
            failure = met
        except Exception:
            _log.exception("upkeep failed")
        self._told(failure)


def _nothing() -> None:
    """Run when everything before it is done."""

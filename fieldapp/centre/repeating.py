"""Something that a centre does again and again while it serves, on a thread of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread

from sqlalchemy.exc import SQLAlchemyError

from fieldapp.domain.errors import FieldappError
from fieldapp.support.lines import noted

Act = Callable[[], object]

_log = logging.getLogger(__name__)


@contextmanager
def repeated(name: str, every: timedelta, act: Act, at_end: Act) -> Iterator[None]:
    """Do `act` at once and again after each `every` until the block ends, then `at_end`.

    A database that is busy or away for a moment, or one document that cannot be read, ends nothing: it is logged and
    tried again the next time.
    """
    ended = Event()

    def run() -> None:
        while not ended.is_set():
            _bearing_failure(name, act)
            ended.wait(every.total_seconds())
        _bearing_failure(name, at_end)

    thread = Thread(target=run, name=name, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _bearing_failure(name: str, act: Act) -> None:
    try:
        act()
    except (SQLAlchemyError, FieldappError, OSError):
        _log.exception("the database failed for a moment; it is tried again", extra=noted(kind=name))

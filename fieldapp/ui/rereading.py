"""Reading again what notices say has changed, so that many notices are few readings (USE-3)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Slot

from fieldapp.domain.errors import FieldappError
from fieldapp.ui.background import Worker
from fieldapp.ui.viewmodels.ticker import Ticker

T = TypeVar("T")


def always() -> bool:
    """Tell that it is shown."""
    return True


class Rereading(QObject):
    """Reads the same thing whenever it is asked to: at most one reading is under way, and one comes after it.

    Readers work beside the finger on the same processor: a day that was read anew for each of ten quick answers kept
    them busy, and the screen waiting. What is not `shown` is read at most once a second. Every reading is delivered,
    one after the other, so that what is shown never goes back and never stands still under a row of notices.
    """

    def __init__(
        self, worker: Worker, ticker: Ticker, shown: Callable[[], bool] = always, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._worker = worker
        self._shown = shown
        self._under_way = False
        self._next: Callable[[], None] | None = None
        self._put_off: Callable[[], None] | None = None
        ticker.second.connect(self._second_passed)

    def run(self, job: Callable[[], T], done: Callable[[T], None]) -> None:
        """Read now, or as soon as the reading under way is delivered; `job` is the newest that was asked for."""
        self._put_off = None
        begin = partial(self._begin, job, done)
        if self._under_way:
            self._next = begin
        else:
            begin()

    def soon(self, job: Callable[[], T], done: Callable[[T], None]) -> None:
        """Read because something changed: now where it is shown, else with the next second."""
        if self._shown():
            self.run(job, done)
        else:
            self._put_off = partial(self.run, job, done)

    def _begin(self, job: Callable[[], T], done: Callable[[T], None]) -> None:
        self._under_way = True
        self._worker.run(job, partial(self._deliver, done), self._failed)

    def _deliver(self, done: Callable[[Any], None], value: object) -> None:
        self._go_on()
        done(value)

    def _failed(self, error: FieldappError) -> None:
        self._go_on()
        self._worker.failed.emit(error)

    def _go_on(self) -> None:
        self._under_way = False
        following, self._next = self._next, None
        if following is not None:
            following()

    @Slot()
    def _second_passed(self) -> None:
        put_off = self._put_off
        if put_off is not None:
            put_off()

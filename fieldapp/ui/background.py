"""Work off the UI thread: one writer, some readers; results come back to the UI thread by queued signals (USE-3).

The UI thread never waits for a file, the network or the database. A job is a plain callable; its result is handed to a
bound slot, its error to `Background.failed` unless the caller wants it himself.
"""

from __future__ import annotations

import logging
import sys
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from threading import Event
from typing import Any, TypeVar, cast

from PySide6.QtCore import QObject, Signal, Slot

from fieldapp.domain.errors import FieldappError

T = TypeVar("T")
logger = logging.getLogger(__name__)

Failed = Callable[[FieldappError], None]


class Unexpected(FieldappError):
    """A fault of the program itself, logged with its trace; what was committed before stays."""


@dataclass(frozen=True, slots=True)
class Task:
    """One job under way, with where its result goes; results are of any type, matched by `Worker.run`'s signature."""

    job: Callable[[], Any]
    done: Callable[[Any], None]
    failed: Failed


HANDS_OVER_AFTER = 0.0005
"""Seconds for which one thread may keep Python to itself while another waits for it; Python's own are ten times that.

Every row that Qt draws asks Python, and beside a sync each question waits its turn: on a busy machine the screen waited
46 ms for it in one of twenty frames while changes came down; so it was 15 ms, and the sync took no longer.
"""


def hand_over_often() -> None:
    """Let a thread that works in the background make way for the screen sooner."""
    sys.setswitchinterval(HANDS_OVER_AFTER)


@dataclass(frozen=True, slots=True)
class Settled:
    """A finished task: either `error` or `value` counts."""

    task: Task
    value: object
    error: FieldappError | None


class Worker(QObject):
    """A named row of threads that run jobs in the order in which they come; with one thread, strictly one at a time."""

    _settled = Signal()
    failed = Signal(object)

    def __init__(self, name: str, threads: int = 1, *, finishes: bool = False) -> None:
        """`finishes`: at the end it still runs what was handed over and not begun."""
        super().__init__()
        self._finishes = finishes
        self._pool = ThreadPoolExecutor(max_workers=threads, thread_name_prefix=name)
        self._finished: deque[Settled] = deque()
        self._pending = 0
        self._open = True
        # Told on a thread of the pool, so Qt queues it for the thread of this object. Not asked for by name: the names
        # of the module Qt cost as much time as the whole first frame, and this is made before it.
        self._settled.connect(self._deliver)

    def run(self, job: Callable[[], T], done: Callable[[T], None], failed: Failed | None = None) -> None:
        """Run `job` on a thread of this worker, then `done(result)` on the UI thread.

        Called on the UI thread; `done` and `failed` are bound methods of objects that outlive the worker.
        A FieldappError goes to `failed`, or to the signal of that name where none is given.
        """
        self._pending += 1
        self._pool.submit(self._work, [Task(job, done, failed or self.failed.emit)])

    @property
    def pending(self) -> int:
        """Return how many jobs were handed over and not yet delivered."""
        return self._pending

    def shutdown(self) -> None:
        """Finish what was begun and stop the threads; results that come late are not delivered.

        What was not begun is finished too by a worker that `finishes`, and dropped by any other.
        """
        self._open = False
        self._pool.shutdown(wait=True, cancel_futures=not self._finishes)

    def _work(self, handed: list[Task]) -> None:
        """Run on the worker's thread, which has let go of the job, and of all it held, when it tells that it is done.

        Else what nobody on the UI thread needs by then would end here, and what is Qt's must end on the UI thread: the
        pages of a locked store, ended on the thread that had closed it, ended the program with a crash.
        """
        self._finished.append(_settled(handed.pop()))
        self._settled.emit()

    @Slot()
    def _deliver(self) -> None:
        """Run on the UI thread: hand the result to who asked for it."""
        settled = self._finished.popleft()
        self._pending -= 1
        if not self._open:
            return
        if settled.error is not None:
            settled.task.failed(settled.error)
        else:
            settled.task.done(settled.value)


def _settled(task: Task) -> Settled:
    """Do the job; nothing leaves it but the settled task."""
    value: object = None
    error: FieldappError | None = None
    try:
        value = task.job()
    except FieldappError as expected:
        logger.info("a job ended with an expected error", exc_info=expected)
        error = expected
    except Exception as fault:
        logger.exception("a job on a worker thread failed")
        error = Unexpected("app.unexpected", fault=type(fault).__name__)
    if error is not None:
        _forget_the_way(error)
    return Settled(task, value, error)


def _forget_the_way(error: BaseException) -> None:
    """Let go of the frames an error came through: a page that shows it must not keep the store and its key alive."""
    link: BaseException | None = error
    while link is not None:
        link.__traceback__ = None
        link = link.__cause__ or link.__context__


class Latest:
    """Asks a worker again and again for the same thing; only the answer to the newest question is delivered.

    Readers work side by side, so that an older answer may come after a newer one; shown, it would take the screen back.
    A question that waits while a newer one is asked is not worked on at all: notices come in rows.
    """

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._asked = 0

    def run(self, job: Callable[[], T], done: Callable[[T], None]) -> None:
        """Ask; what was asked before is not delivered any more."""
        self._asked += 1
        self._worker.run(partial(self._unless_older, self._asked, job), partial(self._deliver, self._asked, done))

    def _unless_older(self, asked: int, job: Callable[[], T]) -> T | None:
        """Run on the worker's thread."""
        return job() if asked == self._asked else None

    def _deliver(self, asked: int, done: Callable[[T], None], value: T | None) -> None:
        if asked == self._asked:
            done(cast(T, value))


class LongWork(QObject):
    """Work that shows how far it is and can be cancelled: a report being rendered, a sync."""

    progressed = Signal(float)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cancelled = Event()
        self._fraction = 0.0

    @property
    def fraction(self) -> float:
        """Return how far it is, 0 to 1."""
        return self._fraction

    def begin(self) -> None:
        """Begin at nothing."""
        self._fraction = 0.0

    def report(self, fraction: float) -> None:
        """Say how far the work is, 0 to 1; called by the job on its thread."""
        self._fraction = min(max(fraction, 0.0), 1.0)
        self.progressed.emit(self._fraction)

    def cancelled(self) -> bool:
        """Tell the job whether to stop at the next safe point."""
        return self._cancelled.is_set()

    @Slot()
    def cancel(self) -> None:
        """Ask the job to stop; what it committed stays."""
        self._cancelled.set()


class Background(QObject):
    """The threads of the application: `writer` commits, `reader` only reads. Errors that nobody took come here."""

    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.writer = Worker("writer", finishes=True)
        self.reader = Worker("reader", threads=2)
        self.writer.failed.connect(self._pass_on)
        self.reader.failed.connect(self._pass_on)

    @property
    def idle(self) -> bool:
        """Tell whether nothing is under way."""
        return self.writer.pending == 0 and self.reader.pending == 0

    def shutdown(self) -> None:
        """Stop the readers, then the writer: everything that was handed to it is committed first, begun or not."""
        self.reader.shutdown()
        self.writer.shutdown()

    @Slot(object)
    def _pass_on(self, error: FieldappError) -> None:
        self.failed.emit(error)

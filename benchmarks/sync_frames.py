"""Frame times while 10,000 changes come down from a real centre: today's list of 200 visits, flicked.

`python3 dev.py bench sync_frames [changes]`. Goal: p95 <= 16 ms of what the UI thread works from one frame to the next
while the pull is under way; beside it the same list without a sync, in the same run. Every frame moves the list as far
as it moves in a sixtieth of a second, however late it comes: else a busy machine would make every frame a larger one.
What the UI thread waits for Python's lock is told apart from what it waits for a processor, which others keep busy.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from benchmarks.frames import Frame, Frames, nothing, p95, say
from benchmarks.workloads.history import parts
from benchmarks.workloads.long_day import MINE, REFERENCE, VISITS, visits_like
from fieldapp.centre.database.engine import Database as CentreDatabase
from fieldapp.centre.devices.feed import Feed
from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.work_order import WorkOrder
from fieldapp.ui.background import hand_over_often
from fieldapp.ui.viewmodels.sync import SyncViewModel
from fieldapp.wire.messages import DocumentKind
from tests.factories import ORDER_ID
from tests.journeys.company import Company, company, prepared, sync
from tests.journeys.on_screen import OnScreen, on_screen
from tests.ui.items import by_name

CHANGES = 10_000
ALONE = 10.0
"""Seconds for which the list is flicked without a sync."""
STEP = 2500.0 / 60
"""Pixels from frame to frame: the fastest that a finger can flick a list of Qt's, sixty frames a second."""
SCHEDULED = Path("/proc/thread-self/schedstat")
LONGEST = 300
"""Seconds after which a sync that does not end is a failure."""


def published(made: Company, documents: Iterator[tuple[str, DocumentKind, object]], scope: str) -> int:
    """Let the centre's desk publish documents in a scope; return how many."""
    settings = CentreSettings(data=made.centre.data, resources=made.config.resources, now=lambda: made.clock.now())
    count = 0
    with closing(CentreDatabase.of(settings)) as database, database.write() as connection:
        feed = Feed()
        for key, kind, document in documents:
            feed.put(MINE if scope == "mine" else REFERENCE, kind, key, document)
            count += 1
        feed.flush(connection)
    return count


def changed_visits(order: WorkOrder) -> Iterator[tuple[str, DocumentKind, object]]:
    """Yield every visit of the day with another complaint."""
    for visit in visits_like(order):
        told = replace(visit, symptom=replace(visit.symptom, what=f"{visit.symptom.what}，又响了"))
        yield str(told.id), DocumentKind.WORK_ORDER, told


def until(asked: Callable[[], bool], what: str) -> None:
    """Let the event loop run until it is so."""
    limit = time.monotonic() + LONGEST
    while not asked():
        assert time.monotonic() < limit, what
        QCoreApplication.processEvents()
        time.sleep(0.001)


@dataclass(frozen=True, slots=True)
class Waited:
    """One frame, and how many of its milliseconds went by in the queue for a processor."""

    frame: Frame
    queued: float

    @property
    def for_python(self) -> float:
        """What is neither work nor the queue: waiting for Python's lock, or for another one."""
        return max(0.0, self.frame.took - self.frame.worked - self.queued)


def flicked(tablet: OnScreen, goes_on: Callable[[], bool]) -> list[Waited]:
    """Move the list up and down, one step a frame; return every frame but the first."""
    window = tablet.application.main.window
    timeline = by_name(window.contentItem(), "timeline")
    end = float(timeline.property("contentHeight")) - timeline.height()
    frames, way, queued = Frames(window), STEP, [_queued()]
    while goes_on():
        known = len(frames.noted)
        here = float(timeline.property("contentY")) + way
        way = -way if not 0.0 < here < end else way
        timeline.setProperty("contentY", min(max(here, 0.0), end))
        while len(frames.noted) == known:
            frames.turn(nothing)
        queued.append(_queued())
    waits = [after - before for before, after in pairwise(queued)]
    return [Waited(frame, wait) for frame, wait in zip(frames.noted, waits, strict=False)][1:]


def _queued() -> float:
    """Return how many milliseconds this thread has waited for a processor, 0 where the system does not say."""
    try:
        return int(SCHEDULED.read_text().split()[1]) / 1e6
    except OSError:
        return 0.0


def frames_of_a_pull(tablet: OnScreen, vm: SyncViewModel) -> tuple[list[Waited], float]:
    """Flick the list for as long as the sync runs; return the frames, and how many seconds it took."""
    begun = time.perf_counter()
    vm.syncNow()
    frames = flicked(tablet, lambda: vm.running and time.perf_counter() - begun < LONGEST)
    assert not vm.running, "the sync does not end"
    return frames, time.perf_counter() - begun


def tell(what: str, frames: list[Waited]) -> float:
    """Print the figures of frames; return the p95 of the work."""
    waits = [one.for_python for one in frames]
    print(f"figure sync_frames waits for Python's lock, {what} ms: p95 {p95(waits):.1f}, worst {max(waits):.0f}")
    return say(what, [one.frame for one in frames])


def main(changes: int) -> None:
    """Measure and print the figures."""
    hand_over_often()
    application = QApplication(sys.argv[:1])
    with (
        tempfile.TemporaryDirectory() as folder,
        company(Path(folder) / "day", prepared(Path(folder) / "made")) as made,
    ):
        made.open_centre()
        with made.tablet() as device:
            order = device.queries.order(ORDER_ID)
            published(made, ((str(one.id), DocumentKind.WORK_ORDER, one) for one in visits_like(order)), "mine")
            ended = sync(device)
            assert not ended.code, ended
        with on_screen(made, Path(folder)) as tablet:
            pages = tablet.application._pages
            assert pages is not None
            vm = pages.settling.sync
            until(lambda: not vm.running, "the first sync does not end")
            vm.pause()
            alone_until = time.perf_counter() + ALONE
            quiet = flicked(tablet, lambda: time.perf_counter() < alone_until)
            count = published(made, changed_visits(order), "mine")
            catalogue = ((one.number, DocumentKind.PART, one) for one in islice(parts(changes), changes - count))
            count += published(made, catalogue, "reference")
            busy, took = frames_of_a_pull(tablet, vm)
            came = vm._runs.progress
            assert not came.code, came
            assert came.changes_done == count, came
    alone = tell(f"today's list of {VISITS}, nothing else under way", quiet)
    beside = tell(f"the same while {count} changes come down", busy)
    print(f"figure sync_frames changes taken over, each second: {count / took:.0f} ({took:.1f} s)")
    print(
        f"figure sync_frames load of the machine, processes for {os.cpu_count()} processors: {os.getloadavg()[0]:.1f}"
    )
    print(f"ratio sync_frames p95 during a pull/alone: {beside / alone:.2f}")
    application.quit()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else CHANGES)

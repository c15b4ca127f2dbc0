"""Frame times while 10,000 changes come down from a real centre: today's list of 200 visits, flicked.

`python3 dev.py bench sync_frames [changes]`. Goal: p95 <= 16 ms of what the UI thread works from one frame to the next
while the pull is under way; beside it the same list without a sync, in the same run.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from benchmarks.frames import Frame, say, scrolled
from benchmarks.workloads.history import parts
from benchmarks.workloads.long_day import MINE, REFERENCE, VISITS, visits_like
from fieldapp.centre.database.engine import Database as CentreDatabase
from fieldapp.centre.devices.feed import Feed
from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.work_order import WorkOrder
from fieldapp.ui.viewmodels.sync import SyncViewModel
from fieldapp.wire.messages import DocumentKind
from tests.factories import ORDER_ID
from tests.journeys.company import Company, company, prepared, sync
from tests.journeys.on_screen import OnScreen, on_screen

CHANGES = 10_000
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


def frames_of_a_pull(tablet: OnScreen, vm: SyncViewModel) -> tuple[list[Frame], float]:
    """Flick the list for as long as the sync runs; return the frames, and how many seconds it took."""
    begun, ended = time.perf_counter(), [0.0]

    def look() -> None:
        if not vm.running and not ended[0]:
            ended[0] = time.perf_counter()

    vm.syncNow()
    frames: list[Frame] = []
    while not ended[0]:
        assert time.perf_counter() - begun < LONGEST, "the sync does not end"
        frames += scrolled(tablet, "timeline", look)
    return frames, ended[0] - begun


def main(changes: int) -> None:
    """Measure and print the figures."""
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
            quiet = scrolled(tablet, "timeline") + scrolled(tablet, "timeline")
            count = published(made, changed_visits(order), "mine")
            catalogue = ((one.number, DocumentKind.PART, one) for one in islice(parts(changes), changes - count))
            count += published(made, catalogue, "reference")
            busy, took = frames_of_a_pull(tablet, vm)
            came = vm._runs.progress
            assert not came.code, came
            assert came.changes_done == count, came
    alone = say(f"today's list of {VISITS}, nothing else under way", quiet)
    beside = say(f"the same while {count} changes come down", busy)
    print(f"figure sync_frames changes taken over, each second: {count / took:.0f} ({took:.1f} s)")
    print(
        f"figure sync_frames load of the machine, processes for {os.cpu_count()} processors: {os.getloadavg()[0]:.1f}"
    )
    print(f"ratio sync_frames p95 during a pull/alone: {beside / alone:.2f}")
    application.quit()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else CHANGES)

"""What sync shows, each in its looks: `python -m tests.ui.photograph_sync --out DIR`; to be looked at."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from PySide6.QtWidgets import QApplication

from fieldapp.domain.views.sync import SyncProblem, SyncProgress, SyncState
from tests.factories import ORDER_ID, local, save_answer
from tests.ui.pages import LANDSCAPE, PORTRAIT, Screen
from tests.ui.photograph_access import Look
from tests.ui.settling_stage import WAITING, Tablet
from tests.ui.test_differences import answers_differ, difference

LOOKS = (
    Look("zh", "light", LANDSCAPE),
    Look("zh", "sunlight", PORTRAIT),
    Look("en", "dark", PORTRAIT),
    Look("en", "light", LANDSCAPE, 1.5),
)
PULLING = SyncProgress(state=SyncState.PULLING, events_done=5, events_total=5, changes_done=2_160)
UPLOADING = SyncProgress(
    state=SyncState.UPLOADING,
    events_done=5,
    events_total=5,
    changes_done=2_160,
    blobs_done=1,
    blobs_total=3,
    bytes_done=1_400_000,
    bytes_total=3_100_000,
)
PARKED = SyncProblem(
    event="tablet-1:41",
    kind="appointment.moved",
    order_number="WX-261123-004",
    code="event.parked",
    fields={},
    at=local("09:02"),
    content="start_at: 2026-11-23T15:00:00+08:00",
    waits_for_office=True,
)


def pages(screen: Screen, tablet: Tablet) -> Iterator[str]:
    """Go through what sync shows; yield a name whenever there is a picture to take."""
    with tablet.begin() as work:
        plate, ice, slip = (
            work.put_blob(media, content)
            for media, content in (("image/jpeg", b"plate"), ("image/jpeg", b"ice"), ("application/pdf", b"slip"))
        )
        work.append(save_answer("work", "plate", f"{plate}.jpg"), save_answer("work", "ice", f"{ice}.jpg {slip}"))
        work.commit()
    screen.open("today")
    yield "today-files-wait"
    screen.open("order", ORDER_ID)
    yield "order-files-wait"
    order = tablet.order()
    tablet.store.state.current[ORDER_ID] = replace(order, clashes=(difference(order), answers_differ()))
    screen.open("today")
    screen.open("order", ORDER_ID)
    yield "order-clash"
    screen.tap("swapDifference")
    yield "order-clash-swapped"
    tablet.status = WAITING
    screen.open("sync")
    yield "sync-waiting"
    tablet.hold_sync(PULLING)
    yield "sync-pulling"
    tablet.let_go()
    tablet.hold_sync(UPLOADING)
    yield "sync-uploading"
    tablet.status = replace(WAITING, problems=(PARKED,), last_complete_at=local("09:10") - timedelta(days=1))
    tablet.let_go()
    yield "sync-parked"


def photograph(out: Path, look: Look) -> int:
    """Take every page in one look; return how many warnings the engine gave."""
    tablet = Tablet(language=look.language)
    tablet.shell.setTheme(look.theme)
    tablet.shell.setTextScale(look.scale)
    screen = Screen(tablet)
    screen.resize(look.size)
    for name in pages(screen, tablet):
        screen.settle()
        screen.photograph(out / f"{name}-{look.name}.png")
    screen.close()
    tablet.shutdown()
    return len(screen.warnings)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication([])
    warnings = sum(photograph(out, look) for look in LOOKS)
    print(f"{len(list(out.glob('*.png')))} pictures in {out}, {warnings} warnings")
    application.processEvents()
    return 1 if warnings else 0


if __name__ == "__main__":
    sys.exit(main())

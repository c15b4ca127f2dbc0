"""`fieldapp tour`: one whole visit in the real application against a real centre; fails if any step fails."""

from __future__ import annotations

import os
import shutil
import sys
import time
from datetime import date
from pathlib import Path

from fieldapp.demo import DemoCentre, device_config
from fieldapp.tour.clock import TourClock

DAY = date(2026, 11, 23)
ORDER = "WX-261123-004"


def tour(out: Path) -> int:
    """Run the tour; pictures, the PDF and the centre's record go to `out`. Return 0, or 1 with the step that failed."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen" if not os.environ.get("DISPLAY") else "xcb")
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    os.environ.setdefault("QT_LOGGING_RULES", "qt.multimedia.*=false")
    os.environ.setdefault("QML_NO_TOUCH_COMPRESSION", "1")
    from PySide6.QtWidgets import QApplication

    from fieldapp.tour.hand import NotOnScreen
    from fieldapp.tour.stage import TourStage

    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    started = time.monotonic()
    config = device_config(out / "data", "zh")
    clock = TourClock(DAY, config.zone, "08:20")
    centre = DemoCentre(out / "data" / "centre")
    try:
        centre.prepare(DAY, clock.wall())
        centre.start(clock.wall())
        stage = TourStage(config, centre, clock, out)
        try:
            stage.play(ORDER)
            problems = stage.warnings
        finally:
            stage.close()
    except NotOnScreen as failure:
        print(f"tour failed: {failure}", file=sys.stderr)
        return 1
    finally:
        centre.stop()
        application.quit()
    for problem in problems:
        print(f"QML: {problem}", file=sys.stderr)
    print(f"{len(list(out.glob('*.png')))} pictures in {out}, {time.monotonic() - started:.0f} s", flush=True)
    return 1 if problems else 0

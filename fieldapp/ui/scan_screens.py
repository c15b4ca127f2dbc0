"""The scan sheet, put together: over every page, with a keyboard scanner listened to while it is open."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from fieldapp.scanning.repeats import Repeats
from fieldapp.ui.capture.sounds import Effects, Silence
from fieldapp.ui.capture.wedge import WedgeFilter
from fieldapp.ui.stage import Stage
from fieldapp.ui.viewmodels.navigator import Route
from fieldapp.ui.viewmodels.scan import ScanViewModel
from fieldapp.ui.viewmodels.scan_actions import ScanActions
from fieldapp.usecases.check_kit_item import CheckKitLabel
from fieldapp.usecases.consume_part import ConsumePart, RemovePart
from fieldapp.usecases.ports import Queries
from fieldapp.usecases.show_visit import ShowVisit

AFTER_SLIDE = 400
"""Milliseconds until the sheet has come in; sounds are loaded then, so that it does not stutter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanDoors:
    """What the scan sheet does and reads; `sounds` is the folder of the three wav files, None for silence."""

    queries: Queries
    show_visit: ShowVisit
    check_label: CheckKitLabel
    consume: ConsumePart
    remove: RemovePart
    sounds: Path | None = None


@dataclass(frozen=True, slots=True)
class ScanScreens:
    """The view model and the filter on the window; whoever holds this keeps them alive."""

    scan: ScanViewModel
    wedge: WedgeFilter


def scan_screens(doors: ScanDoors, stage: Stage, window: QObject) -> ScanScreens:
    """Make the view model and its route "scan", a sheet; called once the window is open, on the UI thread."""
    sounds = Effects(doors.sounds) if doors.sounds is not None else Silence()
    scan = ScanViewModel(
        actions=ScanActions(
            queries=doors.queries,
            show_visit=doors.show_visit,
            check=doors.check_label,
            consume=doors.consume,
            remove=doors.remove,
        ),
        repeats=Repeats(time.monotonic),
        sounds=sounds,
        navigator=stage.navigator,
        background=stage.background,
        bus=stage.bus,
        words=stage.words,
    )

    def enter(order_id: str) -> None:
        scan.enter(order_id)
        QTimer.singleShot(AFTER_SLIDE, scan, sounds.prepare)

    stage.navigator.add(Route("scan", "scan/ScanSheet.qml", scan, enter=enter, sheet=True))
    return ScanScreens(scan, WedgeFilter(window, lambda: scan.listens, scan.take_scan))

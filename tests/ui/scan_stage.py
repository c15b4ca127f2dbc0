"""The scan sheet over the memory store: labels drawn on the spot, a window that types as a scanner does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import zxingcpp
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from fieldapp.domain.ids import OrderId
from fieldapp.domain.part import CaptureSource
from fieldapp.scanning.raw_code import RawCode
from fieldapp.scheduling.travel import DistanceTravel
from fieldapp.ui.scan_screens import ScanDoors, ScanScreens, scan_screens
from fieldapp.ui.viewmodels.scan_actions import Capture
from fieldapp.ui.viewmodels.scan_rows import ScanRow
from fieldapp.usecases.check_kit_item import CheckKitLabel
from fieldapp.usecases.plan_way import PlanWay
from fieldapp.usecases.show_visit import ShowVisit
from tests.factories import ORDER_ID, SHANGHAI
from tests.ui.stage import HOME, Device

BEFORE_KIT = ("accept", "analyse", "call")
BEFORE_WORK = (*BEFORE_KIT, "kit", "depart", "travel", "arrive", "diagnose")
SENSOR = "010690123400021421" + "2608-11937"
"""Label of the TS-02 that is on the van: GTIN and serial."""
GS1_DOTS = "]d2"


def with_scan(device: Device, window: QObject, sounds: Path | None = None) -> ScanScreens:
    """Add the sheet to a device."""
    store, clock = device.store, device.clock
    doors = ScanDoors(
        queries=store,
        show_visit=ShowVisit(store, PlanWay(store, DistanceTravel(HOME), SHANGHAI), device.forms, clock),
        check_label=CheckKitLabel(device.begin, clock, store),
        consume=device.consume,
        remove=device.remove,
        sounds=sounds,
    )
    return scan_screens(doors, device.stage, window)


class Sheet:
    """A device with the sheet, and no window: events are sent to an object that stands for it."""

    def __init__(self, device: Device) -> None:
        self.device = device
        self.window = QObject()
        self.screens = with_scan(device, self.window)
        self.scan = self.screens.scan

    def open(self, *done: str, order_id: OrderId = ORDER_ID) -> None:
        if done:
            self.device.complete(*done)
        self.device.navigator.open("scan", order_id)
        self.device.settle()

    def take(self, text: str, symbology: str = "", source: CaptureSource = CaptureSource.SCANNER) -> ScanRow:
        self.scan.take(Capture((RawCode(text, symbology),), source))
        self.device.settle()
        return self.newest

    @property
    def rows(self) -> tuple[ScanRow, ...]:
        return self.scan.results.rows()

    @property
    def newest(self) -> ScanRow:
        return self.rows[0]


def press(window: QObject, sign: str) -> bool:
    """Send one key to the window as the platform does; tell whether something took it."""
    key = Qt.Key.Key_Return if sign == "\r" else Qt.Key(ord(sign.upper()) if sign.isprintable() else 0)
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, sign)
    return QCoreApplication.sendEvent(window, event)


def label(text: str, path: Path, gs1: bool = False) -> Path:
    """Draw a Data Matrix on a card with room around it and save it."""
    options = {"gs1": True} if gs1 else {}
    code: Any = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.DataMatrix, **options).to_image(scale=8)
    height, width = code.shape
    card = Image.new("L", (640, 480), 235)
    card.paste(Image.frombytes("L", (width, height), bytes(memoryview(code))), (320, 120))
    card.save(path)
    return path

"""The stage of the tour: the real application, the real centre in its own process, and a clock that both follow."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtQml import QQmlError

from fieldapp.app import Application
from fieldapp.config import DeviceConfig
from fieldapp.demo import DEMO_PIN, DemoCentre
from fieldapp.device import Device
from fieldapp.domain.ids import OrderId
from fieldapp.store.clock import SystemClock
from fieldapp.tour import visit
from fieldapp.tour.clock import TourClock
from fieldapp.tour.hand import Hand, NotOnScreen
from fieldapp.tour.labels import label_picture
from fieldapp.tour.looks import Photographer
from fieldapp.ui.viewmodels.scan import ScanViewModel

UNDO_SECONDS = 6
"""Ticks after which the undo bar is gone."""


class TourStage:
    """Plays the whole visit once, then shows the main screens in the other looks."""

    def __init__(self, config: DeviceConfig, centre: DemoCentre, clock: TourClock, out: Path) -> None:
        self._centre = centre
        self._clock = clock
        self._out = out
        self.warnings: list[str] = []
        self._application = Application(config, SystemClock(clock.wall, clock.running, lambda: "tour"), centre.url)
        engine = self._application.main.engine
        if engine is not None:
            engine.warnings.connect(self._note)
        self._hand = Hand(self._application.main.window, lambda: self._application.idle, out)
        self._looks = Photographer(self._application, self._hand, self._picture)

    def play(self, order_number: str) -> None:
        """Enrol, pull, go through the visit offline, sync, and compare with the centre.

        Raises NotOnScreen; the picture `failed.png` then shows what was there instead.
        """
        try:
            self._play(order_number)
        except NotOnScreen:
            self._picture("failed")
            raise

    def _play(self, order_number: str) -> None:
        self._enrol()
        device = self._device()
        self._until_synced(device)
        order = next(order for order in device.queries.orders() if order.number == order_number)
        self._hand.until(lambda: _is_complete(device, order.id), "drawings and manuals have come down")
        self._hand.settle()
        scene = self._scene(order.id)
        self._first_look(scene)
        self._go_offline()
        visit.before_the_trip(scene)
        visit.toolkit_and_departure(scene)
        visit.on_site(scene)
        visit.report_and_signature(scene, list(DEMO_PIN))
        self._come_home(scene, order_number)
        self._application.stage.navigator.openSection("today")
        self._hand.settle()  # a page that goes while its rows are still being made says so as a fault
        self._application.stage.navigator.open("visit", order.id)
        self._looks.settle()
        self._looks.steps(list(scene.order().visit.steps))

    def close(self) -> None:
        """End the application as its user would."""
        self._application.shutdown()

    def _enrol(self) -> None:
        """Enrol with the ticket that the centre prints; the PIN twice; the store opens and the day comes down."""
        hand = self._hand
        hand.find("ticket")
        hand.picture("00-enrol")
        hand.write_into("ticket", self._centre.ticket())
        hand.tap("takeTicket")
        for _ in range(2):
            for digit in DEMO_PIN:
                hand.tap(f"key{digit}")
        hand.until(lambda: self._application.device is not None, "the tablet is enrolled and open")

    def _device(self) -> Device:
        if self._application.device is None:
            raise NotOnScreen("the device is not open")
        return self._application.device

    def _until_synced(self, device: Device) -> None:
        """Wait until nothing waits on this tablet."""
        self._hand.until(lambda: bool(device.queries.orders()), "the orders have come down")
        self._hand.until(lambda: device.queries.sync_status().waiting == 0, "everything is at the centre")
        self._hand.settle()

    def _has_synced_since(self, before: datetime | None) -> bool:
        """Tell whether the open device has come to the end of a sync after `before`."""
        device = self._application.device
        at = device.queries.sync_status().last_complete_at if device is not None else None
        return at is not None and (before is None or at > before)

    def _scene(self, order_id: OrderId) -> visit.Scene:
        return visit.Scene(
            hand=self._hand,
            set_clock=self._set_clock,
            order=lambda: self._device().queries.order(order_id),
            order_id=order_id,
            take_picture_of_label=self._scan_picture,
            picture=self._picture,
            in_every_look=self._looks.page,
        )

    def _picture(self, name: str) -> None:
        """Take a picture of the page from its top, without the undo bar of the last tap."""
        for _ in range(UNDO_SECONDS):
            self._application.stage.ticker.second.emit()
        self._hand.scroll_up()
        self._hand.picture(name)

    def _set_clock(self, text: str) -> None:
        """Let the day go on; a finger that moves now and then keeps the tablet from locking itself."""
        for moment in self._clock.steps_to(text):
            self._clock.set(moment)
            self._hand.stir()
            self._application.stage.ticker.advance()
        self._hand.settle()

    def _first_look(self, scene: visit.Scene) -> None:
        """Lock, today and the order, before anything is done."""
        hand = self._hand
        before = self._device().queries.sync_status().last_complete_at
        self._application.lock()
        hand.find("pinPad")
        self._picture("00-lock")
        for digit in DEMO_PIN:
            hand.tap(f"key{digit}")
        hand.until(partial(self._has_synced_since, before), "the sync after the PIN is over")
        # A sync measures the centre's clock and corrects the tablet's by it (SLA-5): the centre goes along.
        self._centre.stop()
        self._set_clock("08:55")
        self._centre.start(self._clock.wall())
        hand.find("notice")  # the decision about the departure is due (DEP-2)
        self._picture("01-today-warned")
        hand.tap("noticeClose")
        self._picture("01-today")
        self._looks.sections()
        self._application.stage.navigator.openSection("today")
        hand.settle()
        hand.tap("openOrder")
        self._picture("02-order")
        hand.press_escape()
        self._application.stage.navigator.openSection("today")
        hand.settle()

    def _go_offline(self) -> None:
        """The network is gone for the whole visit."""
        self._centre.stop()

    def _scan_picture(self, part: str) -> None:
        """Read a label from a picture file, through the same slot as the file dialog."""
        self._hand.find("scanDone")
        model = self._application.stage.navigator.sheetViewModel
        if not isinstance(model, ScanViewModel):
            raise NotOnScreen("the scan sheet is not open")
        model.takePicture(str(label_picture(part, self._out / "data")))
        self._hand.settle()

    def _come_home(self, scene: visit.Scene, order_number: str) -> None:
        """The network is back: everything goes to the centre, whose record and PDF are laid beside the pictures."""
        self._application.stage.navigator.openSection("sync")
        self._picture("23-sync-waiting")
        self._set_clock("18:05")
        self._centre.start(self._clock.wall())
        self._hand.tap("primary")
        device = self._device()
        self._until_synced(device)
        self._picture("24-sync-done")
        record = self._centre.record(order_number)
        (self._out / "centre-record.txt").write_text(record, encoding="utf-8")
        report = scene.order().visit.reports[-1]
        pdf = device.queries.blob(report.document_sha256)
        (self._out / f"report-{report.number}-v{report.version}.pdf").write_bytes(pdf)
        if report.document_sha256 not in record:
            raise NotOnScreen("the centre's record does not name the PDF")

    def _note(self, warnings: list[QQmlError]) -> None:
        self.warnings += [warning.toString() for warning in warnings]


def _is_complete(device: Device, order_id: OrderId) -> bool:
    """Tell whether all that the order needs is on the tablet (ACC-6)."""
    return all(item.present for item in device.show_order(order_id).readiness)

"""The standard repair under one finger: from the arrival to the closed visit, every tap counted (USE-1)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from fieldapp.domain.ids import StepId
from fieldapp.domain.work_order import OrderState
from fieldapp.tour.visit import HANDWRITING
from fieldapp.ui.capture.sounds import Effects
from tests.factories import local
from tests.journeys.company import Company, order, work_through
from tests.journeys.counted import CountedHand
from tests.journeys.on_screen import on_screen

MOST = 25


@pytest.mark.req("USE-1")
def test_a_standard_repair_needs_few_taps_from_arrival_to_close(
    qapp: QApplication, jichuan: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A machine without loudspeaker says so, once a process.
    monkeypatch.setattr(Effects, "prepare", lambda _self: None)
    monkeypatch.setattr(Effects, "play", lambda _self, *_sound: None)
    with jichuan.tablet() as device:
        work_through(device, jichuan.clock, "arrive")
    jichuan.clock.wall_at = local("10:00")
    with on_screen(jichuan, tmp_path) as tablet:
        hand = CountedHand(tablet, tmp_path)

        def done(step: str) -> None:
            jichuan.clock.pass_time(timedelta(minutes=8))
            hand.tap("primary")
            hand.until(lambda: order(tablet.device).visit.is_done(StepId(step)), f"{step} is done")

        def tick(*names: str) -> None:
            for name in names:
                hand.tap_inside(f"question-{name}", "acknowledge")

        def choose(name: str, value: str) -> None:
            hand.tap_inside(f"question-{name}", f"choice_{value}")

        hand.step = "arrive"
        choose("damage", "none")
        hand.tap("confirmAll")
        done("arrive")
        hand.step = "diagnose"
        choose("reproduced", "yes")
        choose("cause", "sensor_drift")
        tick("customer_agrees")
        done("diagnose")
        hand.step = "work"
        for name in ("power_off", "reassembled", "alarm_cleared"):
            hand.tap(f"check-{name}")
        hand.write("question-new_resistance", "16.3")
        hand.step = "scan"
        hand.tap("scanParts")
        hand.keys("(01)06901234000023(21)2608-11937")
        hand.keys("2403-00118")
        hand.tap("scanDone")
        hand.step = "work"
        assert len(order(tablet.device).visit.parts) == 1
        done("work")
        hand.step = "test"
        hand.tap("confirmAll")
        hand.write("question-box_temperature", "-18.4")
        done("test")
        hand.step = "clean"
        hand.tap("confirmAll")
        done("clean")
        hand.step = "hand_over"
        hand.tap("confirmAll")
        done("hand_over")
        hand.step = "report"
        done("report")
        hand.step = "sign"
        hand.tap("agree")
        hand.draw("ink", HANDWRITING)
        hand.tap("face_satisfied")
        hand.tap("primary")
        hand.until(lambda: bool(order(tablet.device).visit.reports), "the report is signed")
        hand.tap("giveBack")
        hand.step = "PIN"
        for digit in "246810":
            hand.tap(f"key{digit}")
        hand.step = "close"
        done("close")
        assert order(tablet.device).state is OrderState.CLOSED

    scans, digits = hand.taps.pop("scan"), hand.taps.pop("PIN")
    print(f"\ntaps from arrival to close: {hand.count} (goal <= {MOST}) {hand.taps}")
    print(f"not among them: {scans} that open and close the scan sheet, the {digits} digits of the PIN")
    assert hand.count <= MOST

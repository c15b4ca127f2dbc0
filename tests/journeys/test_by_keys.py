"""One whole standard visit by keys and a scanner that is a keyboard: from today to the closed order.

The customer's handwriting alone needs a pen or a finger: it is the one stroke with a pointer in this visit.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from fieldapp.domain.ids import StepId
from fieldapp.domain.work_order import OrderState
from fieldapp.tour.visit import HANDWRITING
from fieldapp.ui.capture.sounds import Effects
from fieldapp.ui.viewmodels.question_rows import DONE_ANSWER
from tests.journeys.company import Company, order
from tests.journeys.keyboard import KeyboardHand
from tests.journeys.on_screen import OnScreen, on_screen


class Visit:
    """The standard repair, step by step, with nothing but keys."""

    def __init__(self, tablet: OnScreen, jichuan: Company, pictures: Path) -> None:
        self.tablet = tablet
        self.clock = jichuan.clock
        self.hand = KeyboardHand(tablet, pictures)

    def done(self, step: str) -> None:
        """Press the primary button, which lies behind the questions, and see that the step is done."""
        self.clock.pass_time(timedelta(minutes=3))
        self.hand.go("primary")
        self.hand.until(lambda: order(self.tablet.device).visit.is_done(StepId(step)), f"{step} is done")
        self.hand.settle()
        self.hand.look_after(f"{step} is done")

    def choose(self, name: str, value: str) -> None:
        self.hand.go(f"choice_{value}", f"question-{name}", key=Qt.Key.Key_Space)

    def unticked(self) -> list[str]:
        """What the page still asks to be ticked: mandatory things are ticked one by one."""
        pages = self.tablet.application._pages
        assert pages is not None
        return [row.name for row in pages.work.visit.form.checks.rows() if row.value != DONE_ANSWER]

    def before_the_trip(self) -> None:
        """Accept, analyse, call, pack, set out, arrive."""
        hand = self.hand
        hand.go("primary")
        hand.until(lambda: order(self.tablet.device).visit.accepted_at is not None, "the order is accepted")
        hand.go("primary")
        self.choose("expected_cause", "sensor_drift")
        self.choose("on_site", "yes")
        self.choose("take_away", "no")
        self.done("analyse")
        hand.go("outcome-confirmed")
        self.done("call")
        hand.go("tickRest")
        for name in self.unticked():
            hand.go(f"check-{name}", key=Qt.Key.Key_Space)
        self.done("kit")
        self.done("depart")
        self.choose("way", "as_planned")
        self.done("travel")

    def on_site(self) -> None:
        """Arrive, diagnose, work with a part, test, clean, hand over."""
        hand = self.hand
        self.choose("damage", "none")
        hand.go("confirmAll")
        self.done("arrive")
        self.choose("reproduced", "yes")
        self.choose("cause", "sensor_drift")
        hand.go("acknowledge", "question-customer_agrees", key=Qt.Key.Key_Space)
        self.done("diagnose")
        for name in ("power_off", "reassembled", "alarm_cleared"):
            hand.go(f"check-{name}", key=Qt.Key.Key_Space)
        hand.type_into("question-new_resistance", "16.3")
        hand.go("scanParts")
        hand.scan("(01)06901234000023(21)2608-11937")
        hand.scan("2403-00118")
        hand.key(Qt.Key.Key_Escape)
        hand.settle()
        hand.look_after("Escape")
        assert len(order(self.tablet.device).visit.parts) == 1
        self.done("work")
        hand.go("confirmAll")
        hand.type_into("question-box_temperature", "-18.4")
        self.done("test")
        for step in ("clean", "hand_over"):
            hand.go("confirmAll")
            self.done(step)
        self.done("report")

    def signature(self) -> None:
        """The customer agrees and chooses his face by keys; only his handwriting is drawn."""
        hand = self.hand
        hand.go("agree", key=Qt.Key.Key_Space)
        hand.draw("ink", HANDWRITING)
        hand.go("face_satisfied", key=Qt.Key.Key_Space)
        hand.go("primary")
        hand.until(lambda: bool(order(self.tablet.device).visit.reports), "the report is signed")
        hand.go("giveBack")
        for digit in "246810":
            hand.key(Qt.Key(ord(digit)))
        hand.settle()
        hand.until(lambda: hand.navigator.page == "visit", "the tablet is the engineer's again")
        hand.look_after("the PIN")
        self.done("close")


@pytest.mark.req("USE-2")
def test_a_whole_visit_is_made_by_keys_and_the_keyboard_is_never_lost(
    qapp: QApplication, jichuan: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A machine without loudspeaker says so, once a process.
    monkeypatch.setattr(Effects, "prepare", lambda _self: None)
    monkeypatch.setattr(Effects, "play", lambda _self, *_sound: None)
    with on_screen(jichuan, tmp_path) as tablet:
        visit = Visit(tablet, jichuan, tmp_path)
        try:
            visit.before_the_trip()
            visit.on_site()
            visit.signature()
        except AssertionError:
            visit.hand.picture("failed")
            raise
        finally:
            print(f"\n{visit.hand.pressed} keys\n" + "\n".join(dict.fromkeys(visit.hand.lost)))
        assert order(tablet.device).state is OrderState.CLOSED
        assert visit.hand.lost == []

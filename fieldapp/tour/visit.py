"""The script of the visit: a freezer with E02, from the order's arrival to the closed visit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fieldapp.domain.ids import OrderId, StepId
from fieldapp.domain.work_order import WorkOrder
from fieldapp.tour.hand import Hand, NotOnScreen

HANDWRITING: tuple[tuple[tuple[float, float], ...], ...] = (
    ((0.18, 0.33), (0.24, 0.30), (0.31, 0.28)),
    ((0.25, 0.16), (0.25, 0.40), (0.24, 0.72)),
    ((0.25, 0.32), (0.22, 0.48), (0.16, 0.60)),
    ((0.25, 0.34), (0.28, 0.44), (0.32, 0.48)),
    ((0.33, 0.32), (0.40, 0.28), (0.47, 0.26)),
    ((0.40, 0.14), (0.40, 0.40), (0.40, 0.70), (0.37, 0.66)),
    ((0.40, 0.32), (0.36, 0.48), (0.31, 0.60)),
    ((0.40, 0.34), (0.45, 0.50), (0.52, 0.62)),
    ((0.58, 0.28), (0.66, 0.24), (0.76, 0.21)),
    ((0.63, 0.20), (0.64, 0.28), (0.63, 0.33)),
    ((0.71, 0.15), (0.70, 0.24), (0.69, 0.30)),
    ((0.66, 0.38), (0.68, 0.42)),
    ((0.58, 0.46), (0.68, 0.42), (0.78, 0.40)),
    ((0.67, 0.46), (0.63, 0.60), (0.55, 0.72)),
    ((0.64, 0.54), (0.73, 0.50), (0.73, 0.62), (0.69, 0.73), (0.65, 0.68)),
)
"""林芳, as fractions of the pad."""

TICKS = {
    "arrive": ("badge_worn", "uniform_worn", "shoe_covers_on", "mat_laid"),
    "clean": ("site_restored", "rubbish_taken", "tools_counted"),
    "hand_over": ("cause_explained", "parts_explained", "use_explained", "customer_confirms"),
}
TEST_CHECKS = ("cools_down", "no_alarm", "door_closes", "display_matches")


@dataclass(frozen=True, slots=True)
class Scene:
    """What the script works with: the hand, the clock, and a look into the store to prove what the screen claims."""

    hand: Hand
    set_clock: Callable[[str], None]
    order: Callable[[], WorkOrder]
    order_id: OrderId
    take_picture_of_label: Callable[[str], None]
    picture: Callable[[str], None]
    in_every_look: Callable[[str], None]

    def sheet(self, opener: str, name: str) -> None:
        """Open a sheet out of "More", photograph it in every look and leave it with nothing done."""
        self.hand.tap("more")
        self.hand.tap(opener)
        self.hand.find(name)
        self.in_every_look(name)
        self.hand.press_escape()
        self.hand.until(lambda: not self.hand.sees(name), f"{name} is closed")

    def tick(self, name: str) -> None:
        """Tick an acknowledge question."""
        self.hand.tap_inside(f"question-{name}", "acknowledge")

    def choose(self, name: str, value: str) -> None:
        """Choose one answer, whether it is a segment or a card."""
        self.hand.tap_inside(f"question-{name}", f"choice_{value}")

    def done(self, step: str) -> None:
        """Press the primary button and prove that the step is done in the store."""
        self.hand.tap("primary")
        self.hand.until(lambda: self.order().visit.is_done(StepId(step)), f"{step} is done")


def before_the_trip(scene: Scene) -> None:
    """Accept, analyse, call: the order is taken while the network is still there."""
    hand = scene.hand
    scene.set_clock("08:57")
    hand.tap("primary")
    hand.until(lambda: scene.order().visit.accepted_at is not None, "the order is accepted")
    hand.tap("primary")
    scene.set_clock("09:00")
    scene.choose("expected_cause", "sensor_drift")
    scene.choose("on_site", "yes")
    scene.choose("take_away", "no")
    hand.write("question-plan", "更换温度传感器，除冰后复测")
    scene.picture("04-analysis")
    scene.sheet("moreMessage", "messageSheet")
    scene.done("analyse")
    scene.set_clock("09:03")
    hand.tap("outcome-confirmed")
    scene.picture("05-call")
    scene.done("call")


def toolkit_and_departure(scene: Scene) -> None:
    """The bag without the mat is refused; with it, and the spares scanned, the departure is computed."""
    hand = scene.hand
    scene.set_clock("09:18")
    for name in ("tools", "badge", "uniform", "shoe_covers", "cloth", "rubbish_bags", "warranty_sheet"):
        hand.tap(f"check-{name}")
    for name in ("price_list", "contact_card", "note_card", "receipts"):
        hand.tap(f"check-{name}")
    if scene.order().visit.is_done(StepId("kit")):
        raise NotOnScreen("the toolkit was passed without the floor mat")
    scene.picture("06-kit-blocked")
    hand.tap("scanSpares")
    scene.take_picture_of_label("TS-02")
    scene.take_picture_of_label("CK-07")
    scene.picture("07-scan-kit")
    hand.tap("scanDone")
    hand.tap("need-" + next(need.id for need in scene.order().kit_needs if need.part_number == "CB-680"))
    hand.tap("check-floor_mat")
    scene.picture("08-kit")
    scene.done("kit")
    scene.set_clock("09:21")
    scene.picture("09-departure")
    scene.sheet("moreMove", "moveSheet")
    scene.sheet("moreLate", "lateSheet")
    scene.set_clock("09:29")
    scene.done("depart")
    scene.set_clock("09:51")
    scene.sheet("moreNobody", "noteCardSheet")
    scene.choose("way", "as_planned")
    scene.picture("10-on-the-way")
    scene.done("travel")


def on_site(scene: Scene) -> None:
    """Arrive, diagnose, work with parts, test, clean, hand over."""
    hand = scene.hand
    scene.set_clock("09:53")
    scene.choose("damage", "none")
    _tick_all(scene, "arrive", "11-arrival")
    scene.set_clock("10:05")
    scene.choose("reproduced", "yes")
    hand.write("question-box_temperature", "-4")
    hand.write("question-sensor_resistance", "21.8")
    scene.choose("cause", "sensor_drift")
    scene.tick("customer_agrees")
    scene.picture("12-diagnosis")
    scene.sheet("moreTakeAway", "takeAwaySheet")
    scene.sheet("moreSuggest", "suggestionSheet")
    scene.done("diagnose")
    _work(scene)
    scene.set_clock("11:02")
    for name in TEST_CHECKS:
        scene.choose(name, "pass")
    hand.write("question-box_temperature", "-18.4")
    hand.write("question-current", "4.1")
    scene.picture("15-test")
    scene.done("test")
    scene.set_clock("11:10")
    _tick_all(scene, "clean", "16-clean-up")
    scene.set_clock("11:15")
    for name in ("wipe_seal_weekly", "defrost_twice_a_year"):
        scene.choose("advice", name)
    _tick_all(scene, "hand_over", "17-hand-over")


def _work(scene: Scene) -> None:
    """Follow the instruction; the new part in by its label, the old one out by hand, a seal without an old part."""
    hand = scene.hand
    scene.set_clock("10:34")
    for name in ("power_off", "cover_removed", "deiced"):
        hand.tap(f"check-{name}")
    hand.write("question-old_resistance", "21.8")
    hand.write("question-new_resistance", "16.3")
    hand.tap("scanParts")
    scene.take_picture_of_label("TS-02")
    hand.tap("scanHand")
    hand.write_into("scanField", "2402-05518")
    hand.tap("scanEnter")
    scene.take_picture_of_label("DS-68")
    hand.tap("scanNoOld")
    scene.picture("13-scan-work")
    hand.tap("scanDone")
    for name in ("reassembled", "alarm_cleared", "old_parts_laid_out"):
        hand.tap(f"check-{name}")
    scene.picture("14-work")
    # The seal is a wearing part: in warranty too the customer agrees to its price before the work counts as done.
    hand.tap("primary")
    hand.find("agreePrice")
    scene.picture("14-work-price")
    hand.tap("agreePrice")
    hand.until(lambda: not hand.sees("agreePrice"), "the price is agreed to")
    scene.done("work")


def report_and_signature(scene: Scene, unlock: Sequence[str]) -> None:
    """Fees and report, the customer's word on the glass, the visit closed."""
    hand = scene.hand
    scene.set_clock("11:20")
    hand.write("question-solution", "更换 TS-02 和门封条，除冰")
    hand.write("question-labour_hours", "1.5")
    scene.choose("chargeable", "warranty")
    scene.choose("payment", "qr")
    scene.picture("18-report")
    scene.done("report")
    scene.set_clock("11:22")
    scene.picture("19-sign-empty")
    hand.tap("agree")
    hand.draw("ink", HANDWRITING)
    hand.tap("face_satisfied")
    scene.picture("20-signed")
    hand.tap("primary")
    hand.until(lambda: bool(scene.order().visit.reports), "the report is signed")
    scene.picture("21-thanks")
    hand.tap("giveBack")
    for digit in unlock:
        hand.tap(f"key{digit}")
    scene.set_clock("11:25")
    scene.choose("outcome", "solved")
    scene.tick("filed")
    scene.picture("22-close")
    scene.done("close")


def _tick_all(scene: Scene, step: str, picture: str) -> None:
    """Tick every question of a step of plain confirmations."""
    for name in TICKS[step]:
        scene.tick(name)
    scene.picture(picture)
    scene.done(step)

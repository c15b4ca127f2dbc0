from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from tests.ui.conftest import QML, Bench
from tests.ui.items import below, by_name, heard, is_shown, middle, pressables, said, spoken

NONE = Qt.KeyboardModifier.NoModifier
# Not drawn: the pause after which a typed answer is kept; it lives inside its editors (test_inputs).
NOT_DRAWN = {"LongChoices", "TypedAnswer", "ListGrid", "Moments"}
"""What computes for others and is nothing to be seen."""
PIECES = {"ChoiceSheet", "ClockPick", "DayPick", "LimitLine", "NumberEntry"}
"""Pieces that read the editor they are part of; the tests of the editors hold them."""
FOLDERS = ("controls", "inputs")
KINDS = sorted({path.stem for path in QML.glob("*/*.qml") if path.parent.name in FOLDERS} - NOT_DRAWN - PIECES)
NEEDED: dict[str, dict[str, object]] = {
    "AppIcon": {"name": "check"},
    "SeverityBadge": {"level": 2},
    "FocusRing": {"shown": True},
    "UndoBar": {"secondsLeft": 4},
}
BUTTONS = ["PrimaryButton", "SecondaryButton", "QuietButton", "IconButton", "SyncChip", "ScanButton", "NavItem"]
CARDS = ["OptionCard", "CheckCard", "ListRow", "OrderRow", "VisitCard"]
CAUSES = [{"value": "drift", "label": "漂移"}, {"value": "wet", "label": "受潮"}, {"value": "board", "label": "控制板"}]


def _inside(item: QQuickItem, kind: str) -> list[QQuickItem]:
    return [child for child in below(item) if is_shown(child) and child.inherits(kind)]


def _click(bench: Bench, item: QQuickItem) -> None:
    QTest.mouseClick(bench.view, Qt.MouseButton.LeftButton, NONE, middle(item))
    bench.settle()


def _type(bench: Bench, text: str) -> None:
    for letter in text:
        QTest.keyClick(bench.view, letter)  # type: ignore[call-overload]
    bench.settle()


@pytest.mark.parametrize("kind", KINDS)
def test_every_control_stands_alone_without_a_warning(bench: Bench, kind: str) -> None:
    assert bench.make(kind, **NEEDED.get(kind, {})).isVisible()


@pytest.mark.parametrize("kind", BUTTONS + CARDS)
def test_space_and_enter_press_what_a_finger_presses(bench: Bench, kind: str) -> None:
    button = bench.make(kind, text="出发", **({"customer": "出发"} if kind in ("OrderRow", "VisitCard") else {}))
    clicked = heard(button, "clicked()")
    button.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
        QTest.keyClick(bench.view, key)
    _click(bench, button)
    assert clicked.count() == 4
    assert "出发" in spoken(button)


@pytest.mark.parametrize("kind", BUTTONS + CARDS)
def test_the_keyboard_shows_where_it_is_and_a_finger_does_not(bench: Bench, kind: str) -> None:
    button = bench.make(kind, text="出发")
    rings = [item for item in below(button) if item.property("around") is not None]
    _click(bench, button)
    assert not any(ring.isVisible() for ring in rings)
    button.setFocus(False)
    button.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    assert rings
    assert all(ring.isVisible() for ring in rings)


@pytest.mark.parametrize("kind", ["PrimaryButton", "SecondaryButton", "OptionCard", "CheckCard"])
@pytest.mark.parametrize("mode", [0, 1, 2])
def test_a_press_shows_in_the_very_next_frame(bench: Bench, kind: str, mode: int) -> None:
    bench.theme.setProperty("mode", mode)
    button = bench.make(kind, text="出发")
    corner = button.mapToScene(button.boundingRect().topLeft()).toPoint() + QPoint(12, 8)
    before = bench.view.grabWindow().pixelColor(corner)
    QTest.mousePress(bench.view, Qt.MouseButton.LeftButton, NONE, middle(button))
    pressed = bench.view.grabWindow().pixelColor(corner)
    QTest.mouseRelease(bench.view, Qt.MouseButton.LeftButton, NONE, middle(button))
    assert pressed != before


def test_a_blocked_button_says_why_and_cannot_be_pressed(bench: Bench) -> None:
    button = bench.make("PrimaryButton", text="还差垫布，不能出发", blocked=True)
    clicked = heard(button, "clicked()")
    _click(bench, button)
    button.forceActiveFocus()
    QTest.keyClick(bench.view, Qt.Key.Key_Return)
    assert clicked.count() == 0
    assert spoken(button) == "还差垫布，不能出发"


def test_long_words_of_a_button_take_a_second_line_instead_of_being_cut(bench: Bench) -> None:
    words = "The floor mat is missing, no departure without it"
    button = bench.make("PrimaryButton", text=words, width=300)
    label = next(item for item in _inside(button, "QQuickText") if item.property("text") == words)
    assert label.property("lineCount") == 2
    assert not label.property("truncated")
    assert label.width() <= 300


def test_a_segment_is_picked_and_picked_again_cleared_where_that_is_allowed(bench: Bench) -> None:
    segments = bench.make("SegmentedChoice", choices=CAUSES, value="drift", clearable=True)
    picked = heard(segments, "picked(QString)")
    first, second, _ = _inside(segments, "QQuickAbstractButton")
    _click(bench, second)
    _click(bench, first)
    assert said(picked) == ["wet", ""]


def test_tab_walks_through_segments_in_reading_order(bench: Bench) -> None:
    segments = bench.make("SegmentedChoice", choices=CAUSES)
    buttons = _inside(segments, "QQuickAbstractButton")
    buttons[0].forceActiveFocus(Qt.FocusReason.TabFocusReason)
    for button in buttons[1:]:
        QTest.keyClick(bench.view, Qt.Key.Key_Tab)
        assert button.hasActiveFocus()


def test_an_entry_tells_its_value_on_enter(bench: Bench) -> None:
    entry = bench.make("TextEntry", name="序列号")
    edited = heard(entry, "edited(QString)")
    _click(bench, entry)
    _type(bench, "TS-02")
    QTest.keyClick(bench.view, Qt.Key.Key_Return)
    assert edited.at(edited.count() - 1) == ["TS-02"]
    assert spoken(entry) == "序列号"


def test_the_pin_comes_from_keys_and_from_a_keyboard_alike(bench: Bench) -> None:
    pad = bench.make("PinPad", digits=4)
    complete = heard(pad, "complete(QString)")
    _click(bench, by_name(pad, "key7"))
    _click(bench, by_name(pad, "key5"))
    _click(bench, by_name(pad, "keyback"))
    pad.forceActiveFocus()
    _type(bench, "310")
    assert complete.count() == 1
    assert complete.at(0) == ["7310"]


@pytest.mark.parametrize("compact", [False, True])
def test_escape_and_the_scrim_close_a_sheet(bench: Bench, compact: bool) -> None:
    bench.theme.setProperty("compact", compact)
    bench.theme.setProperty("reduceMotion", True)
    sheet = bench.make("SideSheet", sheetWidth=400)
    sheet.setProperty("open", True)
    bench.settle()
    closed = heard(sheet, "closed()")
    QTest.keyClick(bench.view, Qt.Key.Key_Escape)
    QTest.mouseClick(bench.view, Qt.MouseButton.LeftButton, NONE, QPoint(20, 20))
    bench.settle()
    bench.theme.setProperty("compact", False)
    bench.theme.setProperty("reduceMotion", False)
    assert closed.count() == 2


def test_undo_is_there_as_long_as_seconds_are_left(bench: Bench) -> None:
    bar = bench.make("UndoBar", text="已移出备件 1 件", secondsLeft=4)
    undone = heard(bar, "undo()")
    assert bar.isVisible()
    _click(bench, by_name(bar, "undo"))
    bar.setProperty("secondsLeft", 0)
    assert undone.count() == 1
    assert not bar.isVisible()


def test_no_face_is_chosen_before_the_customer_touches_one(bench: Bench) -> None:
    faces = bench.make("FaceChoice")
    picked = heard(faces, "picked(QString)")
    buttons = _inside(faces, "QQuickAbstractButton")
    assert not any(button.property("chosen") for button in buttons)
    assert max(button.width() for button in buttons) - min(button.width() for button in buttons) <= 1
    _click(bench, buttons[2])
    assert picked.at(0) == ["dissatisfied"]


def test_the_stepper_says_each_state_in_words(bench: Bench) -> None:
    looks = ("done", "skipped", "current", "open", "locked")
    nodes = [{"step": look, "title": f"步骤 {look}", "number": str(at), "look": look} for at, look in enumerate(looks)]
    stepper = bench.make("Stepper", nodes=nodes)
    picked = heard(stepper, "picked(QString)")
    buttons = pressables(stepper)
    assert len({spoken(button).rsplit(", ", 1)[1] for button in buttons}) == 5
    _click(bench, buttons[1])
    assert picked.at(0) == ["skipped"]


def test_a_meter_never_draws_beyond_its_ground(bench: Bench) -> None:
    meter = bench.make("MeterBar", fraction=1.8)
    assert meter.childItems()[0].width() == meter.width()

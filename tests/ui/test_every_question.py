"""Each kind of question on the real page, with a finger and with the keyboard: what is stored is what was meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.form_stage import FormScreen, every_question_on
from tests.ui.items import below, by_name, is_shown, spoken
from tests.ui.pages import LANDSCAPE, Screen
from tests.ui.stage import Device

Key = Qt.Key
pytestmark = pytest.mark.req("SITE-3")


@pytest.fixture(scope="module")
def finger(qapp: QApplication) -> QPointingDevice:
    return QTest.createTouchDevice()


@pytest.fixture(scope="module")
def page(qapp: QApplication) -> Iterator[FormScreen]:
    """One page for all tests of this file; each answers a question of its own."""
    device = Device(language="en")
    screen = Screen(device)
    screen.resize(LANDSCAPE)
    yield every_question_on(screen)
    screen.close()
    device.shutdown()
    assert screen.warnings == []


def overlay(page: FormScreen, name: str) -> None:
    """Press something on the sheet that is open."""
    page.press(page.on_sheet(name))


Touches = tuple[str, ...]
TOUCHED: dict[str, tuple[tuple[Touches, str], ...]] = {
    "power_off": ((("acknowledge",), "OK"), (("acknowledge",), "")),
    "door": ((("choice_bad",), "bad"), (("choice_bad",), "")),
    "effort": ((("choice_4",), "4"), (("choice_5",), "5"), (("choice_5",), "")),
    "place": ((("choice_p3",), "p3"), (("choice_p6",), "p6")),
    "seen": ((("choice_na", "choice_ok"), "ok na"), (("choice_na",), "ok")),
    "brought": ((("choice_fan", "choice_sensor"), "sensor fan"), (("choice_sensor",), "fan")),
    "cycles": ((("more", "more", "more"), "3"), (("less",), "2")),
    "fill": ((("more", "more"), "5"), (("more",), "10"), (("less",), "5")),
    "clean": ((("star_4",), "4"), (("star_2",), "2"), (("star_2",), "")),
    "order": (
        (("keepOrder",), "sensor compressor fan gasket board heavy"),
        (("down",), "compressor sensor fan gasket board heavy"),
        (("clear",), ""),
    ),
    "bag/gauge": ((("choice_bad",), "bad"), (("choice_ok",), "ok")),
}


@pytest.mark.req("USE-2")
@pytest.mark.parametrize("question", TOUCHED)
def test_a_finger_on_an_editor_stores_the_answer(page: FormScreen, finger: QPointingDevice, question: str) -> None:
    for parts, stored in TOUCHED[question]:
        for part in parts:
            page.tap(finger, page.part(question, part))
        assert page.stored(question) == stored


KEYED: tuple[tuple[str, str, tuple[Key, ...], str], ...] = (
    ("power_off", "acknowledge", (Key.Key_Space,), "OK"),
    ("door", "choice_ok", (Key.Key_Tab, Key.Key_Return), "bad"),
    ("effort", "choice_2", (Key.Key_Tab, Key.Key_Space), "3"),
    ("place", "choice_p1", (Key.Key_Tab, Key.Key_Return), "p2"),
    ("seen", "choice_ok", (Key.Key_Tab, Key.Key_Tab, Key.Key_Space), "ok na"),
    ("brought", "choice_compressor", (Key.Key_Return, Key.Key_Tab, Key.Key_Return), "compressor"),
    ("cycles", "more", (Key.Key_Return,), "3"),
    ("fill", "slider", (Key.Key_Right, Key.Key_Up, Key.Key_Left), "10"),
    ("clean", "star_1", (Key.Key_Tab, Key.Key_Tab, Key.Key_Space), "3"),
    ("bag/pump", "choice_ok", (Key.Key_Tab, Key.Key_Tab, Key.Key_Space), "na"),
)


@pytest.mark.parametrize(("question", "part", "keys", "stored"), KEYED, ids=[row[0] for row in KEYED])
def test_the_keyboard_alone_answers_a_question(
    page: FormScreen, question: str, part: str, keys: tuple[Key, ...], stored: str
) -> None:
    page.focus(question, part)
    for key in keys:
        page.key(key)
    assert page.stored(question) == stored


def test_the_keyboard_goes_along_with_what_it_moves_in_an_order(page: FormScreen) -> None:
    line = page.part("order", "rank_gasket")
    by_name(line, "up").forceActiveFocus(Qt.FocusReason.TabFocusReason)
    page.key(Key.Key_Return)
    assert page.stored("order") == "sensor compressor gasket fan board heavy"
    page.key(Key.Key_Return)
    page.key(Key.Key_Return)
    assert page.stored("order") == "gasket sensor compressor fan board heavy"
    focused = page.window.activeFocusItem()
    assert spoken(focused) == "Door gasket one down"  # at the top there is no way up
    page.key(Key.Key_Return)
    assert page.stored("order") == "sensor gasket compressor fan board heavy"


@pytest.mark.parametrize(
    ("question", "typed", "stored", "shown"),
    [
        ("hours", "1284530", "1284530", "1,284,530"),
        ("pressure", "1.9", "1.9", "1.9"),
        ("air/air_in", "-8,5", "-8.5", "−8.5"),
        ("remark", "ice", "ice", "ice"),
        ("meter", "A-77", "A-77", "A-77"),
        ("label", "CF680-2402", "CF680-2402", "CF680-2402"),
    ],
)
def test_what_is_typed_is_stored_on_leaving_the_field(
    page: FormScreen, question: str, typed: str, stored: str, shown: str
) -> None:
    field = page.focus(question, "field")
    page.type(typed)
    page.key(Key.Key_Tab)
    assert page.stored(question) == stored
    assert field.property("text") == shown


def test_a_reading_out_of_its_limits_is_kept_and_says_so(page: FormScreen) -> None:
    page.focus("pressure", "field").setProperty("text", "")
    page.type("0.4")
    page.key(Key.Key_Tab)
    assert page.stored("pressure") == "0.4"
    assert page.form.row("pressure").limitState == "below"  # type: ignore[union-attr]


def test_letters_are_no_number(page: FormScreen) -> None:
    field = page.focus("air/air_out", "field")
    page.type("a1b2")
    assert field.property("text") == "12"
    page.key(Key.Key_Tab)
    assert page.stored("air/air_out") == "12"


def test_a_phrase_is_put_in_with_one_tap(page: FormScreen) -> None:
    texts = [item for item in page.parts("remark") if item.property("text") == "线束完好"]
    page.press(next(item for item in texts if item.inherits("QQuickAbstractButton")))
    assert page.stored("remark").endswith("线束完好")


# Sheets


@pytest.mark.parametrize("typed", ["cgq", "wendu", "WDCGQ", "传感", "sens"])
def test_a_choice_is_found_by_pinyin_its_initials_or_words(page: FormScreen, typed: str) -> None:
    page.screen.device.words.speak("zh" if typed != "sens" else "en")
    page.screen.settle()
    page.click("part", "field")
    page.type(typed) if typed.isascii() else page.on_sheet("choiceSearch").setProperty("text", typed)
    page.key(Key.Key_Return)
    offered = {item.objectName() for item in below(page.on_sheet("choices")) if is_shown(item)}
    assert {name for name in offered if name.startswith("choice_")} == {"choice_sensor"}
    overlay(page, "choice_sensor")
    assert page.stored("part") == "sensor"
    page.click("part", "field")
    overlay(page, "choice_sensor")
    assert page.stored("part") == ""
    page.screen.device.words.speak("en")
    page.screen.settle()


def test_escape_closes_the_choices_and_the_field_has_the_keyboard_again(page: FormScreen) -> None:
    field = page.focus("part", "field")
    page.key(Key.Key_Return)
    assert page.screen.has("pickSheet")
    page.key(Key.Key_Escape)
    assert not page.screen.has("pickSheet")
    assert field.property("activeFocus")


def test_several_are_chosen_in_a_sheet_until_done(page: FormScreen) -> None:
    page.click("returned", "field")
    overlay(page, "choice_board")
    overlay(page, "choice_fan")
    assert page.stored("returned") == "board fan"
    overlay(page, "pickDone")
    assert not page.screen.has("pickSheet")
    assert page.part("returned", "field").property("text") == "Main board, Evaporator fan"


def test_a_day_is_picked_from_the_month_of_today(page: FormScreen, finger: QPointingDevice) -> None:
    page.click("made_on", "day")
    page.tap(finger, page.on_sheet("monthBefore"))
    page.tap(finger, page.on_sheet("day_2026-10-31"))
    assert page.stored("made_on") == "2026-10-31"
    assert page.part("made_on", "day").property("text") == "Sat 31 Oct 2026"
    page.click("made_on", "day")
    overlay(page, "clear")
    assert page.stored("made_on") == ""


def test_a_day_is_walked_to_with_the_keyboard(page: FormScreen) -> None:
    page.focus("made_on", "day")
    page.key(Key.Key_Return, Key.Key_Left, Key.Key_Down, Key.Key_PageDown, Key.Key_Return)
    assert page.stored("made_on") == "2026-12-29"


def test_a_month_is_kept_as_its_first_day(page: FormScreen) -> None:
    page.click("warranty", "day")
    overlay(page, "yearAfter")
    overlay(page, "month_2027-03")
    assert page.stored("warranty") == "2027-03-01"
    assert page.part("warranty", "day").property("text") == "March 2027"


def test_a_time_is_picked_by_hour_and_minute_with_the_zone_of_the_engineer(page: FormScreen) -> None:
    page.click("seen_at", "clockField")
    overlay(page, "hour_7")
    overlay(page, "minute_45")
    overlay(page, "minuteMore")
    overlay(page, "pickDone")
    assert page.stored("seen_at") == "07:46:00.000+08:00"


def test_a_time_is_typed_as_four_digits(page: FormScreen) -> None:
    page.focus("seen_at", "clockField")
    page.key(Key.Key_Return)
    page.type("2215")
    overlay(page, "pickDone")
    assert page.stored("seen_at") == "22:15:00.000+08:00"


def test_day_and_time_are_an_answer_once_both_are_there(page: FormScreen) -> None:
    page.click("next_at", "day")
    overlay(page, "day_2026-11-25")
    assert page.stored("next_at") == ""
    overlay(page, "hour_14")
    overlay(page, "minute_30")
    overlay(page, "pickDone")
    assert page.stored("next_at") == "2026-11-25T14:30:00.000+08:00"
    page.click("next_at", "day")
    overlay(page, "clear")
    assert page.stored("next_at") == ""


def test_a_thumb_that_is_dragged_is_stored_once_where_it_is_let_go(page: FormScreen, finger: QPointingDevice) -> None:
    slider = page.part("fill", "slider")
    left = slider.mapToScene(slider.boundingRect().topLeft()).toPoint()
    y = round(left.y() + slider.height() / 2)
    for press, x in ((True, 30), (None, 100), (None, 200), (False, round(slider.width()) - 1)):
        place = left.__class__(left.x() + x, y)
        event = QTest.touchEvent(page.window, finger)
        step: Callable[..., object] = event.press if press else event.move if press is None else event.release
        step(0, place, page.window)
        event.commit()
    page.screen.settle()
    assert page.stored("fill") == "100"

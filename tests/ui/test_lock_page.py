"""The lock in the real window: six digits by finger or keyboard, and nothing of a customer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fieldapp.domain.errors import Refused, StoreDamaged
from fieldapp.trust.pin_rules import OpensWith
from fieldapp.ui.viewmodels.lock import LockViewModel
from fieldapp.ui.viewmodels.navigator import Navigator, Route
from tests.ui.locking import CODE, PIN, Door
from tests.ui.pages import LANDSCAPE, PORTRAIT, Screen
from tests.ui.settling_stage import keys
from tests.ui.stage import Device


class Locked(Device):
    """A device with a lock before its pages."""

    def __init__(self) -> None:
        super().__init__()
        self.door = Door(demo_pin=PIN)
        self.opened: list[object] = []
        self.lock = LockViewModel(self.door.doors(), self.background, self.words, self.ticker)
        self.lock.unlocked.connect(self._uncover)
        self.navigator.add(Route("lock", "lock/LockPage.qml", self.lock, whole_screen=True))

    def _uncover(self, what: object) -> None:
        self.opened.append(what)
        self.navigator.back()


@pytest.fixture
def device(qapp: QApplication) -> Iterator[Locked]:
    device = Locked()
    yield device
    device.shutdown()


@pytest.fixture
def screen(device: Locked) -> Iterator[Screen]:
    screen = Screen(device)
    screen.resize(LANDSCAPE)
    screen.main.window.requestActivate()
    screen.open("today")
    device.lock.ahead.take(device.screens.today.ahead)
    device.lock.look()
    screen.open("lock")
    yield screen
    screen.close()
    assert screen.warnings == []


def type_in(screen: Screen, text: str) -> None:
    keys(screen.main.window, text)
    screen.settle()


def entered(screen: Screen) -> str:
    return str(screen.find("pinPad").property("entered"))


def message(screen: Screen) -> str:
    return str(screen.find("lockMessage").property("text"))


@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT])
def test_the_right_pin_by_finger_uncovers_the_page_below(screen: Screen, device: Locked, size: tuple[int, int]) -> None:
    screen.resize(size)
    for digit in PIN:
        screen.tap(f"key{digit}")
    assert (device.opened, device.navigator.page) == (["opened with 246810"], "today")


def test_a_keyboard_types_digits_and_takes_the_last_one_back(screen: Screen, device: Locked) -> None:
    type_in(screen, "249")
    QTest.keyClick(screen.main.window, Qt.Key.Key_Backspace)
    assert entered(screen) == "24"
    type_in(screen, PIN[2:])
    assert device.opened == ["opened with 246810"]


@pytest.mark.parametrize(
    ("language", "says"), [("zh", "PIN 不对，还可以试 4 次"), ("en", "Wrong PIN, 4 attempts left")]
)
def test_a_wrong_pin_says_so_and_the_next_digit_begins_a_new_try(
    screen: Screen, device: Locked, language: str, says: str
) -> None:
    device.shell.setLanguage(language)
    type_in(screen, "111111")
    assert says in message(screen)
    assert (entered(screen), device.navigator.page) == ("", "lock")
    type_in(screen, PIN[0])
    assert entered(screen) == PIN[0]
    assert says not in message(screen)
    type_in(screen, PIN[1:])
    assert device.opened == ["opened with 246810"]


def test_the_seconds_to_wait_stand_on_the_page(screen: Screen, device: Locked) -> None:
    device.door.fault = Refused("pin.wait", seconds=37)
    type_in(screen, "111111")
    assert "请等 37 秒" in message(screen)


@pytest.mark.parametrize(
    ("seconds", "says"), [(89, "wait 89 seconds"), (90, "wait 1 min 30 s"), (3600, "wait 60 min 00 s")]
)
def test_a_long_wait_is_told_in_minutes(screen: Screen, device: Locked, seconds: int, says: str) -> None:
    device.shell.setLanguage("en")
    device.door.wait = timedelta(seconds=seconds)
    device.lock.look()
    screen.settle()
    assert says in message(screen).replace("\u00a0", " ")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT])
def test_the_ways_out_of_damage_stand_inside_their_buttons_at_the_largest_text(
    screen: Screen, device: Locked, size: tuple[int, int], language: str
) -> None:
    device.shell.setLanguage(language)
    device.shell.setTextScale(1.5)
    screen.resize(size)
    device.door.fault = StoreDamaged("store.damaged")
    type_in(screen, "111111")
    for _ in range(2):  # asked, and asked whether that is sure
        button = screen.find("beginAnew")
        frame = button.mapRectToScene(button.boundingRect())
        for label in (item for item in screen.below("beginAnew") if item.property("text") == device.lock.anew):
            assert frame.contains(label.mapRectToScene(label.boundingRect()))
        screen.tap("beginAnew")


def test_a_short_word_stands_in_the_middle_of_the_page_entry(screen: Screen, device: Locked) -> None:
    screen.tap("forgotten")
    back, code = (screen.find(name) for name in ("backToPin", "takeCode"))
    word = next(item for item in screen.below("backToPin") if item is not back and item.property("text") == "返回")
    middles = [item.mapRectToScene(item.boundingRect()).center().x() for item in (word, code)]
    assert abs(middles[0] - middles[1]) <= 1


@pytest.mark.req("SYN-6")
def test_a_pin_typed_while_a_wait_runs_or_begins_is_not_tried_when_it_is_over(screen: Screen, device: Locked) -> None:
    device.door.fault = Refused("pin.wait", seconds=30)
    type_in(screen, "111111")
    assert entered(screen) == "", "what was refused stands on the pad no more"
    type_in(screen, PIN)
    device.clock.pass_time(timedelta(seconds=31))
    device.ticker.advance()
    screen.settle()
    assert not device.lock.busy
    type_in(screen, "9")
    assert (device.door.tried, device.opened, entered(screen)) == (["111111"], [], "9")


def test_a_full_pad_begins_anew_with_the_next_digit(screen: Screen, device: Locked) -> None:
    screen.find("pinPad").setProperty("entered", PIN)
    type_in(screen, "9")
    assert (entered(screen), device.door.tried) == ("9", [])


def test_a_wait_that_runs_is_shown_after_a_start_and_on_the_way_back_from_the_code(
    screen: Screen, device: Locked
) -> None:
    device.door.wait = timedelta(seconds=41)
    device.lock.look()
    screen.settle()
    assert "请等 41 秒" in message(screen)
    screen.tap("forgotten")
    screen.tap("backToPin")
    assert "请等 41 秒" in message(screen)


def test_the_lock_over_an_open_device_says_when_to_leave(screen: Screen, device: Locked) -> None:
    device.set_clock("09:22")
    screen.settle()
    for part in ("09:22", "11月23日 星期一", "12 分钟后出发", "09:34 走·今天还有 3 单", f"演示 PIN：{PIN}"):
        assert screen.reads(part), part


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_of_a_customer_is_on_the_lock(screen: Screen, device: Locked, language: str) -> None:
    device.shell.setLanguage(language)
    screen.settle()
    read = "\n".join(screen.texts())
    assert device.screens.today.timeline.rows()
    for order in device.store.orders():
        customer = order.customer
        secrets = (customer.name, customer.contact.name, customer.contact.phone, customer.site.address, order.number)
        for secret in (*secrets, order.asset.model, order.symptom.what, order.symptom.alarm_code):
            assert secret not in read, secret


def test_a_day_without_a_departure_ahead_leaves_its_place_empty(screen: Screen, device: Locked) -> None:
    device.store.state.current.clear()
    device.screens.today.load()
    screen.settle()
    device.lock.ahead.take(device.screens.today.ahead)
    screen.settle()
    assert not screen.has("nextDeparture")
    assert not screen.has("dayLeft")


def test_before_the_store_was_opened_nothing_is_known_of_the_day(device: Locked) -> None:
    device.navigator = Navigator()
    device.navigator.add(Route("lock", "lock/LockPage.qml", device.lock, whole_screen=True))
    screen = Screen(device)
    screen.resize(LANDSCAPE)
    screen.open("lock")
    try:
        assert screen.reads("09:18")
        assert not screen.has("nextDeparture")
        assert not screen.has("dayLeft")
    finally:
        screen.close()
    assert screen.warnings == []


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT])
def test_all_keys_and_words_stay_on_the_screen_at_the_largest_text(
    screen: Screen, device: Locked, size: tuple[int, int], language: str
) -> None:
    device.shell.setLanguage(language)
    device.shell.setTextScale(1.5)
    screen.resize(size)
    type_in(screen, "111111")  # the longest message
    assert device.lock.wrong
    for name in (
        *(f"key{digit}" for digit in range(10)),
        "keyback",
        "lockMessage",
        "nextDeparture",
        "dayLeft",
        "forgotten",
        "forgottenMeans",
    ):
        item = screen.find(name)
        assert not item.property("truncated"), name
        top = item.mapToScene(QPointF(0, 0))
        corner = item.mapToScene(QPointF(item.width(), item.height()))
        assert min(top.x(), top.y()) >= 0, name
        assert corner.x() <= size[0], name
        assert corner.y() <= size[1], name
    name, clock = (
        screen.find(found).mapRectToScene(screen.find(found).boundingRect()) for found in ("appName", "clock")
    )
    assert not name.intersects(clock)
    chip, line = (
        screen.find(name).mapRectToScene(screen.find(name).boundingRect()) for name in ("lockChip", "dayLeft")
    )
    assert not chip.intersects(line)


def test_a_machine_without_a_keyring_takes_a_passphrase_and_says_why(screen: Screen, device: Locked) -> None:
    device.door.kind, device.door.pin = OpensWith.PASSPHRASE, "neun blaue Ventile"
    device.lock.look()
    screen.settle()
    assert screen.reads("没有系统钥匙串")
    type_in(screen, "neun blaue Ventile")
    QTest.keyClick(screen.main.window, Qt.Key.Key_Return)
    screen.settle()
    assert device.opened == ["opened with neun blaue Ventile"]


def test_a_forgotten_pin_is_set_anew_with_the_code_of_the_depot(screen: Screen, device: Locked) -> None:
    screen.tap("forgotten")
    type_in(screen, CODE)
    screen.tap("takeCode")
    for digit in "835192" * 2:
        screen.tap(f"key{digit}")
    assert (device.door.renewed, device.opened) == ([(CODE, "835192")], ["opened with 835192"])

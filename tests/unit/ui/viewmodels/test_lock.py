"""The lock without pixels: what a PIN opens, what it says when it does not, and what it may show of the day."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Event

import pytest

from fieldapp.domain.errors import FieldappError, Refused
from fieldapp.ui.viewmodels.lock import LockViewModel
from tests.ui.stage import Device

PIN = "246810"


@dataclass
class Door:
    """What a PIN is tried at: it opens for the right one, or refuses with `fault`; a shut `gate` makes it slow."""

    fault: FieldappError = field(default_factory=lambda: Refused("pin.wrong", left=4))
    tried: list[str] = field(default_factory=list)
    gate: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        self.gate.set()

    def __call__(self, pin: str) -> object:
        self.tried.append(pin)
        assert self.gate.wait(10)
        if pin != PIN:
            raise self.fault
        return f"opened with {pin}"


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
def lock(device: Device, door: Door) -> LockViewModel:
    return LockViewModel(door, device.background, device.words)


def enter(device: Device, lock: LockViewModel, pin: str) -> None:
    lock.enter(pin)
    device.settle()


def test_the_right_pin_opens_and_tells_what_was_opened(device: Device, lock: LockViewModel) -> None:
    opened: list[object] = []
    lock.unlocked.connect(opened.append)
    enter(device, lock, PIN)
    assert opened == [f"opened with {PIN}"]
    assert (lock.busy, lock.wrong, lock.message) == (False, False, "")


@pytest.mark.parametrize(("language", "says"), [("zh", "PIN 不对，还可以试 4 次"), ("en", "4")])
def test_a_wrong_pin_opens_nothing_and_says_so_in_words(
    device: Device, lock: LockViewModel, language: str, says: str
) -> None:
    opened: list[object] = []
    lock.unlocked.connect(opened.append)
    device.words.speak(language)
    enter(device, lock, "111111")
    assert (opened, lock.busy, lock.wrong) == ([], False, True)
    assert says in lock.message
    assert lock.message.isascii() is (language == "en")


def test_after_too_many_tries_the_seconds_are_named(device: Device, lock: LockViewModel, door: Door) -> None:
    door.fault = Refused("pin.wait", seconds=37)
    enter(device, lock, "111111")
    assert "37 秒" in lock.message


def test_a_second_pin_while_the_first_is_tried_changes_nothing(device: Device, lock: LockViewModel, door: Door) -> None:
    door.gate.clear()
    lock.enter("111111")
    lock.enter(PIN)
    assert lock.busy
    door.gate.set()
    device.settle()
    assert (door.tried, lock.wrong) == (["111111"], True)


def test_the_message_goes_with_the_first_digit_of_the_next_try(device: Device, lock: LockViewModel) -> None:
    enter(device, lock, "111111")
    lock.again()
    assert (lock.wrong, lock.message) == (False, "")


def test_another_language_takes_the_old_words_away(device: Device, lock: LockViewModel) -> None:
    enter(device, lock, "111111")
    device.words.speak("en")
    assert lock.message == ""


def test_only_a_demo_prints_its_pin(device: Device, door: Door, lock: LockViewModel) -> None:
    assert lock.hint == ""
    assert PIN in LockViewModel(door, device.background, device.words, demo_pin=PIN).hint

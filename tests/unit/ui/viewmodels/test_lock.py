"""The lock without pixels: what a PIN opens, what it says when it does not, and what it may show of the day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QUrl

from fieldapp.domain.errors import BadInput, Refused
from fieldapp.trust.pin_rules import OpensWith
from fieldapp.ui.viewmodels.lock import LockViewModel
from tests.ui.locking import CODE, PIN, Door
from tests.ui.stage import Device

NEW = "835192"
PHRASE = "neun blaue Ventile"
Step = LockViewModel.Step


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
def lock(device: Device, door: Door) -> LockViewModel:
    return LockViewModel(door.doors(), device.background, device.words, device.ticker)


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


def test_after_too_many_tries_the_seconds_run_down_and_nothing_is_tried_meanwhile(
    device: Device, lock: LockViewModel, door: Door
) -> None:
    door.fault = Refused("pin.wait", seconds=37)
    enter(device, lock, "111111")
    assert "37 秒" in lock.message

    device.clock.pass_time(timedelta(seconds=10))
    device.ticker.advance()
    assert "27 秒" in lock.message
    enter(device, lock, PIN)
    assert (door.tried, lock.busy) == (["111111"], True)

    device.words.speak("en")
    assert "27" in lock.message
    device.clock.pass_time(timedelta(seconds=27))
    device.ticker.advance()
    assert (lock.busy, lock.message) == (False, "")
    enter(device, lock, PIN)
    assert door.tried[-1] == PIN


def test_with_the_depots_code_a_new_pin_is_set_and_opens(device: Device, lock: LockViewModel, door: Door) -> None:
    opened: list[object] = []
    lock.unlocked.connect(opened.append)
    lock.forgotten()
    enter(device, lock, "FIELDAPPKEY1-BAD")
    assert (lock.step, lock.wrong) == (Step.Code, True)
    enter(device, lock, CODE)
    assert (lock.step, lock.wrong) == (Step.New, False)
    enter(device, lock, "123456")
    assert (lock.step, "太好猜" in lock.message) == (Step.New, True)
    enter(device, lock, NEW)
    enter(device, lock, "112233")
    assert (lock.step, "不一样" in lock.message, door.renewed) == (Step.New, True, [])
    enter(device, lock, NEW)
    enter(device, lock, NEW)

    assert (door.renewed, opened, lock.step) == ([(CODE, NEW)], [f"opened with {NEW}"], Step.Unlock)


def test_the_code_of_another_tablet_is_refused_before_a_new_pin_is_asked_for(
    device: Device, lock: LockViewModel, door: Door
) -> None:
    door.code_fault = BadInput("recover.code-other")
    lock.forgotten()
    enter(device, lock, CODE)

    assert (lock.step, lock.busy, "另一台" in lock.message, door.tried) == (Step.Code, False, True, [])
    lock.back()
    device.settle()
    assert (lock.step, lock.message) == (Step.Unlock, "")


def test_a_code_that_was_used_up_meanwhile_is_asked_for_again(device: Device, lock: LockViewModel, door: Door) -> None:
    door.recover_fault = BadInput("recover.code-other")
    lock.forgotten()
    for typed in (CODE, NEW, NEW):
        enter(device, lock, typed)

    assert (lock.step, "另一台" in lock.message) == (Step.Code, True)


def test_the_code_is_taken_from_a_picture_and_a_picture_of_something_else_is_refused(
    device: Device, lock: LockViewModel, door: Door
) -> None:
    lock.forgotten()
    door.in_picture = "https://example.cn"
    lock.readCode(QUrl.fromLocalFile("/nowhere/code.png"))
    device.settle()
    assert (lock.step, lock.wrong) == (Step.Code, True)

    door.in_picture = CODE
    lock.readCode(QUrl.fromLocalFile("/nowhere/code.png"))
    device.settle()
    assert (lock.step, lock.wrong) == (Step.New, False)


def test_a_wait_that_runs_is_told_on_the_way_to_the_page(device: Device, lock: LockViewModel, door: Door) -> None:
    door.wait = timedelta(seconds=41)
    lock.look()
    device.settle()
    assert (lock.busy, "41 秒" in lock.message) == (True, True)

    lock.forgotten()
    assert (lock.busy, lock.message) == (False, "")
    lock.back()
    device.settle()
    assert "41 秒" in lock.message


def test_an_old_pin_that_is_not_enough_any_more_leads_to_a_passphrase(
    device: Device, lock: LockViewModel, door: Door
) -> None:
    opened: list[object] = []
    lock.unlocked.connect(opened.append)
    door.fault, door.new_kind = Refused("key.passphrase-needed"), OpensWith.PASSPHRASE
    enter(device, lock, "112233")
    assert (lock.step, lock.passphrase, "口令" in lock.message) == (Step.New, True, True)

    enter(device, lock, PHRASE)
    enter(device, lock, PHRASE)

    assert (door.renewed, opened) == ([("112233", PHRASE)], [f"opened with {PHRASE}"])


def test_a_machine_without_a_keyring_is_asked_for_its_passphrase(
    device: Device, lock: LockViewModel, door: Door
) -> None:
    assert not lock.passphrase
    door.kind = OpensWith.PASSPHRASE
    lock.look()
    device.settle()
    assert lock.passphrase


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


def test_only_a_demo_prints_its_pin_and_only_while_it_opens(device: Device, lock: LockViewModel, door: Door) -> None:
    lock.look()
    device.settle()
    assert lock.hint == ""

    door.demo_pin = PIN
    lock.look()
    device.settle()
    assert PIN in lock.hint
    lock.forgotten()
    assert lock.hint == "", "a code is asked for, no PIN"

    door.demo_pin = None
    lock.back()
    device.settle()
    assert lock.hint == ""

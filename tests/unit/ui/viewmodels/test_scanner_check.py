from __future__ import annotations

import pytest

from fieldapp.ui.viewmodels.scanner_check import LONGEST, ScannerCheck
from tests.ui.stage import Device


class Hand:
    """Types into the test, so many seconds between two keys."""

    def __init__(self, device: Device) -> None:
        self.now = 100.0
        self.test = ScannerCheck(device.words, device.ticker, lambda: self.now)

    def type(self, keys: str, gap: float) -> ScannerCheck:
        for key in keys:
            self.test.key(key)
            self.now += gap
        return self.test


@pytest.fixture
def hand(device: Device) -> Hand:
    return Hand(device)


@pytest.mark.req("PRT-1")
def test_a_scan_shows_its_text_kind_length_and_speed(hand: Hand) -> None:
    test = hand.type("]d20106912345678901\x1d21AB12\r", gap=0.012)
    assert test.text == "0106912345678901<GS>21AB12"
    assert (test.kind, test.length, test.speed) == ("Data Matrix ]d2", "23 个字符", "12 毫秒/字符")
    assert (test.works, test.verdict) == (True, "读码器工作正常")


def test_a_scanner_that_does_not_name_the_code_is_a_scanner_all_the_same(hand: Hand) -> None:
    test = hand.type("6912345678901\t", gap=0.02)
    assert (test.works, test.text, test.kind) == (True, "6912345678901", "读码器没有给出类型")


def test_typing_by_hand_is_told_from_a_scan(hand: Hand) -> None:
    test = hand.type("TS-02\r", gap=0.2)
    assert (test.works, test.verdict, test.speed) == (False, "像是手工输入", "200 毫秒/字符")


def test_a_scanner_without_enter_is_recognised_by_the_silence_after_it(device: Device, hand: Hand) -> None:
    hand.type("6912345678901", gap=0.01)
    device.ticker.advance()
    assert hand.test.verdict == ""
    hand.now += 0.6
    device.ticker.advance()
    assert (hand.test.works, hand.test.text) == (False, "6912345678901")
    assert hand.test.verdict == "没有收到回车：请在读码器上打开“回车后缀”"


@pytest.mark.parametrize("key", ["", "\r", "\t", "\x1b", "\x7f", "\b"])
def test_keys_that_no_label_has_and_ends_of_nothing_are_left_to_others(hand: Hand, key: str) -> None:
    assert not hand.test.key(key)
    assert hand.test.verdict == ""


def test_no_more_is_kept_than_a_label_can_hold(hand: Hand) -> None:
    hand.type("7" * (LONGEST + 50), gap=0.3)
    assert len(hand.type("\r", gap=0.3).text) == LONGEST


def test_another_language_begins_anew(device: Device, hand: Hand) -> None:
    hand.type("6912345678901\r", gap=0.01)
    device.words.speak("en")
    assert (hand.test.verdict, hand.test.text) == ("", "")

"""One look at a label is one scan."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fieldapp.scanning.raw_code import RawCode
from fieldapp.scanning.repeats import Repeats

TS02, CK07 = RawCode("TS-02", "]C0"), RawCode("CK-07", "]C0")


class Seconds:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


def test_a_label_counts_once_however_long_the_camera_looks_at_it(seconds: Seconds) -> None:
    repeats = Repeats(seconds)
    assert not repeats.is_repeat(TS02)
    for _ in range(50):
        seconds.now += 0.2
        assert repeats.is_repeat(TS02)


def test_a_label_counts_again_when_it_was_out_of_sight_for_three_seconds(seconds: Seconds) -> None:
    repeats = Repeats(seconds)
    repeats.is_repeat(TS02)
    seconds.now += 2.9
    assert repeats.is_repeat(TS02)
    seconds.now += 3.0
    assert not repeats.is_repeat(TS02)


def test_labels_in_turn_are_each_one_scan(seconds: Seconds) -> None:
    repeats = Repeats(seconds)
    assert [repeats.is_repeat(code) for code in (TS02, CK07, TS02, CK07)] == [False, False, True, True]


def test_the_same_text_in_another_kind_of_code_is_another_label(seconds: Seconds) -> None:
    repeats = Repeats(seconds, timedelta(seconds=1))
    repeats.is_repeat(TS02)
    assert not repeats.is_repeat(RawCode("TS-02", "]d1"))


def test_a_label_in_another_place_is_the_same_label(seconds: Seconds) -> None:
    repeats = Repeats(seconds)
    repeats.is_repeat(TS02)
    assert repeats.is_repeat(RawCode("TS-02", "]C0", ((0, 0), (9, 0), (9, 9), (0, 9))))


def test_a_repeat_on_purpose_counts(seconds: Seconds) -> None:
    repeats = Repeats(seconds)
    repeats.is_repeat(TS02)
    repeats.forget()
    assert not repeats.is_repeat(TS02)

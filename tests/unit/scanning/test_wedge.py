"""Scanners that type, and people who type."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from fieldapp.domain.part import CaptureSource
from fieldapp.scanning.label import to_part_code
from fieldapp.scanning.raw_code import RawCode
from fieldapp.scanning.wedge import Wedge, WedgeSettings


def feed(wedge: Wedge, text: str, gap: float = 0.012, begin: float = 10.0) -> list[RawCode]:
    """Type `text` with equal gaps in seconds; return the scans."""
    found = (wedge.feed(letter, begin + number * gap) for number, letter in enumerate(text))
    return [code for code in found if code is not None]


@pytest.mark.req("PRT-1")
@pytest.mark.parametrize("end", ["\r", "\n", "\t"])
def test_a_burst_is_a_scan_when_enter_or_tab_ends_it(end: str) -> None:
    assert feed(Wedge(), f"TS-02{end}") == [RawCode("TS-02", "")]


def test_typing_of_a_person_is_no_scan() -> None:
    assert feed(Wedge(), "TS-02\r", gap=0.09) == []


def test_three_characters_are_no_scan() -> None:
    assert feed(Wedge(), "TS2\r") == []


def test_a_burst_without_an_end_is_no_scan_even_if_a_person_presses_enter_later() -> None:
    wedge = Wedge()
    assert feed(wedge, "TS-02") == []
    assert wedge.is_in_burst
    assert wedge.feed("\r", 20.0) is None
    assert not wedge.is_in_burst


def test_two_scans_in_a_row_are_two() -> None:
    assert [code.text for code in feed(Wedge(), "TS-02\rCK-07\r")] == ["TS-02", "CK-07"]


def test_a_letter_typed_by_hand_before_a_scan_is_not_part_of_it() -> None:
    wedge = Wedge()
    wedge.feed("x", 9.0)
    assert feed(wedge, "TS-02\r") == [RawCode("TS-02", "")]


def test_a_slow_key_among_fast_ones_does_not_tear_a_scan() -> None:
    wedge = Wedge()
    feed(wedge, "TS-02-")
    assert feed(wedge, "2611-0457\r", begin=10.2) == [RawCode("TS-02-2611-0457", "")]


def test_keys_without_text_and_a_clock_that_stood_still_change_nothing() -> None:
    wedge = Wedge()
    for letter in ("T", "", "S", "", "0", "2"):
        wedge.feed(letter, 10.0)
    assert wedge.feed("\r", 10.0) == RawCode("TS02", "")


def test_times_that_go_back_begin_anew() -> None:
    wedge = Wedge()
    feed(wedge, "TS-0", begin=50.0)
    assert feed(wedge, "CK-07\r", begin=10.0) == [RawCode("CK-07", "")]


def test_a_slow_bluetooth_scanner_is_read_when_the_setting_allows_it() -> None:
    assert feed(Wedge(), "TS-02\r", gap=0.08) == []
    assert feed(Wedge(WedgeSettings(mean_gap=timedelta(milliseconds=100))), "TS-02\r", gap=0.08)


@pytest.mark.req("PRT-1")
def test_an_aim_prefix_tells_the_symbology_and_control_characters_come_through() -> None:
    code = feed(Wedge(), "]d2010690123400002310L42\x1d21SN-7\r")[0]
    assert code == RawCode("010690123400002310L42\x1d21SN-7", "]d2")
    part = to_part_code(code.text, code.symbology, CaptureSource.SCANNER)
    assert (part.gtin, part.lot, part.serial_number) == ("06901234000023", "L42", "SN-7")


def test_a_substitute_for_the_separator_counts_only_where_a_separator_can_be() -> None:
    settings = WedgeSettings(separators="|~")
    assert feed(Wedge(settings), "]C110L42|21SN-7\r") == [RawCode("10L42\x1d21SN-7", "]C1")]
    assert feed(Wedge(settings), "]C0TS|02\r") == [RawCode("TS|02", "]C0")]
    assert feed(Wedge(settings), "[)>\x1e06~1PTS-02\x1e\x04\r") == [RawCode("[)>\x1e06\x1d1PTS-02\x1e\x04", "")]


def test_a_prefix_without_content_is_no_scan() -> None:
    assert feed(Wedge(WedgeSettings(least=3)), "]C0\r") == []


def test_no_scan_loses_a_character_at_any_speed_of_scanners() -> None:
    chance, at, wedge = random.Random(23), 0.0, Wedge()
    for number in range(2000):
        text = f"P{number:05}-{chance.randrange(10**6)}"
        speed = chance.uniform(0.001, 0.045)
        scans = []
        for letter in f"{text}\r":
            at += chance.uniform(0.8, 1.1) * speed
            scans.append(wedge.feed(letter, at))
        assert [scan.text for scan in scans if scan] == [text]
        at += chance.uniform(0.05, 3.0)

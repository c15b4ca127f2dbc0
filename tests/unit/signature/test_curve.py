"""Curves of handwriting: whole, through the samples, thin where the pen was fast."""

from __future__ import annotations

from itertools import pairwise
from math import cos, hypot, pi, sin

import pytest

from fieldapp.domain.ink import InkPoint
from fieldapp.signature.curve import outline


def _line(step: float, pause: int, samples: int = 20) -> list[InkPoint]:
    return [InkPoint(i * step, 50.0, i * pause, 0.5) for i in range(samples)]


def _circle(samples: int) -> list[InkPoint]:
    turn = [2 * pi * i / samples for i in range(samples + 1)]
    return [InkPoint(100 + 80 * cos(angle), 100 + 80 * sin(angle), i * 10, 0.5) for i, angle in enumerate(turn)]


def test_a_stroke_becomes_a_curve_without_gaps_in_place_or_width() -> None:
    segments = outline(_circle(36))
    assert len(segments) == 36
    for before, after in pairwise(segments):
        assert before.end == after.start
        assert before.width_end == after.width_start


def test_the_curve_goes_through_the_first_the_last_and_every_moved_sample() -> None:
    points = _circle(24)
    segments = outline(points)
    places = [segments[0].start, *(segment.end for segment in segments)]
    assert places == [(point.x, point.y) for point in points]


def test_directions_agree_on_both_sides_of_a_sample() -> None:
    for before, after in pairwise(outline(_circle(24))):
        into = (before.end[0] - before.control2[0], before.end[1] - before.control2[1])
        out = (after.control1[0] - after.start[0], after.control1[1] - after.start[1])
        turn = (into[0] * out[1] - into[1] * out[0]) / (hypot(*into) * hypot(*out))
        assert abs(turn) < 1e-9


def test_a_circle_of_few_samples_stays_round() -> None:
    for segment in outline(_circle(24))[1:-1]:
        x = (segment.start[0] + 3 * segment.control1[0] + 3 * segment.control2[0] + segment.end[0]) / 8
        y = (segment.start[1] + 3 * segment.control1[1] + 3 * segment.control2[1] + segment.end[1]) / 8
        assert hypot(x - 100, y - 100) == pytest.approx(80, abs=0.5)


def test_a_fast_pen_writes_thinner_than_a_slow_one_within_the_limits() -> None:
    slow = outline(_line(step=2, pause=20), least=1.2, most=4.0)
    fast = outline(_line(step=20, pause=2), least=1.2, most=4.0)
    assert min(segment.width_end for segment in slow) > max(segment.width_end for segment in fast)
    for segment in (*slow, *fast):
        assert 1.2 <= segment.width_end <= 4.0
    assert fast[-1].width_end == 1.2


def test_a_straight_line_stays_straight() -> None:
    for segment in outline(_line(step=7, pause=9)):
        assert {segment.control1[1], segment.control2[1]} == {50.0}
        assert segment.start[0] <= segment.control1[0] <= segment.control2[0] <= segment.end[0]


def test_a_tap_is_one_dot() -> None:
    tap = outline([InkPoint(5, 6, 0, 1.0), InkPoint(5.2, 6.1, 30, 1.0)], least=1.0, most=3.0)
    assert len(tap) == 1
    assert tap[0].start == tap[0].end == (5, 6)
    assert tap[0].width_start == 2.0


def test_no_samples_give_no_curve() -> None:
    assert outline([]) == ()


def test_samples_of_one_instant_do_not_divide_by_zero() -> None:
    segments = outline([InkPoint(0, 0, 7, 0.5), InkPoint(30, 0, 7, 0.5), InkPoint(60, 0, 7, 0.5)])
    assert [segment.width_end for segment in segments] == [1.2, 1.2]


def test_trembling_at_rest_adds_no_knots_but_the_last_place_is_kept() -> None:
    points = [
        InkPoint(0, 0, 0, 0.5),
        InkPoint(10, 0, 10, 0.5),
        InkPoint(10.3, 0.2, 20, 0.5),
        InkPoint(10.6, 0, 30, 0.5),
    ]
    segments = outline(points)
    assert [segment.end for segment in segments] == [(10, 0), (10.6, 0)]

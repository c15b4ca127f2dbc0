from __future__ import annotations

import pytest

from tests.unit.forms.xpath.expressions import run

SQUARE = "0 0;0 1;1 1;1 0;0 0"


def test_the_distance_of_one_degree_on_the_equator_is_a_ninetieth_of_a_quarter_of_the_earth() -> None:
    assert run("distance('0 0', '0 1')") == pytest.approx(111_319, abs=2)


def test_the_area_of_what_is_no_shape_is_zero() -> None:
    assert run("area('0 0;0 1')") == 0.0
    assert run("area('a')") == 0.0
    assert run("area('95 0;0 1;1 1')") == 0.0


def test_the_area_of_a_degree_square_is_near_that_of_a_flat_one() -> None:
    assert run(f"area('{SQUARE}')") == pytest.approx(111_319**2, rel=0.001)


@pytest.mark.parametrize(("point", "inside"), [("0.5 0.5", True), ("2 0.5", False), ("0.5 -1", False), ("", False)])
def test_a_point_is_inside_of_the_shape_or_not(point: str, inside: bool) -> None:
    assert run(f"geofence('{point}', '{SQUARE}')") is inside


@pytest.mark.parametrize(
    ("line", "crosses"),
    [
        (SQUARE, False),
        ("0 0;0 1;1 0;1 1;0 0", True),  # a bow tie
        ("0 0;0 2;1 1;-1 1", True),
        ("0 0;0 2;1 2;1 1;0 1", True),  # ends on its own beginning
        ("0 0;0 1;0 0.5", True),  # the way back on the way there
        ("0 0;0 1;0 2", False),
        ("0 0;0 0;0 1;0 1;1 1", False),  # standing still is no crossing
        ("0 0;0 1", False),
        ("", False),
        ("no place", False),
    ],
)
def test_a_line_that_meets_itself_is_told_from_one_that_does_not(line: str, crosses: bool) -> None:
    assert run(f"intersects('{line}')") is crosses


def test_the_enclosed_area_is_the_area() -> None:
    assert run(f"enclosed-area('{SQUARE}')") == run(f"area('{SQUARE}')")

"""A value with some of its fields changed."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Any

import pytest

from fieldapp.domain.replacing import replace
from fieldapp.domain.work_order import OrderState
from tests.factories import local, make_order


@dataclass(frozen=True, slots=True)
class _Base:
    first: int
    second: str = "b"


@dataclass(frozen=True, slots=True)
class _Longer(_Base):
    third: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Single:
    only: int


@dataclass(frozen=True)
class _WithoutSlots:
    first: int
    second: int = 2


@dataclass(frozen=True, slots=True)
class _WithOwnField:
    first: int
    twice: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        object.__setattr__(self, "twice", self.first * 2)


@pytest.mark.parametrize(
    ("value", "changes"),
    [
        (make_order(), {"state": OrderState.CLOSED, "number": "WX-1"}),
        (make_order().visit, {"departed_at": local("08:40")}),
        (_Longer(1), {}),
        (_Longer(1, third=(2,)), {"second": "c"}),
        (_Single(1), {"only": 2}),
        (_WithoutSlots(1), {"first": 3}),
        (_WithOwnField(1), {"first": 3}),
    ],
)
def test_a_changed_value_is_what_the_standard_library_makes_of_it(value: Any, changes: dict[str, Any]) -> None:
    before = dataclasses.asdict(value)

    made = replace(value, **changes)

    assert made == dataclasses.replace(value, **changes)
    assert type(made) is type(value)
    assert dataclasses.asdict(value) == before


def test_a_change_of_a_window_is_checked_as_ever() -> None:
    window = make_order().appointment

    with pytest.raises(ValueError, match="ends after"):
        replace(window, end_at=window.start_at.replace(year=2000))


def test_a_field_that_a_value_does_not_have_is_refused() -> None:
    with pytest.raises(TypeError, match="colour"):
        replace(make_order(), colour="red")  # type: ignore[call-arg]


def test_a_changed_value_stays_frozen() -> None:
    made = replace(make_order(), number="WX-1")

    with pytest.raises(dataclasses.FrozenInstanceError):
        made.number = "WX-2"  # type: ignore[misc]

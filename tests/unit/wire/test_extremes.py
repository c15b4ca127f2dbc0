"""Values that nobody meant are told at the door (SYN-2)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from fieldapp.domain.errors import BadInput
from fieldapp.domain.time_window import TimeWindow
from fieldapp.wire.extremes import check_extremes
from tests.factories import NOW, make_events


@dataclass(frozen=True, slots=True)
class Inner:
    windows: tuple[TimeWindow, ...] = ()
    amounts: dict[str, Decimal | None] | None = None
    other: Inner | None = None


@dataclass(frozen=True, slots=True)
class Outer:
    at: datetime = NOW
    on: date | None = None
    takes: timedelta | None = None
    share: float = 0.5
    count: int = 1
    is_done: bool = True
    said: str = "1" * 400
    inner: Inner | None = None


@pytest.mark.req("SYN-2")
def test_everything_of_the_storys_visit_can_be_meant() -> None:
    for event in make_events():
        check_extremes(event)


@pytest.mark.parametrize(
    "value",
    [
        Outer(at=datetime(1970, 1, 1, tzinfo=UTC)),
        Outer(at=datetime(1901, 12, 13, tzinfo=UTC)),
        Outer(on=date(1998, 4, 1), takes=timedelta(days=-400), share=-1e9, count=2**53 - 1),
        Outer(inner=Inner(amounts={"call": Decimal("129.90"), "none": None, "least": Decimal("0.000000000001")})),
    ],
    ids=["a clock that was never set", "a clock that ran over", "old and large", "money"],
)
def test_a_clock_or_a_till_that_is_wrong_is_not_refused(value: Outer) -> None:
    check_extremes(value)


@pytest.mark.req("SYN-2")
@pytest.mark.parametrize(
    ("value", "field"),
    [
        (Outer(at=datetime.max.replace(tzinfo=UTC)), "at"),
        (Outer(at=datetime.min.replace(tzinfo=UTC)), "at"),
        (Outer(on=date.max), "on"),
        (Outer(takes=timedelta.max), "takes"),
        (Outer(takes=timedelta.min), "takes"),
        (Outer(share=float("nan")), "share"),
        (Outer(share=1e300), "share"),
        (Outer(count=2**53), "count"),
        (Outer(inner=Inner(windows=(TimeWindow(NOW, datetime(9999, 1, 1, tzinfo=UTC)),))), "end_at"),
        *(
            (Outer(inner=Inner(other=Inner(amounts={"call": Decimal(said)}))), "amounts")
            for said in ("NaN", "sNaN", "-Infinity", "1E+999999", "0E+999999", "1E-999999", "1000000000000000")
        ),
    ],
    ids=str,
)
def test_what_nobody_can_mean_is_refused_by_its_field_however_deep_it_lies(value: Outer, field: str) -> None:
    with pytest.raises(BadInput, match=r"event\.value-impossible") as refusal:
        check_extremes(value)

    assert refusal.value.fields["field"] == field
    assert 0 < len(str(refusal.value.fields["value"])) <= 40


def test_a_moment_without_a_zone_is_malformed_wherever_it_stands() -> None:
    with pytest.raises(BadInput, match=r"wire\.malformed"):
        check_extremes(replace(Outer(), at=NOW.replace(tzinfo=None)))

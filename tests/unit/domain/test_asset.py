from __future__ import annotations

from datetime import date

import pytest

from fieldapp.domain.ids import SerialNumber
from tests.factories import make_asset

NEW = SerialNumber("CF680-26K-00031")


@pytest.mark.req("SITE-14", "CON-4")
@pytest.mark.parametrize(
    ("on", "months", "until"),
    [
        (date(2026, 11, 23), 24, date(2028, 11, 22)),
        (date(2026, 3, 1), 24, date(2028, 2, 29)),
        (date(2026, 1, 31), 1, date(2026, 2, 27)),
        (date(2026, 12, 1), 12, date(2027, 11, 30)),
    ],
)
def test_a_warranty_that_counts_from_acceptance_begins_on_that_day(on: date, months: int, until: date) -> None:
    new = make_asset(warranty_rule="acceptance", warranty_months=months, warranty_until_on=None)

    taken = new.taken_over(NEW, on)

    assert (taken.serial_number, taken.warranty_until_on) == (NEW, until)
    assert taken.in_warranty(on)


@pytest.mark.parametrize(
    "changes", [{"warranty_rule": "purchase", "warranty_months": 24}, {"warranty_rule": "acceptance"}]
)
def test_a_warranty_that_counts_otherwise_or_whose_length_is_not_known_stays(changes: dict[str, object]) -> None:
    machine = make_asset(**changes)

    assert machine.taken_over(NEW, date(2026, 11, 23)).warranty_until_on == machine.warranty_until_on


def test_a_plate_that_was_not_read_keeps_the_number_of_the_order() -> None:
    assert make_asset().taken_over(SerialNumber(""), date(2026, 11, 23)).serial_number == make_asset().serial_number

from __future__ import annotations

from datetime import date

import pytest

from fieldapp.domain.errors import BadInput, Refused
from fieldapp.domain.ids import SerialNumber
from fieldapp.domain.on_site import LoanerUnit
from fieldapp.usecases.bring_back import BringBack
from fieldapp.usecases.take_away import TakeAway, TakeAwaySlip
from tests.factories import ORDER_ID, SHANGHAI
from tests.fakes.tablet import Tablet

LOANER = LoanerUnit(model="CF-300", serial_number=SerialNumber("(01)06901234567892(21)CF300-22-0007"))
SLIP = TakeAwaySlip(accessories="无", condition="有划痕", return_on=date(2026, 12, 4), loaner=LOANER)


@pytest.fixture
def away(tablet: Tablet) -> Tablet:
    """The story's machine in the workshop, a loaner in its place."""
    tablet.visit_until("work")
    TakeAway(tablet.store.begin, tablet.clock, tablet.store, tablet.forms, SHANGHAI)(ORDER_ID, SLIP)
    return tablet


def bring_back(tablet: Tablet, loaner: str = "", remark: str = "") -> None:
    BringBack(tablet.store.begin, tablet.clock)(ORDER_ID, loaner, remark)


@pytest.mark.req("ANA-5", "SITE-10")
def test_the_loaners_label_is_read_out_and_back_by_its_serial_number(away: Tablet) -> None:
    [taken] = away.order.visit.on_site.taken_away
    assert taken.loaner is not None
    assert taken.loaner.serial_number == "CF300-22-0007"

    bring_back(away, "(21)CF300-22-0007")

    [back] = away.order.visit.on_site.brought_back
    assert (back.loaner, away.order.visit.on_site.away) == ("CF300-22-0007", None)
    with pytest.raises(Refused, match=r"brought-back\.not-away"):
        bring_back(away)


@pytest.mark.req("ANA-5", "SITE-10")
@pytest.mark.parametrize(
    ("loaner", "remark", "code"),
    [("CF300-22-0008", "", "brought-back.other-loaner"), ("", " ", "brought-back.no-loaner")],
)
def test_another_loaner_or_none_without_a_word_is_no_return(away: Tablet, loaner: str, remark: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        bring_back(away, loaner, remark)
    assert (refused.value.code, away.order.visit.on_site.brought_back) == (code, ())
    bring_back(away, remark="周转机暂留客户处")
    assert away.order.visit.on_site.away is None


@pytest.mark.req("ANA-5", "SITE-10")
def test_a_machine_comes_back_after_its_order_was_closed(away: Tablet) -> None:
    away.visit_until("close")
    away.answer("close", outcome="taken_away")
    away.complete("close")
    bring_back(away, "CF300-22-0007")
    assert away.order.visit.on_site.away is None
    assert away.order.visit.report_outdated_at is None

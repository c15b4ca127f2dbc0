from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fieldapp.domain.errors import BadInput, Refused
from fieldapp.domain.ids import SerialNumber, StepId
from fieldapp.domain.on_site import LoanerUnit
from fieldapp.usecases.save_answer import NewFile
from fieldapp.usecases.take_away import TakeAway, TakeAwaySlip
from fieldapp.workflow.steps import steps_of
from tests.factories import ORDER_ID, SHANGHAI, START_DAY, repair_process
from tests.fakes.tablet import Tablet

PHOTO = NewFile("image/jpeg", b"scratched left door")
LOANER = LoanerUnit(model="CF-300", serial_number=SerialNumber("CF300-22-0007"))
SLIP = TakeAwaySlip(
    accessories="两个搁架", condition="左门有划痕", return_on=date(2026, 12, 4), photos=(PHOTO,), loaner=LOANER
)


@pytest.fixture
def take_away(tablet: Tablet) -> TakeAway:
    return TakeAway(tablet.store.begin, tablet.clock, tablet.store, tablet.forms, SHANGHAI)


@pytest.mark.req("SITE-10", "ANA-5", "PRO-4")
def test_what_is_taken_away_keeps_its_slip_photos_and_loaner_and_proposes_the_outcome(
    tablet: Tablet, take_away: TakeAway
) -> None:
    tablet.visit_until("work")

    take_away(ORDER_ID, SLIP)

    [taken] = tablet.order.visit.on_site.taken_away
    assert (taken.accessories, taken.condition, taken.return_on, taken.loaner) == (
        "两个搁架", "左门有划痕", date(2026, 12, 4), LOANER,
    )  # fmt: skip
    assert [tablet.store.blob(photo) for photo in taken.photos] == [PHOTO.content]
    assert tablet.order.visit.answer(StepId("close"), "outcome") == "taken_away"
    assert {"work", "test", "hand_over"}.isdisjoint(step.id for step in steps_of(repair_process(), tablet.order))


@pytest.mark.req("SITE-10")
@pytest.mark.parametrize(
    ("slip", "code"),
    [
        (replace(SLIP, accessories=" "), "take-away.accessories"),
        (replace(SLIP, condition=""), "take-away.condition"),
        (replace(SLIP, return_on=START_DAY - timedelta(days=1)), "take-away.day"),
        (
            replace(SLIP, loaner=LoanerUnit(model="CF-680", serial_number=SerialNumber("CF680-24D-01763"))),
            "take-away.loaner-is-theirs",
        ),
    ],
)
def test_a_slip_with_a_gap_takes_nothing_away(
    tablet: Tablet, take_away: TakeAway, slip: TakeAwaySlip, code: str
) -> None:
    tablet.visit_until("work")
    with pytest.raises(BadInput) as refused:
        take_away(ORDER_ID, slip)
    assert (refused.value.code, tablet.order.visit.on_site.taken_away) == (code, ())


@pytest.mark.req("SITE-10")
def test_nothing_is_taken_away_before_the_arrival(tablet: Tablet, take_away: TakeAway) -> None:
    tablet.visit_until("arrive")
    with pytest.raises(Refused, match=r"take-away\.not-there"):
        take_away(ORDER_ID, SLIP)

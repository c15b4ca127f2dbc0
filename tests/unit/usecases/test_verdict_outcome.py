from __future__ import annotations

import pytest

from fieldapp.domain.errors import Refused
from fieldapp.domain.ids import StepId
from fieldapp.usecases.reopen_step import ReopenStep
from fieldapp.workflow.steps import next_step, steps_of
from tests.factories import ORDER_ID, repair_process
from tests.fakes.tablet import Tablet

SEEN = {"reproduced": "yes", "customer_agrees": "OK"}


@pytest.mark.req("SITE-12", "PRO-4")
@pytest.mark.parametrize(("finding", "outcome"), [("not_ours", "not_our_product"), ("unclear", "joint_check")])
def test_what_is_not_repaired_here_needs_evidence_and_proposes_its_outcome(
    tablet: Tablet, finding: str, outcome: str
) -> None:
    tablet.visit_until("diagnose")
    tablet.answer("diagnose", finding=finding, **SEEN)
    with pytest.raises(Refused, match=r"step\.incomplete") as lacking:
        tablet.complete("diagnose")
    assert lacking.value.fields["question"] == "evidence"

    tablet.answer("diagnose", evidence_photo=f"{'ab' * 32}.jpg")
    tablet.complete("diagnose")

    step = next_step(repair_process(), tablet.order)
    assert step is not None
    assert (step.id, tablet.order.visit.answer(StepId("close"), "outcome")) == ("clean", outcome)
    assert {"work", "test", "hand_over"}.isdisjoint(one.id for one in steps_of(repair_process(), tablet.order))


@pytest.mark.req("SITE-12")
def test_a_finding_that_is_taken_back_takes_its_outcome_with_it(tablet: Tablet) -> None:
    tablet.visit_until("diagnose")
    tablet.answer("diagnose", finding="not_ours", evidence="电源线由装修单位接错", **SEEN)
    tablet.complete("diagnose")
    ReopenStep(tablet.store.begin, tablet.clock)(ORDER_ID, StepId("diagnose"))
    tablet.answer("diagnose", finding="ours", cause="connector")
    tablet.complete("diagnose")

    assert tablet.order.visit.answer(StepId("close"), "outcome") == ""
    step = next_step(repair_process(), tablet.order)
    assert step is not None
    assert step.id == "work"


@pytest.mark.req("SITE-11")
def test_damage_that_was_seen_needs_a_photo_or_a_word_before_the_arrival_is_over(tablet: Tablet) -> None:
    tablet.visit_until("arrive")
    ticks = dict.fromkeys(("badge_worn", "uniform_worn", "shoe_covers_on", "mat_laid"), "OK")
    tablet.answer("arrive", **ticks)
    for lacking, given in (("damage", {"damage": "seen"}), ("damage_text", {"damage_text": "左侧板有凹痕"})):
        with pytest.raises(Refused) as refused:
            tablet.complete("arrive")
        assert refused.value.fields["question"] == lacking
        tablet.answer("arrive", **given)
    tablet.complete("arrive")
    assert tablet.order.visit.arrived_at is not None

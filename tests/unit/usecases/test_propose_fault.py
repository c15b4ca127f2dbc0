"""A case is proposed from what the visit recorded, once, and waits in the outbox."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from fieldapp.domain.errors import BadInput, Refused
from fieldapp.domain.ids import OrderId
from fieldapp.domain.planning import PlanLabel, RepairPlan
from fieldapp.domain.planning_events import PlansChosen
from fieldapp.usecases.consume_part import ConsumePart, ReversePartUse
from fieldapp.usecases.propose_fault import ProposeFault, may_be_proposed, newest_case
from tests.factories import NOW, ORDER_ID
from tests.fakes.tablet import Tablet, code


@pytest.fixture
def propose(tablet: Tablet) -> ProposeFault:
    return ProposeFault(tablet.store.begin, tablet.clock, tablet.store, tablet.forms)


@pytest.mark.req("KNO-2")
def test_a_draft_says_what_the_visit_recorded_in_the_words_of_its_forms(tablet: Tablet, propose: ProposeFault) -> None:
    tablet.visit_until("work")
    ConsumePart(tablet.store.begin, tablet.clock, tablet.store)(ORDER_ID, code())
    tablet.visit_until("sign")

    draft = propose.draft(ORDER_ID, "zh")

    symptom = tablet.order.symptom
    assert (draft.model, draft.code, draft.symptom) == ("CF-680", symptom.alarm_code, symptom.what)
    assert draft.cause == "传感器漂移", "the reading of 21.4 kΩ is of this machine alone"
    assert (draft.measure, draft.parts) == ("更换温度传感器", ("TS-02",))
    assert propose.draft(ORDER_ID, "en").cause == "Sensor drift"


def test_where_the_visit_says_nothing_the_plan_of_the_analysis_does(tablet: Tablet, propose: ProposeFault) -> None:
    plan = RepairPlan(label=PlanLabel.A, cause="风机卡滞", measure="换 FM-12")
    with tablet.store.begin() as work:
        work.append(PlansChosen(order_id=ORDER_ID, at=NOW, plans=(plan,)))
        work.commit()
    draft = propose.draft(ORDER_ID, "zh")
    assert (draft.cause, draft.measure) == ("风机卡滞", "换 FM-12")


@pytest.mark.req("KNO-2")
def test_a_part_that_was_taken_back_is_no_part_of_the_case(tablet: Tablet, propose: ProposeFault) -> None:
    tablet.visit_until("work")
    use = ConsumePart(tablet.store.begin, tablet.clock, tablet.store)(ORDER_ID, code())
    assert use is not None
    ReversePartUse(tablet.store.begin, tablet.clock)(ORDER_ID, tablet.order.visit.parts[0].id)
    assert propose.draft(ORDER_ID, "zh").parts == ()


@pytest.mark.req("KNO-2")
def test_a_proposal_is_kept_with_a_name_of_its_own_and_waits_for_the_centre(
    tablet: Tablet, propose: ProposeFault
) -> None:
    tablet.closed()
    propose(ORDER_ID, replace(propose.draft(ORDER_ID, "zh"), symptom=" 报警 E02 ", cause="接插件受潮"))
    (kept,) = tablet.order.visit.fault_proposals
    assert (kept.symptom, kept.cause, kept.measure) == ("报警 E02", "接插件受潮", "更换温度传感器")
    assert kept.id == f"tablet-1:{tablet.store.last_seq()}"
    assert tablet.kinds[-1] == "fault.proposed"


@pytest.mark.req("KNO-2")
def test_a_case_solved_by_telephone_may_be_proposed_once_it_is_closed(tablet: Tablet) -> None:
    order = tablet.order
    assert not may_be_proposed(order)
    assert may_be_proposed(replace(order, visit=replace(order.visit, closed_at=NOW)))


@pytest.mark.req("KNO-2")
def test_a_case_is_proposed_once(tablet: Tablet, propose: ProposeFault) -> None:
    tablet.visit_until("close")
    draft = propose.draft(ORDER_ID, "zh")
    assert may_be_proposed(tablet.order)
    propose(ORDER_ID, draft)
    assert not may_be_proposed(tablet.order)
    with pytest.raises(Refused, match=r"fault\.proposed"):
        propose(ORDER_ID, draft)
    assert len(tablet.order.visit.fault_proposals) == 1


def test_an_order_that_nobody_went_to_has_no_case(tablet: Tablet, propose: ProposeFault) -> None:
    told = replace(propose.draft(ORDER_ID, "zh"), cause="受潮", measure="换")
    with pytest.raises(Refused, match=r"fault\.proposed"):
        propose(ORDER_ID, told)


@pytest.mark.parametrize("missing", [{"cause": " "}, {"measure": ""}, {"symptom": "", "code": ""}])
def test_a_case_without_symptom_cause_or_measure_is_not_sent(
    tablet: Tablet, propose: ProposeFault, missing: dict[str, str]
) -> None:
    tablet.visit_until("close")
    before = tablet.kinds
    with pytest.raises(BadInput, match=r"fault\.incomplete"):
        propose(ORDER_ID, replace(propose.draft(ORDER_ID, "zh"), **missing))
    assert tablet.kinds == before


def test_the_newest_case_is_that_of_the_order_closed_last_and_not_proposed(
    tablet: Tablet, propose: ProposeFault
) -> None:
    assert newest_case([tablet.order]) is None, "nobody was there"
    tablet.closed()
    first = tablet.order
    assert first.visit.closed_at is not None
    later = replace(
        first, id=OrderId("later"), visit=replace(first.visit, closed_at=first.visit.closed_at + timedelta(hours=1))
    )
    assert newest_case([first, later]) == later
    assert newest_case([first, first]) == first
    propose(ORDER_ID, propose.draft(ORDER_ID, "zh"))
    assert newest_case([tablet.order]) is None

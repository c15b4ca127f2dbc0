from __future__ import annotations

import pytest

from fieldapp.domain.errors import BadInput
from fieldapp.domain.going import call_again_at, call_back_due_at
from fieldapp.domain.ids import StepId
from fieldapp.domain.visit import CallOutcome
from fieldapp.scheduling.clocks import sla_clocks
from fieldapp.usecases.contact_verbs import ContactVerbs
from tests.factories import ORDER_ID, local
from tests.fakes.tablet import Tablet


@pytest.mark.req("CON-2", "SLA-2")
def test_a_call_that_nobody_answered_is_planned_again_and_stops_no_clock(tablet: Tablet, phone: ContactVerbs) -> None:
    tablet.answer("call", outcome="no_answer", expected_solution="当天恢复使用")

    phone.no_answer(ORDER_ID, local("09:15"))

    visit = tablet.order.visit
    assert tablet.kinds[-3:] == ["call.made", "call.planned", "answer.replaced"]
    assert len({row.group for row in tablet.store.batch(10, 10**6).events[-3:]}) == 1
    assert ([call.outcome for call in visit.calls], call_again_at(visit)) == ([CallOutcome.NO_ANSWER], local("09:15"))
    assert (visit.answer(StepId("call"), "outcome"), visit.is_done(StepId("call"))) == ("", False)
    assert sla_clocks(tablet.order)[0].stopped_at is None


@pytest.mark.req("ANA-3", "CON-2")
def test_a_call_back_that_nobody_answered_is_put_off_and_the_solution_stands(
    tablet: Tablet, phone: ContactVerbs
) -> None:
    tablet.answer("call", outcome="solved_by_phone", solution="调回设定温度")
    tablet.complete("call")
    tablet.clock.wall_at = local("10:55")

    phone.no_answer(ORDER_ID, local("11:10"))

    visit = tablet.order.visit
    assert call_back_due_at(visit) == local("11:10")
    assert visit.answer(StepId("call"), "outcome") == "solved_by_phone"


def test_a_next_call_in_the_past_is_refused(tablet: Tablet, phone: ContactVerbs) -> None:
    with pytest.raises(BadInput, match=r"call\.past"):
        phone.no_answer(ORDER_ID, tablet.clock.now())
    assert tablet.kinds == []

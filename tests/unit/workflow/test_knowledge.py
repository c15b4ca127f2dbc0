from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.domain.fault_events import FaultProposed
from fieldapp.workflow.apply import apply, apply_all
from tests.factories import make_events, make_order

PROPOSED = next(event for event in make_events() if isinstance(event, FaultProposed))


@pytest.mark.req("KNO-2")
def test_a_proposal_stays_with_its_order_also_after_the_visit_was_closed() -> None:
    order = apply(apply_all(make_order(), make_events()), PROPOSED)
    (kept,) = order.visit.fault_proposals
    assert (kept.id, kept.code, kept.cause, kept.parts) == ("tab-1:60", "E02", "蒸发器温度传感器漂移", ("TS-02",))
    assert (kept.at, kept.language) == (PROPOSED.at, "zh")


def test_a_proposal_that_comes_again_is_one_and_another_one_stands_behind_it() -> None:
    other = replace(PROPOSED, proposal_id="tab-1:61", cause="接插件受潮")
    order = apply_all(make_order(), [PROPOSED, other, PROPOSED])
    assert [one.cause for one in order.visit.fault_proposals] == ["蒸发器温度传感器漂移", "接插件受潮"]


def test_a_proposal_makes_no_signed_report_old() -> None:
    order = apply_all(make_order(), make_events())
    assert apply(order, replace(PROPOSED, proposal_id="new")).visit.report_outdated_at == order.visit.report_outdated_at

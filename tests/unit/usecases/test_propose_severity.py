"""Another level, proposed by the engineer."""

from __future__ import annotations

import pytest

from fieldapp.domain.errors import BadInput
from fieldapp.domain.sla import Severity
from fieldapp.usecases.propose_severity import ProposeSeverity
from tests.factories import ORDER_ID
from tests.fakes.tablet import Tablet


def propose(tablet: Tablet, severity: Severity, reason: str) -> None:
    ProposeSeverity(tablet.store.begin, tablet.clock)(ORDER_ID, severity, reason)


@pytest.mark.req("SLA-4")
def test_a_proposal_is_recorded_with_its_reason_and_the_order_keeps_its_level(tablet: Tablet) -> None:
    propose(tablet, Severity.NORMAL, " 备用冷柜够用 ")

    [proposal] = tablet.order.visit.planning.severity_proposals
    assert (proposal.severity, proposal.reason) == (Severity.NORMAL, "备用冷柜够用")
    assert tablet.order.severity is Severity.URGENT


@pytest.mark.parametrize(
    ("severity", "reason", "error"),
    [(Severity.LOW, "  ", r"reason\.missing"), (Severity.URGENT, "很急", r"severity\.same")],
)
def test_a_proposal_without_a_reason_or_of_the_same_level_is_refused(
    tablet: Tablet, severity: Severity, reason: str, error: str
) -> None:
    with pytest.raises(BadInput, match=error):
        propose(tablet, severity, reason)

    assert tablet.kinds == []

"""Everything that the analysis before the trip does, in one hand: shared by the pages and the device."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.usecases.choose_plans import ChoosePlans
from fieldapp.usecases.plan_way import PlanWay
from fieldapp.usecases.ports import Begin, Clock
from fieldapp.usecases.propose_severity import ProposeSeverity
from fieldapp.usecases.request_parts import RequestParts, WithdrawRequest
from fieldapp.usecases.show_analysis import ShowAnalysis


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanningVerbs:
    """What is planned for an order: ways of repair, spares, another level."""

    show: ShowAnalysis
    choose: ChoosePlans
    request: RequestParts
    withdraw: WithdrawRequest
    propose: ProposeSeverity


def planning_verbs(begin: Begin, clock: Clock, plan: PlanWay) -> PlanningVerbs:
    """Return every verb over the same store and clock."""
    return PlanningVerbs(
        show=ShowAnalysis(plan.queries, plan.zone),
        choose=ChoosePlans(begin, clock),
        request=RequestParts(begin, clock, plan.queries, plan),
        withdraw=WithdrawRequest(begin, clock),
        propose=ProposeSeverity(begin, clock),
    )

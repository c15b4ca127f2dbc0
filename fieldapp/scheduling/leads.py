"""How long before, or after, something is done, by the profile of the order: decision, notice, call-back (SLA-6)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, timedelta

from fieldapp.domain.going import CALL_BACK_AFTER, last_talk
from fieldapp.domain.sla import ClockName
from fieldapp.domain.sla_profile import ClockMoment, ClockRule, SlaProfile
from fieldapp.domain.work_order import WorkOrder
from fieldapp.scheduling.clocks import limit_over
from fieldapp.scheduling.working_time import WorkingTime


@dataclass(frozen=True, slots=True, kw_only=True)
class Leads:
    """The stretches of one order; as they stand here they are those of a profile that does not name the clock.

    `decision` is how long before leaving it is decided (DEP-2), `notice` how long before the appointment a delay is
    told at the latest (TRV-1), `call_back` how long after a solution by phone the customer is called (ANA-3).
    """

    decision: timedelta = timedelta(hours=1)
    notice: timedelta = timedelta(hours=1)
    call_back: timedelta = CALL_BACK_AFTER


LeadsOf = Callable[[WorkOrder], Leads]
"""Says for each order how long before and after."""


def usual_leads(_order: WorkOrder) -> Leads:
    """Return the same for every order."""
    return Leads()


def leads_of(order: WorkOrder, profile: SlaProfile, working: WorkingTime | None = None) -> Leads:
    """Return what the profile says; `working` reckons in its calendar and must be there if a rule counts by it."""
    rules = {rule.name: rule for rule in profile.clocks if not rule.areas or order.area in rule.areas}
    usual = Leads()
    return Leads(
        decision=_before(rules.get(ClockName.DEPARTURE_DECISION), ClockMoment.LEAVE_BY, usual.decision),
        notice=_before(rules.get(ClockName.DELAY_NOTICE), ClockMoment.APPOINTMENT, usual.notice),
        call_back=_call_back(order, rules.get(ClockName.CALL_BACK), working, usual.call_back),
    )


def _before(rule: ClockRule | None, anchor: ClockMoment, usual: timedelta) -> timedelta:
    """Return how long before the anchor the rule falls due; one that hangs on something else is no such stretch."""
    if rule is None or rule.limit is None or rule.anchor is not anchor:
        return usual
    return max(-rule.limit, timedelta(0))


def _call_back(order: WorkOrder, rule: ClockRule | None, working: WorkingTime | None, usual: timedelta) -> timedelta:
    talk = last_talk(order.visit)
    if rule is None or rule.limit is None:
        return usual
    return rule.limit if talk is None else limit_over(rule, talk.at, rule.limit, working, UTC).at - talk.at

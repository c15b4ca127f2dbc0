"""Answers that the record of a visit gives by itself: the engineer looks at them instead of tapping them in (USE-1)."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from fieldapp.domain.ids import StepId
from fieldapp.domain.on_site import CHARGED_TO, Payer
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.process import Process, StepRecord
from fieldapp.domain.visit import StepState, Visit
from fieldapp.domain.work_order import WorkOrder
from fieldapp.workflow.on_site import last_quote, verdict, visited_on
from fieldapp.workflow.plans import worked

REPORT, TEST = StepId("report"), StepId("test")
QUARTER = timedelta(minutes=15)
FAILED = "fail"
SOLUTION = "solution"
"""The report's question what was done; the measure of the plan that worked says it (REP-1)."""
HOURS = "labour_hours"
PAYMENT = "payment"
"""The report's question how the bill is paid."""
NOTHING_TO_PAY = "none"


def prefill(process: Process, order: WorkOrder, step: StepId) -> dict[str, str]:
    """Return what the record says to questions of a step: question name to XForms value.

    All of it may be changed but what `derived` says.
    """
    if step == REPORT:
        return _report(process, order)
    if any(one.id == step and one.records is StepRecord.CLOSURE for one in process.steps):
        outcome = expected_outcome(process, order.visit)
        return {"outcome": outcome.value} if outcome is not None else {}
    return {}


def _report(process: Process, order: WorkOrder) -> dict[str, str]:
    found: dict[str, str] = {}
    label = worked(order)
    if label is not None:
        found["plan_worked"] = label.value
        found[SOLUTION] = next(plan.measure for plan in order.visit.planning.plans if plan.label is label)
    hours = hours_on_site(order.visit)
    if hours is not None:
        found[HOURS] = str(hours)
    if order.covered(visited_on(process, order)):
        found[PAYMENT] = NOTHING_TO_PAY
    return found | derived(process, order, REPORT)


def derived(process: Process, order: WorkOrder, step: StepId) -> dict[str, str]:
    """Return the answers that only repeat the record and can say nothing else: who is charged (CON-4, SITE-12).

    Who wants it otherwise settles the coverage, with a reason; the bill follows the same word. That nothing is to be
    paid stands only as long as the warranty bears it: whoever corrected it since, it is asked again (REP-2).
    """
    if step != REPORT:
        return {}
    payer = order.payer(visited_on(process, order))
    said = order.visit.answers.get(REPORT, {})
    found = {CHARGED_TO: payer.value}
    if payer is Payer.CUSTOMER and (said.get(CHARGED_TO), said.get(PAYMENT)) == (Payer.WARRANTY.value, NOTHING_TO_PAY):
        found[PAYMENT] = ""
    return found


def contradicted(process: Process, order: WorkOrder, step: StepId) -> bool:
    """Tell whether answers of a step no longer say what the record says: the desk has corrected it since (CON-7)."""
    said = order.visit.answers.get(step, {})
    return any(said.get(name) and said[name] != value for name, value in derived(process, order, step).items())


def hours_on_site(visit: Visit) -> Decimal | None:
    """Return the hours from the arrival to the last step that was done after it, in whole quarters; None before any."""
    if visit.arrived_at is None:
        return None
    done = _ends(visit, visit.arrived_at)
    return _in_quarters(max(done) - visit.arrived_at) if done else None


def hours_by_hand(visit: Visit) -> bool:
    """Tell whether the hours that the report says are the engineer's own: none that any of the steps ends with."""
    said = visit.answer(REPORT, HOURS)
    if not said or visit.arrived_at is None:
        return bool(said)
    return said not in {str(_in_quarters(at - visit.arrived_at)) for at in _ends(visit, visit.arrived_at)}


def _ends(visit: Visit, arrived_at: datetime) -> list[datetime]:
    return [one.at for one in visit.steps.values() if one.state is StepState.DONE and one.at > arrived_at]


def _in_quarters(spent: timedelta) -> Decimal:
    quarters = max(1, round(spent / QUARTER))
    return (Decimal(quarters) / 4).normalize() if quarters % 4 else Decimal(quarters // 4)


def expected_outcome(process: Process, visit: Visit) -> Outcome | None:
    """Return how the visit ended as far as the record tells (PRO-4), None where only the engineer knows."""
    ended = verdict(process, visit)
    if ended is not None:
        return ended.outcome
    if visit.on_site.away is not None:
        return Outcome.TAKEN_AWAY
    quote = last_quote(visit)
    if quote is not None and not quote.agreed:
        return Outcome.REFUSED
    passed = visit.is_done(TEST) and FAILED not in visit.answers.get(TEST, {}).values()
    return Outcome.SOLVED if passed else None

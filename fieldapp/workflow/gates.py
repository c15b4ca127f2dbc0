"""Gates: what stands in the way of a step, and when it is open (PRO-3)."""

from __future__ import annotations

from fieldapp.domain.going import Going, going
from fieldapp.domain.ids import StepId
from fieldapp.domain.money import Money
from fieldapp.domain.process import Condition, ConditionKind, Gate, Moment, Override, Process
from fieldapp.domain.visit import Visit
from fieldapp.domain.work_order import OrderState, WorkOrder
from fieldapp.workflow.completeness import doubts
from fieldapp.workflow.on_site import payer_settled, price_agreed, price_kept, work_goes_on
from fieldapp.workflow.prefill import contradicted
from fieldapp.workflow.supplies import unexplained


def closed_gates(
    process: Process, order: WorkOrder, step: StepId, moment: Moment, due: Money | None = None
) -> tuple[Gate, ...]:
    """Return the gates of `step` that are closed at `moment`, in the order of the process.

    A gate that was passed with a reason counts as open, unless its override is NEVER. `due` is what the customer would
    have to pay; without it nothing is held against the price he agreed to, nor asked of a covered visit (SITE-12).
    """
    gates = (gate for gate in process.gates if gate.step == step and gate.moment is moment)
    return tuple(gate for gate in gates if not _is_open(gate, process, order, due))


def _is_open(gate: Gate, process: Process, order: WorkOrder, due: Money | None) -> bool:
    if gate.only_when is not None and not holds(gate.only_when, process, order):
        return True
    if _was_passed(gate, order.visit):
        return True
    if gate.requires.kind is ConditionKind.PRICE_KEPT:
        return price_kept(process, order, due)
    if gate.requires.kind is ConditionKind.QUOTE_AGREED:
        return price_agreed(process, order, due)
    return holds(gate.requires, process, order)


def _was_passed(gate: Gate, visit: Visit) -> bool:
    if gate.override is Override.NEVER:
        return False
    return any(passed.gate == gate.id and passed.step == gate.step for passed in visit.passed_gates)


def holds(condition: Condition, process: Process, order: WorkOrder) -> bool:
    """Tell whether an order answers a condition of its process with yes."""
    visit = order.visit
    if condition.step is None:
        return _holds_of_the_whole(condition.kind, process, order)
    if condition.kind is ConditionKind.STEP_DONE:
        return visit.is_done(condition.step) and not contradicted(process, order, condition.step)
    if condition.kind is ConditionKind.ANSWER_IS:
        return visit.answer(condition.step, condition.field) in condition.values
    return not set(visit.answers.get(condition.step, {}).values()) & set(condition.values)


def _holds_of_the_whole(kind: ConditionKind, process: Process, order: WorkOrder) -> bool:
    """Answer what is asked of the whole visit and of no step in particular."""
    if kind is ConditionKind.DETAILS_KNOWN:
        return not doubts(order, process.phrasing.vague)
    if kind is ConditionKind.VISIT_GOES_ON:
        return _visit_goes_on(order)
    if kind is ConditionKind.WORK_GOES_ON:
        return _visit_goes_on(order) and work_goes_on(process, order.visit)
    if kind is ConditionKind.PAYER_SETTLED:
        return payer_settled(order)
    if kind is ConditionKind.QUOTE_AGREED:
        return price_agreed(process, order)
    if kind is ConditionKind.ADDED_EXPLAINED:
        return not unexplained(order)
    if kind is ConditionKind.SIGNED_OR_REFUSED:
        return bool(order.visit.reports) and order.visit.report_outdated_at is None
    raise ValueError(f"condition {kind.value} without a step: read_process refuses such a file")


def _visit_goes_on(order: WorkOrder) -> bool:
    # Cancelled while on the way: nothing but the closing is left; at the customer's the work is brought to an end.
    turned_back = order.state is OrderState.CANCELLED and order.visit.arrived_at is None
    return going(order.visit) is Going.GOES_ON and not turned_back

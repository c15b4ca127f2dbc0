"""What the report says of the payment once somebody else pays than before (CON-4, CON-7, REP-2)."""

from __future__ import annotations

from datetime import datetime

from fieldapp.domain.events import OrderEvent, StepReopened
from fieldapp.domain.process import Process, Step
from fieldapp.domain.work_order import WorkOrder
from fieldapp.usecases.bill_so_far import REPORT
from fieldapp.usecases.step_end import StepEnd
from fieldapp.workflow.on_site import visited_on
from fieldapp.workflow.prefill import PAYMENT, derived


def payer_changed(
    end: StepEnd, process: Process, before: WorkOrder, order: WorkOrder, at: datetime
) -> tuple[OrderEvent, ...]:
    """Return what puts the report of `order` right, where it says something about the payment of `before` already.

    How it is paid is taken back, and a finished report opens again for it; who is charged follows the record.
    """
    report = next((step for step in process.steps if step.id == REPORT), None)
    if report is None:
        return ()
    told = list(_paid_otherwise(end, process, before, order, report, at))
    for name, value in derived(process, order, REPORT).items():
        # Before the report is written its answer is filled in there; one that stands is put right at once.
        if name != PAYMENT and order.visit.answer(REPORT, name):
            told += end.answer(order, report, name, value, at)
    return tuple(told)


def _paid_otherwise(
    end: StepEnd, process: Process, before: WorkOrder, order: WorkOrder, report: Step, at: datetime
) -> tuple[OrderEvent, ...]:
    """Return how it is paid taken back once somebody else pays; a finished report asks for it again (REP-2)."""
    day = visited_on(process, order)
    if order.covered(day) == before.covered(day) or not order.visit.answer(REPORT, PAYMENT):
        return ()
    open_again = order.visit.is_done(REPORT)
    asked = end.answer(order, report, PAYMENT, "", at)
    return (StepReopened(order_id=order.id, at=at, step=REPORT), *asked) if open_again else asked

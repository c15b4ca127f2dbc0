"""Go back to a step that was done: after a failed test, or because something was forgotten (SITE-6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fieldapp.domain.events import AnswerSaved, OrderEvent, StepReopened
from fieldapp.domain.ids import FormId, OrderId, StepId
from fieldapp.domain.visit import StepState
from fieldapp.domain.work_order import WorkOrder
from fieldapp.usecases.open_order import open_order
from fieldapp.usecases.ports import Begin, Clock
from fieldapp.workflow.prefill import HOURS, REPORT, TEST, hours_by_hand

BEFORE_REPORT = (StepId("work"), TEST)
"""Steps that a finished report rests on with its hours."""


@dataclass(frozen=True, slots=True)
class ReopenStep:
    """Open the step again; its answers stay."""

    begin: Begin
    clock: Clock

    def __call__(self, order_id: OrderId, step: StepId, reason: str = "") -> None:
        """Reopen; a step that was not done or skipped is open as it is.

        Hours on site that the record gave are given anew when the report is next looked at (REP-1).
        Raises Refused("order.not-open") once the visit is closed or the order was handed back.
        """
        with self.begin() as work:
            order, at = open_order(work, order_id), self.clock.now()
            progress = order.visit.steps.get(step)
            if progress is not None and progress.state is not StepState.BEGUN:
                reopened = StepReopened(order_id=order_id, at=at, step=step, reason=reason.strip())
                work.append(reopened, *_hours_anew(order, step, at))
                work.commit()


def _hours_anew(order: WorkOrder, step: StepId, at: datetime) -> tuple[OrderEvent, ...]:
    """Return the hours taken back that were reckoned before the work went on; those typed by hand stay (REP-1).

    A report that was finished is opened again only for the work itself: tidying up once more asks nothing anew.
    """
    visit = order.visit
    said, done = visit.answer(REPORT, HOURS), visit.is_done(REPORT)
    form = order.pin.forms.get(visit.step_forms.get(REPORT, FormId(REPORT)))
    before = step in BEFORE_REPORT if done else step != REPORT
    if not said or form is None or not before or hours_by_hand(visit):
        return ()
    emptied = AnswerSaved(order_id=order.id, at=at, step=REPORT, name=HOURS, value="", form_sha256=form)
    return (StepReopened(order_id=order.id, at=at, step=REPORT), emptied) if done else (emptied,)

"""What was found at the site proposes how the visit ends: not our product, joint check (SITE-12, PRO-4)."""

from __future__ import annotations

from datetime import datetime

from fieldapp.domain.events import AnswerSaved
from fieldapp.domain.process import Process, Step, StepRecord
from fieldapp.domain.work_order import WorkOrder
from fieldapp.usecases.record_call import OUTCOME
from fieldapp.usecases.step_end import StepEnd
from fieldapp.workflow.on_site import verdict


def verdict_outcome(
    end: StepEnd, process: Process, order: WorkOrder, step: Step, at: datetime
) -> tuple[AnswerSaved, ...]:
    """Return the closing's outcome as this step's answers propose it; one they proposed before is withdrawn."""
    own = [one for one in process.verdicts if one.step == step.id]
    if not own:
        return ()
    closure = next(step for step in process.steps if step.records is StepRecord.CLOSURE)
    found = verdict(process, order.visit)
    if found is not None:
        return end.answer(order, closure, OUTCOME, found.outcome.value, at)
    proposed = {one.outcome.value for one in own}
    stands = order.visit.answer(closure.id, OUTCOME) in proposed
    return end.answer(order, closure, OUTCOME, "", at) if stands else ()

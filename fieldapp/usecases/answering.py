"""An answer as the event that says it: the first to its question, or one in the place of another (SYNC.md rule 6)."""

from __future__ import annotations

from datetime import datetime

from fieldapp.domain.events import AnswerReplaced, AnswerSaved
from fieldapp.domain.ids import Sha256, StepId
from fieldapp.domain.work_order import WorkOrder


def answered(order: WorkOrder, step: StepId, name: str, value: str, form_sha256: Sha256, at: datetime) -> AnswerSaved:
    """Return the event of an answer given on the order as it stands; "" clears the answer."""
    base = order.visit.answer(step, name)
    if not base:
        return AnswerSaved(order_id=order.id, at=at, step=step, name=name, value=value, form_sha256=form_sha256)
    return AnswerReplaced(
        order_id=order.id, at=at, step=step, name=name, value=value, form_sha256=form_sha256, base=base
    )

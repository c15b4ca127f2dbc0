"""The customer saw what the work costs and agreed, or did not: before it begins (SITE-12, REP-2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fieldapp.domain.errors import BadInput
from fieldapp.domain.events import AnswerSaved, Event
from fieldapp.domain.ids import StepId
from fieldapp.domain.on_site import CHARGED_TO
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.process import Process, StepRecord
from fieldapp.domain.site_events import QuoteAnswered
from fieldapp.domain.work_order import WorkOrder
from fieldapp.usecases.bill_so_far import HOURS, REPORT
from fieldapp.usecases.draft_quote import DraftQuote, QuoteDraft
from fieldapp.usecases.open_order import open_order
from fieldapp.usecases.ports import Begin, Clock
from fieldapp.usecases.record_call import OUTCOME, closing
from fieldapp.usecases.step_end import StepEnd
from fieldapp.workflow.on_site import visited_on


@dataclass(frozen=True, slots=True)
class AnswerQuote:
    """Write the answer with what follows from it: who is charged, and after a refusal outcome and fee of the way."""

    begin: Begin
    clock: Clock
    draft: DraftQuote

    def __call__(self, shown: QuoteDraft, agreed: bool, remark: str = "") -> None:
        """Record the customer's answer to exactly what he was shown.

        Raises BadInput("quote.changed") if the price is another by now, Refused("order.not-open"), and what
        `DraftQuote` raises.
        """
        with self.begin() as work:
            order, at = open_order(work, shown.order_id), self.clock.now()
            now = self.draft.of(order, "zh", shown.hours, shown.pieces)
            if now.fees != shown.fees:
                raise BadInput("quote.changed", number=order.number)
            answered = QuoteAnswered(order_id=order.id, at=at, fees=shown.fees, agreed=agreed, remark=remark.strip())
            work.append(answered, *self._follows(order, agreed, at))
            work.commit()

    def _follows(self, order: WorkOrder, agreed: bool, at: datetime) -> tuple[Event, ...]:
        """Return the answers that later steps would ask for again (REP-1)."""
        process = self.draft.queries.process(order.pin)
        end = StepEnd(self.clock, self.draft.forms)
        payer = order.payer(visited_on(process, order))
        charged = _report_says(end, process, order, CHARGED_TO, payer.value, at)
        if agreed:
            return (*charged, *_outcome_withdrawn(end, process, order, at))
        unworked = _report_says(end, process, order, HOURS, "0", at)
        return (*charged, *unworked, *closing(end, process, order, Outcome.REFUSED, at))


def _report_says(
    end: StepEnd, process: Process, order: WorkOrder, name: str, value: str, at: datetime
) -> tuple[AnswerSaved, ...]:
    step = next((step for step in process.steps if step.id == REPORT), None)
    return end.answer(order, step, name, value, at) if step is not None else ()


def _outcome_withdrawn(end: StepEnd, process: Process, order: WorkOrder, at: datetime) -> tuple[AnswerSaved, ...]:
    """Take back the outcome that an earlier refusal proposed."""
    step = next(step for step in process.steps if step.records is StepRecord.CLOSURE)
    refused = order.visit.answer(StepId(step.id), OUTCOME) == Outcome.REFUSED.value
    return end.answer(order, step, OUTCOME, "", at) if refused else ()

"""Who pays is settled otherwise than the machine's record says: proof, misuse, goodwill, contract (CON-4, SITE-12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fieldapp.domain.errors import BadInput
from fieldapp.domain.events import OrderEvent
from fieldapp.domain.ids import OrderId
from fieldapp.domain.on_site import CoverageGround
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.process import Process, StepRecord
from fieldapp.domain.site_events import CoverageSettled
from fieldapp.domain.work_order import WorkOrder
from fieldapp.usecases.bill_so_far import REPORT
from fieldapp.usecases.form_shelf import FormShelf
from fieldapp.usecases.open_order import open_order
from fieldapp.usecases.payer_changed import payer_changed
from fieldapp.usecases.ports import Begin, Clock, Queries
from fieldapp.usecases.record_call import OUTCOME
from fieldapp.usecases.step_end import StepEnd
from fieldapp.workflow.apply import apply
from fieldapp.workflow.on_site import last_quote, visited_on

GROUNDS = {
    True: (CoverageGround.PROOF, CoverageGround.CONTRACT, CoverageGround.GOODWILL),
    False: (CoverageGround.MISUSE, CoverageGround.PROOF, CoverageGround.CONTRACT),
}
"""What speaks for a covered visit, and what against it; a proof or a contract may say either."""


@dataclass(frozen=True, slots=True)
class SettleCoverage:
    """Write the engineer's decision with what follows from it: who is charged, and that a refusal is none any more."""

    begin: Begin
    clock: Clock
    queries: Queries
    forms: FormShelf

    def __call__(self, order_id: OrderId, covered: bool, ground: CoverageGround, remark: str) -> None:
        """Settle it; said again in the same words it changes nothing. RECORD goes back to the machine's warranty.

        Raises BadInput("coverage.ground") for a ground that does not speak for it, BadInput("coverage.remark") without
        a word why (the report shows it), Refused("order.not-open").
        """
        with self.begin() as work:
            order, at = open_order(work, order_id), self.clock.now()
            process = self.queries.process(order.pin)
            back = ground is CoverageGround.RECORD
            if not back and ground not in GROUNDS[covered]:
                raise BadInput("coverage.ground", ground=ground.value)
            if not back and not remark.strip():
                raise BadInput("coverage.remark")
            if back:
                covered = order.asset.in_warranty(visited_on(process, order))
            if _stands(order, covered, ground, remark.strip()):
                return
            settled = CoverageSettled(order_id=order_id, at=at, covered=covered, ground=ground, remark=remark.strip())
            work.append(settled, *self._follows(process, order, apply(order, settled), at))
            work.commit()

    def _follows(self, process: Process, before: WorkOrder, order: WorkOrder, at: datetime) -> tuple[OrderEvent, ...]:
        """Return the answers that said something about the price as it was."""
        end = StepEnd(self.clock, self.forms)
        report = next((step for step in process.steps if step.id == REPORT), None)
        told = list(payer_changed(end, process, before, order, at))
        closure = next(step for step in process.steps if step.records is StepRecord.CLOSURE)
        refused = last_quote(before.visit) is not None and last_quote(order.visit) is None
        if refused and order.visit.answer(closure.id, OUTCOME) == Outcome.REFUSED.value:
            told += end.answer(order, closure, OUTCOME, "", at)
            if report is not None and order.visit.answer(REPORT, "labour_hours") == "0":
                told += end.answer(order, report, "labour_hours", "", at)
        return tuple(told)


def _stands(order: WorkOrder, covered: bool, ground: CoverageGround, remark: str) -> bool:
    said = order.visit.on_site.coverage
    if not said:
        return ground is CoverageGround.RECORD
    last = said[-1]
    return (last.covered, last.ground, last.remark) == (covered, ground, remark)

"""Propose the case of a visit as an entry of the fault library (KNO-2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from fieldapp.domain.errors import BadInput, Refused
from fieldapp.domain.fault import FaultProposal
from fieldapp.domain.fault_events import FaultProposed
from fieldapp.domain.ids import OrderId
from fieldapp.domain.work_order import WorkOrder
from fieldapp.usecases.form_shelf import FormShelf
from fieldapp.usecases.form_words import FormWords
from fieldapp.usecases.ports import Begin, Clock, Queries
from fieldapp.usecases.section_line import section_line

CAUSE, SOLUTION = "cause", "solution"
"""Sections of the report that say why, and what was done; the process tells where they were answered (REP-1)."""


def may_be_proposed(order: WorkOrder) -> bool:
    """Tell whether the order has a case to tell that was not proposed yet: somebody was there, or it is closed."""
    visit = order.visit
    return not visit.fault_proposals and (visit.arrived_at is not None or visit.closed_at is not None)


def newest_case(orders: Iterable[WorkOrder]) -> WorkOrder | None:
    """Return the order that was closed last of those whose case was not proposed yet, None where there is none."""
    closed = [(order.visit.closed_at, order.id, order) for order in orders if order.visit.closed_at is not None]
    return max(((at, key, order) for at, key, order in closed if may_be_proposed(order)), default=(None, "", None))[2]


@dataclass(frozen=True, slots=True)
class ProposeFault:
    """Draft a proposal from what the visit recorded, so that nothing is typed twice, and send it."""

    begin: Begin
    clock: Clock
    queries: Queries
    forms: FormShelf

    def draft(self, order_id: OrderId, language: str) -> FaultProposal:
        """Return what the visit says, in the words of its forms; "" where it says nothing. Its `id` is "".

        Raises NotFound("order.unknown", "process.unknown", "form.unknown").
        """
        order = self.queries.order(order_id)
        process = self.queries.process(order.pin)
        words = FormWords(self.forms, order, process, language, self.clock.now)
        plans = order.visit.planning.plans
        return FaultProposal(
            id="",
            at=self.clock.now(),
            language=language,
            model=order.asset.model,
            code=order.symptom.alarm_code,
            symptom=order.symptom.what,
            cause=section_line(order, process, words, CAUSE) or next((plan.cause for plan in plans), ""),
            measure=section_line(order, process, words, SOLUTION) or next((plan.measure for plan in plans), ""),
            parts=tuple(dict.fromkeys(use.part_number for use in order.visit.parts if use.reversed_at is None)),
        )

    def __call__(self, order_id: OrderId, proposal: FaultProposal) -> None:
        """Keep the proposal with its order; it waits in the outbox for the next sync.

        Raises BadInput("fault.incomplete") without symptom or code, cause and measure, Refused("fault.proposed") for
        a case that was proposed already or has nothing to tell.
        """
        told = replace(
            proposal,
            symptom=proposal.symptom.strip(),
            cause=proposal.cause.strip(),
            measure=proposal.measure.strip(),
        )
        if not (told.symptom or told.code) or not told.cause or not told.measure:
            raise BadInput("fault.incomplete")
        with self.begin() as work:
            order = work.order(order_id)
            if not may_be_proposed(order):
                raise Refused("fault.proposed", number=order.number)
            work.append(
                FaultProposed(
                    order_id=order_id,
                    at=self.clock.now(),
                    proposal_id=work.next_id(),
                    language=told.language,
                    model=told.model,
                    code=told.code,
                    symptom=told.symptom,
                    cause=told.cause,
                    measure=told.measure,
                    parts=told.parts,
                )
            )
            work.commit()

"""Show a visit under way, at the step where the engineer is (UI: visit; SITE-9)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fieldapp.domain.ids import OrderId, StepId
from fieldapp.domain.money import Money
from fieldapp.domain.process import Moment, Override, Process
from fieldapp.domain.views.visit import ClosedGate, Compared, VisitView
from fieldapp.domain.visit import StepState
from fieldapp.domain.work_order import WorkOrder
from fieldapp.scheduling.clocks import sla_clocks
from fieldapp.usecases.bill_so_far import due_at_gate
from fieldapp.usecases.form_offer import form_offer
from fieldapp.usecases.form_shelf import FormShelf
from fieldapp.usecases.form_words import FormWords
from fieldapp.usecases.plan_way import PlanWay
from fieldapp.usecases.ports import Clock, Queries
from fieldapp.workflow.comparison import compare
from fieldapp.workflow.gates import closed_gates
from fieldapp.workflow.step_form import form_of
from fieldapp.workflow.steps import belongs, next_step, rows, steps_of


@dataclass(frozen=True, slots=True)
class ShowVisit:
    """Read the visit at a step: the asked one if it is of this visit, else the remembered one, else the next to do."""

    queries: Queries
    plan: PlanWay
    forms: FormShelf
    clock: Clock

    def __call__(self, order_id: OrderId, language: str, step_id: StepId | None = None) -> VisitView:
        """Return the visit. Raises NotFound("order.unknown", "process.unknown", "form.unknown")."""
        order = self.queries.order(order_id)
        process = self.queries.process(order.pin)
        current, field = self._place(order, process, step_id)
        sha256, xform = self.queries.form(order.pin, form_of(process.step(current), order))
        return VisitView(
            order=order,
            steps=rows(process, order, current, language),
            current=current,
            field=field,
            form_sha256=sha256,
            xform=xform,
            gates=closed(process, order, current, language, due_at_gate(self.queries, process, order, current)),
            clocks=sla_clocks(order),
            departure=self.plan(order),
            comparison=self._compared(order, process, language),
            form_offer=form_offer(self.queries, process, order, current),
        )

    def _place(self, order: WorkOrder, process: Process, asked: StepId | None) -> tuple[StepId, str]:
        """Return step and field to show; one that is over or has dropped out gives way."""
        remembered = self.queries.place(order.id)
        if asked is not None and asked in {step.id for step in steps_of(process, order)}:
            return asked, remembered[1] if remembered is not None and remembered[0] == asked else ""
        if remembered is not None and _may_go_on(process, order, remembered[0]):
            return remembered
        following = next_step(process, order)
        return (following.id if following is not None else process.steps[-1].id), ""

    def _compared(self, order: WorkOrder, process: Process, language: str) -> Compared | None:
        """Return analysis and diagnosis beside each other, in the words of the forms."""
        places, compared = process.comparison, compare(process, order)
        if places is None or compared is None:
            return None
        words = FormWords(self.forms, order, process, language, self.clock.now)
        return replace(
            compared,
            expected=words.words(places.expected.step, places.expected.field, compared.expected),
            found=words.words(places.found.step, places.found.field, compared.found),
        )


def closed(
    process: Process, order: WorkOrder, step: StepId, language: str, due: Money | None = None
) -> tuple[ClosedGate, ...]:
    """Return the gates that stand against entering or completing the step now; `due` is what the bill comes to."""
    gates = [gate for moment in Moment for gate in closed_gates(process, order, step, moment, due)]
    return tuple(
        ClosedGate(
            id=gate.id,
            words=gate.words.in_language(language),
            may_pass=gate.override is Override.REASON,
            asks=gate.requires.kind,
        )
        for gate in gates
    )


def _may_go_on(process: Process, order: WorkOrder, step: StepId) -> bool:
    """Tell whether there is something left to do at the step: neither over, nor dropped out of the visit."""
    progress = order.visit.steps.get(step)
    over = progress is not None and progress.state in (StepState.DONE, StepState.SKIPPED)
    return not over and belongs(process.step(step), process, order)

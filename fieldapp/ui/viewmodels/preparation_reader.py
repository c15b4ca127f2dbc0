"""Reads what the steps before the trip show beside their forms, on a reader thread: gaps, the register, the library."""

from __future__ import annotations

from dataclasses import dataclass, field

from fieldapp.domain.asset import Asset
from fieldapp.domain.doubt import Doubt
from fieldapp.domain.ids import StepId
from fieldapp.domain.process import Process, StepRecord
from fieldapp.domain.views.analysis import Analysis
from fieldapp.domain.views.visit import VisitView
from fieldapp.domain.work_order import WorkOrder
from fieldapp.pricing.fees import used
from fieldapp.ui.viewmodels.step_place import records
from fieldapp.usecases.ports import Queries
from fieldapp.usecases.show_analysis import ShowAnalysis
from fieldapp.usecases.show_asset import registered
from fieldapp.workflow.completeness import doubts
from fieldapp.workflow.kit import ANALYSE, KIT
from fieldapp.workflow.prefill import PAYMENT, derived, prefill


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """What the step on the screen needs of it; `machine` is the register's, found by id or serial number (ACC-3).

    `suggested` are answers that the records give: question name to value, for questions nobody answered yet;
    `derived` repeat the record and stand whatever was tapped.
    """

    order: WorkOrder
    doubts: tuple[Doubt, ...] = ()
    machine: Asset | None = None
    analysis: Analysis | None = None
    suggested: dict[str, str] = field(default_factory=dict)
    derived: dict[str, str] = field(default_factory=dict)


def read_preparation(queries: Queries, show: ShowAnalysis, view: VisitView) -> Preparation:
    """Read what belongs to the step that is shown, and nothing else."""
    order = view.order
    if records(view) is StepRecord.ACCEPTANCE:
        gaps = doubts(order, queries.process(order.pin).phrasing.vague)
        return Preparation(order=order, doubts=gaps, machine=registered(queries, order))
    if view.current == ANALYSE:
        analysis = show(order)
        suggested = {"experience": analysis.experience.value}
        return Preparation(order=order, analysis=analysis, suggested=suggested)
    if view.current == KIT:
        return Preparation(order=order, analysis=show(order))
    process = queries.process(order.pin)
    return Preparation(
        order=order,
        suggested=_suggested(queries, process, order, view.current),
        derived=derived(process, order, view.current),
    )


def _suggested(queries: Queries, process: Process, order: WorkOrder, step: StepId) -> dict[str, str]:
    """Return what the record says; "nothing to pay" only where no wearing part is due in spite of the warranty."""
    found = prefill(process, order, step)
    parts = [queries.part(number) for number in used(order)]
    if any(part is not None and part.wearing for part in parts):
        found.pop(PAYMENT, None)
    return found

"""Which other version of a form a visit may offer to go on with: offered, never forced (PRO-2)."""

from __future__ import annotations

from fieldapp.domain.ids import StepId
from fieldapp.domain.process import Process
from fieldapp.domain.standing import is_over
from fieldapp.domain.views.form_versions import FormOffer
from fieldapp.domain.work_order import WorkOrder
from fieldapp.usecases.form_crossing import step_over
from fieldapp.usecases.ports import Queries
from fieldapp.workflow.step_form import form_of


def form_offer(queries: Queries, process: Process, order: WorkOrder, step: StepId) -> FormOffer | None:
    """Return the newest version of the step's form where the order has an older one, else the way back; or None.

    The newest is the highest number: the centre sends every version it publishes and begins new orders with the last.
    Nothing is offered where the visit or a step with this form is over, or where the order's own version is not here.
    """
    form_id = form_of(process.step(step), order)
    if is_over(order) or step_over(order, process, form_id) is not None:
        return None
    versions = queries.form_versions(form_id)
    present = next((known for known in versions if known.sha256 == order.pin.forms.get(form_id)), None)
    if present is None:
        return None
    if versions[0].rank > present.rank:
        return FormOffer(version=versions[0], is_newer=True)
    moves = (move for move in reversed(order.visit.form_moves) if move.form_id == form_id)
    before = next((move.from_sha256 for move in moves if move.to_sha256 == present.sha256), None)
    found = next((known for known in versions if known.sha256 == before), None)
    return None if found is None else FormOffer(version=found, is_newer=False)

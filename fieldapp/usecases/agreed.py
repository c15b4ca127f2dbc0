"""What was agreed by telephone on one order (CON-2, CON-7, ANA-3)."""

from __future__ import annotations

from fieldapp.domain.going import Going, call_again_at, call_back_due_at, going
from fieldapp.domain.standing import is_over
from fieldapp.domain.views.agreed import Agreed, WaitsFor
from fieldapp.domain.work_order import WorkOrder
from fieldapp.scheduling.leads import Leads

_OF_GOING = {
    Going.CALL_BACK_OWED: WaitsFor.CALL_BACK,
    Going.REFUSED: WaitsFor.CENTRE,
    Going.NOBODY_HOME: WaitsFor.CUSTOMER,
}


def agreed(order: WorkOrder, leads: Leads | None = None) -> Agreed:
    """Return it, with a call-back as `leads` say; an order that is over waits for nothing more."""
    visit, after = order.visit, (leads or Leads()).call_back
    moved = [change for change in visit.contact.appointment_changes if change.taken]
    waits = WaitsFor.NOTHING
    if not is_over(order):
        again = call_again_at(visit) is not None
        waits = _OF_GOING.get(going(visit), WaitsFor.CALL_AGAIN if again else WaitsFor.NOTHING)
    return Agreed(
        waits_for=waits,
        call_at=call_back_due_at(visit, after) or call_again_at(visit),
        moved_from_at=moved[-1].old.start_at if moved else None,
        corrections=visit.contact.corrections,
    )

"""What the visit comes to as it is recorded now: for the report, and for the gate before its signature (REP-2)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from fieldapp.domain.errors import BadInput, FieldappError
from fieldapp.domain.fees import Fees
from fieldapp.domain.ids import PartNumber, StepId
from fieldapp.domain.money import Money
from fieldapp.domain.part import Part
from fieldapp.domain.process import ConditionKind, Process
from fieldapp.domain.work_order import WorkOrder
from fieldapp.pricing.fees import estimate, fees
from fieldapp.usecases.draft_quote import planned_hours, planned_pieces, priced
from fieldapp.usecases.ports import Queries
from fieldapp.workflow.on_site import day_of, last_quote, visited_on

REPORT = StepId("report")
HOURS = "labour_hours"


def bill_so_far(queries: Queries, process: Process, order: WorkOrder, parts: dict[PartNumber, Part]) -> Fees:
    """Return the bill; `parts` are the catalogue entries of everything built in.

    Raises BadInput("report.hours", "fees.hours"), NotFound("prices.none", "prices.part").
    """
    day = visited_on(process, order)
    return fees(order, queries.price_list(_priced_on(process, order, day)), parts, _hours(order), day)


def parts_of(queries: Queries, order: WorkOrder) -> dict[PartNumber, Part]:
    """Return the catalogue entries of everything built in or taken out."""
    numbers = {use.part_number for use in order.visit.parts}
    numbers |= {use.removed.part_number for use in order.visit.parts if use.removed is not None}
    found = ((number, queries.part(number)) for number in sorted(numbers))
    return {number: part for number, part in found if part is not None}


def due_at_gate(queries: Queries, process: Process, order: WorkOrder, step: StepId) -> Money | None:
    """Return what the customer would have to pay, where a gate of the step holds it against his word (SITE-12).

    Before the work it is the price of what is planned and built in, afterwards the bill. None where no gate asks, where
    he neither agreed to a price nor is covered, or where there is no bill: what is wrong with it then is said by the
    price page or the report itself, without which nothing can be agreed to or signed.
    """
    asked = {gate.requires.kind for gate in process.gates if gate.step == step}
    agreed = order.visit.on_site.agreed_due is not None
    if not agreed and not order.covered(visited_on(process, order)):
        return None
    try:
        if ConditionKind.PRICE_KEPT in asked:
            return bill_so_far(queries, process, order, parts_of(queries, order)).due
        return _due_before_work(queries, process, order, agreed) if ConditionKind.QUOTE_AGREED in asked else None
    except FieldappError:
        return None


def _due_before_work(queries: Queries, process: Process, order: WorkOrder, agreed: bool) -> Money:
    """Return the price of the work: once he agreed to one, only what is built in is held against it, not the plan."""
    day = visited_on(process, order)
    prices = queries.price_list(_priced_on(process, order, day))
    planned = {} if agreed else priced(planned_pieces(order), prices)
    parts = {number: part for number in planned if (part := queries.part(number)) is not None}
    parts |= parts_of(queries, order)
    return estimate(order, prices, parts, planned_hours(order), day, planned).due


def _priced_on(process: Process, order: WorkOrder, day: date) -> date:
    """Return the day whose price list counts: of the customer's agreement, otherwise of the visit (REP-2)."""
    quote = last_quote(order.visit)
    return day_of(process, quote.at) if quote is not None and quote.agreed else day


def _hours(order: WorkOrder) -> Decimal:
    """Return the labour hours of the report step; none recorded counts as zero."""
    text = order.visit.answer(REPORT, HOURS)
    try:
        return Decimal(text or "0")
    except InvalidOperation as fault:
        raise BadInput("report.hours", value=text) from fault

"""What chargeable work would cost, before it begins: cause, plan and price by line (SITE-12, CON-4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from fieldapp.domain.fees import Fees, PriceList
from fieldapp.domain.ids import OrderId, PartNumber
from fieldapp.domain.part import Part
from fieldapp.domain.work_order import WorkOrder
from fieldapp.pricing.fees import estimate, used
from fieldapp.usecases.form_shelf import FormShelf
from fieldapp.usecases.form_words import FormWords
from fieldapp.usecases.ports import Clock, Queries
from fieldapp.usecases.section_line import section_line
from fieldapp.workflow.on_site import day_of, visited_on

CAUSE = "cause"
HALF_HOUR = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteDraft:
    """What the customer is shown: exactly this is agreed to, or not.

    `cause` and `plan` are words, "" where nothing was recorded. `parts` are the catalogue entries of `fees`' lines;
    `priceless` are planned parts that the price list does not have: they are in no price.
    """

    order_id: OrderId
    cause: str
    plan: str
    hours: Decimal
    pieces: Mapping[PartNumber, int]
    parts: Mapping[PartNumber, Part]
    fees: Fees
    priceless: tuple[PartNumber, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftQuote:
    """Reckons the price of the plan by the price list of today."""

    queries: Queries
    clock: Clock
    forms: FormShelf

    def __call__(
        self,
        order_id: OrderId,
        language: str,
        hours: Decimal | None = None,
        pieces: Mapping[PartNumber, int] | None = None,
    ) -> QuoteDraft:
        """Return the quote; `hours` and `pieces` are the engineer's own, None for what was planned.

        Raises NotFound("order.unknown", "prices.none", "prices.part"), BadInput("fees.hours").
        """
        return self.of(self.queries.order(order_id), language, hours, pieces)

    def of(
        self, order: WorkOrder, language: str, hours: Decimal | None, pieces: Mapping[PartNumber, int] | None
    ) -> QuoteDraft:
        """Return the quote of an order as it stands inside a transaction or outside."""
        process = self.queries.process(order.pin)
        prices = self.queries.price_list(day_of(process, self.clock.now()))
        wanted = priced(planned_pieces(order), prices) if pieces is None else pieces
        labour = planned_hours(order) if hours is None else hours
        parts = self._parts({*wanted, *used(order)})
        words = FormWords(self.forms, order, process, language, self.clock.now)
        return QuoteDraft(
            order_id=order.id,
            cause=section_line(order, process, words, CAUSE),
            plan=next((plan.measure for plan in order.visit.planning.plans), ""),
            hours=labour,
            pieces=wanted,
            parts=parts,
            fees=estimate(order, prices, parts, labour, visited_on(process, order), wanted),
            priceless=tuple(number for number in planned_pieces(order) if number not in prices.parts),
        )

    def _parts(self, numbers: set[PartNumber]) -> dict[PartNumber, Part]:
        found = ((number, self.queries.part(number)) for number in sorted(numbers))
        return {number: part for number, part in found if part is not None}


def priced(pieces: Mapping[PartNumber, int], prices: PriceList) -> dict[PartNumber, int]:
    """Leave out what was brought to be sure and has no price here; the draft names it."""
    return {number: count for number, count in pieces.items() if number in prices.parts}


def planned_pieces(order: WorkOrder) -> dict[PartNumber, int]:
    """Return the spares of the plan that is tried first; without a plan, what the order brings along."""
    plans = order.visit.planning.plans
    if plans:
        return {line.part_number: line.quantity for line in plans[0].parts}
    return {need.part_number: need.quantity for need in order.kit_needs if need.part_number is not None}


def planned_hours(order: WorkOrder) -> Decimal:
    """Return the planned working time in hours, rounded up to the half hour."""
    return Decimal(-(-order.planned_minutes // HALF_HOUR)) / 2

"""What is agreed at the customer's, and what it does to an order (SITE-10, SITE-12, SITE-13)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import singledispatch
from zoneinfo import ZoneInfo

from fieldapp.domain.money import Money
from fieldapp.domain.on_site import BroughtBack, Coverage, Installed, Quote, SiteRecord, Suggestion, TakenAway
from fieldapp.domain.process import ConditionKind, Process, Verdict
from fieldapp.domain.replacing import replace
from fieldapp.domain.site_events import (
    AssetBroughtBack,
    AssetInstalled,
    AssetTakenAway,
    CoverageSettled,
    QuoteAnswered,
    SiteEvent,
    SuggestionNoted,
)
from fieldapp.domain.visit import Visit
from fieldapp.domain.work_order import WorkOrder


def visited_on(process: Process, order: WorkOrder) -> date:
    """Return the day of the visit, on which the warranty is judged: of the arrival, before it of the appointment."""
    return day_of(process, order.visit.arrived_at or order.appointment.start_at)


def day_of(process: Process, at: datetime) -> date:
    """Return the company's calendar day of an instant."""
    return at.astimezone(ZoneInfo(process.zone)).date()


def last_quote(visit: Visit) -> Quote | None:
    """Return the price as the customer answered it last, as far as it still counts (`SiteRecord.quote`)."""
    return visit.on_site.quote


def payer_settled(order: WorkOrder) -> bool:
    """Tell whether it is known who pays: until then a price is not shown as if the customer did (CON-4, SITE-12)."""
    quote = last_quote(order.visit)
    return order.coverage_known or (quote is not None and quote.agreed and not quote.fees.covers_the_visit)


def price_agreed(process: Process, order: WorkOrder, due: Money | None = None) -> bool:
    """Tell whether work may begin as far as its price goes: agreed, or nothing of it is `due` (SITE-12).

    A covered visit leaves wearing parts to be paid: of those too the customer hears before the work. Without `due`
    nothing is held against a covered visit. The price of a covered visit was agreed to as such: once the machine turns
    out not to be covered it opens nothing.
    """
    if order.covered(visited_on(process, order)):
        agreed = order.visit.on_site.agreed_due
        return due is None or due.amount <= (Decimal(0) if agreed is None else agreed.amount)
    quote = last_quote(order.visit)
    return quote is not None and quote.agreed and not quote.fees.covers_the_visit


def price_kept(process: Process, order: WorkOrder, due: Money | None) -> bool:
    """Tell whether the bill asks for no more than the customer agreed to before the work (SITE-12, REP-2).

    Of a covered visit he expects no bill: there a sum that he was never told of is more than he agreed to. So is all of
    it where the work was done as covered and turned out not to be: of what is due then he has heard no price.
    """
    agreed = order.visit.on_site.agreed_due
    if agreed is not None:
        return due is None or due.amount <= agreed.amount
    if _left_out(process, order):
        return True
    if order.covered(visited_on(process, order)):
        return price_agreed(process, order, due)
    return last_quote(order.visit) is not None or not _worked(process, order)


def _worked(process: Process, order: WorkOrder) -> bool:
    """Tell whether the work is done that a price is agreed to for."""
    return any(
        gate.requires.kind is ConditionKind.QUOTE_AGREED and order.visit.is_done(gate.step) for gate in process.gates
    )


def _left_out(process: Process, order: WorkOrder) -> bool:
    """Tell whether the work began without a word about its price, for a reason that stands in the record."""
    asking = {gate.id for gate in process.gates if gate.requires.kind is ConditionKind.QUOTE_AGREED}
    return any(passed.gate in asking for passed in order.visit.passed_gates)


def verdict(process: Process, visit: Visit) -> Verdict | None:
    """Return what was found at the site that ends the repair there, None while nothing of the kind was."""
    return next((one for one in process.verdicts if visit.answer(one.step, one.field) == one.value), None)


def work_goes_on(process: Process, visit: Visit) -> bool:
    """Tell whether the machine is repaired here: not refused for its price, not away, no other verdict."""
    quote = last_quote(visit)
    refused = quote is not None and not quote.agreed
    return not refused and visit.on_site.away is None and verdict(process, visit) is None


@singledispatch
def changed(event: SiteEvent, order: WorkOrder) -> WorkOrder:
    """Return `order` after `event`; applied again the same event changes nothing."""
    return order


@changed.register
def _quote(event: QuoteAnswered, order: WorkOrder) -> WorkOrder:
    site = order.visit.on_site
    quote = Quote(at=event.at, fees=event.fees, agreed=event.agreed, remark=event.remark)
    return order if quote in site.quotes else _recorded(order, replace(site, quotes=(*site.quotes, quote)))


@changed.register
def _coverage(event: CoverageSettled, order: WorkOrder) -> WorkOrder:
    site = order.visit.on_site
    settled = Coverage(at=event.at, covered=event.covered, ground=event.ground, remark=event.remark)
    return order if settled in site.coverage else _recorded(order, replace(site, coverage=(*site.coverage, settled)))


@changed.register
def _taken_away(event: AssetTakenAway, order: WorkOrder) -> WorkOrder:
    site = order.visit.on_site
    taken = TakenAway(
        at=event.at,
        accessories=event.accessories,
        condition=event.condition,
        return_on=event.return_on,
        photos=event.photos,
        loaner=event.loaner,
    )
    return order if taken in site.taken_away else _recorded(order, replace(site, taken_away=(*site.taken_away, taken)))


@changed.register
def _brought_back(event: AssetBroughtBack, order: WorkOrder) -> WorkOrder:
    site = order.visit.on_site
    back = BroughtBack(at=event.at, loaner=event.loaner, remark=event.remark)
    if back in site.brought_back or site.away is None:
        return order
    return _recorded(order, replace(site, brought_back=(*site.brought_back, back)))


@changed.register
def _installed(event: AssetInstalled, order: WorkOrder) -> WorkOrder:
    # Reopened and taken over once more: the later day counts, as a later tap does.
    site = order.visit.on_site
    taken = Installed(at=event.at, serial_number=event.serial_number, accepted_on=event.accepted_on)
    if site.installed == taken:
        return order
    asset = order.asset.taken_over(event.serial_number, event.accepted_on)
    return _recorded(replace(order, asset=asset), replace(site, installed=taken))


@changed.register
def _suggestion(event: SuggestionNoted, order: WorkOrder) -> WorkOrder:
    site = order.visit.on_site
    noted = Suggestion(at=event.at, kind=event.suggestion, text=event.text, customer_consents=event.customer_consents)
    if noted in site.suggestions:
        return order
    return _recorded(order, replace(site, suggestions=(*site.suggestions, noted)))


def _recorded(order: WorkOrder, site: SiteRecord) -> WorkOrder:
    return replace(order, visit=replace(order.visit, on_site=site))

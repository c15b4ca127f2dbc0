"""What is agreed at the customer's, and what it does to an order (SITE-10, SITE-12, SITE-13)."""

from __future__ import annotations

from dataclasses import replace
from functools import singledispatch

from fieldapp.domain.on_site import Quote, SiteRecord, Suggestion, TakenAway
from fieldapp.domain.site_events import AssetTakenAway, QuoteAnswered, SiteEvent, SuggestionNoted
from fieldapp.domain.work_order import WorkOrder


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
def _suggestion(event: SuggestionNoted, order: WorkOrder) -> WorkOrder:
    site = order.visit.on_site
    noted = Suggestion(at=event.at, kind=event.suggestion, text=event.text, customer_consents=event.customer_consents)
    if noted in site.suggestions:
        return order
    return _recorded(order, replace(site, suggestions=(*site.suggestions, noted)))


def _recorded(order: WorkOrder, site: SiteRecord) -> WorkOrder:
    return replace(order, visit=replace(order.visit, on_site=site))

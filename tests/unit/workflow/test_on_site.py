"""Price, loaner and suggestions agreed at the customer's."""

from __future__ import annotations

from datetime import date

import pytest

from fieldapp.domain.events import Arrived, ReportSigned
from fieldapp.domain.site_events import AssetTakenAway, QuoteAnswered, SuggestionNoted
from fieldapp.workflow.apply import apply
from fieldapp.workflow.on_site import price_agreed, visited_on, work_goes_on
from tests.factories import local, make_agreements, make_asset, make_order, make_report, repair_process


@pytest.mark.req("SITE-12")
def test_every_answer_to_a_price_is_kept_the_refusal_before_the_agreement() -> None:
    order = make_order()
    for at, agreed in (("10:05", False), ("10:09", True)):
        answer = QuoteAnswered(at=local(at), order_id=order.id, fees=make_report().fees, agreed=agreed)
        order = apply(apply(order, answer), answer)

    assert [(quote.at, quote.agreed) for quote in order.visit.on_site.quotes] == [
        (local("10:05"), False),
        (local("10:09"), True),
    ]


@pytest.mark.req("SITE-13", "ANA-5")
def test_a_machine_taken_away_names_its_loaner_and_a_lead_its_consent() -> None:
    order = make_order()
    for event in make_agreements():
        if isinstance(event, AssetTakenAway | SuggestionNoted):
            order = apply(order, event)

    [taken], [lead] = order.visit.on_site.taken_away, order.visit.on_site.suggestions
    assert taken.loaner is not None
    assert (taken.loaner.serial_number, taken.accessories) == ("CF300-22-0007", "两个搁架")
    assert (lead.text, lead.customer_consents) == ("想再买一台", True)


@pytest.mark.req("SITE-10", "REP-4")
def test_a_machine_taken_away_after_the_signature_asks_for_another_one() -> None:
    order = make_order()
    order = apply(order, ReportSigned(at=local("11:20"), order_id=order.id, report=make_report()))
    assert order.visit.report_outdated_at is None
    taken = AssetTakenAway(
        at=local("11:25"), order_id=order.id, accessories="无", condition="有划痕", return_on=date(2026, 12, 4)
    )
    assert apply(order, taken).visit.report_outdated_at == local("11:25")


@pytest.mark.req("SITE-12", "CON-4")
def test_the_warranty_is_judged_by_the_day_at_the_customers_and_not_by_the_day_in_greenwich() -> None:
    order = make_order(asset=make_asset(warranty_until_on=date(2026, 11, 22)))
    order = apply(order, Arrived(at=local("07:10"), order_id=order.id))
    assert order.visit.arrived_at is not None
    assert order.visit.arrived_at.date() == date(2026, 11, 22)
    assert visited_on(repair_process(), order) == date(2026, 11, 23)
    assert not price_agreed(repair_process(), order)


@pytest.mark.req("SITE-12")
def test_only_the_last_answer_to_a_price_counts() -> None:
    order = make_order(asset=make_asset(warranty_until_on=None))
    told = []
    for at, agreed in (("10:05", True), ("10:09", False), ("10:12", True)):
        order = apply(order, QuoteAnswered(at=local(at), order_id=order.id, fees=make_report().fees, agreed=agreed))
        told.append((price_agreed(repair_process(), order), work_goes_on(repair_process(), order.visit)))
    assert told == [(True, True), (False, False), (True, True)]

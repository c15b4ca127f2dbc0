"""Price, loaner and suggestions agreed at the customer's."""

from __future__ import annotations

from datetime import date

import pytest

from fieldapp.domain.events import ReportSigned
from fieldapp.domain.site_events import AssetTakenAway, QuoteAnswered, SuggestionNoted
from fieldapp.workflow.apply import apply
from tests.factories import local, make_agreements, make_order, make_report


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

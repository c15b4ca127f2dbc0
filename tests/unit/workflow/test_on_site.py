"""Price, loaner and suggestions agreed at the customer's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fieldapp.domain.events import Arrived, ReportSigned
from fieldapp.domain.fees import Fees
from fieldapp.domain.ids import SerialNumber
from fieldapp.domain.on_site import CoverageGround
from fieldapp.domain.site_events import (
    AssetBroughtBack,
    AssetTakenAway,
    CoverageSettled,
    QuoteAnswered,
    SuggestionNoted,
)
from fieldapp.domain.work_order import WorkOrder
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
        order = apply(order, QuoteAnswered(at=local(at), order_id=order.id, fees=charged(), agreed=agreed))
        told.append((price_agreed(repair_process(), order), work_goes_on(repair_process(), order.visit)))
    assert told == [(True, True), (False, False), (True, True)]


def charged() -> Fees:
    """The fees of a visit that nobody covers."""
    [visit, part] = make_report().fees.lines
    return replace(make_report().fees, lines=(replace(visit, covered=False), part))


@pytest.mark.req("SITE-12", "CON-7")
def test_a_price_agreed_to_as_covered_opens_nothing_once_the_warranty_turns_out_to_be_over() -> None:
    process, order = repair_process(), make_order()
    order = apply(order, QuoteAnswered(at=local("10:05"), order_id=order.id, fees=make_report().fees, agreed=True))
    assert price_agreed(process, order)
    over = replace(order, asset=replace(order.asset, warranty_until_on=date(2026, 11, 1)))
    assert not price_agreed(process, over)
    again = QuoteAnswered(at=local("10:09"), order_id=order.id, fees=charged(), agreed=True)
    assert price_agreed(process, apply(over, again))


def settle(order: WorkOrder, covered: bool, ground: CoverageGround, at: str = "10:04") -> WorkOrder:
    event = CoverageSettled(at=local(at), order_id=order.id, covered=covered, ground=ground, remark="看过")
    return apply(apply(order, event), event)


@pytest.mark.req("CON-4", "SITE-12")
def test_misuse_within_warranty_is_charged_and_proof_out_of_warranty_is_covered() -> None:
    process = repair_process()
    misused = settle(make_order(), False, CoverageGround.MISUSE)
    assert [len(misused.visit.on_site.coverage), price_agreed(process, misused)] == [1, False]
    assert misused.asset.in_warranty(visited_on(process, misused))
    proven = settle(make_order(asset=make_asset(warranty_until_on=None)), True, CoverageGround.PROOF)
    assert price_agreed(process, proven)


@pytest.mark.req("CON-4")
def test_a_decision_that_is_taken_back_leaves_the_machines_own_warranty() -> None:
    order = settle(settle(make_order(), False, CoverageGround.MISUSE), True, CoverageGround.RECORD, "10:06")
    assert order.covered(date(2026, 11, 23))
    assert order.visit.on_site.settled is None


@pytest.mark.req("SITE-12", "CON-4")
def test_what_was_said_to_the_price_of_a_chargeable_visit_counts_no_more_once_it_is_covered() -> None:
    process, order = repair_process(), make_order(asset=make_asset(warranty_until_on=None))
    order = apply(order, QuoteAnswered(at=local("10:05"), order_id=order.id, fees=charged(), agreed=False))
    assert not work_goes_on(process, order.visit)
    order = settle(order, True, CoverageGround.GOODWILL, "10:06")
    assert work_goes_on(process, order.visit)
    order = settle(order, False, CoverageGround.MISUSE, "10:08")
    assert not work_goes_on(process, order.visit)


@pytest.mark.req("CON-4", "REP-4")
def test_a_coverage_settled_after_the_signature_asks_for_another_one() -> None:
    order = make_order()
    order = apply(order, ReportSigned(at=local("11:20"), order_id=order.id, report=make_report()))
    assert settle(order, False, CoverageGround.MISUSE, "11:25").visit.report_outdated_at == local("11:25")


@pytest.mark.req("ANA-5")
def test_a_machine_that_came_back_is_not_away_and_a_second_word_of_it_changes_nothing() -> None:
    order = make_order()
    for event in make_agreements():
        order = apply(order, event)
    assert order.visit.on_site.away is not None
    back = AssetBroughtBack(at=local("16:20"), order_id=order.id, loaner=SerialNumber("CF300-22-0007"))
    once = apply(order, back)
    again = replace(back, at=local("16:25"))
    assert apply(apply(once, back), again) == once
    assert once.visit.on_site.away is None

"""The report: written from what was recorded, bound to what the customer saw, frozen once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal

import pytest

from fieldapp.domain.errors import BadInput, GateClosed, Refused
from fieldapp.domain.events import Arrived
from fieldapp.domain.fees import FeeKind
from fieldapp.domain.ids import GateId, StepId
from fieldapp.domain.on_site import CHARGED_TO, Payer
from fieldapp.domain.site_events import QuoteAnswered
from fieldapp.domain.visit import Acceptance, Refusal, Report
from fieldapp.domain.work_order import HandBackReason
from fieldapp.reports.content import ReportContent
from fieldapp.scheduling.travel import DistanceTravel
from fieldapp.signature.evidence import content_sha256
from fieldapp.usecases.bill_so_far import due_at_gate
from fieldapp.usecases.consume_part import ConsumePart
from fieldapp.usecases.hand_back_order import HandBackOrder
from fieldapp.usecases.pass_gate import PassGate
from fieldapp.usecases.plan_way import PlanWay
from fieldapp.usecases.reopen_step import ReopenStep
from fieldapp.usecases.show_visit import ShowVisit
from fieldapp.usecases.sign_report import DraftReport, ReportDraft, SignReport
from tests.factories import (
    ORDER_ID,
    SHANGHAI,
    START_DAY,
    make_acceptance,
    make_asset,
    make_refusal,
    repair_process,
    save_answer,
    yuan,
)
from tests.fakes.tablet import Tablet, code
from tests.fakes.visit_answers import ANSWERS


@dataclass
class Printed:
    """Stands for the PDF: bytes that name the content, and a count of how often they were made."""

    made: list[ReportContent] = field(default_factory=list)

    def __call__(self, content: ReportContent, language: str, answer: Acceptance | Refusal | None) -> bytes:
        self.made.append(content)
        return f"{content.number} {content.version} {language} {answer is not None}".encode()


@dataclass(frozen=True)
class Desk:
    draft: DraftReport
    sign: SignReport
    printed: Printed

    def shown(self) -> ReportDraft:
        return self.draft(ORDER_ID, "zh")


@pytest.fixture
def desk(tablet: Tablet) -> Desk:
    tablet.visit_until("work")
    ConsumePart(tablet.store.begin, tablet.clock, tablet.store)(ORDER_ID, code())
    tablet.visit_until("sign")
    draft = DraftReport(tablet.store, tablet.clock, tablet.forms, SHANGHAI)
    printed = Printed()
    return Desk(draft, SignReport(tablet.store.begin, tablet.clock, tablet.store, draft, printed), printed)


@pytest.mark.req("REP-1", "REP-2")
def test_the_draft_holds_hours_and_parts_as_recorded_with_their_fees(desk: Desk) -> None:
    shown = desk.shown()

    assert (shown.number, shown.version) == ("SR-261123-004", 1)
    lines = {line.kind: line for line in shown.fees.lines}
    assert lines[FeeKind.LABOUR].quantity == Decimal("1.5")
    assert (lines[FeeKind.PART].part_number, lines[FeeKind.PART].price.amount) == ("TS-02", Decimal("148.00"))
    assert shown.content_sha256 == desk.shown().content_sha256


@pytest.mark.req("REP-2")
def test_a_visit_that_moved_past_the_end_of_the_warranty_is_charged_by_the_day_it_took_place(tablet: Tablet) -> None:
    base, scope, epoch = tablet.store.state.base[ORDER_ID]
    covered = replace(base, asset=replace(base.asset, warranty_until_on=START_DAY))
    tablet.store.state.base[ORDER_ID] = (covered, scope, epoch)
    tablet.store.state.current[ORDER_ID] = covered
    tablet.visit_until("arrive")
    tablet.clock.pass_time(timedelta(days=1))
    tablet.record(Arrived(order_id=ORDER_ID, at=tablet.clock.now()))

    fees = DraftReport(tablet.store, tablet.clock, tablet.forms, SHANGHAI)(ORDER_ID, "zh").fees

    assert fees.covered.is_zero
    assert fees.due == fees.total


@pytest.mark.req("REP-3", "PRO-4")
def test_a_signature_freezes_pdf_ink_and_fees_and_completes_the_step_in_one_group(tablet: Tablet, desk: Desk) -> None:
    shown, before = desk.shown(), len(tablet.kinds)

    report = desk.sign(shown, make_acceptance())

    rows = tablet.store.batch(10_000, 10**9).events[before:]
    assert [row.kind for row in rows] == ["report.signed", "step.completed"]
    assert len({row.group for row in rows}) == 1
    assert tablet.order.visit.reports == (report,)
    pdf = tablet.store.blob(report.document_sha256)
    assert hashlib.sha256(pdf).hexdigest() == report.document_sha256
    assert (report.fees, report.content_sha256) == (shown.fees, shown.content_sha256)
    assert report.acceptance == make_acceptance()


@pytest.mark.req("REP-3")
def test_the_document_says_when_it_was_signed_not_when_it_was_shown(tablet: Tablet, desk: Desk) -> None:
    shown = desk.shown()
    tablet.clock.pass_time(timedelta(minutes=12))

    report = desk.sign(shown, make_acceptance())

    (printed,) = desk.printed.made
    assert report.at == shown.content.written_at + timedelta(minutes=12)
    assert printed == replace(shown.content, written_at=report.at)
    assert report.content_sha256 == content_sha256(printed)


@pytest.mark.req("REP-3", "PRO-4")
def test_a_refusal_is_recorded_with_reason_and_witness_and_lets_the_visit_close(tablet: Tablet, desk: Desk) -> None:
    report = desk.sign(desk.shown(), make_refusal())
    tablet.answer("close", outcome="solved")
    tablet.complete("close")

    assert (report.acceptance, report.refusal) == (None, make_refusal())
    assert tablet.order.visit.closed_at is not None


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [
        (make_acceptance(strokes=()), r"sign\.no-ink"),
        (make_refusal(reason=" "), r"sign\.refusal-reason"),
        (make_refusal(witness_remark=""), r"sign\.refusal-reason"),
    ],
)
def test_an_empty_pad_and_an_unexplained_refusal_are_not_signed(
    tablet: Tablet, desk: Desk, answer: Acceptance | Refusal, refusal: str
) -> None:
    with pytest.raises(BadInput, match=refusal):
        desk.sign(desk.shown(), answer)

    assert tablet.order.visit.reports == ()
    assert desk.printed.made == []


@pytest.mark.req("SITE-14", "REP-3")
def test_a_word_by_telephone_counts_where_nobody_went_and_nowhere_else(tablet: Tablet, desk: Desk) -> None:
    spoken = make_acceptance(strokes=(), by_phone=True)
    with pytest.raises(BadInput, match=r"sign\.no-ink"):
        desk.sign(desk.shown(), spoken)

    tablet.record(save_answer("way", "way", "remote"))
    with pytest.raises(BadInput, match=r"sign\.no-name"):
        desk.sign(desk.shown(), replace(spoken, signer_name=" "))
    report = desk.sign(desk.shown(), spoken)
    assert report.acceptance == spoken
    assert report.refusal is None


@pytest.mark.req("REP-4")
def test_what_was_recorded_after_showing_it_must_be_shown_again(tablet: Tablet, desk: Desk) -> None:
    shown = desk.shown()
    tablet.answer("report", labour_hours="3")

    with pytest.raises(BadInput, match=r"report\.changed"):
        desk.sign(shown, make_acceptance())

    assert tablet.order.visit.reports == ()
    assert desk.sign(desk.shown(), make_acceptance()).version == 1


@pytest.mark.req("REP-4")
def test_what_was_recorded_while_the_pdf_was_made_is_not_signed_unseen(tablet: Tablet, desk: Desk) -> None:
    def slow(content: ReportContent, language: str, answer: Acceptance | Refusal | None) -> bytes:
        tablet.answer("hand_over", remark="客户又提出门封漏冷")
        return b"%PDF"

    with pytest.raises(BadInput, match=r"report\.changed"):
        replace(desk.sign, render=slow)(desk.shown(), make_acceptance())

    assert tablet.order.visit.reports == ()


@pytest.mark.req("REP-4")
def test_signing_the_same_draft_twice_keeps_one_version(tablet: Tablet, desk: Desk) -> None:
    shown = desk.shown()
    first: Report = desk.sign(shown, make_acceptance())

    with pytest.raises(BadInput, match=r"report\.changed"):
        desk.sign(shown, make_acceptance())

    assert tablet.order.visit.reports == (first,)
    assert desk.shown().version == 2


@pytest.mark.req("PRO-4", "REP-4")
def test_a_part_after_the_signature_keeps_the_visit_open_until_the_customer_signs_again(
    tablet: Tablet, desk: Desk
) -> None:
    first = desk.sign(desk.shown(), make_acceptance())
    tablet.clock.pass_time(timedelta(minutes=1))
    ConsumePart(tablet.store.begin, tablet.clock, tablet.store)(ORDER_ID, code(number="DS-68", serial=None))
    tablet.answer("close", outcome="solved")
    with pytest.raises(GateClosed, match=r"gate\.closed") as closed:
        tablet.complete("close")
    assert closed.value.fields["gate"] == "sign-before-close"
    assert "重新签字" in str(closed.value.fields["zh"])
    PassGate(tablet.store.begin, tablet.clock, tablet.store)(ORDER_ID, GateId("sign-before-close"), "客户已走")
    with pytest.raises(GateClosed, match=r"gate\.closed") as closed:
        tablet.complete("close")
    assert closed.value.fields["gate"] == "signature-for-outcome"

    ReopenStep(tablet.store.begin, tablet.clock)(ORDER_ID, StepId("sign"))
    tablet.clock.pass_time(timedelta(minutes=1))
    second = desk.sign(desk.shown(), make_acceptance())
    tablet.complete("close")

    assert tablet.order.visit.reports == (first, second)
    assert (second.version, second.content_sha256 == first.content_sha256) == (2, False)
    assert tablet.order.visit.closed_at is not None


@pytest.mark.req("PRO-3")
def test_a_report_is_not_signed_before_the_site_is_clean(tablet: Tablet, desk: Desk) -> None:
    ReopenStep(tablet.store.begin, tablet.clock)(ORDER_ID, StepId("clean"))

    with pytest.raises(GateClosed) as closed:
        desk.sign(desk.shown(), make_acceptance())

    assert closed.value.fields["gate"] == "clean-before-sign"


def test_a_report_of_an_order_that_was_handed_back_is_refused(tablet: Tablet, desk: Desk) -> None:
    shown = desk.shown()
    HandBackOrder(tablet.store.begin, tablet.clock)(ORDER_ID, HandBackReason.SKILL)

    with pytest.raises(Refused, match=r"order\.not-open"):
        desk.sign(shown, make_acceptance())


def test_working_time_that_is_no_number_is_named(tablet: Tablet, desk: Desk) -> None:
    tablet.answer("report", **{**ANSWERS["report"], "labour_hours": "anderthalb"})

    with pytest.raises(BadInput, match=r"report\.hours \(value=anderthalb\)"):
        desk.shown()


def agreed_to(tablet: Tablet, less: str) -> None:
    """Let the customer have agreed to so much less than the bill comes to, on a machine out of warranty."""
    base = replace(tablet.order, asset=make_asset(warranty_until_on=START_DAY - timedelta(days=1)))
    tablet.store.state.current[ORDER_ID] = base
    tablet.record(save_answer("report", CHARGED_TO, Payer.CUSTOMER.value), save_answer("report", "payment", "cash"))
    bill = DraftReport(tablet.store, tablet.clock, tablet.forms, SHANGHAI)(ORDER_ID, "zh").fees
    price = replace(bill, due=bill.due - yuan(less))
    tablet.record(QuoteAnswered(order_id=ORDER_ID, at=tablet.clock.now(), fees=price, agreed=True))


@pytest.mark.req("SITE-12", "REP-2", "PRO-3")
def test_a_bill_above_the_price_agreed_to_is_signed_only_with_a_reason_and_the_paper_shows_both(
    tablet: Tablet, desk: Desk
) -> None:
    agreed_to(tablet, less="0.01")
    show = ShowVisit(tablet.store, PlanWay(tablet.store, DistanceTravel(None), SHANGHAI), tablet.forms, tablet.clock)
    assert [gate.id for gate in show(ORDER_ID, "zh", StepId("sign")).gates] == ["price-kept"]
    with pytest.raises(GateClosed) as closed:
        desk.sign(desk.shown(), make_acceptance())
    assert closed.value.fields["gate"] == "price-kept"

    PassGate(tablet.store.begin, tablet.clock, tablet.store)(ORDER_ID, GateId("price-kept"), "多换了一只轴承，客户在场")
    assert show(ORDER_ID, "zh", StepId("sign")).gates == ()
    content = desk.shown().content
    assert content.above_the_price
    assert [one.reason for one in content.passed_gates] == ["多换了一只轴承，客户在场"]
    desk.sign(desk.shown(), make_acceptance())
    assert tablet.order.visit.is_done(StepId("sign"))


@pytest.mark.req("SITE-12")
def test_a_bill_that_comes_to_what_was_agreed_is_signed_without_a_question(tablet: Tablet, desk: Desk) -> None:
    agreed_to(tablet, less="0.00")
    desk.sign(desk.shown(), make_acceptance())
    assert tablet.order.visit.is_done(StepId("sign"))


def test_a_bill_that_cannot_be_reckoned_is_told_by_the_report_and_not_by_the_gate(tablet: Tablet, desk: Desk) -> None:
    agreed_to(tablet, less="0.01")
    tablet.record(save_answer("report", "labour_hours", "viel"))
    assert due_at_gate(tablet.store, repair_process(), tablet.order, StepId("sign")) is None
    with pytest.raises(BadInput, match=r"report\.hours"):
        desk.shown()

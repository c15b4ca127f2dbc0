from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.clash_events import ClashKept, ClashSwapped
from fieldapp.domain.event_types import EVENT_TYPES
from fieldapp.domain.events import (
    AnswerReplaced,
    Arrived,
    CallMade,
    Event,
    GatePassed,
    KitItemChecked,
    PartRemoved,
    PartUseReversed,
    ReportSigned,
    StepReopened,
    StepSkipped,
    VisitClosed,
)
from fieldapp.domain.ids import GateId, OrderId, PartNumber, SerialNumber, Sha256, StepId
from fieldapp.domain.opening_events import OrderOpened
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.part import CaptureSource
from fieldapp.domain.site_events import AssetBroughtBack
from fieldapp.domain.visit import CallOutcome, StepState
from fieldapp.domain.work_order import Cancellation, OrderState, WorkOrder
from fieldapp.workflow.apply import apply, apply_all
from tests.factories import (
    NOW,
    ORDER_ID,
    complete_step,
    consume,
    hand_back,
    local,
    make_events,
    make_order,
    make_report,
    save_answer,
)
from tests.openings import make_branched, make_installed

BROUGHT_BACK = AssetBroughtBack(at=local("16:20"), order_id=ORDER_ID, loaner=SerialNumber("CF300-22-0007"))
WORN = save_answer("analyse", "cause", "worn")
REPLACED = AnswerReplaced(
    order_id=ORDER_ID, at=NOW, step=WORN.step, name="cause", value="dirt", form_sha256=WORN.form_sha256, base="worn"
)
ALL_EVENTS = (*make_events(), hand_back(), make_branched(), make_installed(), BROUGHT_BACK, REPLACED)
BRINGS_INTO_BEING = OrderOpened
"""Changes no order: it makes one (`workflow.opening`)."""
DECIDES = {ClashSwapped, ClashKept}
"""Change an order only where it holds a clash (test_merging.py)."""


def applied(*events: Event, order: WorkOrder | None = None) -> WorkOrder:
    order = order or make_order()
    for event in events:
        order = apply(order, event)
    return order


def reverse(at_clock: str = "10:23") -> PartUseReversed:
    return PartUseReversed(at=local(at_clock), order_id=ORDER_ID, use_id="use-1", part_number=PartNumber("TS-02"))


def close(outcome: Outcome = Outcome.SOLVED) -> VisitClosed:
    return VisitClosed(at=local("11:45"), order_id=ORDER_ID, outcome=outcome)


def test_the_events_tried_here_are_all_that_exist() -> None:
    assert {type(event) for event in ALL_EVENTS} == set(EVENT_TYPES) - {BRINGS_INTO_BEING} - DECIDES


@pytest.mark.parametrize(
    "kind", [kind for kind in EVENT_TYPES if kind not in {BRINGS_INTO_BEING, *DECIDES}], ids=lambda kind: kind.kind
)
def test_every_kind_of_event_changes_the_order_when_it_comes_in_its_place(kind: type[Event]) -> None:
    order = make_order()
    changed = False
    for event in ALL_EVENTS if kind.kind != "order.handed_back" else (hand_back(),):
        after = apply(order, event)
        changed = changed or (isinstance(event, kind) and after != order)
        order = after
    assert changed


def test_an_event_applied_twice_gives_the_same_order() -> None:
    order = make_order()
    for event in ALL_EVENTS:
        order = apply(order, event)
        assert apply(order, event) == order, event.kind


def test_an_event_of_another_order_changes_nothing() -> None:
    order = make_order()
    for event in make_events(OrderId("another")):
        assert apply(order, event) is order


def test_an_event_of_an_unknown_kind_changes_nothing() -> None:
    order = make_order()
    assert apply(order, Event(at=NOW)) is order


def test_the_order_handed_in_is_never_changed() -> None:
    order = applied(save_answer("kit", "floor_mat", "OK"))
    untouched = replace(order)
    applied(save_answer("kit", "floor_mat", ""), complete_step("kit"), *ALL_EVENTS, order=order)
    assert order == untouched
    assert order.visit.answers == {"kit": {"floor_mat": "OK"}}


def test_acceptance_of_an_assigned_order_accepts_it_with_the_time() -> None:
    order = applied(make_events()[0])
    assert (order.state, order.visit.accepted_at) == (OrderState.ACCEPTED, local("08:20"))


def test_acceptance_of_an_order_that_was_handed_back_does_not_take_it_again() -> None:
    order = applied(hand_back(), make_events()[0])
    assert order.state is OrderState.HANDED_BACK
    assert order.visit.accepted_at is None


@pytest.mark.req("ACC-5")
def test_hand_back_records_reason_and_time() -> None:
    order = applied(hand_back(at=local("08:25")))
    assert order.state is OrderState.HANDED_BACK
    assert order.hand_back is not None
    assert (order.hand_back.reason.value, order.hand_back.at) == ("time", local("08:25"))


def test_an_answer_begins_its_step_and_a_later_answer_replaces_it() -> None:
    order = applied(save_answer("kit", "tools", "OK", at=local("09:00")), save_answer("kit", "tools", "1"))
    assert order.visit.answer(StepId("kit"), "tools") == "1"
    assert order.visit.steps[StepId("kit")].state is StepState.BEGUN
    assert order.visit.steps[StepId("kit")].at == local("09:00")


def test_an_empty_answer_clears_the_field_and_leaves_the_others() -> None:
    order = applied(
        save_answer("kit", "tools", "OK"), save_answer("kit", "badge", "OK"), save_answer("kit", "tools", "")
    )
    assert order.visit.answers == {"kit": {"tools": "", "badge": "OK"}}
    assert order.visit.answer(StepId("kit"), "tools") == ""


def test_an_answer_to_a_finished_step_leaves_it_finished() -> None:
    order = applied(complete_step("kit"), save_answer("kit", "tools", "OK"))
    assert order.visit.is_done(StepId("kit"))


def test_a_skipped_step_carries_its_reason_and_does_not_count_as_done() -> None:
    skipped = StepSkipped(at=NOW, order_id=ORDER_ID, step=StepId("analyse"), reason="同一故障")
    order = applied(skipped)
    assert order.visit.steps[StepId("analyse")].reason == "同一故障"
    assert not order.visit.is_done(StepId("analyse"))


def test_a_reopened_step_is_no_longer_done() -> None:
    order = applied(complete_step("work"), StepReopened(at=NOW, order_id=ORDER_ID, step=StepId("work"), reason="fail"))
    assert not order.visit.is_done(StepId("work"))
    assert order.visit.steps[StepId("work")].reason == "fail"


def test_an_event_with_an_earlier_clock_than_the_one_before_still_counts() -> None:
    a_year_ago = NOW - timedelta(days=365)
    order = applied(save_answer("kit", "tools", "OK"), save_answer("kit", "tools", "1", at=a_year_ago))
    order = applied(complete_step("kit", at=a_year_ago), order=order)
    assert order.visit.answer(StepId("kit"), "tools") == "1"
    assert order.visit.is_done(StepId("kit"))


def test_two_calls_are_two_lines_and_the_same_call_is_one() -> None:
    first = CallMade(at=local("08:30"), order_id=ORDER_ID, outcome=CallOutcome.NO_ANSWER)
    second = CallMade(at=local("08:45"), order_id=ORDER_ID, outcome=CallOutcome.CONFIRMED)
    order = applied(first, second, first)
    assert [call.outcome for call in order.visit.calls] == [CallOutcome.NO_ANSWER, CallOutcome.CONFIRMED]


def test_a_passed_gate_keeps_its_reason_once() -> None:
    passed = GatePassed(at=NOW, order_id=ORDER_ID, gate=GateId("kit-first"), step=StepId("depart"), reason="急")
    assert [gate.reason for gate in applied(passed, passed).visit.passed_gates] == ["急"]


def test_the_last_check_of_a_kit_item_counts() -> None:
    def checked(present: bool) -> KitItemChecked:
        return KitItemChecked(at=NOW, order_id=ORDER_ID, need="spare-ts-02", present=present, source=CaptureSource.HAND)

    order = applied(checked(True), checked(False))
    assert not order.visit.kit["spare-ts-02"].present


def test_a_second_arrival_tap_corrects_the_first() -> None:
    order = applied(Arrived(at=local("09:40"), order_id=ORDER_ID), Arrived(at=local("09:51"), order_id=ORDER_ID))
    assert order.visit.arrived_at == local("09:51")


@pytest.mark.req("SITE-4")
def test_new_part_in_and_old_part_out_are_tied_to_one_use() -> None:
    removed = PartRemoved(
        at=local("10:21"),
        order_id=ORDER_ID,
        use_id="use-1",
        part_number=PartNumber("TS-02"),
        source=CaptureSource.HAND,
        raw="TS-02",
        serial_number=SerialNumber("TS02-2403-0118"),
    )
    order = applied(consume(serial_number=SerialNumber("TS02-2611-0457")), removed)
    (use,) = order.visit.parts
    assert use.serial_number == "TS02-2611-0457"
    assert use.removed is not None
    assert (use.removed.serial_number, use.removed.at) == ("TS02-2403-0118", local("10:21"))


def test_an_old_part_without_its_new_part_changes_nothing() -> None:
    removed = PartRemoved(
        at=NOW, order_id=ORDER_ID, use_id="gone", part_number=PartNumber("X"), source=CaptureSource.HAND, raw="X"
    )
    order = applied(consume())
    assert apply(order, removed) == order


def test_the_same_use_sent_again_is_one_part_and_another_use_is_a_second() -> None:
    order = applied(consume(), consume(), consume("use-2"))
    assert [use.id for use in order.visit.parts] == ["use-1", "use-2"]


@pytest.mark.req("SYN-2")
def test_parts_that_two_tablets_built_in_at_the_same_time_are_both_kept() -> None:
    order = applied(consume("tablet-1:7"), consume("tablet-2:7"))
    assert [use.id for use in order.visit.parts] == ["tablet-1:7", "tablet-2:7"]


def test_a_reversed_use_stays_in_the_list_with_the_time_it_was_first_undone() -> None:
    order = applied(consume(), reverse("10:23"), reverse("10:30"))
    assert [use.reversed_at for use in order.visit.parts] == [local("10:23")]


def test_consuming_again_after_a_reversal_under_the_old_id_brings_nothing_back() -> None:
    order = applied(consume(), reverse(), consume())
    assert [use.reversed_at for use in order.visit.parts] == [local("10:23")]


@pytest.mark.req("REP-3")
def test_a_signed_report_keeps_strokes_and_the_customers_word() -> None:
    order = applied(ReportSigned(at=NOW, order_id=ORDER_ID, report=make_report()))
    (report,) = order.visit.reports
    assert report.acceptance is not None
    assert len(report.acceptance.strokes) == 2
    assert report.acceptance.satisfaction.value == "satisfied"


def test_a_correction_adds_a_version_and_a_signed_version_is_never_replaced() -> None:
    first, second = make_report(), make_report(version=2)
    forged = make_report(at=local("12:00"))
    signed = [ReportSigned(at=NOW, order_id=ORDER_ID, report=report) for report in (first, second, forged)]
    assert applied(*signed).visit.reports == (first, second)


def signed(at_clock: str, **changes: object) -> ReportSigned:
    at = local(at_clock)
    return ReportSigned(at=at, order_id=ORDER_ID, report=make_report(at=at, **changes))


def test_two_tablets_that_sign_the_same_version_keep_both_papers() -> None:
    other = make_report(document_sha256=Sha256("0d" * 32))
    order = applied(*(ReportSigned(at=NOW, order_id=ORDER_ID, report=report) for report in (make_report(), other)))
    assert order.visit.reports == (make_report(), other)


CHANGES = [
    pytest.param(StepReopened(at=local("11:05"), order_id=ORDER_ID, step=StepId("work")), id="reopened"),
    pytest.param(StepSkipped(at=local("11:05"), order_id=ORDER_ID, step=StepId("clean"), reason="急"), id="skipped"),
    pytest.param(replace(consume("use-2"), at=local("11:05")), id="part in"),
    pytest.param(
        PartRemoved(
            at=local("11:05"), order_id=ORDER_ID, use_id="use-1", part_number=PartNumber("TS-02"),
            source=CaptureSource.HAND, raw="TS-02",
        ),
        id="old part out",
    ),
    pytest.param(reverse("11:05"), id="part undone"),
    pytest.param(save_answer("work", "remark", "又漏水", at=local("11:05")), id="answer of a finished step"),
    pytest.param(save_answer("analyse", "remark", "又漏水", at=local("11:05")), id="answer of a skipped step"),
]  # fmt: skip
WORKED = (
    consume(),
    complete_step("work"),
    StepSkipped(at=NOW, order_id=ORDER_ID, step=StepId("analyse"), reason="同一故障"),
)


@pytest.mark.req("PRO-4", "REP-4")
@pytest.mark.parametrize("change", CHANGES)
def test_what_is_recorded_after_the_signature_outdates_it_until_it_is_signed_again(change: Event) -> None:
    order = applied(*WORKED, signed("11:00"))
    assert order.visit.report_outdated_at is None
    assert applied(*WORKED, change).visit.report_outdated_at is None
    order = applied(change, order=order)
    assert order.visit.report_outdated_at == local("11:05")
    assert applied(signed("11:10", version=2), order=order).visit.report_outdated_at is None


@pytest.mark.parametrize("change", CHANGES)
def test_a_signed_change_applied_again_gives_the_same_order(change: Event) -> None:
    history = (*WORKED, signed("11:00"), change)
    assert applied(*history, *history) == applied(*history)
    history = (*history, signed("11:10", version=2))
    assert applied(*history, *history[3:]) == applied(*history)


def test_the_first_change_after_the_signature_says_since_when_it_is_outdated() -> None:
    again = StepReopened(at=local("11:20"), order_id=ORDER_ID, step=StepId("test"))
    order = applied(signed("11:00"), replace(consume(), at=local("11:05")), again)
    assert order.visit.report_outdated_at == local("11:05")


def test_an_old_signature_that_comes_again_does_not_cover_what_was_recorded_after_it() -> None:
    order = applied(signed("11:00"), replace(consume(), at=local("11:05")), signed("11:00"))
    assert order.visit.report_outdated_at == local("11:05")


def test_the_answers_that_close_the_visit_and_an_answer_that_says_the_same_leave_the_signature_valid() -> None:
    done = (save_answer("work", "remark", "好"), complete_step("work"), signed("11:00"))
    order = applied(*done, save_answer("close", "outcome", "solved"), save_answer("work", "remark", "好"))
    assert order.visit.report_outdated_at is None


def test_closing_ends_the_order_and_a_second_closing_does_not_change_the_outcome() -> None:
    order = applied(close(), close(Outcome.CANCELLED))
    assert order.state is OrderState.CLOSED
    assert (order.visit.outcome, order.visit.closed_at) == (Outcome.SOLVED, local("11:45"))


def test_a_closed_order_cannot_be_handed_back() -> None:
    order = applied(close(), hand_back())
    assert order.state is OrderState.CLOSED
    assert order.hand_back is None


def an_answer(step: str, name: str, value: str, minute: int, order_id: OrderId) -> Event:
    return save_answer(step, name, value, at=NOW + timedelta(minutes=minute), order_id=order_id)


ANSWERS = st.builds(
    an_answer,
    st.sampled_from(["work", "test"]),
    st.sampled_from(["/data/a", "/data/b", "/data/c"]),
    st.sampled_from(["", "1", "2"]),
    st.integers(0, 200),
    st.sampled_from([ORDER_ID, ORDER_ID, ORDER_ID, OrderId("another")]),
)
MARKS = st.sampled_from([complete_step("work"), signed("11:00"), signed("11:30", version=2), *CHANGES])


@given(st.lists(ANSWERS | MARKS, max_size=25))
def test_events_applied_together_give_what_one_after_the_other_gives(events: list[Event]) -> None:
    assert apply_all(make_order(), events) == applied(*events)


def test_a_run_of_answers_takes_the_step_as_begun_by_its_first_and_keeps_the_last_word_on_each_question() -> None:
    first, last = save_answer("work", "remark", "先"), save_answer("work", "remark", "后", at=local("10:40"))
    visit = apply_all(make_order(), (first, last)).visit
    assert visit.answers[StepId("work")] == {"remark": "后"}
    assert visit.steps[StepId("work")].at == NOW


CANCELLED = replace(
    make_order(),
    state=OrderState.CANCELLED,
    cancellation=Cancellation(at=local("09:40"), by="许婧", reason="客户已自行解决"),
)


@pytest.mark.req("SYN-3")
@pytest.mark.parametrize("event", ALL_EVENTS, ids=lambda event: event.kind)
def test_whatever_the_engineer_did_before_he_knew_leaves_the_order_cancelled_and_is_kept(event: Event) -> None:
    order = applied(event, order=CANCELLED)
    assert order.state is OrderState.CANCELLED
    assert order.visit == applied(event).visit
    assert applied(event, event, order=CANCELLED) == order


@pytest.mark.req("SYN-3")
def test_a_cancelled_visit_closes_once_and_a_late_hand_back_is_written_down() -> None:
    order = applied(close(Outcome.CANCELLED), close(), hand_back(), order=CANCELLED)
    assert order.visit.outcome is Outcome.CANCELLED
    assert order.hand_back is not None
    assert order.state is OrderState.CANCELLED

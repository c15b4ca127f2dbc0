from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.domain.contact import Detail, Reply
from fieldapp.domain.ids import PartNumber
from fieldapp.domain.news import News, NewsKind
from fieldapp.domain.planning import PartQuantity, RequisitionState, Supply
from fieldapp.domain.planning_events import PartsRequested
from fieldapp.domain.sla import LevelChange, Severity
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.work_order import Cancellation, HandBack, HandBackReason, OrderState, WorkOrder
from fieldapp.workflow.apply import apply
from fieldapp.workflow.news import news_between
from tests.factories import ORDER_ID, local, make_contact, make_customer, make_events, make_order

NEW = TimeWindow(local("14:00"), local("14:30"))


def kinds(before: WorkOrder | None, after: WorkOrder | None) -> list[NewsKind]:
    return [news.kind for news in news_between(before, after)]


def only(before: WorkOrder | None, after: WorkOrder | None, *, unsent: bool = False) -> News:
    [news] = news_between(before, after, unsent=unsent)
    return news


@pytest.mark.req("SYN-3")
def test_old_and_new_of_what_the_office_changed_stand_side_by_side() -> None:
    before = make_order()
    moved = only(before, replace(before, appointment=NEW))
    assert (moved.kind, moved.windows, moved.number) == (NewsKind.APPOINTMENT, (before.appointment, NEW), before.number)

    level = only(before, replace(before, severity=Severity.MAJOR))
    assert (level.kind, level.levels) == (NewsKind.LEVEL, (Severity.URGENT, Severity.MAJOR))
    told = LevelChange(at=local("09:00"), by="赵明", reason="只有一层", level=Severity.URGENT, limits=before.limits)
    level = only(before, replace(before, severity=Severity.MAJOR, level_changes=(told,)))
    assert (level.text, level.by) == ("只有一层", "赵明")

    other = make_customer(contact=make_contact(phone="138 0000 9999"))
    detail = only(before, replace(before, customer=other))
    assert (detail.detail, detail.old, detail.new) == (Detail.CONTACT_PHONE, "138 0000 4127", "138 0000 9999")


@pytest.mark.req("SYN-3")
def test_what_the_engineer_did_himself_is_no_news() -> None:
    order = make_order()
    for event in make_events():
        assert news_between(order, apply(order, event)) == () or event.kind in (
            "appointment.moved",
            "details.corrected",
        )
        order = apply(order, event)
    assert news_between(order, order) == ()


@pytest.mark.req("SYN-3")
def test_a_cancellation_says_who_and_why_and_comes_before_everything_else() -> None:
    before = make_order()
    told = Cancellation(at=local("09:40"), by="许婧", reason="客户已自行解决")
    after = replace(before, state=OrderState.CANCELLED, cancellation=told, appointment=NEW)
    first, second = news_between(before, after)
    assert (first.kind, first.text, first.by) == (NewsKind.CANCELLED, "客户已自行解决", "许婧")
    assert second.kind is NewsKind.APPOINTMENT
    assert kinds(after, after) == []


@pytest.mark.req("SYN-3")
def test_an_order_that_comes_is_new_and_one_that_goes_to_somebody_else_is_told_of_with_what_is_unsent() -> None:
    order = make_order(state=OrderState.ACCEPTED)
    assert kinds(None, order) == [NewsKind.NEW_ORDER]
    assert only(order, None, unsent=True).unsent
    assert only(order, None).kind is NewsKind.TAKEN_AWAY
    assert kinds(None, None) == []


def test_an_order_that_one_closed_or_handed_back_oneself_goes_without_news() -> None:
    back = HandBack(reason=HandBackReason.TIME, at=local("09:00"))
    assert kinds(make_order(state=OrderState.HANDED_BACK, hand_back=back), None) == []
    assert kinds(make_order(state=OrderState.CLOSED), None) == []
    assert kinds(None, make_order(state=OrderState.CLOSED)) == []


@pytest.mark.req("SYN-3")
def test_an_order_that_was_handed_back_and_comes_again_is_new() -> None:
    back = HandBack(reason=HandBackReason.TIME, at=local("09:00"))
    assert kinds(make_order(state=OrderState.HANDED_BACK, hand_back=back), make_order()) == [NewsKind.NEW_ORDER]


@pytest.mark.req("ACC-2", "SITE-5")
def test_an_answer_comes_with_its_question_and_is_told_once() -> None:
    asked = next(event for event in make_events() if event.kind == "message.sent")
    before = apply(make_order(), asked)
    [message] = before.visit.contact.messages
    reply = Reply(id="r-1", at=local("09:30"), sender="赵明", text="换传感器再测", answers=message.id)
    after = replace(before, replies=(reply,))
    news = only(before, after)
    assert (news.kind, news.old, news.text, news.by) == (NewsKind.REPLY, message.text, "换传感器再测", "赵明")
    assert kinds(after, after) == []


@pytest.mark.req("ANA-6")
@pytest.mark.parametrize(
    ("needed", "expected", "late"),
    [("09:30", "09:20", False), ("09:30", "09:45", True), (None, "09:45", False), (None, "10:15", True)],
)
def test_a_part_that_comes_after_it_is_needed_or_after_the_appointment_is_warned_of(
    needed: str | None, expected: str, late: bool
) -> None:
    lines = (PartQuantity(part_number=PartNumber("TS-02")),)
    needed_by = local(needed) if needed else None
    asked = PartsRequested(order_id=ORDER_ID, at=local("08:30"), requisition_id="q-1", lines=lines, needed_by=needed_by)
    before = apply(make_order(), asked)
    supply = Supply(
        requisition="q-1", state=RequisitionState.IN_TRANSIT, at=local("09:00"), expected_at=local(expected)
    )
    news = only(before, replace(before, supplies=(supply,)))
    assert (news.kind, news.supply, news.comes_too_late) == (NewsKind.SUPPLY, supply, late)

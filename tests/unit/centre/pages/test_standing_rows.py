"""What the list of orders says beside each: late, away, waiting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from fieldapp.centre.pages.record_rows import Words
from fieldapp.centre.pages.standing_rows import ListedOrder, standing_rows
from fieldapp.domain.contact import NobodyHome
from fieldapp.domain.events import Arrived, CallMade, Departed, Event, VisitClosed
from fieldapp.domain.ids import PartNumber, SerialNumber
from fieldapp.domain.on_site import LoanerUnit
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.planning import PartQuantity, RequisitionState, Supply
from fieldapp.domain.planning_events import PartsRequested, SeverityProposed
from fieldapp.domain.site_events import AssetTakenAway
from fieldapp.domain.sla import Severity
from fieldapp.domain.visit import CallOutcome
from fieldapp.domain.work_order import HandBack, HandBackReason, OrderState, WorkOrder
from fieldapp.workflow.apply import apply_all
from tests.factories import ORDER_ID, local, make_message, make_order
from tests.fakes.shipped import shipped_words

CALLED = CallMade(order_id=ORDER_ID, at=local("08:30"), outcome=CallOutcome.CONFIRMED)
ASKED = PartsRequested(
    order_id=ORDER_ID, at=local("09:00"), requisition_id="t:1", lines=(PartQuantity(part_number=PartNumber("TS-02")),)
)


def listed(order: WorkOrder, now: datetime, language: str = "zh") -> ListedOrder:
    [row] = standing_rows([order], Words(shipped_words(), language, ZoneInfo("Asia/Shanghai")), now)
    return row


def after(*events: Event) -> WorkOrder:
    return apply_all(make_order(), events)


@pytest.mark.req("SLA-3")
def test_a_limit_that_passed_and_an_appointment_at_which_nobody_came_are_late() -> None:
    assert listed(make_order(), local("09:00")).late == ()
    assert listed(make_order(), local("10:31")).late == ("响应超时（10:12 到期）", "过了预约（10:30）还没到")
    assert listed(after(CALLED), local("10:31")).late == ("过了预约（10:30）还没到",)
    there = after(CALLED, Arrived(order_id=ORDER_ID, at=local("10:20")))
    assert listed(there, local("10:31")).late == ()
    assert listed(there, local("09:00", day=1)).late == ("解决超时（08:12 到期）",)


def test_nothing_of_an_order_that_ended_is_late() -> None:
    closed = after(CALLED, VisitClosed(order_id=ORDER_ID, at=local("11:00"), outcome=Outcome.WAITING_FOR_CUSTOMER))
    assert listed(closed, local("09:00", day=3)).late == ()
    assert listed(closed, local("09:00", day=3)).waiting == ("等客户",)


@pytest.mark.req("SITE-10", "ANA-5")
def test_the_engineer_on_his_way_and_a_machine_at_the_workshop_are_away() -> None:
    left = Departed(order_id=ORDER_ID, at=local("09:20"))
    assert listed(after(left), local("09:30")).away == ("09:20 出发",)
    taken = AssetTakenAway(
        order_id=ORDER_ID,
        at=local("10:40"),
        accessories="无",
        condition="门封有划痕",
        return_on=date(2026, 11, 27),
        photos=(),
        loaner=LoanerUnit(model="CF-680", serial_number=SerialNumber("L-7")),
    )
    order = after(left, Arrived(order_id=ORDER_ID, at=local("09:50")), taken)
    assert listed(order, local("11:00")).away == ("09:50 到现场", "设备带走，2026-11-27 还·周转机 L-7 在客户处")
    closed = apply_all(order, (VisitClosed(order_id=ORDER_ID, at=local("11:00"), outcome=Outcome.TAKEN_AWAY),))
    assert listed(closed, local("11:30"), "en").away == ("Machine away until 2026-11-27·loaner L-7 at the customer's",)


@pytest.mark.req("ACC-2", "ANA-6", "SLA-4")
def test_what_the_engineer_asked_for_waits_until_somebody_answers() -> None:
    proposed = SeverityProposed(order_id=ORDER_ID, at=local("09:05"), severity=Severity.MAJOR, reason="只停一台")
    order = after(CALLED, make_message(), ASKED, proposed)
    assert listed(order, local("09:30")).waiting == ("1 条留言待答复", "1 张领料单没答复", "建议改级别")
    told = Supply(requisition="t:1", state=RequisitionState.APPROVED, at=local("09:10"))
    assert "1 张领料单没答复" not in listed(replace(order, supplies=(told,)), local("09:30")).waiting
    assert "建议改级别" not in listed(replace(order, severity=Severity.MAJOR), local("09:30")).waiting


@pytest.mark.req("ACC-5", "TRV-3")
def test_an_order_without_an_engineer_or_before_a_closed_door_waits_for_the_desk() -> None:
    back = HandBack(reason=HandBackReason.TIME, at=local("09:00"))
    returned = replace(make_order(), state=OrderState.HANDED_BACK, hand_back=back)
    assert listed(returned, local("09:30")).waiting == ("已退单，等派人",)
    order = make_order()
    met = replace(order.visit.contact, nobody_home=(NobodyHome(at=local("10:05"), card="来过"),))
    shut = replace(order, visit=replace(order.visit, contact=met))
    assert listed(shut, local("10:10")).waiting == ("家中无人，要重新约",)

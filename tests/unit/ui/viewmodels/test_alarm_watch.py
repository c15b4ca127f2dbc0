from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication

from fieldapp.domain.contact_events import CallBackMade, CallPlanned
from fieldapp.domain.events import Arrived, CallMade, Departed, VisitClosed
from fieldapp.domain.ids import OrderId, StepId
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.visit import CallOutcome
from fieldapp.domain.work_order import OrderState
from fieldapp.ui.viewmodels.notice import NoticeViewModel
from tests.factories import ORDER_ID, local
from tests.fakes.shipped import shipped_profile
from tests.ui.stage import Device

SECOND = OrderId("wo-261123-007")
DECIDE, LEAVE = "该安排出发了·禾味生鲜超市 云桥店", "现在出发·禾味生鲜超市 云桥店"
FIRST_CONTACT = "首次联系时限到了·禾味生鲜超市 云桥店"
LATE = "要迟到了，先告诉客户·禾味生鲜超市 云桥店"
# The story: leave by 09:34, so the decision is due at 08:34.


class Played:
    """Counts what would be heard."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def prepare(self) -> None:
        """Nothing to load."""

    def play(self, name: str) -> None:
        self.names.append(name)


@pytest.fixture
def heard() -> Played:
    return Played()


@pytest.fixture
def device(qapp: QApplication, heard: Played) -> Iterator[Device]:
    device = Device(clock="08:20", sounds=heard)
    device.settle()
    yield device
    device.shutdown()


@pytest.fixture
def notice(device: Device) -> NoticeViewModel:
    return device.shell.notice


def told(notice: NoticeViewModel) -> list[tuple[str, bool]]:
    """Collect every notice from now on, with whether it is urgent; a bar that goes is ("", False)."""
    lines: list[tuple[str, bool]] = []
    notice.changed.connect(lambda: lines.append((notice.text, notice.urgent)))
    return lines


@pytest.mark.req("DEP-2")
def test_nothing_is_said_before_the_decision_point(device: Device, notice: NoticeViewModel, heard: Played) -> None:
    device.set_clock("08:33")
    assert (notice.shown, heard.names) == (False, [])


@pytest.mark.req("DEP-2")
def test_the_app_warns_once_at_the_decision_point_and_once_at_leave_by(
    device: Device, notice: NoticeViewModel, heard: Played
) -> None:
    lines = told(notice)
    for clock in ("08:33", "08:35", "08:36", "09:20", "09:33"):
        device.set_clock(clock)
    assert (lines, heard.names) == ([(DECIDE, False)], ["ok"])
    for clock in ("09:35", "09:36", "09:40"):
        device.set_clock(clock)
    assert (lines, heard.names) == ([(DECIDE, False), (LEAVE, True)], ["ok", "ok"])
    assert (notice.detail, notice.actionText) == ("09:34 走·10:00 约定", "查看")


@pytest.mark.req("DEP-2", "TRV-4")
def test_a_departure_that_can_only_be_late_says_to_tell_the_customer(
    device: Device, notice: NoticeViewModel, heard: Played
) -> None:
    lines = told(notice)
    for clock in ("09:35", "09:50", "09:55"):
        device.set_clock(clock)
    assert (lines, heard.names) == ([(LEAVE, True), (LATE, True)], ["ok", "ok"])


@pytest.mark.req("DEP-2", "TRV-4")
@pytest.mark.parametrize(("clock", "said"), [("09:55", "要迟到了"), ("10:40", "约定时段已过")])
def test_who_has_not_left_when_the_window_is_over_is_told_that_he_missed_it(
    qapp: QApplication, clock: str, said: str
) -> None:
    device = Device(clock=clock)
    device.settle()
    assert device.shell.notice.text == f"{said}，先告诉客户·禾味生鲜超市 云桥店"
    device.shutdown()


@pytest.mark.req("DEP-2", "TRV-1")
def test_a_visit_that_the_job_before_pushes_behind_its_window_is_not_called_missed_before_it_is(
    device: Device, notice: NoticeViewModel
) -> None:
    device.do(Departed(order_id=ORDER_ID, at=local("08:21")), Arrived(order_id=ORDER_ID, at=local("08:40")))
    device.store.state.current[ORDER_ID] = replace(device.order(), planned_minutes=600)
    start_at, end_at = device.order(SECOND).appointment.start_at, device.order(SECOND).appointment.end_at
    said = []
    for at in (start_at - timedelta(minutes=59), end_at + timedelta(minutes=1)):
        device.clock.wall_at = at
        device.ticker.advance()
        device.screens.alarm_watch.read()
        device.settle()
        said.append(notice.text)
    assert [text.startswith("约定时段已过") for text in said] == [False, True], said
    assert all(text.endswith("立承机械 二车间") for text in said)


@pytest.mark.req("DEP-2")
def test_a_decision_point_that_is_past_when_the_day_is_read_warns_at_once(qapp: QApplication) -> None:
    device = Device(clock="09:18")
    assert not device.shell.notice.shown
    device.settle()
    assert device.shell.notice.text == DECIDE
    device.shutdown()


@pytest.mark.req("DEP-2")
def test_a_departure_takes_the_notice_away_and_nothing_more_is_said_of_that_visit(
    device: Device, notice: NoticeViewModel, heard: Played
) -> None:
    device.set_clock("09:20")
    device.do(Departed(order_id=ORDER_ID, at=local("09:20")))
    assert not notice.shown
    device.set_clock("09:40")
    assert (notice.shown, heard.names) == (False, ["ok"])


@pytest.mark.parametrize("outcome", [CallOutcome.SOLVED_BY_PHONE, CallOutcome.REFUSED])
def test_after_a_call_that_makes_the_way_needless_nothing_is_said(
    device: Device, notice: NoticeViewModel, outcome: CallOutcome
) -> None:
    device.set_clock("08:40")
    device.do(CallMade(order_id=ORDER_ID, at=local("08:41"), outcome=outcome))
    assert not notice.shown


def test_what_the_sign_page_says_in_the_bar_stays_while_nothing_rings(device: Device, notice: NoticeViewModel) -> None:
    notice.show("手写没有保存", "请客户再签一次", "")
    device.shell.setLanguage("en")
    device.set_clock("08:25")
    device.do(CallMade(order_id=ORDER_ID, at=local("08:25"), outcome=CallOutcome.NO_ANSWER))
    assert notice.text == "手写没有保存"


@pytest.mark.req("DEP-2")
def test_a_word_of_another_page_is_put_away_alone_and_the_alarm_under_it_can_be_read(
    device: Device, notice: NoticeViewModel, heard: Played
) -> None:
    device.set_clock("08:40")
    notice.show("手写没有保存", "请客户再签一次", "")
    device.screens.alarm_watch.read()
    device.settle()
    assert notice.text == "手写没有保存"

    notice.dismiss()
    assert (notice.text, heard.names) == (DECIDE, ["ok"])
    device.shell.setLanguage("en")
    assert notice.text.startswith("Time to plan the departure")
    notice.dismiss()
    assert not notice.shown


def test_a_word_of_another_page_goes_by_its_x_where_nothing_rings(device: Device, notice: NoticeViewModel) -> None:
    notice.show("手写没有保存", "请客户再签一次", "")
    notice.dismiss()
    assert not notice.shown


@pytest.mark.req("DEP-2")
def test_an_alarm_that_begins_to_ring_goes_before_a_word_of_another_page(
    device: Device, notice: NoticeViewModel
) -> None:
    device.set_clock("08:40")
    notice.show("手写没有保存", "请客户再签一次", "")
    device.set_clock("09:35")
    assert notice.text == LEAVE


def test_a_call_that_nobody_answered_leaves_the_warning(device: Device, notice: NoticeViewModel) -> None:
    device.set_clock("08:40")
    device.do(CallMade(order_id=ORDER_ID, at=local("08:41"), outcome=CallOutcome.NO_ANSWER))
    assert notice.text == DECIDE


@pytest.mark.req("DEP-2")
def test_a_decision_that_was_put_away_stays_away_until_it_is_time_to_leave(
    device: Device, notice: NoticeViewModel
) -> None:
    device.set_clock("08:40")
    notice.dismiss()
    device.set_clock("08:50")
    device.complete("accept")
    assert not notice.shown
    device.set_clock("09:35")
    assert notice.text == LEAVE


@pytest.mark.req("DEP-2")
def test_another_appointment_is_warned_of_anew(device: Device, notice: NoticeViewModel, heard: Played) -> None:
    device.set_clock("09:35")
    order = device.order()
    moved = replace(order, appointment=TimeWindow(local("11:00"), local("11:30")))
    device.store.state.current[ORDER_ID] = moved
    device.complete("accept")
    assert (notice.text, notice.detail) == (DECIDE, "10:34 走·11:00 约定")
    assert heard.names == ["ok", "ok"]


def test_the_next_visit_is_warned_of_when_the_first_is_over_or_put_away(
    device: Device, notice: NoticeViewModel
) -> None:
    device.set_clock("11:00")
    notice.dismiss()
    assert notice.text.endswith("立承机械 二车间")
    device.do(VisitClosed(order_id=SECOND, at=local("11:00"), outcome=Outcome.CANCELLED))
    assert not notice.shown


def test_the_action_opens_the_visit_and_leaves_the_bar_until_the_departure(
    device: Device, notice: NoticeViewModel
) -> None:
    device.set_clock("08:40")
    notice.see()
    device.settle()
    assert (device.navigator.page, device.navigator.argument) == ("visit", ORDER_ID)
    assert notice.text == DECIDE


def test_an_order_that_waits_to_be_accepted_is_shown_before_its_visit(device: Device, notice: NoticeViewModel) -> None:
    device.set_clock("08:40")
    device.store.state.current[ORDER_ID] = replace(device.order(), state=OrderState.ASSIGNED)
    device.screens.alarm_watch.read()
    device.settle()
    notice.see()
    device.settle()
    assert (device.navigator.page, device.navigator.argument) == ("order", ORDER_ID)


def test_the_notice_changes_its_language_without_being_heard_again(
    device: Device, notice: NoticeViewModel, heard: Played
) -> None:
    device.set_clock("08:40")
    device.shell.setLanguage("en")
    device.settle()
    assert notice.text == "Time to plan the departure · 禾味生鲜超市 云桥店"
    assert heard.names == ["ok"]


def test_after_midnight_the_departures_of_the_new_day_count(device: Device, notice: NoticeViewModel) -> None:
    device.set_clock("09:40")
    assert notice.shown
    device.clock.wall_at = local("00:01", day=1)
    device.ticker.advance()
    device.settle()
    assert not notice.shown


AGAIN, BACK = "该再拨电话了·立承机械 二车间", "该回电了·立承机械 二车间"


def nobody_answered(device: Device, at: str, again: str) -> None:
    device.do(
        CallMade(order_id=SECOND, at=local(at), outcome=CallOutcome.NO_ANSWER),
        CallPlanned(order_id=SECOND, at=local(at), call_at=local(again)),
    )


def solved_by_phone(device: Device, at: str) -> None:
    device.do(CallMade(order_id=SECOND, at=local(at), outcome=CallOutcome.SOLVED_BY_PHONE))


@pytest.mark.req("CON-2")
def test_a_planned_retry_rings_once_when_its_time_has_come_and_is_over_with_the_call(
    device: Device, notice: NoticeViewModel, heard: Played
) -> None:
    nobody_answered(device, "08:10", "08:25")
    assert not notice.shown
    for clock in ("08:25", "08:26", "08:30"):
        device.set_clock(clock)
    assert (notice.text, notice.detail, notice.icon) == (AGAIN, "08:25 再拨；上次没人接", "call")
    assert heard.names == ["ok"]

    device.do(CallMade(order_id=SECOND, at=local("08:30"), outcome=CallOutcome.CONFIRMED))
    assert not notice.shown


@pytest.mark.req("ANA-3")
def test_the_call_back_rings_two_hours_after_the_solution_until_it_is_recorded(
    device: Device, notice: NoticeViewModel
) -> None:
    solved_by_phone(device, "06:28")
    device.set_clock("08:27")
    assert not notice.shown
    device.set_clock("08:29")
    assert notice.text == BACK

    device.do(CallBackMade(order_id=SECOND, at=local("08:29"), solved=True))
    assert not notice.shown


@pytest.mark.req("ANA-3", "SITE-9")
def test_a_restart_finds_the_call_back_that_is_due_and_says_it_once(qapp: QApplication, device: Device) -> None:
    solved_by_phone(device, "06:28")
    heard = Played()
    again = Device(clock="08:31", sounds=heard)
    again.store.state.current[SECOND] = device.order(SECOND)
    again.screens.alarm_watch.read()
    again.settle()
    again.set_clock("08:32")
    assert (again.shell.notice.text, heard.names) == (BACK, ["ok"])
    again.shutdown()


@pytest.mark.req("CON-2", "DEP-2")
def test_a_call_that_is_due_goes_before_a_decision_and_after_a_departure(
    device: Device, notice: NoticeViewModel
) -> None:
    nobody_answered(device, "08:10", "08:25")
    device.set_clock("08:40")
    assert notice.text == AGAIN
    device.set_clock("09:35")
    assert notice.text == LEAVE


def test_the_action_of_a_call_leads_to_the_call_wherever_the_engineer_was(
    device: Device, notice: NoticeViewModel
) -> None:
    with device.begin() as work:
        work.remember_place(SECOND, StepId("kit"), "tools")
        work.commit()
    nobody_answered(device, "08:10", "08:25")
    device.set_clock("08:26")
    notice.see()
    device.settle()
    assert (device.navigator.page, device.navigator.argument) == ("visit", SECOND)
    assert device.screens.visit.current == "call"


@pytest.mark.req("ANA-3")
def test_behind_the_lock_a_call_that_is_due_says_that_something_is_due_and_nothing_more(device: Device) -> None:
    ahead, rang = device.screens.today.ahead, []
    ahead.becameDue.connect(lambda: rang.append(True))
    solved_by_phone(device, "06:28")
    assert (ahead.due, rang) == ("", [])
    device.set_clock("08:29")
    assert (ahead.due, rang) == ("有事到时间了，请解锁查看", [True])
    device.set_clock("08:30")
    assert rang == [True]


@pytest.mark.req("SLA-3", "SLA-6")
def test_the_same_limit_of_several_orders_is_one_alarm_and_is_put_away_in_one_tap(
    qapp: QApplication, heard: Played
) -> None:
    device = Device(clock="08:20", sounds=heard, profile=shipped_profile())
    for order_id in (ORDER_ID, SECOND):
        order = replace(device.order(order_id), assigned_at=local("08:00"), received_at=local("08:00"))
        device.store.state.current[order_id] = order
    notice, lines = device.shell.notice, told(device.shell.notice)
    device.screens.alarm_watch.read()
    device.settle()
    device.set_clock("08:31")
    assert (notice.text, notice.detail) == (FIRST_CONTACT, "08:30 到期·另有 1 单一样")

    before = len(heard.names)
    notice.dismiss()
    device.set_clock("08:32")
    assert not notice.text.startswith("首次联系时限到了")
    assert sum(text == FIRST_CONTACT for text, _ in lines) == 1
    assert len(heard.names) == before + notice.shown
    device.shutdown()

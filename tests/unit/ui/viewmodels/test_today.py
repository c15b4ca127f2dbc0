from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.domain.events import Arrived, Departed, VisitClosed
from fieldapp.domain.ids import OrderId
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.work_order import OrderState
from fieldapp.ui.bus import changed_by_pull
from fieldapp.ui.viewmodels.today import TodayViewModel
from tests.factories import ORDER_ID, local, save_answer
from tests.openings import make_opened
from tests.ui.stage import Device

THIRD = OrderId("wo-261122-019")


@pytest.fixture
def today(device: Device) -> TodayViewModel:
    device.navigator.openSection("today")
    device.settle()
    return device.screens.today


def test_the_day_shows_visits_in_order_each_with_the_way_to_it_before(today: TodayViewModel) -> None:
    rows = [(row.entry, row.orderId) for row in today.timeline.rows()]
    assert [entry for entry, _ in rows] == ["gap", "visit"] * 3
    assert [order for _, order in rows[1::2]] == [ORDER_ID, "wo-261123-007", THIRD]
    assert today.countText == "3 单·完成 0"


@pytest.mark.req("SLA-3")
def test_every_open_order_of_the_day_shows_its_running_clock(device: Device, today: TodayViewModel) -> None:
    clocks = {row.orderId: (row.clock, row.clockState) for row in today.timeline.rows() if row.entry == "visit"}
    assert clocks[ORDER_ID] == ("响应 剩 54 分钟", "neutral")
    device.set_clock("10:20")
    device.settle()
    clocks = {row.orderId: (row.clock, row.clockState) for row in today.timeline.rows() if row.entry == "visit"}
    assert clocks[ORDER_ID] == ("响应 已超 8 分钟", "red")


def test_the_next_visit_is_picked_and_its_countdown_is_shown(today: TodayViewModel) -> None:
    assert today.picked == ORDER_ID
    assert today.pickedPlace == "下一单·商用冷柜 CF-680"
    assert today.order.facts.name == "禾味生鲜超市 云桥店"
    assert today.order.departure.line == "16 分钟后出发"
    plan = today.order.departure
    assert plan.travelMinutes + plan.bufferMinutes + plan.earlyMinutes == 26  # 09:34 to 10:00


def test_what_is_missing_in_the_bag_names_the_mat_first(today: TodayViewModel) -> None:
    assert today.kitText == "已备 0/15"
    assert today.kitMissingFirst == "垫布"


def test_the_one_next_action_is_that_of_the_next_step(device: Device, today: TodayViewModel) -> None:
    device.complete("accept", "analyse", "call")
    assert today.primaryText == "开始工具自检"
    today.goOn()
    device.settle()
    assert (device.navigator.page, device.screens.visit.current) == ("visit", "kit")


def test_an_order_that_waits_is_accepted_from_today(device: Device, today: TodayViewModel) -> None:
    today.pick(THIRD)
    device.settle()
    assert today.primaryText == "接单"
    today.goOn()
    device.settle()
    assert device.order(THIRD).state is OrderState.ACCEPTED
    assert today.primaryText == "核对工单"


def test_a_visit_that_is_over_shows_as_done_and_the_next_one_is_picked_when_coming_back(device: Device) -> None:
    device.do(VisitClosed(order_id=ORDER_ID, at=local("09:10"), outcome=Outcome.CANCELLED))
    device.navigator.openSection("today")
    device.settle()
    today = device.screens.today
    first = next(row for row in today.timeline.rows() if row.orderId == ORDER_ID)
    assert (first.mark, first.below, first.entry) == ("done", "至 09:10", "visit")
    assert today.picked == "wo-261123-007"


@pytest.mark.req("DEP-1")
def test_the_way_says_when_to_leave_then_when_he_left_and_then_when_he_was_there(device: Device) -> None:
    device.navigator.openSection("today")
    device.settle()
    today = device.screens.today

    def way() -> tuple[str, str]:
        row = next(row for row in today.timeline.rows() if row.key == f"gap-{ORDER_ID}")
        return row.time, row.title.partition("·")[0]

    assert way() == ("09:34 走", "16 分钟")
    device.do(Departed(order_id=ORDER_ID, at=local("09:30")))
    device.settle()
    assert way() == ("09:30 已走", "16 分钟")
    device.do(Arrived(order_id=ORDER_ID, at=local("09:53")))
    device.settle()
    assert way() == ("09:53 到", "23 分钟")


@pytest.mark.req("ACC-7")
def test_no_way_stands_before_an_order_that_was_opened_where_the_engineer_stands(device: Device) -> None:
    device.do(Arrived(order_id=ORDER_ID, at=local("08:50")))
    now = TimeWindow(local("08:55"), local("09:25"))
    device.do(make_opened(at=local("08:54"), appointment=now))
    device.navigator.openSection("today")
    device.settle()
    rows = [(row.entry, row.orderId) for row in device.screens.today.timeline.rows()]
    assert rows[:3] == [("visit", "tablet-1:7"), ("gap", ORDER_ID), ("visit", ORDER_ID)]


def test_the_conflict_stands_in_the_gap_before_the_visit_that_it_makes_late(device: Device) -> None:
    device.set_clock("10:50")
    device.navigator.openSection("today")
    device.settle()
    entries = [(row.entry, row.orderId) for row in device.screens.today.timeline.rows()]
    assert ("conflict", "wo-261123-007") in entries
    late = next(row for row in device.screens.today.timeline.rows() if row.entry == "conflict")
    assert (late.title, late.adjustable) == ("会晚 50 分钟", True)


@pytest.mark.req("DEP-4")
def test_who_only_loses_his_early_arrival_is_not_called_late_and_has_nothing_to_adjust(device: Device) -> None:
    device.do(Departed(order_id=ORDER_ID, at=local("09:30")), Arrived(order_id=ORDER_ID, at=local("10:12")))
    device.set_clock("11:00")
    device.navigator.openSection("today")
    device.settle()
    rows = device.screens.today.timeline.rows()
    tight = next(row for row in rows if row.entry == "conflict")
    assert (tight.title, tight.adjustable) == ("提前量只剩 3 分钟", False)


def test_an_order_left_open_by_yesterday_stands_first_with_its_day_and_counts_nothing_down(device: Device) -> None:
    left = replace(device.order(THIRD), appointment=TimeWindow(local("10:00", day=-1), local("10:30", day=-1)))
    device.store.state.current[THIRD] = left
    device.navigator.openSection("today")
    device.settle()
    today = device.screens.today
    first = today.timeline.rows()[0]
    assert (first.entry, first.orderId, first.time, first.below) == ("visit", THIRD, "10:00", "昨日")
    assert today.picked == ORDER_ID
    assert today.ahead.line == "16 分钟后出发"

    today.pick(THIRD)
    device.settle()

    departure = today.order.departure
    assert (departure.line, departure.state) == ("约定日已过，先约新时间", "amber")
    assert departure.shortSummary.endswith("昨日 10:00 约定")


def test_a_day_without_visits_says_so(device: Device) -> None:
    device.store.state.current.clear()
    device.navigator.openSection("today")
    device.settle()
    assert device.screens.today.empty
    assert device.screens.today.primaryText == ""


@pytest.mark.req("SYN-7")
def test_a_visit_says_which_of_its_files_wait_until_the_centre_has_them(device: Device, today: TodayViewModel) -> None:
    with device.begin() as work:
        plate, slip = work.put_blob("image/jpeg", b"plate"), work.put_blob("application/pdf", b"slip")
        work.append(save_answer("work", "plate", f"{plate}.jpg"), save_answer("work", "slip", slip))
        work.commit()
    device.settle()
    assert _files(today) == {ORDER_ID: "1 张照片、1 份文件待上传"}
    assert today.order.facts.filesText == "1 张照片、1 份文件待上传"

    for name in (plate, slip):
        orders = device.store.delivered(name)
        device.bus.publish(changed_by_pull({"work_order"}, orders))
        device.settle()
    assert _files(today) == {}
    assert today.order.facts.filesText == ""


def _files(today: TodayViewModel) -> dict[str, str]:
    return {row.orderId: row.files for row in today.timeline.rows() if row.files}

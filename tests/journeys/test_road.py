"""On the road: jams told an hour ahead, promises that collide and are moved, ways that are learnt (DEP, TRV)."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from fieldapp.device import Device
from fieldapp.domain.contact import ContactMeans, CustomerAnswer, DelayReason, Recipient, Topic
from fieldapp.domain.events import Arrived, Departed
from fieldapp.domain.ids import OrderId, StepId
from fieldapp.domain.opening import OrderOrigin
from fieldapp.domain.process import JobType
from fieldapp.domain.sla import ClockName
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.views.departure import TravelSource
from fieldapp.domain.views.sync import SyncState
from fieldapp.domain.views.today import VisitRow
from fieldapp.domain.work_order import HandBackReason, OrderState
from fieldapp.scheduling.alarms import AlarmKind
from fieldapp.scheduling.conflicts import WayOut
from fieldapp.scheduling.departure import EarlyMargin
from fieldapp.usecases.arrival_margin import ChooseMargin
from fieldapp.usecases.open_new_order import NewOrder
from tests.factories import ORDER_ID, local
from tests.journeys.company import NUMBER, Company, order, sync, work_through

JAM = "高架堵死，云桥店 10:00 的预约赶不到，客户不等，请改派。"


def record(jichuan: Company, number: str) -> dict[str, Any]:
    """What the centre holds of an order."""
    return json.loads(jichuan.centre._command("show", number, "--json"))["order"]  # type: ignore[no-any-return]


def rows(device: Device) -> dict[OrderId, VisitRow]:
    return {row.order_id: row for row in device.show_today().visits}


@pytest.mark.req("TRV-1", "TRV-4", "CON-3", "SLA-6")
def test_a_jam_told_an_hour_ahead_that_the_customer_will_not_wait_for_goes_to_somebody_else(jichuan: Company) -> None:
    jichuan.clock.wall_at = local("08:25")
    with jichuan.tablet() as device:
        work_through(device, jichuan.clock, "travel")
        assert order(device).visit.departed_at is not None
        jichuan.clock.wall_at = local("08:55")
        delay = device.contact.show_delay(order(device))
        assert delay is not None
        assert (delay.reason, delay.late.in_time) == (DelayReason.TRAFFIC, True)
        device.contact.tell_delay(
            ORDER_ID,
            DelayReason.TRAFFIC,
            local("10:40"),
            ContactMeans.CALL,
            CustomerAnswer.WANTS_SOMEBODY_ELSE,
            JAM,
        )
        [told] = order(device).visit.contact.delays
        assert order(device).appointment.start_at - told.at >= timedelta(hours=1), "the proof of the hour"

    with jichuan.tablet() as device:
        device.contact.send_somebody_else(ORDER_ID, HandBackReason.CUSTOMER_REFUSED, "客户不等")
        assert ORDER_ID not in rows(device)
    jichuan.open_centre()
    with jichuan.tablet() as device:
        assert sync(device).state is SyncState.IDLE

    held = record(jichuan, NUMBER)
    assert held["state"] == OrderState.HANDED_BACK.value
    assert held["visit"]["contact"]["delays"][0]["answer"] == CustomerAnswer.WANTS_SOMEBODY_ELSE.value
    assert [message["text"] for message in held["visit"]["contact"]["messages"]] == [JAM]

    jichuan.centre._command("assign", NUMBER, "tao", "--now", jichuan.clock.wall_at.isoformat())
    passed_on = record(jichuan, NUMBER)
    assert (passed_on["assignee"], passed_on["state"]) == ("tao", OrderState.ASSIGNED.value)
    assert passed_on["visit"].get("departed_at") is None, "the next one takes his own way"
    assert "kit" not in passed_on["visit"]["steps"]
    assert passed_on["visit"]["contact"]["delays"][0]["at"] == held["visit"]["contact"]["delays"][0]["at"]
    with jichuan.tablet() as device:
        assert sync(device).state is SyncState.IDLE
        assert ORDER_ID not in rows(device)


@pytest.mark.req("DEP-4", "CON-1", "CON-5")
def test_two_visits_that_collide_are_shown_and_the_proposed_window_settles_it(jichuan: Company) -> None:
    with jichuan.tablet() as device:
        late = [row for row in rows(device).values() if row.late_by is not None]
        assert late, "the day of seven has two promises that collide"
        collided = late[-1].order_id
        found = device.contact.show_conflict(collided)
        assert found is not None
        ways = {remedy.way_out: remedy for remedy in found.conflict.remedies}
        proposed = ways[WayOut.MOVE].windows[0]
        device.contact.move(collided, proposed, "上一家时间冲突", customer_agrees=True)

    with jichuan.tablet() as device:
        moved = device.queries.order(collided)
        assert moved.appointment.start_at == proposed.start_at
        assert device.contact.show_conflict(collided) is None
        assert collided not in [row.order_id for row in rows(device).values() if row.late_by is not None]
    jichuan.open_centre()
    with jichuan.tablet() as device:
        assert sync(device).state is SyncState.IDLE
    assert record(jichuan, moved.number)["appointment"]["start_at"].startswith(proposed.start_at.strftime("%Y-%m-%dT"))


@pytest.mark.req("TRV-2", "TRV-4", "DEP-4")
def test_a_job_that_runs_over_warns_of_the_next_departure_and_the_dispatcher_tells_the_customer(
    jichuan: Company,
) -> None:
    with jichuan.tablet() as device:
        device.accept(ORDER_ID)
        legs = [row for row in rows(device).values() if row.to_leave]
        following = legs[[row.order_id for row in legs].index(ORDER_ID) + 1]
        with device.save_answer.begin() as work:
            work.append(
                Departed(order_id=ORDER_ID, at=local("09:30")),
                Arrived(order_id=ORDER_ID, at=local("09:52")),
            )
            work.commit()
        planned_end = local("09:52") + timedelta(minutes=order(device).planned_minutes)
        jichuan.clock.wall_at = planned_end + timedelta(minutes=20)

        late = rows(device)[following.order_id]
        assert (late.overrun_of, late.late_by is not None) == (order(device).customer.name, True)
        standing = device.show_alarms().standing(jichuan.clock.now())
        rung = {ring.alarm.kind for ring in standing if ring.order.id == following.order_id}
        assert rung & {AlarmKind.OVERRUN, AlarmKind.NOTICE, AlarmKind.LEAVE, AlarmKind.LATE}
        jichuan.clock.pass_time(timedelta(hours=2))
        delay = device.contact.show_delay(device.queries.order(following.order_id))
        assert delay is not None
        assert delay.reason is DelayReason.JOB_BEFORE
        assert delay.before == order(device).customer.name
        device.send_message(following.order_id, Recipient.DISPATCHER, Topic.DELAY, "上一家没做完，请先告诉客户。")
        [asked] = device.queries.order(following.order_id).visit.contact.messages
        assert asked.topic is Topic.DELAY


@pytest.mark.req("DEP-3", "DEP-5", "DEP-1")
def test_one_tap_at_departure_and_arrival_teaches_the_tablet_its_ways(jichuan: Company) -> None:
    with jichuan.tablet() as device:
        before = device.show_order(ORDER_ID).departure
        jichuan.clock.wall_at = local("08:40")
        work_through(device, jichuan.clock, "travel")
        jichuan.clock.wall_at = order(device).visit.departed_at + timedelta(minutes=55)  # type: ignore[operator]
        work_through(device, jichuan.clock, "diagnose")
        assert order(device).visit.arrived_at is not None
        after = device.show_order(ORDER_ID).departure
        assert after.estimate.source in (TravelSource.OWN_TRIPS, TravelSource.OWN_PACE)
        assert after.estimate.trips == before.estimate.trips + 1
        assert after.travel > before.travel

    with jichuan.tablet() as device:
        assert device.show_order(ORDER_ID).departure == after, "learnt anew at the next start, from the same trips"


@pytest.mark.req("DEP-1")
def test_the_margin_that_was_chosen_is_there_after_a_restart(jichuan: Company) -> None:
    with jichuan.tablet() as device:
        ChooseMargin(device.settings.write)(EarlyMargin.MOST, ORDER_ID)
    with jichuan.tablet() as device:
        assert device.show_order(ORDER_ID).departure.early == timedelta(minutes=10)


@pytest.mark.req("SLA-3", "SLA-6")
def test_every_clock_of_the_order_runs_on_the_tablet_alone(jichuan: Company) -> None:
    with jichuan.tablet() as device:
        names = {clock.name for clock in device.show_order(ORDER_ID).limits}
        assert {
            ClockName.RESPOND,
            ClockName.RESOLVE,
            ClockName.FIRST_CONTACT,
            ClockName.DEPARTURE_DECISION,
            ClockName.ARRIVAL,
        } <= names
        work_through(device, jichuan.clock, "kit")
        stopped = {clock.name for clock in device.show_order(ORDER_ID).limits if clock.stopped_at is not None}
        assert {ClockName.RESPOND, ClockName.FIRST_CONTACT} <= stopped
        assert order(device).visit.is_done(StepId("call"))


@pytest.mark.req("SLA-5")
def test_a_tablet_whose_clock_is_wrong_knows_by_how_much_after_the_next_sync(jichuan: Company) -> None:
    jichuan.open_centre()
    jichuan.clock.wall_at -= timedelta(minutes=9)
    with jichuan.tablet() as device:
        assert sync(device).state is SyncState.IDLE
        offset = device.queries.sync_status().clock_offset
        assert offset is not None
        assert timedelta(minutes=8) < offset < timedelta(minutes=12)


@pytest.mark.req("ACC-7", "DEP-4")
def test_an_order_opened_here_for_right_now_asks_for_no_departure(jichuan: Company) -> None:
    with jichuan.tablet() as device:
        work_through(device, jichuan.clock, "diagnose")
        story, now = order(device), device.clock.now()
        assert story.visit.arrived_at is not None

        opened = device.open_new_order(
            NewOrder(
                origin=OrderOrigin.WHILE_HERE,
                job_type=JobType.REPAIR,
                customer=story.customer,
                asset=story.asset,
                what="旁边那台漏水",
                appointment=TimeWindow(now, now + timedelta(minutes=30)),
                planned_minutes=30,
                source=ORDER_ID,
            )
        )

        row = rows(device)[opened.id]
        assert (row.departure.has_way, row.to_leave, row.late_by) == (False, False, None)
        departing = {AlarmKind.DECIDE, AlarmKind.LEAVE, AlarmKind.LATE, AlarmKind.NOTICE}
        assert not [
            ring for ring in device.show_alarms().rings if ring.order == opened and ring.alarm.kind in departing
        ]

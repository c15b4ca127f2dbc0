"""The office acts while the tablet is away: the engineer is told, and nothing he did is lost (SYN-3)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from fieldapp.device import Device
from fieldapp.domain.contact import Detail, Recipient, Topic
from fieldapp.domain.ids import PartNumber, StepId
from fieldapp.domain.news import KeptNews, News, NewsKind
from fieldapp.domain.planning import PartQuantity, PlanLabel, RepairPlan
from fieldapp.domain.sla import ClockName, Severity
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.views.sync import SyncState
from fieldapp.domain.work_order import OrderState
from fieldapp.scheduling.alarms import AlarmKind
from fieldapp.scheduling.clocks import sla_clocks
from fieldapp.store.news import NewsShelf
from tests.factories import ORDER_ID, local
from tests.journeys.company import NUMBER, Company, answer, order, sync, work_through


def told(device: Device) -> tuple[KeptNews, ...]:
    return NewsShelf(device.database).listed()


def newest(device: Device) -> list[News]:
    """What was not seen yet, newest first; seen from now on."""
    unseen = [kept for kept in told(device) if kept.seen_at is None]
    NewsShelf(device.database).mark_seen(kept.id for kept in unseen)
    return [kept.news for kept in unseen]


def office(jichuan: Company, *words: str) -> None:
    """Let the desk act on the story's order, at the journey's time."""
    jichuan.centre._command(words[0], NUMBER, *words[1:], "--now", jichuan.clock.wall_at.isoformat())


def synced(jichuan: Company) -> list[News]:
    """Sync once with the tablet opened anew; return what is news by that."""
    jichuan.clock.pass_time(timedelta(minutes=2))
    with jichuan.tablet() as device:
        assert sync(device).state is SyncState.IDLE
        return newest(device)


def documents(jichuan: Company) -> dict[str, Any]:
    return jichuan.record()["order"]  # type: ignore[no-any-return]


@pytest.mark.req("ACC-2", "SITE-5", "SYN-3")
def test_a_question_asked_without_network_is_answered_by_the_desk_and_the_answer_is_news(jichuan: Company) -> None:
    with jichuan.tablet() as device:
        asked = device.send_message(ORDER_ID, Recipient.DISPATCHER, Topic.MISSING_DETAILS, "几楼？货梯在哪边？")
        assert device.queries.unsent_messages(ORDER_ID) == {asked}
    jichuan.open_centre()
    assert synced(jichuan) == []
    with jichuan.tablet() as device:
        assert device.queries.unsent_messages(ORDER_ID) == frozenset()
    assert "几楼？货梯在哪边？" in jichuan.centre._command("messages")

    office(jichuan, "reply", "三楼 302，货梯在东侧")
    [news] = synced(jichuan)
    assert (news.kind, news.old, news.text) == (NewsKind.REPLY, "几楼？货梯在哪边？", "三楼 302，货梯在东侧")
    assert synced(jichuan) == []
    with jichuan.tablet() as device:
        assert [reply.answers for reply in order(device).replies] == [asked]
        assert len(told(device)) == 1, "pressed away it stays on the page"


@pytest.mark.req("SYN-3", "SYN-2")
def test_an_appointment_moved_by_both_sides_is_the_offices_and_both_stay_to_be_read(jichuan: Company) -> None:
    with jichuan.tablet() as device:
        before = order(device).appointment
        mine = TimeWindow(local("11:00"), local("11:30"))
        device.contact.move(ORDER_ID, mine, "客户要求", customer_agrees=True)
        assert order(device).appointment == mine
    jichuan.open_centre()
    office(jichuan, "move", "2026-11-23T15:00")

    [news] = synced(jichuan)
    assert news.kind is NewsKind.APPOINTMENT
    assert news.windows is not None
    assert news.windows[0] == mine
    assert news.windows[1].start_at == local("15:00")
    with jichuan.tablet() as device:
        here = order(device)
        [change] = here.visit.contact.appointment_changes
        assert here.appointment.start_at == local("15:00")
        assert (change.old, change.new, change.taken) == (before, mine, False)
    assert documents(jichuan)["visit"]["contact"]["appointment_changes"][0]["taken"] is False
    assert "11:00–11:30" in jichuan.centre._command("show", NUMBER)


@pytest.mark.req("SLA-4", "ACC-2", "SYN-2")
def test_what_the_desk_changes_is_news_with_old_and_new_and_stands_where_the_engineer_wrote_too(
    jichuan: Company,
) -> None:
    with jichuan.tablet() as device:
        old = order(device).customer.site.address
        device.contact.correct(ORDER_ID, {Detail.ADDRESS: "云桥路 19 号", Detail.ACCESS: "货梯在东侧"})
    jichuan.open_centre()
    office(jichuan, "change", "--address", "云桥路 90 号", "--level", "3", "--reason", "只有一层", "--by", "赵明")

    told = {news.kind: news for news in synced(jichuan)}
    assert told[NewsKind.LEVEL].levels == (Severity.URGENT, Severity.NORMAL)
    assert (told[NewsKind.LEVEL].text, told[NewsKind.LEVEL].by) == ("只有一层", "赵明")
    address = told[NewsKind.DETAIL]
    assert (address.detail, address.old, address.new) == (Detail.ADDRESS, "云桥路 19 号", "云桥路 90 号")
    with jichuan.tablet() as device:
        here = order(device)
        assert (here.customer.site.address, here.customer.site.access) == ("云桥路 90 号", "货梯在东侧")
        kept = {one.correction.detail: one for one in here.visit.contact.corrections}
        assert {detail: one.taken for detail, one in kept.items()} == {Detail.ADDRESS: False, Detail.ACCESS: True}
        assert kept[Detail.ADDRESS].correction.old == old
        respond = next(clock for clock in sla_clocks(here) if clock.name is ClockName.RESPOND)
        assert respond.due_at - here.received_at == timedelta(hours=8)


@pytest.mark.req("SYN-3", "PRO-4")
def test_an_order_cancelled_while_the_engineer_works_is_told_of_and_his_work_arrives(jichuan: Company) -> None:
    jichuan.open_centre()
    with jichuan.tablet() as device:
        work_through(device, jichuan.clock, "work")
    office(jichuan, "cancel", "--reason", "客户已自行解决")
    with jichuan.tablet() as device:
        answer(device, jichuan.clock, "work")

    [news] = synced(jichuan)
    assert (news.kind, news.text) == (NewsKind.CANCELLED, "客户已自行解决")
    at_centre = documents(jichuan)
    assert at_centre["state"] == "cancelled"
    assert at_centre["visit"]["arrived_at"] is not None
    assert set(at_centre["visit"]["answers"]["work"]) >= {"remark"}
    with jichuan.tablet() as device:
        here = order(device)
        assert here.state is OrderState.CANCELLED
        assert [row.order_id for row in device.show_today("zh").visits if row.finished_at is None][:1] == [ORDER_ID]
        device.complete_step(ORDER_ID, StepId("work"))
        assert here.visit.answers == order(device).visit.answers
    assert synced(jichuan) == []
    assert documents(jichuan)["visit"]["steps"]["work"]["state"] == "done"


@pytest.mark.req("SYN-3")
def test_an_order_given_to_somebody_else_while_the_tablet_was_away_gets_its_late_work(jichuan: Company) -> None:
    with jichuan.tablet() as device:
        work_through(device, jichuan.clock, "work")
        answers = order(device).visit.answers
    jichuan.open_centre()
    office(jichuan, "assign", "tao")
    [news] = synced(jichuan)
    assert (news.kind, news.number) == (NewsKind.TAKEN_AWAY, NUMBER)
    at_centre = documents(jichuan)
    assert at_centre["assignee"] == "tao"
    assert at_centre["visit"]["answers"]["diagnose"] == answers[StepId("diagnose")]
    assert at_centre["visit"].get("arrived_at") is None, "the next one goes himself"
    [way] = at_centre["visit"]["earlier_ways"]
    assert (way["engineer"], "departed_at" in way, "arrived_at" in way) == ("zhou", True, True)
    with jichuan.tablet() as device:
        assert ORDER_ID not in {one.id for one in device.queries.orders()}
        assert [kept.news.customer for kept in told(device)] == ["禾味生鲜超市 云桥店"]


@pytest.mark.req("ANA-6")
def test_a_part_that_the_depot_expects_after_the_appointment_is_warned_of(jichuan: Company) -> None:
    with jichuan.tablet() as device:
        board = (PartQuantity(part_number=PartNumber("CB-680"), quantity=50),)
        plan = RepairPlan(label=PlanLabel.A, cause="控制板坏", measure="更换控制板", parts=board)
        device.planning.choose(ORDER_ID, lambda _plans: (plan,))
        assert device.planning.request(ORDER_ID)
    jichuan.open_centre()
    assert synced(jichuan) == []
    office(jichuan, "supply", "approved")
    office(jichuan, "supply", "in_transit", "--expected", "2026-11-23T11:30")
    late, approved = synced(jichuan)
    assert late.comes_too_late
    assert not approved.comes_too_late


@pytest.mark.req("TRV-2")
def test_a_delay_nobody_acknowledges_rings_after_five_minutes_until_the_dispatcher_answers(jichuan: Company) -> None:
    def rings(device: Device) -> bool:
        standing = device.show_alarms().standing(jichuan.clock.now())
        return any(ring.alarm.kind is AlarmKind.UNHEARD for ring in standing)

    with jichuan.tablet() as device:
        device.send_message(ORDER_ID, Recipient.DISPATCHER, Topic.DELAY, "上一单延误，下一单会迟到")
        jichuan.clock.pass_time(timedelta(minutes=4))
        assert not rings(device)
        jichuan.clock.pass_time(timedelta(minutes=1))
        assert rings(device)
    jichuan.open_centre()
    assert synced(jichuan) == []
    jichuan.clock.pass_time(timedelta(minutes=5))
    with jichuan.tablet() as device:
        assert rings(device), "at the centre is not acknowledged"
    office(jichuan, "reply", "已告知客户")
    assert [news.kind for news in synced(jichuan)] == [NewsKind.REPLY]
    with jichuan.tablet() as device:
        assert not rings(device)

"""Each order of the demo day from acceptance to its end, with what is special about it; the tablet restarted between.

A price that is agreed to: test_at_the_site.py too; calls that end otherwise: test_contact.py.
"""

from __future__ import annotations

from datetime import UTC, date, timedelta
from decimal import Decimal

import pytest

from fieldapp.device import Device
from fieldapp.domain.contact import Detail
from fieldapp.domain.doubt import DoubtKind
from fieldapp.domain.errors import GateClosed
from fieldapp.domain.going import Going, going
from fieldapp.domain.ids import OrderId, SerialNumber
from fieldapp.domain.money import ZERO
from fieldapp.domain.on_site import LoanerUnit
from fieldapp.domain.visit import Report
from fieldapp.usecases.take_away import TakeAwaySlip
from fieldapp.workflow.completeness import doubts
from tests.fakes.visit_answers import (
    COLD_ROOM_ANSWERS,
    CONTROLLER_ANSWERS,
    FREEZER_ANSWERS,
    HEAT_PUMP_ANSWERS,
    HEATING_ANSWERS,
)
from tests.journeys.company import Company
from tests.journeys.test_at_the_site import PHOTO, ROAD, Visit

AT_THE_SITE = ("diagnose", "work", "test", "clean", "hand_over", "report")
SOLVED = {"outcome": "solved_by_phone", "solution": "夏季模式已关，讲解用法", "expected_solution": "今天暖起来"}


def order_id(end: str) -> OrderId:
    return OrderId(f"wo-261123-{end}")


def doubted(visit: Visit) -> set[DoubtKind]:
    """What the order leaves open."""
    with visit.jichuan.tablet() as device:
        here = visit.order(device)
        return {doubt.kind for doubt in doubts(here, device.queries.process(here.pin).phrasing.vague)}


def solved(visit: Visit) -> Report:
    """Close as solved, with the customer's signature."""
    visit.on(lambda device: visit.answer(device, "close", outcome="solved"))
    return visit.sign_and_close()


def in_warranty(visit: Visit) -> bool:
    with visit.jichuan.tablet() as device:
        return device.show_order(visit.order_id).in_warranty


def correct(visit: Visit, right: dict[Detail, str]) -> None:
    visit.on(lambda device: device.contact.correct(visit.order_id, right))


def agree_on_the_price(visit: Visit) -> None:
    def shown_and_agreed(device: Device) -> None:
        device.site.answer_quote(device.site.draft_quote(visit.order_id, "zh", Decimal("1.5"), {}), agreed=True)

    visit.on(shown_and_agreed)


@pytest.mark.req("PRO-1", "PRO-4", "REP-2")
def test_in_warranty_the_customer_pays_nothing_and_nothing_is_asked_before_the_work(jichuan: Company) -> None:
    visit = Visit(jichuan, order_id("004"))
    visit.do(*ROAD, *AT_THE_SITE)
    report = solved(visit)

    kept = visit.at_the_centre()
    assert (kept["outcome"], kept["on_site"]["quotes"]) == ("solved", [])
    assert report.fees.due == ZERO
    assert report.fees.lines


@pytest.mark.req("ACC-2", "ACC-3", "CON-7")
def test_the_model_nobody_knew_is_asked_for_and_stands_in_the_report(jichuan: Company) -> None:
    visit = Visit(jichuan, order_id("014"), COLD_ROOM_ANSWERS)
    assert DoubtKind.MODEL_MISSING in doubted(visit)
    with pytest.raises(GateClosed):
        visit.do("accept")
    with jichuan.tablet() as device:
        machine = device.show_asset(visit.order_id).asset
    correct(
        visit,
        {Detail.MODEL: machine.model, Detail.SERIAL_NUMBER: machine.serial_number, Detail.PURCHASED_ON: "2025-03-01"},
    )
    assert DoubtKind.MODEL_MISSING not in doubted(visit)
    correct(visit, {Detail.SINCE: "凌晨起", Detail.IMPACT: "一吨货要转走"})
    visit.do(*ROAD, "diagnose")
    assert not in_warranty(visit), "the register says so"
    agree_on_the_price(visit)
    visit.do("work", "test", "clean", "hand_over", "report")
    with jichuan.tablet() as device:
        printed = device.draft_report(visit.order_id, "zh").content.asset
    assert (printed.model, printed.serial_number) == (machine.model, machine.serial_number)
    solved(visit)
    assert visit.at_the_centre()["outcome"] == "solved"


@pytest.mark.req("ACC-3", "SITE-12", "PRO-4")
def test_a_vague_symptom_is_made_precise_before_the_trip_and_the_repair_is_paid_for(jichuan: Company) -> None:
    visit = Visit(jichuan, order_id("013"), FREEZER_ANSWERS)
    assert DoubtKind.SYMPTOM_VAGUE in doubted(visit)
    correct(visit, {Detail.SINCE: "昨晚开始", Detail.ALARM_CODE: "E02", Detail.IMPACT: "一柜货要搬走"})
    correct(visit, {Detail.TRIED: "断电重启，无效"})
    assert DoubtKind.SYMPTOM_VAGUE not in doubted(visit)
    visit.do(*ROAD, "diagnose")
    agree_on_the_price(visit)
    visit.do("work", "test", "clean", "hand_over")
    visit.do("report", chargeable="charge", payment="qr")
    report = solved(visit)

    kept = visit.at_the_centre()
    assert (kept["outcome"], [quote["agreed"] for quote in kept["on_site"]["quotes"]]) == ("solved", [True])
    assert report.fees.due.amount > ZERO.amount


def call_solves_it(visit: Visit) -> None:
    visit.do("accept", "analyse")
    visit.do("call", **SOLVED)
    with visit.jichuan.tablet() as device:
        assert going(visit.order(device).visit) is Going.CALL_BACK_OWED
    visit.jichuan.clock.pass_time(timedelta(hours=2))


@pytest.mark.req("ANA-3", "PRO-4", "SYN-1")
def test_misuse_is_solved_by_phone_and_closed_when_the_call_back_confirms_it(jichuan: Company) -> None:
    visit = Visit(jichuan, order_id("011"), HEATING_ANSWERS)
    call_solves_it(visit)
    visit.on(lambda device: device.contact.call_back(visit.order_id, solved=True))
    visit.do("close", outcome="solved_by_phone")

    kept = visit.at_the_centre()
    assert (kept["outcome"], kept["departed_at"], kept["reports"]) == ("solved_by_phone", None, [])
    assert [back["solved"] for back in kept["contact"]["call_backs"]] == [True]


@pytest.mark.req("ANA-3", "PRO-4", "SITE-9")
def test_misuse_that_the_call_back_finds_unsolved_is_visited_repaired_and_signed(jichuan: Company) -> None:
    visit = Visit(jichuan, order_id("011"), HEATING_ANSWERS)
    call_solves_it(visit)
    visit.on(lambda device: device.contact.call_back(visit.order_id, solved=False, wants_visit=True, remark="还是不热"))
    visit.do("kit", "depart", "travel", "arrive", *AT_THE_SITE)
    solved(visit)

    kept = visit.at_the_centre()
    assert (kept["outcome"], len(kept["reports"])) == ("solved", 1)
    assert kept["calls"][0]["outcome"] == "solved_by_phone"


@pytest.mark.req("SITE-10", "ANA-5", "KIT-1", "PRO-4")
def test_the_controller_is_taken_away_and_the_loaner_from_the_bag_stays(jichuan: Company) -> None:
    visit = Visit(jichuan, order_id("015"), CONTROLLER_ANSWERS)
    visit.do("accept", "analyse", "call", on_site="no", take_away="yes")
    visit.on(lambda device: device.check_kit(visit.order_id, "loaner-ic100", True))
    visit.do("kit", "depart", "travel", "arrive", "diagnose")
    loaner = LoanerUnit(model="IC-100", serial_number=SerialNumber("IC100-26B-00412"))
    slip = TakeAwaySlip(
        accessories="电源线", condition="外壳完好", return_on=date(2026, 12, 1), photos=(PHOTO,), loaner=loaner
    )
    visit.on(lambda device: device.site.take_away(visit.order_id, slip))
    visit.do("clean", "report")
    visit.sign_and_close()
    visit.on(lambda device: device.site.bring_back(visit.order_id, "(21)IC100-26B-00412", ""))

    kept = visit.at_the_centre()
    assert [back["loaner"] for back in kept["on_site"]["brought_back"]] == ["IC100-26B-00412"]
    assert (kept["outcome"], "loaner-ic100" in kept["kit"]) == ("taken_away", True)
    assert kept["on_site"]["taken_away"][0]["loaner"]["serial_number"] == "IC100-26B-00412"


@pytest.mark.req("CON-5", "DEP-4", "PRO-1")
def test_of_two_visits_that_cannot_both_be_kept_one_is_moved_and_both_are_done(jichuan: Company) -> None:
    first, second = Visit(jichuan, order_id("004")), Visit(jichuan, order_id("007"), HEAT_PUMP_ANSWERS)
    with jichuan.tablet() as device:
        late = {row.order_id: row.late_by for row in device.show_today().visits}
        assert late[second.order_id]
    second.do("accept", "analyse")
    with jichuan.tablet() as device:
        offer = device.contact.show(second.order(device)).offers[0]
        device.contact.move(second.order_id, offer, "上一单做不完，客户同意", customer_agrees=True)
    with jichuan.tablet() as device:
        assert second.order(device).appointment == offer
        assert not {row.order_id: row.late_by for row in device.show_today().visits}.get(second.order_id)
    first.do(*ROAD, *AT_THE_SITE)
    solved(first)
    assert first.at_the_centre()["outcome"] == "solved"
    before = offer.start_at.astimezone(UTC) - timedelta(minutes=40)
    jichuan.clock.wall_at = max(before, jichuan.clock.wall_at)
    second.do("kit", "depart", "travel", "arrive", *AT_THE_SITE)
    solved(second)

    kept = second.at_the_centre()
    assert (kept["outcome"], len(kept["contact"]["appointment_changes"])) == ("solved", 1)

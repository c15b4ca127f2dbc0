"""At the customer's, when it does not go as planned: the tablet restarted between, the centre told at the end."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from fieldapp.device import Device
from fieldapp.domain.contact import Recipient, Topic
from fieldapp.domain.errors import GateClosed
from fieldapp.domain.ids import OrderId, SerialNumber, StepId
from fieldapp.domain.on_site import LoanerUnit
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.views.sync import SyncState
from fieldapp.domain.visit import Report
from fieldapp.domain.work_order import WorkOrder
from fieldapp.scanning.typed import typed_part_code
from fieldapp.usecases.save_answer import NewFile
from fieldapp.usecases.take_away import TakeAwaySlip
from fieldapp.workflow.steps import next_step
from tests.factories import ORDER_ID
from tests.fakes.visit_answers import ANSWERS, HEAT_PUMP_ANSWERS
from tests.journeys.company import Company, order, signature, sync

OLD_PUMP = OrderId("wo-261123-002")
"""陈雅琴's heat pump: its warranty ended two years ago."""
PHOTO = NewFile("image/jpeg", b"\xff\xd8 scratched left door \xff\xd9")
FAILED = {**ANSWERS["test"], "cools_down": "fail"}


@dataclass
class Visit:
    """One order's visit; every deed finds the tablet as a restart left it."""

    jichuan: Company
    order_id: OrderId = ORDER_ID
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: ANSWERS)

    def on(self, deed: Callable[[Device], object]) -> None:
        with self.jichuan.tablet() as device:
            deed(device)
        self.jichuan.clock.pass_time(timedelta(minutes=2))

    def answer(self, device: Device, step: str, **values: str) -> None:
        form = device.show_visit(self.order_id, "zh", StepId(step)).form_sha256
        self.jichuan.clock.pass_time(timedelta(seconds=20))
        device.save_answer(self.order_id, StepId(step), values, form)

    def do(self, *steps: str, **changes: str) -> None:
        """Fill in and complete steps."""

        def through(device: Device) -> None:
            if self.order(device).visit.accepted_at is None:
                device.accept(self.order_id)
            for step in steps:
                if not self.order(device).visit.is_done(StepId(step)):
                    self.answer(device, step, **{**self.answers[step], **changes})
                    device.complete_step(self.order_id, StepId(step))

        self.on(through)

    def order(self, device: Device) -> WorkOrder:
        return device.queries.order(self.order_id)

    def next(self, device: Device) -> str:
        step = next_step(device.queries.process(self.order(device).pin), self.order(device))
        return step.id if step is not None else ""

    def sign_and_close(self) -> Report:
        """Sign what is there and close with the outcome that was proposed."""
        with self.jichuan.tablet() as device:
            report = device.sign_report(device.draft_report(self.order_id, "zh"), signature())
            device.complete_step(self.order_id, StepId("close"))
        return report

    def at_the_centre(self) -> dict[str, Any]:
        """Deliver, and return what the centre has of the visit."""
        self.jichuan.open_centre()
        with self.jichuan.tablet() as device:
            assert sync(device).state is SyncState.IDLE
            number = self.order(device).number
        told = self.jichuan.centre._command("show", number, "--json")
        record: dict[str, Any] = json.loads(told)["order"]["visit"]
        return record


ROAD = ("accept", "analyse", "call", "kit", "depart", "travel", "arrive")


@pytest.mark.req("SITE-12", "REP-2", "CON-4")
def test_out_of_warranty_the_work_begins_with_the_customers_yes_and_is_billed_by_that_list(jichuan: Company) -> None:
    visit = Visit(jichuan, OLD_PUMP, HEAT_PUMP_ANSWERS)
    visit.do(*ROAD, "diagnose")

    def agree(device: Device) -> None:
        visit.answer(device, "work", **HEAT_PUMP_ANSWERS["work"])
        with pytest.raises(GateClosed):
            device.complete_step(OLD_PUMP, StepId("work"))
        draft = device.site.draft_quote(OLD_PUMP, "zh", Decimal("1"), {})
        device.site.answer_quote(draft, agreed=True)

    visit.on(agree)
    visit.do("work", "test", "clean", "hand_over")
    visit.do("report", labour_hours="1", chargeable="charge", payment="qr")
    with jichuan.tablet() as device:
        visit.answer(device, "close", outcome="solved")
    report = visit.sign_and_close()

    kept = visit.at_the_centre()
    [quote] = kept["on_site"]["quotes"]
    assert quote["agreed"] is True
    assert report.fees.price_list_version == quote["fees"]["price_list_version"]
    assert str(report.fees.due.amount) == quote["fees"]["due"]["amount"]
    assert kept["outcome"] == "solved"


@pytest.mark.req("SITE-12", "PRO-4")
def test_a_refused_price_ends_as_refused_with_the_way_to_pay_and_needs_no_work(jichuan: Company) -> None:
    visit = Visit(jichuan, OLD_PUMP, HEAT_PUMP_ANSWERS)
    visit.do(*ROAD, "diagnose")
    visit.on(lambda device: device.site.answer_quote(device.site.draft_quote(OLD_PUMP, "zh"), agreed=False))
    with jichuan.tablet() as device:
        assert visit.next(device) == "clean"
    visit.do("clean")
    with jichuan.tablet() as device:
        visit.answer(device, "report", payment="cash")
        device.complete_step(OLD_PUMP, StepId("report"))
    report = visit.sign_and_close()

    assert [line.kind.value for line in report.fees.lines] == ["visit"]
    assert report.fees.due == report.fees.total
    assert visit.at_the_centre()["outcome"] == "refused"


@pytest.mark.req("SITE-2", "SITE-3", "SITE-6", "REP-1")
def test_a_heat_pump_is_asked_its_own_questions_from_the_analysis_to_the_report(jichuan: Company) -> None:
    visit = Visit(jichuan, OLD_PUMP, HEAT_PUMP_ANSWERS)
    visit.do(*ROAD, "diagnose")
    with jichuan.tablet() as device:
        compared = device.show_visit(OLD_PUMP, "zh", StepId("diagnose")).comparison
        assert compared is not None
        assert (compared.same, compared.expected, compared.found) == (True, "制冷剂泄漏", "制冷剂泄漏")
        device.site.answer_quote(device.site.draft_quote(OLD_PUMP, "zh", Decimal("1"), {}), agreed=True)
    visit.do("work", "test", "clean", "hand_over", "report")

    with jichuan.tablet() as device:
        told = device.draft_report(OLD_PUMP, "zh").content
        in_english = device.draft_report(OLD_PUMP, "en").content
    tests = [(answer.label, answer.words, answer.limits) for answer in told.answers("tests")]
    assert tests == [
        ("制热正常", "合格", ""),
        ("出水温度", "48 ℃", "30–60"),
        ("低压", "5.6 bar", "2.0–10.0"),
        ("无报警", "合格", ""),
        ("不渗漏", "合格", ""),
        ("无异响", "合格", ""),
    ]
    read = [answer.name for answer in told.answers("problem") if answer.step == "diagnose"]
    assert read == ["reproduced", "flow_temperature", "low_pressure"]
    assert [answer.words for answer in in_english.answers("cause")] == ["Refrigerant leak"]
    done = [answer.name for answer in told.answers("process") if answer.step == "work"]
    assert done == ["power_off", "done", "refrigerant_recovered", "vacuum", "charge", "reassembled"]


@pytest.mark.req("SITE-10", "ANA-5", "PRO-4")
def test_a_machine_is_taken_away_its_loaner_stays_and_both_reach_the_centre(jichuan: Company) -> None:
    visit = Visit(jichuan)
    visit.do(*ROAD, "diagnose")
    loaner = LoanerUnit(model="CF-300", serial_number=SerialNumber("CF300-22-0007"))
    slip = TakeAwaySlip(
        accessories="两个搁架", condition="左门有划痕", return_on=date(2026, 12, 4), photos=(PHOTO,), loaner=loaner
    )
    visit.on(lambda device: device.site.take_away(ORDER_ID, slip))
    with jichuan.tablet() as device:
        assert visit.next(device) == "clean"
        assert device.queries.blob(PHOTO.sha256) == PHOTO.content
    visit.do("clean", "report")
    visit.sign_and_close()

    kept = visit.at_the_centre()
    [taken] = kept["on_site"]["taken_away"]
    assert (taken["return_on"], taken["loaner"]["serial_number"]) == ("2026-12-04", "CF300-22-0007")
    assert (kept["outcome"], taken["photos"]) == ("taken_away", [PHOTO.sha256])


@pytest.mark.req("SITE-6")
def test_a_failed_check_goes_back_to_the_work_and_is_solved_only_once_it_passes(jichuan: Company) -> None:
    visit = Visit(jichuan)
    visit.do(*ROAD, "diagnose", "work")

    def fail(device: Device) -> None:
        visit.answer(device, "test", **FAILED)
        with pytest.raises(GateClosed):
            device.complete_step(ORDER_ID, StepId("test"))
        device.reopen_step(ORDER_ID, StepId("work"), "降温不合格")

    visit.on(fail)

    def work_again(device: Device) -> None:
        assert not order(device).visit.is_done(StepId("work"))
        device.consume_part(ORDER_ID, typed_part_code("(01)06901234000023(21)2608-11937"))
        device.complete_step(ORDER_ID, StepId("work"))

    visit.on(work_again)
    visit.do("test", "clean", "hand_over", "report")
    with jichuan.tablet() as device:
        visit.answer(device, "close", outcome="solved")
    visit.sign_and_close()

    kept = visit.at_the_centre()
    assert (kept["outcome"], kept["answers"]["test"]["cools_down"]) == ("solved", "pass")


@pytest.mark.req("SITE-12", "PRO-4")
def test_what_is_not_our_product_is_closed_with_its_evidence_and_without_repair(jichuan: Company) -> None:
    visit = Visit(jichuan)
    visit.do(*ROAD)

    def find(device: Device) -> None:
        form = device.show_visit(ORDER_ID, "zh", StepId("diagnose")).form_sha256
        photo = {"evidence_photo": f"{PHOTO.sha256}.jpg"}
        device.save_answer(ORDER_ID, StepId("diagnose"), photo, form, (PHOTO,))
        visit.answer(device, "diagnose", reproduced="yes", finding="not_ours", customer_agrees="OK")
        device.complete_step(ORDER_ID, StepId("diagnose"))
        assert visit.next(device) == "clean"

    visit.on(find)
    visit.do("clean", "report")
    visit.sign_and_close()

    kept = visit.at_the_centre()
    assert (kept["outcome"], kept["parts"]) == (Outcome.NOT_OUR_PRODUCT.value, [])
    assert kept["answers"]["diagnose"]["evidence_photo"] == f"{PHOTO.sha256}.jpg"


@pytest.mark.req("SITE-5")
def test_who_is_stuck_sends_the_record_so_far_to_the_technical_lead(jichuan: Company) -> None:
    visit = Visit(jichuan)
    visit.do(*ROAD, "diagnose")

    def ask(device: Device) -> None:
        form = device.show_visit(ORDER_ID, "zh", StepId("work")).form_sha256
        device.save_answer(ORDER_ID, StepId("work"), {"before_photo": f"{PHOTO.sha256}.jpg"}, form, (PHOTO,))
        device.send_message(ORDER_ID, Recipient.TECHNICAL_LEAD, Topic.STUCK, "换传感器后仍报 E02", (PHOTO.sha256,))

    visit.on(ask)
    [message] = visit.at_the_centre()["contact"]["messages"]
    assert (message["to"], message["topic"], message["attachments"]) == ("technical_lead", "stuck", [PHOTO.sha256])

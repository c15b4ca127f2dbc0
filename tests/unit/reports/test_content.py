"""The content of a report comes from the order alone."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest

from fieldapp.domain.ids import PartNumber, SerialNumber, StepId
from fieldapp.domain.on_site import Coverage, CoverageGround, Quote, SiteRecord
from fieldapp.domain.part import CaptureSource
from fieldapp.domain.process import ReportSource
from fieldapp.reports.content import report_content
from fieldapp.reports.entries import Verdict
from fieldapp.signature.evidence import canonical, content_sha256
from tests.factories import SHANGHAI, local, make_asset, make_report, repair_process
from tests.unit.reports.story import INTERNAL, NUMBER, PARTS, bill, content, order, visit


class BareWords:
    """Words of a form that asks everything: labels and answers tell where they come from."""

    def label(self, step: StepId, name: str) -> str:
        return f"{step}/{name}"

    def words(self, step: StepId, name: str, value: str) -> str:
        return value

    def limits(self, step: StepId, name: str) -> str:
        return ""


@pytest.mark.req("REP-1")
def test_everything_recorded_on_the_visit_is_in_the_report() -> None:
    made = content()
    assert made.symptom.alarm_code == "E02"
    assert [answer.words for answer in made.answers("cause")] == ["传感器漂移", "21.8 kΩ"]
    assert made.answers("solution")[0].words.startswith("更换温度传感器 TS-02")
    assert [answer.label for answer in made.answers("process") if answer.ticked][:2] == [
        "客户认可原因和步骤",
        "断电挂牌",
    ]
    assert [answer.words for answer in made.answers("advice") if not answer.ticked] == ["每周擦门封条、每年除霜两次"]
    assert [answer.words for answer in made.answers("payment")] == ["保修", "扫码付"]
    assert made.customer.contact == "林芳"
    assert made.asset.in_warranty


@pytest.mark.req("CON-4", "REP-2")
def test_who_is_charged_stands_as_it_was_settled_whatever_was_tapped_before() -> None:
    settled = Coverage(at=local("10:30"), covered=False, ground=CoverageGround.MISUSE, remark="进水")
    site = replace(visit().on_site, coverage=(settled,))

    made = content(replace(order(), visit=replace(visit(), on_site=site)))

    assert [answer.words for answer in made.answers("payment")] == ["收费", "扫码付"]
    assert made.coverage == settled


@pytest.mark.req("REP-1")
def test_times_are_those_of_the_events_and_a_call_nobody_answered_is_no_contact() -> None:
    times = content().times
    assert times.assigned_at == local("08:14")
    assert times.contacted_at == local("09:02")
    assert times.departed_at == local("09:29")
    assert times.arrived_at == local("09:51")
    assert times.finished_at == local("11:18")


def test_times_of_what_did_not_happen_are_none() -> None:
    fresh = replace(order(), visit=replace(visit(), calls=(), departed_at=None, arrived_at=None, steps={}))
    times = content(fresh).times
    assert (times.contacted_at, times.departed_at, times.arrived_at, times.finished_at) == (None, None, None, None)


@pytest.mark.req("REP-1")
def test_tests_carry_reading_limits_and_verdict() -> None:
    tests = {answer.name: answer for answer in content().answers("tests")}
    assert (tests["box_temperature"].words, tests["box_temperature"].limits) == ("−18.4 ℃", "≤ −15")
    assert tests["box_temperature"].verdict is Verdict.WITHIN
    assert tests["door_closes"].verdict is Verdict.PASS


@pytest.mark.req("SITE-4")
def test_a_part_shows_new_and_old_with_serials_and_how_they_were_captured() -> None:
    sensor, kit, seal = content().parts
    assert sensor.new.serial_number == SerialNumber("TS02-2611-0457")
    assert sensor.old is not None
    assert sensor.old.serial_number == SerialNumber("TS02-2403-0118")
    assert kit.new.source is CaptureSource.PICTURE
    assert (seal.new.source, seal.old) == (CaptureSource.HAND, None)


def test_a_part_that_was_undone_is_not_in_the_report() -> None:
    undone = tuple(replace(part, reversed_at=local("10:30")) for part in visit().parts[:1])
    made = content(replace(order(), visit=replace(visit(), parts=undone + visit().parts[1:])))
    assert [part.new.part_number for part in made.parts] == [PartNumber("CK-07"), PartNumber("DS-68")]


@pytest.mark.req("PRO-3")
def test_passed_gates_and_skipped_steps_stand_with_their_reasons() -> None:
    made = content()
    assert [(one.title, one.reason) for one in made.passed_gates] == [("还没向客户交接", "客户赶时间，边走边交接")]
    assert [(one.title, one.reason) for one in made.skipped_steps] == [("分析", "同一故障上周处理过")]


def test_an_internal_remark_is_left_out_even_when_the_process_lists_it() -> None:
    careless = ReportSource(section="solution", step=StepId("report"), fields=("solution", "internal_remark"))
    process = replace(repair_process(), report=(careless,))
    made = report_content(
        order(), process, BareWords(), bill(order()), PARTS, "zh", SHANGHAI, NUMBER, 1, local("11:20")
    )
    assert [answer.name for answer in made.answers("solution")] == ["solution"]
    assert INTERNAL.encode("unicode_escape") not in canonical(made)


def test_an_answer_to_a_question_that_is_no_longer_asked_is_left_out() -> None:
    answers = {**visit().answers, StepId("diagnose"): {"cause": "board", "cause_text": "猜的"}}
    made = content(replace(order(), visit=replace(visit(), answers=answers)))
    assert [answer.name for answer in made.answers("cause")] == ["cause"]


@pytest.mark.req("REP-2")
def test_the_bill_names_the_parts_and_tells_the_wearing_one() -> None:
    made = content().bill
    assert [(row.name, row.covered, row.wearing) for row in made.rows[2:]] == [
        ("蒸发器温度传感器", True, False),
        ("防水接插件套件", True, False),
        ("门封条", False, True),
    ]
    assert str(made.covered.amount) == "424.00"
    assert str(made.due.amount) == "86.00"


def test_the_warranty_is_judged_on_the_day_of_the_visit() -> None:
    ended = order(asset=make_asset(warranty_until_on=date(2026, 11, 22)))
    assert not content(ended).asset.in_warranty


def test_a_part_that_left_the_catalogue_shows_by_its_number() -> None:
    made = report_content(
        order(), repair_process(), BareWords(), bill(order()), {}, "zh", SHANGHAI, NUMBER, 1, local("11:20")
    )
    assert {part.new.name for part in made.parts} == {""}


def test_the_content_has_one_digest_that_moves_with_every_field_but_the_time_of_writing() -> None:
    made = content()
    assert content_sha256(made) == content_sha256(replace(made, written_at=local("12:00")))
    other = content(order(number="WX-261123-005"))
    for field in fields(made):
        if getattr(other, field.name) != getattr(made, field.name):
            assert content_sha256(replace(made, **{field.name: getattr(other, field.name)})) != content_sha256(made)
    assert content_sha256(replace(made, parts=made.parts[:1])) != content_sha256(made)


def test_names_are_those_of_the_language() -> None:
    made = content(language="en")
    assert made.job == "Fault repair"
    assert made.parts[0].new.name == "Evaporator temperature sensor"
    assert made.answers("cause")[0].words == "Sensor drift"


@pytest.mark.req("REP-2", "SITE-12")
def test_a_bill_above_the_price_that_was_agreed_before_the_work_says_so() -> None:
    bill = content().bill.due
    for agreed, above in ((bill, False), (replace(bill, amount=bill.amount - 1), True)):
        quote = Quote(at=local("10:05"), fees=replace(make_report().fees, due=agreed), agreed=True)
        made = content(replace(order(), visit=replace(visit(), on_site=SiteRecord(quotes=(quote,)))))
        assert (made.agreed_due, made.above_the_price) == (agreed, above)
    assert not content().above_the_price

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from fieldapp.domain.contact import Correction, Detail, RecordedCorrection
from fieldapp.domain.going import Going
from fieldapp.domain.process import StepRecord
from fieldapp.domain.views.agreed import Agreed, WaitsFor
from fieldapp.scheduling.windows import Hindrance, Obstacle, WindowAnswer
from fieldapp.ui.viewmodels.agreed_words import correction_lines, old_time, waits_text
from fieldapp.ui.viewmodels.contact_rows import confirm_lines, hindrance_text, retry_rows, sheet_for
from fieldapp.usecases.show_contact import ContactView
from tests.factories import NOW, local, make_asset, make_customer, make_order, make_site
from tests.ui.stage import Device


def contact(**changes: object) -> ContactView:
    order = make_order()
    view = ContactView(
        order=order,
        going=Going.GOES_ON,
        answer=WindowAnswer(wanted=order.appointment, hindrances=(), nearest=()),
        offers=(),
        retries=(),
        call_again_at=None,
        call_back_due_at=None,
        leave_by_at=local("09:34"),
        arrive_at=local("09:52"),
        too_late_to_leave=False,
    )
    return replace(view, **changes)  # type: ignore[arg-type]


@pytest.mark.req("CON-2")
@pytest.mark.parametrize(
    ("outcome", "sheet"),
    [
        ("", ""),
        ("confirmed", ""),
        ("upset", ""),
        ("refused", ""),
        ("solved_by_phone", ""),
        ("rescheduled", "move"),
        ("no_answer", "retry"),
        ("other_engineer", "pass_on"),
        ("corrected", "correct"),
    ],
)
def test_each_outcome_asks_for_what_belongs_to_it_before_it_is_recorded(outcome: str, sheet: str) -> None:
    assert sheet_for(contact(), StepRecord.CALL, outcome) == sheet
    assert sheet_for(contact(), StepRecord.DEPARTURE, outcome) == ""


@pytest.mark.req("ANA-3")
def test_while_a_call_back_is_owed_it_is_the_one_thing_to_do() -> None:
    assert sheet_for(contact(going=Going.CALL_BACK_OWED), StepRecord.CALL, "solved_by_phone") == "call_back"


@pytest.mark.req("CON-1")
def test_a_time_that_is_not_possible_says_every_reason_and_a_time_that_is_over_only_that(device: Device) -> None:
    before = Hindrance(Obstacle.JOB_BEFORE, None, local("11:40"))
    after, past = Hindrance(Obstacle.JOB_AFTER), Hindrance(Obstacle.PAST)
    answer = contact().answer

    both = contact(answer=replace(answer, hindrances=(before, after)))
    assert hindrance_text(both, device.words) == "上一单做完，11:40 才能到、会误下一单"
    over = contact(answer=replace(answer, hindrances=(past, before)))
    assert hindrance_text(over, device.words) == "时间已过"


def test_every_obstacle_has_its_words_in_both_languages(device: Device) -> None:
    answer = contact().answer
    for language in ("zh", "en"):
        device.words.speak(language)
        for obstacle in Obstacle:
            told = contact(answer=replace(answer, hindrances=(Hindrance(obstacle, None, local("11:40")),)))
            assert hindrance_text(told, device.words)


@pytest.mark.req("CON-2")
def test_what_the_order_does_not_know_is_asked_as_unknown_and_a_place_off_the_map_is_said(device: Device) -> None:
    order = make_order(
        asset=make_asset(model="", purchased_on=None), customer=make_customer(site=make_site(coordinates=None))
    )
    lines = {line["key"]: line for line in confirm_lines(order, device.words, NOW)}

    assert (lines["model"]["text"], lines["purchased_on"]["text"]) == ("未知", "未知")
    assert lines["address"]["note"] == "地图上还没有这个地址，路程是估的"
    assert lines["appointment"]["text"] == "今天 10:00–10:30"


def test_retries_say_when_and_in_how_long(device: Device) -> None:
    [row] = retry_rows(contact(retries=(local("09:15"),)), device.words, local("09:03"))
    assert (row["label"], row["detail"]) == ("09:15 再拨", "12 分钟后")


@pytest.mark.req("ANA-3", "CON-2")
@pytest.mark.parametrize(
    ("waits", "text"),
    [
        (Agreed(), ""),
        (Agreed(waits_for=WaitsFor.CENTRE), "等中心答复"),
        (Agreed(waits_for=WaitsFor.CUSTOMER), "家中无人"),
        (Agreed(waits_for=WaitsFor.CALL_BACK, call_at=NOW + timedelta(minutes=80)), "10:15 回电·还有 1 小时 20 分"),
        (Agreed(waits_for=WaitsFor.CALL_AGAIN, call_at=NOW - timedelta(minutes=5)), "08:50 再拨·已过 5 分钟"),
    ],
)
def test_what_an_order_waits_for_is_said_with_its_time(waits: Agreed, text: str, device: Device) -> None:
    assert waits_text(waits, device.words, NOW) == text


@pytest.mark.req("CON-7")
def test_the_time_promised_before_and_each_correction_stay_readable(device: Device) -> None:
    wrong = Correction(detail=Detail.ADDRESS, old="", new="青澜路 90 号")
    told = correction_lines((RecordedCorrection(correction=wrong, at=NOW, taken=True),), device.words)

    assert told == "地址：未知 → 青澜路 90 号"
    assert old_time(Agreed(moved_from_at=local("10:00", day=1)), device.words, NOW) == "明日 10:00"
    assert old_time(Agreed(), device.words, NOW) == ""

"""The offer of another form version: quiet, compared on demand, moved on one press, kept on another."""

from __future__ import annotations

import pytest

from fieldapp.domain.ids import StepId
from fieldapp.ui.viewmodels.form_move import MOST_ROWS, FormMoveViewModel
from fieldapp.wire.messages import DocumentKind, FormDocument
from tests.factories import ORDER_ID, save_answer
from tests.fakes.newer_form import Edit, newer, next_work
from tests.fakes.shipped import shipped_forms
from tests.fakes.visit_answers import ANSWERS
from tests.ui.stage import Device

WORK = StepId("work")
BEGUN = shipped_forms()["work"].sha256


def publish(device: Device, form: FormDocument) -> None:
    device.store.state.documents[(DocumentKind.FORM, form.sha256, form.sha256)] = form


def at_work(device: Device, form: FormDocument | None = None) -> FormMoveViewModel:
    """Publish a version, answer the work step and stand there."""
    publish(device, form or next_work())
    device.do(*[save_answer("work", name, value) for name, value in ANSWERS["work"].items()])
    device.navigator.open("visit", ORDER_ID)
    device.settle()
    device.screens.visit.openStep("work")
    device.settle()
    return device.screens.visit.form.move


def compared(device: Device, move: FormMoveViewModel) -> FormMoveViewModel:
    move.compare()
    device.settle()
    assert move.ready
    return move


@pytest.mark.req("PRO-2")
def test_a_newer_version_is_offered_at_its_step_and_nothing_is_compared_before_it_is_asked_for(device: Device) -> None:
    move = at_work(device)
    assert (move.offered, move.available, move.isNewer) == (True, True, True)
    assert move.offerText == "检查表有新版本 2026120100"
    assert (move.ready, move.changesText, move.keptText, move.versionsText) == (False, "", "", "")
    device.screens.visit.openStep("test")
    device.settle()
    assert (move.offered, move.available, move.offerText) == (False, False, "")


@pytest.mark.req("PRO-2")
def test_the_comparison_tells_numbers_changes_and_answers_in_the_language_in_use(device: Device) -> None:
    move = compared(device, at_work(device))
    assert move.versionsText == "维修·2026112302 → 2026120100"
    assert move.changesText == "新增 1·删去 1·改为必填 1·改名 1"
    assert [(row.word, row.kind, row.title, row.detail) for row in move.changes.rows()] == [
        ("新增", "more", "查漏", ""),
        ("删去", "less", "旧件 0 ℃ 阻值", ""),
        ("必填", "more", "拆蒸发器盖", ""),
        ("改名", "other", "新件冰水阻值 (kΩ)", "现在叫：新件 0 ℃ 阻值 (kΩ)"),
    ]
    assert move.keptText == "7 项照旧保留，其中 1 项换了说法，请核对"
    assert [(row.title, row.value) for row in move.dropped.rows()] == [("旧件 0 ℃ 阻值", "21.4 kΩ")]
    assert move.restored.rows() == ()

    device.words.speak("en")
    device.settle()
    compared(device, move)
    assert move.changesText == "1 added·1 removed·1 now required·1 renamed"


@pytest.mark.req("PRO-2")
def test_the_move_is_stored_and_the_visit_goes_on_with_the_other_version_at_once(device: Device) -> None:
    move = compared(device, at_work(device))
    move.move()
    device.settle()

    assert device.order().pin.forms["work"] == next_work().sha256  # type: ignore[index]
    names = [row.name for row in device.screens.visit.form.questions.rows()]
    assert "leak_checked" in names
    assert "old_resistance" not in names
    assert (move.offered, move.available, move.isNewer) == (False, True, False)
    assert move.offerText == "可以换回 2026112302 版"
    compared(device, move)
    assert [(row.title, row.value) for row in move.restored.rows()] == [("旧件 0 ℃ 阻值", "21.4 kΩ")]
    device.clock.wall_at = device.clock.now().replace(microsecond=7)
    move.move()
    device.settle()
    assert device.order().pin.forms["work"] == BEGUN  # type: ignore[index]
    assert device.order().visit.answer(WORK, "old_resistance") == "21.4"


def test_keeping_the_version_takes_the_line_away_and_leaves_the_choice(device: Device) -> None:
    move = compared(device, at_work(device))
    before = device.order()
    move.keep()
    assert (move.offered, move.available) == (False, True)
    assert device.order() == before
    publish(device, newer(version="2027010100"))
    device.screens.visit.openStep("work")
    device.settle()
    assert (move.offered, move.offerText) == (True, "检查表有新版本 2027010100")


def test_a_move_without_a_comparison_does_nothing(device: Device) -> None:
    move = at_work(device)
    before = device.order()
    move.move()
    device.settle()
    assert device.order() == before


def test_a_version_that_cannot_be_run_is_said_and_the_present_one_stays(device: Device) -> None:
    broken = newer(Edit('type="decimal" required="true()"', 'type="decimal" required="no-such-function()"'))
    move = at_work(device, broken)
    before = device.order()
    move.compare()
    device.settle()
    assert (move.ready, move.failed) == (False, True)
    assert device.shell.hasProblem
    move.move()
    device.settle()
    assert device.order() == before


def test_a_refused_move_is_told_and_changes_nothing(device: Device) -> None:
    move = compared(device, at_work(device))
    for name in [name for name in device.store.state.documents if name[2] == next_work().sha256]:
        del device.store.state.documents[name]
    before = device.order()
    move.move()
    device.settle()
    assert device.order() == before
    assert device.shell.hasProblem


def test_a_long_list_of_changes_is_cut_and_says_how_many_are_left(device: Device) -> None:
    ticks = "".join(f"<t{n}/>" for n in range(MOST_ROWS + 5))
    asked = "".join(f'<trigger ref="/data/t{n}"><label>第 {n} 项</label></trigger>' for n in range(MOST_ROWS + 5))
    form = newer(
        Edit("<deiced/>", f"<deiced/>{ticks}"),
        Edit('<trigger ref="/data/reassembled">', asked + '<trigger ref="/data/reassembled">'),
    )
    move = compared(device, at_work(device, form))
    assert len(move.changes.rows()) == MOST_ROWS
    assert (move.changesText, move.moreText) == (f"新增 {MOST_ROWS + 5}", "另有 5 处没有列出")


@pytest.mark.req("PRO-2")
def test_an_answer_that_this_version_does_not_know_is_not_cleared_by_answering_here(device: Device) -> None:
    at_work(device)
    device.do(save_answer("work", "leak_checked", "OK"))
    device.screens.visit.form.answer("remark", "线束完好")
    device.settle()
    assert device.order().visit.answer(WORK, "remark") == "线束完好"
    assert device.order().visit.answer(WORK, "leak_checked") == "OK"

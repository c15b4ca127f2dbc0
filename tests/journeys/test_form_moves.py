"""A checklist gets a new version while an order is under way: kept, offered, moved offline, and known at the centre."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from fieldapp.device import Device
from fieldapp.domain.ids import FormId, Sha256, StepId
from fieldapp.domain.views.form_versions import FormOffer
from fieldapp.domain.views.sync import SyncState
from fieldapp.usecases.preview_form_move import PreviewFormMove, ToldAnswer
from tests.factories import ORDER_ID, RESOURCES
from tests.fakes.visit_answers import ANSWERS
from tests.journeys.company import NUMBER, Company, answer, order, sign, signature, sync, work_through

ANALYSE, STEP = FormId("analyse"), StepId("analyse")
NEWER = "2026120100"


def newer_workbook(folder: Path) -> Path:
    """The shipped checklist as a service manager changes it: a tick in the place of a text, one more demand."""
    book = openpyxl.load_workbook(RESOURCES / "forms" / "analyse.xlsx")
    survey = book["survey"]
    columns = {str(cell.value): cell.column for cell in survey[1]}
    rows = {str(row[columns["name"] - 1].value): row[0].row for row in survey.iter_rows(min_row=2)}
    survey.cell(rows["loaner"], columns["required"], "yes")
    for column in columns.values():
        survey.cell(rows["plan"], column).value = None
    new = {
        "type": "acknowledge",
        "name": "leak_checked",
        "label::中文 (zh)": "查漏",
        "label::English (en)": "Leak check",
    }
    for name, text in new.items():
        survey.cell(rows["plan"], columns[name], text)
    settings = {str(cell.value): cell.column for cell in book["settings"][1]}
    book["settings"].cell(2, settings["version"], NEWER)
    path = folder / "analyse.xlsx"
    book.save(path)
    return path


def publish(jichuan: Company, workbook: Path) -> None:
    words = [sys.executable, "-m", "fieldapp", "forms", "publish", str(workbook), "--data", str(jichuan.centre.data)]
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def offer(device: Device) -> FormOffer:
    found = device.show_visit(ORDER_ID, "zh", STEP).form_offer
    assert found is not None
    return found


@pytest.mark.req("PRO-2")
def test_an_order_goes_on_with_a_newer_checklist_and_the_centre_has_both_pin_and_attic(
    jichuan: Company, tmp_path: Path
) -> None:
    with jichuan.tablet() as device:
        work_through(device, jichuan.clock, "analyse")
        answer(device, jichuan.clock, "analyse")
        begun = order(device)
        assert device.show_visit(ORDER_ID, "zh", STEP).form_offer is None

        publish(jichuan, newer_workbook(tmp_path))
        jichuan.open_centre()
    with jichuan.tablet() as device:
        assert sync(device).state is SyncState.IDLE
        # What came down changed nothing of the order that was begun.
        assert (order(device).pin, order(device).visit.answers) == (begun.pin, begun.visit.answers)
        assert offer(device).version.version == NEWER
        jichuan.cut_the_line()

        target = offer(device).version.sha256
        seen = PreviewFormMove(device.queries, device.move_form.crossing)(ORDER_ID, ANALYSE, target, "zh")
        assert seen.dropped == (ToldAnswer(question="维修方案", answer="方案 A：换传感器"),)
        assert seen.kept == len(ANSWERS["analyse"]) - 1
        assert order(device) == begun
        device.move_form(ORDER_ID, ANALYSE, target)
        _moved_here(device, target)
        answer(device, jichuan.clock, "analyse", history_read="OK", loaner="no", plan="")
        device.complete_step(ORDER_ID, STEP)
        work_through(device, jichuan.clock, "sign")
        sign(device, signature())

        jichuan.open_centre()
        assert sync(device).state is SyncState.IDLE
        _moved_here(device, target)
    _known_at_the_centre(jichuan, begun.pin.forms[ANALYSE], target)


def _moved_here(device: Device, target: Sha256) -> None:
    assert order(device).pin.forms[ANALYSE] == target
    [kept] = order(device).visit.attic
    assert (kept.name, kept.value) == ("plan", "方案 A：换传感器")
    assert order(device).visit.answer(STEP, "expected_cause") == "sensor_drift"
    assert order(device).visit.answer(STEP, "plan") == ""


def _known_at_the_centre(jichuan: Company, before: Sha256, target: Sha256) -> None:
    record = jichuan.record()
    assert record["order"]["pin"]["forms"]["analyse"] == target
    [kept] = record["order"]["visit"]["attic"]
    assert (kept["name"], kept["value"], kept["form_sha256"]) == ("plan", "方案 A：换传感器", before)
    assert record["order"]["visit"]["report_outdated_at"] is None
    [event] = [event for event in record["events"] if event["kind"] == "form.moved"]
    assert event["outcome"]["verdict"] == "accepted"
    told = jichuan.centre.record(NUMBER)
    assert NEWER in told
    assert "方案 A：换传感器  维修方案" in told


@pytest.mark.req("PRO-2")
def test_an_order_that_is_not_moved_ends_with_the_checklist_it_began_with(jichuan: Company, tmp_path: Path) -> None:
    publish(jichuan, newer_workbook(tmp_path))
    jichuan.open_centre()
    with jichuan.tablet() as device:
        begun = order(device).pin
        assert sync(device).state is SyncState.IDLE
        work_through(device, jichuan.clock, "call")
        assert sync(device).state is SyncState.IDLE
        assert order(device).pin == begun
        assert order(device).visit.answer(STEP, "plan") == "方案 A：换传感器"
    assert jichuan.record()["order"]["pin"]["forms"]["analyse"] == begun.forms[ANALYSE]

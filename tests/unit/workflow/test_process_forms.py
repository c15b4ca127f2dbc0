"""Process and forms are written by different hands: what gates and report name must be asked in the forms."""

from __future__ import annotations

from functools import cache

import pytest
from openpyxl import load_workbook

from fieldapp.domain.ids import StepId
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.process import Condition, JobType, Override, Process
from fieldapp.domain.visit import CallOutcome
from fieldapp.workflow.process_file import read_process
from fieldapp.workflow.step_form import forms_of
from tests.factories import RESOURCES, repair_process

PROCESSES = [read_process(path.read_text(encoding="utf-8")) for path in sorted((RESOURCES / "process").glob("*.toml"))]
every_process = pytest.mark.parametrize("process", PROCESSES, ids=lambda process: process.id)


@cache
def rows(form: str, sheet: str) -> tuple[dict[str, str], ...]:
    """Return a sheet of the form as one dictionary a row."""
    book = load_workbook(RESOURCES / "forms" / f"{form}.xlsx", read_only=True)
    head, *body = book[sheet].iter_rows(values_only=True)
    book.close()
    names = [str(name) for name in head]
    return tuple({name: str(cell or "") for name, cell in zip(names, row, strict=True)} for row in body)


def questions(form: str) -> dict[str, str]:
    """Return name -> type of the questions."""
    return {row["name"]: row["type"] for row in rows(form, "survey") if row.get("name")}


def values(form: str, question: str) -> set[str]:
    """Return the answers that a question can have."""
    kind, _, choices = questions(form)[question].partition(" ")
    if kind == "acknowledge":
        return {"OK"}
    return {row["name"] for row in rows(form, "choices") if row["list_name"] == choices}


def conditions(process: Process) -> list[Condition]:
    asked = [condition for gate in process.gates for condition in (gate.requires, gate.only_when)]
    asked += [step.only_when for step in process.steps]
    return [condition for condition in asked if condition is not None and condition.values]


@pytest.mark.req("PRO-1")
def test_every_job_type_has_a_process_of_its_own() -> None:
    assert sorted(process.job_type.value for process in PROCESSES) == sorted(job.value for job in JobType)


@pytest.mark.req("PRO-2")
@every_process
def test_every_step_has_its_form(process: Process) -> None:
    for form in forms_of(process):
        assert questions(form), form


@pytest.mark.req("KIT-2", "SITE-6")
@every_process
def test_what_a_gate_waits_for_can_be_answered_in_the_form(process: Process) -> None:
    for condition in conditions(process):
        assert condition.step is not None
        for form in process.step(condition.step).forms:
            fields = [condition.field] if condition.field else list(questions(form))
            possible = set().union(
                *(values(form, field) for field in fields if " " in questions(form)[field] or condition.field)
            )
            assert set(condition.values) <= possible, (form, condition)


@pytest.mark.req("SITE-2")
def test_what_is_compared_is_asked_in_the_forms_with_the_same_choices() -> None:
    process = repair_process()
    places = process.comparison
    assert places is not None
    analysed, diagnosed = process.step(places.expected.step), process.step(places.found.step)
    kinds = [(one.models, one.alarm_codes) for one in analysed.variants]
    assert kinds == [(one.models, one.alarm_codes) for one in diagnosed.variants]
    for before, at_site in zip(analysed.forms, diagnosed.forms, strict=True):
        expected, found = values(before, places.expected.field), values(at_site, places.found.field)
        assert expected == found, before
        assert set(places.unnamed) < found


@pytest.mark.req("SITE-2")
def test_a_choice_says_the_same_in_every_form_so_that_a_corrected_model_compares_what_was_meant() -> None:
    said: dict[str, set[str]] = {}
    for form in (*repair_process().step(StepId("analyse")).forms, *repair_process().step(StepId("diagnose")).forms):
        for row in rows(form, "choices"):
            if row["list_name"] == "cause":
                said.setdefault(row["name"], set()).add(row["label::English (en)"])
    assert {name: words for name, words in said.items() if len(words) > 1} == {}


@pytest.mark.req("REP-1")
@every_process
def test_what_the_report_tells_is_asked_in_the_forms(process: Process) -> None:
    for source in process.report:
        for form in process.step(source.step).forms if source.form is None else (source.form,):
            assert set(source.fields) <= set(questions(form)), (form, source)


@pytest.mark.req("KIT-1")
@every_process
def test_the_standard_bag_is_what_the_kit_form_ticks(process: Process) -> None:
    ticked = [name for name, kind in questions("kit").items() if kind == "acknowledge"]
    assert sorted(ticked) == sorted(process.kit_items)


@pytest.mark.req("PRO-4")
def test_the_closing_form_offers_exactly_the_closed_list_of_outcomes() -> None:
    assert values("close", "outcome") == {outcome.value for outcome in Outcome}


@pytest.mark.req("CON-2")
def test_the_call_form_offers_exactly_the_outcomes_of_a_call() -> None:
    assert values("call", "outcome") == {outcome.value for outcome in CallOutcome}


@pytest.mark.req("KIT-2", "PRO-3")
@every_process
def test_whoever_drives_to_a_customer_has_the_floor_mat_whatever_the_job(process: Process) -> None:
    never = {(gate.step, gate.requires.field) for gate in process.gates if gate.override is Override.NEVER}
    assert {("depart", "floor_mat"), ("arrive", "floor_mat")} <= never


@pytest.mark.req("SITE-12")
@every_process
def test_a_verdict_is_an_answer_that_its_form_offers(process: Process) -> None:
    for verdict in process.verdicts:
        for form in process.step(verdict.step).forms:
            assert verdict.value in values(form, verdict.field), (form, verdict)


@pytest.mark.req("SITE-7")
def test_what_may_be_left_behind_is_the_standard_bag_with_spares_and_old_parts() -> None:
    assert values("clean", "left_behind") == {*repair_process().kit_items, "spares", "old_parts"}

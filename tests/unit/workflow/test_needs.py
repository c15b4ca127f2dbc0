"""What a process reads of its forms."""

from __future__ import annotations

import pytest

from fieldapp.domain.ids import FormId, StepId
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.visit import CallOutcome, Satisfaction
from fieldapp.workflow.needs import NeededAnswer, needed_answers
from tests.factories import repair_process


def needs_of(form: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """(Question, reader) -> choices, for one form of the repair process."""
    return {(n.field, n.reader): n.values for n in needed_answers(repair_process()) if n.form == form}


@pytest.mark.req("KIT-1")
def test_the_standard_bag_and_the_gate_of_the_floor_mat_need_questions_of_the_kit_form() -> None:
    kit = needs_of("kit")
    assert kit["floor_mat", "gate floor-mat"] == ("OK",)
    assert {field for field, reader in kit if reader == "kit"} == set(repair_process().kit_items)


@pytest.mark.req("SITE-6")
def test_a_gate_on_any_answer_needs_its_choice_somewhere_in_the_form() -> None:
    assert needs_of("test")["", "gate test-passed"] == ("fail",)


@pytest.mark.req("SITE-2")
def test_the_comparison_needs_both_questions_with_the_choices_that_name_no_cause() -> None:
    assert needs_of("analyse")["expected_cause", "comparison"] == ("other",)
    assert needs_of("diagnose")["cause", "comparison"] == ("other",)


@pytest.mark.req("SITE-3", "SITE-6")
def test_every_form_of_a_step_owes_what_the_engine_reads_and_only_its_own_readings_to_the_report() -> None:
    for form in repair_process().step(StepId("test")).forms:
        assert needs_of(form)["", "gate test-passed"] == ("fail",), form
    assert ("flow_temperature", "report tests") in needs_of("test_heat_pump")
    assert ("flow_temperature", "report tests") not in needs_of("test")
    assert needs_of("analyse_heating")["loaner", "kit"] == ("yes",)


@pytest.mark.req("REP-1")
def test_the_report_needs_every_question_it_is_written_from() -> None:
    process = repair_process()
    needed = {(need.form, need.field) for need in needed_answers(process)}
    for source in process.report:
        forms = process.step(source.step).forms if source.form is None else (source.form,)
        assert {(form, field) for form in forms for field in source.fields} <= needed


def test_a_call_and_the_closure_need_the_outcome_that_becomes_their_fact() -> None:
    assert ("outcome", "step call") in needs_of("call")
    assert ("outcome", "step close") in needs_of("close")
    outcomes = needs_of("close")["outcome", "gate signature-for-outcome"]
    assert outcomes == ("solved", "not_our_product", "joint_check", "taken_away", "second_visit")


@pytest.mark.req("CON-2", "PRO-4", "REP-3")
def test_answers_that_become_facts_may_only_be_words_of_their_closed_list() -> None:
    only = {(need.form, need.field): need.only for need in needed_answers(repair_process()) if need.only}
    assert only == {
        ("call", "outcome"): tuple(word.value for word in CallOutcome),
        ("sign", "satisfaction"): tuple(word.value for word in Satisfaction),
        ("close", "outcome"): tuple(word.value for word in Outcome),
    }


def test_the_report_step_needs_the_hours_that_fees_are_worked_out_of() -> None:
    assert ("labour_hours", "step report") in needs_of("report")


def test_a_need_is_named_once() -> None:
    needed = needed_answers(repair_process())
    assert len(needed) == len(set(needed))
    assert NeededAnswer(form=FormId("kit"), field="tools", reader="kit") in needed

"""The forms that ask one kind of machine: sound, in both languages, few required questions, readings with limits."""

from __future__ import annotations

import re

import pytest

from fieldapp.forms.compile import CompiledForm, check_xlsform
from fieldapp.forms.model import load_form
from fieldapp.forms.questions import Limit
from fieldapp.workflow.step_form import forms_of
from tests.factories import repair_process
from tests.unit.forms.conftest import SHIPPED
from tests.unit.forms.xforms import session

STEPS = ("analyse", "diagnose", "work", "test", "hand_over")
FORMS = sorted(
    {form for step in repair_process().steps if step.id in STEPS for form in step.forms} - {*STEPS}
)  # the freezer's own with E02 are held by test_shipped_forms
EXPLAINED = "cause_explained parts_explained use_explained customer_confirms"
REQUIRED = {
    "analyse": "on_site take_away experience",
    "diagnose": "reproduced cause customer_agrees",
    "work": "power_off done reassembled",
    "work_freezer": "power_off done reassembled alarm_cleared",
    "work_controller": "standstill_agreed power_off done reassembled",
    "test_plain": "runs no_alarm no_leak quiet",
    "test_cold_room": "cools_down room_temperature no_alarm door_closes quiet",
    "test_heat_pump": "heats flow_temperature no_alarm no_leak quiet",
    "test_heating": "heating_starts supply_temperature water_pressure all_warm no_alarm no_leak",
    "test_controller": "self_test inputs_outputs communication no_alarm trial_run",
    "hand_over_plain": EXPLAINED,
    "hand_over_heat_pump": f"{EXPLAINED} settings_shown defrost_explained",
    "hand_over_heating": f"{EXPLAINED} pressure_shown venting_shown",
    "hand_over_controller": f"{EXPLAINED} operation_shown backup_handed_over",
}


@pytest.mark.req("SITE-3", "SITE-6")
@pytest.mark.parametrize("form", FORMS)
def test_a_form_of_one_kind_of_machine_has_no_fault_and_no_warning(form: str, shipped: dict[str, CompiledForm]) -> None:
    assert check_xlsform(SHIPPED / f"{form}.xlsx") == ()
    assert (shipped[form].form_id, shipped[form].warnings) == (form, ())


@pytest.mark.parametrize("form", FORMS)
def test_it_says_everything_in_both_languages(form: str, shipped: dict[str, CompiledForm]) -> None:
    texts = load_form(shipped[form].xform).translations.texts
    assert list(texts) == ["中文 (zh)", "English (en)"]
    assert texts["中文 (zh)"].keys() == texts["English (en)"].keys()
    for values in texts["English (en)"].values():
        assert re.search(r"[\u4e00-\u9fff]", values[0].string_value()) is None
    for values in texts["中文 (zh)"].values():
        assert re.search(r"[\u4e00-\u9fff]", values[0].string_value()), values[0].string_value()


@pytest.mark.parametrize("form", FORMS)
def test_only_what_is_needed_is_required(form: str, shipped: dict[str, CompiledForm]) -> None:
    filled = session(load_form(shipped[form].xform))
    lacking = {problem.path.rpartition("/")[2] for problem in filled.problems()}
    assert lacking == set(REQUIRED.get(form, REQUIRED.get(form.partition("_")[0], "?")).split())


@pytest.mark.req("SITE-3", "SITE-6")
@pytest.mark.parametrize("form", FORMS)
def test_no_other_machine_than_a_freezer_is_asked_for_its_sensor_or_its_door(
    form: str, shipped: dict[str, CompiledForm]
) -> None:
    names = {node.name for node in load_form(shipped[form].xform).schema.root.children.values()}
    assert names.isdisjoint({"old_resistance", "new_resistance", "sensor_resistance", "display_matches"})
    if form not in ("test_cold_room", "diagnose_freezer"):
        assert names.isdisjoint({"door_closes", "cools_down", "box_temperature"})


@pytest.mark.req("SITE-6")
@pytest.mark.parametrize(
    ("form", "name", "low", "within", "high"),
    [
        ("test_heat_pump", "flow_temperature", "29", "45", "61"),
        ("test_heat_pump", "low_pressure", "1.9", "6", "10.5"),
        ("test_heating", "water_pressure", "0.8", "1.5", "2.4"),
        ("test_controller", "supply_voltage", "21", "24.1", "26"),
        ("test_cold_room", "suction_pressure", "0.1", "1.2", "3"),
    ],
)
def test_a_reading_stands_against_the_limits_of_its_machine(
    form: str, name: str, low: str, within: str, high: str, shipped: dict[str, CompiledForm]
) -> None:
    filled = session(load_form(shipped[form].xform))
    found = []
    for value in (low, within, high):
        filled.set(f"/data/{name}", value)
        found += [state.limit for state in filled.questions() if state.path == f"/data/{name}"]
    assert found == [Limit.BELOW, Limit.WITHIN, Limit.ABOVE]


@pytest.mark.req("SITE-3")
def test_what_was_done_instead_of_the_plan_is_told(shipped: dict[str, CompiledForm]) -> None:
    filled = session(load_form(shipped["work_plain"].xform))
    filled.set("/data/done", "otherwise")
    assert "/data/done_text" in {problem.path for problem in filled.problems()}
    filled.set("/data/done", "as_planned")
    assert "/data/done_text" not in {problem.path for problem in filled.problems()}


@pytest.mark.req("SITE-8")
@pytest.mark.parametrize("form", [form for form in FORMS if form.startswith("hand_over_")])
def test_the_advice_at_the_handover_is_that_of_the_machine_and_no_freezers(
    form: str, shipped: dict[str, CompiledForm]
) -> None:
    filled = session(load_form(shipped[form].xform))
    [advice] = [state for state in filled.questions() if state.path == "/data/advice"]
    offered = {choice.value for choice in advice.choices}
    assert offered.isdisjoint({"wipe_seal_weekly", "defrost_twice_a_year", "do_not_overload"})
    assert len(offered) >= 4
    assert "call_at_alarm" in offered


def test_every_workbook_of_these_steps_is_asked_by_the_process() -> None:
    kept = {path.stem for path in SHIPPED.glob("*.xlsx") if path.stem.startswith(tuple(STEPS))}
    assert kept <= set(forms_of(repair_process()))

"""The forms that we ship: that they say what the process needs, in both languages, and hold together when filled in."""

from __future__ import annotations

import re

import pytest
from openpyxl import load_workbook

from fieldapp.forms.compile import CompiledForm, check_xlsform
from fieldapp.forms.controls import ControlKind
from fieldapp.forms.model import FormDefinition, load_form
from fieldapp.forms.questions import Limit, QuestionState
from fieldapp.forms.session import FormSession
from tests.factories import NOW
from tests.fakes.shipped import shipped_forms
from tests.unit.forms.conftest import SHIPPED
from tests.unit.forms.xforms import session

STEPS = (
    *("accept", "analyse", "call", "kit", "depart", "travel", "arrive", "diagnose"),
    *("work", "test", "clean", "hand_over", "report", "sign", "close"),
)
FIELDS = {
    "accept": "remark",
    "analyse": "expected_cause cause plan on_site take_away loaner experience documents_read colleague_said "
    "centre_said can_repair remark",
    "call": "outcome heard_out answered apologised agreed refusal solution expected_solution remark",
    "kit": "floor_mat tools badge uniform shoe_covers cloth rubbish_bags warranty_sheet receipts price_list "
    "contact_card note_card missing_way_out missing_reason",
    "depart": "remark",
    "travel": "way delay_told remark",
    "arrive": "badge_worn uniform_worn shoe_covers_on mat_laid damage damage_photo damage_text remark",
    "diagnose": "reproduced box_temperature sensor_resistance finding evidence_photo evidence cause cause_text "
    "customer_agrees remark",
    "work": "power_off cover_removed deiced old_resistance new_resistance reassembled alarm_cleared "
    "old_parts_laid_out before_photo after_photo remark",
    "test": "cools_down box_temperature no_alarm door_closes current display_matches remark",
    "clean": "site_restored rubbish_taken tools_counted left_behind remark",
    "hand_over": "cause_explained parts_explained use_explained advice customer_confirms remark",
    "report": "solution plan_worked labour_hours chargeable payment internal_remark",
    "sign": "agreed satisfaction customer_remark refused refusal_reason witness_remark",
    "close": "outcome filed remark",
}
REQUIRED_AT_FIRST = {
    "accept": "",
    "analyse": "on_site take_away experience",
    "call": "outcome",
    "kit": "missing_way_out missing_reason",
    "depart": "",
    "travel": "",
    "arrive": "badge_worn uniform_worn shoe_covers_on mat_laid damage",
    "diagnose": "reproduced cause customer_agrees",
    "work": "power_off new_resistance reassembled alarm_cleared",
    "test": "cools_down box_temperature no_alarm door_closes display_matches",
    "clean": "site_restored rubbish_taken tools_counted",
    "hand_over": "cause_explained parts_explained use_explained customer_confirms",
    "report": "labour_hours chargeable payment",
    "sign": "agreed",
    "close": "outcome",
}
CHOICES = {
    ("analyse", "experience"): "repaired never failed",
    ("report", "plan_worked"): "a b other none",
    ("analyse", "expected_cause"): "sensor_drift connector board door_seal misuse other",
    ("analyse", "on_site"): "yes maybe no",
    ("call", "outcome"): "confirmed rescheduled corrected solved_by_phone no_answer upset refused other_engineer",
    ("travel", "way"): "as_planned delayed",
    ("diagnose", "reproduced"): "yes sometimes no",
    ("arrive", "damage"): "none seen",
    ("diagnose", "finding"): "ours not_ours unclear",
    ("diagnose", "cause"): "sensor_drift connector board door_seal misuse other",
    ("test", "cools_down"): "pass fail",
    ("hand_over", "advice"): "wipe_seal_weekly defrost_twice_a_year do_not_overload call_at_alarm",
    ("report", "chargeable"): "warranty charge",
    ("report", "payment"): "qr cash transfer monthly none",
    ("sign", "satisfaction"): "satisfied fairly dissatisfied",
    ("close", "outcome"): "solved solved_by_phone not_our_product joint_check taken_away second_visit "
    "waiting_for_customer handed_over refused cancelled",
}
VERSIONS = {
    **dict.fromkeys(
        ("accept", "arrive", "call", "clean", "close", "depart", "diagnose", "hand_over", "report", "sign", "work"),
        "2026112302",
    ),
    "analyse": "2026112304",
    "kit": "2026112303",
}
"""Forms that changed since the first of all."""
KIT = FIELDS["kit"].split()[:12]


@pytest.fixture(scope="module")
def forms(shipped: dict[str, CompiledForm]) -> dict[str, FormDefinition]:
    return {step: load_form(compiled.xform) for step, compiled in shipped.items()}


@pytest.fixture
def opened(forms: dict[str, FormDefinition]) -> dict[str, FormSession]:
    return {step: session(definition) for step, definition in forms.items()}


def question(filled: FormSession, name: str) -> QuestionState | None:
    return next((state for state in filled.questions() if state.path == f"/data/{name}"), None)


def fill(filled: FormSession, **answers: str) -> FormSession:
    for name, value in answers.items():
        filled.set(f"/data/{name}", value)
        assert filled.answers().get(f"/data/{name}", "") == value, name
    return filled


def open_names(filled: FormSession) -> set[str]:
    return {problem.path.rpartition("/")[2] for problem in filled.problems()}


@pytest.mark.req("PRO-2")
def test_every_step_of_the_repair_process_has_its_form(shipped: dict[str, CompiledForm]) -> None:
    assert set(STEPS) <= set(shipped)
    for step in STEPS:
        compiled = shipped[step]
        assert (compiled.form_id, compiled.version) == (step, VERSIONS.get(step, "2026112301"))


@pytest.mark.parametrize("step", STEPS)
def test_a_shipped_workbook_has_no_fault_and_no_warning(step: str, shipped: dict[str, CompiledForm]) -> None:
    assert check_xlsform(SHIPPED / f"{step}.xlsx") == ()
    assert shipped[step].warnings == ()


@pytest.mark.parametrize("step", STEPS)
def test_a_form_asks_what_gates_and_report_read(step: str, forms: dict[str, FormDefinition]) -> None:
    leaves = [node.name for node in forms[step].schema.root.children.values() if node.is_leaf]
    assert leaves == FIELDS[step].split()


@pytest.mark.parametrize("step", STEPS)
def test_an_empty_form_lacks_just_its_required_answers(step: str, opened: dict[str, FormSession]) -> None:
    assert open_names(opened[step]) == set(REQUIRED_AT_FIRST[step].split())


@pytest.mark.parametrize("step", STEPS)
def test_every_text_stands_in_both_languages(step: str, forms: dict[str, FormDefinition]) -> None:
    definition = forms[step]
    assert definition.languages == ("中文 (zh)", "English (en)")
    chinese, english = (definition.translations.texts[language] for language in definition.languages)
    assert chinese.keys() == english.keys()
    for texts, other in ((chinese, re.compile(r"^[^\u4e00-\u9fff]+$")), (english, re.compile(r"[\u4e00-\u9fff]"))):
        wrong = [text_id for text_id, values in texts.items() if other.search(values[0].string_value())]
        assert wrong == []


@pytest.mark.parametrize("step", STEPS)
def test_labels_have_no_full_stop_and_a_space_between_chinese_and_latin(
    step: str, forms: dict[str, FormDefinition]
) -> None:
    for texts in forms[step].translations.texts.values():
        for values in texts.values():
            text = values[0].string_value()
            assert not text.endswith(("。", "."))
            assert re.search(r"[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9℃][\u4e00-\u9fff]", text) is None, text


@pytest.mark.parametrize(
    ("place", "values"), CHOICES.items(), ids=lambda item: "-".join(item) if isinstance(item, tuple) else ""
)
def test_a_closed_list_offers_its_choices_in_order(
    place: tuple[str, str], values: str, opened: dict[str, FormSession]
) -> None:
    step, name = place
    state = question(opened[step], name)
    assert state is not None
    assert [choice.value for choice in state.choices] == values.split()
    assert all(choice.label for choice in state.choices)


@pytest.mark.req("ANA-4", "ANA-5")
def test_the_analysis_does_not_end_before_its_answers_about_the_place_and_the_engineer(
    opened: dict[str, FormSession],
) -> None:
    analyse = opened["analyse"]
    for name, answer in (("on_site", "maybe"), ("take_away", "no"), ("experience", "repaired")):
        assert name in open_names(analyse)
        fill(analyse, **{name: answer})
    assert (open_names(analyse), analyse.answers()["/data/loaner"]) == (set(), "yes")


def test_degrees_are_written_with_one_sign_in_every_form() -> None:
    for path in sorted(SHIPPED.glob("*.xlsx")):
        cells = (cell for sheet in load_workbook(path) for row in sheet.iter_rows(values_only=True) for cell in row)
        assert [cell for cell in cells if "°" in str(cell)] == [], path.name


@pytest.mark.req("ANA-5")
def test_a_repair_that_may_not_be_possible_at_the_site_proposes_the_loaner(opened: dict[str, FormSession]) -> None:
    analyse = opened["analyse"]

    assert fill(analyse, on_site="maybe").answers()["/data/loaner"] == "yes"
    fill(analyse, loaner="no")
    assert fill(analyse, on_site="no").answers()["/data/loaner"] == "yes"
    assert fill(analyse, on_site="yes").answers().get("/data/loaner") in (None, "no")


@pytest.mark.req("ANA-4")
@pytest.mark.parametrize(
    ("said", "able"),
    [
        ({}, "no"),
        ({"documents_read": "OK"}, "no"),
        ({"colleague_said": "陶志远：先查 X7"}, "no"),
        ({"documents_read": "OK", "colleague_said": "陶志远：先查 X7"}, "yes"),
        ({"centre_said": "总部：可以换"}, "yes"),
    ],
)
def test_who_never_repaired_this_reads_and_asks_a_colleague_or_asks_the_centre(
    opened: dict[str, FormSession], said: dict[str, str], able: str
) -> None:
    analyse = opened["analyse"]
    assert question(analyse, "can_repair") is None

    fill(analyse, experience="never", **said)

    assert analyse.answers()["/data/can_repair"] == able


def test_the_loaner_is_asked_for_when_the_repair_may_not_be_possible_on_site(opened: dict[str, FormSession]) -> None:
    shown = {
        answer: question(fill(opened["analyse"], on_site=answer), "loaner") is not None
        for answer in ("maybe", "no", "yes")
    }
    assert shown == {"maybe": True, "no": True, "yes": False}


OUTCOME_ASKS = {
    "upset": {"heard_out", "answered", "apologised", "agreed"},
    "refused": {"heard_out", "refusal"},
    "solved_by_phone": {"solution"},
}


@pytest.mark.req("CON-2")
@pytest.mark.parametrize("outcome", CHOICES["call", "outcome"].split())
def test_a_call_asks_what_its_outcome_owes(outcome: str, opened: dict[str, FormSession]) -> None:
    call = fill(opened["call"], outcome=outcome)

    assert open_names(call) == OUTCOME_ASKS.get(outcome, set())


@pytest.mark.req("KIT-1", "KIT-4")
def test_the_kit_lists_the_standard_items_and_marks_the_five_courtesy_ones(opened: dict[str, FormSession]) -> None:
    items = [state for state in opened["kit"].questions() if state.kind is ControlKind.TRIGGER]
    assert [state.path.rpartition("/")[2] for state in items] == KIT
    assert all(state.hint for state in items)
    assert [state.label for state in items if state.attributes.get("tag") == "five"] == [
        "垫布",
        "上岗证",
        "鞋套",
        "清洁布",
        "联系卡",
    ]


@pytest.mark.req("KIT-2")
def test_a_missing_item_needs_a_way_out_and_a_reason(opened: dict[str, FormSession]) -> None:
    kit = fill(opened["kit"], **dict.fromkeys(KIT, "OK"))
    assert open_names(kit) == set()
    kit.set("/data/receipts", "")
    assert open_names(kit) == {"missing_way_out", "missing_reason"}
    fill(kit, missing_way_out="requisition", missing_reason="已用完，未补")
    assert open_names(kit) == set()
    fill(kit, missing_way_out="", missing_reason="", receipts="OK")
    assert open_names(kit) == set()


@pytest.mark.req("KIT-2")
def test_the_floor_mat_alone_is_mandatory_and_no_way_out_is_asked_for_it(opened: dict[str, FormSession]) -> None:
    kit = fill(opened["kit"], **dict.fromkeys(KIT[1:], "OK"))
    assert open_names(kit).isdisjoint({"missing_way_out", "missing_reason"})
    mandatory = [state.path for state in kit.questions() if state.attributes.get("mandatory") == "yes"]
    assert mandatory == ["/data/floor_mat"]


def test_a_delay_is_told_to_the_customer(opened: dict[str, FormSession]) -> None:
    travel = opened["travel"]
    assert question(fill(travel, way="as_planned"), "delay_told") is None
    assert question(fill(travel, way="delayed"), "delay_told") is not None


@pytest.mark.req("SITE-2")
def test_the_analysis_offers_the_causes_that_the_diagnosis_offers(opened: dict[str, FormSession]) -> None:
    for language in ("zh", "en"):
        offered = []
        for step, name in (("analyse", "expected_cause"), ("diagnose", "cause")):
            opened[step].set_language(language)
            state = question(opened[step], name)
            assert state is not None
            offered.append([(choice.value, choice.label) for choice in state.choices])
        assert offered[0] == offered[1]


@pytest.mark.req("SITE-2")
def test_the_diagnosis_takes_readings_a_cause_and_the_customers_agreement(opened: dict[str, FormSession]) -> None:
    diagnose = fill(opened["diagnose"], reproduced="yes", box_temperature="-4", sensor_resistance="21.8", cause="other")
    limits = {state.path: state.limit for state in diagnose.questions() if state.limit is not None}
    assert limits == {"/data/box_temperature": Limit.ABOVE, "/data/sensor_resistance": Limit.ABOVE}
    assert open_names(diagnose) == {"cause_text", "customer_agrees"}
    fill(diagnose, cause="sensor_drift", customer_agrees="OK")
    assert diagnose.problems() == ()


def test_readings_of_the_work_stand_against_their_limits_and_never_block(opened: dict[str, FormSession]) -> None:
    work = fill(opened["work"], old_resistance="21.8", new_resistance="16.3")
    old, new = question(work, "old_resistance"), question(work, "new_resistance")
    assert old is not None
    assert new is not None
    assert (old.limit, new.limit, old.attributes["unit"]) == (Limit.ABOVE, Limit.WITHIN, "kΩ")
    fill(work, power_off="OK", reassembled="OK", alarm_cleared="OK")
    assert work.problems() == ()


def test_phrases_are_those_of_the_language_in_use(opened: dict[str, FormSession]) -> None:
    work = opened["work"]
    chinese = question(work, "remark")
    work.set_language("en")
    english = question(work, "remark")
    assert chinese is not None
    assert english is not None
    assert chinese.phrases == ("盖板内有积冰", "线束完好")
    assert english.phrases == ("Ice under the cover", "Wiring intact")


@pytest.mark.req("SITE-6")
def test_every_check_of_the_test_is_passed_or_failed_with_its_reading(opened: dict[str, FormSession]) -> None:
    test = fill(opened["test"], cools_down="pass", no_alarm="pass", door_closes="fail", display_matches="pass")
    assert open_names(test) == {"box_temperature"}
    fill(test, box_temperature="-18.4", current="3.1")
    assert test.problems() == ()
    assert [state.limit for state in test.questions() if state.limit] == [Limit.WITHIN, Limit.WITHIN]


@pytest.mark.req("SITE-7")
def test_the_cleanup_restores_the_site_takes_the_rubbish_and_counts_the_tools(opened: dict[str, FormSession]) -> None:
    clean = opened["clean"]
    for name in ("site_restored", "rubbish_taken", "tools_counted"):
        assert name in open_names(clean)
        fill(clean, **{name: "OK"})
    assert clean.problems() == ()


@pytest.mark.req("SITE-8")
def test_the_handover_explains_cause_parts_and_use_and_the_customer_confirms(opened: dict[str, FormSession]) -> None:
    handed = opened["hand_over"]
    assert open_names(handed) == {"cause_explained", "parts_explained", "use_explained", "customer_confirms"}

    fill(handed, cause_explained="OK", parts_explained="OK", use_explained="OK")
    assert open_names(handed) == {"customer_confirms"}
    assert open_names(fill(handed, customer_confirms="OK")) == set()


@pytest.mark.parametrize(
    ("hours", "stands"), [("0", True), ("1.5", True), ("24", True), ("24.5", False), ("-1", False)]
)
def test_working_time_lies_between_none_and_a_day(hours: str, stands: bool, opened: dict[str, FormSession]) -> None:
    report = fill(opened["report"], labour_hours=hours, chargeable="charge", payment="qr")
    assert [problem.message for problem in report.problems()] == ([] if stands else ["工时在 0 到 24 之间"])


@pytest.mark.req("REP-3")
def test_a_refusal_to_sign_is_recorded_in_place_of_the_agreement(opened: dict[str, FormSession]) -> None:
    sign = fill(opened["sign"], refused="OK")
    assert open_names(sign) == {"refusal_reason", "witness_remark"}
    fill(sign, refusal_reason="cost", witness_remark="店长在场，要求先看报价")
    assert sign.problems() == ()
    sign.set("/data/refused", "")
    assert open_names(sign) == {"agreed"}
    assert question(sign, "witness_remark") is None


@pytest.mark.req("SITE-9")
@pytest.mark.parametrize("step", STEPS)
def test_a_reopened_form_equals_the_one_that_was_left(step: str, forms: dict[str, FormDefinition]) -> None:
    before = session(forms[step])
    for state in before.questions():
        values = [choice.value for choice in state.choices] or ["OK" if state.kind is ControlKind.TRIGGER else "16.3"]
        before.set(state.path, values[-1])
    after = session(forms[step], before.answers())
    assert after.answers() == before.answers()
    assert after.questions() == before.questions()
    assert after.problems() == before.problems()
    assert after.unknown_answers == ()


def test_the_day_of_acceptance_is_today_until_another_is_agreed_and_stays_so_when_the_form_is_opened_again() -> None:
    day = "/data/accepted_on"
    form = load_form(shipped_forms()["take_over"].xform)
    filled = FormSession(form, language="zh", now=lambda: NOW, answers={"/data/list_checked": "OK"})
    assert filled.answers()[day] == "2026-11-23"
    filled.set(day, "2026-11-20")
    filled.set("/data/manual_given", "OK")

    again = FormSession(form, language="zh", now=lambda: NOW, answers=filled.answers())

    assert again.answers()[day] == "2026-11-20"

"""Which form a step asks: by the kind of machine and fault, and kept once it was answered."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import Any

import pytest

from fieldapp.domain.contact import Correction, Detail
from fieldapp.domain.contact_events import DetailsCorrected
from fieldapp.domain.events import AnswerSaved, FormMoved, StepCompleted
from fieldapp.domain.ids import FormId, Sha256, StepId
from fieldapp.domain.work_order import WorkOrder
from fieldapp.workflow.apply import apply, apply_all
from fieldapp.workflow.process_file import read_process
from fieldapp.workflow.step_form import as_asked, form_of, forms_of, steps_asking
from tests.factories import (
    NOW,
    ORDER_ID,
    RESOURCES,
    make_asset,
    make_order,
    make_pin,
    make_symptom,
    repair_process,
    save_answer,
)

STEPS = ("analyse", "diagnose", "work", "test", "hand_over")
FORMS = {
    "freezer_e02": STEPS,
    "freezer": ("analyse_freezer", "diagnose_freezer", "work_freezer", "test", "hand_over"),
    "cold_room": ("analyse_freezer", "diagnose_freezer", "work_freezer", "test_cold_room", "hand_over"),
    **{kind: tuple(f"{step}_{kind}" for step in STEPS) for kind in ("heat_pump", "heating", "controller", "plain")},
}
ZHOUS = {
    "WX-261123-002": "heat_pump",
    "WX-261123-004": "freezer_e02",
    "WX-261123-007": "heat_pump",
    "WX-261123-011": "heating",
    "WX-261123-013": "freezer",
    "WX-261123-014": "plain",  # nobody told the desk the model
    "WX-261123-015": "controller",
    "WX-261123-016": "heat_pump",
    "WX-261122-005": "heat_pump",
    "WX-261122-006": "heat_pump",
}
PINNED = {form: Sha256(f"{number:064x}") for number, form in enumerate(forms_of(repair_process()))}


def order(model: str, code: str = "") -> WorkOrder:
    return make_order(
        asset=make_asset(model=model), symptom=make_symptom(alarm_code=code), pin=make_pin(forms=dict(PINNED))
    )


def asked(of: WorkOrder) -> tuple[str, ...]:
    return tuple(form_of(repair_process().step(StepId(step)), of) for step in STEPS)


def answer(form: str, value: str = "yes", step: str = "diagnose", name: str = "reproduced") -> AnswerSaved:
    sha256 = PINNED.get(FormId(form), Sha256(form))
    return AnswerSaved(order_id=ORDER_ID, at=NOW, step=StepId(step), name=name, value=value, form_sha256=sha256)


def corrected(of: WorkOrder, model: str) -> WorkOrder:
    new = Correction(detail=Detail.MODEL, old=of.asset.model, new=model)
    return apply(of, DetailsCorrected(order_id=ORDER_ID, at=NOW, corrections=(new,)))


def sample(name: str, key: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for path in sorted((RESOURCES / "sample").glob(f"{name}.toml")):
        found += tomllib.loads(path.read_text(encoding="utf-8"))[key]
    return found


@pytest.mark.req("SITE-3", "SITE-6")
def test_each_order_of_the_demo_engineer_is_asked_the_questions_of_its_machine() -> None:
    models = {machine["id"]: machine["model"] for machine in sample("assets_*", "asset")}
    found = {}
    for told in sample("orders", "order"):
        if told["assignee"] == "zhou":
            machine = told["asset"]
            model = models[machine] if isinstance(machine, str) else machine["model"]
            found[told["number"]] = asked(order(model, told["symptom"].get("alarm_code", "")))
    assert found == {number: FORMS[kind] for number, kind in ZHOUS.items()}


@pytest.mark.req("SITE-3")
@pytest.mark.parametrize(
    ("model", "code", "kind"),
    [
        ("CF-680", "E02", "freezer_e02"),
        (" cf-680 ", "e02", "freezer_e02"),
        ("CF-680", "E05", "freezer"),
        ("CF-320", "", "freezer"),
        ("CR-30", "L01", "cold_room"),
        ("AH-12", "E02", "heat_pump"),
        ("RM-06", "M01", "heating"),
        ("IC-100", "E02", "controller"),
        ("", "E02", "plain"),
        ("XY-1", "", "plain"),
    ],
)
def test_the_first_variant_that_fits_model_and_code_counts(model: str, code: str, kind: str) -> None:
    assert asked(order(model, code)) == FORMS[kind]


@pytest.mark.req("SITE-3", "PRO-2")
def test_a_corrected_model_changes_what_is_not_answered_yet_and_keeps_what_is() -> None:
    begun = apply(order("AH-12"), answer("diagnose_heat_pump"))

    now = corrected(begun, "IC-100")

    assert asked(now) == (
        "analyse_controller",
        "diagnose_heat_pump",
        "work_controller",
        "test_controller",
        "hand_over_controller",
    )
    assert now.visit.answer(StepId("diagnose"), "reproduced") == "yes"
    assert steps_asking(repair_process(), now, FormId("diagnose_heat_pump")) == ("diagnose",)
    assert steps_asking(repair_process(), now, FormId("diagnose_controller")) == ()


@pytest.mark.req("SITE-3")
def test_a_step_whose_answers_were_cleared_goes_to_the_form_of_the_machine_and_is_answered_in_that() -> None:
    cleared = apply_all(order("AH-12"), (answer("diagnose_heat_pump"), answer("diagnose_heat_pump", "")))
    now = corrected(cleared, "IC-100")
    assert asked(now)[1] == "diagnose_controller"

    again = corrected(apply(now, answer("diagnose_controller", "no")), "AH-12")
    assert asked(again)[1] == "diagnose_controller"


@pytest.mark.req("SITE-3")
def test_a_step_that_is_over_keeps_its_form_also_without_an_answer() -> None:
    events = (answer("diagnose_heat_pump", ""), StepCompleted(order_id=ORDER_ID, at=NOW, step=StepId("diagnose")))
    assert asked(corrected(apply_all(order("AH-12"), events), "IC-100"))[1] == "diagnose_heat_pump"


@pytest.mark.req("SITE-3", "SYN-2")
def test_answers_given_before_a_correction_stand_in_their_form_also_when_they_come_in_after_it() -> None:
    late = apply(corrected(order("AH-12"), "IC-100"), answer("diagnose_heat_pump"))
    assert asked(late)[1] == "diagnose_heat_pump"


@pytest.mark.req("SITE-3", "SYN-2")
def test_answers_one_by_one_and_together_stand_in_the_same_form() -> None:
    run = (
        answer("diagnose_heat_pump", ""),
        answer("diagnose_controller"),
        answer("diagnose_controller", ""),
        answer("diagnose_heating", "4", name="water_pressure"),
    )
    one_by_one = order("AH-12")
    for event in run:
        one_by_one = apply(one_by_one, event)
    assert apply_all(order("AH-12"), run) == one_by_one
    assert one_by_one.visit.step_forms == {"diagnose": "diagnose_heating"}


@pytest.mark.req("PRO-2")
def test_a_form_that_moved_to_another_version_is_still_the_form_of_its_answers() -> None:
    newer = Sha256("ef" * 32)
    move = FormMoved(
        order_id=ORDER_ID,
        at=NOW,
        form_id=FormId("diagnose_heat_pump"),
        from_sha256=PINNED[FormId("diagnose_heat_pump")],
        to_sha256=newer,
        dropped=(),
        restored=(),
        reworded=(),
    )
    moved = apply_all(order("AH-12"), (move, answer("diagnose_heat_pump")))
    assert moved.visit.step_forms == {"diagnose": "diagnose_heat_pump"}
    assert apply(moved, answer(newer, "no")).visit.step_forms == moved.visit.step_forms


@pytest.mark.req("PRO-2")
def test_an_order_of_an_older_process_goes_on_with_the_one_form_it_began_with() -> None:
    before = replace(
        repair_process(),
        steps=tuple(replace(step, form=FormId(step.id), variants=()) for step in repair_process().steps),
    )
    assert [form_of(before.step(StepId(step)), order("AH-12")) for step in STEPS] == list(STEPS)


@pytest.mark.req("REP-1")
def test_the_report_reads_only_the_forms_that_the_order_was_asked_in() -> None:
    process = repair_process()
    for kind, model in (("heat_pump", "AH-12"), ("controller", "IC-100"), ("freezer_e02", "CF-680")):
        told = as_asked(process, order(model, "E02")).report
        assert {source.form for source in told} <= {None, *FORMS[kind]}
        assert [source.form for source in told if source.section == "tests"] == [FORMS[kind][3]]
        assert [source for source in told if source.form is None] == [one for one in process.report if one.form is None]


@pytest.mark.req("SITE-14", "PRO-1")
@pytest.mark.parametrize("job", ["inspection", "training"])
@pytest.mark.parametrize(("way", "form"), [("on_site", "call"), ("phone", "call_afar"), ("remote", "call_afar")])
def test_the_call_before_a_job_from_afar_asks_nobody_to_expect_a_visit(job: str, way: str, form: str) -> None:
    process = read_process((RESOURCES / "process" / f"{job}.toml").read_text(encoding="utf-8"))
    told = apply(make_order(), save_answer("way", "way", way))
    assert form_of(process.step(StepId("call")), told) == form
    assert "call_afar" in forms_of(process)

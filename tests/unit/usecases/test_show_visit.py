"""The visit at the step where the engineer is."""

from __future__ import annotations

import pytest

from fieldapp.domain.ids import StepId
from fieldapp.domain.views.visit import StepLook, VisitView
from fieldapp.scheduling.travel import DistanceTravel
from fieldapp.usecases.contact_verbs import ContactVerbs
from fieldapp.usecases.plan_way import PlanWay
from fieldapp.usecases.remember_place import RememberPlace
from fieldapp.usecases.show_visit import ShowVisit
from fieldapp.usecases.skip_step import SkipStep
from tests.factories import ORDER_ID, SHANGHAI
from tests.fakes.shipped import shipped_forms
from tests.fakes.tablet import Tablet


def show(tablet: Tablet, step: str | None = None, language: str = "zh") -> VisitView:
    plan = PlanWay(tablet.store, DistanceTravel(None), SHANGHAI)
    return ShowVisit(tablet.store, plan, tablet.forms, tablet.clock)(ORDER_ID, language, StepId(step) if step else None)


def test_a_fresh_visit_opens_at_its_first_step_with_the_pinned_form(tablet: Tablet) -> None:
    view = show(tablet)

    assert (view.current, view.field) == ("accept", "")
    assert (view.form_sha256, view.xform) == (shipped_forms()["accept"].sha256, shipped_forms()["accept"].xform)
    assert [row.title for row in view.steps][:3] == ["接单", "分析", "联系"]


@pytest.mark.req("SITE-9")
def test_the_visit_reopens_at_the_very_field(tablet: Tablet) -> None:
    tablet.visit_until("work")
    tablet.answer("work", power_off="OK")
    RememberPlace(tablet.store.begin)(ORDER_ID, StepId("work"), "new_resistance")

    assert (show(tablet).current, show(tablet).field) == ("work", "new_resistance")
    assert (show(tablet, "work").field, show(tablet, "diagnose").field) == ("new_resistance", "")


@pytest.mark.req("SITE-9")
def test_a_remembered_step_that_is_done_gives_way_to_the_next(tablet: Tablet) -> None:
    tablet.visit_until("work")

    assert (show(tablet).current, show(tablet).field) == ("work", "")


@pytest.mark.req("SITE-9", "PRO-3")
def test_a_remembered_step_that_was_left_out_gives_way_to_the_next(tablet: Tablet) -> None:
    tablet.visit_until("diagnose")
    RememberPlace(tablet.store.begin)(ORDER_ID, StepId("diagnose"), "cause")
    SkipStep(tablet.store.begin, tablet.clock, tablet.store)(ORDER_ID, StepId("diagnose"), "原因已在电话里确认")
    RememberPlace(tablet.store.begin)(ORDER_ID, StepId("diagnose"), "cause")

    assert (show(tablet).current, show(tablet).field) == ("work", "")


def test_a_closed_visit_shows_its_last_step(tablet: Tablet) -> None:
    tablet.closed()

    assert show(tablet).current == "close"


@pytest.mark.req("PRO-3", "KIT-2")
def test_the_gates_against_a_step_are_shown_in_words_and_whether_a_reason_opens_them(tablet: Tablet) -> None:
    gates = {gate.id: gate for gate in show(tablet, "depart", "en").gates}

    assert list(gates) == ["floor-mat", "accept-before-depart", "call-before-depart", "kit-before-depart"]
    assert (gates["floor-mat"].words, gates["floor-mat"].may_pass) == ("No floor mat, no departure", False)
    assert gates["call-before-depart"].may_pass


def test_steps_look_done_current_and_locked(tablet: Tablet) -> None:
    tablet.complete("accept")

    looks = {row.id: row.look for row in show(tablet).steps}

    assert (looks["accept"], looks["analyse"], looks["call"]) == (StepLook.DONE, StepLook.CURRENT, StepLook.OPEN)
    assert looks["report"] is StepLook.LOCKED


@pytest.mark.req("SITE-2")
@pytest.mark.parametrize(
    ("language", "found", "same", "words"),
    [
        ("zh", "sensor_drift", True, ("传感器漂移", "传感器漂移")),
        ("zh", "board", False, ("传感器漂移", "控制板损坏")),
        ("en", "board", False, ("Sensor drift", "Board failure")),
    ],
)
def test_the_diagnosis_stands_beside_the_analysis_in_the_words_of_the_forms(
    tablet: Tablet, language: str, found: str, same: bool, words: tuple[str, str]
) -> None:
    tablet.answer("analyse", expected_cause="sensor_drift")
    assert show(tablet, "diagnose", language).comparison is None
    tablet.answer("diagnose", cause=found)

    compared = show(tablet, "diagnose", language).comparison

    assert compared is not None
    assert (compared.same, (compared.expected, compared.found)) == (same, words)


@pytest.mark.req("TRV-3", "SITE-9")
def test_a_step_that_has_dropped_out_of_the_visit_gives_way_asked_for_or_remembered(
    tablet: Tablet, phone: ContactVerbs
) -> None:
    tablet.visit_until("arrive")
    tablet.answer("arrive", badge_worn="OK")
    phone.nobody_met(ORDER_ID, "周明远 10:00 到访")

    assert show(tablet).current == "close"
    assert show(tablet, "diagnose").current == "close"
    assert show(tablet, "arrive").current == "arrive"

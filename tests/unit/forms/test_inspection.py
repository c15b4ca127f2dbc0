"""The form of the inspection: what it found and what it says about it do not contradict each other (SITE-14)."""

from __future__ import annotations

import pytest

from fieldapp.forms.compile import CompiledForm
from fieldapp.forms.model import load_form
from fieldapp.forms.session import FormSession
from tests.fakes.job_answers import JOB_ANSWERS
from tests.unit.forms.xforms import session


@pytest.fixture
def inspect(shipped: dict[str, CompiledForm]) -> FormSession:
    filled = session(load_form(shipped["inspect"].xform))
    for name, value in JOB_ANSWERS["inspect"].items():
        filled.set(f"/data/{name}", value)
    return filled


def told(filled: FormSession) -> list[tuple[str, str]]:
    return [(problem.path, problem.message) for problem in filled.problems()]


@pytest.mark.req("SITE-14")
@pytest.mark.parametrize("item", ["appearance", "electrics", "exchanger", "tightness", "controls", "noise"])
def test_an_item_out_of_order_is_not_closed_with_nothing_found_and_needs_no_second_telling(
    item: str, inspect: FormSession
) -> None:
    assert told(inspect) == []
    inspect.set(f"/data/{item}", "bad")
    assert told(inspect) == [("/data/findings", "上面有一项不正常，这里只能选是")]

    inspect.set("/data/findings", "yes")
    assert {path for path, _message in told(inspect)} == {"/data/finding_urgency", "/data/finding_told"}
    inspect.set("/data/finding_urgency", "now")
    inspect.set("/data/finding_told", "OK")
    assert told(inspect) == []


@pytest.mark.req("SITE-14")
def test_what_is_to_be_kept_an_eye_on_is_no_contradiction(inspect: FormSession) -> None:
    inspect.set("/data/noise", "attention")
    assert told(inspect) == []


@pytest.mark.req("SITE-14")
def test_something_may_be_found_though_every_item_is_in_order(inspect: FormSession) -> None:
    inspect.set("/data/findings", "yes")
    assert "/data/finding" in {path for path, _message in told(inspect)}
    inspect.set("/data/finding", "旁边的水泵漏水")
    inspect.set("/data/finding_urgency", "soon")
    inspect.set("/data/finding_told", "OK")
    assert told(inspect) == []

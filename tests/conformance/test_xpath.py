"""What the XPath suite of getodk/web-forms expects, held against our evaluator (docs/forms.md names every miss)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conformance.outcomes import Outcome, misses
from tests.conformance.xforms import DATA, outcomes_of

ROOT = Path(__file__).parents[2]

# Only ever raise these: they are what passes today of 1,379 assertions, of which 655 are ODK's.
FLOOR_ALL = 1376
FLOOR_ODK = 654


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    return outcomes_of(DATA / "xpath.json")[0][1]


def test_recorded_assertions_pass_as_often_as_ever_before(outcomes: list[Outcome]) -> None:
    passed = sum(outcome.passed for outcome in outcomes)
    print(f"ratio xpath passed/recorded: {passed / len(outcomes):.4f} ({passed} of {len(outcomes)}) (goal >= 0.995)")
    assert passed >= FLOOR_ALL, misses(outcomes)


def test_recorded_odk_assertions_pass_as_often_as_ever_before(outcomes: list[Outcome]) -> None:
    odk = [outcome for outcome in outcomes if outcome.odk]
    assert sum(outcome.passed for outcome in odk) >= FLOOR_ODK, misses(odk)


def test_no_recorded_assertion_makes_the_engine_crash(outcomes: list[Outcome]) -> None:
    assert misses([outcome for outcome in outcomes if outcome.crashed]) == []


def test_every_miss_is_named_in_the_documentation(outcomes: list[Outcome]) -> None:
    named = (ROOT / "docs" / "forms.md").read_text(encoding="utf-8")
    assert [outcome.id for outcome in outcomes if not outcome.passed and outcome.id not in named] == []

"""Hypothesis over two real tablets and a real served centre, and the broken rules that this finds.

A few stories by default, always the same; with `FIELDAPP_SOAK=1` many, or as many as `FIELDAPP_SERVED_EXAMPLES` says,
others each time. A story that breaks a promise is then told with the fewest steps.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.errors import Flaky
from hypothesis.stateful import run_state_machine_as_test

from tests.kills.nursery import Nursery
from tests.simulation.real.company import Company, found
from tests.simulation.real.mutants import MUTANTS
from tests.simulation.real.served_world import centre_nursery
from tests.simulation.real.state_machine import Served, broken, met
from tests.simulation.real.witness import BrokenPromise

IS_SOAK = bool(os.environ.get("FIELDAPP_SOAK") or os.environ.get("FIELDAPP_SERVED_EXAMPLES"))
EXAMPLES = int(os.environ.get("FIELDAPP_SERVED_EXAMPLES") or (500 if IS_SOAK else 4))

FOUND_HERE = (
    "no_revoke", "revoke_purges_unsent", "block_on_poison", "tombstone_forgotten", "ack_before_commit", "ack_on_send",
)  # fmt: skip
"""Six stories find each but the last, which took twenty; the others are found by `test_every_statement`."""


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    company = found(tmp_path_factory.mktemp("company"))
    yield company
    company.database.close()


@pytest.fixture(scope="module")
def nursery(company: Company) -> Iterator[Nursery]:
    with centre_nursery(company) as nursery:
        yield nursery


def tell_stories(company: Company, nursery: Nursery, mutant: str = "") -> None:
    told = settings(
        max_examples=EXAMPLES,
        stateful_step_count=20,
        database=None,
        derandomize=not IS_SOAK,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink] if IS_SOAK and not mutant else [Phase.generate],
    )
    run_state_machine_as_test(lambda: Served(company, nursery, mutant), settings=told)


@pytest.mark.soak
@pytest.mark.req("SYN-1", "SYN-2")
def test_the_promises_hold_whatever_two_tablets_and_a_served_centre_go_through(
    company: Company, nursery: Nursery
) -> None:
    met.clear()
    tell_stories(company, nursery)
    print(f"{EXAMPLES} stories:", met)
    assert met["a run ended: idle"] > 0


@pytest.mark.soak
@pytest.mark.skipif(not IS_SOAK, reason="takes half a minute a rule: python3 dev.py soak")
@pytest.mark.parametrize("mutant", FOUND_HERE)
def test_a_broken_rule_breaks_a_promise(company: Company, nursery: Nursery, mutant: str) -> None:
    broken.clear()
    with MUTANTS[mutant](), pytest.raises((BrokenPromise, Flaky)):
        tell_stories(company, nursery, mutant)
    assert broken, "no promise was broken"

"""The real client and the real centre keep the promises; `FIELDAPP_SOAK_REAL_SEEDS` says in how many schedules."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.simulation.real.company import Company, found
from tests.simulation.real.runner import Met, violation

FEW = 6
SOAK_SEEDS = int(os.environ.get("FIELDAPP_SOAK_REAL_SEEDS", "20000"))
FIRST_SEED = int(os.environ.get("FIELDAPP_SOAK_REAL_FROM", "0"))

ONCE_BROKEN = {
    11: "a restored centre that does not send an order hid what was still to be sent for it",
    111: "an order that was taken away stayed in sight where its last outcome came after the documents",
    3107: "of two copies the second went on showing what the centre had refused of the first",
    2992: "what had its outcome waits again after a restore, and its order had been taken away with it",
    1087: "what the centre had refused waited again after a restore and was not seen until the next pull",
}
"""Seeds that found something; what they found has a test of its own beside the code that was mended."""


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    company = found(tmp_path_factory.mktemp("company"))
    yield company
    company.database.close()


def test_the_promises_hold_in_a_few_schedules_of_the_real_program(company: Company) -> None:
    met = Met()
    broken = [violation(company, seed, met) for seed in (*range(FEW), *ONCE_BROKEN)]

    assert [one for one in broken if one is not None] == []
    assert {"tablet killed", "centre killed", "lost answer"} & set(met.troubles)
    assert met.statements > 0


@pytest.mark.req("SYN-2")
def test_the_same_seed_is_the_same_schedule(company: Company) -> None:
    first, second = Met(), Met()
    violation(company, 3, first)
    violation(company, 3, second)

    assert (first.troubles, first.statements) == (second.troubles, second.statements)


@pytest.mark.soak
def test_the_promises_hold_in_many_schedules(company: Company, tmp_path: Path) -> None:
    seeds = range(FIRST_SEED, FIRST_SEED + (SOAK_SEEDS if os.environ.get("FIELDAPP_SOAK") else 1))
    for seed in seeds:
        one = violation(company, seed)
        assert one is None, one

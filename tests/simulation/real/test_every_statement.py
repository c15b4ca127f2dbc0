"""A kill at every statement of a sync, on either side, and the broken rules that this and the schedules find.

By default every few statements; `FIELDAPP_SOAK=1` takes each of them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.simulation.real.company import Company, found
from tests.simulation.real.every_statement import Side, morning
from tests.simulation.real.mutants import MUTANTS, OWNED
from tests.simulation.real.runner import violation
from tests.simulation.real.witness import BrokenPromise
from tests.simulation.test_mutants import OF_THE_PROTOCOL

TESTS = Path(__file__).parents[2]
IS_SOAK = bool(os.environ.get("FIELDAPP_SOAK"))
STRIDE = 1 if IS_SOAK else int(os.environ.get("FIELDAPP_KILL_EVERY", "60"))
MOST_SEEDS = 40
FOUND_AT_ONCE = (
    "no_dedupe",
    "cursor_before_apply",
    "no_revoke",
    "block_on_poison",
    "outcome_not_stored",
    "tombstone_forgotten",
    "ack_before_commit",
)


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    company = found(tmp_path_factory.mktemp("company"))
    yield company
    company.database.close()


def kill_through(company: Company, side: Side, stride: int) -> int:
    """Kill at every so-manieth statement; return how many kills that were."""
    kills = 0
    while morning(company, side, kills * stride):
        kills += 1
    return kills


@pytest.mark.soak
@pytest.mark.req("SYN-1", "SYN-2")
@pytest.mark.parametrize("side", Side)
def test_a_kill_at_any_statement_of_a_sync_loses_nothing_and_doubles_nothing(company: Company, side: Side) -> None:
    assert kill_through(company, side, STRIDE) >= 60 // STRIDE


@pytest.mark.soak
@pytest.mark.parametrize("mutant", MUTANTS if IS_SOAK else FOUND_AT_ONCE)
def test_a_broken_rule_of_the_real_code_breaks_a_promise(company: Company, mutant: str) -> None:
    with MUTANTS[mutant](), pytest.raises(BrokenPromise):
        _look_for_trouble(company, 1000 if mutant in FOUND_AT_ONCE else 1)


def _look_for_trouble(company: Company, stride: int) -> None:
    for side in Side:
        kill_through(company, side, stride)
    for seed in range(MOST_SEEDS):
        one = violation(company, seed)
        if one is not None:
            raise BrokenPromise(one.promise)


def test_every_mutant_of_the_protocol_is_accounted_for() -> None:
    assert sorted({*MUTANTS, *OWNED}) == sorted(OF_THE_PROTOCOL)
    for file, words in OWNED.values():
        assert words in (TESTS / file).read_text(encoding="utf-8"), file

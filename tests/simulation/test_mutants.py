"""Each broken rule is found out, by the promise that it breaks; with `-s` a table says by which seed."""

from __future__ import annotations

import pytest

from tests.simulation.further_mutants import FURTHER
from tests.simulation.invariants import NAMES
from tests.simulation.mutants import MUTANTS, Mutant
from tests.simulation.runner import broken, violation

MOST_SEEDS = 2_000

OF_THE_PROTOCOL = [
    "no_dedupe",
    "accept_gap",
    "ack_on_send",
    "cursor_before_apply",
    "cursor_without_data_tx",
    "naive_sequence_cursor",
    "no_revoke",
    "revoke_purges_unsent",
    "last_writer_wins_by_clock",
    "drop_loser",
    "block_on_poison",
    "outcome_not_stored",
    "tombstone_forgotten",
    "append_at_end_of_file",
    "ack_before_commit",
]


@pytest.mark.parametrize("mutant", [*MUTANTS, *FURTHER], ids=lambda mutant: mutant.name)
def test_a_broken_rule_breaks_its_promise(mutant: Mutant) -> None:
    first: dict[str, int] = {}
    for seed in range(MOST_SEEDS):
        name = broken(seed, mutant.rules)
        if name is not None:
            first.setdefault(name, seed)
        if name == mutant.breaks:
            break
    found = ", ".join(f"{name} after {seed + 1}" for name, seed in first.items())
    print(f"\n{mutant.name:<26} {found}", end="")
    assert mutant.breaks in first


def test_the_mutants_are_those_of_the_protocol() -> None:
    assert [mutant.name for mutant in MUTANTS] == OF_THE_PROTOCOL


def test_every_promise_is_seen_broken_by_some_mutant() -> None:
    assert {mutant.breaks for mutant in (*MUTANTS, *FURTHER)} == set(NAMES)


def test_a_broken_promise_is_told_in_the_fewest_steps_that_break_it() -> None:
    no_revoke = next(mutant for mutant in MUTANTS if mutant.name == "no_revoke")
    seed = next(seed for seed in range(MOST_SEEDS) if broken(seed, no_revoke.rules) == no_revoke.breaks)
    found = violation(seed, no_revoke.rules)
    assert found is not None
    assert found.invariant == no_revoke.breaks
    steps = {line.split()[0] for line in found.trace}
    assert len(steps) <= 3
    assert any("office gives order" in line for line in found.trace)

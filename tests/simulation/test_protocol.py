"""The pure model of the protocol keeps its promises in every schedule; `FIELDAPP_SOAK_SEEDS` says in how many."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.simulation import centre_promises, invariants, rest_promises, shared_promises, tablet_promises
from tests.simulation.__main__ import main, run
from tests.simulation.faults import Fault, Met
from tests.simulation.invariants import NAMES
from tests.simulation.runner import PROTOCOL, violation
from tests.simulation.schedule import numbers_of

ROOT = Path(__file__).parents[2]
SOAK_SEEDS = int(os.environ.get("FIELDAPP_SOAK_SEEDS", "1000000"))
SEEDS = 2_000

PROMISES = [
    "exactly_once_effect",
    "acked_is_durable",
    "outbox_order_preserved",
    "no_gap_no_reorder_in_scope",
    "converges_when_quiet",
    "loser_is_kept",
    "append_only_union",
    "no_unacked_input_overwritten",
    "revoked_is_gone_unsent_is_not",
    "not_visible_outside_scope",
    "no_resurrection",
    "poison_event_does_not_block",
    "group_is_atomic",
    "same_outcome_on_replay",
    "cursor_moves_with_data",
    "digest_equal_iff_rows_equal",
    "full_resync_keeps_outbox",
    "old_schema_events_apply",
    "clock_never_decides",
    "restore_epoch_reoffers",
    "fork_detected",
    "blob_hash_matches",
    "upload_resumes_at_acked_offset",
    "usb_equals_network",
    "revoked_device_rejected",
    "bounded_repair",
]


@pytest.fixture(scope="module")
def ran() -> tuple[list[int], list[int], list[int]]:
    return run(PROTOCOL, 0, SEEDS)


def test_no_schedule_breaks_a_promise(ran: tuple[list[int], list[int], list[int]]) -> None:
    for seed in ran[0][:1]:
        found = violation(seed)
        assert found is None, "\n".join((f"seed {seed}: {found.invariant}", *found.trace))
    assert ran[0] == []


@pytest.mark.parametrize("fault", Fault, ids=lambda fault: fault.name.lower())
def test_every_fault_is_met_in_the_usual_schedules(fault: Fault, ran: tuple[list[int], list[int], list[int]]) -> None:
    assert ran[1][fault] > 0


@pytest.mark.parametrize("met", Met, ids=lambda met: met.name.lower())
def test_whatever_the_promises_speak_of_happens(met: Met, ran: tuple[list[int], list[int], list[int]]) -> None:
    assert ran[2][met] > 0


def test_all_promises_of_the_protocol_are_held_by_name_and_each_says_what_it_is() -> None:
    assert sorted(PROMISES) == NAMES
    rooms = (centre_promises, tablet_promises, shared_promises, rest_promises, invariants)
    for name in NAMES:
        kept: list[Callable[..., bool]] = [getattr(room, name) for room in rooms if hasattr(room, name)]
        assert kept
        assert all(promise.__doc__ for promise in kept)


def test_the_model_knows_nothing_of_the_machinery() -> None:
    code = "import sys, tests.simulation.runner; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    met = done.stdout.split()
    assert "tests" in met
    assert not {"fieldapp", "sqlalchemy", "sqlite3", "PySide6", "requests", "fastapi", "http"} & set(met)


def test_a_seed_is_a_schedule() -> None:
    assert numbers_of(7) == numbers_of(7) != numbers_of(8)
    assert run(PROTOCOL, 100, 50) == run(PROTOCOL, 100, 50)


@pytest.mark.soak
@pytest.mark.skipif(not os.environ.get("FIELDAPP_SOAK"), reason="takes minutes: python3 dev.py soak")
def test_no_schedule_of_very_many_breaks_a_promise() -> None:
    assert main(["--seeds", str(SOAK_SEEDS), "--processes", str(os.cpu_count() or 1)]) == 0

"""A form with a repeat, its tablet killed at any moment: no answer that was acknowledged is lost (SITE-9, SYN-2).

Others lost a whole form at a hundred rows (getodk/collect#3379), so one of these has five hundred.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fieldapp.forms.model import load_form
from fieldapp.usecases.form_shelf import ROOT, answer_paths
from fieldapp.usecases.save_answer import SaveAnswer
from fieldapp.wire.messages import DocumentKind
from tests.factories import FORM_SHA256, ORDER_ID, make_order
from tests.fakes.filling import STEP, XFORM
from tests.fakes.filling import opened as opened_form
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import DeviceStore, opened, over_database

ROOT_FOLDER = Path(__file__).parents[2]
KILLS = int(os.environ.get("FIELDAPP_KILLS", "300" if os.environ.get("FIELDAPP_SOAK") else "10"))
MANY_ROWS = 500
FORM = load_form(XFORM)
Answers = dict[str, str]


def fill_and_kill(folder: Path, seed: int, after: float) -> tuple[list[Answers], Answers | None]:
    """Let the filling program run, kill it; what it said was durable, and what it was at."""
    command = [sys.executable, "-m", "tests.fakes.filling", str(folder), str(seed)]
    with subprocess.Popen(command, cwd=ROOT_FOLDER, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        lines = [program.stdout.readline()]
        time.sleep(after)
        program.kill()
        lines += program.stdout.readlines()
    said = [json.loads(line) for line in lines if line.endswith("\n")]
    did = [line["did"] for line in said if "did" in line]
    return did, said[-1].get("try") if said else None


def after(answers: Answers, *steps: Answers) -> Answers:
    """Answers with steps stored one after the other; "" takes one away."""
    for step in steps:
        answers = answers | step
    return {address: text for address, text in answers.items() if text}


def stored(store: DeviceStore) -> Answers:
    """What the store holds of the form, by address."""
    return {path: text for path, text in answer_paths(store.queries.order(ORDER_ID), STEP).items() if text}


def with_rows(store: DeviceStore, rows: int) -> None:
    """Begin with a form that has rows already."""
    session = opened_form(FORM, {"/data/part": str(rows)})
    for row in range(1, rows + 1):
        session.set(f"/data/part[{row}]/name", f"零件 {row}")
    named = {path.removeprefix(ROOT): text for path, text in session.answers().items() if text}
    SaveAnswer(store.begin, store.clock)(ORDER_ID, STEP, named, FORM_SHA256)


@pytest.mark.soak
@pytest.mark.req("SITE-9", "SYN-2")
@pytest.mark.parametrize(("rows", "kills"), [(0, KILLS), (MANY_ROWS, max(KILLS // 5, 3))])
def test_a_form_killed_at_any_moment_keeps_every_answer_that_was_acknowledged(
    tmp_path: Path, rows: int, kills: int
) -> None:
    seed = random.SystemRandom().randint(0, 10**9)
    print(f"seed {seed}")
    chance = random.Random(seed)
    folder, clock = tmp_path / "tablet", StoppedClock()
    with opened(folder, clock) as database:
        store = over_database(database, clock)
        store.give(DocumentKind.WORK_ORDER, ORDER_ID, make_order())
        if rows:
            with_rows(store, rows)
        known = stored(store)
    acknowledged = done = 0

    while done < kills or acknowledged < kills:  # a slow machine is killed before its first answer now and then
        did, at = fill_and_kill(folder, chance.randint(0, 10**9), chance.uniform(0.0, 0.2))
        acknowledged, done = acknowledged + len(did), done + 1
        with opened(folder, clock) as database:
            found = stored(over_database(database, clock))
        assert found in (after(known, *did), after(known, *did, at or {}))
        session = opened_form(FORM, found)
        assert session.unknown_answers == ()
        assert {path: text for path, text in session.answers().items() if text} == found
        known = found

    assert rows == 0 or int(known["/data/part"]) > rows // 2

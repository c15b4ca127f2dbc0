"""A tablet killed again and again in the middle of a visit: nothing acknowledged is lost (SITE-9, SYN-2)."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from fieldapp.device import Device
from fieldapp.domain.ids import PartNumber
from fieldapp.domain.views.sync import SyncState
from fieldapp.domain.visit import StepState
from fieldapp.domain.work_order import OrderState
from tests.factories import ORDER_ID
from tests.journeys.company import Company, company, order, sync
from tests.journeys.scripted import Deed

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("FIELDAPP_KILLS", "1000" if os.environ.get("FIELDAPP_SOAK") else "10"))
SENSOR = PartNumber("TS-02")
MOST_DEEDS = 14
"""Deeds before a kill, at the most: ten kills are spread over the hundred deeds of one visit."""


@dataclass
class Kept:
    """What must be on the tablet after these deeds."""

    answers: dict[str, dict[str, str]] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)
    consumed: bool = False
    removed: bool = False
    place: tuple[str, str] | None = None

    @classmethod
    def after(cls, deeds: list[Deed]) -> Kept:
        kept = cls()
        for deed in deeds:
            kept._add(deed)
        return kept

    def _add(self, deed: Deed) -> None:
        if deed["kind"] == "answer":
            given = {**self.answers.get(deed["step"], {}), deed["name"]: deed["value"]}
            self.answers[deed["step"]] = {name: value for name, value in given.items() if value}
            self.answers = {step: values for step, values in self.answers.items() if values}
            self.place = (deed["step"], deed["name"])
        elif deed["kind"] == "complete":
            self.done.add(deed["step"])
        elif deed["kind"] == "sign":
            self.done.add("sign")
        elif deed["kind"] == "consume":
            self.consumed = True
        elif deed["kind"] == "remove":
            self.removed = True


def seen(device: Device) -> Kept:
    """What is on the tablet."""
    visit = order(device).visit
    return Kept(
        answers={
            str(step): standing
            for step, given in visit.answers.items()
            if (standing := {name: value for name, value in given.items() if value})
        },
        done={str(step) for step, progress in visit.steps.items() if progress.state is StepState.DONE},
        consumed=bool(visit.parts),
        removed=any(use.removed is not None for use in visit.parts),
        place=device.queries.place(ORDER_ID),
    )


def visit_until_killed(jichuan: Company, chance: random.Random) -> tuple[list[Deed], Deed | None]:
    """Let the tablet work, kill it; return what it acknowledged and what it was at."""
    command = [sys.executable, "-m", "tests.journeys.scripted", str(jichuan.folder)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stderr is not None
    lines: list[str] = []
    for _ in range(2 * chance.randint(0, MOST_DEEDS)):
        lines.append(process.stdout.readline())
    time.sleep(chance.uniform(0, 0.02 if lines else 0.8))
    process.kill()
    # Not `communicate`: it passes over the lines that lie in `readline`'s buffer, acknowledged deeds among them.
    lines += process.stdout.readlines()
    assert process.stderr.read() == ""
    process.wait()
    process.stdout.close()
    process.stderr.close()
    said = [json.loads(line) for line in lines if line.endswith("\n")]
    did = [line["did"] for line in said if "did" in line]
    return did, said[-1]["try"] if said and "try" in said[-1] else None


@pytest.mark.soak
@pytest.mark.req("SITE-9", "SYN-2")
def test_a_tablet_killed_at_any_moment_keeps_all_it_acknowledged_and_reopens_at_the_same_field(
    tmp_path: Path, company_data: Path
) -> None:
    seed = random.SystemRandom().randint(0, 10**9)
    print(f"seed {seed}")
    chance = random.Random(seed)
    kills = 0

    while kills < KILLS:
        with company(tmp_path / str(kills), company_data) as jichuan:
            kills += kill_until_closed(jichuan, chance, KILLS - kills)
            everything_arrives(jichuan)


def kill_until_closed(jichuan: Company, chance: random.Random, most: int) -> int:
    """Kill the tablet until its visit is closed, but not more often than `most`; return how often that was."""
    with jichuan.tablet() as device:
        stock = device.queries.stock(SENSOR)
    deeds: list[Deed] = []
    for kills in range(1, most + 1):
        did, at = visit_until_killed(jichuan, chance)
        with jichuan.tablet() as device:
            deeds = kept_deeds(device, [*deeds, *did], at)
            # One sensor less on the van where one more is in the freezer: never one without the other.
            assert device.queries.stock(SENSOR) == stock - len(order(device).visit.parts)
            if order(device).state is OrderState.CLOSED:
                return kills
    return most


def kept_deeds(device: Device, did: list[Deed], at: Deed | None) -> list[Deed]:
    """Hold the tablet against what it acknowledged; return the deeds that it turned out to have kept."""
    found = seen(device)
    possible = [did, [*did, at]] if at else [did]
    matching = [deeds for deeds in possible if Kept.after(deeds) == found]
    assert matching, f"acknowledged {did[-3:]}, at {at}, found {found}"
    if found.place is not None and found.place[0] not in found.done:
        shown = device.show_visit(ORDER_ID, "zh")
        assert (shown.current, shown.field) == found.place
    return matching[-1]


def everything_arrives(jichuan: Company) -> None:
    """Sync once and compare the centre's record with the tablet."""
    jichuan.open_centre()
    with jichuan.tablet() as device:
        here = order(device).visit
        assert sync(device).state is SyncState.IDLE
        assert device.queries.sync_status().waiting == 0
    there = jichuan.record()["order"]["visit"]
    assert there["answers"] == {str(step): dict(given) for step, given in here.answers.items()}
    assert [use["id"] for use in there["parts"]] == [use.id for use in here.parts]
    assert [report["document_sha256"] for report in there["reports"]] == [r.document_sha256 for r in here.reports]

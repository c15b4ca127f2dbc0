"""A morning's sync between a real tablet and a real centre, either killed by SIGKILL at each of its statements in turn.

A life is killed just before a statement or commit, and before and after each step that its room names: a call over the
line, a step of a file, an answer that is written and not sent. What the next process finds is what the disk has. By
default some statements, chosen by `FIELDAPP_SEED`; `FIELDAPP_SOAK=1` takes each of them.
"""

from __future__ import annotations

import base64
import gc
import os
import random
import signal
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

import pytest

from fieldapp.domain.views.sync import SyncState
from fieldapp.store.identity import Enrolment
from fieldapp.trust.company_ca import CompanyCa
from fieldapp.wire.codec import decode
from fieldapp.wire.messages import SyncAnswer, SyncRequest
from fieldapp.wire.tus import STEP
from tests.kills.nursery import Nursery, Told
from tests.simulation.real.company import BATCH_EVENTS, Company, found
from tests.simulation.real.every_statement import Side, office, write
from tests.simulation.real.promises import at_any_time, at_rest
from tests.simulation.real.runner import bring_through
from tests.simulation.real.tablet import Tablet
from tests.simulation.real.witness import BrokenPromise, hold
from tests.simulation.real.world import World

STRIDE = int(os.environ.get("FIELDAPP_KILL_EVERY") or (1 if os.environ.get("FIELDAPP_SOAK") else 110))
FEWEST = 140
"""Statements, commits and steps of either side in one morning, at the least."""
RUNNING = (SyncState.CONNECTING, SyncState.PUSHING, SyncState.PULLING, SyncState.UPLOADING)
PHOTO = bytes(range(256)) * (STEP // 256) + b"and a little more"
ENDED = "ended"


@dataclass
class Lives:
    """The processes of one test: a centre and a tablet, each begun anew as often as it dies."""

    company: Company
    centre: Nursery
    tablet: Nursery
    url: str = ""
    port: int = 0
    fell: int = 0
    mutant: str = ""

    def serve(self, kill_at: int = 0) -> None:
        """Begin the centre; one that dies while it begins is begun again."""
        said = self.centre.begin(port=self.port, kill_at=kill_at)
        if ENDED in said:
            self.fell += 1
            said = self.centre.begin(port=self.port, kill_at=0)
        self.url = said["ready"]
        self.port = int(self.url.rpartition(":")[2])

    def sync(self, world: World, tablet: Tablet, kill_at: int = 0, kill_in: str = "") -> Told:
        """Let the tablet sync in a process of its own; return what it said last."""
        tablet.database.close()
        self.company.database.engine.dispose()
        told = {"url": self.url, "kill_at": kill_at, "kill_in": kill_in, "mutant": self.mutant}
        said = [self.tablet.begin(give=None, **told), *self.tablet.rest()]
        tablet.open()
        for one in said:
            if "heard" in one:
                request, answer = (base64.b64decode(text) for text in one["heard"])
                world.heard(tablet, decode(request, SyncRequest), decode(answer, SyncAnswer))
        assert said[-1][ENDED] in (0, signal.SIGKILL), said
        self.fell += said[-1][ENDED] == signal.SIGKILL
        return next((one for one in said if "state" in one), said[-1])


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    company = found(tmp_path_factory.mktemp("company"))
    for folder in company.prepared.glob("tablet-*"):
        (folder / "ca.pem").write_text(CompanyCa.load(company.prepared / "centre" / "trust").certificate_pem)
    yield company
    company.database.close()


@pytest.fixture
def lives(company: Company) -> Iterator[Lives]:
    known = _enrolment(company)
    told = {"folder": str(company.at_work / "tablet-0"), "device_id": known.device_id, "token": known.token}
    secret = {"secret": known.signing_key.hex(), "is_overheard": True}
    centre: dict[str, Any] = {"data": str(company.settings.data), "limits": {"batch_events": BATCH_EVENTS}}
    with Nursery("centre", centre) as served, Nursery("tablet", {**told, **secret}) as tablet:
        yield Lives(company, served, tablet)


@pytest.fixture(autouse=True)
def _lines_that_broke_as_they_began() -> Iterator[None]:
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


def _enrolment(company: Company) -> Enrolment:
    world = World(company, Random(1))
    try:
        known = world.tablets[0].identity.enrolment()
    finally:
        world.close()
    assert known is not None
    return known


def morning(lives: Lives, side: Side, kill_at: int, kill_in: str = "") -> bool:
    """Tell the morning with a kill there, or in that state of the engine; return whether it came so far.

    Raises BrokenPromise.
    """
    world = World(lives.company, Random(1))
    lives.fell = 0
    try:
        tablet = world.tablets[0]
        write(world, tablet)
        tablet.write([], PHOTO)
        world.witness.photos[tablet.body].append(PHOTO)
        office(world)
        lives.serve(kill_at if side is Side.CENTRE else 0)
        said = lives.sync(world, tablet, kill_at if side is Side.TABLET else 0, kill_in)
        if side is Side.CENTRE and not lives.centre.lives:
            lives.fell += 1
        at_any_time(world, tablet)
        fell = lives.fell > 0
        if not lives.centre.lives:
            lives.centre.rest()
            lives.serve()
        if fell:
            said = lives.sync(world, tablet)
        hold("converges_when_quiet", (said["state"], said["code"], said["waiting"]) == ("idle", "", 0), said)
        lives.centre.kill()
        for one in [*world.tablets, *world.tablets]:
            one.line.doubles = True
            bring_through(world, one)
        at_rest(world)
    finally:
        lives.centre.kill()
        world.close()
    return fell


@pytest.mark.soak
@pytest.mark.req("SYN-1", "SYN-2")
@pytest.mark.parametrize("side", Side)
def test_a_process_killed_at_any_statement_of_a_sync_loses_and_doubles_nothing(lives: Lives, side: Side) -> None:
    seed = int(os.environ.get("FIELDAPP_SEED") or random.SystemRandom().randrange(10**6))
    first = 1 + seed % STRIDE
    kills = 0
    while morning(lives, side, first + kills * STRIDE):
        kills += 1
    print(f"{side.value}: {kills} kills, every {STRIDE} from {first} on, 0 lost, 0 doubled")
    assert first + kills * STRIDE >= FEWEST


@pytest.mark.req("SYN-1", "SYN-2")
@pytest.mark.parametrize("state", RUNNING)
def test_an_engine_killed_in_any_of_its_states_goes_on_with_the_next_run_and_ends_it_well(
    lives: Lives, state: SyncState
) -> None:
    assert morning(lives, Side.TABLET, 0, state.value), "the engine was never in that state"


def test_a_tablet_that_takes_what_it_sent_for_known_is_found_by_killing_the_centre(lives: Lives) -> None:
    def mornings() -> None:
        for kill_at in range(60, FEWEST, 30):
            morning(lives, Side.CENTRE, kill_at)

    lives.mutant = "ack_on_send"
    with pytest.raises(BrokenPromise, match=r"acked_is_durable|converges_when_quiet"):
        mornings()

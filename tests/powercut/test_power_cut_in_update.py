"""The power goes while the tables are being brought up to date: the next start finishes it and nothing is missing."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldapp.domain.ids import StepId
from fieldapp.store import checks
from fieldapp.store.database import FILE_NAME, open_database
from tests.factories import ORDER_ID
from tests.fakes.golden_store import GOLDEN
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import KEY, over_database
from tests.powercut.disk_log import DiskLog, after_cut
from tests.powercut.recording_vfs import recording
from tests.powercut.session import Image

CUTS = int(os.environ.get("FIELDAPP_CUTS", "2000" if os.environ.get("FIELDAPP_SOAK") else "40"))


@pytest.fixture
def disk() -> Iterator[Path]:
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


@pytest.mark.soak
@pytest.mark.req("SYN-2")
def test_a_power_cut_at_any_moment_of_an_update_leaves_a_file_that_the_next_opening_finishes(disk: Path) -> None:
    seed = int(os.environ.get("FIELDAPP_SEED", random.SystemRandom().randint(0, 10**9)))
    print(f"seed {seed}, {CUTS} cuts")
    chance = random.Random(seed)
    before = {FILE_NAME: (GOLDEN / "version-1.db").read_bytes()}
    log = DiskLog()
    tablet = Image(before).lay_out(disk / "tablet")
    with recording(tablet, log):
        open_database(tablet, KEY, StoppedClock()).close()

    for _ in range(CUTS):
        deeds = log.deeds[: chance.randint(0, len(log.deeds))]
        folder = Image(after_cut(before, deeds, chance)).lay_out(disk / "after")
        (folder / checks.MARK).touch()
        database = open_database(folder, KEY, StoppedClock())
        try:
            store = over_database(database, StoppedClock())
            assert store.queries.order(ORDER_ID).visit.answer(StepId("work"), "hours") == "1.5"
            assert (store.outbox.last_seq(), store.outbox.waiting()) == (3, 2)
            assert store.outbox.broken_at() is None  # type: ignore[attr-defined]
        finally:
            database.close()
        shutil.rmtree(folder)

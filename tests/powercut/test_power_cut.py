"""The power goes at any moment: what the screen had acknowledged is there, and nothing is half or damaged (SYN-2)."""

from __future__ import annotations

import os
import random
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlcipher3.dbapi2 import DatabaseError

from fieldapp.domain.errors import StoreError
from fieldapp.store import checks, connections, database
from tests.powercut.disk_log import DiskLog, acknowledged, after_cut
from tests.powercut.recording_journal import recording_journal
from tests.powercut.recording_vfs import recording
from tests.powercut.session import Image, first_image, judge, reopened, work

CUTS = int(os.environ.get("FIELDAPP_CUTS", "10000" if os.environ.get("FIELDAPP_SOAK") else "120"))
CUTS_A_SESSION = 25
CUTS_A_TABLET = 150
"""Then a new tablet begins: a history that grows without end only makes each cut slower."""
MUTANT_CUTS = 60


@dataclass
class Losses:
    """What went wrong after cuts: one line each."""

    cuts: int = 0
    lines: list[str] = field(default_factory=list)


def cuts(folder: Path, most: int, chance: random.Random, *, journal: bool = False) -> Losses:
    """Work, cut the power at many points of that work, look at each; go on from one of the images.

    Without journal and backups the database alone must hold everything: they would make good what it loses.
    """
    losses = Losses()
    new = image = first_image(folder / "first")
    while losses.cuts < most:
        image = image if losses.cuts % CUTS_A_TABLET else new
        log = DiskLog()
        tablet = image.lay_out(folder / "tablet")
        with recording(tablet, log), recording_journal(tablet, log):
            work(tablet, log, chance)
        for _ in range(min(CUTS_A_SESSION, most - losses.cuts)):
            deeds = log.deeds[: chance.randint(0, len(log.deeds))]
            left = Image(after_cut(image.files, deeds, chance))
            left = left if journal else left.without("journal").without("backups")
            fault = fault_after(left.lay_out(folder / "after"), acknowledged(deeds))
            losses.cuts += 1
            if fault:
                losses.lines.append(f"cut {losses.cuts} after {len(deeds)} deeds: {fault}")
                left = image
        image = left
    return losses


def fault_after(folder: Path, acknowledged: int) -> str:
    """Open what a cut left and judge it; return what is wrong, "" if nothing."""
    (folder / checks.MARK).touch()
    try:
        with reopened(folder) as tablet:
            judge(tablet, acknowledged)
    except (AssertionError, StoreError, DatabaseError) as fault:
        return str(fault).partition("\n")[0] or type(fault).__name__
    return ""


@pytest.fixture
def disk() -> Iterator[Path]:
    """A folder in memory where there is one: what a sync costs here says nothing, the recorder knows what it is."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


@pytest.mark.soak
@pytest.mark.req("SYN-2", "SITE-9")
@pytest.mark.parametrize("journal", [False, True], ids=["database alone", "with its journal"])
def test_after_a_power_cut_at_any_moment_everything_acknowledged_is_there_and_nothing_is_damaged(
    disk: Path, journal: bool
) -> None:
    seed = int(os.environ.get("FIELDAPP_SEED", random.SystemRandom().randint(0, 10**9)))
    print(f"seed {seed}, {CUTS} cuts")
    losses = cuts(disk, CUTS, random.Random(seed), journal=journal)
    assert not losses.lines, "\n".join(losses.lines)


def synced_less(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = [line.replace("synchronous = FULL", "synchronous = NORMAL") for line in connections._SETTINGS]
    assert tuple(settings) != connections._SETTINGS
    monkeypatch.setattr(connections, "_SETTINGS", tuple(settings))


def without_a_log(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_log(connection: object) -> None:
        raw = connection.connection.driver_connection  # type: ignore[attr-defined]
        raw.execute("PRAGMA journal_mode = OFF")

    monkeypatch.setattr(database, "use_write_ahead_log", no_log)


def never_synced(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = [line.replace("synchronous = FULL", "synchronous = OFF") for line in connections._SETTINGS]
    monkeypatch.setattr(connections, "_SETTINGS", tuple(settings))


@pytest.mark.req("SYN-2")
def test_the_journal_makes_good_what_a_database_that_syncs_less_loses(
    disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced_less(monkeypatch)
    assert cuts(disk, MUTANT_CUTS, random.Random(4127), journal=True).lines == []


@pytest.mark.req("SYN-2")
@pytest.mark.parametrize(
    ("leave_out", "loss"),
    [(synced_less, "lost"), (without_a_log, r"damaged|unreadable|malformed"), (never_synced, "lost")],
)
def test_a_store_that_leaves_a_precaution_out_is_found_to_lose_work(
    leave_out: Callable[[pytest.MonkeyPatch], None], loss: str, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_out(monkeypatch)
    found = cuts(disk, MUTANT_CUTS, random.Random(4127))
    assert any(re.search(loss, line) for line in found.lines), found

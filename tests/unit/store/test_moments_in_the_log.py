"""The log tells a store's moments, in words and fields that every log may hold (USE-5)."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fieldapp.domain.errors import Refused, StoreFull
from fieldapp.store import backups, checks, disk
from fieldapp.store.checks import never
from fieldapp.store.database import FILE_NAME
from fieldapp.store.key_wrapping import Cost
from fieldapp.store.keys import KeyFile
from fieldapp.store.migrations import STEPS
from fieldapp.store.upkeep import Upkeep
from fieldapp.support.lines import JsonLine
from fieldapp.wire.messages import DocumentKind
from tests.factories import ORDER_ID, make_order, save_answer
from tests.fakes.halves import MemoryHalves
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import opened, over_database


class Told(logging.Handler):
    """The lines as they would be written, by their words."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(JsonLine())
        self._lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.append(self.format(record))

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self._lines]

    def __call__(self, note: str) -> dict[str, Any]:
        """Return the last line with these words, without when, where and by whom; what it could not tell fails."""
        line = [line for line in self.lines() if line["note"] == note][-1]
        assert "left_out" not in line
        return {name: line[name] for name in line.keys() - {"at", "level", "room", "note", "thread"}}


@pytest.fixture
def told() -> Iterator[Told]:
    room, handler = logging.getLogger("fieldapp"), Told()
    before = room.level
    room.setLevel(logging.INFO)
    room.addHandler(handler)
    yield handler
    room.removeHandler(handler)
    room.setLevel(before)


def test_opening_migrating_copying_looking_through_and_closing_are_told(
    folder: Path, clock: StoppedClock, told: Told
) -> None:
    with opened(folder, clock) as database:
        assert told("store migrated") == {"found": 0, "version": len(STEPS)}
        assert told("store opened").keys() == {"ms", "size"}
        Upkeep(database)(never)
        assert told("store found whole").keys() == {"ms"}
        made = told("backup made")
        assert (made["seq"], made["size"], made["left"]) == (0, 0, 1)
    assert told("store closed") == {}


@pytest.mark.expects_log("restored from a backup")
def test_damage_and_what_its_recovery_found_are_told(folder: Path, clock: StoppedClock, told: Told) -> None:
    with opened(folder, clock) as database:
        store = over_database(database, clock)
        store.give(DocumentKind.WORK_ORDER, ORDER_ID, make_order())
        database.back_up()
        store.do(save_answer("work", "remark", "林芳 13800004127"))
    path = folder / FILE_NAME
    path.write_bytes(path.read_bytes()[:8192] + bytes(4096) + path.read_bytes()[12288:])
    (folder / checks.MARK).touch()
    with opened(folder, clock):
        pass
    assert told("database restored from a backup") == {}
    assert told("journal played back") == {"events": 1, "blobs": 0, "lost": 0, "last": 1}
    assert "林芳" not in str(told.lines())
    assert "13800004127" not in str(told.lines())


def test_a_copy_that_failed_is_told_with_its_code(
    folder: Path, clock: StoppedClock, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(path: Path) -> None:
        raise StoreFull("store.full")

    with opened(folder, clock) as database:
        monkeypatch.setattr(backups, "sync_path", no_room)
        Upkeep(database)(never)
    assert told("backup not made")["error"]["code"] == "store.full"


def test_room_that_runs_short_is_told_once(
    folder: Path, clock: StoppedClock, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = disk.shutil.disk_usage("/")._replace(free=499 * disk.MEGABYTE)
    monkeypatch.setattr(disk.shutil, "disk_usage", lambda folder: usage)
    for _ in range(3):
        with opened(folder, clock):
            pass
    assert told("disk low") == {"left": 499, "limit": 500}
    assert [line["note"] for line in told.lines()].count("disk low") == 1


def test_unlocking_wrong_tries_and_a_new_pin_are_told_and_no_pin_is(folder: Path, told: Told) -> None:
    keys = KeyFile(folder, StoppedClock(), MemoryHalves(), cost=Cost(memory_kib=8, passes=1, lanes=1))
    key = keys.create("271828")
    with pytest.raises(Refused):
        keys.unlock("314159")
    assert told("a wrong try") == {"left": 3}
    keys.change("271828", "314159")
    assert told("unlocked").keys() == {"ms"}
    assert told("PIN changed") == {"kind": "pin"}
    keys.adopt(key, "271828")
    assert told("opened by the company's copy") == {}
    keys.destroy()
    assert told("key destroyed") == {}
    assert not any(pin in str(told.lines()) for pin in ("271828", "314159"))

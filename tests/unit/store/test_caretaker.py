"""Checks and copies have a thread of their own: nobody waits for them, and closing ends them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fieldapp.domain.errors import FieldappError, StoreDamaged
from fieldapp.domain.ids import StepId
from fieldapp.store import backups, caretaker, checks
from fieldapp.store.caretaker import Caretaker
from fieldapp.store.checks import Stopped
from fieldapp.store.database import Database
from tests.factories import ORDER_ID, save_answer
from tests.fakes.stores import DeviceStore


class Told:
    """What the caretaker said, and on which thread."""

    def __init__(self) -> None:
        self.failures: list[FieldappError | None] = []
        self.threads: set[str] = set()

    def __call__(self, failure: FieldappError | None) -> None:
        self.failures.append(failure)
        self.threads.add(threading.current_thread().name)


@contextmanager
def looking_after(database: Database, told: Told) -> Iterator[Caretaker]:
    keeper = Caretaker(database, told)
    try:
        yield keeper
    finally:
        keeper.close()


def test_a_look_is_made_on_a_thread_of_its_own_and_told(database: Database, folder: Path) -> None:
    told = Told()
    with looking_after(database, told) as keeper:
        keeper.look()
        keeper.settle()
        assert len(backups.listed(folder)) == 1
    assert told.failures == [None]
    assert told.threads == {"caretaker_0"}


@pytest.mark.req("SYN-2", "USE-3")
def test_taps_go_on_while_a_copy_is_under_way_and_closing_ends_it(
    visit: DeviceStore, database: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    under_way = threading.Event()

    def long_copy(_source: Path, target: Path, _key: bytes, cancelled: checks.Cancelled) -> int:
        target.write_bytes(b"half")
        under_way.set()
        while not cancelled():
            threading.Event().wait(0.001)
        raise Stopped

    monkeypatch.setattr(backups, "copy", long_copy)
    told = Told()
    with looking_after(database, told) as keeper:
        keeper.look()
        assert under_way.wait(10)
        visit.do(save_answer("work", "remark", "meanwhile"))
        assert visit.queries.order(ORDER_ID).visit.answer(StepId("work"), "remark") == "meanwhile"
    assert list((folder / backups.FOLDER).iterdir()) == []
    assert told.failures == []


def test_damage_that_was_met_is_told(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged(raw: object, cancelled: object) -> None:
        raise StoreDamaged("store.damaged")

    monkeypatch.setattr(checks, "refuse_damage_in_use", damaged)
    told = Told()
    with looking_after(database, told) as keeper:
        keeper.look()
        keeper.settle()
    (failure,) = told.failures
    assert failure is not None
    assert failure.code == "store.damage-met"


@pytest.mark.expects_log("upkeep failed")
def test_a_fault_of_the_program_is_logged_and_the_next_look_is_made(
    database: Database, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    def faulty(self: object, cancelled: object) -> None:
        raise ZeroDivisionError

    told = Told()
    with looking_after(database, told) as keeper:
        with monkeypatch.context() as patched:
            patched.setattr(caretaker.Upkeep, "__call__", faulty)
            keeper.look()
            keeper.settle()
        keeper.look()
        keeper.settle()
    assert told.failures == [None, None]
    assert len(backups.listed(folder)) == 1


def test_after_closing_nothing_is_looked_at(database: Database, folder: Path) -> None:
    told = Told()
    keeper = Caretaker(database, told)
    keeper.close()
    keeper.look()
    keeper.settle()
    assert (told.failures, backups.listed(folder)) == ([], ())

"""A recovery that is killed at each of its steps: the next opening goes on, and nothing is forgotten (SITE-9)."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fieldapp.domain.errors import StoreError
from fieldapp.domain.ids import StepId
from fieldapp.store import journal, recovery_note
from fieldapp.store.database import FILE_NAME, open_database
from fieldapp.store.transactions import WriteTransaction
from fieldapp.wire.messages import DocumentKind
from tests.factories import ORDER_ID, make_order
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import KEY, opened, over_database
from tests.unit.store.test_recovery import RESTORED, report, tap

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a child is needed that can be killed")

_CHANGES = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "shutil.copyfile"})
KILLED = 9


def kill_at(step: int, folder: Path) -> None:
    """From now on this process ends before its `step`th change of a file in `folder`, or before or after a commit."""
    seen = 0

    def count() -> None:
        nonlocal seen
        seen += 1
        if seen == step:
            os._exit(KILLED)

    def hook(name: str, arguments: tuple[object, ...]) -> None:
        writes = name == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if (name in _CHANGES or writes) and str(arguments[0]).startswith(str(folder)):
            count()

    commit = WriteTransaction.commit

    def counted(transaction: WriteTransaction) -> None:
        count()
        commit(transaction)
        count()

    WriteTransaction.commit = counted  # type: ignore[method-assign, assignment]
    sys.addaudithook(hook)


def killed_opening(step: int, folder: Path, clock: StoppedClock) -> bool:
    """Open the folder in a child that is killed at a step; tell whether it got that far."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            kill_at(step, folder)
            open_database(folder, KEY, clock)
            code = 0
        finally:
            os._exit(code)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert ended in (0, KILLED)
    return ended == KILLED


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A tablet with two answers in its backup and three behind it, whose database is damaged and whose log is there."""
    folder, clock = tmp_path / "device", StoppedClock()
    with opened(folder, clock) as database:
        store = over_database(database, clock)
        store.give(DocumentKind.WORK_ORDER, ORDER_ID, make_order())
        tap(store, "1", "2")
        database.back_up()
        tap(store, "3", "4")
    with opened(folder, clock) as database:
        tap(over_database(database, clock), "5")
        left = tmp_path / "left"
        shutil.copytree(folder, left)
    path = left / FILE_NAME
    path.write_bytes(path.read_bytes()[:4096].ljust(path.stat().st_size, b"\0"))  # more than the log makes good
    return left


def at_each_step(damaged: Path, proven: Callable[[Path], None]) -> int:
    """Kill a recovery of a copy of the folder at each step; return how many there are."""
    clock, step = StoppedClock(), 1
    while True:
        folder = damaged.with_name(f"killed-{step}")
        shutil.copytree(damaged, folder)
        if not killed_opening(step, folder, clock):
            return step - 1
        proven(folder)
        (aside,) = [path for path in folder.glob("damaged-*") if (path / FILE_NAME).exists()]
        assert (aside / FILE_NAME).read_bytes() == (damaged / FILE_NAME).read_bytes()
        assert not list(folder.glob("*.part"))
        shutil.rmtree(folder)
        step += 1


@RESTORED
@pytest.mark.req("SYN-2", "SITE-9")
def test_a_recovery_killed_at_any_step_ends_with_everything(damaged: Path) -> None:
    def proven(folder: Path) -> None:
        clock = StoppedClock()
        with opened(folder, clock) as database:
            store = over_database(database, clock)
            assert store.queries.order(ORDER_ID).visit.answer(StepId("work"), "remark") == "5"
            assert store.outbox.last_seq() == 5
            assert not report(database).needs_contact
            assert (folder / report(database).aside / FILE_NAME).exists()
            tap(store, "6")
        assert recovery_note.read(folder) is None

    assert at_each_step(damaged, proven) > 15


@RESTORED
@pytest.mark.req("SYN-2", "SITE-9")
def test_a_recovery_killed_at_any_step_still_knows_that_it_does_not_know_the_last_number(damaged: Path) -> None:
    newest = max((damaged / journal.FOLDER).iterdir())
    newest.write_bytes(newest.read_bytes()[:-20])

    def proven(folder: Path) -> None:
        clock = StoppedClock()
        for _ in range(2):
            with opened(folder, clock) as database:
                assert report(database).needs_contact
                with pytest.raises(StoreError, match=r"store\.contact-first"):
                    tap(over_database(database, clock), "under a number that was given before")

    assert at_each_step(damaged, proven) > 15

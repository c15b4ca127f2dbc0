"""A stretch of work on a tablet whose disk is recorded, and what must be there after any cut."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import select

from fieldapp.domain.ids import OrderId, StepId
from fieldapp.domain.work_order import WorkOrder
from fieldapp.store import outbox_rows
from fieldapp.store.connections import writing_engine
from fieldapp.store.database import FILE_NAME, Database, open_database
from fieldapp.store.packing import unpacked
from fieldapp.store.tables import ORDER_BASE, OUTBOX
from fieldapp.wire.messages import DocumentKind
from fieldapp.workflow.apply import apply
from tests.factories import ORDER_ID, consume, make_order, save_answer
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import KEY, DeviceStore, accepted, opened, over_database
from tests.powercut.disk_log import Acknowledged, DiskLog

GROUP = 4
CHECKPOINT_PAGES = 24
"""The log goes back into the database every few taps here, so that cuts meet that moment often."""
_KEPT = ("fieldapp.db", "fieldapp.db-wal", "journal/*", "backups/*")


@dataclass(frozen=True, slots=True)
class Image:
    """The bytes of a data folder's files on the disk, by path; blob files and locks are not in it."""

    files: dict[str, bytes]

    @classmethod
    def of(cls, folder: Path) -> Image:
        paths = [path for kept in _KEPT for path in folder.glob(kept)]
        return cls({path.relative_to(folder).as_posix(): path.read_bytes() for path in paths})

    def without(self, part: str) -> Image:
        """Return the image without the files of a folder."""
        return Image({name: content for name, content in self.files.items() if not name.startswith(f"{part}/")})

    def lay_out(self, folder: Path) -> Path:
        """Make `folder` hold exactly these files."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name, content in self.files.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(content)
        return folder


def first_image(folder: Path) -> Image:
    """Return an enrolled tablet with one order, closed cleanly."""
    clock = StoppedClock()
    with opened(folder, clock) as database:
        over_database(database, clock).give(DocumentKind.WORK_ORDER, ORDER_ID, make_order())
        database.back_up()
    return Image.of(folder)


def work(folder: Path, log: DiskLog, chance: random.Random) -> None:
    """Tap, scan, sync and note places, acknowledging each event that was committed."""
    clock = StoppedClock()
    with closing(open_database(folder, KEY, clock)) as database:
        _checkpoint_often(database)
        store = over_database(database, clock)
        for _ in range(chance.randint(4, 16)):
            if chance.random() < 0.2:
                _contact(store, chance)
            log.add(Acknowledged(_tap(store, chance)))


def _checkpoint_often(database: Database) -> None:
    writer = database._connection.connection.driver_connection
    assert writer is not None
    writer.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")


def _tap(store: DeviceStore, chance: random.Random) -> int:
    """Record a group of answers and a used part, a photo among them at times."""
    with store.begin() as work:
        number = len(work.order(ORDER_ID).visit.parts) + 1
        work.append(*(save_answer("work", f"field-{n}", str(number)) for n in range(GROUP - 1)))
        work.append(consume(f"use-{number}"))
        if chance.random() < 0.3:
            work.put_blob("image/jpeg", chance.randbytes(chance.randint(100, 60_000)))
        work.remember_place(ORDER_ID, StepId("work"), f"field-{number}")
        return work.commit()[-1].seq


def _contact(store: DeviceStore, chance: random.Random) -> None:
    """The centre takes some of the events and sends the order as it then is there."""
    known, last = store.outbox.acknowledged_seq(), store.outbox.last_seq()
    settled = known + (last - known) // GROUP * GROUP
    if settled > known:
        order = store.queries.order(ORDER_ID)
        there = replace(order, wishes=f"wish {chance.random()}")
        change = store.put(DocumentKind.WORK_ORDER, ORDER_ID, there)
        store.pull(change, outcomes=accepted(*range(known + 1, settled + 1)))


@contextmanager
def reopened(folder: Path) -> Iterator[Database]:
    """Open what a cut left, as the application would."""
    with closing(open_database(folder, KEY, StoppedClock())) as database:
        yield database


def judge(database: Database, acknowledged: int) -> None:
    """Hold the tablet against what it had acknowledged: all of it, whole groups, an unbroken chain, one truth."""
    store = over_database(database, StoppedClock())
    last = store.outbox.last_seq()
    assert last >= acknowledged, f"lost {acknowledged - last} acknowledged events"
    assert last % GROUP == 0, "half a group"
    assert store.outbox.broken_at() is None, "the chain is broken"  # type: ignore[attr-defined]
    _check_file(database)
    shown = store.queries.order(ORDER_ID)
    assert shown == replayed(database, ORDER_ID), "the order is not base plus events"
    assert len(shown.visit.parts) == last // GROUP, f"{len(shown.visit.parts)} parts of {last} events"
    assert store.queries.stock(consume().part_number) == -(last // GROUP), "stock"


def _check_file(database: Database) -> None:
    """Every page of the file is whole. What a cut tore there is in the log as well, so the log goes back in first."""
    with closing(writing_engine(database.folder / FILE_NAME, KEY).raw_connection()) as connection:
        run = connection.cursor().execute
        assert run("PRAGMA quick_check").fetchall() == [("ok",)], "corrupt"
        assert run("PRAGMA wal_checkpoint(TRUNCATE)").fetchone() == (0, 0, 0), "the log does not go back"
        assert run("PRAGMA cipher_integrity_check").fetchall() == [], "altered pages"


def replayed(database: Database, order_id: OrderId) -> WorkOrder:
    """Return base plus every event that is not in it, applied here one by one."""
    with database.reading() as connection:
        base = connection.execute(select(ORDER_BASE.c.document).where(ORDER_BASE.c.order_id == order_id)).scalar_one()
        order = unpacked(base, WorkOrder)
        waiting = select(OUTBOX).where(OUTBOX.c.order_id == order_id, OUTBOX.c.state == "waiting")
        for row in connection.execute(waiting.order_by(OUTBOX.c.seq)):
            order = apply(order, outbox_rows.event_of(row))
    return order

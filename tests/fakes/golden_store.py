"""Writes the database file of the present schema for tests/golden/store, once: `python -m tests.fakes.golden_store`."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from fieldapp.domain.ids import StepId
from fieldapp.store.connections import keyed_connection
from fieldapp.store.database import FILE_NAME
from fieldapp.store.migrations import STEPS
from fieldapp.wire.messages import DocumentKind
from tests.factories import ORDER_ID, make_order, save_answer
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import KEY, accepted, opened, over_database

GOLDEN = Path(__file__).parents[1] / "golden" / "store"
REMARK = "压缩机异响"


def write(folder: Path) -> None:
    """The story's order, three answers of which the centre has taken the first, and one photo; one file, closed."""
    clock = StoppedClock()
    with opened(folder, clock) as database:
        store = over_database(database, clock)
        store.give(DocumentKind.WORK_ORDER, ORDER_ID, make_order())
        store.do(save_answer("work", "remark", REMARK))
        store.do(save_answer("work", "hours", "1.5"))
        order = store.queries.order(ORDER_ID)
        there = replace(order, visit=replace(order.visit, answers={StepId("work"): {"remark": REMARK}}))
        store.pull(store.put(DocumentKind.WORK_ORDER, ORDER_ID, there), outcomes=accepted(1))
        with store.begin() as work:
            work.append(save_answer("work", "photo", "taken"))
            work.put_blob("image/jpeg", b"photo" * 40)
            work.commit()
    with closing(keyed_connection(folder / FILE_NAME, KEY)) as raw:
        raw.execute("PRAGMA journal_mode = DELETE")
        raw.execute("VACUUM")


if __name__ == "__main__":
    path = GOLDEN / f"version-{len(STEPS)}.db"
    if path.exists():
        raise SystemExit(f"{path.name} is there: a released file is never written again")
    with tempfile.TemporaryDirectory() as made:
        write(Path(made) / "device")
        shutil.copy(Path(made) / "device" / FILE_NAME, path)

"""What one tap costs to keep: event, order, place in one durable transaction; encrypted against plain in the same run.

`python3 dev.py bench tap`. Goal: median <= 10 ms, encrypted / plain <= 1.3.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from fieldapp.domain.ids import StepId
from fieldapp.store import connections, database
from fieldapp.store.clock import SystemClock
from fieldapp.store.identity import Identity
from fieldapp.store.unit_of_work import StoreUnitOfWork
from fieldapp.wire.messages import DocumentKind
from tests.factories import ORDER_ID, make_events, make_order, save_answer
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import EPOCH, KEY, enrolment, over_database

ROUNDS, TAPS = 10, 60


@contextmanager
def opened(folder: Path, *, encrypted: bool) -> Iterator[database.Database]:
    """Open a store that holds an order with a whole visit. Plain: the same code and library, without the key."""
    keyed, checked = connections._key_pragma, database.refuse_plain_file
    if not encrypted:
        connections._key_pragma = lambda key: "PRAGMA page_size"
        database.refuse_plain_file = lambda path: None
    opened_database = database.open_database(folder, KEY, SystemClock())
    try:
        Identity(opened_database).enrol(enrolment(), EPOCH)
        store = over_database(opened_database, StoppedClock())
        store.give(DocumentKind.WORK_ORDER, ORDER_ID, make_order())
        store.do(*make_events()[:-2])
        yield opened_database
    finally:
        opened_database.close()
        connections._key_pragma, database.refuse_plain_file = keyed, checked


def taps(store: database.Database) -> list[float]:
    """Return the milliseconds of each of `TAPS` taps."""
    spent = []
    for n in range(TAPS):
        begun = time.perf_counter()
        with StoreUnitOfWork(store) as work:
            work.order(ORDER_ID)
            work.append(save_answer("work", f"field-{n % 20}", str(begun)))
            work.remember_place(ORDER_ID, StepId("work"), f"field-{n % 20}")
            work.commit()
        spent.append((time.perf_counter() - begun) * 1000)
    return spent


def main() -> None:
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder, ExitStack() as stack:
        ours = stack.enter_context(opened(Path(folder) / "encrypted", encrypted=True))
        plain = stack.enter_context(opened(Path(folder) / "plain", encrypted=False))
        taps(ours), taps(plain)
        encrypted_ms: list[float] = []
        plain_ms: list[float] = []
        for _ in range(ROUNDS):
            encrypted_ms += taps(ours)
            plain_ms += taps(plain)
    median = statistics.median(encrypted_ms)
    print(f"figure tap median ms: {median:.2f} (goal <= 10.00)")
    print(f"figure tap p99 ms: {statistics.quantiles(encrypted_ms, n=100)[98]:.2f}")
    print(f"figure tap plain median ms: {statistics.median(plain_ms):.2f}")
    print(f"ratio tap encrypted/plain: {median / statistics.median(plain_ms):.2f} (goal <= 1.30)")


if __name__ == "__main__":
    main()

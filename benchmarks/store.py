"""The tablet's store: encrypted beside plain, with years of orders and a large catalogue, and while a pull is written.

`python3 dev.py bench store [ORDERS PARTS]` (50,000 and 100,000; filling takes minutes, and is measured too).
Goals: commits encrypted / plain <= 1.3; unlock <= 0.5 s with argon2id; today's list <= 50 ms; search p95 <= 20 ms; open
with the first list as with an empty store; a tap into a form of 2,000 answers <= 10 ms, a row of 500 removed <= 150 ms.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.tap import opened as opened_visit
from benchmarks.workloads import history
from fieldapp.domain.ids import OrderId, PartNumber, StepId
from fieldapp.scheduling.travel import DistanceTravel
from fieldapp.store.checks import never
from fieldapp.store.clock import SystemClock
from fieldapp.store.database import Database, open_database
from fieldapp.store.identity import Identity
from fieldapp.store.inbox import Inbox
from fieldapp.store.keys import key_file
from fieldapp.store.queries import StoreQueries
from fieldapp.store.unit_of_work import StoreUnitOfWork
from fieldapp.store.upkeep import Upkeep
from fieldapp.sync.pull import slices
from fieldapp.usecases.save_answer import SaveAnswer
from fieldapp.usecases.show_today import ShowToday
from fieldapp.wire.messages import Change
from tests.factories import FORM_SHA256, ORDER_ID, SHANGHAI
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import EPOCH, KEY, enrolment

WORK = StepId("work")
ROWS, FIELDS = 500, ("name", "quantity", "price", "total")
TURNS, MOST = 200, 50
ORDERS_TYPED = (
    "云桥",
    "禾味 望江",
    "CF-680",
    "WX-26",
    "酒",
    "24D-0",
    "安康便利店",
    "CF680-21D-12",
    "E02 瑞丰",
    "没有的店",
)
PARTS_TYPED = ("风机", "P-0123", "传感器 500mm", "thermostat", "铜", "compressor for fan", "6901234054321", "9", "没有")


def milliseconds(do: Callable[[int], object], turns: int) -> list[float]:
    """Return the time of each turn."""
    taken = []
    for turn in range(turns):
        begun = time.perf_counter()
        do(turn)
        taken.append((time.perf_counter() - begun) * 1000)
    return taken


def processor(do: Callable[[int], object], turns: int) -> float:
    """Return the milliseconds of processor that a turn takes: what a busy machine does not change."""
    begun = time.process_time()
    for turn in range(turns):
        do(turn)
    return (time.process_time() - begun) / turns * 1000


def p95(values: list[float]) -> float:
    """Return the value that 95 % do not pass."""
    return statistics.quantiles(values, n=20)[18]


def fill(store: Database, changes: Iterator[Change]) -> list[float]:
    """Write what comes down as sync does, and return the milliseconds of each transaction."""
    inbox, taken = Inbox(store), []
    for answer in history.answers(changes):
        for part in slices(answer):
            taken += milliseconds(lambda _, part=part: inbox.apply(part), 1)
    return taken


def tap(store: Database, step: str, n: int) -> None:
    """Keep one answer, as `SaveAnswer` does for a finger."""
    save = SaveAnswer(lambda: StoreUnitOfWork(store), store.clock)
    save(ORDER_ID, StepId(step), {f"field-{n % 20}": str(time.perf_counter())}, FORM_SHA256)


def encrypted_beside_plain() -> None:
    """Print commits and point reads of two stores that differ in the key alone, turn by turn."""
    with (
        tempfile.TemporaryDirectory(dir=Path.cwd()) as folder,
        opened_visit(Path(folder) / "encrypted", encrypted=True) as ours,
        opened_visit(Path(folder) / "plain", encrypted=False) as plain,
    ):
        times: dict[str, list[float]] = {}
        for turn in range(TURNS + 20):
            for name, store in (("encrypted", ours), ("plain", plain)):
                spent = milliseconds(lambda n, store=store: tap(store, "work", n), 1)
                read = milliseconds(lambda _, store=store: StoreQueries(store).order(ORDER_ID), 1)
                if turn >= 20:
                    times.setdefault(f"{name} commit", []).extend(spent)
                    times.setdefault(f"{name} read", []).extend(read)
    medians = {name: statistics.median(values) for name, values in times.items()}
    print(f"figure commits/s encrypted: {1000 / medians['encrypted commit']:.0f}", flush=True)
    print(f"ratio commits encrypted/plain: {medians['encrypted commit'] / medians['plain commit']:.2f} (goal <= 1.30)")
    print(f"ratio point reads encrypted/plain: {medians['encrypted read'] / medians['plain read']:.2f}", flush=True)


def unlocking() -> None:
    """Print what the right PIN costs, argon2id and all."""
    with tempfile.TemporaryDirectory() as folder:
        keys = key_file(Path(folder), SystemClock(), demo=True)
        keys.create("274951")
        spent = milliseconds(lambda _: keys.unlock("274951"), 7)
    print(f"figure unlock ms: {statistics.median(spent):.0f} (goal <= 500)", flush=True)


def long_form() -> None:
    """Print a tap into an order with 2,000 answers, and the first of 500 rows removed: all below move up."""
    with (
        tempfile.TemporaryDirectory(dir=Path.cwd()) as folder,
        opened_visit(Path(folder), encrypted=True) as store,
    ):
        save = SaveAnswer(lambda: StoreUnitOfWork(store), store.clock)

        def move_up(turn: int) -> None:
            moved = {f"/data/part[{n}]/{field}": f"{field} {n + turn}" for n in range(1, ROWS + 1) for field in FIELDS}
            save(ORDER_ID, WORK, moved, FORM_SHA256)

        move_up(0)

        def answer(turn: int) -> None:
            save(ORDER_ID, WORK, {f"/data/part[{turn + 1}]/quantity": f"{time.perf_counter()}"}, FORM_SHA256)

        taps, alone = milliseconds(answer, TURNS), processor(answer, TURNS)
        removed, moving = milliseconds(lambda turn: move_up(turn + 1), 7), processor(lambda turn: move_up(turn + 9), 7)
    taps.sort()
    print(f"figure tap at 2,000 answers ms: {statistics.median(taps):.2f}, p99 {taps[-2]:.2f} (goal <= 10)")
    print(f"figure row of 500 removed ms: {statistics.median(removed):.0f} (goal <= 150)")
    print(f"  of which processor: tap {alone:.2f} ms, row {moving:.0f} ms", flush=True)


@contextmanager
def meanwhile(do: Callable[[int], object]) -> Iterator[list[float]]:
    """Do something again and again on another thread; the list holds its milliseconds afterwards."""
    taken: list[float] = []
    over = Event()

    def run() -> None:
        while not over.wait(0.1):
            taken.extend(milliseconds(do, 1))

    thread = Thread(target=run)
    thread.start()
    try:
        yield taken
    finally:
        over.set()
        thread.join()


def pull_beside_work(store: Database, orders: int, parts: int) -> None:
    """Fill the store, with a reader and a tapping finger beside it, and print how long each waited."""
    fill(store, history.day_changes())
    queries, first = StoreQueries(store), next(iter(history.orders_of_today())).id
    save = SaveAnswer(lambda: StoreUnitOfWork(store), store.clock)
    alone = statistics.median(milliseconds(lambda _: queries.order(first), TURNS))
    with (
        meanwhile(lambda _: queries.order(first)) as reads,
        meanwhile(lambda n: save(first, WORK, {"remark": f"{time.perf_counter()}"}, FORM_SHA256)) as taps,
    ):
        begun = time.perf_counter()
        written = fill(store, history.reference_changes(parts)) + fill(store, history.past_changes(orders))
        spent = time.perf_counter() - begun
    begun = time.perf_counter()
    Upkeep(store)(never)
    print(f"figure parts indexed behind the pull, with a copy of the whole: {time.perf_counter() - begun:.0f} s")
    print(f"figure pull documents/s: {(orders + parts) / spent:.0f} ({spent:.0f} s)")
    print(f"figure pull transaction ms: {statistics.median(written):.0f}, worst {max(written):.0f}")
    print(f"figure read during pull ms: {statistics.median(reads):.2f} (alone {alone:.2f}), worst {max(reads):.0f}")
    print(f"figure tap during pull ms: {statistics.median(taps):.0f}, worst {max(taps):.0f}", flush=True)


def today(store: Database) -> ShowToday:
    """Return what shows the day of this store."""
    return ShowToday(StoreQueries(store), StoppedClock(), DistanceTravel(None), SHANGHAI)


def opening(folder: Path) -> float:
    """Return the least milliseconds of five openings, each with the first list."""

    def once(_: int) -> None:
        with closing(open_database(folder, KEY, StoppedClock())) as store:
            if len(today(store)().visits) != history.A_DAY:
                raise SystemExit("the first list is not the day's")

    return min(milliseconds(once, 5))


def reading(store: Database, orders: int, parts: int) -> None:
    """Print the day's list, point reads and searches of the full store."""
    queries, chance = StoreQueries(store), random.Random(7)
    lists = milliseconds(lambda _: today(store)(), 30)
    worked = processor(lambda _: today(store)(), 30)
    print(f"figure today's list ms: {statistics.median(lists):.1f}, p95 {p95(lists):.1f} (goal <= 50)")
    print(f"  of which processor: {worked:.1f} ms")
    some = [OrderId(f"wo-{chance.randrange(orders):06d}") for _ in range(TURNS)]
    numbers = [PartNumber(f"P-{chance.randrange(parts):06d}") for _ in range(TURNS)]
    one = statistics.median(milliseconds(lambda n: queries.order(some[n]), TURNS))
    other = statistics.median(milliseconds(lambda n: queries.part(numbers[n]), TURNS))
    print(f"figure point read ms: order {one:.2f}, part {other:.2f}")
    searched(ORDERS_TYPED, "orders", lambda typed: queries.search_orders(typed, MOST))
    searched(PARTS_TYPED, "parts", lambda typed: queries.search_parts(typed, MOST))


def searched(typed: tuple[str, ...], what: str, search: Callable[[str], tuple[object, ...]]) -> None:
    """Print the search of what people type: short and long, rare and common, found and not found."""
    every: list[float] = []
    slowest = 0.0
    for words in typed:
        spent = milliseconds(lambda _, words=words: search(words), 20)
        every += spent
        worked = processor(lambda _, words=words: search(words), 20)
        slowest = max(slowest, worked)
        print(f"  {words}: {statistics.median(spent):.1f} ms, processor {worked:.1f}, {len(search(words))} found")
    print(f"figure search {what} p95 ms: {p95(every):.1f}, median {statistics.median(every):.1f} (goal <= 20)")
    print(f"  of which processor, the slowest of them: {slowest:.1f} ms", flush=True)


def full_store(folder: Path, orders: int, parts: int) -> None:
    """Print the figures of a store with all that history, and its opening beside an empty one's."""
    full, empty = folder / "full", folder / "empty"
    for place in (full, empty):
        with closing(open_database(place, KEY, StoppedClock())) as store:
            Identity(store).enrol(enrolment(), EPOCH)
            if place == empty:
                fill(store, history.day_changes())
                fill(store, history.reference_changes(0))
            else:
                pull_beside_work(store, orders, parts)
                reading(store, orders, parts)
    size = sum(file.stat().st_size for file in full.rglob("*") if file.is_file()) / 1e6
    print(f"figure size MB: {size:.0f}")
    ours, theirs = opening(full), opening(empty)
    print(f"figure open with first list ms: {ours:.0f} (empty {theirs:.0f})")
    print(f"ratio open full/empty: {ours / theirs:.2f}", flush=True)


def main() -> None:
    """Print a line a figure; how busy the machine is stands first."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    print(f"machine: {os.cpu_count()} processors, load {load:.1f}", flush=True)
    orders, parts = (int(argument) for argument in (sys.argv[1:3] or ("50000", "100000")))
    unlocking()
    encrypted_beside_plain()
    long_form()
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        full_store(Path(folder), orders, parts)


if __name__ == "__main__":
    main()

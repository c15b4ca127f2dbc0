"""Sync at speed: a tablet and our centre beside Anki's client and its own server, and beside bare SQLite.

`python3 dev.py bench sync [ITEMS [ROUNDS]]` (10,000 and 3; filling the outbox takes minutes). Interleaved, medians.
Ours has everything on: TLS, token, signature, hash chain, the reducer and its clash checks, an encrypted store, FULL
on both sides. Anki's server speaks plain HTTP, as it comes: TLS is ours to carry. An item is, going up, one event of a
visit (the committed mix, each its own transaction) and one note of about its length with its card; coming down, one
part of the catalogue, which ours can search at once, and one note with its card. `behind` is what the caretaker does
after the sync: the index of these parts, which makes their search quick. Both start from a tablet that is
in step, so that neither copies a whole database. Bare SQLite writes one row an item (its number, its kind, the event as
it travels), plain, without an index, a transaction a batch, FULL: going up at both ends, coming down at one. It is the
floor of what must be durable, not of what we write: what an event of ours does at the centre is printed beside it.
Must: push >= 1.2 and pull >= 1.5 of Anki, both >= 0.6 of bare SQLite.
"""
# peers: anki

from __future__ import annotations

import gzip
import json
import os
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.storm import work_of
from benchmarks.workloads.sync_line import PULL, PUSH, Tablet, look_after, make, tablet_store
from fieldapp.domain.views.sync import SyncState
from fieldapp.wire.codec import encode
from fieldapp.wire.messages import EventRow, SyncRequest
from fieldapp.wire.versions import BATCH_EVENTS
from tests.contracts.centre_process import CentreProcess
from tests.factories import NOW
from tests.fakes.syncing import Runner

A_DAY = 200
PEER = Path(__file__).parent / "peers" / "anki_sync.py"
Figures = dict[str, float]


def ours(made: Path, folder: Path, tablet: Tablet, way: str, items: int) -> Figures:
    """Let a copy of the tablet sync once with a copy of the centre; return what that took on both sides."""
    shutil.copytree(made / way, folder)
    with CentreProcess(folder / "centre", NOW) as process, tablet_store(folder / "tablet") as store:
        assert process.process is not None
        server = process.process.pid
        with closing(tablet.centre(process, folder)) as centre:
            centre.hello()  # the line is up, as Anki's is
            runner = Runner(store, centre)
            runner.engine.ask_ahead = centre.ask_ahead  # as the device is composed
            worked, mine, begun = work_of((server,)), time.process_time(), time.perf_counter()
            ended = runner.run()
            taken, mine = time.perf_counter() - begun, time.process_time() - mine
            worked, memory = work_of((server,)) - worked, peak_mb(server)
        assert ended.state is SyncState.IDLE, ended
        came = sum(applied.outcomes if way == PUSH else applied.changes for applied in runner.published)
        assert came == items, (came, items)
    if way == PUSH:
        print_rows(made / way / "centre", folder / "centre", items)
    behind = look_after(folder / "tablet")
    shutil.rmtree(folder)
    return {"seconds": taken, "client": mine, "server": worked, "server_mb": memory, "behind": behind}


def rows_of(centre: Path) -> Counter[str]:
    """Count the rows of a centre's tables, and how often it wrote a whole order for its engineer."""
    with closing(sqlite3.connect(centre / "centre.sqlite")) as line:
        tables = [name for (name,) in line.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = Counter({name: line.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables})
        [(rows["orders written"],)] = line.execute("SELECT count(*) FROM change WHERE kind = 'work_order'")
    return rows


def print_rows(before: Path, after: Path, items: int) -> None:
    """Print what an event is at the centre, where a note of Anki's is a row and its card another."""
    added = rows_of(after) - rows_of(before)
    told = ", ".join(f"{name} {count / items:.3f}" for name, count in added.most_common())
    print(
        f"figure rows that an event adds at the centre, after its reducer, clash checks and digests: {told}", flush=True
    )


def peak_mb(pid: int) -> float:
    """Return the most memory that a process held."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def anki(folder: Path, items: int) -> tuple[dict[str, Figures], float, float]:
    """Let Anki send and fetch as many notes; return both, and the memory of its client and of its server."""
    folder.mkdir()
    command = [os.environ["FIELDAPP_PEER_PYTHON"], str(PEER), str(folder), str(items)]
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    shutil.rmtree(folder)
    found = json.loads(said.splitlines()[-1])
    return {way: found[way] for way in (PUSH, PULL)}, found["client_mb"], found["server_mb"]


def bare(folder: Path, rows: Sequence[tuple[int, str, bytes]], ends: int) -> Figures:
    """Write the rows to plain SQLite, a transaction a batch and FULL, at so many ends one after the other."""
    folder.mkdir()
    begun = time.perf_counter()
    for end in range(ends):
        with closing(sqlite3.connect(folder / f"{end}.sqlite", isolation_level=None)) as line:
            line.execute("PRAGMA journal_mode = WAL")
            line.execute("PRAGMA synchronous = FULL")
            line.execute("CREATE TABLE item (number INTEGER PRIMARY KEY, kind TEXT, body BLOB)")
            for start in range(0, len(rows), BATCH_EVENTS):
                line.execute("BEGIN IMMEDIATE")
                line.executemany("INSERT INTO item VALUES (?, ?, ?)", rows[start : start + BATCH_EVENTS])
                line.execute("COMMIT")
    taken = time.perf_counter() - begun
    shutil.rmtree(folder)
    return {"seconds": taken}


def sent_rows(made: Path, items: int) -> list[EventRow]:
    """Return the unsent events as they travel."""
    with tablet_store(made / PUSH / "tablet") as store:
        return list(store.outbox.batch(items, 1 << 40).events)


def packed(rows: Sequence[EventRow]) -> tuple[int, int]:
    """Return the bytes of a request with these events, as JSON and as it goes over the line."""
    body = encode(SyncRequest(epoch="0" * 16, events=tuple(rows), chain="0" * 64, cursors={}))  # type: ignore[arg-type]
    return len(body), len(gzip.compress(body, compresslevel=6, mtime=0))


def print_bytes(rows: Sequence[EventRow]) -> None:
    """Print what an event weighs on the line, and a day of them in one round trip."""
    raw, small = packed(rows[:BATCH_EVENTS])
    count = len(rows[:BATCH_EVENTS])
    print(f"figure bytes an event, a batch of {count}: {raw / count:.0f} raw, {small / count:.1f} gzip (goal <= 60)")
    raw, small = packed(rows[:A_DAY])
    print(f"figure bytes of a day of {len(rows[:A_DAY])}: {raw:,} raw, {small:,} gzip (goal <= 10,000)", flush=True)


def main(items: int, rounds: int) -> None:
    print(f"{items:,} items, {rounds} rounds, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}", flush=True)
    found: dict[str, list[Figures]] = {}
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as place:
        folder = Path(place)
        tablet = make(folder / "made", items)
        rows = sent_rows(folder / "made", items)
        print_bytes(rows)
        plain = [(row.seq, row.kind, encode(row)) for row in rows]
        for turn in range(rounds):
            theirs, client, server = anki(folder / f"anki-{turn}", items)
            for way, ends in ((PUSH, 2), (PULL, 1)):
                found.setdefault(f"{way} anki", []).append(theirs[way])
                mine = ours(folder / "made", folder / f"{way}-{turn}", tablet, way, items)
                found.setdefault(f"{way} ours", []).append(mine)
                found.setdefault(f"{way} raw", []).append(bare(folder / f"bare-{way}-{turn}", plain, ends))
            print(f"round {turn + 1}: memory of Anki {client:.0f} + {server:.0f} MB", flush=True)
    report(found, items)


def report(found: dict[str, list[Figures]], items: int) -> None:
    """Print medians of every side, then the ratios."""
    speed = {}
    for name, turns in found.items():
        middle = {what: statistics.median(turn[what] for turn in turns) for what in turns[0]}
        speed[name] = items / middle["seconds"]
        rest = ", ".join(f"{what} {value:.2f}" for what, value in middle.items() if what != "seconds")
        print(f"figure {name}: {speed[name]:,.0f} items/s, {middle['seconds']:.2f} s {rest}")
    print(f"figure memory of the tablet's side: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    for peer, goals in (("anki", {PUSH: 1.2, PULL: 1.5}), ("raw", {PUSH: 0.6, PULL: 0.6})):
        for way, goal in goals.items():
            print(f"ratio {way} ours/{peer}: {speed[f'{way} ours'] / speed[f'{way} {peer}']:.3f} (goal >= {goal:.2f})")


if __name__ == "__main__":
    main(*(int(word) for word in [*sys.argv[1:], *("10000", "3")[len(sys.argv) - 1 :]][:2]))

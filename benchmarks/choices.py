"""Rows of a long list found in the store of a tablet, beside the plain scan of a list in memory.

`python3 dev.py bench choices [ROWS]` (1,000,000) writes the list into an encrypted store as a pull does, then looks up.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from fieldapp.forms.choice_source import Row
from fieldapp.forms.matching import matches, words_in
from fieldapp.forms.model import load_form
from fieldapp.forms.session import FormSession
from fieldapp.store import choice_pieces
from fieldapp.store.choice_lists import ChoiceLists
from fieldapp.store.clock import SystemClock
from fieldapp.store.database import Database, open_database
from fieldapp.wire.codec import sha256_of
from fieldapp.wire.messages import ChoiceListPiece

COLUMNS = ("name", "label", "model", "price")
THINGS = ("蒸发器", "传感器", "风机", "门封", "压缩机", "冷凝器", "铜管", "电容", "温控器", "主板", "灯管", "过滤器")
PIECE, AT_ONCE, TURNS = 500, 16, 200
SCANS = 5
FORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>t</h:title>
<model><instance><data id="t" version="1"><model/><part/><label/></data></instance>
<instance id="parts" src="jr://file-csv/parts.csv"/>
<bind nodeset="/data/label" calculate="instance('parts')/root/item[name = /data/part]/label"/></model></h:head>
<h:body><input ref="/data/model"/><select1 ref="/data/part">
<itemset nodeset="instance('parts')/root/item[model = /data/model]"><value ref="name"/><label ref="label"/></itemset>
</select1></h:body></h:html>"""


def rows_of(count: int) -> Iterator[tuple[str, ...]]:
    """Parts with a number, two words, one of 1,000 models and a price."""
    chance = random.Random(20261123)
    for number in range(count):
        label = f"{chance.choice(THINGS)}{chance.choice(THINGS)} {chance.randrange(1000)}mm"
        yield f"P-{number:07d}", label, f"CF-{number % 1000}", f"{chance.randrange(100, 99_999) / 100:.2f}"


def fill(database: Database, rows: list[tuple[str, ...]]) -> None:
    """Write the list piece by piece, as many in a transaction as one answer of the centre holds."""
    starts = range(0, len(rows), PIECE)
    for first in range(0, len(starts), AT_ONCE):
        with database.writing() as connection:
            for number in range(first, min(first + AT_ONCE, len(starts))):
                piece = ChoiceListPiece(
                    list_id="parts",
                    sha256=sha256_of(b"parts"),
                    columns=COLUMNS,
                    piece=number + 1,
                    pieces=len(starts),
                    rows=tuple(rows[starts[number] : starts[number] + PIECE]),
                )
                choice_pieces.put(connection, piece)
    with database.writing() as connection:
        choice_pieces.swap(connection)


def milliseconds(do: Callable[[int], object], turns: int) -> float:
    """Median of one turn."""
    taken = []
    for turn in range(turns):
        began = time.perf_counter()
        do(turn)
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def scan(rows: list[dict[str, str]], equal: Row, text: str, most: int) -> list[dict[str, str]]:
    """The peer: every row of a list in memory is looked at until there are enough."""
    words = words_in(text)
    found: list[dict[str, str]] = []
    for row in rows:
        if all(row[column] == value for column, value in equal.items()) and (not words or matches(row, words)):
            found.append(row)
            if len(found) == most:
                break
    return found


def lookups(count: int) -> dict[str, tuple[dict[str, str], str, int]]:
    """What is looked up: a name, the rows of a model, words of two characters, a rare word, one within a model."""
    last = f"P-{count - 7:07d}"
    return {
        "one row by name": ({"name": last}, "", 1),
        "a page of a model": ({"model": "CF-77"}, "", 50),
        "search 风机 主板": ({}, "风机 主板", 50),
        "search a number": ({}, last[2:], 50),
        "search one character": ({}, "风", 50),
        "search in a model": ({"model": "CF-77"}, "风机", 50),
    }


def in_a_form(lists: ChoiceLists) -> tuple[float, float]:
    """Milliseconds of a changed filter and of a chosen value whose label a calculation looks up."""
    now = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    session = FormSession(load_form(FORM.encode()), language="", now=lambda: now, choices=lists)
    session.set("/data/model", "CF-0")
    session.questions()
    filtered = milliseconds(lambda turn: session.set("/data/model", f"CF-{turn + 1}"), TURNS)
    session.set("/data/model", "CF-5")
    return filtered, milliseconds(lambda turn: session.set("/data/part", f"P-{turn * 1000 + 5:07d}"), TURNS)


def main() -> None:
    """Print a line a figure."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    rows = list(rows_of(count))
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(Path(folder), bytes(range(32)), SystemClock())
        began = time.perf_counter()
        fill(database, rows)
        taken = time.perf_counter() - began
        size = sum(file.stat().st_size for file in Path(folder).iterdir()) / 1e6
        print(f"{count} rows written in {taken:.1f} s ({taken / count * 1e6:.0f} µs a row), {size:.0f} MB", flush=True)
        lists, plain = ChoiceLists(database), [dict(zip(COLUMNS, row, strict=True)) for row in rows]
        for name, (equal, text, most) in lookups(count).items():
            expected = scan(plain, equal, text, most)
            if [dict(row) for row in lists.rows("parts", equal, matching=text, most=most)] != expected:
                raise SystemExit(f"{name}: other rows than the scan finds")
            ours = milliseconds(lambda _: lists.rows("parts", equal, matching=text, most=most), TURNS)  # noqa: B023
            peer = milliseconds(lambda _: scan(plain, equal, text, most), SCANS)  # noqa: B023
            print(f"ratio {name} scan/ours: {peer / ours:.1f} ({ours:.2f} ms, {len(expected)} rows)", flush=True)
        counted = milliseconds(lambda _: lists.count("parts", {"model": "CF-77"}), TURNS)
        print(f"count of a model: {counted:.2f} ms", flush=True)
        filtered, chosen = in_a_form(lists)
        print(f"in a form: filter changed {filtered:.2f} ms, value chosen and label looked up {chosen:.2f} ms")
        database.close()


if __name__ == "__main__":
    main()

"""Rule 4 of SYNC.md under eight writers: a counter a scope misses nothing, a cursor over a sequence does."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy import URL, BigInteger, Column, Connection, Integer, MetaData, Table, insert, select

from fieldapp.centre.database.engine import Database
from fieldapp.centre.devices.feed import Feed
from fieldapp.centre.devices.reading import read_page
from fieldapp.centre.settings import PoolLimits
from fieldapp.domain.ids import Scope
from fieldapp.wire.messages import DocumentKind

WRITERS = 8
TRANSACTIONS = 50
ROWS = 50
SCOPES = tuple(Scope(f"engineer:{number}") for number in range(4))

sequence = Table(
    "sequence_row", MetaData(), Column("id", BigInteger, primary_key=True), Column("writer", Integer, nullable=False)
)
"""What a simpler program would have: one number for all, drawn when the row is written."""


@dataclass
class Puller:
    """A device that follows every scope, and one that follows the sequence, asking again and again."""

    database: Database
    cursors: dict[Scope, int] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    ids: set[int] = field(default_factory=set)
    highest: int = 0

    def pull(self) -> None:
        more = True
        while more:
            with self.database.read() as connection:
                page = read_page(connection, SCOPES, self.cursors, most=2000, most_bytes=10**7)
            for change in page.changes:
                assert change.number == self.cursors.get(change.scope, 0) + 1, "a gap in the feed"
                self.cursors[change.scope] = change.number
                self.keys.add(change.key)
            more = page.more
        with self.database.read() as connection:
            found = connection.execute(select(sequence.c.id).where(sequence.c.id > self.highest)).scalars().all()
        self.ids.update(found)
        self.highest = max(found, default=self.highest)


@pytest.fixture
def database(postgres_url: URL) -> Iterator[Database]:
    limits = PoolLimits(connections=WRITERS + 1, lock=timedelta(seconds=60))
    with closing(Database.open_url(postgres_url, limits)) as opened:
        with opened.write() as connection:
            sequence.create(connection)
        yield opened


def write_all(database: Database, writer: int) -> None:
    chance = random.Random(writer)
    for transaction in range(TRANSACTIONS):
        names = chance.sample(SCOPES, 2)

        def work(connection: Connection, number: int = transaction, to: list[Scope] = names) -> None:
            connection.execute(insert(sequence), [{"writer": writer}] * ROWS)
            feed = Feed()
            for row in range(ROWS):
                feed.put(to[row % 2], DocumentKind.PART, f"{writer}-{number}-{row}", {"row": row})
            feed.flush(connection)

        database.transact(work)


@pytest.mark.req("SYN-2")
def test_no_gap_no_reorder_in_scope_with_eight_writers_and_a_naive_cursor_misses_rows(database: Database) -> None:
    puller, done = Puller(database), threading.Event()

    def keep_pulling() -> None:
        while not done.is_set():
            puller.pull()

    with ThreadPoolExecutor(WRITERS + 1) as pool:
        pulling = pool.submit(keep_pulling)
        try:
            list(pool.map(write_all, [database] * WRITERS, range(WRITERS)))
        finally:
            done.set()
        pulling.result()
    puller.pull()

    written = WRITERS * TRANSACTIONS * ROWS
    print(f"\nof {written} rows the scopes' cursor missed {written - len(puller.keys)}", end=", ")
    print(f"a cursor over a sequence {written - len(puller.ids)}")
    assert (written, len(puller.keys), sum(puller.cursors.values())) == (20_000, written, written)
    assert len(puller.ids) < written, "the naive cursor has to miss some, or this test could not fail"

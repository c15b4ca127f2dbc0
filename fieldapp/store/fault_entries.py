"""What finds entries of the fault library by words that someone types (KNO-1).

An entry has three columns of grams: how the fault shows itself (`head`), what the library says about it (`rest`), and
its models and its code as whole words (`marks`). Places go by how often a fault was seen, so that a search that
thousands meet reads the first of them and no more.
"""

from __future__ import annotations

import json

from sqlalchemy import Connection, exists, select

from fieldapp.domain.fault import FaultEntry
from fieldapp.search.folding import compact, is_chinese, words
from fieldapp.search.searched import shown_of_fault, told_of_fault
from fieldapp.search.shingles import CODE, MODEL, shingles
from fieldapp.search.spelling import is_spelt, rests
from fieldapp.store import entries, meta
from fieldapp.store.entries import Entries
from fieldapp.store.kept import decode
from fieldapp.store.tables import FAULT_ENTRY, REFERENCE
from fieldapp.wire.messages import DocumentKind

_ROOM = 1 << 20
_MOST_CASES = 1 << 20
_AT_ONCE = 500

FAULTS = Entries(FAULT_ENTRY, "fault_search", room=_ROOM, newest_first=False)
"""A million places for each number of cases, the largest number first."""

HEAD_END = "\f"
"""Stands in an entry's words behind those of the head; each word has a blank on both sides."""
_INDEX = "INSERT INTO fault_search (rowid, head, rest, marks) VALUES (:place, :head, :rest, :marks)"
_NEW_WORDS = """
SELECT value FROM json_each(:words)
WHERE NOT EXISTS (SELECT 1 FROM fault_word WHERE rest = value AND word = value)
"""


def keep_fault(connection: Connection, key: str, entry: FaultEntry) -> None:
    """Let an entry be found as it is now, under the centre's key."""
    head = [word for text in shown_of_fault(entry) for word in words(text)]
    rest = [word for text in told_of_fault(entry) for word in words(text)]
    named = [MODEL + compact(model) for model in entry.models] + [CODE + compact(entry.code)] * bool(entry.code)
    texts = HEAD_END.join(f" {' '.join(column)} " for column in (head, [*rest, *named]))
    seen = min(max(entry.cases, 0), _MOST_CASES - 1)
    place = entries.keep(connection, FAULTS, key, texts, (_MOST_CASES - seen) * _ROOM)
    if place is None:
        return
    columns = {"head": shingles(head), "rest": shingles(rest), "marks": shingles(named)}
    connection.exec_driver_sql(_INDEX, {"place": place, **columns})
    spelt = {word for word in (*head, *rest) if is_spelt(word)}
    chinese = [word for word in (*head, *rest) if is_chinese(word)]
    pairs = {word[place : place + 2] for word in chinese for place in range(len(word) - 1)}
    _keep_spelling(connection, spelt | pairs)


def _keep_spelling(connection: Connection, spelt: set[str]) -> None:
    """Note Latin words, and pairs of Chinese, that no entry had before, for those who mistype them."""
    new = connection.exec_driver_sql(_NEW_WORDS, {"words": json.dumps(sorted(spelt))}).scalars().all()
    rows = [{"rest": rest, "word": word} for word in new for rest in ((word,) if is_chinese(word) else rests(word))]
    if rows:
        connection.exec_driver_sql("INSERT OR IGNORE INTO fault_word (rest, word) VALUES (:rest, :word)", rows)


def catch_up(connection: Connection) -> None:
    """Make entries for some of the library that a file of an earlier program holds; called by each pull."""
    if is_made(connection):
        return
    made = exists(select(FAULT_ENTRY.c.place).where(FAULT_ENTRY.c.key == REFERENCE.c.key))
    of_library = REFERENCE.c.kind == DocumentKind.FAULT_ENTRY.value
    rows = connection.execute(
        select(REFERENCE.c.key, REFERENCE.c.document).where(of_library, ~made).limit(_AT_ONCE)
    ).all()
    for row in rows:
        keep_fault(connection, row.key, decode(row.document, FaultEntry))
    if not rows:
        meta.write(connection, meta.FAULTS_MADE, True)


def is_made(connection: Connection) -> bool:
    """Tell whether every entry of the library here can be found."""
    return bool(meta.read(connection, meta.FAULTS_MADE, bool))

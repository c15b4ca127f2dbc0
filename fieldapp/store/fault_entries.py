"""What finds entries of the fault library by words that someone types (KNO-1).

An entry has three columns of grams: how the fault shows itself (`head`), what the library says about it (`rest`), and
its models and its code as whole words (`marks`). Places go by how often a fault was seen, so that a search that
thousands meet reads the first of them and no more.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, exists, select

from fieldapp.domain.fault import FaultEntry
from fieldapp.search.folding import compact, is_chinese, words
from fieldapp.search.searched import shown_of_fault, told_of_fault
from fieldapp.search.shingles import CODE, MODEL, shingles
from fieldapp.search.spelling import is_spelt, rests
from fieldapp.store import entries, meta
from fieldapp.store.entries import Entries, Wanted
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
_INDEX = "INSERT INTO fault_search (rowid, head, rest, marks) VALUES (?, ?, ?, ?)"
_NEW_WORDS = """
SELECT value FROM json_each(:words)
WHERE NOT EXISTS (SELECT 1 FROM fault_word WHERE rest = value AND word = value)
"""


def keep_faults(connection: Connection, faults: Mapping[str, FaultEntry]) -> None:
    """Let entries be found as they are now, under the centre's keys."""
    texts = {key: _Texts.of(entry) for key, entry in faults.items()}
    wanted = {key: Wanted(texts[key].words, _place(entry)) for key, entry in faults.items()}
    places = entries.keep(connection, FAULTS, wanted)
    if not places:
        return
    rows = [
        (place, *map(shingles, (texts[key].head, texts[key].rest, texts[key].named))) for key, place in places.items()
    ]
    connection.exec_driver_sql(_INDEX, rows)
    _keep_spelling(connection, {spelt for key in places for spelt in texts[key].spelt})


def _place(entry: FaultEntry) -> int:
    return (_MOST_CASES - min(max(entry.cases, 0), _MOST_CASES - 1)) * _ROOM


@dataclass(frozen=True, slots=True)
class _Texts:
    """The words of an entry: how the fault shows itself, what the library says about it, its models and its code."""

    head: list[str]
    rest: list[str]
    named: list[str]

    @classmethod
    def of(cls, entry: FaultEntry) -> _Texts:
        return cls(
            head=[word for text in shown_of_fault(entry) for word in words(text)],
            rest=[word for text in told_of_fault(entry) for word in words(text)],
            named=[MODEL + compact(model) for model in entry.models] + [CODE + compact(entry.code)] * bool(entry.code),
        )

    @property
    def words(self) -> str:
        """Return what an entry keeps, for words to be held against."""
        return HEAD_END.join(f" {' '.join(column)} " for column in (self.head, [*self.rest, *self.named]))

    @property
    def spelt(self) -> set[str]:
        """Return the Latin words and the pairs of Chinese, which someone may mistype."""
        said = (*self.head, *self.rest)
        chinese = [word for word in said if is_chinese(word)]
        return {word for word in said if is_spelt(word)} | {
            word[place : place + 2] for word in chinese for place in range(len(word) - 1)
        }


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
    keep_faults(connection, {row.key: decode(row.document, FaultEntry) for row in rows})
    if not rows:
        meta.write(connection, meta.FAULTS_MADE, True)


def is_made(connection: Connection) -> bool:
    """Tell whether every entry of the library here can be found."""
    return bool(meta.read(connection, meta.FAULTS_MADE, bool))

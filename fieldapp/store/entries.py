"""What finds orders and parts by words that someone types: an entry each, indexed by pairs of characters.

The places of entries are the order of what is found, so that a search that thousands meet reads no more than it shows:
orders newest first, parts as the centre sent them. The index itself keeps no text; an entry does, and the words are
held against it, for pairs alone would also find what holds them apart.

Parts come by the ten thousand, and the index of their pairs cost a third of a pull: it is made behind it, in the order
of the places. What lies behind the last place of the index is read entry by entry, so nothing is ever missed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Column, ColumnElement, Connection, Select, Table, exists, select

from fieldapp.domain.part import Part
from fieldapp.domain.work_order import WorkOrder
from fieldapp.forms.matching import folded, words_in
from fieldapp.search.grams import grams, query
from fieldapp.search.searched import texts_of_order, texts_of_part
from fieldapp.store import meta
from fieldapp.store.instants import to_us
from fieldapp.store.kept import decode
from fieldapp.store.packing import unpacked
from fieldapp.store.tables import ORDER_CURRENT, ORDER_ENTRY, PART_ENTRY, REFERENCE
from fieldapp.wire.messages import DocumentKind

_BETWEEN = "\n"
_AT_ONCE = 500
"""How many entries one transaction makes for what lay here before there were entries, or indexes: some 10 ms, for
orders 0.2 s."""


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of one kind: their table, the FTS5 table of their grams, how far from the place that it wanted an
    entry may lie, and from which end they are read. `indexed_later`: `index_some` does it, behind the pull.
    """

    table: Table
    index: str
    room: int
    newest_first: bool
    indexed_later: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """An entry as it should be: its folded words, and the place that it wants."""

    words: str
    place: int


ORDERS = Entries(ORDER_ENTRY, "order_search", room=1_000_000, newest_first=True)
PARTS = Entries(PART_ENTRY, "part_search", room=1 << 62, newest_first=False, indexed_later=True)

_BEHIND = "place > coalesce((SELECT rowid FROM part_search ORDER BY rowid DESC LIMIT 1), -1)"
"""Is true of the parts that the index does not hold yet: its last place says how far it is, and says it by itself."""
_TO_INDEX = f"SELECT place, words FROM part_entry WHERE {_BEHIND} ORDER BY place LIMIT ?"


def keep_order(connection: Connection, order: WorkOrder) -> None:
    """Let an order be found as it is now; its place is the moment of its appointment, or the next free one."""
    words = _words(texts_of_order(order))
    places = keep(connection, ORDERS, {order.id: Wanted(words, to_us(order.appointment.start_at))})
    _index(connection, ORDERS, [(place, words) for place in places.values()])


def keep_parts(connection: Connection, parts: Mapping[str, Part]) -> None:
    """Let parts be found as they are now, under the centre's keys; `index_some` makes that quick."""
    keep(connection, PARTS, {key: Wanted(_words(texts_of_part(part)), 0) for key, part in parts.items()})


def index_some(connection: Connection) -> bool:
    """Index some of the parts that came down since it was done; return whether more may be left."""
    rows = connection.exec_driver_sql(_TO_INDEX, (_AT_ONCE,)).all()
    _index(connection, PARTS, [(place, words) for place, words in rows])
    return len(rows) == _AT_ONCE


def remove(connection: Connection, entries: Entries, key: str) -> None:
    """Let nothing be found under the key any more."""
    name, index = entries.table.name, entries.index
    gone = connection.exec_driver_sql(f"DELETE FROM {name} WHERE key = :key RETURNING place", {"key": key}).scalar()
    if gone is not None:
        connection.exec_driver_sql(f"DELETE FROM {index} WHERE rowid = :place", {"place": gone})


def found(connection: Connection, entries: Entries, typed: str, most: int) -> list[str]:
    """Return the keys of the first entries that hold every word that was typed; none where nothing was."""
    words = words_in(typed)
    if not words:
        return []
    values = {f"word_{place}": word for place, word in enumerate(words)}
    rows = connection.exec_driver_sql(search_sql(entries, len(words)), {**values, "grams": query(words), "most": most})
    keys = list(rows.scalars())
    if entries.indexed_later and len(keys) < most:
        left = {**values, "most": most - len(keys)}
        keys += connection.exec_driver_sql(_behind_sql(len(words)), left).scalars()
    return keys


def catch_up(connection: Connection) -> None:
    """Make entries for some of the orders and parts that a file of an earlier program holds; called by each pull."""
    if meta.read(connection, meta.ENTRIES_MADE, bool):
        return
    orders = connection.execute(_without_entry(ORDERS, ORDER_CURRENT.c.order_id, ORDER_CURRENT.c.hidden == 0)).all()
    for row in orders:
        keep_order(connection, unpacked(row.document, WorkOrder))
    is_part = REFERENCE.c.kind == DocumentKind.PART.value
    parts = connection.execute(_without_entry(PARTS, REFERENCE.c.key, is_part)).all()
    keep_parts(connection, {row.key: decode(row.document, Part) for row in parts})
    if not orders and not parts:
        meta.write(connection, meta.ENTRIES_MADE, True)


def _without_entry(entries: Entries, key: Column[str], which: ColumnElement[bool]) -> Select[tuple[str, bytes]]:
    made = exists(select(entries.table.c.place).where(entries.table.c.key == key))
    return select(key.label("key"), key.table.c.document).where(which, ~made).limit(_AT_ONCE)


def search_sql(entries: Entries, words: int) -> str:
    """Return the statement of a search for so many words: what the grams find, in the order of the places.

    A number of digits shares its pairs with thousands of others: the words are held against the texts by SQLite itself.
    """
    index, name = entries.index, entries.table.name
    holds = _holds(name, words)
    return (
        f"SELECT {name}.key FROM {index} CROSS JOIN {name} ON {name}.place = {index}.rowid"
        f" WHERE {index} MATCH :grams{holds}"
        f" ORDER BY {index}.rowid{' DESC' if entries.newest_first else ''} LIMIT :most"
    )


def _behind_sql(words: int) -> str:
    """Return the statement that looks through the parts behind the index: 10,000 in some 4 ms."""
    return f"SELECT key FROM part_entry WHERE {_BEHIND}{_holds('part_entry', words)} ORDER BY place LIMIT :most"


def _holds(name: str, words: int) -> str:
    return "".join(f" AND instr({name}.words, :word_{place}) > 0" for place in range(words))


def _index(connection: Connection, entries: Entries, placed: Iterable[tuple[int, str]]) -> None:
    rows = [(place, grams((words,))) for place, words in placed]
    if rows:
        connection.exec_driver_sql(f"INSERT INTO {entries.index} (rowid, grams) VALUES (?, ?)", rows)


def keep(connection: Connection, entries: Entries, wanted: Mapping[str, Wanted]) -> dict[str, int]:
    """Write entries, each behind the last one that wanted its place; return where the index must find them.

    One that is there as it should be is not among them. Places that several want are the same, or a room apart.
    """
    name = entries.table.name
    query = f"SELECT key, words, wanted FROM {name} WHERE key IN (SELECT value FROM json_each(?))"
    known = {key: Wanted(*row) for key, *row in connection.exec_driver_sql(query, (json.dumps([*wanted]),))}
    new = {key: entry for key, entry in wanted.items() if known.get(key) != entry}
    for key in new.keys() & known.keys():
        remove(connection, entries, key)
    free = {place: _free(connection, entries, place) for place in {entry.place for entry in new.values()}}
    places = {}
    for key, entry in new.items():
        places[key] = free[entry.place]
        free[entry.place] += 1
    rows = [(places[key], key, entry.place, entry.words) for key, entry in new.items()]
    if rows:
        connection.exec_driver_sql(f"INSERT INTO {name} (place, key, wanted, words) VALUES (?, ?, ?, ?)", rows)
    return places


def _free(connection: Connection, entries: Entries, wanted: int) -> int:
    """Return the place behind the last entry that wanted this one."""
    last = f"SELECT max(place) FROM {entries.table.name} WHERE place >= ? AND place < ?"
    taken: int | None = connection.exec_driver_sql(last, (wanted, wanted + entries.room)).scalar_one()
    return wanted if taken is None else taken + 1


def _words(texts: Iterable[str]) -> str:
    return folded(_BETWEEN.join(filter(None, texts)))

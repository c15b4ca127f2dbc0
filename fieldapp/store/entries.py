"""What finds orders and parts by words that someone types: an entry each, indexed by pairs of characters.

The places of entries are the order of what is found, so that a search that thousands meet reads no more than it shows:
orders newest first, parts as the centre sent them. The index itself keeps no text; an entry does, and the words are
held against it, for pairs alone would also find what holds them apart.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass

from sqlalchemy import Column, ColumnElement, Connection, Select, Table, delete, exists, func, insert, select, text

from fieldapp.domain.part import Part
from fieldapp.domain.work_order import WorkOrder
from fieldapp.forms.matching import folded, words_in
from fieldapp.search.grams import grams, query
from fieldapp.search.searched import texts_of_order, texts_of_part
from fieldapp.store import meta
from fieldapp.store.instants import to_us
from fieldapp.store.packing import unpacked
from fieldapp.store.tables import ORDER_CURRENT, ORDER_ENTRY, PART_ENTRY, REFERENCE
from fieldapp.wire.codec import decode
from fieldapp.wire.messages import DocumentKind

_BETWEEN = "\n"
_AT_ONCE = 500
"""How many entries one transaction makes for what lay here before there were entries: some 0.2 s."""


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of one kind: their table, the FTS5 table of their grams, and from which end they are read."""

    table: Table
    index: str
    newest_first: bool


ORDERS = Entries(ORDER_ENTRY, "order_search", newest_first=True)
PARTS = Entries(PART_ENTRY, "part_search", newest_first=False)


def keep_order(connection: Connection, order: WorkOrder) -> None:
    """Let an order be found as it is now; its place is the moment of its appointment, or the next free one."""
    words = _words(texts_of_order(order))
    _keep(connection, ORDERS, order.id, words, to_us(order.appointment.start_at))


def keep_part(connection: Connection, key: str, part: Part) -> None:
    """Let a part be found as it is now, under the centre's key."""
    _keep(connection, PARTS, key, _words(texts_of_part(part)), 0)


def remove(connection: Connection, entries: Entries, key: str) -> None:
    """Let nothing be found under the key any more."""
    table = entries.table
    place = connection.execute(select(table.c.place).where(table.c.key == key)).scalar_one_or_none()
    if place is not None:
        connection.execute(text(f"DELETE FROM {entries.index} WHERE rowid = :place"), {"place": place})
        connection.execute(delete(table).where(table.c.place == place))


def found(connection: Connection, entries: Entries, typed: str) -> Generator[str, None, None]:
    """Yield the keys of the entries that hold every word that was typed; none where nothing was."""
    words = words_in(typed)
    if not words:
        return
    rows = connection.execute(text(search_sql(entries)), {"words": query(words)})
    with rows:
        for key, held in rows:
            if all(word in held for word in words):
                yield key


def catch_up(connection: Connection) -> None:
    """Make entries for some of the orders and parts that a file of an earlier program holds; called by each pull."""
    if meta.read(connection, meta.ENTRIES_MADE, bool):
        return
    orders = connection.execute(_without_entry(ORDERS, ORDER_CURRENT.c.order_id, ORDER_CURRENT.c.hidden == 0)).all()
    for row in orders:
        keep_order(connection, unpacked(row.document, WorkOrder))
    is_part = REFERENCE.c.kind == DocumentKind.PART.value
    parts = connection.execute(_without_entry(PARTS, REFERENCE.c.key, is_part)).all()
    for row in parts:
        keep_part(connection, row.key, decode(row.document, Part))
    if not orders and not parts:
        meta.write(connection, meta.ENTRIES_MADE, True)


def _without_entry(entries: Entries, key: Column[str], which: ColumnElement[bool]) -> Select[tuple[str, bytes]]:
    made = exists(select(entries.table.c.place).where(entries.table.c.key == key))
    return select(key.label("key"), key.table.c.document).where(which, ~made).limit(_AT_ONCE)


def search_sql(entries: Entries) -> str:
    """Return the statement of a search: what the grams find, in the order of the places."""
    index, table = entries.index, entries.table.name
    return (
        f"SELECT {table}.key, {table}.words FROM {index} CROSS JOIN {table} ON {table}.place = {index}.rowid"
        f" WHERE {index} MATCH :words ORDER BY {index}.rowid{' DESC' if entries.newest_first else ''}"
    )


def _keep(connection: Connection, entries: Entries, key: str, words: str, wanted: int) -> None:
    table = entries.table
    known = connection.execute(select(table.c.words, table.c.wanted).where(table.c.key == key)).one_or_none()
    if known is not None and (known.words, known.wanted) == (words, wanted):
        return
    remove(connection, entries, key)
    place = _free_place(connection, table, wanted)
    connection.execute(insert(table).values(place=place, key=key, wanted=wanted, words=words))
    index = text(f"INSERT INTO {entries.index} (rowid, grams) VALUES (:place, :grams)")
    connection.execute(index, {"place": place, "grams": grams((words,))})


def _free_place(connection: Connection, table: Table, wanted: int) -> int:
    """Return the place behind the last entry that wanted the same one."""
    last = select(func.max(table.c.place)).where(table.c.wanted == wanted)
    taken = connection.execute(last).scalar_one_or_none()
    place = wanted if taken is None else int(taken) + 1
    while connection.execute(select(table.c.place).where(table.c.place == place)).first() is not None:
        place += 1
    return place


def _words(texts: Iterable[str]) -> str:
    return _BETWEEN.join(folded(one) for one in texts if one)

"""Long lists of choices, searched where they lie: implements `forms.choice_source.ChoiceSource` over the tables."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import ColumnElement, Connection, CursorResult, Select, and_, exists, func, select, text

from fieldapp.forms.choice_source import Row
from fieldapp.forms.matching import matches, words_in
from fieldapp.search.grams import query
from fieldapp.store.choice_pieces import CURRENT, PLACES, looked_up
from fieldapp.store.choice_tables import CHOICE_CELL, CHOICE_LIST, CHOICE_PIECE, CHOICE_ROW
from fieldapp.store.database import Database
from fieldapp.store.kept import decode

_ENOUGH = 200
"""A condition that fewer rows meet is narrow enough to begin with, without a look at the others."""


@dataclass(frozen=True, slots=True)
class _Version:
    """The version of a list that is in use."""

    number: int
    columns: tuple[str, ...]

    @property
    def first(self) -> int:
        """The first of its places."""
        return self.number * PLACES


Condition = tuple[int, str]
"""A column's place among the columns and the text that is looked up."""


@dataclass(frozen=True, slots=True)
class ChoiceLists:
    """The lists of this tablet; each call sees one consistent state and never waits for a writer."""

    database: Database

    def has(self, list_id: str) -> bool:
        """Whether the list is here, whole."""
        with self.database.reading() as connection:
            return _version(connection, list_id) is not None

    def rows(
        self, list_id: str, equal: Row, *, matching: str = "", skip: int = 0, most: int | None = None
    ) -> Sequence[Row]:
        """Return the rows that equal the texts and hold each word of `matching`, at most `most` after `skip`."""
        with self.database.reading() as connection:
            version = _version(connection, list_id)
            conditions = None if version is None else _conditions(version, equal)
            if version is None or conditions is None:
                return ()
            with closing(_rows(connection, version, conditions, words_in(matching), equal)) as found:
                return tuple(islice(found, skip, None if most is None else skip + most))

    def count(self, list_id: str, equal: Row) -> int:
        """Return how many rows equal the texts."""
        with self.database.reading() as connection:
            version = _version(connection, list_id)
            conditions = None if version is None else _conditions(version, equal)
            if version is None or conditions is None:
                return 0
            if not conditions:
                rows = select(func.sum(CHOICE_PIECE.c.row_count)).where(CHOICE_PIECE.c.number == version.number)
                return int(connection.execute(rows).scalar_one() or 0)
            places = places_of(version.number, _narrowest_first(connection, version, conditions))
            return int(connection.execute(select(func.count()).select_from(places.subquery())).scalar_one())


def _version(connection: Connection, list_id: str) -> _Version | None:
    mine = (CHOICE_LIST.c.list_id == list_id, CHOICE_LIST.c.state == CURRENT)
    row = connection.execute(select(CHOICE_LIST.c.number, CHOICE_LIST.c.columns).where(*mine)).one_or_none()
    return None if row is None else _Version(row.number, decode(row.columns, tuple[str, ...]))


def _conditions(version: _Version, equal: Row) -> list[Condition] | None:
    """What is looked up; None where the list lacks a column, which then equals nothing."""
    if any(column not in version.columns for column in equal):
        return None
    return [(version.columns.index(column), looked_up(value)) for column, value in equal.items()]


def _rows(
    connection: Connection, version: _Version, conditions: list[Condition], words: list[str], equal: Row
) -> Generator[Row, None, None]:
    """The rows in the order of the list; what an index promised is held against the texts themselves."""
    found = _found(connection, version, conditions, words)
    try:
        for found_row in found:
            row = dict(zip(version.columns, decode(found_row.cells, tuple[str, ...]), strict=True))
            if all(row[column] == value for column, value in equal.items()) and (not words or matches(row, words)):
                yield row
    finally:
        found.close()


def _found(
    connection: Connection, version: _Version, conditions: list[Condition], words: list[str]
) -> CursorResult[tuple[bytes]]:
    if words:
        return connection.execute(text(search_sql(len(conditions))), _search_values(version, conditions, words))
    if not conditions:
        mine = CHOICE_ROW.c.place.between(version.first, version.first + PLACES - 1)
        return connection.execute(select(CHOICE_ROW.c.cells).where(mine).order_by(CHOICE_ROW.c.place))
    chosen = _narrowest_first(connection, version, conditions)
    rows = places_of(version.number, chosen).join(CHOICE_ROW, CHOICE_ROW.c.place == CHOICE_CELL.c.place)
    return connection.execute(rows.with_only_columns(CHOICE_ROW.c.cells).order_by(CHOICE_CELL.c.place))


def places_of(number: int, conditions: Sequence[Condition]) -> Select[tuple[int]]:
    """The places of the rows that meet all conditions: those of the first, each held against the others."""
    first, *others = conditions
    places = select(CHOICE_CELL.c.place).where(_is_cell(number, first))
    for field, value in others:
        other = CHOICE_CELL.alias()
        meets = and_(other.c.number == number, other.c.field == field, other.c.value == value)
        places = places.where(exists(select(other.c.place).where(meets, other.c.place == CHOICE_CELL.c.place)))
    return places


def _is_cell(number: int, condition: Condition) -> ColumnElement[bool]:
    field, value = condition
    return and_(CHOICE_CELL.c.number == number, CHOICE_CELL.c.field == field, CHOICE_CELL.c.value == value)


def _narrowest_first(connection: Connection, version: _Version, conditions: list[Condition]) -> list[Condition]:
    """Put the condition first that the fewest rows meet, counted no further than is worth it."""
    if len(conditions) < 2:
        return conditions

    def met(condition: Condition) -> int:
        some = select(CHOICE_CELL.c.place).where(_is_cell(version.number, condition)).limit(_ENOUGH).subquery()
        return int(connection.execute(select(func.count()).select_from(some)).scalar_one())

    return sorted(conditions, key=met)


def search_sql(conditions: int) -> str:
    """The statement of a search: what the words find, in the order of the list, held against so many conditions."""
    also = "".join(
        f" AND EXISTS (SELECT 1 FROM choice_cell WHERE number = :number AND field = :field_{at}"
        f" AND value = :value_{at} AND choice_cell.place = choice_search.rowid)"
        for at in range(conditions)
    )
    return (
        "SELECT choice_row.cells FROM choice_search JOIN choice_row ON choice_row.place = choice_search.rowid"
        f" WHERE choice_search MATCH :words AND choice_search.rowid BETWEEN :first AND :last{also}"
        " ORDER BY choice_search.rowid"
    )


def _search_values(version: _Version, conditions: Sequence[Condition], words: list[str]) -> dict[str, object]:
    values: dict[str, object] = {"words": query(words), "number": version.number}
    values |= {"first": version.first, "last": version.first + PLACES - 1}
    for at, (field, value) in enumerate(conditions):
        values |= {f"field_{at}": field, f"value_{at}": value}
    return values

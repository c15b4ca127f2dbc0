"""Long lists of choices as they come down: a version arrives piece by piece and is used once it is whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, text, update

from fieldapp.domain.errors import BadInput
from fieldapp.forms.matching import folded, is_searched
from fieldapp.search.grams import grams
from fieldapp.store.choice_tables import CHOICE_CELL, CHOICE_LIST, CHOICE_PIECE, CHOICE_ROW
from fieldapp.store.kept import decode
from fieldapp.wire.codec import encode
from fieldapp.wire.messages import ChoiceListPiece

ARRIVING, CURRENT, GOING = "arriving", "current", "going"
PLACES = 1 << 24
"""Places of one version: the range `number * PLACES` up to the next."""

_PIECE_ROWS = 1_000
"""Places of one piece, and so the most rows that it may bring: no piece can write over another."""

_LONGEST_VALUE = 64
_CELL = (
    CHOICE_CELL.c.number == bindparam("of"),
    CHOICE_CELL.c.field == bindparam("at_field"),
    CHOICE_CELL.c.value == bindparam("text"),
    CHOICE_CELL.c.place == bindparam("at"),
)
_GOING = "SELECT number FROM choice_list WHERE state = ? LIMIT 1"
_SWEPT_AT_ONCE = 5_000  # rows of an old version that one transaction removes: some 0.2 s, an answer waits no longer


def looked_up(value: str) -> str:
    """What a cell is found by: its text, or of a long one the hash, so that descriptions do not fill the index."""
    return value if len(value) <= _LONGEST_VALUE else hashlib.sha256(value.encode()).hexdigest() + "…"


def put(connection: Connection, piece: ChoiceListPiece) -> None:
    """Take a piece; one that is here already changes nothing. Raises BadInput("wire.malformed")."""
    fits = 1 <= piece.piece <= piece.pieces < PLACES // _PIECE_ROWS and len(piece.rows) <= _PIECE_ROWS
    if not fits or any(len(row) != len(piece.columns) for row in piece.rows):
        raise BadInput("wire.malformed", detail=f"{piece.list_id}#{piece.piece}")
    number = _number(connection, piece)
    known = (CHOICE_PIECE.c.number == number, CHOICE_PIECE.c.piece == piece.piece)
    if connection.execute(select(CHOICE_PIECE.c.piece).where(*known)).first() is None:
        values = {"number": number, "piece": piece.piece, "row_count": len(piece.rows)}
        connection.execute(insert(CHOICE_PIECE).values(values))
        if piece.rows:
            _write_rows(connection, number, piece)


def withdraw(connection: Connection, key: str) -> None:
    """Forget an arriving version of which the centre takes back a piece; the one in use stays until another is whole.

    `key` is that of the piece: `list@sha256#number`.
    """
    version = key.rpartition("#")[0]
    list_id, _, sha256 = version.rpartition("@")
    arriving = (CHOICE_LIST.c.list_id == list_id, CHOICE_LIST.c.sha256 == sha256, CHOICE_LIST.c.state == ARRIVING)
    for number in connection.execute(select(CHOICE_LIST.c.number).where(*arriving)).scalars().all():
        _let_go(connection, number)


def swap(connection: Connection) -> None:
    """Use every version that is whole instead of the one before; called when nothing more is to come."""
    versions = connection.execute(
        select(CHOICE_LIST).where(CHOICE_LIST.c.state != GOING).order_by(CHOICE_LIST.c.number)
    ).all()
    whole = [version for version in versions if version.state == ARRIVING and _is_whole(connection, version)]
    for newest in {version.list_id: version for version in whole}.values():
        for other in versions:
            if other.list_id == newest.list_id and other.number < newest.number:
                _let_go(connection, other.number)
        changed = update(CHOICE_LIST).where(CHOICE_LIST.c.number == newest.number)
        connection.execute(changed.values(state=CURRENT))


def sweep(connection: Connection) -> None:
    """Remove some rows of a version that nobody uses any more."""
    number = connection.exec_driver_sql(_GOING, (GOING,)).scalar_one_or_none()
    if number is None:
        return
    rows = select(CHOICE_ROW).where(CHOICE_ROW.c.place.between(number * PLACES, (number + 1) * PLACES - 1))
    found = connection.execute(rows.order_by(CHOICE_ROW.c.place).limit(_SWEPT_AT_ONCE)).all()
    if not found:
        connection.execute(delete(CHOICE_LIST).where(CHOICE_LIST.c.number == number))
        return
    first, last = found[0].place, found[-1].place
    connection.execute(delete(CHOICE_CELL).where(*_CELL), [cell for row in found for cell in _cells(number, row)])
    connection.execute(
        text("DELETE FROM choice_search WHERE rowid BETWEEN :first AND :last"), {"first": first, "last": last}
    )
    connection.execute(delete(CHOICE_ROW).where(CHOICE_ROW.c.place.between(first, last)))


def _is_whole(connection: Connection, version: Row[tuple[object, ...]]) -> bool:
    here = select(func.count()).select_from(CHOICE_PIECE).where(CHOICE_PIECE.c.number == version.number)
    return bool(connection.execute(here).scalar_one() == version.pieces)


def _let_go(connection: Connection, number: int) -> None:
    """Nobody finds the version from now on; its rows are swept away little by little."""
    connection.execute(update(CHOICE_LIST).where(CHOICE_LIST.c.number == number).values(state=GOING))
    connection.execute(delete(CHOICE_PIECE).where(CHOICE_PIECE.c.number == number))


def _cells(number: int, row: Row[tuple[object, ...]]) -> Iterator[dict[str, object]]:
    """The keys of a row's cells in the index."""
    for field, value in enumerate(decode(row.cells, tuple[str, ...])):
        yield {"of": number, "at_field": field, "text": looked_up(value), "at": row.place}


def _number(connection: Connection, piece: ChoiceListPiece) -> int:
    """The number of the piece's version, a new one where it is unknown or on its way out."""
    same = (CHOICE_LIST.c.list_id == piece.list_id, CHOICE_LIST.c.sha256 == piece.sha256)
    known = select(CHOICE_LIST.c.number).where(*same, CHOICE_LIST.c.state != GOING)
    number = connection.execute(known).scalar_one_or_none()
    if number is None:
        number = int(connection.execute(select(func.coalesce(func.max(CHOICE_LIST.c.number), 0))).scalar_one()) + 1
        names = {"number": number, "list_id": piece.list_id, "sha256": piece.sha256, "state": ARRIVING}
        values = {**names, "columns": encode(piece.columns), "pieces": piece.pieces}
        connection.execute(insert(CHOICE_LIST).values(values))
    return int(number)


def _write_rows(connection: Connection, number: int, piece: ChoiceListPiece) -> None:
    first = number * PLACES + piece.piece * _PIECE_ROWS
    places = range(first, first + len(piece.rows))
    rows = [{"place": place, "cells": encode(row)} for place, row in zip(places, piece.rows, strict=True)]
    connection.execute(insert(CHOICE_ROW), rows)
    # Sorted, so that neighbours in the index are written one after the other.
    cells = sorted(
        (field, looked_up(value), place)
        for place, row in zip(places, piece.rows, strict=True)
        for field, value in enumerate(row)
    )
    connection.execute(
        insert(CHOICE_CELL),
        [{"number": number, "field": field, "value": value, "place": place} for field, value, place in cells],
    )
    searched = [field for field, column in enumerate(piece.columns) if is_searched(column)]
    entries = [
        {"place": place, "grams": grams(folded(row[field]) for field in searched)}
        for place, row in zip(places, piece.rows, strict=True)
    ]
    connection.execute(text("INSERT INTO choice_search (rowid, grams) VALUES (:place, :grams)"), entries)

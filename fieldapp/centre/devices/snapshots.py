"""The live rows of one scope, page by page at one number: for a copy that differs or is too old (rules 7, 8)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, or_, select

from fieldapp.centre.database.tables import change, live_row, scope
from fieldapp.centre.devices.reading import is_readable
from fieldapp.domain.errors import CentreRefused
from fieldapp.domain.ids import Scope
from fieldapp.wire.codec import Json, decode
from fieldapp.wire.messages import DocumentKind, SnapshotPage, SnapshotRow

_BETWEEN = "/"


def read_snapshot(
    connection: Connection,
    name: Scope,
    *,
    epoch: str,
    after: str,
    number: int | None,
    schema: int,
    most: int,
    most_bytes: int,
) -> SnapshotPage:
    """Return the rows behind the key `after`, at least one if there is any; `number` is None for the first page.

    A row that changed since `number` comes without its document: the feed behind `number` tells it.
    Raises CentreRefused("cursor-expired") where that feed does not begin at `number` any more, "cursor-unknown" for a
    number that was never given.
    """
    last, floor = _state(connection, name)
    at = last if number is None else number
    if not 0 <= at <= last:
        raise CentreRefused("cursor-unknown", scope=name, last=last)
    if at < floor:
        raise CentreRefused("cursor-expired", scope=name)
    rows: list[SnapshotRow] = []
    left = most_bytes
    found = connection.execute(_query(name, after).limit(most + 1)).all()
    for place, row in enumerate(found):
        if place == most or left <= 0:
            return SnapshotPage(epoch=epoch, scope=name, number=at, rows=tuple(rows), after=_name(found[place - 1]))
        left -= len(row.document)
        if is_readable(DocumentKind(row.kind), schema):
            rows.append(_as_at(row, at))
    return SnapshotPage(epoch=epoch, scope=name, number=at, rows=tuple(rows))


def _state(connection: Connection, name: Scope) -> tuple[int, int]:
    row = connection.execute(select(scope.c.last_number, scope.c.floor).where(scope.c.name == name)).one_or_none()
    return (0, 0) if row is None else (row.last_number, row.floor)


def _query(name: Scope, after: str) -> Any:
    holds = and_(change.c.scope == live_row.c.scope, change.c.number == live_row.c.number)
    query = select(live_row.c.kind, live_row.c.key, live_row.c.number, change.c.document).join(change, holds)
    mine = [live_row.c.scope == name, *([_behind(after)] if after else [])]
    return query.where(*mine).order_by(live_row.c.kind, live_row.c.key)


def _behind(after: str) -> ColumnElement[bool]:
    kind, _, key = after.partition(_BETWEEN)
    return or_(live_row.c.kind > kind, and_(live_row.c.kind == kind, live_row.c.key > key))


def _name(row: Row[Any]) -> str:
    return f"{row.kind}{_BETWEEN}{row.key}"


def _as_at(row: Row[Any], number: int) -> SnapshotRow:
    document = decode(row.document, Json) if row.number <= number else None
    return SnapshotRow(kind=DocumentKind(row.kind), key=row.key, document=document)

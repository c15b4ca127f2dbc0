"""Documents that lie here and belong to no row of their scope: a snapshot takes them away (SYNC.md rule 7)."""

from __future__ import annotations

from sqlalchemy import Connection, Table, exists, select
from sqlalchemy.sql.elements import ColumnElement

from fieldapp.domain.ids import Scope
from fieldapp.store.pulled_rows import RowKey
from fieldapp.store.reference_rows import VERSIONED
from fieldapp.store.tables import ORDER_BASE, PULLED_ROW, REFERENCE, STOCK_MOVEMENT
from fieldapp.wire.messages import DocumentKind

_VANS = "engineer:"
"""Beginning of the scopes whose movements of stock come down; their lines carry no scope of their own."""


def of_scope(connection: Connection, scope: Scope) -> list[RowKey]:
    """Return the documents of the scope that no pulled row tells of; versions kept for old orders are none."""
    found: list[RowKey] = []
    orders = select(ORDER_BASE.c.order_id).where(ORDER_BASE.c.scope == scope)
    named = _told(ORDER_BASE, scope, PULLED_ROW.c.kind == DocumentKind.WORK_ORDER.value, "order_id")
    found += [(scope, DocumentKind.WORK_ORDER, key) for key in connection.execute(orders.where(~named)).scalars()]
    others = select(REFERENCE.c.kind, REFERENCE.c.key).where(REFERENCE.c.scope == scope)
    named = _told(REFERENCE, scope, PULLED_ROW.c.kind == REFERENCE.c.kind, "key")
    rows = connection.execute(others.where(~named, REFERENCE.c.kind.not_in(VERSIONED)).distinct())
    found += [(scope, DocumentKind(row.kind), row.key) for row in rows]
    if scope.startswith(_VANS):
        lines = select(STOCK_MOVEMENT.c.id).where(STOCK_MOVEMENT.c.seq.is_(None))
        named = _told(STOCK_MOVEMENT, scope, PULLED_ROW.c.kind == DocumentKind.STOCK_MOVEMENT.value, "id")
        found += [
            (scope, DocumentKind.STOCK_MOVEMENT, key) for key in connection.execute(lines.where(~named)).scalars()
        ]
    return found


def _told(table: Table, scope: Scope, of_kind: ColumnElement[bool], key: str) -> ColumnElement[bool]:
    """Return whether a pulled row tells of the table's row."""
    same = (PULLED_ROW.c.scope == scope, of_kind, PULLED_ROW.c.key == table.c[key])
    return exists().where(*same).correlate(table)

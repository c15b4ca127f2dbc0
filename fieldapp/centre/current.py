"""Which published version new orders begin with."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert

from fieldapp.centre.database.tables import current


def make_current(connection: Connection, kind: str, name: str, key: str, version: str) -> None:
    """Let new orders begin with this version in place of the one before."""
    connection.execute(delete(current).where(current.c.kind == kind, current.c.name == name))
    connection.execute(insert(current).values(kind=kind, name=name, key=key, version=version))

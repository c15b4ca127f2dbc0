"""Statements that run for every document of a pull, thousands of times: compiled once, given to the driver as text.

Built anew each time, a statement costs SQLAlchemy three times as long as SQLite needs to run it.
"""

from __future__ import annotations

from sqlalchemy import ClauseElement
from sqlalchemy.dialects import sqlite

_DIALECT = sqlite.dialect(paramstyle="named")


def prepared(statement: ClauseElement) -> str:
    """Return the text for `Connection.exec_driver_sql`; its parameters are the names of the columns and binds."""
    return str(statement.compile(dialect=_DIALECT))

"""PostgreSQL behind the centre, for a company: what it must promise, and which of its refusals pass by themselves.

Transactions that write are READ COMMITTED and hold the rows that they change: the device, its orders, their machines,
then the scopes in sorted order (SYNC.md rule 4). Those that read are REPEATABLE READ and READ ONLY.
"""

from __future__ import annotations

import os
from datetime import timedelta

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoFreeConnection
from sqlalchemy.pool import ConnectionPoolEntry

from fieldapp.centre.settings import PoolLimits
from fieldapp.domain.errors import StoreError

PROGRAM = "fieldapp-centre"
"""How a session calls itself to the server, with the number of its process behind a colon."""

_OLDEST = 150_000
"""PostgreSQL 15, as it numbers itself."""

_PROMISES = {
    "server_encoding": {"UTF8"},
    "fsync": {"on"},
    "full_page_writes": {"on"},
    "synchronous_commit": {"on", "remote_apply"},
    "in_recovery": {"off"},
}
"""What an acknowledged event rests on (SYNC.md rule 3); `in_recovery` is a standby, which takes nothing."""

_MET_ANOTHER = {"40001", "40P01", "23505"}
"""Serialization failure, deadlock, and a row that another writer entered since it was looked for."""

_SESSION_ENDED = {"25P03", "57P05"}
"""Ended by the server because it waited too long; the driver does not count them as operational."""

_READING = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
_MIGRATION_LOCK = 4_815_162_342_002
"""Any number that no other program of this database uses."""


def engine_for(url: URL, limits: PoolLimits) -> Engine:
    """Return the engine; nothing is connected yet. Parameters, which are customers' data, stand in no error."""
    engine = create_engine(
        url,
        pool_size=limits.connections,
        max_overflow=0,
        pool_timeout=limits.wait.total_seconds(),
        pool_recycle=int(limits.oldest.total_seconds()),
        pool_pre_ping=True,
        pool_use_lifo=True,
        hide_parameters=True,
        connect_args={
            "application_name": f"{PROGRAM}:{os.getpid()}",
            "connect_timeout": int(limits.connect.total_seconds()),
            "tcp_user_timeout": _milliseconds(limits.statement),
        },
    )

    def prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        _prepare(connection, limits)

    event.listen(engine, "connect", prepare)
    return engine


def reading(engine: Engine) -> Engine:
    """Return the engine for transactions that only look."""
    return engine.execution_options(**_READING)


def met_another(fault: DBAPIError) -> bool:
    """Tell whether the transaction was undone because of another one, so that it may simply be done again."""
    return _state(fault) in _MET_ANOTHER


def is_busy(fault: SQLAlchemyError) -> bool:
    """Tell whether nothing is wrong but the moment: no free connection, no server, no room, another writer."""
    if isinstance(fault, NoFreeConnection | OperationalError):
        return True
    return isinstance(fault, DBAPIError) and (fault.connection_invalidated or _state(fault) in _SESSION_ENDED)


def hold_for_migration(connection: Connection) -> None:
    """Let one of several programs that start together migrate, however long that takes; the others find it done."""
    connection.execute(text("SET LOCAL statement_timeout = 0"))
    connection.execute(text("SET LOCAL lock_timeout = 0"))
    connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _MIGRATION_LOCK})


def _state(fault: DBAPIError) -> str | None:
    found = getattr(fault.orig, "sqlstate", None)
    return found if isinstance(found, str) else None


def _prepare(connection: DBAPIConnection, limits: PoolLimits) -> None:
    """Hold a new connection against what it must promise, and give it its time limits."""
    names = [name for name in _PROMISES if name != "in_recovery"]
    columns = ", ".join(f"current_setting('{name}')" for name in ("server_version_num", *names))
    cursor = connection.cursor()
    cursor.execute(f"SELECT {columns}, CASE WHEN pg_is_in_recovery() THEN 'on' ELSE 'off' END")
    row = cursor.fetchone()
    assert row is not None  # a SELECT without FROM has one row
    version, *found = row
    if int(version) < _OLDEST:
        raise StoreError("centre.database-unsuitable", setting="server_version_num", found=version, needed=_OLDEST)
    for name, value in zip((*names, "in_recovery"), found, strict=True):
        if value not in _PROMISES[name]:
            needed = " | ".join(sorted(_PROMISES[name]))
            raise StoreError("centre.database-unsuitable", setting=name, found=value, needed=needed)
    for name, limit in (
        ("statement_timeout", limits.statement),
        ("lock_timeout", limits.lock),
        ("idle_in_transaction_session_timeout", limits.idle),
    ):
        cursor.execute("SELECT set_config(%s, %s, false)", (name, str(_milliseconds(limit))))
    cursor.close()
    connection.commit()


def _milliseconds(time: timedelta) -> int:
    return time // timedelta(milliseconds=1)

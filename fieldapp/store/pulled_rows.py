"""What each scope consists of here, row by row as the centre sent it, so that both can compare (SYNC.md rule 7)."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, exists, func, select, update
from sqlalchemy.dialects.sqlite import insert

from fieldapp.domain.ids import Scope, Sha256
from fieldapp.store import problems
from fieldapp.store.instants import from_us, to_us
from fieldapp.store.tables import ORDER_BASE, PROBLEM, PULLED_ROW, PULLED_SCOPE
from fieldapp.support.lines import noted
from fieldapp.wire.digests import EMPTY_SCOPE, RunningSum, row_hash
from fieldapp.wire.messages import CURSOR_EXPIRED, DocumentKind, ScopeDigest, SyncAnswer

_log = logging.getLogger(__name__)

DIFFERS, UNKNOWN, EXPIRED = "scope.differs", "scope.unknown", CURSOR_EXPIRED
"""Why a snapshot is wanted: the sums differ; this store is older than its sums; the feed does not reach back."""

ONCE_IN = timedelta(days=1)
"""A scope that differs is repaired once in this time: a defect on either side must not load it again and again."""

_PAUSED = "SELECT scope FROM pulled_scope WHERE number IS NOT NULL ORDER BY scope"
_SUMS = "SELECT scope, row_count, digest FROM pulled_scope"
_HELD = """
SELECT key, digest FROM pulled_row WHERE scope = ? AND kind = ? AND key IN (SELECT value FROM json_each(?))
"""
_PUT = "INSERT OR REPLACE INTO pulled_row (scope, kind, key, digest, seen) VALUES (?, ?, ?, ?, ?)"
_END = "DELETE FROM pulled_row WHERE scope = ? AND kind = ? AND key = ?"
_PUT_SUM = """
INSERT INTO pulled_scope (scope, wanted, after, row_count, digest) VALUES (?, '', '', ?, ?)
ON CONFLICT (scope) DO UPDATE SET row_count = excluded.row_count, digest = excluded.digest
"""

_NAMES = {kind: kind.value for kind in DocumentKind}
"""Looked up for every row: asking the Enum costs more."""

RowKey = tuple[Scope, DocumentKind, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A scope whose snapshot is wanted or under way: from which row on, at which number (None: from the beginning)."""

    scope: Scope
    after: str = ""
    number: int | None = None


@dataclass(frozen=True, slots=True)
class SnapshotState:
    """Whether a snapshot of a scope is wanted, and the number of the one that is under way."""

    is_wanted: bool = False
    number: int | None = None


class Book:
    """Keeps the sums of the scopes up while one transaction applies changes; `write` ends it."""

    def __init__(self, connection: Connection, scopes: Iterable[Scope], keys: Iterable[RowKey]) -> None:
        """`scopes` are those whose rows are known from the beginning; others are left alone until a snapshot."""
        known = {Scope(row.scope): row for row in connection.exec_driver_sql(_SUMS)}
        self._sums = {scope: RunningSum.of(row.row_count, row.digest) for scope, row in known.items()}
        self._before = {scope: (row.row_count, row.digest) for scope, row in known.items()}
        self._sums |= {scope: RunningSum(0, 0) for scope in scopes if scope not in known}
        self._held = _held(connection, [key for key in keys if key[0] in self._sums])
        self._changed: dict[RowKey, tuple[bytes, int] | None] = {}

    def put(self, key: RowKey, body: bytes, *, seen: bool = False) -> None:
        """The row is there and reads like this, in canonical JSON."""
        rows = self._sums.get(key[0])
        if rows is None:
            return
        if key in self._held:
            self.end(key)
        digest = row_hash(key[1], key[2], body)
        rows.add(digest)
        self._held[key] = digest
        self._changed[key] = digest, int(seen)

    def keep(self, key: RowKey) -> None:
        """The row is in the snapshot, and what is here of it stays."""
        held = self._held.get(key)
        if held is not None:
            self._changed[key] = held, 1

    def end(self, key: RowKey) -> None:
        """The row is there no longer."""
        held = self._held.pop(key, None)
        if held is not None:
            self._sums[key[0]].remove(held)
            self._changed[key] = None

    def write(self, connection: Connection) -> None:
        """Write what changed."""
        put = [(s, _NAMES[k], n, *row) for (s, k, n), row in self._changed.items() if row is not None]
        ended = [(s, k.value, n) for (s, k, n), row in self._changed.items() if row is None]
        if ended:
            connection.exec_driver_sql(_END, ended)
        if put:
            connection.exec_driver_sql(_PUT, put)
        for scope, rows in self._sums.items():
            if self._before.get(scope) != (rows.count, rows.digest):
                _write_sum(connection, scope, rows)


def recount(connection: Connection, scope: Scope) -> None:
    """Add the scope's rows up anew: what was wrong with the sum ends with the snapshot."""
    rows = RunningSum(0, 0)
    for digest in connection.execute(select(PULLED_ROW.c.digest).where(PULLED_ROW.c.scope == scope)).scalars():
        rows.add(digest)
    _write_sum(connection, scope, rows)


def compare(connection: Connection, answer: SyncAnswer, cursors: dict[Scope, int], now: datetime) -> None:
    """Hold what is here against what the centre says, after everything was pulled; a difference asks for a snapshot."""
    for scope, theirs in answer.digests.items():
        if cursors.get(scope, 0) != answer.cursors.get(scope, 0):
            continue
        row = connection.execute(select(PULLED_SCOPE).where(PULLED_SCOPE.c.scope == scope)).one_or_none()
        if row is None and cursors.get(scope, 0) == 0:
            continue
        if row is None:
            want(connection, scope, UNKNOWN, now)
        elif ScopeDigest(count=row.row_count, digest=Sha256(row.digest.hex())) != theirs or _lacks(connection, scope):
            _tell_difference(connection, row, theirs, now)
        else:
            problems.settle(connection, problems.SCOPE, scope)


def want(connection: Connection, scope: Scope, reason: str, now: datetime) -> None:
    """Ask for a snapshot of the scope; the next run of the sync fetches it."""
    values = {"wanted": reason, "number": None, "after": "", "repaired_us": to_us(now)}
    row = insert(PULLED_SCOPE).values(scope=scope, row_count=0, digest=bytes.fromhex(EMPTY_SCOPE), **values)
    connection.execute(row.on_conflict_do_update(index_elements=[PULLED_SCOPE.c.scope], set_=values))
    _log.info("a snapshot is wanted", extra=noted(scope=scope, reason=reason))


def wanted(connection: Connection) -> tuple[Wanted, ...]:
    """Return the snapshots that are to be fetched, or fetched on."""
    query = select(PULLED_SCOPE).where(PULLED_SCOPE.c.wanted != "").order_by(PULLED_SCOPE.c.scope)
    return tuple(Wanted(scope=row.scope, after=row.after, number=row.number) for row in connection.execute(query))


def state_of(connection: Connection, scope: Scope) -> SnapshotState:
    """Return how it stands about a scope's snapshot."""
    row = connection.execute(select(PULLED_SCOPE).where(PULLED_SCOPE.c.scope == scope)).one_or_none()
    return SnapshotState() if row is None else SnapshotState(bool(row.wanted), row.number)


def paused(connection: Connection) -> tuple[Scope, ...]:
    """Return the scopes of which some of a snapshot is here: the feed goes on behind it."""
    return tuple(map(Scope, connection.exec_driver_sql(_PAUSED).scalars()))


def begin(connection: Connection, scope: Scope, number: int) -> None:
    """Begin a snapshot: no row has been seen in it."""
    connection.execute(update(PULLED_ROW).where(PULLED_ROW.c.scope == scope).values(seen=0))
    go_on(connection, scope, number, "")


def go_on(connection: Connection, scope: Scope, number: int, after: str) -> None:
    """Remember how far the snapshot is."""
    here = update(PULLED_SCOPE).where(PULLED_SCOPE.c.scope == scope)
    connection.execute(here.values(number=number, after=after))


def finish(connection: Connection, scope: Scope) -> None:
    """The snapshot is here whole, or is not to be had: nothing is wanted any more."""
    here = update(PULLED_SCOPE).where(PULLED_SCOPE.c.scope == scope)
    connection.execute(here.values(wanted="", number=None, after=""))


def unseen(connection: Connection, scope: Scope) -> list[RowKey]:
    """Return the rows that were not in the snapshot."""
    query = select(PULLED_ROW.c.kind, PULLED_ROW.c.key).where(PULLED_ROW.c.scope == scope, PULLED_ROW.c.seen == 0)
    return [(scope, DocumentKind(row.kind), row.key) for row in connection.execute(query)]


def forget(connection: Connection) -> None:
    """Begin anew with a centre that begins anew: every scope comes from its start."""
    connection.execute(delete(PULLED_ROW))
    connection.execute(delete(PULLED_SCOPE))


def _tell_difference(connection: Connection, row: Row[Any], theirs: ScopeDigest, now: datetime) -> None:
    fields = {"here": str(row.row_count), "centre": str(theirs.count)}
    problems.report(connection, problems.SCOPE, row.scope, DIFFERS, fields, now)
    _log.info("a scope differs from the centre's", extra=noted(scope=row.scope, **fields))
    # A clock that was put back must not hold the repair up for years.
    if row.repaired_us is None or abs(now - from_us(row.repaired_us)) >= ONCE_IN:
        want(connection, row.scope, DIFFERS, now)


def _lacks(connection: Connection, scope: Scope) -> bool:
    """Tell whether an order of the scope is not here, though its row was taken over and could be read."""
    told = (PULLED_ROW.c.scope == scope, PULLED_ROW.c.kind == DocumentKind.WORK_ORDER.value)
    expected = connection.execute(select(func.count()).select_from(PULLED_ROW).where(*told)).scalar_one()
    if not expected or expected == connection.execute(select(func.count()).select_from(ORDER_BASE)).scalar_one():
        return False
    here = exists().where(ORDER_BASE.c.order_id == PULLED_ROW.c.key)
    name = PULLED_ROW.c.kind + ":" + PULLED_ROW.c.key
    unreadable = exists().where(PROBLEM.c.kind == problems.DOCUMENT, PROBLEM.c.key == name)
    return connection.execute(select(PULLED_ROW.c.key).where(*told, ~here, ~unreadable).limit(1)).first() is not None


def _held(connection: Connection, keys: list[RowKey]) -> dict[RowKey, bytes]:
    names: dict[tuple[Scope, DocumentKind], list[str]] = {}
    for scope, kind, key in keys:
        names.setdefault((scope, kind), []).append(key)
    found: dict[RowKey, bytes] = {}
    for (scope, kind), some in names.items():
        for key, digest in connection.exec_driver_sql(_HELD, (scope, kind.value, json.dumps(some))):
            found[scope, kind, key] = digest
    return found


def _write_sum(connection: Connection, scope: Scope, rows: RunningSum) -> None:
    connection.exec_driver_sql(_PUT_SUM, (scope, rows.count, rows.digest))

"""Writing the scope feeds: what each device is sent, numbered without gaps by one counter a scope (SYNC.md rule 4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection, and_, bindparam, delete, insert, select, update

from fieldapp.centre.database.engine import Database
from fieldapp.centre.database.tables import change, live_row, scope
from fieldapp.domain.ids import EngineerId, Scope, Sha256
from fieldapp.wire.codec import encode, to_json
from fieldapp.wire.digests import EMPTY_SCOPE, row_digest, with_row, without_row
from fieldapp.wire.messages import DocumentKind, Operation

REFERENCE = Scope("reference")
"""The scope that every device follows: parts, faults, prices, processes, forms."""

_KEYS_A_QUERY = 500

T = TypeVar("T")

_Key = tuple[DocumentKind, str]

_OF_ROW = and_(
    live_row.c.scope == bindparam("of_scope"),
    live_row.c.kind == bindparam("of_kind"),
    live_row.c.key == bindparam("of_key"),
)
_END, _CHANGE = delete(live_row).where(_OF_ROW), update(live_row).where(_OF_ROW)


def engineer_scope(engineer_id: EngineerId) -> Scope:
    """Return the scope of one engineer's orders and van."""
    return Scope(f"engineer:{engineer_id}")


def write_and_tell(database: Database, work: Callable[[Connection, Feed], T]) -> T:
    """Do an act of the office in one transaction and tell the devices, from its beginning again as `transact` does.

    So of two offices that decide the same at once the second one hears, of the act itself, that it was decided.
    """

    def act(connection: Connection) -> T:
        feed = Feed()
        result = work(connection, feed)
        feed.flush(connection)
        return result

    return database.transact(act)


@dataclass(frozen=True, slots=True)
class _Entry:
    operation: Operation
    body: bytes | None
    digest: Sha256 | None


class Feed:
    """Gathers what one transaction tells the devices; `flush` is the last thing that the transaction does.

    Of several entries about one row only the last is sent, and a put that says nothing new is not sent at all.
    """

    def __init__(self) -> None:
        self._entries: dict[Scope, dict[_Key, _Entry]] = {}

    def put(self, to: Scope, kind: DocumentKind, key: str, document: object) -> None:
        """The row is there and reads like this."""
        self._add(to, kind, key, Operation.PUT, document)

    def grant(self, to: Scope, kind: DocumentKind, key: str, document: object) -> None:
        """The row can be seen in this scope from now on."""
        self._add(to, kind, key, Operation.GRANT, document)

    def revoke(self, to: Scope, kind: DocumentKind, key: str) -> None:
        """The row can be seen in this scope no longer; it lives on elsewhere."""
        self._entries.setdefault(to, {})[kind, key] = _Entry(Operation.REVOKE, None, None)

    def _add(self, to: Scope, kind: DocumentKind, key: str, operation: Operation, document: object) -> None:
        plain = to_json(document)
        entry = _Entry(operation, encode(plain), row_digest(kind, key, plain))
        self._entries.setdefault(to, {})[kind, key] = entry

    def add(self, other: Feed) -> None:
        """Tell also what another one gathered, after what was gathered here."""
        for to, entries in other._entries.items():
            self._entries.setdefault(to, {}).update(entries)

    def flush(self, connection: Connection) -> None:
        """Number and write what was gathered; scopes are locked in sorted order, so no two writers wait crosswise."""
        for name in sorted(self._entries):
            _write_scope(connection, name, self._entries[name])
        self._entries.clear()


def _write_scope(connection: Connection, name: Scope, entries: dict[_Key, _Entry]) -> None:
    number, count, digest = _locked(connection, name)
    live = _live_digests(connection, name, list(entries))
    rows: list[dict[str, object]] = []
    begun: list[dict[str, object]] = []
    changed: list[dict[str, object]] = []
    ended: list[dict[str, object]] = []
    for key, entry in entries.items():
        before = live.get(key)
        if before == entry.digest:
            continue  # nothing new to say: the same document again, or the end of what never was
        number += 1
        rows.append(_change_row(name, number, key, entry))
        if before is not None:
            count, digest = count - 1, without_row(digest, before)
        if entry.digest is None:
            ended.append(_bound(name, key))
            continue
        count, digest = count + 1, with_row(digest, entry.digest)
        if before is None:
            begun.append(_live_row(name, number, key, entry.digest))
        else:
            changed.append({**_bound(name, key), "number": number, "digest": entry.digest})
    if not rows:
        return
    for statement, values in ((insert(change), rows), (_END, ended), (_CHANGE, changed), (insert(live_row), begun)):
        if values:
            connection.execute(statement, values)
    raised = {"last_number": number, "live_count": count, "live_digest": digest}
    connection.execute(update(scope).where(scope.c.name == name).values(**raised))


def _change_row(name: Scope, number: int, key: _Key, entry: _Entry) -> dict[str, object]:
    return {
        "scope": name,
        "number": number,
        "operation": entry.operation.value,
        "kind": key[0].value,
        "key": key[1],
        "document": entry.body,
    }


def _bound(name: Scope, key: _Key) -> dict[str, object]:
    return {"of_scope": name, "of_kind": key[0].value, "of_key": key[1]}


def _live_row(name: Scope, number: int, key: _Key, digest: Sha256) -> dict[str, object]:
    return {"scope": name, "kind": key[0].value, "key": key[1], "number": number, "digest": digest}


def _locked(connection: Connection, name: Scope) -> tuple[int, int, Sha256]:
    """Return counter, count and digest of the scope, held until the transaction ends; a new scope begins at 0."""
    columns = (scope.c.last_number, scope.c.live_count, scope.c.live_digest)
    found = connection.execute(select(*columns).where(scope.c.name == name).with_for_update()).one_or_none()
    if found is not None:
        return found.last_number, found.live_count, Sha256(found.live_digest)
    connection.execute(insert(scope).values(name=name, last_number=0, live_count=0, live_digest=EMPTY_SCOPE))
    return 0, 0, EMPTY_SCOPE


def _live_digests(connection: Connection, name: Scope, keys: list[_Key]) -> dict[_Key, Sha256]:
    """Return the digests of those rows that are live."""
    found: dict[_Key, Sha256] = {}
    for start in range(0, len(keys), _KEYS_A_QUERY):
        wanted = [key for _, key in keys[start : start + _KEYS_A_QUERY]]
        query = select(live_row.c.kind, live_row.c.key, live_row.c.digest)
        for row in connection.execute(query.where(live_row.c.scope == name, live_row.c.key.in_(wanted))):
            found[DocumentKind(row.kind), row.key] = Sha256(row.digest)
    return found

"""Reading the scope feeds: the next page of changes after a device's cursors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from fieldapp.centre.database.tables import change, scope
from fieldapp.domain.errors import CentreRefused
from fieldapp.domain.ids import Scope, Sha256
from fieldapp.wire.codec import Json, decode
from fieldapp.wire.digests import EMPTY_SCOPE
from fieldapp.wire.messages import SCHEMA_OF_KIND, Change, DocumentKind, Operation, ScopeDigest
from fieldapp.wire.versions import SCHEMA

_WORK = {DocumentKind.CHOICE_LIST.value: 16}
"""How many times its bytes a document counts in an answer, which the device applies in one transaction while an
engineer's answer may wait: of a list's rows every cell is indexed (4,000 rows: 0.3 to 0.7 s)."""


@dataclass(frozen=True, slots=True)
class Page:
    """Changes in order, the cursors after them, whether more wait, and what each scope should add up to at its end."""

    changes: tuple[Change, ...]
    cursors: dict[Scope, int]
    more: bool
    digests: dict[Scope, ScopeDigest]


@dataclass(slots=True)
class _Room:
    """What may still go into one answer; the first change always fits."""

    changes: int
    bytes: int

    def takes(self, size: int) -> bool:
        if self.changes <= 0 or self.bytes <= 0:
            return False
        self.changes -= 1
        self.bytes -= size
        return True


def read_page(
    connection: Connection,
    scopes: Sequence[Scope],
    cursors: Mapping[Scope, int],
    *,
    most: int,
    most_bytes: int,
    schema: int = SCHEMA,
) -> Page:
    """Return the next changes of `scopes`; what the device says of other scopes is not looked at.

    A scope ends before the first change that a device of `schema` cannot read: its program has to be updated first.

    Raises CentreRefused("cursor-unknown") for a cursor that is ahead of its scope.
    """
    room = _Room(most, most_bytes)
    changes: list[Change] = []
    after: dict[Scope, int] = {}
    digests: dict[Scope, ScopeDigest] = {}
    more = False
    for name in sorted(scopes):
        last, digests[name] = _state(connection, name)
        cursor = cursors.get(name, 0)
        if not 0 <= cursor <= last:
            raise CentreRefused("cursor-unknown", scope=name, last=last)
        for entry in _after(connection, name, cursor, room):
            if SCHEMA_OF_KIND.get(entry.kind, 1) > schema:
                last = cursor
                break
            changes.append(entry)
            cursor = entry.number
        after[name] = cursor
        more = more or cursor < last
    return Page(tuple(changes), after, more, digests)


def _state(connection: Connection, name: Scope) -> tuple[int, ScopeDigest]:
    row = connection.execute(select(scope).where(scope.c.name == name)).one_or_none()
    if row is None:
        return 0, ScopeDigest(count=0, digest=EMPTY_SCOPE)
    return row.last_number, ScopeDigest(count=row.live_count, digest=Sha256(row.live_digest))


def _after(connection: Connection, name: Scope, cursor: int, room: _Room) -> Iterator[Change]:
    query = select(change).where(change.c.scope == name, change.c.number > cursor).order_by(change.c.number)
    for row in connection.execute(query.limit(max(room.changes, 0))):
        if not room.takes(len(row.document or b"") * _WORK.get(row.kind, 1)):
            return
        yield Change(
            scope=name,
            number=row.number,
            operation=Operation(row.operation),
            kind=DocumentKind(row.kind),
            key=row.key,
            document=decode(row.document, Json) if row.document is not None else None,
        )

"""Reading the scope feeds: the next page of changes after a device's cursors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, select

from fieldapp.centre.database.tables import change, live_row, scope
from fieldapp.domain.errors import CentreRefused
from fieldapp.domain.ids import Scope, Sha256
from fieldapp.wire.codec import Json, decode
from fieldapp.wire.digests import EMPTY_SCOPE, without_row
from fieldapp.wire.messages import (
    CURSOR_EXPIRED,
    SCHEMA_OF_KIND,
    UPGRADE_REQUIRED,
    Change,
    DocumentKind,
    Operation,
    ScopeDigest,
)
from fieldapp.wire.versions import SCHEMA, SNAPSHOT_SCHEMA

_WORK = {DocumentKind.CHOICE_LIST.value: 16}
"""How many times its bytes a document counts in an answer, which the device applies in one transaction while an
engineer's answer may wait: of a list's rows every cell is indexed (4,000 rows: 0.3 to 0.7 s)."""


_ROW = (change.c.number, change.c.operation, change.c.kind, change.c.key, change.c.document)
_AT_ONCE = 100
_OPERATIONS = {operation.value: operation for operation in Operation}
_KINDS = {kind.value: kind for kind in DocumentKind}
"""Looked up two thousand times a page: asking the Enum cost more than reading the row."""


@dataclass(frozen=True, slots=True)
class Page:
    """Changes in order, the cursors after them, whether more wait, and what each scope should add up to at its end.

    `withheld` names the scopes of which nothing more comes down, with the code of the reason.
    """

    changes: tuple[Change, ...]
    cursors: dict[Scope, int]
    more: bool
    digests: dict[Scope, ScopeDigest]
    withheld: dict[Scope, str] = field(default_factory=dict)


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


@dataclass(frozen=True, slots=True)
class _State:
    """A scope at one moment: its last number, where its feed begins, and what its readable rows add up to."""

    last: int
    floor: int
    digest: ScopeDigest


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

    What a device of `schema` cannot read is skipped; one that knows no `skip` is withheld the rest of that scope.
    Raises CentreRefused("cursor-unknown") for a cursor that is ahead of its scope.
    """
    room = _Room(most, most_bytes)
    page = Page((), {}, False, {})
    for name in sorted(scopes):
        state = _state(connection, name, schema)
        cursor = cursors.get(name, 0)
        if not 0 <= cursor <= state.last:
            raise CentreRefused("cursor-unknown", scope=name, last=state.last)
        page = _with_scope(page, name, state, *_changes(connection, name, cursor, state, room, schema))
    return page


def _with_scope(page: Page, name: Scope, state: _State, changes: list[Change], cursor: int, reason: str) -> Page:
    return Page(
        changes=(*page.changes, *changes),
        cursors={**page.cursors, name: cursor},
        more=page.more or (not reason and cursor < state.last),
        digests=page.digests if reason else {**page.digests, name: state.digest},
        withheld={**page.withheld, name: reason} if reason else page.withheld,
    )


def _changes(
    connection: Connection, name: Scope, cursor: int, state: _State, room: _Room, schema: int
) -> tuple[list[Change], int, str]:
    """Return what follows on the cursor, the cursor then, and why nothing more follows ("" where more does)."""
    found: list[Change] = []
    if cursor < state.floor:
        return found, cursor, CURSOR_EXPIRED
    readable = {kind for kind in DocumentKind if is_readable(kind, schema)}
    for entry in _after(connection, name, cursor, state.last, room):
        if entry.number != cursor + 1:
            # All of this is read from one state, so only a feed that lost a row has a hole: a snapshot leads beyond it.
            return found, cursor, CURSOR_EXPIRED
        if entry.kind in readable:
            found.append(entry)
        elif schema < SNAPSHOT_SCHEMA:
            return found, cursor, UPGRADE_REQUIRED
        else:
            found.append(replace(entry, operation=Operation.SKIP, document=None))
        cursor = entry.number
    return found, cursor, ""


def is_readable(kind: DocumentKind, schema: int) -> bool:
    """Tell whether a device of this schema knows the kind."""
    return SCHEMA_OF_KIND.get(kind, 1) <= schema


def _state(connection: Connection, name: Scope, schema: int) -> _State:
    row = connection.execute(select(scope).where(scope.c.name == name)).one_or_none()
    if row is None:
        return _State(0, 0, ScopeDigest(count=0, digest=EMPTY_SCOPE))
    whole = ScopeDigest(count=row.live_count, digest=Sha256(row.live_digest))
    return _State(row.last_number, row.floor, _readable_part(connection, name, whole, schema))


def _readable_part(connection: Connection, name: Scope, whole: ScopeDigest, schema: int) -> ScopeDigest:
    """Return count and digest of the rows that a device of this schema has: both sides compare the same rows."""
    unread = [kind.value for kind in DocumentKind if not is_readable(kind, schema)]
    if not unread:
        return whole
    count, digest = whole.count, whole.digest
    query = select(live_row.c.digest).where(live_row.c.scope == name, live_row.c.kind.in_(unread))
    for row in connection.execute(query):
        count, digest = count - 1, without_row(digest, Sha256(row.digest))
    return ScopeDigest(count=count, digest=digest)


def _after(connection: Connection, name: Scope, cursor: int, last: int, room: _Room) -> Iterator[Change]:
    # Not beyond the number that the digest was read with: another transaction may have gone on since.
    following = (change.c.scope == name, change.c.number > cursor, change.c.number <= last)
    query = select(*_ROW).where(*following).order_by(change.c.number).limit(max(room.changes, 0))
    for rows in connection.execute(query).partitions(_AT_ONCE):
        for number, operation, kind, key, document in rows:
            if not room.takes(len(document or b"") * _WORK.get(kind, 1)):
                return
            yield Change(
                scope=name,
                number=number,
                operation=_OPERATIONS[operation],
                kind=_KINDS[kind],
                key=key,
                document=None if document is None else decode(document, Json),
            )

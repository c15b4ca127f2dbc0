"""How far each device is, and where the feeds may begin: what everybody has got is thrown away (SYNC.md rule 8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection, delete, func, insert, select, update

from fieldapp.centre import facts
from fieldapp.centre.database.engine import Database
from fieldapp.centre.database.tables import change, device, device_cursor, live_row, scope
from fieldapp.domain.ids import DeviceId, Scope

LIVE = timedelta(days=90)
"""A device that did not come for longer holds nothing back: it takes a snapshot when it comes again."""

_DAILY = timedelta(days=1)
_LARGEST = 2**63 - 1
"""What a column holds."""

_SEEN_AGAIN = timedelta(hours=1)
"""How old the note of a device's last contact may grow before an answer without news writes it anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compacted:
    """How many changes of how many scopes were thrown away."""

    scopes: int = 0
    changes: int = 0


def is_noted(connection: Connection, device_id: DeviceId, cursors: Mapping[Scope, int], now: datetime) -> bool:
    """Tell whether nothing is to be written of this contact."""
    seen_at: datetime = connection.execute(select(device.c.seen_at).where(device.c.id == device_id)).scalar_one()
    return now - seen_at < _SEEN_AGAIN and _noted(connection, device_id) == dict(cursors)


def note(connection: Connection, device_id: DeviceId, cursors: Mapping[Scope, int], now: datetime) -> None:
    """Remember how far the device is in the scopes that it follows, and that it came."""
    connection.execute(update(device).where(device.c.id == device_id).values(seen_at=now))
    if _noted(connection, device_id) == dict(cursors):
        return
    connection.execute(delete(device_cursor).where(device_cursor.c.device_id == device_id))
    rows = [{"device_id": device_id, "scope": name, "number": number} for name, number in cursors.items()]
    if rows:
        connection.execute(insert(device_cursor), rows)


def followed(cursors: Mapping[Scope, int], scopes: Sequence[Scope]) -> dict[Scope, int]:
    """Return the cursors of scopes that the device may see, without those that no column could hold."""
    return {name: cursors[name] for name in sorted(scopes) if 0 <= cursors.get(name, -1) <= _LARGEST}


def compact_daily(database: Database, now: datetime) -> Compacted:
    """Do so once a day, whoever asks how often; two workers that do it at once do no harm."""

    def is_due(connection: Connection) -> bool:
        done = facts.read(connection, facts.Fact.COMPACTED_AT)
        return done is None or abs(now - datetime.fromisoformat(done)) >= _DAILY

    with database.read() as connection:
        if not is_due(connection):
            return Compacted()
    database.transact(lambda connection: facts.write(connection, facts.Fact.COMPACTED_AT, now.isoformat()))
    return compact(database, now)


def compact(database: Database, now: datetime) -> Compacted:
    """Throw away what no device needs, a transaction a scope: superseded rows, and ends of rows, below the floor."""
    with database.read() as connection:
        names = [Scope(name) for name in connection.execute(select(scope.c.name).order_by(scope.c.name)).scalars()]
    done = Compacted()
    for name in names:
        gone = database.transact(partial(_compact_scope, name=name, now=now))
        done = Compacted(scopes=done.scopes + (gone > 0), changes=done.changes + gone)
    return done


def _compact_scope(connection: Connection, name: Scope, now: datetime) -> int:
    last = connection.execute(select(scope.c.last_number).where(scope.c.name == name).with_for_update()).scalar_one()
    slowest = _slowest(connection, name, now)
    reach = last if slowest is None else min(slowest, last)
    needed = select(live_row.c.number).where(live_row.c.scope == name)
    unneeded = (change.c.scope == name, change.c.number <= reach, change.c.number.not_in(needed))
    # The floor rises only as far as something is missing: a new tablet reads a whole feed in the same round trip.
    floor = connection.execute(select(func.max(change.c.number)).where(*unneeded)).scalar_one()
    if floor is None:
        return 0
    gone = connection.execute(delete(change).where(*unneeded)).rowcount
    connection.execute(update(scope).where(scope.c.name == name).values(floor=floor))
    return gone


def _slowest(connection: Connection, name: Scope, now: datetime) -> int | None:
    """Return the cursor of the slowest device that still comes, None where nobody follows the scope."""
    comes = (device.c.revoked_at.is_(None), device.c.removed_at.is_(None), device.c.seen_at > now - LIVE)
    query = select(func.min(device_cursor.c.number)).join(device, device.c.id == device_cursor.c.device_id)
    found: int | None = connection.execute(query.where(device_cursor.c.scope == name, *comes)).scalar_one()
    return found


def _noted(connection: Connection, device_id: DeviceId) -> dict[Scope, int]:
    query = select(device_cursor.c.scope, device_cursor.c.number).where(device_cursor.c.device_id == device_id)
    return {Scope(row.scope): int(row.number) for row in connection.execute(query)}

"""Single facts of this device: one row a fact, its value as JSON of a known type."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from fieldapp.domain.errors import CentreRefused
from fieldapp.store.kept import decode
from fieldapp.store.prepared import prepared
from fieldapp.store.tables import META
from fieldapp.wire.codec import encode

T = TypeVar("T")

ENROLMENT = "enrolment"
EPOCH = "epoch"
COVERED_SEQ = "covered_seq"
"""Events up to this number are inside the pulled documents: set by an answer after which nothing was left to pull."""
BACKED_UP_SEQ = "backed_up_seq"
"""Events up to this number are in a verified backup of the centre, as its last answer said; 0 in another epoch."""
PRUNED_SEQ = "pruned_seq"
"""Up to this number events were looked at for content to give up (`pruning.py`)."""
RESYNC = "resync"
"""True from an epoch change until everything was pulled anew."""
CLOCK_OFFSET = "clock_offset"
COMPLETE_AT = "complete_at"
ENTRIES_MADE = "entries_made"
"""True once everything that a file of an earlier program held can be found by a search."""
FAULTS_MADE = "faults_made"
"""The same of the fault library, which was there before its search."""
SEALED_FOR = "sealed_for"
"""Name of the company's key to which the centre has this device's spare key sealed."""
SPARE = "spare"
"""The spare key whose sealed copy is on its way to the company; forgotten once it has arrived."""
LEAVING = "leaving"
"""True once a revoked device has delivered everything: its data are removed next."""
CHECKED_AT = "checked_at"
"""When the whole file was last read through and found good."""
RECOVERY = "recovery"
"""What the last recovery did: `domain.views.recovery.RecoveryReport`."""
TOLD_NEWS = "told_news"
"""True once everything came down: from then on what the office changes is news."""
MOVING = "moving"
"""True from the moment in which this tablet got another name until nothing beside the database has the former one."""
OUTBOX_BASE = "outbox_base"
"""Behind which event the outbox goes on where the rows before it are not here any more (after a recovery)."""

_VALUE = prepared(select(META.c.value).where(META.c.key == bindparam("key")))
_ROW = insert(META)
_WRITE = prepared(_ROW.on_conflict_do_update(index_elements=[META.c.key], set_={"value": _ROW.excluded.value}))


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockOffset:
    """What sync measured: add `offset` to the wall clock of `measured_at` to get the centre's time."""

    offset: timedelta
    measured_at: datetime


def read(connection: Connection, key: str, kind: type[T]) -> T | None:
    """Return the fact, or None where it was never written."""
    value = connection.exec_driver_sql(_VALUE, {"key": key}).scalar_one_or_none()
    return None if value is None else decode(value, kind)


def write(connection: Connection, key: str, value: object) -> None:
    """Write or replace the fact."""
    connection.exec_driver_sql(_WRITE, {"key": key, "value": encode(value)})


def forget(connection: Connection, key: str) -> None:
    """Remove the fact."""
    connection.execute(delete(META).where(META.c.key == key))


def refuse_other_epoch(connection: Connection, epoch: str) -> None:
    """Make sure that numbers and outcomes are of the life of the centre that the cursors follow (SYNC.md rule 3).

    Raises CentreRefused("epoch-changed").
    """
    if epoch != read(connection, EPOCH, str):
        raise CentreRefused("epoch-changed")

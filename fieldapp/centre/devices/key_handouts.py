"""The company's door into a tablet leaves a trace: who was given which recovery code, when, and in what form (SYN-6).

It tells of what went through this program. Whoever owns the centre's folder can open a key without it; that door is
closed by the rights on the folder, not here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path

from sqlalchemy import Connection, insert, select

from fieldapp.centre.database.tables import key_handout
from fieldapp.centre.devices.retirement import recover_key
from fieldapp.domain.ids import DeviceId

_NAME_LENGTH = 200


class Way(Enum):
    """In what form a code left the centre."""

    SHOWN = "shown"
    FILE = "file"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handout:
    """One code that was given out; `taken_by` is the login or the name that was given."""

    device_id: DeviceId
    taken_by: str
    taken_at: datetime
    way: Way


def hand_out(connection: Connection, handout: Handout, trust: Path) -> bytes:
    """Return the device's spare key and note who got it; nothing is noted where there is none to give.

    Raises what `recover_key` raises.
    """
    spare = recover_key(connection, handout.device_id, trust)
    row = {
        "device_id": handout.device_id,
        "taken_by": handout.taken_by[:_NAME_LENGTH],
        "taken_at": handout.taken_at,
        "way": handout.way.value,
    }
    connection.execute(insert(key_handout).values(**row))
    return spare


def read_handouts(connection: Connection) -> tuple[Handout, ...]:
    """Return every handout, the oldest first."""
    rows = connection.execute(select(key_handout).order_by(key_handout.c.id))
    return tuple(
        Handout(device_id=DeviceId(row.device_id), taken_by=row.taken_by, taken_at=row.taken_at, way=Way(row.way))
        for row in rows
    )

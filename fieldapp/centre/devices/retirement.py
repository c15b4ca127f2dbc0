"""Taking a tablet out of use, and opening one whose PIN is forgotten: revoking, the farewell, the sealed keys (SYN-6).

A revoked device may still bring what it has, and nothing comes down to it any more; once it has said farewell it is a
stranger. What it holds is unreadable without its PIN all the while.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select, update

from fieldapp.centre.database.tables import device, engineer, sealed_key
from fieldapp.domain.errors import BadInput, CentreRefused, NotFound, Refused
from fieldapp.domain.ids import DeviceId
from fieldapp.trust.escrow import SEALED_BYTES, EscrowKey
from fieldapp.wire.messages import SealedKey

_KEY_NAME = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceEntry:
    """A device as the office lists it; `key_received_at` is None where the depot could not open it.

    `forked_at` is when another history last came under its name: there is a copy of it (SYNC.md rule 12).
    """

    id: DeviceId
    name: str
    engineer_name: str
    app_version: str
    enrolled_at: datetime
    seen_at: datetime
    revoked_at: datetime | None
    removed_at: datetime | None
    key_received_at: datetime | None
    forked_at: datetime | None = None


def read_devices(connection: Connection) -> tuple[DeviceEntry, ...]:
    """Return all devices, in the order of their enrolment."""
    rows = connection.execute(
        select(device, engineer.c.name.label("engineer_name"), sealed_key.c.received_at)
        .join(engineer, engineer.c.id == device.c.engineer_id)
        .outerjoin(sealed_key, sealed_key.c.device_id == device.c.id)
        .order_by(device.c.enrolled_at, device.c.id)
    )
    return tuple(
        DeviceEntry(
            id=DeviceId(row.id),
            name=row.name,
            engineer_name=row.engineer_name,
            app_version=row.app_version,
            enrolled_at=row.enrolled_at,
            seen_at=row.seen_at,
            revoked_at=row.revoked_at,
            removed_at=row.removed_at,
            key_received_at=row.received_at,
            forked_at=row.forked_at,
        )
        for row in rows
    )


def find_device(connection: Connection, device_id: DeviceId) -> DeviceEntry:
    """Return one device. Raises NotFound("device.not-enrolled")."""
    _known(connection, device_id)
    return next(entry for entry in read_devices(connection) if entry.id == device_id)


def revoke(connection: Connection, device_id: DeviceId, now: datetime) -> None:
    """Take the device out of use; what was revoked before keeps its day. Raises NotFound("device.not-enrolled")."""
    _known(connection, device_id)
    first = (device.c.id == device_id, device.c.revoked_at.is_(None))
    connection.execute(update(device).where(*first).values(revoked_at=now))


def say_farewell(connection: Connection, device_id: DeviceId, now: datetime) -> None:
    """Note that a revoked device removes its data; its key copy has nothing left to open.

    Raises CentreRefused("device-in-use") for one that nobody revoked.
    """
    revoked = (device.c.id == device_id, device.c.revoked_at.is_not(None))
    if connection.execute(update(device).where(*revoked).values(removed_at=now)).rowcount != 1:
        raise CentreRefused("device-in-use")
    connection.execute(delete(sealed_key).where(sealed_key.c.device_id == device_id))


def keep_key(connection: Connection, device_id: DeviceId, copy: SealedKey, now: datetime) -> None:
    """Keep the sealed copy in place of an earlier one. Raises CentreRefused("wire.malformed") for an impossible one."""
    if len(copy.sealed) != SEALED_BYTES or not _KEY_NAME.fullmatch(copy.key_name):
        raise CentreRefused("wire.malformed", detail="sealed")
    connection.execute(delete(sealed_key).where(sealed_key.c.device_id == device_id))
    row = {"device_id": device_id, "key_name": copy.key_name, "sealed": copy.sealed, "received_at": now}
    connection.execute(insert(sealed_key).values(**row))


def company_key(connection: Connection, trust: Path) -> EscrowKey:
    """Return the company's pair for sealed copies; it is made once, for the first tablet.

    Raises BadInput("trust.escrow-unreadable") where copies lie here already and the pair that opens them is gone.
    """
    copies = connection.execute(select(sealed_key.c.device_id).limit(1)).first()
    return EscrowKey.open_or_make(trust) if copies is None else EscrowKey.open(trust)


def renew_company_key(connection: Connection, trust: Path) -> int:
    """Make another pair in place of one that is lost; return how many copies went that only the lost one opened.

    Every tablet delivers a copy for the new pair at its next contact. A broken file is kept beside the new one.
    Raises Refused("trust.escrow-works") while the pair can be read.
    """
    try:
        EscrowKey.open(trust)
    except BadInput:
        EscrowKey.set_aside(trust)
    else:
        raise Refused("trust.escrow-works", folder=str(trust))
    dropped = connection.execute(delete(sealed_key)).rowcount
    EscrowKey.open_or_make(trust)
    return dropped


def recover_key(connection: Connection, device_id: DeviceId, trust: Path) -> bytes:
    """Return the device's spare key, opened with the company's private key of the folder `trust`.

    A device of an earlier program delivered its data key instead; nothing here can tell them apart.

    Raises NotFound("device.not-enrolled" | "device.no-key" | "device.removed"),
    BadInput("trust.escrow-not-ours" | "trust.escrow-unreadable").
    """
    if find_device(connection, device_id).removed_at is not None:
        raise NotFound("device.removed", device=device_id)
    query = select(sealed_key.c.sealed).where(sealed_key.c.device_id == device_id)
    sealed = connection.execute(query).scalar_one_or_none()
    if sealed is None:
        raise NotFound("device.no-key", device=device_id)
    return EscrowKey.open(trust).unseal(sealed, device_id)


def _known(connection: Connection, device_id: DeviceId) -> None:
    if connection.execute(select(device.c.id).where(device.c.id == device_id)).one_or_none() is None:
        raise NotFound("device.not-enrolled", device=device_id)

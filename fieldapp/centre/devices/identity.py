"""Who a device is: enrolment with a one-time code, and knowing it again by its token."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from fieldapp.centre.database.tables import device, engineer, enrol_code
from fieldapp.domain.errors import CentreRefused, NotFound
from fieldapp.domain.ids import DeviceId, EngineerId
from fieldapp.trust.device_keys import is_public_key
from fieldapp.wire.codec import CHAIN_START
from fieldapp.wire.messages import EnrolRequest

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, so that a code can be read out over the telephone."""

_CODE_LENGTH = 16
_DEVICE_ID_LENGTH = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """A fresh identity; the token is known to the device only, the centre keeps its hash."""

    device_id: DeviceId
    token: str
    engineer_id: EngineerId
    engineer_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDevice:
    """A device that has shown its token."""

    id: DeviceId
    engineer_id: EngineerId
    public_key: str
    revoked: bool = False
    """It may bring what it has and say farewell; nothing comes down to it."""


def register_engineer(connection: Connection, engineer_id: EngineerId, name: str) -> None:
    """Enter an engineer, or correct the name of a known one."""
    known = connection.execute(select(engineer.c.name).where(engineer.c.id == engineer_id)).scalar_one_or_none()
    if known is None:
        connection.execute(insert(engineer).values(id=engineer_id, name=name))
    elif known != name:  # the row of an engineer is referred to by all that is his: it is not written without need
        connection.execute(update(engineer).where(engineer.c.id == engineer_id).values(name=name))


def engineer_name(connection: Connection, engineer_id: EngineerId) -> str:
    """Return what an engineer is called. Raises NotFound("engineer.unknown")."""
    name = connection.execute(select(engineer.c.name).where(engineer.c.id == engineer_id)).scalar_one_or_none()
    if name is None:
        raise NotFound("engineer.unknown", engineer=engineer_id)
    return str(name)


def issue_code(connection: Connection, engineer_id: EngineerId, now: datetime, life: timedelta) -> str:
    """Return a new one-time code for the engineer's tablet. Raises NotFound("engineer.unknown")."""
    engineer_name(connection, engineer_id)
    code = _random_text(_CODE_LENGTH)
    row = {"code_sha256": _sha256(code), "engineer_id": engineer_id, "expires_at": now + life}
    connection.execute(insert(enrol_code).values(**row))
    return code


def enrol(connection: Connection, request: EnrolRequest, now: datetime) -> Enrolled:
    """Make a device out of a code. Raises CentreRefused("enrol-code-invalid" | "device-key-invalid")."""
    if not is_public_key(request.public_key):
        raise CentreRefused("device-key-invalid")
    code = _sha256(request.code.strip().upper())
    # One statement decides: of two tablets with the same code only one finds it unused.
    unused = (enrol_code.c.code_sha256 == code, enrol_code.c.used_at.is_(None), enrol_code.c.expires_at > now)
    if connection.execute(update(enrol_code).where(*unused).values(used_at=now)).rowcount != 1:
        raise CentreRefused("enrol-code-invalid")
    owner = connection.execute(
        select(engineer.c.id, engineer.c.name)
        .join(enrol_code, enrol_code.c.engineer_id == engineer.c.id)
        .where(enrol_code.c.code_sha256 == code)
    ).one()
    device_id, token = DeviceId(_random_text(_DEVICE_ID_LENGTH)), secrets.token_urlsafe(32)
    connection.execute(
        insert(device).values(
            id=device_id,
            engineer_id=owner.id,
            name=request.device_name,
            public_key=request.public_key,
            token_sha256=_sha256(token),
            app_version=request.app_version,
            enrolled_at=now,
            seen_at=now,
            chain=CHAIN_START,
        )
    )
    return Enrolled(device_id=device_id, token=token, engineer_id=EngineerId(owner.id), engineer_name=owner.name)


def authenticate(connection: Connection, device_id: str, token: str) -> KnownDevice:
    """Return the device that owns the token, a revoked one until it has said farewell.

    Raises CentreRefused("device-unknown"), whatever the reason.
    """
    row = connection.execute(select(device).where(device.c.id == device_id)).one_or_none()
    # Compared even where there is no such device: the answer takes as long.
    matches = hmac.compare_digest(row.token_sha256 if row is not None else "", _sha256(token))
    if row is None or not matches or row.removed_at is not None:
        raise CentreRefused("device-unknown")
    return _known(row)


def find(connection: Connection, device_id: DeviceId) -> KnownDevice | None:
    """Return a device that proves in another way than by its token who it is; None for a stranger, as above."""
    row = connection.execute(select(device).where(device.c.id == device_id)).one_or_none()
    if row is None or row.removed_at is not None:
        return None
    return _known(row)


def _known(row: Row[Any]) -> KnownDevice:
    return KnownDevice(
        id=DeviceId(row.id),
        engineer_id=EngineerId(row.engineer_id),
        public_key=row.public_key,
        revoked=row.revoked_at is not None,
    )


def _random_text(length: int) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(length))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

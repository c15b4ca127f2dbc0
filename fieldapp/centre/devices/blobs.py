"""What the books say of files: which are here, who delivered them, who may see them (SYNC.md rule 11)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from fieldapp.centre.database.tables import blob, blob_owner, live_row
from fieldapp.centre.devices.feed import REFERENCE
from fieldapp.domain.errors import CentreRefused
from fieldapp.domain.ids import EngineerId, Sha256
from fieldapp.wire.messages import DocumentKind

_NAME = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class BlobEntry:
    """What the centre knows of a delivered file."""

    sha256: Sha256
    media_type: str
    size: int


def checked_name(text: str) -> Sha256:
    """Return `text` as the name of a blob. Raises CentreRefused("blob-unknown") for anything but 64 hex digits."""
    if not _NAME.fullmatch(text):
        raise CentreRefused("blob-unknown")
    return Sha256(text)


def enter(connection: Connection, entry: BlobEntry, owner: EngineerId | None, now: datetime) -> None:
    """Write down that `owner` delivered the file, None for the company itself; repeating it changes nothing."""
    if connection.execute(select(blob.c.sha256).where(blob.c.sha256 == entry.sha256)).one_or_none() is None:
        row = {"sha256": entry.sha256, "media_type": entry.media_type, "size": entry.size, "received_at": now}
        connection.execute(insert(blob).values(**row))
    if owner is not None and not _delivered(connection, entry.sha256, owner):
        connection.execute(insert(blob_owner).values(sha256=entry.sha256, engineer_id=owner))


def find(connection: Connection, sha256: Sha256, viewer: EngineerId | None) -> BlobEntry | None:
    """Return the file's entry if `viewer` may see it: delivered it, or it is published to all. None is the desk."""
    row = connection.execute(select(blob).where(blob.c.sha256 == sha256)).one_or_none()
    if row is None:
        return None
    if viewer is not None and not (_delivered(connection, sha256, viewer) or _published(connection, sha256)):
        return None
    return BlobEntry(sha256=Sha256(row.sha256), media_type=row.media_type, size=row.size)


def _delivered(connection: Connection, sha256: Sha256, engineer: EngineerId) -> bool:
    query = select(blob_owner.c.sha256).where(blob_owner.c.sha256 == sha256, blob_owner.c.engineer_id == engineer)
    return connection.execute(query).first() is not None


def _published(connection: Connection, sha256: Sha256) -> bool:
    """Tell whether the file is a drawing or manual that every tablet is told of, whose key is its hash."""
    is_wanted = (
        live_row.c.scope == REFERENCE,
        live_row.c.kind == DocumentKind.MODEL_DOCUMENT.value,
        live_row.c.key == sha256,
    )
    return connection.execute(select(live_row.c.key).where(*is_wanted)).first() is not None

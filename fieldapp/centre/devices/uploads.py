"""Files on their way in, step by step: a step is durable first, and counts when the books say so (SYNC.md rule 11).

No lock is held while bytes come in. Two who write at one place both write; the books let one of them count, comparing
what each knew with what stands there. So any number of workers may share one database and one storage.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from fieldapp.centre.database.engine import Database
from fieldapp.centre.database.excerpt import is_key
from fieldapp.centre.database.tables import upload as table
from fieldapp.centre.devices import blobs
from fieldapp.centre.devices.blob_storage import BlobStorage, UploadId
from fieldapp.centre.devices.blobs import BlobEntry
from fieldapp.centre.devices.identity import KnownDevice
from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.errors import CentreRefused
from fieldapp.domain.ids import Sha256

_SWEPT_AT_ONCE = 50
"""Uploads that one creation removes at the most: nobody waits for the whole yard to be swept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file on its way: `offset` of its `size` bytes are durable and count; at `size` it is a file of the centre."""

    id: UploadId
    sha256: Sha256
    media_type: str
    size: int
    offset: int
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Uploads:
    """The uploads of one device; those of others do not exist for it."""

    database: Database
    settings: CentreSettings
    device: KnownDevice

    @property
    def storage(self) -> BlobStorage:
        """Return where the bytes lie."""
        return self.settings.blobs

    def begin(self, sha256: Sha256, media_type: str, size: int) -> Upload:
        """Make room for a file; one that this device's engineer delivered before is finished as it begins.

        One that the books have and the disk has lost comes anew. What has expired, and the oldest where the device has
        too many, makes way. Raises CentreRefused("body-too-large").
        """
        if size > self.settings.blob_limit:
            raise CentreRefused("body-too-large", limit=self.settings.blob_limit)
        now = self.settings.now()
        is_on_disk = self.storage.holds(sha256, size)
        upload = Upload(
            id=UploadId(secrets.token_hex(16)),
            sha256=sha256,
            media_type=media_type,
            size=size,
            offset=0,
            expires_at=now + self.settings.upload_life,
        )

        def write_down(connection: Connection) -> tuple[bool, tuple[UploadId, ...]]:
            gone = (*_take_expired(connection, now), *self._take_oldest(connection))
            known = blobs.find(connection, sha256, self.device.engineer_id)
            is_here = is_on_disk and known is not None and known.size == size
            begun = replace(upload, offset=size if is_here else 0)
            connection.execute(insert(table).values(device_id=self.device.id, **_row(begun)))
            return is_here, gone

        is_here, gone = self.database.transact(write_down)
        for name in gone:
            self.storage.remove(name)
        if is_here:
            return replace(upload, offset=size)
        return upload if size else self._finish(upload)

    def find(self, name: str) -> Upload:
        """Return the upload. Raises CentreRefused("upload-unknown" | "upload-expired")."""
        with self.database.read() as connection:
            found = self._find(connection, name)
        if found is None:
            raise CentreRefused("upload-unknown")
        if found.expires_at <= self.settings.now():
            raise CentreRefused("upload-expired")
        return found

    def at(self, name: str, offset: int) -> Upload:
        """Return the upload for somebody who goes on at `offset`. Raises as `find`, CentreRefused("upload-offset")."""
        found = self.find(name)
        if found.offset != offset:
            raise CentreRefused("upload-offset", offset=found.offset)
        return found

    def count(self, upload: Upload, offset: int) -> Upload:
        """Let what is durable up to `offset` count; the last byte makes it a file, once its hash is proven.

        Raises CentreRefused("upload-offset" | "upload-unknown" | "blob-hash-mismatch"); with the last one the upload is
        gone.
        """
        if offset == upload.size:
            return self._finish(upload)
        expires_at = self.settings.now() + self.settings.upload_life
        if not self.database.transact(lambda connection: _advance(connection, upload, offset, expires_at)):
            self._refuse_late(upload)
        return replace(upload, offset=offset, expires_at=expires_at)

    def end(self, name: str) -> None:
        """Throw an upload away; the file it has become stays. Raises CentreRefused("upload-unknown")."""

        def take(connection: Connection) -> Upload | None:
            found = self._find(connection, name)
            if found is not None:
                connection.execute(delete(table).where(table.c.id == found.id))
            return found

        found = self.database.transact(take)
        if found is None:
            raise CentreRefused("upload-unknown")
        self.storage.remove(found.id)

    def _finish(self, upload: Upload) -> Upload:
        try:
            self.storage.finish(upload.id, upload.sha256)
        except CentreRefused:
            self._throw_away(upload)
            raise
        entry = BlobEntry(sha256=upload.sha256, media_type=upload.media_type, size=upload.size)
        now = self.settings.now()
        expires_at = now + self.settings.upload_life

        def enter(connection: Connection) -> bool:
            moved = _advance(connection, upload, upload.size, expires_at)
            if moved:
                blobs.enter(connection, entry, self.device.engineer_id, now)
            return moved

        if not self.database.transact(enter):
            self._refuse_late(upload)
        self.storage.remove(upload.id)
        return replace(upload, offset=upload.size, expires_at=expires_at)

    def _throw_away(self, upload: Upload) -> None:
        """Remove an upload whose bytes are not what they should be, unless somebody else was faster."""
        as_known = delete(table).where(table.c.id == upload.id, table.c.arrived == upload.offset)
        if not self.database.transact(lambda connection: connection.execute(as_known).rowcount):
            self._refuse_late(upload)
        self.storage.remove(upload.id)

    def _refuse_late(self, upload: Upload) -> None:
        """Refuse somebody who wrote where another has counted; what was written to a finished upload goes."""
        with self.database.read() as connection:
            found = self._find(connection, upload.id)
        if found is None or found.offset == found.size:
            self.storage.remove(upload.id)
        if found is None:
            raise CentreRefused("upload-unknown")
        raise CentreRefused("upload-offset", offset=found.offset)

    def _find(self, connection: Connection, name: str) -> Upload | None:
        if not is_key(name):
            return None
        query = select(table).where(table.c.id == name, table.c.device_id == self.device.id)
        row = connection.execute(query).one_or_none()
        if row is None:
            return None
        return Upload(
            id=UploadId(row.id),
            sha256=Sha256(row.sha256),
            media_type=row.media_type,
            size=row.size,
            offset=row.arrived,
            expires_at=row.expires_at,
        )

    def _take_oldest(self, connection: Connection) -> tuple[UploadId, ...]:
        """Let the oldest unfinished uploads go where the device has as many as it may have."""
        open_ones = (table.c.device_id == self.device.id, table.c.arrived < table.c.size)
        count = connection.execute(select(func.count()).select_from(table).where(*open_ones)).scalar_one()
        surplus = count + 1 - self.settings.most_uploads
        if surplus <= 0:
            return ()
        query = select(table.c.id).where(*open_ones).order_by(table.c.expires_at, table.c.id).limit(surplus)
        return _take(connection, connection.execute(query).scalars().all())


def sweep(database: Database, settings: CentreSettings) -> None:
    """Remove uploads that expired, and bytes that no upload owns; to be called when a centre starts."""
    # Looked at before the books: an upload is written down before its first byte comes.
    present = settings.blobs.uploads()

    def take(connection: Connection) -> tuple[set[UploadId], set[str]]:
        gone = set(_take_expired(connection, settings.now(), most=None))
        return gone, set(connection.execute(select(table.c.id)).scalars())

    gone, known = database.transact(take)
    for name in {*present, *gone} - known:
        settings.blobs.remove(name)


def _take_expired(connection: Connection, now: datetime, most: int | None = _SWEPT_AT_ONCE) -> tuple[UploadId, ...]:
    query = select(table.c.id).where(table.c.expires_at <= now).order_by(table.c.expires_at).limit(most)
    return _take(connection, connection.execute(query).scalars().all())


def _take(connection: Connection, names: Iterable[str]) -> tuple[UploadId, ...]:
    found = tuple(UploadId(name) for name in names)
    if found:
        connection.execute(delete(table).where(table.c.id.in_(found)))
    return found


def _advance(connection: Connection, upload: Upload, offset: int, expires_at: datetime) -> bool:
    """Let the upload go on from where the caller knew it to be; False where it has moved or gone."""
    as_known = (table.c.id == upload.id, table.c.arrived == upload.offset)
    moved = update(table).where(*as_known).values(arrived=offset, expires_at=expires_at)
    return connection.execute(moved).rowcount == 1


def _row(upload: Upload) -> dict[str, object]:
    return {
        "id": upload.id,
        "sha256": upload.sha256,
        "media_type": upload.media_type,
        "size": upload.size,
        "arrived": upload.offset,
        "expires_at": upload.expires_at,
    }

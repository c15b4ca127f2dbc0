"""`wire.Centre` for one device, in this process: what the HTTP routes speak to, and tests."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from zlib import crc32

from sqlalchemy import Connection, select

from fieldapp.centre import facts
from fieldapp.centre.database.defects import is_defect
from fieldapp.centre.database.engine import Database
from fieldapp.centre.database.tables import device
from fieldapp.centre.devices import blobs, cursors, identity, incoming, reading, retirement, snapshots
from fieldapp.centre.devices.arrival import Arrival
from fieldapp.centre.devices.blobs import BlobEntry
from fieldapp.centre.devices.feed import REFERENCE, Feed, engineer_scope
from fieldapp.centre.devices.identity import Enrolled, KnownDevice
from fieldapp.centre.devices.uploads import Uploads
from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.errors import CentreRefused
from fieldapp.domain.ids import Scope, Sha256
from fieldapp.domain.steady import without_collection
from fieldapp.wire.centre import FileComing
from fieldapp.wire.messages import (
    CURSOR_EXPIRED,
    EnrolAnswer,
    EnrolRequest,
    Hello,
    Outcome,
    SealedKey,
    SnapshotPage,
    SyncAnswer,
    SyncRequest,
)
from fieldapp.wire.tus import UploadPlace
from fieldapp.wire.versions import PROTOCOL, SCHEMA, SNAPSHOT_SCHEMA

_log = logging.getLogger(__name__)

_MOST_CHANGES = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalCentre:
    """The centre as `sender` sees it; without a sender only `enrol` is of use."""

    database: Database
    settings: CentreSettings
    ca_pem: str
    escrow_key: str
    """The company's public key for sealed copies, base64."""
    sender: KnownDevice | None = None

    def known_as(self, device_id: str, token: str) -> LocalCentre:
        """Return the centre as this device sees it. Raises CentreRefused("device-unknown")."""
        with self.database.read() as connection:
            return replace(self, sender=identity.authenticate(connection, device_id, token))

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        """Exchange a one-time code for an identity."""
        now = self.settings.now()

        def take(connection: Connection) -> tuple[Enrolled, str]:
            return identity.enrol(connection, request, now), facts.begin_epoch(connection)

        enrolled, epoch = self.database.transact(take)
        return EnrolAnswer(
            device_id=enrolled.device_id,
            token=enrolled.token,
            engineer_id=enrolled.engineer_id,
            engineer_name=enrolled.engineer_name,
            company=self.settings.company,
            epoch=epoch,
            ca_pem=self.ca_pem,
            server_time=now,
        )

    def hello(self) -> Hello:
        """Return time, epoch and the last event known of this device."""
        with self.database.read() as connection:
            row = connection.execute(select(device).where(device.c.id == self._known.id)).one()
            return Hello(
                protocol=PROTOCOL,
                epoch=self._epoch(connection),
                server_time=self.settings.now(),
                last_seq=row.last_seq,
                chain=Sha256(row.chain),
                batch_events=self.settings.batch_events,
                batch_bytes=self.settings.batch_bytes,
                escrow_key=self.escrow_key,
                revoked=self._known.revoked,
            )

    def sync(self, request: SyncRequest) -> SyncAnswer:
        """Take events and return outcomes and changes; the answer exists only once the transaction is durable."""
        if request.protocol != PROTOCOL:
            raise CentreRefused("protocol-unknown", protocol=PROTOCOL)
        outcomes = self._receive(request) if request.events else ()
        now = self.settings.now()
        # Read apart, out of one consistent state: while it wrote, other writers' changes came to light in between.
        with self.database.read() as connection, without_collection():
            answer = self._answer(connection, request, outcomes)
            # How far the device is gets written once it has everything, not with each page, and only what it has.
            is_noted = (
                answer.more
                or request.ahead
                or cursors.is_noted(connection, self._known.id, self._followed(request), now)
            )
        if CURSOR_EXPIRED in answer.withheld.values() and request.schema < SNAPSHOT_SCHEMA and not request.events:
            raise CentreRefused(
                "cursor-expired"
            )  # its program knows no snapshots; what it brings is taken all the same
        if not is_noted:
            self.database.transact(lambda writing: cursors.note(writing, self._known.id, self._followed(request), now))
        return answer

    def _receive(self, request: SyncRequest) -> tuple[Outcome, ...]:
        try:
            return self.database.transact(lambda connection: self._take(connection, request))
        except CentreRefused as refusal:
            if refusal.code == "device-forked":
                now = self.settings.now()
                self.database.transact(lambda connection: incoming.mark_forked(connection, self._known, now))
            raise
        except Exception as defect:
            if not is_defect(defect):
                raise
            _log.exception("a batch of %s could not be written at once", self._known.id)
        # Nothing of it was taken. Whatever else is in it must not wait for the one that breaks us (SYNC.md rule 2).
        return self.database.transact(lambda connection: self._take(connection, request, one_by_one=True))

    def _take(self, connection: Connection, request: SyncRequest, *, one_by_one: bool = False) -> tuple[Outcome, ...]:
        feed = Feed()
        now, zone = self.settings.now(), self.settings.zone
        with without_collection():
            outcomes = incoming.receive(connection, feed, self._known, request, now, zone, one_by_one=one_by_one)
            feed.flush(connection)
        if not request.ahead:  # what it has not taken over yet it does not have
            cursors.note(connection, self._known.id, self._followed(request), self.settings.now())
        return outcomes

    def snapshot(self, scope: Scope, after: str = "", number: int | None = None, schema: int = SCHEMA) -> SnapshotPage:
        """Return a page of a scope's rows. Raises CentreRefused("scope-unknown" | "cursor-expired" | …)."""
        if scope not in self._scopes:
            raise CentreRefused("scope-unknown", scope=scope)
        with self.database.read() as connection:
            return snapshots.read_snapshot(
                connection,
                scope,
                epoch=self._epoch(connection),
                after=after,
                number=number,
                schema=schema,
                most=_MOST_CHANGES,
                most_bytes=self.settings.answer_bytes,
            )

    def keep_key(self, sealed: SealedKey) -> None:
        """Keep the sealed copy of this device's data key. Raises CentreRefused("wire.malformed")."""
        now = self.settings.now()
        self.database.transact(lambda connection: retirement.keep_key(connection, self._known.id, sealed, now))

    def farewell(self) -> None:
        """Let a revoked device go. Raises CentreRefused("device-in-use")."""
        now = self.settings.now()
        self.database.transact(lambda connection: retirement.say_farewell(connection, self._known.id, now))

    def has_blob(self, sha256: Sha256) -> bool:
        """Tell whether this device's engineer has delivered the file completely."""
        return self.blob(sha256) is not None

    def blob(self, sha256: Sha256) -> BlobEntry | None:
        """Return the entry of a file that this device may fetch, None also where the disk has lost the file.

        So who delivered it hears that it is wanted again (SYNC.md rule 11).
        """
        with self.database.read() as connection:
            entry = blobs.find(connection, blobs.checked_name(sha256), self._known.engineer_id)
        if entry is not None and not self.settings.blobs.holds(entry.sha256, entry.size):
            _log.error("the file %s is in the books and not on the disk", entry.sha256)
            return None
        return entry

    def get_blob(self, sha256: Sha256, start: int = 0) -> FileComing:
        """Return a file that this device may have. Raises CentreRefused("blob-unknown" | "device-unknown")."""
        if self.hands_out_nothing:
            raise CentreRefused("device-unknown")
        entry = self.blob(sha256)
        if entry is None:
            raise CentreRefused("blob-unknown")
        pieces = self.settings.blobs.read(entry.sha256, start)
        return FileComing(media_type=entry.media_type, size=entry.size, start=start, pieces=pieces, close=pieces.close)

    def begin_upload(self, sha256: Sha256, media_type: str, size: int, first: bytes) -> UploadPlace:
        """Begin to take a file. Raises as `wire.Centre`, CentreRefused("blob-unknown") for a name that is no hash."""
        upload = self.uploads.begin(blobs.checked_name(sha256), media_type, size)
        return UploadPlace(address=upload.id, offset=upload.offset or self.continue_upload(upload.id, 0, first))

    def upload_offset(self, address: str) -> int:
        """Return how many bytes count. Raises CentreRefused("upload-unknown" | "upload-expired")."""
        return self.uploads.find(address).offset

    def continue_upload(self, address: str, offset: int, piece: bytes) -> int:
        """Take the bytes that follow on `offset`. Raises as `wire.Centre`."""
        arrival = Arrival(self.uploads, self.uploads.at(address, offset))
        arrival.take(piece)
        return arrival.end().offset

    def end_upload(self, address: str) -> None:
        """Throw away what has come. Raises CentreRefused("upload-unknown")."""
        self.uploads.end(address)

    @property
    def uploads(self) -> Uploads:
        """Return the sender's uploads."""
        return Uploads(database=self.database, settings=self.settings, device=self._known)

    @property
    def hands_out_nothing(self) -> bool:
        """Tell whether the sender was revoked: it may bring, and gets nothing."""
        return self._known.revoked

    @property
    def _known(self) -> KnownDevice:
        if self.sender is None:
            raise CentreRefused("device-unknown")
        return self.sender

    @property
    def _scopes(self) -> tuple[Scope, ...]:
        """Return what the sender may see: nothing once it is revoked."""
        return () if self.hands_out_nothing else (engineer_scope(self._known.engineer_id), REFERENCE)

    def _followed(self, request: SyncRequest) -> dict[Scope, int]:
        return cursors.followed(request.cursors, self._scopes)

    def _next_after(self) -> int:
        """Return when this device should come again, at another moment than its neighbours."""
        base = int(self.settings.come_again.total_seconds())
        return base + crc32(f"{self._known.id} {self.settings.now():%F %H}".encode()) % (base // 2 + 1)

    def _epoch(self, connection: Connection) -> str:
        epoch = facts.read(connection, facts.Fact.EPOCH)
        if epoch is None:
            raise CentreRefused("centre-failed")
        return epoch

    def _answer(self, connection: Connection, request: SyncRequest, outcomes: tuple[Outcome, ...]) -> SyncAnswer:
        sender = self._known
        row = connection.execute(select(device).where(device.c.id == sender.id)).one()
        page = reading.read_page(
            connection,
            [scope for scope in self._scopes if scope not in request.paused],
            request.cursors,
            most=max(1, min(request.most_changes, _MOST_CHANGES)),
            most_bytes=self.settings.answer_bytes,
            schema=request.schema,
        )
        return SyncAnswer(
            epoch=self._epoch(connection),
            server_time=self.settings.now(),
            applied_seq=row.last_seq,
            backed_up_seq=row.backed_up_seq,
            outcomes=outcomes,
            changes=page.changes,
            cursors=page.cursors,
            more=page.more,
            digests=page.digests,
            withheld=page.withheld,
            next_after_s=self._next_after(),
        )

"""Who this device is to the centre: the answer to enrolment, kept in the encrypted file, and what sync learnt since."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete

from fieldapp.domain.errors import StoreError
from fieldapp.domain.ids import DeviceId, EngineerId
from fieldapp.store import blobs, disk, meta, outbox_rows, problems, pulled_rows
from fieldapp.store.database import Database
from fieldapp.store.tables import CURSOR


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """Identity given by the centre, with the device's private Ed25519 key (as `trust` writes it) and the pinned CA."""

    device_id: DeviceId
    engineer_id: EngineerId
    engineer_name: str
    company: str
    centre_url: str
    token: str
    ca_pem: str
    signing_key: bytes


def enrolment(connection: Connection) -> Enrolment:
    """Return the identity. Raises StoreError("store.not-enrolled") before the enrolment."""
    known = meta.read(connection, meta.ENROLMENT, Enrolment)
    if known is None:
        raise StoreError("store.not-enrolled")
    return known


def begin_epoch(connection: Connection, epoch: str) -> None:
    """Want everything of another life of the centre from its start; files are offered again."""
    meta.write(connection, meta.EPOCH, epoch)
    meta.write(connection, meta.RESYNC, True)
    meta.forget(connection, meta.BACKED_UP_SEQ)
    connection.execute(delete(CURSOR))
    pulled_rows.forget(connection)
    blobs.offer_again(connection)


def _nobody() -> None:
    """Listen in place of a caretaker, where there is none: at the enrolment."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Identity, epoch, server time: what enrolment and sync write and read. `completed` is told of each whole sync."""

    database: Database
    completed: Callable[[], None] = _nobody

    def enrolment(self) -> Enrolment | None:
        """Return who this device is, None before the enrolment."""
        with self.database.reading() as connection:
            return meta.read(connection, meta.ENROLMENT, Enrolment)

    def enrol(self, known: Enrolment, epoch: str) -> None:
        """Keep the centre's answer. Raises StoreError("store.enrolled-already") where another identity has events."""
        with self.database.writing() as connection:
            before = meta.read(connection, meta.ENROLMENT, Enrolment)
            if before is not None and before.device_id != known.device_id:
                raise StoreError("store.enrolled-already", device=before.device_id)
            meta.write(connection, meta.ENROLMENT, known)
            meta.write(connection, meta.EPOCH, epoch)

    def epoch(self) -> str:
        """Return the centre's database life as last seen, "" before first contact."""
        with self.database.reading() as connection:
            return meta.read(connection, meta.EPOCH, str) or ""

    def adopt_epoch(self, epoch: str) -> None:
        """Begin anew with a restored centre: all scopes from the start; the outbox is not touched (SYNC.md rule 3)."""
        with self.database.writing() as connection:
            begin_epoch(connection, epoch)

    def note_server_time(self, server_time: datetime, round_trip: timedelta) -> None:
        """Learn the centre's time from an answer that just came in; a clock that was changed is right again by it."""
        wall_at = self.database.clock.evidence().wall_at
        learnt = meta.ClockOffset(offset=server_time + round_trip / 2 - wall_at, measured_at=wall_at)
        with self.database.writing() as connection:
            self.database.watch_clock(connection)
            disk.watch(connection, self.database.folder, self.database.clock.now())
            meta.write(connection, meta.CLOCK_OFFSET, learnt)
            problems.settle(connection, problems.CLOCK, "")
        self.database.clock.set_offset(learnt.offset, learnt.measured_at)

    def note_leaving(self) -> bool:
        """Remember that this device was revoked: nothing more is recorded here (`outbox_rows.refuse_once_leaving`).

        Returns False, and remembers nothing, while an event or a file is still only here.
        """
        with self.database.writing() as connection:
            if outbox_rows.count_waiting(connection) or blobs.count_waiting(connection):
                return False
            meta.write(connection, meta.LEAVING, True)
        return True

    def is_leaving(self) -> bool:
        """Tell whether the data here are to be removed."""
        with self.database.reading() as connection:
            return meta.read(connection, meta.LEAVING, bool) or False

    def stay(self) -> None:
        """Forget that this device was about to leave: the centre was restored and needs it once more."""
        with self.database.writing() as connection:
            meta.forget(connection, meta.LEAVING)

    def note_complete(self) -> None:
        """Remember that at this moment every event was at the centre, and say so: a backup may be due."""
        with self.database.writing() as connection:
            meta.write(connection, meta.COMPLETE_AT, self.database.clock.now())
        self.completed()

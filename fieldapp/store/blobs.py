"""Reports, photos and other files, named by content hash; each waits until the centre has it (SYNC.md rule 11)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, func, insert, select, update

from fieldapp.domain.errors import NotFound, StoreDamaged
from fieldapp.domain.ids import OrderId, Sha256
from fieldapp.domain.views.sync import SyncProblem
from fieldapp.store import blob_files, meta, model_files, order_files, transfers
from fieldapp.store.database import Database
from fieldapp.store.instants import from_us, to_us
from fieldapp.store.tables import BLOB, BLOB_CONTENT
from fieldapp.wire.codec import sha256_of
from fieldapp.wire.tus import UploadPlace

INSIDE = 300 * 1024
"""Up to this size a blob lies in the database: atomic with its row, and faster than a file (measured)."""

WAITING, DELIVERED, REFUSED = "waiting", "delivered", "refused"


def keep(connection: Connection, folder: Path, media_type: str, content: bytes, recorded_us: int) -> Sha256:
    """Write a blob that waits for delivery; one that is already here is not written again, but is this tablet's now."""
    sha256 = sha256_of(content)
    if has(connection, sha256):
        connection.execute(update(BLOB).where(BLOB.c.sha256 == sha256, BLOB.c.is_fetched == 1).values(is_fetched=0))
        return sha256
    inside = len(content) <= INSIDE
    row = {
        "sha256": sha256,
        "media_type": media_type,
        "size": len(content),
        "state": WAITING,
        "code": "",
        "recorded_us": recorded_us,
        "file_key": None if inside else blob_files.seal(folder, sha256, content),
    }
    connection.execute(insert(BLOB), row)
    if inside:
        connection.execute(insert(BLOB_CONTENT), {"sha256": sha256, "content": content})
    return sha256


def keep_fetched(
    connection: Connection, folder: Path, sha256: Sha256, media_type: str, content: bytes, fetched_us: int
) -> None:
    """Write a blob that came from the centre: nothing waits for its delivery. What is here already stays as it is."""
    if has(connection, sha256):
        return
    keep(connection, folder, media_type, content, fetched_us)
    transfers.drop_pieces(connection, sha256)
    fetched = {"state": DELIVERED, "delivered_us": fetched_us, "is_fetched": 1}
    connection.execute(update(BLOB).where(BLOB.c.sha256 == sha256).values(**fetched))


def has(connection: Connection, sha256: Sha256) -> bool:
    """Tell whether a blob is here."""
    return connection.execute(select(BLOB.c.sha256).where(BLOB.c.sha256 == sha256)).first() is not None


def read(connection: Connection, folder: Path, sha256: Sha256) -> tuple[str, bytes]:
    """Return media type and content, which is what was recorded: its name is its hash.

    Raises NotFound("blob.unknown"), StoreDamaged("blob.damaged").
    """
    row = connection.execute(
        select(BLOB.c.media_type, BLOB.c.file_key, BLOB_CONTENT.c.content)
        .join_from(BLOB, BLOB_CONTENT, BLOB.c.sha256 == BLOB_CONTENT.c.sha256, isouter=True)
        .where(BLOB.c.sha256 == sha256)
    ).one_or_none()
    if row is None:
        raise NotFound("blob.unknown", sha256=sha256)
    content = row.content if row.file_key is None else blob_files.unseal(folder, sha256, row.file_key)
    if content is None or sha256_of(content) != sha256:
        raise StoreDamaged("blob.damaged", sha256=sha256)
    return row.media_type, content


def offer_again(connection: Connection) -> None:
    """Let every blob that was recorded here wait once more: a restored centre is asked which of them it has.

    How far an upload was counts no longer: one that was whole and not noted yet would pass for delivered.
    """
    own = (BLOB.c.state == DELIVERED, BLOB.c.is_fetched == 0)
    connection.execute(update(BLOB).where(*own).values(state=WAITING, delivered_us=None))
    transfers.forget_uploads(connection)


def count_waiting(connection: Connection) -> int:
    """Return how many blobs the centre does not have."""
    return int(connection.execute(select(func.count()).select_from(BLOB).where(BLOB.c.state != DELIVERED)).scalar_one())


def bytes_waiting(connection: Connection) -> int:
    """Return how large those are altogether."""
    query = select(func.coalesce(func.sum(BLOB.c.size), 0)).where(BLOB.c.state != DELIVERED)
    return int(connection.execute(query).scalar_one())


def refused(connection: Connection) -> tuple[SyncProblem, ...]:
    """Return the blobs that the centre would not take, with its reason."""
    rows = connection.execute(select(BLOB).where(BLOB.c.state == REFUSED).order_by(BLOB.c.recorded_us.desc()))
    return tuple(
        SyncProblem(
            event="",
            kind="blob",
            order_number="",
            code=row.code,
            fields={"sha256": row.sha256},
            at=from_us(row.recorded_us),
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True)
class BlobQueue:
    """The blobs as sync sees them: which to deliver, and what became of each."""

    database: Database

    def undelivered(self) -> tuple[Sha256, ...]:
        """Return what the centre does not have, oldest first; refused ones last, for another try."""
        query = select(BLOB.c.sha256).where(BLOB.c.state != DELIVERED)
        with self.database.reading() as connection:
            rows = connection.execute(query.order_by(BLOB.c.state == REFUSED, BLOB.c.recorded_us))
            return tuple(Sha256(sha256) for sha256 in rows.scalars())

    def content(self, sha256: Sha256) -> tuple[str, bytes]:
        """Return media type and content. Raises NotFound("blob.unknown"), StoreDamaged("blob.damaged")."""
        with self.database.reading() as connection:
            return read(connection, self.database.blob_folder, sha256)

    def delivered(self, sha256: Sha256, epoch: str | None = None) -> frozenset[OrderId]:
        """Note that the centre has it; return the orders that wait for it no more.

        Where `epoch` says of which life of the centre that is known: CentreRefused("epoch-changed") in another one.
        """
        done = {"state": DELIVERED, "code": "", "delivered_us": to_us(self.database.clock.now())}
        with self.database.writing() as connection:
            if epoch is not None:
                meta.refuse_other_epoch(connection, epoch)
            connection.execute(update(BLOB).where(BLOB.c.sha256 == sha256).values(**done))
            transfers.forget_upload(connection, sha256)
            return order_files.orders_of(connection, sha256)

    def refused(self, sha256: Sha256, code: str) -> None:
        """The centre would not take it, or it cannot be read here: `code` says why; it does not block others."""
        with self.database.writing() as connection:
            connection.execute(update(BLOB).where(BLOB.c.sha256 == sha256).values(state=REFUSED, code=code))

    def wanted(self) -> tuple[Sha256, ...]:
        """Return the drawings and manuals that the orders in hand need and that are not here, smallest first."""
        with self.database.reading() as connection:
            return model_files.wanted(connection)

    def fetched(self, sha256: Sha256, media_type: str, content: bytes) -> None:
        """Keep a file of the centre."""
        now_us = to_us(self.database.clock.now())
        with self.database.writing() as connection:
            keep_fetched(connection, self.database.blob_folder, sha256, media_type, content, now_us)

    def sizes(self, names: Collection[Sha256]) -> Mapping[Sha256, int]:
        """Return how large these files are, here or still to come."""
        with self.database.reading() as connection:
            here = connection.execute(select(BLOB.c.sha256, BLOB.c.size).where(BLOB.c.sha256.in_(sorted(names))))
            found = {Sha256(row.sha256): int(row.size) for row in here}
            return found | model_files.sizes(connection, set(names) - set(found))

    def upload_place(self, sha256: Sha256) -> UploadPlace | None:
        """Return where a file's upload goes on, None where none is under way."""
        with self.database.reading() as connection:
            return transfers.upload_place(connection, sha256)

    def note_upload(self, sha256: Sha256, place: UploadPlace) -> None:
        """Remember how far the centre said that a file has come."""
        with self.database.writing() as connection:
            transfers.note_upload(connection, sha256, place)

    def forget_upload(self, sha256: Sha256) -> None:
        """Let the next delivery of a file begin anew."""
        with self.database.writing() as connection:
            transfers.forget_upload(connection, sha256)

    def pieces(self, sha256: Sha256) -> bytes:
        """Return what has come of a file, from its first byte on."""
        with self.database.reading() as connection:
            return transfers.pieces(connection, sha256)

    def keep_piece(self, sha256: Sha256, start: int, content: bytes) -> None:
        """Keep a piece of a file that is not whole yet."""
        with self.database.writing() as connection:
            transfers.keep_piece(connection, sha256, start, content)

    def drop_pieces(self, sha256: Sha256) -> None:
        """Forget what has come of a file."""
        with self.database.writing() as connection:
            transfers.drop_pieces(connection, sha256)

    def drop_pieces_but(self, wanted: Collection[Sha256]) -> None:
        """Forget what has come of files that are wanted no more; without any this writes nothing."""
        with self.database.reading() as connection:
            if not transfers.has_pieces(connection):
                return
        with self.database.writing() as connection:
            transfers.drop_pieces_but(connection, wanted)

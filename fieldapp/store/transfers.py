"""Files that are only partly across: how far each upload is, and what has come of each download (SYNC.md rule 11).

Pieces of a download lie in the encrypted database: they are as unreadable as everything, and as durable as their row.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.sqlite import insert as upsert

from fieldapp.domain.ids import Sha256
from fieldapp.store.tables import DOWNLOAD_PIECE, UPLOAD
from fieldapp.wire.tus import UploadPlace


def upload_place(connection: Connection, sha256: Sha256) -> UploadPlace | None:
    """Return where a file's upload goes on, None where none is under way."""
    row = connection.execute(select(UPLOAD).where(UPLOAD.c.sha256 == sha256)).one_or_none()
    return None if row is None else UploadPlace(address=row.address, offset=row.acknowledged)


def note_upload(connection: Connection, sha256: Sha256, place: UploadPlace) -> None:
    """Remember how far the centre said that a file has come."""
    known = {"address": place.address, "acknowledged": place.offset}
    row = upsert(UPLOAD).values(sha256=sha256, **known)
    connection.execute(row.on_conflict_do_update(index_elements=[UPLOAD.c.sha256], set_=known))


def forget_upload(connection: Connection, sha256: Sha256) -> None:
    """Let the next delivery of a file begin anew, if there is one."""
    connection.execute(delete(UPLOAD).where(UPLOAD.c.sha256 == sha256))


def forget_uploads(connection: Connection) -> None:
    """Let every delivery begin anew: what another life of the centre acknowledged says nothing of this one."""
    connection.execute(delete(UPLOAD))


def pieces(connection: Connection, sha256: Sha256) -> bytes:
    """Return what has come of a file, from its first byte on without a gap."""
    query = select(DOWNLOAD_PIECE).where(DOWNLOAD_PIECE.c.sha256 == sha256).order_by(DOWNLOAD_PIECE.c.start)
    found = bytearray()
    for row in connection.execute(query):
        if row.start != len(found):
            break
        found += row.content
    return bytes(found)


def keep_piece(connection: Connection, sha256: Sha256, start: int, content: bytes) -> None:
    """Keep a piece of a file that is not whole yet."""
    row = upsert(DOWNLOAD_PIECE).values(sha256=sha256, start=start, content=content)
    same = [DOWNLOAD_PIECE.c.sha256, DOWNLOAD_PIECE.c.start]
    connection.execute(row.on_conflict_do_update(index_elements=same, set_={"content": content}))


def drop_pieces(connection: Connection, sha256: Sha256) -> None:
    """Forget what has come of a file."""
    connection.execute(delete(DOWNLOAD_PIECE).where(DOWNLOAD_PIECE.c.sha256 == sha256))


def drop_pieces_but(connection: Connection, wanted: Collection[Sha256]) -> None:
    """Forget what has come of files that nobody wants any more."""
    connection.execute(delete(DOWNLOAD_PIECE).where(DOWNLOAD_PIECE.c.sha256.not_in(sorted(wanted))))


def has_pieces(connection: Connection) -> bool:
    """Tell whether anything has come of any file."""
    return bool(connection.execute(select(func.count()).select_from(DOWNLOAD_PIECE)).scalar_one())

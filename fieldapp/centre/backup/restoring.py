"""Putting a backup back: read through first, into an empty place, and as another life of the database (rule 3).

Nothing that stands there is deleted: where the word to replace it was given, database and keys are set aside under
another name. While it goes on a note keeps every centre from starting on the half of it (`marker.py`).
"""

from __future__ import annotations

import logging
import shutil
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from sqlalchemy import Connection, delete, text

from fieldapp.centre.backup import files, marker, postgresql_copy
from fieldapp.centre.backup.files import Carried
from fieldapp.centre.backup.making import STAMP, TRUST, file_mark, listed, read_copy
from fieldapp.centre.backup.manifest import DatabaseKind, Manifest, read_manifest
from fieldapp.centre.database import migrate
from fieldapp.centre.database.engine import SQLITE_FILE, Database
from fieldapp.centre.database.postgresql import PROGRAM, engine_for
from fieldapp.centre.database.tables import blob, blob_owner, upload
from fieldapp.centre.devices.blob_storage import FolderBlobs
from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.errors import NotFound, Refused, StoreBusy, StoreError
from fieldapp.domain.ids import Sha256
from fieldapp.trust.private_file import flush_file, flush_name, private_file, private_folder, write_private

_SIDES = ("", "-wal", "-shm", "-journal")
_AT_ONCE = 500
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What was put back. `absent` are files that the database named and nobody here has: tablets offer theirs again."""

    path: Path
    manifest: Manifest
    epoch: str
    absent: tuple[Sha256, ...]
    aside: tuple[str, ...]
    """What was set aside, by its path or the name of its schema."""


def find(place: Path) -> Path:
    """Return the backup at `place`, of a folder of backups the newest one. Raises NotFound("centre.no-backup")."""
    found = (place,) if (place / "manifest.json").is_file() else listed(place)
    if not found:
        raise NotFound("centre.no-backup", folder=str(place))
    return found[0]


def check(path: Path) -> Manifest:
    """Read a backup's own files through and hold them against its manifest; return it.

    Raises StoreError("centre.backup-damaged" | "centre.backup-newer" | "centre.database-newer"), NotFound.
    """
    manifest = read_manifest(path)
    for mark in manifest.own:
        if not (path / mark.name).is_file() or file_mark(path, path / mark.name) != mark:
            raise StoreError("centre.backup-damaged", folder=str(path), file=mark.name)
    if manifest.contents.revision not in migrate.revisions():
        raise StoreError("centre.database-newer", revision=manifest.contents.revision)
    if read_copy(manifest.kind, path / manifest.kind.file_name) != manifest.contents:
        raise StoreError("centre.backup-damaged", folder=str(path), file=manifest.kind.file_name)
    return manifest


def restore(settings: CentreSettings, place: Path, *, overwrite: bool = False) -> Restored:
    """Put the backup at `place` into the data folder and database of `settings`, where no centre may be serving.

    Raises Refused("centre.restore-living" | "centre.restore-no-keys" | "centre.restore-other-kind"),
    StoreBusy("centre.database-in-use"), and
    what `find` and `check` raise; then nothing was changed. What ends it later leaves a place where no centre starts
    before it was done again ("centre.restore-unfinished").
    """
    path = find(place)
    manifest = check(path)
    if (manifest.kind is DatabaseKind.SQLITE) is not (settings.database is None):
        raise Refused("centre.restore-other-kind", kind=manifest.kind.value)
    if not any((path / TRUST).glob("*")) and not any(settings.trust.glob("*")):
        raise Refused("centre.restore-no-keys", folder=str(settings.trust))  # with fresh ones no tablet would come back
    stamp = settings.now().astimezone(UTC).strftime(STAMP)
    private_folder(settings.data)
    may_replace = overwrite or marker.is_restoring(settings)
    put = _put_file if settings.database is None else _put_dump
    aside = put(settings, path / manifest.kind.file_name, stamp, may_replace)
    aside += _put_trust(settings, path / TRUST, stamp)
    database = Database.of(settings)
    try:
        with database.read() as connection:
            wanted = files.named(connection)
        source = FolderBlobs(path.parent / files.FOLDER)
        carried = files.carry(wanted, source, settings.blobs, part=None)
        now = database.transact(lambda connection: _begin_anew(connection, settings, carried))
    finally:
        database.close()
    marker.write(settings, now)
    _log.info("a backup was put back")
    return Restored(path=path, manifest=manifest, epoch=now.epoch, absent=carried.absent, aside=aside)


def _begin_anew(connection: Connection, settings: CentreSettings, carried: Carried) -> marker.Marker:
    """Begin another life; what was on its way in, or is not here, is to come again from those who have it."""
    connection.execute(delete(upload))
    for start in range(0, len(carried.absent), _AT_ONCE):
        some = carried.absent[start : start + _AT_ONCE]
        for table in (blob_owner, blob):
            connection.execute(delete(table).where(table.c.sha256.in_(some)))
    return marker.after_restore(connection, settings)


def _put_file(settings: CentreSettings, dump: Path, stamp: str, may_replace: bool) -> tuple[str, ...]:
    target = settings.data / SQLITE_FILE
    if target.exists() and not may_replace:
        raise Refused("centre.restore-living", place=str(settings.data))
    marker.mark_restoring(settings)
    fresh = target.with_suffix(".restored")
    private_file(fresh)
    shutil.copyfile(dump, fresh)
    flush_file(fresh)
    aside = _set_aside_file(target, stamp)
    fresh.replace(target)
    flush_name(settings.data)
    return aside


def _set_aside_file(target: Path, stamp: str) -> tuple[str, ...]:
    """Rename the database with what SQLite laid beside it: under their new names they belong together as before."""
    other = target.with_name(f"before-{stamp}.sqlite")
    found = [side for side in _SIDES if target.with_name(target.name + side).exists()]
    for side in reversed(found):  # the database itself last: a journal without it would be taken for the next one's
        target.with_name(target.name + side).replace(other.with_name(other.name + side))
    return (str(other),) if found else ()


def _put_dump(settings: CentreSettings, dump: Path, stamp: str, may_replace: bool) -> tuple[str, ...]:
    assert settings.database is not None
    aside: tuple[str, ...] = ()
    engine = engine_for(settings.database, settings.pool)
    try:
        with engine.connect() as connection, connection.begin():
            _refuse_others(connection)
            living = migrate.revision_of(connection) is not None
            if living and not may_replace:
                raise Refused("centre.restore-living", place=str(settings.database.database))
            marker.mark_restoring(settings)
            if living:
                aside = _set_aside_schema(connection, stamp)
    finally:
        engine.dispose()
    postgresql_copy.restore(dump, settings.database)
    return aside


def _refuse_others(connection: Connection) -> None:
    """Raise StoreBusy("centre.database-in-use") where a centre, of whatever machine, is at work on the database."""
    query = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND application_name LIKE :name"
    )
    if connection.execute(query, {"name": f"{PROGRAM}:%"}).scalar_one():
        raise StoreBusy("centre.database-in-use")


def _set_aside_schema(connection: Connection, stamp: str) -> tuple[str, ...]:
    """Rename the schema with everything in it, and make an empty one of its name."""
    quote = connection.dialect.identifier_preparer.quote
    name = str(connection.execute(text("SELECT current_schema()")).scalar_one())
    other = f"{postgresql_copy.ASIDE}{stamp.lower()}"
    connection.execute(text(f"ALTER SCHEMA {quote(name)} RENAME TO {quote(other)}"))
    connection.execute(text(f"CREATE SCHEMA {quote(name)}"))
    return (other,)


def _put_trust(settings: CentreSettings, source: Path, stamp: str) -> tuple[str, ...]:
    """Put the company's keys back; others that stand there are set aside, or stay where the backup has none."""
    aside: tuple[str, ...] = ()
    kept = {path.relative_to(source): path.read_bytes() for path in source.rglob("*") if path.is_file()}
    stand = {
        path.relative_to(settings.trust): path.read_bytes() for path in settings.trust.rglob("*") if path.is_file()
    }
    if not kept or kept == stand:
        return ()
    if stand:
        other = settings.trust.with_name(f"{TRUST}.before-{stamp}")
        settings.trust.replace(other)
        aside = (str(other),)
    private_folder(settings.trust)
    for name, content in kept.items():
        write_private(settings.trust / name, content)
    return aside

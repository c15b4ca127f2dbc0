"""Making a backup of a running centre: all of one moment, read through, and only then told to the tablets (rule 3).

In the folder of the backups each has a folder of its own, named by its moment; the delivered files lie beside them once
for all. Until a backup is whole and was read through, its folder is called `….part`: nothing else counts it.
"""

from __future__ import annotations

import errno
import hashlib
import logging
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from sqlalchemy import Connection, update

from fieldapp.centre import facts
from fieldapp.centre.backup import files, postgresql_copy, sqlite_copy
from fieldapp.centre.backup.manifest import (
    FORMAT,
    Contents,
    DatabaseKind,
    FileMark,
    Manifest,
    read_contents,
    write_manifest,
)
from fieldapp.centre.database.engine import Database
from fieldapp.centre.database.tables import device
from fieldapp.centre.devices.blob_storage import FolderBlobs
from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.errors import BadInput, StoreError, StoreFull
from fieldapp.domain.ids import Sha256
from fieldapp.support.lines import noted
from fieldapp.trust.private_file import flush_file, flush_name, private_folder, write_private
from fieldapp.trust.single_copy import SingleCopy

TRUST = "trust"
PARTIAL = ".part"
STAMP = "%Y%m%dT%H%M%SZ"
"""How a backup, and what a restore sets aside, is named by its moment in UTC."""
_LOCK_NAME = "in-use.lock"
_PIECE = 1024 * 1024
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A backup that counts: where it lies, and how many tablets were told of it at their next contact."""

    path: Path
    manifest: Manifest
    told: int
    copied_files: int
    removed: tuple[Path, ...]


def make(
    database: Database, settings: CentreSettings, folder: Path, keep: int | None = None, *, with_keys: bool = True
) -> Made:
    """Back the centre up into `folder`; of older backups there the newest stay, `keep` in all with this one.

    Without the company's keys somebody else keeps a copy of them: nothing can be restored without.
    Raises BadInput("centre.backup-inside") for a folder that would be lost with the data, StoreBusy(
    "centre.backup-running"), StoreFull("centre.backup-full"), StoreError("centre.backup-failed" |
    "centre.backup-not-verified" | "centre.program-…"); then nothing of it counts, and no older backup was removed.
    """
    if folder.resolve().is_relative_to(settings.data.resolve()):
        raise BadInput("centre.backup-inside", folder=str(folder))
    with _faults_named(folder):
        private_folder(folder)
        with _only_one(folder):
            for left in folder.glob(f"*{PARTIAL}"):
                shutil.rmtree(left)
            name = _free_name(folder, settings)
            partial = folder / f"{name}{PARTIAL}"
            private_folder(partial)
            keys = _trust_files(settings) if with_keys else ()
            manifest, copied = _write(database, settings, partial, keys)
            path = partial.replace(folder / name)
            flush_name(folder)
            told = database.transact(lambda connection: tell(connection, manifest.contents))
            removed = _remove_old(folder, path, keep)
    _log.info("a backup was made", extra=noted(known=told, blobs=copied, left=len(listed(folder))))
    return Made(path=path, manifest=manifest, told=told, copied_files=copied, removed=removed)


def tell(connection: Connection, contents: Contents) -> int:
    """Note how far a verified backup covers each tablet; return how many tablets that are, none of another life.

    The database counts it: a copy put back behind our back is known by lacking it.
    """
    facts.count_up(connection)
    if facts.read(connection, facts.Fact.EPOCH) != contents.epoch:
        return 0
    told = 0
    for mark in contents.devices:
        covered = (device.c.id == mark.device_id, device.c.last_seq >= mark.last_seq)
        told += connection.execute(update(device).where(*covered).values(backed_up_seq=mark.last_seq)).rowcount
    return told


def _write(database: Database, settings: CentreSettings, folder: Path, keys: tuple[Path, ...]) -> tuple[Manifest, int]:
    """Write everything and read it through; the manifest comes last."""
    kind = DatabaseKind.POSTGRESQL if database.serves_several else DatabaseKind.SQLITE
    dump = folder / kind.file_name
    with database.read() as connection:
        contents, wanted = read_contents(connection), files.named(connection)
        (postgresql_copy if database.serves_several else sqlite_copy).write(connection, dump)
    flush_file(dump)
    for path in keys:
        write_private(folder / TRUST / path.relative_to(settings.trust), path.read_bytes())
    # After the database: so every file that its copy names had come.
    now = settings.now()
    carried = files.carry(wanted, settings.blobs, FolderBlobs(folder.parent / files.FOLDER), files.part_of(now))
    found = read_copy(kind, dump)
    if found != contents:
        raise StoreError("centre.backup-not-verified", folder=str(folder.parent))
    manifest = Manifest(
        format=FORMAT,
        kind=kind,
        made_at=now,
        contents=contents,
        own=tuple(file_mark(folder, path) for path in sorted(folder.rglob("*")) if path.is_file()),
        absent=carried.absent,
    )
    write_manifest(folder, manifest)
    return manifest, carried.copied


def read_copy(kind: DatabaseKind, file: Path) -> Contents:
    """Read the copy of a database through and return what it holds. Raises StoreError("centre.backup-damaged")."""
    return sqlite_copy.read(file) if kind is DatabaseKind.SQLITE else postgresql_copy.read(file)


def file_mark(folder: Path, path: Path) -> FileMark:
    """Return what a file of the backup in `folder` is by now. Raises OSError."""
    found, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            found.update(piece)
            size += len(piece)
    return FileMark(name=path.relative_to(folder).as_posix(), size=size, sha256=Sha256(found.hexdigest()))


def listed(folder: Path) -> tuple[Path, ...]:
    """Return the backups of a folder, newest first."""
    found = (path.parent for path in folder.glob("*/manifest.json") if path.parent.suffix != PARTIAL)
    return tuple(sorted(found, key=lambda path: path.name, reverse=True))


def _trust_files(settings: CentreSettings) -> tuple[Path, ...]:
    return tuple(path for path in sorted(settings.trust.rglob("*")) if path.is_file())


def _remove_old(folder: Path, made: Path, keep: int | None) -> tuple[Path, ...]:
    if keep is None:
        return ()
    older = [path for path in listed(folder) if path != made]
    gone = tuple(older[max(keep - 1, 0) :])
    for path in gone:
        shutil.rmtree(path)
    return gone


def _free_name(folder: Path, settings: CentreSettings) -> str:
    stamp = settings.now().astimezone(UTC).strftime(STAMP)
    number = 1
    while (folder / (name := stamp if number == 1 else f"{stamp}-{number}")).exists():
        number += 1
    return name


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    copy = SingleCopy(folder / _LOCK_NAME, in_use="centre.backup-running")
    try:
        yield
    finally:
        copy.release()


@contextmanager
def _faults_named(folder: Path) -> Iterator[None]:
    """Say of a disk that is full, or a folder that takes nothing, which one it is."""
    try:
        yield
    except OSError as fault:
        if fault.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StoreFull("centre.backup-full", folder=str(folder)) from fault
        raise StoreError("centre.backup-failed", folder=str(folder), reason=fault.strerror or str(fault)) from fault
    except sqlite3.OperationalError as fault:
        if fault.sqlite_errorcode == sqlite3.SQLITE_FULL:
            raise StoreFull("centre.backup-full", folder=str(folder)) from fault
        raise StoreError("centre.backup-failed", folder=str(folder), reason=str(fault)) from fault

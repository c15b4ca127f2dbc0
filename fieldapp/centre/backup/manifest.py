"""What a backup says of itself: whose life it is of, how far it knows each tablet, and what its files hash to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path

from sqlalchemy import Connection, func, select

from fieldapp.centre import facts
from fieldapp.centre.database import migrate
from fieldapp.centre.database.tables import blob, device, event
from fieldapp.domain.errors import BadInput, NotFound, StoreError
from fieldapp.domain.ids import DeviceId, Sha256
from fieldapp.trust.private_file import write_private
from fieldapp.wire.codec import decode, encode

FORMAT = 1
FILE_NAME = "manifest.json"


class DatabaseKind(Enum):
    """How the database lies in a backup: SQLite's own file, or the custom format of pg_dump."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"

    @property
    def file_name(self) -> str:
        """Return what the copy is called in its folder."""
        return "centre.sqlite" if self is DatabaseKind.SQLITE else "centre.dump"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceMark:
    """How far one tablet's history is held: its last event, the chain after it, and how many events are there."""

    device_id: DeviceId
    last_seq: int
    chain: Sha256
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a database holds at one moment; two that are equal hold the same events and name as many files."""

    epoch: str
    revision: str
    devices: tuple[DeviceMark, ...]
    """By device id."""
    files: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMark:
    """One file of the backup's own folder, by its path in it."""

    name: str
    size: int
    sha256: Sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Written last: a folder without it is no backup."""

    format: int
    kind: DatabaseKind
    made_at: datetime
    contents: Contents
    own: tuple[FileMark, ...]
    """The database's copy and the company's keys."""
    absent: tuple[Sha256, ...] = ()
    """Files that the centre itself named and could not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Format:
    """The part that every later format keeps."""

    format: int


def read_contents(connection: Connection) -> Contents:
    """Return what the database holds as this transaction sees it."""
    counts = select(event.c.device_id, func.count()).group_by(event.c.device_id)
    events = {row[0]: int(row[1]) for row in connection.execute(counts)}
    rows = connection.execute(select(device.c.id, device.c.last_seq, device.c.chain))
    devices = (
        DeviceMark(device_id=DeviceId(row.id), last_seq=row.last_seq, chain=row.chain, events=events.get(row.id, 0))
        for row in rows
    )
    return Contents(
        epoch=facts.read(connection, facts.Fact.EPOCH) or "",
        revision=migrate.revision_of(connection) or "",
        devices=in_order(devices),
        files=int(connection.execute(select(func.count()).select_from(blob)).scalar_one()),
    )


def in_order(devices: Iterable[DeviceMark]) -> tuple[DeviceMark, ...]:
    """Return the marks as a manifest has them; databases sort texts each in their own way."""
    return tuple(sorted(devices, key=lambda mark: mark.device_id))


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write it durably into the folder of its backup. Raises OSError."""
    write_private(folder / FILE_NAME, encode(manifest))


def read_manifest(folder: Path) -> Manifest:
    """Return what the backup in `folder` says of itself.

    Raises NotFound("centre.no-backup"), StoreError("centre.backup-newer" | "centre.backup-damaged").
    """
    try:
        content = (folder / FILE_NAME).read_bytes()
    except FileNotFoundError as fault:
        raise NotFound("centre.no-backup", folder=str(folder)) from fault
    try:
        found = decode(content, _Format).format
        if found > FORMAT:
            raise StoreError("centre.backup-newer", folder=str(folder), format=found, known=FORMAT)
        return decode(content, Manifest)
    except BadInput as fault:
        raise StoreError("centre.backup-damaged", folder=str(folder), file=FILE_NAME) from fault

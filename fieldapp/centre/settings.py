"""What one centre is told when it starts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import URL

from fieldapp.centre.devices.blob_storage import FolderBlobs
from fieldapp.wire.versions import BATCH_BYTES, BODY_LIMIT, MOST_BATCH_EVENTS

Now = Callable[[], datetime]
"""Returns the present moment, with zone."""


def machine_time() -> datetime:
    """Return the machine's time in UTC."""
    return datetime.now(UTC)


def time_from(start_at: datetime) -> Now:
    """Return a clock that stands at `start_at` now and runs on from there (demo and tour)."""
    return partial(_moved_time, start_at - datetime.now(UTC))  # a partial reaches other processes, a lambda does not


def _moved_time(shift: timedelta) -> datetime:
    return datetime.now(UTC) + shift


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolLimits:
    """How many connections to PostgreSQL one process holds, and how long it waits for what."""

    connections: int = 10
    wait: timedelta = timedelta(seconds=10)
    """For one of them to be free; then the device is told to come again."""
    connect: timedelta = timedelta(seconds=5)
    statement: timedelta = timedelta(seconds=60)
    lock: timedelta = timedelta(seconds=10)
    idle: timedelta = timedelta(seconds=60)
    """Between two statements of a transaction: a worker that hangs must not hold its rows for good."""
    oldest: timedelta = timedelta(hours=1)
    """Age at which a connection is replaced, so that a moved server is found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreSettings:
    """Folders, company and limits. `resources` is the repository's or package's folder of that name."""

    data: Path
    resources: Path
    database: URL | None = None
    """PostgreSQL's address; None is the SQLite file in the data folder."""
    pool: PoolLimits = PoolLimits()
    company: str = "霁川"
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Shanghai"))
    now: Now = machine_time
    language: str = "zh"
    ticket_life: timedelta = timedelta(days=7)
    batch_events: int = MOST_BATCH_EVENTS
    batch_bytes: int = BATCH_BYTES
    body_limit: int = BODY_LIMIT
    request_burst: int = 240
    """Calls of one tablet that are answered at once; a long backlog goes up in some fifty."""
    requests_a_second: float = 4.0
    """Calls a second of one tablet after that."""
    come_again: timedelta = timedelta(minutes=5)
    """When a tablet that has everything should ask by itself again; spread by a half."""
    blob_limit: int = 64 * 1024 * 1024
    upload_life: timedelta = timedelta(days=7)
    """How long an upload is kept after its last step."""
    most_uploads: int = 200
    """Unfinished uploads that one device may have."""
    answer_bytes: int = 4 * 1024 * 1024
    """Documents of one sync answer, at the most (one larger document travels alone)."""

    @property
    def blobs(self) -> FolderBlobs:
        """Return where delivered files lie."""
        return FolderBlobs(self.data / "blobs")

    @property
    def trust(self) -> Path:
        """Return the folder of the company CA."""
        return self.data / "trust"

    @property
    def compiled_forms(self) -> Path:
        """Return the folder where compiled forms are kept by the hash of their source."""
        return self.data / "compiled-forms"

"""What one centre is told when it starts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from fieldapp.wire.versions import BATCH_BYTES, BODY_LIMIT, MOST_BATCH_EVENTS

Now = Callable[[], datetime]
"""Returns the present moment, with zone."""


def machine_time() -> datetime:
    """Return the machine's time in UTC."""
    return datetime.now(UTC)


def time_from(start_at: datetime) -> Now:
    """Return a clock that stands at `start_at` now and runs on from there (demo and tour)."""
    shift = start_at - datetime.now(UTC)
    return lambda: datetime.now(UTC) + shift


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreSettings:
    """Folders, company and limits. `resources` is the repository's or package's folder of that name."""

    data: Path
    resources: Path
    company: str = "霁川"
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Shanghai"))
    now: Now = machine_time
    language: str = "zh"
    ticket_life: timedelta = timedelta(days=7)
    batch_events: int = MOST_BATCH_EVENTS
    batch_bytes: int = BATCH_BYTES
    body_limit: int = BODY_LIMIT
    blob_limit: int = 64 * 1024 * 1024
    answer_bytes: int = 4 * 1024 * 1024
    """Documents of one sync answer, at the most (one larger document travels alone)."""

    @property
    def blobs(self) -> Path:
        """Return the folder of delivered files."""
        return self.data / "blobs"

    @property
    def trust(self) -> Path:
        """Return the folder of the company CA."""
        return self.data / "trust"

    @property
    def compiled_forms(self) -> Path:
        """Return the folder where compiled forms are kept by the hash of their source."""
        return self.data / "compiled-forms"

"""What the sync chip and the sync page show (SYN-1, SYN-7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

DEVICE_REVOKED = "device.revoked"
"""Code of the last run of a revoked device: everything is at the centre, the data here are to be removed."""

ANOTHER_NAME_HELPS = frozenset({"device-unknown", "device-forked", "signature-invalid"})
"""Codes of a run after which this tablet can only go on under another name, with everything on it (SYNC.md rule 12)."""


class SyncState(Enum):
    """What the engine is doing."""

    IDLE = "idle"
    CONNECTING = "connecting"
    PUSHING = "pushing"
    PULLING = "pulling"
    UPLOADING = "uploading"
    OFFLINE = "offline"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncProblem:
    """One item that did not go through: its reason (an error code with fields), and what it was about (SYN-8).

    `content` is what an event says, a line a field, to be read and copied; "" for what is no event. What
    `waits_for_office` is at the centre, which has not decided yet: the engineer has nothing to do.
    """

    event: str
    kind: str
    order_number: str
    code: str
    fields: dict[str, str]
    at: datetime
    content: str = ""
    waits_for_office: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncStatus:
    """Counts of what waits, per kind, and problems. `last_complete_at` is when last everything was at the centre.

    `clock_offset` is what the centre's time was ahead of this tablet's when last measured, None before (SLA-5).
    """

    events_waiting: int
    stock_waiting: int
    blobs_waiting: int
    problems: tuple[SyncProblem, ...]
    last_complete_at: datetime | None
    clock_offset: timedelta | None = None
    bytes_waiting: int = 0
    """Of the files that wait."""

    @property
    def faults(self) -> int:
        """Return how many items need a person: those that only wait for the office do not."""
        return sum(not problem.waits_for_office for problem in self.problems)

    @property
    def waiting(self) -> int:
        """Return how many items are only on this tablet."""
        return self.events_waiting + self.blobs_waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesWaiting:
    """How many files of one order the centre does not have yet: photos, and other papers (SYNC.md rule 11)."""

    photos: int = 0
    papers: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncProgress:
    """How far a running sync is: done and total per kind; `code` names the problem when state is PROBLEM or OFFLINE."""

    state: SyncState
    events_done: int = 0
    events_total: int = 0
    changes_done: int = 0
    blobs_done: int = 0
    blobs_total: int = 0
    bytes_done: int = 0
    bytes_total: int = 0
    """Of files, both ways; what an earlier run got across counts as done."""
    code: str = ""
    fields: dict[str, str | int] | None = None
    come_again: timedelta | None = None
    """When the centre asked this tablet to come by itself after a good run; None leaves it to the tablet."""

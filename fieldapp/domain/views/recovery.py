"""What the engineer is told after the tablet's data had to be put together again (SYN-2, USE-4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingOrder:
    """An order that is not on the tablet until the next sync brings it; `events` of it are kept and will be sent."""

    name: str
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryReport:
    """What was damaged, what was put back, and what is missing until the next sync or for good.

    `backup_at` is None where the database itself was whole and only had lost its last entries. `aside` is the folder of
    the damaged files, "" where none were set aside.
    """

    at: datetime
    backup_at: datetime | None
    aside: str
    events: int
    files: int
    missing_orders: tuple[MissingOrder, ...]
    lost_events: int
    """Recorded here once, readable nowhere on this tablet; the centre may have them."""
    needs_contact: bool
    """What was lost last cannot be known here: nothing new is recorded before the centre has said how far it knows."""
    end_seq: int
    """The last event after the recovery."""
    seen: bool = False

    @property
    def found_everything(self) -> bool:
        """Tell whether all that was recorded here is known to be here again."""
        return self.lost_events == 0 and not self.needs_contact

"""What was agreed by telephone, as a list or an order shows it beside everything else (CON-2, CON-7, ANA-3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from fieldapp.domain.contact import RecordedCorrection


class WaitsFor(Enum):
    """What an order waits for before anything else can be done on it."""

    NOTHING = "nothing"
    CALL_BACK = "call_back"
    """The call-back after a solution by phone."""
    CALL_AGAIN = "call_again"
    """Another try to reach the customer."""
    CENTRE = "centre"
    """The centre's word on a refused visit."""
    CUSTOMER = "customer"
    """The customer, who was not at home."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """`call_at` is when to call, for what waits for a call; `moved_from_at` the start that was promised before."""

    waits_for: WaitsFor = WaitsFor.NOTHING
    call_at: datetime | None = None
    moved_from_at: datetime | None = None
    corrections: tuple[RecordedCorrection, ...] = ()

    @property
    def on_hold(self) -> bool:
        """Whether nothing can be done on the order now: a call-back is owed, or it is the turn of somebody else."""
        return self.waits_for in (WaitsFor.CALL_BACK, WaitsFor.CENTRE)

    @property
    def untaken(self) -> tuple[RecordedCorrection, ...]:
        """Return the corrections that the office's own words stand against."""
        return tuple(one for one in self.corrections if not one.taken)

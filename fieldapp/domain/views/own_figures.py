"""What can be computed about the engineer, shown to himself (USE-4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFigures:
    """Counts over the orders that are on this tablet and were worked on since `since_on`.

    Arrivals by the four words of SITE-1; first replies to the customer against the order's promise (SLA-1); how many
    closed visits ended solved; how many recorded trips teach the way (DEP-5).
    """

    since_on: date
    arrived_early: int = 0
    arrived_in_target: int = 0
    arrived_on_time: int = 0
    arrived_late: int = 0
    replied_in_time: int = 0
    replied_late: int = 0
    closed: int = 0
    solved: int = 0
    trips: int = 0

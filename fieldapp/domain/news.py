"""What the office did to an order while the tablet was away, told to the engineer once it is known (SYN-3, ANA-6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from fieldapp.domain.contact import Detail
from fieldapp.domain.ids import OrderId
from fieldapp.domain.planning import Supply
from fieldapp.domain.sla import Severity
from fieldapp.domain.time_window import TimeWindow


class NewsKind(Enum):
    """What happened; in this order of weight where several things happened to one order."""

    CANCELLED = "cancelled"
    TAKEN_AWAY = "taken_away"
    """Given to somebody else."""
    NEW_ORDER = "new_order"
    APPOINTMENT = "appointment"
    LEVEL = "level"
    SUPPLY = "supply"
    REPLY = "reply"
    DETAIL = "detail"
    SETTLED = "settled"
    """What the office said to an own event that had waited for it (SYN-8)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One piece of news, self-contained: the order may be gone from the tablet when it is read.

    Old and new stand side by side: `windows` of an appointment, `levels` of a level, `old` and `new` of a `detail`.
    Of what was `settled`, `old` is the kind of the event and `new` the verdict. `text` and `by` are the words of a
    reply, of a cancellation, for another level or for what was declined, and who said them. `appointment` is when the
    visit is due after the change. `unsent` tells that own work on an order that went away still waits to be delivered.
    """

    kind: NewsKind
    order_id: OrderId
    number: str
    customer: str
    appointment: TimeWindow
    windows: tuple[TimeWindow, TimeWindow] | None = None
    levels: tuple[Severity, Severity] | None = None
    detail: Detail | None = None
    old: str = ""
    new: str = ""
    text: str = ""
    by: str = ""
    supply: Supply | None = None
    needed_by: datetime | None = None
    unsent: bool = False

    @property
    def comes_too_late(self) -> bool:
        """Tell whether a part comes after the engineer needs it, or after the appointment (ANA-6)."""
        expected_at = self.supply.expected_at if self.supply is not None else None
        return expected_at is not None and expected_at > min(self.needed_by or expected_at, self.appointment.start_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptNews:
    """News as the tablet keeps it: when it came, and when it was pressed away."""

    id: int
    at: datetime
    seen_at: datetime | None
    news: News

"""A clash: two sides changed one field without knowing of each other; both values are kept (SYNC.md rule 6, SYN-2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from fieldapp.domain.contact import Detail
from fieldapp.domain.ids import EngineerId, StepId
from fieldapp.domain.time_window import TimeWindow


class ClashState(Enum):
    """What was decided; either word can be taken back by the other one."""

    OPEN = "open"
    KEPT = "kept"
    SWAPPED = "swapped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who wrote something: an engineer with his id, the desk by name alone; "" where nobody knows any more."""

    name: str
    engineer: EngineerId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClashPlace:
    """The field: a detail of the order, an answer of a step, or the appointment where neither is named."""

    detail: Detail | None = None
    step: StepId | None = None
    name: str = ""

    @property
    def is_appointment(self) -> bool:
        """Tell whether the field is the office's own; only the office decides about it."""
        return self.detail is None and self.step is None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClashSide:
    """One of the two values; of an appointment it is the `window`. `at` is when it was written, None for unknown."""

    author: Author
    value: str = ""
    window: TimeWindow | None = None
    at: datetime | None = None

    def says(self, other: ClashSide) -> bool:
        """Tell whether both sides say the same, whoever wrote it."""
        return (self.value, self.window) == (other.value, other.window)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """One clash in an order: what stood when it came, and what lost. `id` begins with the event that came second.

    `base` is what both sides had before, as far as the second one said it. The sides stay as they are whatever is
    decided; `state` says which of them counts: SWAPPED means the one that lost at first.
    """

    id: str
    place: ClashPlace
    base: ClashSide
    stood: ClashSide
    lost: ClashSide
    state: ClashState = ClashState.OPEN
    decided_by: str = ""
    decided_at: datetime | None = None

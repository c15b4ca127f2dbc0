"""Events that decide a clash: one tap, taken back by the other one (SYNC.md rule 6, SYN-2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fieldapp.domain.clash import ClashSide
from fieldapp.domain.events import OrderEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class ClashDecided(OrderEvent):
    """Base of both words. `over` is what the order said when it was decided; `by` is who decided, by name."""

    clash_id: str
    over: ClashSide
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClashSwapped(ClashDecided):
    """The value that lost counts."""

    kind: ClassVar[str] = "clash.swapped"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClashKept(ClashDecided):
    """The value that stood counts; also the way back from a swap."""

    kind: ClassVar[str] = "clash.kept"

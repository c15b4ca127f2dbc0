"""A clash as the tablet shows it: the field and both values in words, side by side (SYN-2)."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.clash import Clash


@dataclass(frozen=True, slots=True, kw_only=True)
class ClashView:
    """`question`, `stood` and `lost` are words of the form for an answer, "" for a detail or an appointment.

    `waits` tells that nobody decided and the field still says something else than the value that lost.
    """

    clash: Clash
    question: str = ""
    stood: str = ""
    lost: str = ""
    waits: bool = False
    may_decide: bool = True

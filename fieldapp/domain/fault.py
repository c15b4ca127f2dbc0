"""One entry of the fault library (KNO-1)."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.ids import FaultEntryId, PartNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultEntry:
    """A known fault of some models: how it shows, why, and what cures it. Texts are Chinese with an English twin."""

    id: FaultEntryId
    models: tuple[str, ...]
    code: str
    symptom_zh: str
    symptom_en: str
    cause_zh: str
    cause_en: str
    measure_zh: str
    measure_en: str
    parts: tuple[PartNumber, ...] = ()
    cases: int = 0
    cured: int = 0

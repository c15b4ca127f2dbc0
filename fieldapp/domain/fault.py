"""Entries of the fault library, and cases that an engineer proposes for it (KNO-1, KNO-2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fieldapp.domain.ids import FaultEntryId, PartNumber, Sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultEntry:
    """A known fault of some models: how it shows, why, and what cures it. Texts are Chinese with an English twin.

    `measure` is plan A; `fallback` is plan B, for when it does not cure (ANA-2), "" where there is none. `tools` are
    what a standard toolkit does not hold, one name each, `tools_en` in the same order. `pictures` name files; one comes
    down to a tablet that has orders of these models if it is published as a ModelDocument of them, too.
    """

    id: FaultEntryId
    models: tuple[str, ...]
    code: str
    symptom_zh: str
    symptom_en: str
    cause_zh: str
    cause_en: str
    measure_zh: str
    measure_en: str
    fallback_zh: str = ""
    fallback_en: str = ""
    tools_zh: tuple[str, ...] = ()
    tools_en: tuple[str, ...] = ()
    parts: tuple[PartNumber, ...] = ()
    cases: int = 0
    cured: int = 0
    pictures: tuple[Sha256, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultProposal:
    """A case that the engineer proposes as an entry (KNO-2); `id` is unique among all devices.

    The texts are in the `language` that he works in ("zh", "en"); who reviews it at the centre adds the other one.
    """

    id: str
    at: datetime
    language: str
    model: str
    code: str
    symptom: str
    cause: str
    measure: str
    parts: tuple[PartNumber, ...] = ()

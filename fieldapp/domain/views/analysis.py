"""What the analysis before the trip is made from, all of it on the tablet (UI: analyse; ANA-1 to ANA-6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from fieldapp.domain.fault import FaultEntry
from fieldapp.domain.ids import PartNumber
from fieldapp.domain.part import DepotStock, Part
from fieldapp.domain.views.asset_file import AssetFile
from fieldapp.domain.work_order import WorkOrder


class Experience(Enum):
    """Whether the engineer has repaired this before, as far as the records on the tablet tell (ANA-4)."""

    REPAIRED = "repaired"
    NEVER = "never"
    FAILED = "failed"
    """It was repaired, here or by him, and the same came back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """An order as the analysis sees it.

    `entries` are the library's for model and alarm code, `of_code` many; where there are none, those of the model.
    `similar` are other orders
    with the same model and code. `repaired_on` is when the engineer repaired such a fault last. `parts` and `depot`
    are about the spares that the order needs.
    """

    order: WorkOrder
    asset: AssetFile
    entries: tuple[FaultEntry, ...]
    of_code: int
    similar: tuple[WorkOrder, ...]
    experience: Experience
    repaired_on: date | None
    parts: dict[PartNumber, Part | None]
    stock: dict[PartNumber, int]
    depot: dict[PartNumber, DepotStock | None]

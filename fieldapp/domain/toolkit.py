"""What the order adds to the standard bag (KIT-1); the standard bag itself is the form `kit`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from fieldapp.domain.ids import PartNumber, SerialNumber
from fieldapp.domain.part import CaptureSource


class KitNeedKind(Enum):
    """What kind of thing the order asks to bring."""

    SPARE = "spare"
    LOANER = "loaner"
    TOOL = "tool"
    SOFTWARE = "software"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True, kw_only=True)
class KitNeed:
    """One thing this order needs in the bag beside the standard list; `id` is unique within the order."""

    id: str
    kind: KitNeedKind
    name_zh: str
    name_en: str
    part_number: PartNumber | None = None
    quantity: int = 1

    def name(self, language: str) -> str:
        """Return the name in "zh" or "en"."""
        return self.name_zh if language == "zh" else self.name_en


@dataclass(frozen=True, slots=True, kw_only=True)
class KitCheck:
    """Whether a needed thing is in the bag, and how that is known: scanned, or by hand (KIT-3)."""

    present: bool
    source: CaptureSource
    at: datetime
    serial_number: SerialNumber | None = None
    lot: str | None = None

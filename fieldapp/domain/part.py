"""Spare parts: the catalogue, what a label says, and the ledger of the engineer's van."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from fieldapp.domain.ids import PartNumber, SerialNumber


class CaptureSource(Enum):
    """How a code came into the tablet (PRT-1); hand entries are marked as such (KIT-3)."""

    CAMERA = "camera"
    SCANNER = "scanner"
    PICTURE = "picture"
    HAND = "hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartCode:
    """What one label says, however it was read: all ways in end here (PRT-1).

    `raw` is the text as read, `symbology` an AIM identifier such as "]d2" or "" when typed. `gtin` is 14 digits.
    """

    raw: str
    source: CaptureSource
    symbology: str = ""
    part_number: PartNumber | None = None
    gtin: str | None = None
    serial_number: SerialNumber | None = None
    lot: str | None = None
    quantity: int = 1
    expires_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A catalogue entry. `fits_models` empty means every model; `wearing` parts are never covered by warranty."""

    number: PartNumber
    name_zh: str
    name_en: str
    gtin: str | None = None
    fits_models: tuple[str, ...] = ()
    tracked_by_serial: bool = False
    wearing: bool = False
    recalled_lots: tuple[str, ...] = ()

    def name(self, language: str) -> str:
        """Return the name in "zh" or "en"."""
        return self.name_zh if language == "zh" else self.name_en


class MovementKind(Enum):
    """Why stock changed (PRT-2)."""

    RECEIVED = "received"
    USED = "used"
    RETURNED = "returned"
    TRANSFERRED = "transferred"
    LOST = "lost"
    FOUND = "found"
    COUNTED = "counted"
    REVERSED = "reversed"


@dataclass(frozen=True, slots=True, kw_only=True)
class StockMovement:
    """One line of the ledger: never changed, never removed; the stock is their sum (PRT-2).

    `id` makes the line unique everywhere (`<event id>` for what a device wrote, the depot's own key otherwise).
    """

    id: str
    kind: MovementKind
    part_number: PartNumber
    quantity: int
    at: datetime
    serial_number: SerialNumber | None = None
    lot: str | None = None
    order_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DepotStock:
    """What the depot had of a part when it last told: a hint with an age, never a promise (PRT-3)."""

    part_number: PartNumber
    quantity: int
    counted_at: datetime

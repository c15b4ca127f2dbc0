"""The machine that is served, its warranty and what was done to it before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fieldapp.domain.ids import AssetId, SerialNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRecord:
    """One earlier visit to the asset, as a line of its history (ANA-1)."""

    served_on: date
    summary: str
    engineer_name: str
    outcome: str
    order_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """An installed machine; `warranty_until_on` is the last covered day by the rule in `warranty_rule` (CON-4).

    `warranty_months` is how long it lasts from the day that its rule counts from; 0 where nobody said.
    """

    id: AssetId
    model: str
    product: str
    serial_number: SerialNumber
    purchased_on: date | None
    warranty_rule: str = "purchase"
    warranty_until_on: date | None = None
    warranty_months: int = 0
    history: tuple[ServiceRecord, ...] = ()

    def in_warranty(self, day: date) -> bool:
        """Tell whether `day` is covered; without a known end nothing is."""
        return self.warranty_until_on is not None and day <= self.warranty_until_on

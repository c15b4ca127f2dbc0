"""The machine that is served, its warranty and what was done to it before."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from fieldapp.domain.ids import AssetId, SerialNumber

FROM_ACCEPTANCE = "acceptance"
"""The warranty rule by which it counts from the day the customer took the machine over."""


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

    @property
    def warranty_known(self) -> bool:
        """Tell whether anybody said when the warranty ends: until then it is neither running nor over."""
        return self.warranty_until_on is not None

    def taken_over(self, serial: SerialNumber, on: date) -> Asset:
        """Return the machine once its customer has accepted it on that day (SITE-14).

        A warranty that counts from acceptance begins then; one that counts from another day stays.
        """
        until = self.warranty_until_on
        if self.warranty_rule == FROM_ACCEPTANCE and self.warranty_months:
            until = _last_day(on, self.warranty_months)
        return replace(self, serial_number=serial or self.serial_number, warranty_until_on=until)


def _last_day(start: date, months: int) -> date:
    """Return the last day of so many months from `start`: two years from 1 March end on the last of February."""
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1])) - timedelta(days=1)

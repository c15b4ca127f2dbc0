"""The machine that is served, its warranty and what was done to it before."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from fieldapp.domain.ids import AssetId, SerialNumber

FROM_ACCEPTANCE = "acceptance"
"""The warranty rule by which it counts from the day the customer took the machine over."""
FROM_PURCHASE = "purchase"
"""The warranty rule by which it counts from the day of purchase: what holds where nobody said otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Warranty:
    """A warranty whose end is known: `until_on` is its last day, `rule` what it counts from, `months` how long."""

    until_on: date
    rule: str = FROM_PURCHASE
    months: int = 0


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
    warranty_rule: str = FROM_PURCHASE
    warranty_until_on: date | None = None
    warranty_months: int = 0
    history: tuple[ServiceRecord, ...] = ()

    @property
    def warranty(self) -> Warranty | None:
        """Return the warranty whose end is known: as it was said, or reckoned from the day of purchase (CON-4)."""
        until = self.warranty_until_on
        if until is None and self.warranty_rule == FROM_PURCHASE and self.purchased_on and self.warranty_months:
            until = _last_day(self.purchased_on, self.warranty_months)
        if until is None:
            return None
        return Warranty(until_on=until, rule=self.warranty_rule, months=self.warranty_months)

    def in_warranty(self, day: date) -> bool:
        """Tell whether `day` is covered; without a known end nothing is."""
        warranty = self.warranty
        return warranty is not None and day <= warranty.until_on

    @property
    def warranty_known(self) -> bool:
        """Tell whether anybody said when the warranty ends: until then it is neither running nor over."""
        return self.warranty is not None

    def with_warranty(self, warranty: Warranty) -> Asset:
        """Return the machine with this warranty in the place of what was said of it before."""
        until, rule, months = warranty.until_on, warranty.rule, warranty.months
        return replace(self, warranty_until_on=until, warranty_rule=rule, warranty_months=months)

    def without_warranty(self) -> Asset:
        """Return the machine as one of which nobody said until when it is covered (CON-7)."""
        return replace(self, warranty_until_on=None, warranty_rule=FROM_PURCHASE, warranty_months=0)

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

"""Price list and fees (REP-2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from fieldapp.domain.ids import PartNumber
from fieldapp.domain.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceList:
    """Prices valid from a day on until the next list. Labour is per hour."""

    id: str
    version: str
    valid_from_on: date
    visit: Money
    labour_hour: Money
    parts: dict[PartNumber, Money]


class FeeKind(Enum):
    """What a line charges for."""

    VISIT = "visit"
    LABOUR = "labour"
    PART = "part"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeLine:
    """One line of the bill: what it is worth, what warranty covers, what the customer pays."""

    kind: FeeKind
    quantity: Decimal
    unit_price: Money
    price: Money
    due: Money
    covered: bool
    part_number: PartNumber | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fees:
    """The whole bill, frozen with the signature."""

    price_list_version: str
    lines: tuple[FeeLine, ...]
    total: Money
    covered: Money
    due: Money

    @property
    def covers_the_visit(self) -> bool:
        """Return whether the way is covered: these are the fees of a covered visit, wearing parts aside."""
        return any(line.covered for line in self.lines if line.kind is FeeKind.VISIT)

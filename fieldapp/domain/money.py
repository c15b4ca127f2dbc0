"""Exact money: decimal amounts in one currency, rounded only where a rule says so."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount. `currency` is an ISO 4217 code; mixing currencies raises ValueError."""

    amount: Decimal
    currency: str = "CNY"

    def __add__(self, other: Money) -> Money:
        self._same_currency(other)
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same_currency(other)
        return Money(self.amount - other.amount, self.currency)

    def times(self, factor: Decimal | int) -> Money:
        """Return the amount multiplied and rounded half up to the cent."""
        return Money((self.amount * factor).quantize(CENT, ROUND_HALF_UP), self.currency)

    @property
    def is_zero(self) -> bool:
        """Tell whether nothing is owed."""
        return self.amount == 0

    def _same_currency(self, other: Money) -> None:
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} cannot be added")


ZERO = Money(Decimal("0.00"))

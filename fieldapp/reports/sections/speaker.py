"""Words, amounts and times of one document in its language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal

from fieldapp.domain.money import Money
from fieldapp.texts.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Speaker:
    """Tells things in one language; `zone` is where its clock hangs."""

    texts: Catalogue
    language: str
    zone: tzinfo

    def tell(self, code: str, /, **fields: str | int) -> str:
        """Return the text of `documents.<code>`, its places filled."""
        return self.texts.text(f"documents.{code}", self.language, **fields)

    def word_for(self, group: str, value: str) -> str:
        """Return the word for a code of a closed list; `value` itself where it is somebody's own text."""
        code = f"documents.{group}.{value}"
        return self.texts.text(code, self.language) if self.texts.knows(code) else value

    def join(self, *parts: str) -> str:
        """Return the parts that say something, side by side."""
        return self.tell("between").join(part for part in parts if part)

    def money(self, amount: Money) -> str:
        """Return "¥86.00"; other currencies by their code."""
        sign = "¥" if amount.currency == "CNY" else f"{amount.currency} "
        figure = f"{abs(amount.amount):,.2f}"
        return f"−{sign}{figure}" if amount.amount < 0 else f"{sign}{figure}"

    def quantity(self, number: Decimal | int) -> str:
        """Return a number without trailing zeros."""
        return format(Decimal(number).normalize(), "f")

    def day(self, day: date | None) -> str:
        """Return "2026-11-23", which both languages read; "" for none."""
        return day.isoformat() if day is not None else ""

    def moment(self, at: datetime) -> str:
        """Return date and time of the place."""
        return at.astimezone(self.zone).strftime("%Y-%m-%d %H:%M")

    def clock(self, at: datetime | None, day: date) -> str:
        """Return "09:51", with its date before it when that is not `day`; a dash for what did not happen."""
        if at is None:
            return "–"
        local = at.astimezone(self.zone)
        return local.strftime("%H:%M" if local.date() == day else "%m-%d %H:%M")

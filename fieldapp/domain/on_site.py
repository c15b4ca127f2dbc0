"""What is agreed at the customer's beside the work: price, a machine taken away, a loaner, a suggestion (SITE)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from fieldapp.domain.fees import Fees
from fieldapp.domain.ids import SerialNumber, Sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Plan and price the customer was shown before chargeable work, and what he said (SITE-12, REP-2)."""

    at: datetime
    fees: Fees
    agreed: bool
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanerUnit:
    """The machine that stays with the customer meanwhile; its serial is tracked out and back (ANA-5)."""

    model: str
    serial_number: SerialNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenAway:
    """The customer's machine goes to the workshop (SITE-10): with what, in which state, and until when."""

    at: datetime
    accessories: str
    condition: str
    return_on: date
    photos: tuple[Sha256, ...] = ()
    loaner: LoanerUnit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """A machine was taken over by the customer (SITE-14)."""

    at: datetime
    serial_number: SerialNumber
    accepted_on: date


class SuggestionKind(Enum):
    """What is passed on to the company (SITE-13)."""

    SALES_LEAD = "sales_lead"
    PRODUCT = "product"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A lead or an idea from the customer; a lead is passed on with his consent only."""

    at: datetime
    kind: SuggestionKind
    text: str
    customer_consents: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRecord:
    """Everything of this kind that happened on one order, oldest first; written only by `workflow.on_site`."""

    quotes: tuple[Quote, ...] = ()
    taken_away: tuple[TakenAway, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    installed: Installed | None = None

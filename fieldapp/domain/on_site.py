"""What is agreed at the customer's beside the work: price, who pays, a machine taken away, a suggestion (SITE)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from fieldapp.domain.fees import Fees
from fieldapp.domain.ids import SerialNumber, Sha256
from fieldapp.domain.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Plan and price the customer was shown before chargeable work, and what he said (SITE-12, REP-2)."""

    at: datetime
    fees: Fees
    agreed: bool
    remark: str = ""


CHARGED_TO = "chargeable"
"""The report's question who is charged; its answers are the values of `Payer`, and the record alone gives them."""


class Payer(Enum):
    """Who is charged for a visit."""

    WARRANTY = "warranty"
    CUSTOMER = "charge"


class CoverageGround(Enum):
    """Why a visit is covered, or not, otherwise than the machine's record says (CON-4).

    RECORD takes an earlier decision back: the machine's own warranty counts again.
    """

    PROOF = "proof"
    MISUSE = "misuse"
    GOODWILL = "goodwill"
    CONTRACT = "contract"
    RECORD = "record"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Whether the visit is charged, as the engineer settled it, and why; the report shows it (CON-4, SITE-12)."""

    at: datetime
    covered: bool
    ground: CoverageGround
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
class BroughtBack:
    """The machine is back with its customer; `loaner` is the loaner's serial that came back, None for none (ANA-5)."""

    at: datetime
    loaner: SerialNumber | None = None
    remark: str = ""


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
    coverage: tuple[Coverage, ...] = ()
    brought_back: tuple[BroughtBack, ...] = ()

    @property
    def quote(self) -> Quote | None:
        """Return the price as the customer answered it last, None while he was shown none.

        An answer to the price of a covered visit is none to that of a chargeable one, nor the other way round: once it
        was settled who pays, what he said before about the other price counts no more.
        """
        last = self.quotes[-1] if self.quotes else None
        if last is None or not self.coverage:
            return last
        return last if last.fees.covers_the_visit == self.coverage[-1].covered else None

    @property
    def agreed_due(self) -> Money | None:
        """Return what the customer agreed to pay before the work, None where he agreed to no price (SITE-12)."""
        return self.quote.fees.due if self.quote is not None and self.quote.agreed else None

    @property
    def away(self) -> TakenAway | None:
        """Return the slip of the machine that is away now, None where none is: each one came back."""
        return self.taken_away[-1] if len(self.taken_away) > len(self.brought_back) else None

    @property
    def settled(self) -> Coverage | None:
        """Return what counts instead of the machine's warranty, None while that counts itself."""
        last = self.coverage[-1] if self.coverage else None
        return last if last is not None and last.ground is not CoverageGround.RECORD else None

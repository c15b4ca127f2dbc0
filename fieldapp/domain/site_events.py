"""Events of what is agreed at the customer's beside the work (SITE-10, SITE-12, SITE-13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from fieldapp.domain.events import OrderEvent
from fieldapp.domain.fees import Fees
from fieldapp.domain.ids import SerialNumber, Sha256
from fieldapp.domain.on_site import CoverageGround, LoanerUnit, SuggestionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteEvent(OrderEvent):
    """Base of what `workflow.on_site` applies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteAnswered(SiteEvent):
    """The customer saw cause, plan and price before the work and agreed, or did not (SITE-12)."""

    kind: ClassVar[str] = "quote.answered"
    fees: Fees
    agreed: bool
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageSettled(SiteEvent):
    """The engineer settled that the visit is covered, or not, whatever the machine's record says (CON-4)."""

    kind: ClassVar[str] = "coverage.settled"
    covered: bool
    ground: CoverageGround
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetTakenAway(SiteEvent):
    """The machine goes to the workshop, with or without a loaner in its place (SITE-10)."""

    kind: ClassVar[str] = "asset.taken_away"
    accessories: str
    condition: str
    return_on: date
    photos: tuple[Sha256, ...] = ()
    loaner: LoanerUnit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetBroughtBack(SiteEvent):
    """The machine that was taken away on this order is back; `loaner` is the loaner's serial that came back (ANA-5)."""

    kind: ClassVar[str] = "asset.brought_back"
    loaner: SerialNumber | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetInstalled(SiteEvent):
    """The customer took over a machine that was set up: its file is opened with this serial number (SITE-14)."""

    kind: ClassVar[str] = "asset.installed"
    serial_number: SerialNumber
    accepted_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionNoted(SiteEvent):
    """A sales lead or an idea for the product, with the customer's consent (SITE-13)."""

    kind: ClassVar[str] = "suggestion.noted"
    suggestion: SuggestionKind
    text: str
    customer_consents: bool

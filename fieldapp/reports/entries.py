"""The lines of a report: each is what was recorded once, ready to be shown in one language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from fieldapp.domain.fees import FeeKind
from fieldapp.domain.ids import PartNumber, SerialNumber, StepId
from fieldapp.domain.money import Money
from fieldapp.domain.part import CaptureSource


class Verdict(Enum):
    """What an answer says about the machine: a check's own word, or a reading against its limits."""

    PASS = "pass"
    FAIL = "fail"
    WITHIN = "within"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One answered question: its label and answer in words. `ticked` stands for an acknowledged line ("OK")."""

    step: StepId
    name: str
    label: str
    words: str
    limits: str = ""
    verdict: Verdict | None = None
    ticked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The answers of one section of the process's report ("cause", "tests"), in the order the process lists them."""

    name: str
    answers: tuple[Answered, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelRead:
    """One part as its label was read: which, and how it came into the tablet (KIT-3, SITE-4)."""

    part_number: PartNumber
    name: str
    source: CaptureSource
    serial_number: SerialNumber | None = None
    lot: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacedPart:
    """A new part and the old one it replaces; `old` is None until the old part was scanned (SITE-4)."""

    new: LabelRead
    quantity: int
    old: LabelRead | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeRow:
    """One line of the bill with the part's name; `wearing` tells why a part is charged within warranty (REP-2)."""

    kind: FeeKind
    quantity: Decimal
    unit_price: Money
    price: Money
    due: Money
    covered: bool
    part_number: PartNumber | None = None
    name: str = ""
    wearing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """The bill as it was frozen with the signature."""

    price_list_version: str
    rows: tuple[FeeRow, ...]
    covered: Money
    due: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedOrder:
    """An order that was opened out of this one: a finding, or something else while the engineer was there (ACC-7)."""

    number: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTimes:
    """When things happened, None for what did not; `finished_at` is when the last step at the site was completed."""

    received_at: datetime
    assigned_at: datetime
    contacted_at: datetime | None
    departed_at: datetime | None
    arrived_at: datetime | None
    finished_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """A gate that was passed or a step that was left out: what it is called, why, and when (PRO-3)."""

    title: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedAsset:
    """The machine and its warranty, as far as the warranty record sheet needs it (REP-1).

    `in_warranty` is judged on the day of the visit.
    """

    product: str
    model: str
    serial_number: SerialNumber
    purchased_on: date | None
    warranty_rule: str
    warranty_until_on: date | None
    in_warranty: bool

    @property
    def warranty_word(self) -> str:
        """The key of the word for it: in warranty, out of it, or not known because nobody said when it ends."""
        if self.warranty_until_on is None:
            return "warranty.unknown"
        return "warranty.in" if self.in_warranty else "warranty.out"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedCustomer:
    """Whom the report is for."""

    name: str
    contact: str
    role: str
    phone: str
    address: str

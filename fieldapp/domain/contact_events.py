"""Events of what is agreed with the customer and the office, before and around the visit (CON, TRV, ACC-2, SITE-5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from fieldapp.domain.asset import Warranty
from fieldapp.domain.contact import (
    ContactMeans,
    Correction,
    CustomerAnswer,
    DelayReason,
    Recipient,
    Topic,
)
from fieldapp.domain.events import OrderEvent
from fieldapp.domain.ids import Sha256
from fieldapp.domain.time_window import TimeWindow


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactEvent(OrderEvent):
    """Base of what `workflow.contact` applies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentMoved(ContactEvent):
    """The appointment was moved, or the customer refused to (CON-2). `old` is what the order said at that moment."""

    kind: ClassVar[str] = "appointment.moved"
    old: TimeWindow
    new: TimeWindow
    reason: str
    customer_agrees: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailsCorrected(ContactEvent):
    """The customer corrected details of the order (CON-7).

    `warranty` is what the register says of the machine, taken over where the order does not say when it ends (CON-4).
    """

    kind: ClassVar[str] = "details.corrected"
    version: ClassVar[int] = 2
    corrections: tuple[Correction, ...]
    warranty: Warranty | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallPlanned(ContactEvent):
    """The customer is called again at `call_at`: a retry, or a call-back at another time than usual (CON-2, ANA-3)."""

    kind: ClassVar[str] = "call.planned"
    call_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CallBackMade(ContactEvent):
    """The call-back after a solution by phone: solved, or a visit after all (ANA-3)."""

    kind: ClassVar[str] = "call_back.made"
    solved: bool
    wants_visit: bool = False
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitConfirmed(ContactEvent):
    """The visit was confirmed once more with the customer (CON-6)."""

    kind: ClassVar[str] = "visit.confirmed"
    means: ContactMeans
    expected_arrival_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSent(ContactEvent):
    """A message to the office about this order (ACC-2, TRV-2, SITE-5). `message_id` is unique among all devices."""

    kind: ClassVar[str] = "message.sent"
    message_id: str
    to: Recipient
    topic: Topic
    text: str
    attachments: tuple[Sha256, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayNoted(ContactEvent):
    """The customer was told of a delay, or could not be reached (TRV-1, TRV-4)."""

    kind: ClassVar[str] = "visit.delayed"
    reason: DelayReason
    expected_at: datetime
    means: ContactMeans
    answer: CustomerAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class NobodyMet(ContactEvent):
    """Nobody was at the site: the text of the note card that was left, and its photo (TRV-3)."""

    kind: ClassVar[str] = "visit.nobody_met"
    card: str
    photo: Sha256 | None = None

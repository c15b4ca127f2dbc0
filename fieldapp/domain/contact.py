"""What is agreed with customer and office beside the visit itself: appointments, corrections, messages, delays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from fieldapp.domain.ids import Sha256
from fieldapp.domain.time_window import TimeWindow


class ContactMeans(Enum):
    """How the customer was reached: by voice first, by message where nobody answers (CON-6, TRV-1)."""

    CALL = "call"
    MESSAGE = "message"


class Detail(Enum):
    """A detail of the order that the customer can correct (CON-2, CON-7)."""

    CONTACT_NAME = "contact_name"
    CONTACT_PHONE = "contact_phone"
    ADDRESS = "address"
    ACCESS = "access"
    MODEL = "model"
    SERIAL_NUMBER = "serial_number"
    PURCHASED_ON = "purchased_on"
    """A date as YYYY-MM-DD, "" for unknown."""
    ALARM_CODE = "alarm_code"
    SINCE = "since"
    HOW_OFTEN = "how_often"
    TRIED = "tried"
    IMPACT = "impact"
    """Of the symptom; `Symptom.what` is not among them: the customer's words are never rewritten (ACC-4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One corrected detail; `old` is what the order said when it was corrected."""

    detail: Detail
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskCorrection:
    """A detail that the office itself changed while the order was under way (ACC-2); `by` is who said so."""

    correction: Correction
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedCorrection:
    """A correction in the order's history. Not `taken`: the order said something else by then, the office decides."""

    correction: Correction
    at: datetime
    taken: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentChange:
    """An appointment that the engineer moved (CON-2, CON-5).

    Not `taken`: the customer did not agree, or the office had moved it meanwhile; the order keeps the office's.
    """

    old: TimeWindow
    new: TimeWindow
    reason: str
    customer_agrees: bool
    at: datetime
    taken: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CallBack:
    """The call some hours after a solution by phone (ANA-3): solved, or a visit after all."""

    at: datetime
    solved: bool
    wants_visit: bool = False
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """The visit was confirmed once more, shortly before leaving (CON-6)."""

    at: datetime
    means: ContactMeans
    expected_arrival_at: datetime


class Recipient(Enum):
    """Who a message is for; the office finds the person (ACC-2, SITE-5)."""

    DISPATCHER = "dispatcher"
    TECHNICAL_LEAD = "technical_lead"
    STOREKEEPER = "storekeeper"
    MANAGER = "manager"


class Topic(Enum):
    """What a message is about, so that the office sees what presses."""

    MISSING_DETAILS = "missing_details"
    STUCK = "stuck"
    DELAY = "delay"
    OTHER_DEPARTMENT = "other_department"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """The engineer's message about one order, `id` unique among all devices; files by content hash."""

    id: str
    at: datetime
    to: Recipient
    topic: Topic
    text: str
    attachments: tuple[Sha256, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the office wrote on an order; `answers` names the engineer's message, "" where it came unasked."""

    id: str
    at: datetime
    sender: str
    text: str
    answers: str = ""


class DelayReason(Enum):
    """Why the engineer comes later (TRV-1, TRV-2)."""

    TRAFFIC = "traffic"
    JOB_BEFORE = "job_before"
    OTHER = "other"


class CustomerAnswer(Enum):
    """What the customer said to a delay (TRV-1)."""

    AGREES = "agrees"
    WANTS_SOMEBODY_ELSE = "wants_somebody_else"
    NOT_REACHED = "not_reached"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """The notice of a delay; `at` proves when it was given (TRV-4)."""

    at: datetime
    reason: DelayReason
    expected_at: datetime
    means: ContactMeans
    answer: CustomerAnswer

    @property
    def told(self) -> bool:
        """Whether the customer has the new time: he heard it, or it was written to him."""
        return self.answer is not CustomerAnswer.NOT_REACHED or self.means is ContactMeans.MESSAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class NobodyHome:
    """Nobody opened: the note card that was left, and its photo (TRV-3)."""

    at: datetime
    card: str
    photo: Sha256 | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRecord:
    """Everything of this kind that happened to one order, oldest first; written only by `workflow.contact`.

    `next_call_at` is when the engineer wants to call again; a call made since then clears it.
    """

    appointment_changes: tuple[AppointmentChange, ...] = ()
    corrections: tuple[RecordedCorrection, ...] = ()
    next_call_at: datetime | None = None
    call_backs: tuple[CallBack, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    messages: tuple[Message, ...] = ()
    delays: tuple[Delay, ...] = ()
    nobody_home: tuple[NobodyHome, ...] = ()

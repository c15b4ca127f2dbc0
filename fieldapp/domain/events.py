"""Events: what the engineer did, each a frozen fact (SYNC.md). The only way a device changes anything.

Every class has a stable `kind` (its name on the wire) and `version` (of its fields; the centre upgrades older ones).
Events are never changed once released: a new need is a new field with a default and a higher version, or a new event.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from fieldapp.domain.ids import DeviceId, EventId, FormId, GateId, OrderId, PartNumber, SerialNumber, Sha256, StepId
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.part import CaptureSource
from fieldapp.domain.process import AnswerPlace
from fieldapp.domain.time_window import ClockEvidence
from fieldapp.domain.visit import CallOutcome, KeptAnswer, Report
from fieldapp.domain.work_order import HandBackReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Base: `at` is the device's corrected time in UTC; the raw reading travels as ClockEvidence."""

    kind: ClassVar[str]
    version: ClassVar[int] = 1
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderEvent(Event):
    """Base of everything that happens to one order."""

    order_id: OrderId


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderAccepted(OrderEvent):
    """The engineer takes the order (ACC-5)."""

    kind: ClassVar[str] = "order.accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderHandedBack(OrderEvent):
    """The engineer gives the order back, or to a colleague who agreed (ACC-5)."""

    kind: ClassVar[str] = "order.handed_back"
    reason: HandBackReason
    remark: str = ""
    colleague: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSaved(OrderEvent):
    """One answer to one question; `value` "" clears it. `form_sha256` names the form version it was given in."""

    kind: ClassVar[str] = "answer.saved"
    step: StepId
    name: str
    value: str
    form_sha256: Sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerReplaced(AnswerSaved):
    """An answer that takes the place of another one: `base`, so that the centre sees whose value it takes (rule 6).

    A plain AnswerSaved is the first answer to its question.
    """

    kind: ClassVar[str] = "answer.replaced"
    base: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormMoved(OrderEvent):
    """The order goes on with another version of a form, because the engineer chose so (PRO-2).

    What the forms engine of the device found is said here, so that a centre needs none to agree: `dropped` are the
    places whose answer the other version cannot hold, `restored` the answers set aside earlier that it can hold again,
    `reworded` the places whose answer stays and now says something else (another label, choice or unit).
    """

    kind: ClassVar[str] = "form.moved"
    form_id: FormId
    from_sha256: Sha256
    to_sha256: Sha256
    dropped: tuple[AnswerPlace, ...] = ()
    restored: tuple[KeptAnswer, ...] = ()
    reworded: tuple[AnswerPlace, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StepCompleted(OrderEvent):
    """The step is done."""

    kind: ClassVar[str] = "step.completed"
    step: StepId


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSkipped(OrderEvent):
    """The step is left out for a reason, which the report shows (PRO-3)."""

    kind: ClassVar[str] = "step.skipped"
    step: StepId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepReopened(OrderEvent):
    """Back to a step that was done, e.g. to the work after a failed test (SITE-6)."""

    kind: ClassVar[str] = "step.reopened"
    step: StepId
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GatePassed(OrderEvent):
    """A closed gate was passed with a reason, where the process allows it (PRO-3)."""

    kind: ClassVar[str] = "gate.passed"
    gate: GateId
    step: StepId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallMade(OrderEvent):
    """A call with the customer and how it ended (CON-2)."""

    kind: ClassVar[str] = "call.made"
    outcome: CallOutcome
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KitItemChecked(OrderEvent):
    """A thing the order needs is in the bag, or is not (KIT-1, KIT-3). `need` is a KitNeed id."""

    kind: ClassVar[str] = "kit.checked"
    need: str
    present: bool
    source: CaptureSource
    serial_number: SerialNumber | None = None
    lot: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Departed(OrderEvent):
    """The engineer left for the customer (DEP-5)."""

    kind: ClassVar[str] = "visit.departed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived(OrderEvent):
    """The engineer is there (SITE-1)."""

    kind: ClassVar[str] = "visit.arrived"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartConsumed(OrderEvent):
    """A new part was built in; leaves the van's stock (SITE-4, PRT-2). `use_id` is unique among all devices."""

    kind: ClassVar[str] = "part.consumed"
    use_id: str
    part_number: PartNumber
    source: CaptureSource
    raw: str
    symbology: str = ""
    quantity: int = 1
    serial_number: SerialNumber | None = None
    lot: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRemoved(OrderEvent):
    """The old part that the new one replaces was taken out; its return is owed (SITE-4)."""

    kind: ClassVar[str] = "part.removed"
    use_id: str
    part_number: PartNumber
    source: CaptureSource
    raw: str
    symbology: str = ""
    serial_number: SerialNumber | None = None
    lot: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartUseReversed(OrderEvent):
    """Undo of PartConsumed: the part goes back on the van; both lines stay in the ledger (PRT-2)."""

    kind: ClassVar[str] = "part.use_reversed"
    use_id: str
    part_number: PartNumber
    quantity: int = 1
    serial_number: SerialNumber | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSigned(OrderEvent):
    """A report version was signed, or the refusal to sign recorded (REP-3). Strokes ride inside (SYNC.md rule 11)."""

    kind: ClassVar[str] = "report.signed"
    version: ClassVar[int] = 2
    report: Report


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitClosed(OrderEvent):
    """The visit ends with an outcome of the closed list (PRO-4)."""

    kind: ClassVar[str] = "visit.closed"
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedEvent:
    """An event with its place in the device's outbox: what one outbox row says.

    `group` numbers the local transaction (all or none at the centre); `digest` is the chain's value after this row.
    """

    device_id: DeviceId
    seq: int
    group: int
    event: Event
    clock: ClockEvidence
    digest: Sha256

    @property
    def id(self) -> EventId:
        """Return `device:seq`, the identity everywhere (SYNC.md)."""
        return EventId(self.device_id, self.seq)

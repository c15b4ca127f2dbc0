"""Everything that was done on one order: what the events of the visit add up to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from fieldapp.domain.contact import ContactRecord
from fieldapp.domain.fault import FaultProposal
from fieldapp.domain.fees import Fees
from fieldapp.domain.ids import EngineerId, FormId, GateId, PartNumber, SerialNumber, Sha256, StepId
from fieldapp.domain.ink import Stroke
from fieldapp.domain.on_site import SiteRecord
from fieldapp.domain.opening import OpenedHere
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.part import CaptureSource
from fieldapp.domain.planning import PlanningRecord
from fieldapp.domain.toolkit import KitCheck


class StepState(Enum):
    """Where a step stands; a step without an entry was not begun."""

    BEGUN = "begun"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepProgress:
    """State of a step and since when; a skipped step carries its reason (PRO-3)."""

    state: StepState
    at: datetime
    reason: str = ""


class CallOutcome(Enum):
    """How a call with the customer ended (CON-2)."""

    CONFIRMED = "confirmed"
    RESCHEDULED = "rescheduled"
    CORRECTED = "corrected"
    SOLVED_BY_PHONE = "solved_by_phone"
    NO_ANSWER = "no_answer"
    UPSET = "upset"
    REFUSED = "refused"
    OTHER_ENGINEER = "other_engineer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call; it counts as the substantive reply that stops the respond clock unless nobody answered (SLA-2)."""

    at: datetime
    outcome: CallOutcome
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartUse:
    """A new part built in, and the old one taken out once it was scanned; its return is owed (SITE-4)."""

    id: str
    part_number: PartNumber
    source: CaptureSource
    at: datetime
    quantity: int = 1
    serial_number: SerialNumber | None = None
    lot: str | None = None
    removed: RemovedPart | None = None
    reversed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedPart:
    """The old part that came out of the asset; its return to the depot is owed until the depot receives it."""

    part_number: PartNumber
    source: CaptureSource
    at: datetime
    serial_number: SerialNumber | None = None
    lot: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedGate:
    """A gate that was opened with a reason; the report shows it (PRO-3)."""

    gate: GateId
    step: StepId
    reason: str
    at: datetime


class Satisfaction(Enum):
    """The customer's own word (REP-3)."""

    SATISFIED = "satisfied"
    FAIRLY = "fairly"
    DISSATISFIED = "dissatisfied"


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """What the customer gave on the glass: strokes, name, word and remark.

    `by_phone`: nobody was there to sign, `signer_name` said it on the telephone, and there are no strokes (SITE-14).
    """

    signer_name: str
    strokes: tuple[Stroke, ...]
    satisfaction: Satisfaction
    remark: str = ""
    by_phone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """The customer would not sign: why, and what the engineer witnesses (REP-3)."""

    reason: str
    witness_remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One version of the service report, frozen: `content_sha256` binds what was shown, `document_sha256` the PDF.

    Exactly one of `acceptance` and `refusal` is set.
    """

    number: str
    version: int
    at: datetime
    content_sha256: Sha256
    document_sha256: Sha256
    fees: Fees
    acceptance: Acceptance | None = None
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswer:
    """An answer that the form version in use has no place for; `form_sha256` names the one it was set aside from."""

    step: StepId
    name: str
    value: str
    form_sha256: Sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class FormMove:
    """The order went from one version of a form to another (PRO-2); `restored` came back out of the attic by it."""

    form_id: FormId
    from_sha256: Sha256
    to_sha256: Sha256
    at: datetime
    restored: tuple[KeptAnswer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierWay:
    """When an engineer who had the order before set out and was there: a fact that outlives his assignment (CON-3).

    `nobody_met_at` is when he stood before a closed door, as far as that was heard of only after the order had gone on.
    """

    engineer: EngineerId
    departed_at: datetime | None = None
    arrived_at: datetime | None = None
    nobody_met_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """The sum of the visit's events; written only by `workflow.apply`.

    `answers`: step -> question name -> XForms value. `kit`: KitNeed id -> check.
    """

    accepted_at: datetime | None = None
    steps: dict[StepId, StepProgress] = field(default_factory=dict)
    answers: dict[StepId, dict[str, str]] = field(default_factory=dict)
    step_forms: dict[StepId, FormId] = field(default_factory=dict)
    """Which form a step's answers were given in: they are never shown as answers to another one's questions."""
    kit: dict[str, KitCheck] = field(default_factory=dict)
    calls: tuple[Call, ...] = ()
    departed_at: datetime | None = None
    arrived_at: datetime | None = None
    earlier_ways: tuple[EarlierWay, ...] = ()
    """Ways of those who had the order before, oldest first; the two above are the present one's."""
    parts: tuple[PartUse, ...] = ()
    passed_gates: tuple[PassedGate, ...] = ()
    reports: tuple[Report, ...] = ()
    report_outdated_at: datetime | None = None
    """Since when something stands in the record that the newest report does not say; None: it says everything."""
    outcome: Outcome | None = None
    closed_at: datetime | None = None
    form_moves: tuple[FormMove, ...] = ()
    attic: tuple[KeptAnswer, ...] = ()
    """Answers that moves to other form versions set aside, oldest first; they come back with a version that fits."""
    contact: ContactRecord = field(default_factory=ContactRecord)
    planning: PlanningRecord = field(default_factory=PlanningRecord)
    on_site: SiteRecord = field(default_factory=SiteRecord)
    fault_proposals: tuple[FaultProposal, ...] = ()
    opened_here: tuple[OpenedHere, ...] = ()
    """Orders that were opened out of this one (ACC-7)."""

    @property
    def last_visited_at(self) -> datetime | None:
        """When one who had the order before was last at the customer's; None: none of them was."""
        return max((way.arrived_at for way in self.earlier_ways if way.arrived_at is not None), default=None)

    def answer(self, step: StepId, name: str) -> str:
        """Return the answer to question `name` of `step`, "" if there is none."""
        return self.answers.get(step, {}).get(name, "")

    def is_done(self, step: StepId) -> bool:
        """Tell whether the step was completed (skipped does not count)."""
        progress = self.steps.get(step)
        return progress is not None and progress.state is StepState.DONE

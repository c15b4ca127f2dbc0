"""The service process as data (PRO-2): steps, their forms, gates and what each step records. Parsed by `workflow`."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from fieldapp.domain.ids import FormId, GateId, StepId
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.sla import Severity


class JobType(Enum):
    """Kind of work; each has its own process (PRO-1)."""

    REPAIR = "repair"
    INSTALLATION = "installation"
    INSPECTION = "inspection"
    TRAINING = "training"
    CHANGE = "change"
    EXCHANGE = "exchange"


class Phase(Enum):
    """Part of the visit a step belongs to; the narrow stepper shows other phases as one node."""

    PREPARE = "prepare"
    ROAD = "road"
    SITE = "site"
    FINISH = "finish"


class StepRecord(Enum):
    """The fact that completing a step writes beside its own completion."""

    NOTHING = "nothing"
    ACCEPTANCE = "acceptance"
    CALL = "call"
    DEPARTURE = "departure"
    ARRIVAL = "arrival"
    SIGNATURE = "signature"
    CLOSURE = "closure"


def version_rank(version: str) -> tuple[int, str]:
    """Return what orders versions, by custom yyyymmddrr: the higher number is newer, no number is oldest."""
    is_number = version.isascii() and version.isdecimal()
    return (int(version), "") if is_number else (-1, version)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A short text in both languages."""

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        """Return the text in "zh" or "en"."""
        return self.zh if language == "zh" else self.en


class ConditionKind(Enum):
    """What a gate can ask of an order; a closed list so that data stays data."""

    ANSWER_IS = "answer_is"
    """The field of the step holds one of `values`."""
    NO_ANSWER_IS = "no_answer_is"
    """No field of the step holds one of `values`."""
    STEP_DONE = "step_done"
    """The step was completed (a skipped step does not count)."""
    DETAILS_KNOWN = "details_known"
    """Nothing is missing or doubtful that the visit needs to know of customer, asset and symptom (ACC-2)."""
    VISIT_GOES_ON = "visit_goes_on"
    """Neither the telephone settled it, nor did the customer refuse or was nobody there (ANA-3, CON-2, TRV-3)."""
    WORK_GOES_ON = "work_goes_on"
    """The visit goes on, and nothing at the site ended it early: price refused, machine taken away, not our product."""
    PAYER_SETTLED = "payer_settled"
    """It is known who pays: the machine's warranty has an end, it was settled, or the customer agreed to a price."""
    QUOTE_AGREED = "quote_agreed"
    """The customer agreed to the price of the work, or the warranty bears it (SITE-12)."""
    PRICE_KEPT = "price_kept"
    """The bill is not above the price that the customer agreed to before the work; asked by a gate only (REP-2)."""
    ADDED_EXPLAINED = "added_explained"
    """What the order adds to the bag is in it, asked for, or its lack has a reason and a way out (KIT-2)."""
    SIGNED_OR_REFUSED = "signed_or_refused"
    """A report version was signed, or the refusal to sign was recorded, and the record is still what it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One question to an order; `field` is the name of a question in the step's form."""

    kind: ConditionKind
    step: StepId | None = None
    field: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """Another form of a step for some machines, faults or visits (SITE-3, SITE-6, PRO-1): where everything named fits.

    `models` are beginnings of model names ("CF-"), `alarm_codes` whole codes, `only_when` asks for an answer given
    before (the way of an inspection); what is left empty fits anything.
    """

    form: FormId
    models: tuple[str, ...] = ()
    alarm_codes: tuple[str, ...] = ()
    only_when: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: its form, its phase and the words of its button ("完成复诊").

    `form` is for every machine that none of the `variants` fits; the first that fits counts (`workflow.step_form`).
    With `only_when` the step belongs to the visit only while that holds: an inspection by phone has no road (PRO-1).
    With `and_when` beside it, only while both hold.
    """

    id: StepId
    title: Wording
    action: Wording
    phase: Phase
    form: FormId
    records: StepRecord = StepRecord.NOTHING
    only_when: Condition | None = None
    and_when: Condition | None = None
    variants: tuple[Variant, ...] = ()

    @property
    def forms(self) -> tuple[FormId, ...]:
        """Return every form that the step may ask, the plain one first."""
        return tuple(dict.fromkeys((self.form, *(variant.form for variant in self.variants))))


class Moment(Enum):
    """When a gate is asked: before the step may be entered, or before it may be completed."""

    ENTER = "enter"
    COMPLETE = "complete"


class Override(Enum):
    """What opens a closed gate: nothing (the two gates of PRO-3), or a reason that the report shows."""

    NEVER = "never"
    REASON = "reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """`requires` must hold at `moment` of `step`; with `only_when` the gate exists only if that holds too."""

    id: GateId
    step: StepId
    moment: Moment
    requires: Condition
    override: Override
    words: Wording
    only_when: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSource:
    """Where a section of the report comes from, so that nothing is typed twice (REP-1).

    With `form` only where the step was asked in that form; without it in all of them, which all ask these questions.
    """

    section: str
    step: StepId
    fields: tuple[str, ...] = ()
    form: FormId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPlace:
    """Where an answer is given: the name of a question in a step's form."""

    step: StepId
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What the analysis expected and what was found at the site, as two questions with the same choices (SITE-2)."""

    expected: AnswerPlace
    found: AnswerPlace
    unnamed: tuple[str, ...] = ()
    """Choices that name no cause ("other"): two of them do not show that the same thing is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """An answer at the site that ends the repair there, and the outcome that it proposes (SITE-12): not our product."""

    step: StepId
    field: str
    value: str
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """Where it is answered which machine was set up, and on which day the customer took it over (SITE-14).

    Completing the step of `accepted_on` opens the machine's file; a warranty that counts from acceptance starts then.
    """

    serial_number: AnswerPlace
    accepted_on: AnswerPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingSource:
    """Answers of a step that tell of something found, of which each may become an order (SITE-14).

    Any question answered by one of `values`, or whatever is written in `field`; `severity` is the level it starts with.
    """

    step: StepId
    field: str = ""
    values: tuple[str, ...] = ()
    severity: Severity = Severity.NORMAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """What people say, and how a service company writes it (ACC-4): "可能坏了" becomes "疑似硬件故障"."""

    plain: str
    professional: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrasing:
    """The company's language: symptoms that say nothing (ACC-3), and wording that is offered (ACC-4)."""

    vague: tuple[str, ...] = ()
    phrases: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """The whole way of one job type. An order keeps the version it began with (PRO-2)."""

    id: str
    version: str
    job_type: JobType
    title: Wording
    steps: tuple[Step, ...]
    gates: tuple[Gate, ...]
    report: tuple[ReportSource, ...]
    kit_items: tuple[str, ...] = ()
    """Names of the questions of the form `kit` that stand for a thing in the standard bag (KIT-1)."""
    comparison: Comparison | None = None
    verdicts: tuple[Verdict, ...] = ()
    zone: str = "Asia/Shanghai"
    """Whose calendar days count: on which day a warranty ends."""
    phrasing: Phrasing = field(default_factory=Phrasing)
    installation: Installation | None = None
    findings: tuple[FindingSource, ...] = ()

    def step(self, step_id: StepId) -> Step:
        """Return the step; KeyError if the process has none of that id."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)

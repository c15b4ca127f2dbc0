"""A visit under way: its steps and what stands in the way (UI: visit, stepper)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from fieldapp.domain.ids import GateId, Sha256, StepId
from fieldapp.domain.process import AnswerPlace, ConditionKind, Phase, StepRecord
from fieldapp.domain.sla import SlaClock
from fieldapp.domain.views.departure import DeparturePlan
from fieldapp.domain.views.form_versions import FormOffer
from fieldapp.domain.work_order import WorkOrder


class StepLook(Enum):
    """How the stepper draws a step."""

    OPEN = "open"
    CURRENT = "current"
    DONE = "done"
    SKIPPED = "skipped"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedGate:
    """A gate that is closed now: its words in the asked language, may a reason open it (PRO-3), what it asks."""

    id: GateId
    words: str
    may_pass: bool
    asks: ConditionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One step of the stepper, titles in the asked language."""

    id: StepId
    title: str
    action: str
    phase: Phase
    records: StepRecord
    look: StepLook


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What the analysis expected beside what was found at the site (SITE-2).

    As `workflow` returns it, `expected` and `found` are choices of the forms; in a view they are words. `at` is the
    question that was answered at the site.
    """

    at: AnswerPlace
    same: bool
    expected: str
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitView:
    """The visit at `current`: its form, the place to reopen at, the gates closed against completing that step.

    `comparison` is None while there is nothing to compare, `form_offer` while no other version can be gone on with.
    """

    order: WorkOrder
    steps: tuple[StepRow, ...]
    current: StepId
    field: str
    form_sha256: Sha256
    xform: bytes
    gates: tuple[ClosedGate, ...]
    clocks: tuple[SlaClock, ...]
    departure: DeparturePlan
    comparison: Compared | None = None
    form_offer: FormOffer | None = None

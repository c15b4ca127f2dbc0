"""The use cases behind the buttons of a visit's page, and the reasons its sheets offer."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.usecases.complete_step import CompleteStep
from fieldapp.usecases.pass_gate import PassGate
from fieldapp.usecases.remember_place import RememberPlace
from fieldapp.usecases.reopen_step import ReopenStep
from fieldapp.usecases.skip_step import SkipStep

REASONS = ("customer", "not_possible", "not_needed", "no_time", "other")
"""Why a step is left out or a gate passed: the words of `ui.reason.*`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitActions:
    """What can be done with a visit's steps beside answering their questions."""

    complete: CompleteStep
    skip: SkipStep
    reopen: ReopenStep
    pass_gate: PassGate
    remember: RememberPlace

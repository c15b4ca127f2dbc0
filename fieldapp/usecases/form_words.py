"""The words of a form's questions and choices, for documents that show what was answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from fieldapp.domain.ids import StepId
from fieldapp.domain.process import Process
from fieldapp.domain.work_order import WorkOrder
from fieldapp.forms.questions import QuestionState
from fieldapp.usecases.form_shelf import FormShelf


@dataclass(frozen=True, slots=True)
class FormWords:
    """Labels of one order's pinned forms in one language; what a report needs of the forms room."""

    forms: FormShelf
    order: WorkOrder
    process: Process
    language: str
    now: Callable[[], datetime]
    shown: dict[StepId, dict[str, QuestionState]] = field(default_factory=dict)

    def questions(self, step: StepId) -> dict[str, QuestionState]:
        """Return the relevant questions of the step by name, in the order of the form."""
        if step not in self.shown:
            session = self.forms.session(self.order, self.process.step(step), self.language, self.now)
            self.shown[step] = {question.path.rpartition("/")[2]: question for question in session.questions()}
        return self.shown[step]

    def label(self, step: StepId, name: str) -> str:
        """Return the question's label; the bare name for a question that is not asked now."""
        question = self.questions(step).get(name)
        return question.label if question is not None else name

    def words(self, step: StepId, name: str, value: str) -> str:
        """Return the answer in words: choice labels joined, a reading with its unit, other values as they are."""
        question = self.questions(step).get(name)
        if question is None or not value:
            return value
        chosen = [choice.label for choice in question.choices if choice.value in value.split()]
        unit = question.attributes.get("unit", "")
        return (", " if self.language == "en" else "、").join(chosen) if chosen else f"{value} {unit}".rstrip()

    def limits(self, step: StepId, name: str) -> str:
        """Return the limits of a reading such as "15.5–17.0", "≤ −15", or "" where there are none."""
        question = self.questions(step).get(name)
        if question is None:
            return ""
        low, high = question.attributes.get("low", ""), question.attributes.get("high", "")
        if low and high:
            return f"{low}–{high}"
        return f"≤ {high}" if high else (f"≥ {low}" if low else "")

"""Compiled forms kept at hand: parsing one costs milliseconds, and a visit opens fifteen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from fieldapp.domain.ids import FormId, Sha256, StepId
from fieldapp.domain.process import Step
from fieldapp.domain.work_order import WorkOrder
from fieldapp.forms.model import FormDefinition, load_form
from fieldapp.forms.session import FormSession
from fieldapp.forms.snapshot import freeze, thaw
from fieldapp.usecases.ports import FormSnapshots, Queries
from fieldapp.workflow.step_form import form_of

ROOT = "/data/"


@dataclass(frozen=True, slots=True)
class FormShelf:
    """Gives the pinned form of a step, compiled once per version, and sessions on it.

    `properties` are what a form may ask of the tablet (`jr:preload="property"`): `deviceid`, `username`. `snapshots`
    spare the reading of a form that was open before the program was started anew.
    """

    queries: Queries
    compiled: dict[Sha256, FormDefinition] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)
    snapshots: FormSnapshots | None = None

    def definition(self, order: WorkOrder, form_id: FormId) -> tuple[Sha256, FormDefinition]:
        """Return hash and compiled form. Raises NotFound("form.unknown"), FormError."""
        sha256, xform = self.queries.form(order.pin, form_id)
        return sha256, self.form(sha256, xform)

    def form(self, sha256: Sha256, xform: bytes) -> FormDefinition:
        """Return the compiled form of an XForm and its hash. Raises FormError."""
        if sha256 not in self.compiled:
            self.compiled[sha256] = self._reopened(sha256) or self._read(sha256, xform)
        return self.compiled[sha256]

    def _reopened(self, sha256: Sha256) -> FormDefinition | None:
        kept = None if self.snapshots is None else self.snapshots.kept(sha256)
        return None if kept is None else thaw(kept)

    def _read(self, sha256: Sha256, xform: bytes) -> FormDefinition:
        form = load_form(xform)
        if self.snapshots is not None:
            self.snapshots.keep(sha256, freeze(form))
        return form

    def version(self, order: WorkOrder, form_id: FormId, sha256: Sha256) -> FormDefinition:
        """Return any version of a form that is here, also one that the order does not have. Raises as `definition`."""
        pin = replace(order.pin, forms={**order.pin.forms, form_id: sha256})
        return self.definition(replace(order, pin=pin), form_id)[1]

    def session(self, order: WorkOrder, step: Step, language: str, now: Callable[[], datetime]) -> FormSession:
        """Return the step's form filled with what was answered so far."""
        _, definition = self.definition(order, form_of(step, order))
        answers = answer_paths(order, step.id)
        return FormSession(
            definition,
            language=language,
            now=now,
            answers=answers,
            choices=self.queries.lists,
            properties=self.properties,
        )


def answer_paths(order: WorkOrder, step: StepId) -> dict[str, str]:
    """Return the step's answers by XForm path: answer names are stored below the form's root."""
    return {ROOT + name: value for name, value in order.visit.answers.get(step, {}).items()}

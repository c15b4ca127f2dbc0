"""What a form that is being filled in knows of itself, and of each save under way."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.ids import OrderId, Sha256, StepId
from fieldapp.forms.questions import ChangeSet
from fieldapp.forms.session import FormSession


@dataclass(frozen=True, slots=True)
class Filling:
    """The form that is open: of which order and step, in which version, and its session."""

    order_id: OrderId
    step: StepId
    form: Sha256
    session: FormSession
    language: str


@dataclass(frozen=True, slots=True)
class Saving:
    """One save under way: what to store (the answered question first), and what stood there before.

    `given` are the questions that were answered; `steps` what each answer changed on the screen.
    """

    filling: Filling
    values: dict[str, str]
    before: dict[str, str]
    given: tuple[str, ...]
    steps: tuple[ChangeSet, ...]
    undoable: bool

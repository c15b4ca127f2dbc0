"""What a form that is being filled in knows of itself, and of each save under way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from fieldapp.domain.errors import FieldappError
from fieldapp.domain.ids import OrderId, Sha256, StepId
from fieldapp.forms.questions import ChangeSet
from fieldapp.forms.session import FormSession
from fieldapp.ui.viewmodels.visit_rows import answer_name
from fieldapp.usecases.save_answer import SaveAnswer


@dataclass(frozen=True, slots=True)
class Filling:
    """The form that is open: of which order and step, in which version, and its session; `again` makes another one."""

    order_id: OrderId
    step: StepId
    form: Sha256
    session: FormSession
    language: str
    again: Callable[[dict[str, str]], FormSession]
    troubles: list[FieldappError] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Saving:
    """One save under way: what to store, the answered question first.

    `given` are the questions that were answered; `steps` what each answer changed.
    """

    filling: Filling
    values: dict[str, str]
    given: tuple[str, ...]
    steps: tuple[ChangeSet, ...]
    undoable: bool

    @property
    def before(self) -> dict[str, str]:
        """Return what stood where answers were given or set by the form: the answered questions first."""
        found: dict[str, str] = {}
        for step in self.steps:
            for path, text in step.replaced.items():
                found.setdefault(answer_name(path), text)
        return {name: found[name] for name in (*self.given, *found) if name in found}


@dataclass(frozen=True, slots=True)
class SaveInOrder:
    """Saves what was answered, on the writer thread: after a save that failed, none of the same form that came later.

    They were worked out on answers that are not stored; the form is opened anew with those that are.
    """

    save: SaveAnswer

    def __call__(self, filling: Filling, values: dict[str, str]) -> None:
        """Store `values`. Raises what the first save of this form that failed did."""
        if filling.troubles:
            raise filling.troubles[0]
        try:
            self.save(filling.order_id, filling.step, values, filling.form)
        except FieldappError as error:
            filling.troubles.append(error)
            raise

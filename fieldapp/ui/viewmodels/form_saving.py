"""What a form that is being filled in knows of itself, and of each save under way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from fieldapp.domain.errors import FieldappError
from fieldapp.domain.ids import OrderId, Sha256, StepId
from fieldapp.forms.questions import ChangeSet
from fieldapp.forms.session import FormSession
from fieldapp.ui.viewmodels.question_rows import answer_name
from fieldapp.usecases.form_shelf import ROOT
from fieldapp.usecases.save_answer import NewFile, SaveAnswer


@dataclass(frozen=True, slots=True)
class Filling:
    """The form that is open: of which order and step, in which version, and its session; `again` makes another one.

    `troubles` are shared by all saves until one fails.
    """

    order_id: OrderId
    step: StepId
    form: Sha256
    session: FormSession
    language: str
    again: Callable[[dict[str, str]], FormSession]
    troubles: list[FieldappError] = field(default_factory=list)

    def asks_like(self, other: Filling) -> bool:
        """Tell whether both are the same form of the same step, in the same words."""
        mine = (self.order_id, self.step, self.form, self.language)
        return mine == (other.order_id, other.step, other.form, other.language)

    def with_answers(self, answers: Mapping[str, str]) -> Filling:
        """Return the form with other answers, by name; its saves go on."""
        return replace(self, session=self.again({ROOT + name: value for name, value in answers.items()}))

    def after_failure(self, stored: Mapping[str, str]) -> Filling:
        """Return the form with what is stored; saves that were under way are none of its own."""
        return replace(self.with_answers(stored), troubles=[])

    def is_of(self, other: Filling | None) -> bool:
        """Tell whether both are the same form with the same saves behind it."""
        return other is not None and other.troubles is self.troubles

    def answers(self) -> dict[str, str]:
        """Return what the session holds, by name."""
        return {answer_name(path): value for path, value in self.session.answers().items()}


@dataclass(frozen=True, slots=True)
class Saving:
    """One save under way: what to store, the answered question first.

    `given` are the questions that were answered; `steps` what each answer changed. `undoable`: the bar offers to take
    it back. `whole` are all answers as they were, where rows of a repeat went with it; `told` is what the bar says
    then, else it names the question. `files` are what the values name.
    """

    filling: Filling
    values: dict[str, str]
    given: tuple[str, ...]
    steps: tuple[ChangeSet, ...]
    undoable: bool
    whole: dict[str, str] | None = None
    told: str = ""
    files: tuple[NewFile, ...] = ()

    @property
    def before(self) -> dict[str, str]:
        """Return what stood where answers were given or set by the form: the answered questions first."""
        found: dict[str, str] = {}
        for step in self.steps:
            for path, text in step.replaced.items():
                found.setdefault(answer_name(path), text)
        return {name: found[name] for name in (*self.given, *found) if name in found}

    def with_values(self, values: dict[str, str]) -> Saving:
        """Return the save of these values."""
        return replace(self, values=values)


def news(known: Mapping[str, str], given: Iterable[str], steps: Iterable[ChangeSet]) -> dict[str, str]:
    """Return by name what steps of a session changed and is not known to be stored; the given questions first."""
    answers = {answer_name(path): value for step in steps for path, value in step.answers.items()}
    ordered = {name: answers[name] for name in (*given, *answers) if name in answers}
    return {name: value for name, value in ordered.items() if known.get(name, "") != value}


def way_back(known: Mapping[str, str], gone: Iterable[str], wanted: Mapping[str, str]) -> dict[str, str]:
    """Return what to store so that the `wanted` answers stand again; `gone` are the names that changed since."""
    given = {name: value for name, value in wanted.items() if known.get(name, "") != value}
    return given | {name: "" for name in gone if name not in wanted and known.get(name, "")}


@dataclass(frozen=True, slots=True)
class SaveInOrder:
    """Saves what was answered, on the writer thread: after a save that failed, none of the same form that came later.

    They were worked out on answers that are not stored; the form is opened anew with those that are.
    """

    save: SaveAnswer

    def __call__(self, filling: Filling, values: dict[str, str], files: tuple[NewFile, ...] = ()) -> None:
        """Store `values`. Raises what the first save of this form that failed did."""
        if filling.troubles:
            raise filling.troubles[0]
        try:
            self.save(filling.order_id, filling.step, values, filling.form, files)
        except FieldappError as error:
            filling.troubles.append(error)
            raise

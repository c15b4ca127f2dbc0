"""Which answers of one version of a form another version can hold: they are replayed into it by path (PRO-2)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from fieldapp.forms.binds import DataType
from fieldapp.forms.controls import ControlKind
from fieldapp.forms.difference import says_the_same
from fieldapp.forms.model import FormDefinition
from fieldapp.forms.plain_words import PlainWords, has_open_list
from fieldapp.forms.session import FormSession

_POSITION = re.compile(r"\[\d+\]")
_ACKNOWLEDGED = "OK"
Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TakeOver:
    """What becomes of answers, by address: `kept` stand as they are, `dropped` have no place in the other version.

    `reworded` are those of `kept` that say something else there: another label, choice or unit.
    """

    kept: dict[str, str]
    dropped: dict[str, str]
    reworded: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Crossing:
    """The way from one version of a form to another. `now` dates what the forms compute."""

    before: FormDefinition
    after: FormDefinition
    now: Callable[[], datetime]

    def take_over(self, answers: Answers) -> TakeOver:
        """Say what becomes of the answers that were given in `before`.

        An answer is dropped when the other version has no such question, computes it, cannot hold it in its type, or
        offers a choice no more; of several choices all go, for the rest would say what nobody chose. What neither
        version knows is not touched, nor is an answer that was taken away ("").
        """
        fitting = {address: value for address, value in answers.items() if self._has_room(address, value)}
        there, here = self._replayed(self.after, fitting), self._replayed(self.before, answers)
        dropped = {
            address: value
            for address, value in answers.items()
            if address not in fitting or not self._stands(address, value, here, there)
        }
        kept = {address: value for address, value in fitting.items() if address not in dropped}
        reworded = tuple(address for address, value in kept.items() if self._says_something_else(address, value))
        return TakeOver(kept, dropped, reworded)

    def returning(self, aside: Answers, standing: Answers) -> dict[str, str]:
        """Say which answers that were set aside from `before` fit into `after` again, beside those that stand there.

        None comes back where another stands by now, nor into a row of a repeat that was removed meanwhile.
        """
        wanted = {address: value for address, value in aside.items() if not standing.get(address)}
        together = {**standing, **wanted}
        kept = self.take_over(together).kept
        known = self.after.schema.by_path
        return {
            address: value
            for address, value in wanted.items()
            if address in kept and path_of(address) in known and _has_row(address, together)
        }

    def _has_room(self, address: str, value: str) -> bool:
        """Whether the other version has a question for this answer, so far as the form tells without being run."""
        path = path_of(address)
        if not value:
            return True
        old, new = self.before.schema.by_path.get(path), self.after.schema.by_path.get(path)
        if new is None:
            return old is None
        if old is not None and (old.is_repeat, old.is_leaf) != (new.is_repeat, new.is_leaf):
            return False
        if _is_computed(self.after, path):
            return _is_computed(self.before, path)
        if old is not None and _is_file(self.before, path) != _is_file(self.after, path):
            return False
        return _offers(self.after, path, value)

    def _stands(self, address: str, value: str, here: Answers, there: Answers) -> bool:
        """Whether the replayed answer is the same; one that the older version did not show either is left alone."""
        path = path_of(address)
        if not value or _is_computed(self.after, path) or path not in self.after.schema.by_path:
            return True
        shown = there.get(address, "")
        return shown == value or (path in self.before.schema.by_path and shown == here.get(address, ""))

    def _replayed(self, form: FormDefinition, answers: Answers) -> Answers:
        return FormSession(form, language="", now=self.now, answers=answers).answers() if answers else {}

    def _says_something_else(self, address: str, value: str) -> bool:
        path = path_of(address)
        asked = path in self.before.controls and path in self.after.controls
        return asked and bool(value) and not says_the_same(self.before, self.after, path, value)


def path_of(address: str) -> str:
    """The path of an address: without the positions of repeats."""
    return _POSITION.sub("", address)


def _has_row(address: str, answers: Answers) -> bool:
    """Whether the answers say that the repeats have as many rows as an address needs."""
    rows = ((address[: found.start()], int(found.group()[1:-1])) for found in _POSITION.finditer(address))
    return all(number <= int(answers.get(above, "0")) for above, number in rows)


def _is_computed(form: FormDefinition, path: str) -> bool:
    """Whether the form works this out itself: a calculation, or how many rows a repeat has."""
    bind, control = form.binds.get(path), form.controls.get(path)
    is_counted = control is not None and control.kind is ControlKind.REPEAT and control.count is not None
    return is_counted or (bind is not None and bind.calculate is not None)


def _is_file(form: FormDefinition, path: str) -> bool:
    bind = form.binds.get(path)
    return bind is not None and bind.data_type is DataType.BINARY


def _offers(form: FormDefinition, path: str, value: str) -> bool:
    """Whether the control of the question can show this answer; a list outside of the form is not asked."""
    control = form.controls.get(path)
    if control is None:
        return True
    if control.kind is ControlKind.TRIGGER:
        return value == _ACKNOWLEDGED
    if control.kind not in (ControlKind.SELECT_ONE, ControlKind.SELECT_MANY, ControlKind.RANK):
        return True
    if has_open_list(form, path):
        return True
    chosen = [value] if control.kind is ControlKind.SELECT_ONE else value.split()
    return set(chosen) <= set(PlainWords(form, "").choices(path))

"""What is different between two versions of a form, for who is asked to go on with the other one (PRO-2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from fieldapp.forms.binds import DataType
from fieldapp.forms.controls import ControlKind
from fieldapp.forms.model import FormDefinition
from fieldapp.forms.plain_words import PlainWords, is_asked


class ChangeKind(Enum):
    """What happened to a question, in the order in which it is told."""

    ADDED = "added"
    REMOVED = "removed"
    RETYPED = "retyped"
    REQUIRED = "required"
    CHOICES_REMOVED = "choices_removed"
    CHOICES_ADDED = "choices_added"
    CHOICES_RENAMED = "choices_renamed"
    RENAMED = "renamed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One question that is not what it was. `label` is the newer version's where it still asks the question.

    `details` name the choices that came, went or are called otherwise now, or the older label of a renamed question.
    """

    kind: ChangeKind
    path: str
    label: str
    details: tuple[str, ...] = ()


def differences(before: FormDefinition, after: FormDefinition, language: str) -> tuple[Difference, ...]:
    """What a person who fills the form in will find different, by kind and then in the order of the form."""
    old, new = PlainWords(before, language), PlainWords(after, language)
    asked_before, asked_after = _asked(before), _asked(after)
    found = [Difference(ChangeKind.REMOVED, path, old.label(path)) for path in asked_before if path not in asked_after]
    for path in asked_after:
        if path not in asked_before:
            found.append(Difference(ChangeKind.ADDED, path, new.label(path)))
        else:
            found.extend(_changes(old, new, path))
    ranks = {kind: rank for rank, kind in enumerate(ChangeKind)}
    return tuple(sorted(found, key=lambda difference: ranks[difference.kind]))


def says_the_same(before: FormDefinition, after: FormDefinition, path: str, value: str) -> bool:
    """Whether an answer reads the same in both versions, in every language of either: label, choice and unit."""
    languages = {*before.languages, *after.languages} or {""}
    for language in languages:
        old, new = PlainWords(before, language), PlainWords(after, language)
        if (old.label(path), old.answer(path, value)) != (new.label(path), new.answer(path, value)):
            return False
    return True


def _asked(form: FormDefinition) -> dict[str, ControlKind]:
    """The paths of questions and repeats in the order of the form."""
    controls = (control for top in form.body for control in top.walk())
    return {control.path: control.kind for control in controls if is_asked(control) and _is_there(form, control.path)}


def _is_there(form: FormDefinition, path: str) -> bool:
    return path in form.schema.by_path


def _changes(old: PlainWords, new: PlainWords, path: str) -> Iterator[Difference]:
    label, label_before = new.label(path), old.label(path)
    if _type(old.form, path) != _type(new.form, path):
        yield Difference(ChangeKind.RETYPED, path, label)
    if _demands(new.form, path) and not _demands(old.form, path):
        yield Difference(ChangeKind.REQUIRED, path, label)
    choices_before, choices_after = old.choices(path), new.choices(path)
    gone, come = _missing(choices_before, choices_after), _missing(choices_after, choices_before)
    if choices_after and gone:
        yield Difference(ChangeKind.CHOICES_REMOVED, path, label, gone)
    if choices_before and come:
        yield Difference(ChangeKind.CHOICES_ADDED, path, label, come)
    renamed = tuple(name for value, name in choices_after.items() if choices_before.get(value, name) != name)
    if renamed:
        yield Difference(ChangeKind.CHOICES_RENAMED, path, label, renamed)
    if (label_before, old.unit(path)) != (label, new.unit(path)):
        yield Difference(ChangeKind.RENAMED, path, _with_unit(new, path), (_with_unit(old, path),))


def _type(form: FormDefinition, path: str) -> tuple[DataType, ControlKind]:
    bind = form.binds.get(path)
    return (DataType.STRING if bind is None else bind.data_type), form.controls[path].kind


def _demands(form: FormDefinition, path: str) -> bool:
    """Whether an answer is required, always or under a condition."""
    bind = form.binds.get(path)
    required = None if bind is None else bind.required
    return required is not None and required.text.strip() not in ("false()", "''")


def _missing(choices: Mapping[str, str], others: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(label for value, label in choices.items() if value not in others)


def _with_unit(words: PlainWords, path: str) -> str:
    unit = words.unit(path)
    return f"{words.label(path)} ({unit})" if unit else words.label(path)

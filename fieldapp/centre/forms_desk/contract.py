"""What a new form version owes to the versions before it and to the process (PRO-2, KIT-1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fieldapp.domain.errors import FieldappError, Refused
from fieldapp.forms.controls import ControlKind
from fieldapp.forms.model import FormDefinition
from fieldapp.forms.plain_words import PlainWords
from fieldapp.forms.workbook import Cell, Workbook
from fieldapp.workflow.needs import NeededAnswer

_ROOT = "/data/"
_META = "/data/meta"
_UNSEEN = "hidden"


@dataclass(frozen=True, slots=True)
class Breach:
    """Something that a version owes and does not keep; only a loss nobody relies on may be `allowed`."""

    cell: Cell
    error: FieldappError
    allowed: bool = False


@dataclass(frozen=True, slots=True)
class _Shape:
    """Each answer's type in words, and the choices of those that are chosen."""

    types: Mapping[str, str]
    choices: Mapping[str, frozenset[str]]


def breaches(
    workbook: Workbook, form: FormDefinition, earlier: Sequence[FormDefinition], needs: Iterable[NeededAnswer]
) -> tuple[Breach, ...]:
    """Return what stands against publishing `form`; `earlier` are its published versions, the newest first."""
    now = _shape(form)
    wanted = [need for need in needs if need.form == form.form_id]
    found = [breach for need in wanted for breach in _lacking(workbook, now, need)]
    missed = {breach.error.fields.get("name") for breach in found}
    past = [_shape(version) for version in earlier]
    found += _retyped(workbook, now, past)
    gone = [path for path in (past[0].types if past else ()) if path not in now.types]
    for path in gone:
        name = path.removeprefix(_ROOT)
        if name not in missed:
            error = Refused("forms.publish.name-removed", name=name)
            found.append(Breach(Cell("survey", 1, "name"), error, allowed=True))
    return tuple(found)


def _shape(form: FormDefinition) -> _Shape:
    words = PlainWords(form, "")
    types: dict[str, str] = {}
    for path, node in form.schema.by_path.items():
        if (not node.is_leaf and not node.is_repeat) or path.startswith(_META):
            continue
        bind, control = form.binds.get(path), form.controls.get(path)
        kind = ControlKind.REPEAT.value if node.is_repeat else control.kind.value if control else _UNSEEN
        stored = "string" if bind is None else bind.data_type.value
        types[path] = f"{kind} ({stored})"
    return _Shape(types, {path: frozenset(words.choices(path)) for path in types})


def _lacking(workbook: Workbook, now: _Shape, need: NeededAnswer) -> Iterator[Breach]:
    path = f"{_ROOT}{need.field}"
    if need.field and path not in now.types:
        error = Refused("forms.publish.field-needed", name=need.field, needed_by=need.reader)
        yield Breach(Cell("survey", 1, "name"), error)
        return
    if need.field:
        offered, place = now.choices[path], workbook.place(path, "type")
        is_chosen = bool(offered)
    else:
        offered, place = frozenset().union(*now.choices.values()), Cell("choices", 1, "name")
        is_chosen = True
    for value in sorted(offered.difference(need.only)) if need.only else ():
        error = Refused("forms.publish.choice-unknown", name=need.field, choice=value, needed_by=need.reader)
        yield Breach(place, error)
    for value in need.values if is_chosen else ():
        if value not in offered:
            name = need.field or "*"
            error = Refused("forms.publish.choice-needed", name=name, choice=value, needed_by=need.reader)
            yield Breach(place, error)


def _retyped(workbook: Workbook, now: _Shape, past: Sequence[_Shape]) -> Iterator[Breach]:
    """Names whose answers were of another type in any version: orders still hold them, also where a name comes back."""
    for path, new in now.types.items():
        old = next((shape.types[path] for shape in past if path in shape.types), new)
        if old != new:
            name = path.removeprefix(_ROOT)
            error = Refused("forms.publish.type-changed", name=name, old=old, new=new)
            yield Breach(workbook.place(path, "type"), error)

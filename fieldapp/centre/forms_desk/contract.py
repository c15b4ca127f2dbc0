"""What a new form version owes to the versions before it and to the process (PRO-2, KIT-1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType

from fieldapp.domain.errors import FieldappError, Refused
from fieldapp.forms.binds import DataType
from fieldapp.forms.controls import ControlKind
from fieldapp.forms.model import FormDefinition
from fieldapp.forms.plain_words import PlainWords
from fieldapp.forms.workbook import Cell, Workbook
from fieldapp.workflow.needs import NeededAnswer

_ROOT = "/data/"
_META = "/data/meta"
_UNSEEN = "calculate"

_TYPED: Mapping[DataType, str] = MappingProxyType({DataType.STRING: "text", DataType.INTEGER: "integer"})
_KINDS: Mapping[str, str] = MappingProxyType(
    {
        ControlKind.SELECT_ONE.value: "select_one",
        ControlKind.SELECT_MANY.value: "select_multiple",
        ControlKind.TRIGGER.value: "acknowledge",
    }
)
_MEDIA: Mapping[str, str] = MappingProxyType({word: word for word in ("image", "audio", "video")})
"""What XLSForm calls types and controls that have another name in an XForm."""


@dataclass(frozen=True, slots=True)
class Breach:
    """Something that a version owes and does not keep; only a loss nobody relies on may be `allowed`."""

    cell: Cell
    error: FieldappError
    allowed: bool = False


@dataclass(frozen=True, slots=True)
class _Shape:
    """Each answer's type as its author writes it, the choices of those that are chosen, the labels of questions."""

    types: Mapping[str, str]
    choices: Mapping[str, frozenset[str]]
    labels: Mapping[str, str]


def breaches(
    workbook: Workbook, form: FormDefinition, earlier: Sequence[FormDefinition], needs: Iterable[NeededAnswer]
) -> tuple[Breach, ...]:
    """Return what stands against publishing `form`; `earlier` are its published versions, the newest first."""
    now = _shape(form)
    wanted = [need for need in needs if need.form == form.form_id]
    past = [_shape(version) for version in earlier]
    found = [breach for need in wanted for breach in _lacking(workbook, now, need, past)]
    missed = {breach.error.fields.get("name") for breach in found}
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
        stored = DataType.STRING if bind is None else bind.data_type
        media = "" if control is None else control.attributes.get("mediatype", "")
        types[path] = _as_authors_write(kind, stored, media)
    labels = {path: words.label(path) for path in types if path in form.controls}
    return _Shape(types, {path: frozenset(words.choices(path)) for path in types}, labels)


def _as_authors_write(kind: str, stored: DataType, media: str) -> str:
    """Return a type as its author finds it in the column `type`: `decimal`, not `input (decimal)`."""
    if kind == ControlKind.INPUT.value:
        return _TYPED.get(stored, stored.value)
    word = _MEDIA.get(media.partition("/")[0], "file") if kind == ControlKind.UPLOAD.value else _KINDS.get(kind, kind)
    usual = DataType.BINARY if kind == ControlKind.UPLOAD.value else DataType.STRING
    return word if stored is usual else f"{word} ({_TYPED.get(stored, stored.value)})"


def _lacking(workbook: Workbook, now: _Shape, need: NeededAnswer, past: Sequence[_Shape]) -> Iterator[Breach]:
    path = f"{_ROOT}{need.field}"
    if need.field and path not in now.types:
        fields = {"name": need.field, "needed_by": need.reader}
        renamed = _renamed(path, now, past)
        if renamed:
            error = Refused("forms.publish.field-renamed", renamed=renamed.removeprefix(_ROOT), **fields)
            row = workbook.place(renamed, "type").row
            yield Breach(Cell("survey", row, "name"), error)
        else:
            yield Breach(Cell("survey", 1, "name"), Refused("forms.publish.field-needed", **fields))
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
            fields = {"choice": value, "needed_by": need.reader}
            if need.field:
                yield Breach(place, Refused("forms.publish.choice-needed", name=need.field, **fields))
            else:
                yield Breach(place, Refused("forms.publish.choice-needed-anywhere", **fields))


def _renamed(path: str, now: _Shape, past: Sequence[_Shape]) -> str:
    """Return the new question that asks what one that is gone asked: its label and type, or a name much like it."""
    if not past or path not in past[0].types:
        return ""
    before = past[0]
    fresh = [new for new in now.types if new not in before.types and now.types[new] == before.types[path]]
    label = before.labels.get(path)
    same = [new for new in fresh if label is not None and now.labels.get(new) == label]
    return next(iter(same or get_close_matches(path, fresh, n=1, cutoff=0.8)), "")


def _retyped(workbook: Workbook, now: _Shape, past: Sequence[_Shape]) -> Iterator[Breach]:
    """Names whose answers were of another type in any version: orders still hold them, also where a name comes back."""
    for path, new in now.types.items():
        old = next((shape.types[path] for shape in past if path in shape.types), new)
        if old != new:
            name = path.removeprefix(_ROOT)
            error = Refused("forms.publish.type-changed", name=name, old=old, new=new)
            yield Breach(workbook.place(path, "type"), error)

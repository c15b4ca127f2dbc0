"""How the expressions of a form use the lists outside of it, held against the lists: what would fail on a tablet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fieldapp.domain.errors import FormError
from fieldapp.forms.choice_file import ChoiceFile
from fieldapp.forms.errors import FormDefinitionError
from fieldapp.forms.graph import Property
from fieldapp.forms.model import FormDefinition, expressions_of
from fieldapp.forms.outside import MOST_ROWS
from fieldapp.forms.xpath.compiler import Expression
from fieldapp.forms.xpath.selections import selection_of
from fieldapp.forms.xpath.syntax import Call, Literal, Path, Step, Syntax, parts

_ROW = 1


@dataclass(frozen=True, slots=True)
class ListUse:
    """One place where an expression reads a list. `columns` are those that it names for sure.

    `is_bounded`: it asks for the rows that equal something, or it is a select, which takes a page.
    """

    list_id: str
    path: str
    property: str
    columns: tuple[str, ...]
    is_bounded: bool


def list_faults(form: FormDefinition, lists: Mapping[str, ChoiceFile]) -> Iterator[FormError]:
    """What stands against using the form with these lists; lists that are not given are not looked at.

    Codes: `forms.list.column-unknown`, and `forms.list.unbounded` for an expression that would take in more rows than
    one may. Each names `path` and `property`.
    """
    told: set[tuple[str, str, str, str]] = set()
    for use in list_uses(form):
        found = lists.get(use.list_id)
        if found is None:
            continue
        for column in use.columns:
            if column not in found.columns and (use.path, use.property, use.list_id, column) not in told:
                told.add((use.path, use.property, use.list_id, column))
                fields = {"path": use.path, "property": use.property, "list": use.list_id}
                yield FormDefinitionError("forms.list.column-unknown", column_name=column, **fields)
        if not use.is_bounded and len(found.rows) > MOST_ROWS:
            yield FormDefinitionError(
                "forms.list.unbounded",
                path=use.path,
                property=use.property,
                list=use.list_id,
                rows=len(found.rows),
                most=MOST_ROWS,
            )


def list_uses(form: FormDefinition) -> Iterator[ListUse]:
    """Every use of a list outside, with the question and the property that it belongs to."""
    outside = frozenset(form.lists)
    for path, property_name, expression, is_select in _expressions(form):
        for use in _uses(expression.syntax, path, property_name, is_select=is_select):
            if use.list_id in outside:
                yield use


def _expressions(form: FormDefinition) -> Iterator[tuple[str, str, Expression, bool]]:
    for rule in form.graph.rules:
        if rule.expression is not None:
            is_select = rule.property is Property.CHOICES
            yield rule.node.path, rule.property.name.lower(), rule.expression, is_select
    for action in form.actions:
        if action.value is not None:
            yield action.target, "setvalue", action.value, False
    for path, control in form.controls.items():
        for name, label in (("label", control.label), ("hint", control.hint)):
            yield from ((path, name, expression, False) for expression in expressions_of(label, form.wordings))


def _uses(syntax: Syntax, path: str, property_name: str, *, is_select: bool) -> Iterator[ListUse]:
    selection = selection_of(syntax)
    if selection is not None and isinstance(syntax, Path):
        columns = (*(column for column, _ in selection.equal), *_shown(syntax.steps))
        is_bounded = bool(selection.equal) or (is_select and selection.is_all)
        yield ListUse(selection.list_id, path, property_name, columns, is_bounded)
    match syntax:
        case Call("pulldata", (Literal(name), column, key, _)):
            columns = tuple(named.value for named in (column, key) if isinstance(named, Literal))
            yield ListUse(name, path, property_name, columns, isinstance(key, Literal))
        case _:
            pass
    for part in parts(syntax):
        yield from _uses(part, path, property_name, is_select=False)


def _shown(steps: tuple[Step, ...]) -> Iterator[str]:
    """The column that a path goes on to behind the row."""
    for step in steps[_ROW + 1 : _ROW + 2]:
        if step.axis == "child" and not step.test.prefix and not step.test.node_type and step.test.name != "*":
            yield step.test.name

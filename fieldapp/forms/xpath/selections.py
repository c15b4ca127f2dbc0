"""What a path asks of a list that is not in the form, read off its predicates so that only those rows are fetched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from fieldapp.forms.errors import XPathError
from fieldapp.forms.xpath.context import Context, Evaluator, Wanted
from fieldapp.forms.xpath.syntax import Call, Literal, Negation, NodeTest, Number, Operation, Path, Step, Syntax, parts
from fieldapp.forms.xpath.values import Value

_ROW = 1  # `instance('parts')/root/item[…]`: the second step is the row
_INWARD = frozenset({"child", "self", "attribute"})
_CONDITIONS = frozenset({"and", "or", "=", "!=", "<", "<=", ">", ">="})
_TRUTHS = frozenset({"not", "true", "false", "boolean", "contains", "starts-with", "ends-with", "selected", "regex"})
# Of these the value is the same for every row as soon as their arguments are.
_PURE = frozenset({"concat", "string", "normalize-space", "substr", "translate", "coalesce", "if", "selected-at"})


@dataclass(frozen=True, slots=True)
class Selection:
    """The rows of a list that a path begins with.

    `equal` are columns and what they must equal, run where the path is run. `is_all`: nothing else is asked of a row,
    and the path ends there.
    """

    list_id: str
    equal: tuple[tuple[str, Syntax], ...]
    is_all: bool


BoundCriteria: TypeAlias = tuple[tuple[str, Evaluator], ...]


def selection_of(syntax: Syntax) -> Selection | None:
    """The selection of a path that begins with a named instance; None for any other expression."""
    match syntax:
        case Path(_, steps, Call("instance", (Literal(name),))) if len(steps) > _ROW:
            return _selection(name, steps)
        case Path(_, _, Call("instance", (Literal(name),))):
            return Selection(name, (), is_all=False)
        case _:
            return None


def list_named(syntax: Syntax) -> str:
    """The id of the instance that a path begins with, "" for any other expression."""
    selection = selection_of(syntax)
    return "" if selection is None else selection.list_id


def column_of(syntax: Syntax) -> str:
    """The column that an expression inside a row names, "" where it is more than a name."""
    match syntax:
        case Path(False, (Step("child", NodeTest(name, "", ""), ()),), None) if name != "*":
            return name
        case _:
            return ""


def wanted_in(criteria: BoundCriteria, context: Context, *, is_all: bool) -> Wanted:
    """What the columns must equal now.

    Only comparisons of texts can be looked up: `[price = 5]` also means "5.0". Such a one is left to the predicate.
    """
    equal: dict[str, str] = {}
    for column, evaluate in criteria:
        texts = _texts(evaluate(context))
        if texts is None or len(texts) > 1:
            is_all = False
        elif not texts or equal.setdefault(column, *texts) not in texts:
            return Wanted(equal, is_none=True)
    return Wanted(equal, is_all)


def rows_asked(list_id: str, criteria: BoundCriteria) -> Evaluator:
    """The closure that gives the instance of a list with the rows that meet the criteria."""

    def evaluate(context: Context) -> Value:
        found = context.environment.instance(list_id, lambda: wanted_in(criteria, context, is_all=False))
        if found is None:
            raise XPathError("forms.xpath.instance", instance=list_id)
        return [found]

    return evaluate


def _texts(value: Value) -> frozenset[str] | None:
    """The texts that a cell may equal; None where the comparison is by number."""
    if isinstance(value, list):
        return frozenset(node.string_value() for node in value)
    return frozenset((value,)) if isinstance(value, str) else None


def _selection(list_id: str, steps: tuple[Step, ...]) -> Selection:
    root, row, *rest = steps
    if not _is_plain(root) or root.predicates or not _is_plain(row) or any(step.axis not in _INWARD for step in rest):
        return Selection(list_id, (), is_all=False)
    if any(_looks_around(predicate) for step in (row, *rest) for predicate in step.predicates):
        return Selection(list_id, (), is_all=False)
    found: list[tuple[str, Syntax]] = []
    for predicate in row.predicates:
        if not _is_condition(predicate) or _counts(predicate):
            return Selection(list_id, tuple(found), is_all=False)  # a place among rows: what follows counts anew
        found += _equalities(predicate)
    conditions = sum(_conditions(predicate) for predicate in row.predicates)
    return Selection(list_id, tuple(found), is_all=not rest and conditions == len(found))


def _is_plain(step: Step) -> bool:
    return step.axis == "child" and not step.test.prefix and not step.test.node_type and step.test.name != "*"


def _looks_around(syntax: Syntax) -> bool:
    """Whether an expression inside a row leaves it, so that the rows beside it must be there."""
    match syntax:
        case Path(False, steps, None):
            return any(
                step.axis not in _INWARD or any(_looks_around(inner) for inner in step.predicates) for step in steps
            )
        case Path():
            return False  # it begins elsewhere
        case _:
            return any(_looks_around(part) for part in parts(syntax))


def _is_condition(predicate: Syntax) -> bool:
    """Whether a predicate is true or false by its form, and no number, which would be a place."""
    match predicate:
        case Operation(name, _, _):
            return name in _CONDITIONS
        case Call(name, _):
            return name in _TRUTHS
        case _:
            return False


def _counts(syntax: Syntax) -> bool:
    match syntax:
        case Call("position" | "last", ()):
            return True
        case Path(_, _, None):
            return False  # places inside its own steps
        case _:
            return any(_counts(part) for part in parts(syntax))


def _conditions(predicate: Syntax) -> int:
    match predicate:
        case Operation("and", left, right):
            return _conditions(left) + _conditions(right)
        case _:
            return 1


def _equalities(predicate: Syntax) -> Iterator[tuple[str, Syntax]]:
    """The `column = value` parts that every row must meet and whose value does not depend on the row."""
    match predicate:
        case Operation("and", left, right):
            yield from _equalities(left)
            yield from _equalities(right)
        case Operation("=", left, right):
            for column, wanted in ((column_of(left), right), (column_of(right), left)):
                if column and _is_free_of_row(wanted):
                    yield column, wanted
                    return
        case _:
            return


def _is_free_of_row(syntax: Syntax) -> bool:
    match syntax:
        case Literal() | Path(True, _, None) | Call("current", ()):
            return True
        case Path(_, _, start) if start is not None:
            return _is_free_of_row(start) or selection_of(syntax) is not None
        case Call(name, arguments):
            return name in _PURE and bool(arguments) and _all_free(arguments)
        case Number() | Negation():
            return False  # compared by number, which cannot be looked up
        case _:
            return False


def _all_free(arguments: Iterable[Syntax]) -> bool:
    return all(isinstance(argument, Number) or _is_free_of_row(argument) for argument in arguments)

"""What a choice filter asks of a list outside of the form, read off its expression so that only that is fetched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fieldapp.forms.xpath.compiler import Expression, bind_syntax
from fieldapp.forms.xpath.context import Evaluator
from fieldapp.forms.xpath.syntax import Call, Literal, NodeTest, Operation, Path, Step, Syntax


def list_named(syntax: Syntax) -> str:
    """The id of the instance that a path begins with, "" for any other expression."""
    match syntax:
        case Path(_, _, Call("instance", (Literal(name),))):
            return name
        case _:
            return ""


def criteria_of(nodes: Expression) -> tuple[tuple[str, Evaluator], ...]:
    """Columns of the rows and what they must equal; the value is run in the context of the question."""
    if not isinstance(nodes.syntax, Path) or not nodes.syntax.steps:
        return ()
    found = _criteria(nodes.syntax.steps[-1].predicates)
    return tuple((column, bind_syntax(wanted)) for column, wanted in found)


def _criteria(predicates: Iterable[Syntax]) -> Iterator[tuple[str, Syntax]]:
    """The `column = value` parts that every row must meet and whose value does not depend on the row."""
    for predicate in predicates:
        match predicate:
            case Operation("and", left, right):
                yield from _criteria((left, right))
            case Operation("=", Path(False, (Step("child", NodeTest(name=column), ()),), None), wanted):
                if _is_free_of_row(wanted):
                    yield column, wanted


def _is_free_of_row(syntax: Syntax) -> bool:
    match syntax:
        case Literal() | Path(True, _, None) | Path(False, _, Call("current", ())):
            return True
        case _:
            return False

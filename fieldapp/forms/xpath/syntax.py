"""The syntax tree of an expression: what the parser makes, the compiler binds and the dependency graph reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Number:
    """A number literal."""

    value: float


@dataclass(frozen=True, slots=True)
class Literal:
    """A string literal."""

    value: str


@dataclass(frozen=True, slots=True)
class Negation:
    """Unary minus."""

    operand: Syntax


@dataclass(frozen=True, slots=True)
class Operation:
    """A binary operator: or and = != < <= > >= + - * div mod, and | for union."""

    operator: str
    left: Syntax
    right: Syntax


@dataclass(frozen=True, slots=True)
class Call:
    """A function call."""

    name: str
    arguments: tuple[Syntax, ...]


@dataclass(frozen=True, slots=True)
class NodeTest:
    """What a step keeps: a name (`*` for any), or a node type with the target of an instruction."""

    name: str = "*"
    prefix: str = ""
    node_type: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: axis, test and predicates."""

    axis: str
    test: NodeTest
    predicates: tuple[Syntax, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """A location path. `start` is the filtered expression it begins with, None for the context or the root."""

    absolute: bool
    steps: tuple[Step, ...]
    start: Syntax | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """An expression with predicates: `(//a)[1]`."""

    operand: Syntax
    predicates: tuple[Syntax, ...]


Syntax: TypeAlias = Number | Literal | Negation | Operation | Call | Path | Filter


def parts(syntax: Syntax) -> tuple[Syntax, ...]:
    """The expressions directly inside an expression, those of predicates included."""
    match syntax:
        case Negation(operand):
            return (operand,)
        case Operation(_, left, right):
            return (left, right)
        case Call(_, arguments):
            return arguments
        case Filter(operand, predicates):
            return (operand, *predicates)
        case Path(_, steps, start):
            inside = tuple(predicate for step in steps for predicate in step.predicates)
            return inside if start is None else (start, *inside)
        case _:
            return ()

"""The syntax tree of an expression: what the parser makes, the compiler binds and the dependency graph reads.

The nodes are msgspec structs, so that a form that was read once can be kept with its trees (`forms/snapshot.py`).
"""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct


class SyntaxNode(Struct, frozen=True, array_like=True, tag=True, gc=False):
    """Base of all nodes: a value that never changes and holds no circle."""


class Number(SyntaxNode, frozen=True):
    """A number literal."""

    value: float


class Literal(SyntaxNode, frozen=True):
    """A string literal."""

    value: str


class Negation(SyntaxNode, frozen=True):
    """Unary minus."""

    operand: Syntax


class Operation(SyntaxNode, frozen=True):
    """A binary operator: or and = != < <= > >= + - * div mod, and | for union."""

    operator: str
    left: Syntax
    right: Syntax


class Call(SyntaxNode, frozen=True):
    """A function call."""

    name: str
    arguments: tuple[Syntax, ...]


class NodeTest(SyntaxNode, frozen=True):
    """What a step keeps: a name (`*` for any), or a node type with the target of an instruction."""

    name: str = "*"
    prefix: str = ""
    node_type: str = ""
    target: str = ""


class Step(SyntaxNode, frozen=True):
    """One step of a path: axis, test and predicates."""

    axis: str
    test: NodeTest
    predicates: tuple[Syntax, ...] = ()


class Path(SyntaxNode, frozen=True):
    """A location path. `start` is the filtered expression it begins with, None for the context or the root."""

    absolute: bool
    steps: tuple[Step, ...]
    start: Syntax | None = None


class Filter(SyntaxNode, frozen=True):
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

"""Syntax tree to Python closures: names, functions and operators are bound once, when a form is loaded."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from msgspec import Struct

from fieldapp.forms.errors import XPathError
from fieldapp.forms.xpath.context import Arguments, Context, Evaluator, Function, Library
from fieldapp.forms.xpath.library import ODK_LIBRARY
from fieldapp.forms.xpath.nodes import Node, in_document_order
from fieldapp.forms.xpath.parser import parse
from fieldapp.forms.xpath.paths import WELL_KNOWN_PREFIXES, PathCompiler, filtered
from fieldapp.forms.xpath.syntax import (
    Call,
    Filter,
    Literal,
    Negation,
    Number,
    Operation,
    Path,
    Syntax,
    parts,
)
from fieldapp.forms.xpath.values import Comparison, Value, equal, ordered, to_boolean, to_number, to_string

_COMPARISONS: Mapping[str, Comparison] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def _divide(left: float, right: float) -> float:
    if right != 0:
        return left / right
    if left == 0 or math.isnan(left):
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


def _remainder(left: float, right: float) -> float:
    if right == 0 or math.isinf(left) or math.isnan(left) or math.isnan(right):
        return math.nan
    return math.fmod(left, right)


_ARITHMETIC: Mapping[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "div": _divide,
    "mod": _remainder,
}


class Expression(Struct, frozen=True, array_like=True, dict=True, eq=False):
    """An expression of a form; its closures are bound when it first runs. `namespaces` are those its names use."""

    text: str
    syntax: Syntax
    namespaces: dict[str, str] = {}

    @cached_property
    def evaluate(self) -> Evaluator:
        """The closure; a part that cannot be bound raises its fault when it runs."""
        return _Compiler(self.text, self.namespaces, ODK_LIBRARY).bind(self.syntax)

    @property
    def faults(self) -> tuple[XPathError, ...]:
        """An author's mistakes that only show when that part runs."""
        return tuple(_faults(self.text, self.syntax, self.namespaces))

    def string(self, context: Context) -> str:
        """The result as a string."""
        return to_string(self.evaluate(context))

    def number(self, context: Context) -> float:
        """The result as a number."""
        return to_number(self.evaluate(context), context.environment.zone)

    def boolean(self, context: Context) -> bool:
        """The result as a boolean."""
        return to_boolean(self.evaluate(context))

    def nodes(self, context: Context) -> list[Node]:
        """The result as a node-set; any other type is the error `forms.xpath.type`."""
        value = self.evaluate(context)
        if not isinstance(value, list):
            raise XPathError("forms.xpath.type", expression=self.text, expected="node-set")
        return value


def compile_expression(text: str, *, namespaces: Mapping[str, str] | None = None) -> Expression:
    """Read an expression; `namespaces` maps the prefixes that its names use.

    Errors: those of `parse`. Unknown functions (`forms.xpath.unknown-function`) and wrong numbers of arguments
    (`forms.xpath.arity`) are its `faults`, and raised when that part of the expression is run.
    """
    return Expression(text, parse(text), dict(namespaces or {}) if ":" in text else {})


def _faults(text: str, syntax: Syntax, namespaces: Mapping[str, str]) -> Iterator[XPathError]:
    for part in parts(syntax):
        yield from _faults(text, part, namespaces)
    if isinstance(syntax, Call):
        found = _function_of(syntax, text, namespaces, ODK_LIBRARY)
        if isinstance(found, XPathError):
            yield found


def _function_of(call: Call, text: str, namespaces: Mapping[str, str], library: Library) -> Function | XPathError:
    """The function that a call means, or why there is none for it."""
    function = None if _is_foreign(call.name, namespaces) else library.get(call.name)
    given = len(call.arguments)
    if function is None:
        return XPathError("forms.xpath.unknown-function", expression=text, function=call.name)
    too_many = function.at_most is not None and given > function.at_most
    if given < function.at_least or too_many:
        return XPathError("forms.xpath.arity", expression=text, function=call.name, given=given)
    return function if function.prepare is None else _prepared(function, call)


def _prepared(function: Function, call: Call) -> Function | XPathError:
    literals = (argument.value if isinstance(argument, Literal) else None for argument in call.arguments)
    assert function.prepare is not None  # the caller asked
    try:
        return replace(function, call=function.prepare(tuple(literals)))
    except XPathError as fault:
        return fault


def _is_foreign(name: str, namespaces: Mapping[str, str]) -> bool:
    """Whether the function's prefix belongs to a namespace that is not the library's."""
    prefix, colon, _local = name.partition(":")
    known = WELL_KNOWN_PREFIXES.get(prefix)
    return bool(colon) and namespaces.get(prefix, known) != known


def bind_syntax(syntax: Syntax, *, library: Library = ODK_LIBRARY) -> Evaluator:
    """The closure of a part of an expression that has been compiled before."""
    return _Compiler("", {}, library).bind(syntax)


class _Compiler:
    def __init__(self, text: str, namespaces: Mapping[str, str], library: Library) -> None:
        self.text = text
        self.library = library
        self.namespaces = namespaces
        self.paths = PathCompiler(namespaces, self.bind)

    def bind(self, syntax: Syntax) -> Evaluator:
        match syntax:
            case Path():
                return self.paths.bind(syntax)
            case Call():
                return self.call(syntax)
            case Operation(name, left, right):
                return self.operation(name, left, right)
            case Number(value) | Literal(value):
                return _constant(value)
            case Negation(operand):
                return _negation(self.bind(operand))
            case Filter(operand, predicates):
                return filtered(self.bind(operand), [self.bind(predicate) for predicate in predicates])

    def operation(self, name: str, left: Syntax, right: Syntax) -> Evaluator:
        if name in ("=", "!=") and isinstance(right, Literal):
            return _same_text(self.bind(left), right.value, negate=name == "!=")
        return _operation(name, self.bind(left), self.bind(right))

    def call(self, call: Call) -> Evaluator:
        function = _function_of(call, self.text, self.namespaces, self.library)
        if isinstance(function, XPathError):
            return _fault(function)
        return _call(function, tuple(self.bind(argument) for argument in call.arguments))


def _fault(error: XPathError) -> Evaluator:
    def evaluate(_context: Context) -> Value:
        raise error

    return evaluate


def _same_text(operand: Evaluator, text: str, *, negate: bool) -> Evaluator:
    """`question = 'choice'`, the commonest comparison of all, without the questions that others need."""

    def evaluate(context: Context) -> Value:
        value = operand(context)
        if isinstance(value, list):
            return any((node.string_value() == text) is not negate for node in value)
        return equal(value, text, context.environment.zone, negate=negate)

    return evaluate


def _constant(value: Value) -> Evaluator:
    return lambda _context: value


def _call(function: Function, arguments: Arguments) -> Evaluator:
    call = function.call
    return lambda context: call(context, arguments)


def _negation(operand: Evaluator) -> Evaluator:
    return lambda context: -to_number(operand(context), context.environment.zone)


def _operation(name: str, left: Evaluator, right: Evaluator) -> Evaluator:
    if name == "or":
        return lambda context: to_boolean(left(context)) or to_boolean(right(context))
    if name == "and":
        return lambda context: to_boolean(left(context)) and to_boolean(right(context))
    if name in ("=", "!="):
        negate = name == "!="
        return lambda context: equal(left(context), right(context), context.environment.zone, negate=negate)
    if name in _COMPARISONS:
        compare = _COMPARISONS[name]
        return lambda context: ordered(left(context), right(context), context.environment.zone, compare)
    if name == "|":
        return _union(left, right)
    return _arithmetic(_ARITHMETIC[name], left, right)


def _arithmetic(calculate: Callable[[float, float], float], left: Evaluator, right: Evaluator) -> Evaluator:
    def evaluate(context: Context) -> Value:
        zone = context.environment.zone
        return calculate(to_number(left(context), zone), to_number(right(context), zone))

    return evaluate


def _union(left: Evaluator, right: Evaluator) -> Evaluator:
    def evaluate(context: Context) -> Value:
        first, second = left(context), right(context)
        if not isinstance(first, list) or not isinstance(second, list):
            raise XPathError("forms.xpath.type", expected="node-set")
        return in_document_order([*first, *second])

    return evaluate

"""ODK's functions on text: joining, cutting, patterns, ids, what the form and the device say of themselves."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType

from fieldapp.forms.errors import XPathError
from fieldapp.forms.xpath import arguments as take
from fieldapp.forms.xpath.context import Arguments, Context, Function
from fieldapp.forms.xpath.patterns import read_pattern
from fieldapp.forms.xpath.values import Value

_LONGEST_ID = 10_000  # digits; an author who asks for more has made a slip


def _ends_with(context: Context, arguments: Arguments) -> Value:
    return take.text(context, arguments[0]).endswith(take.text(context, arguments[1]))


def _join(context: Context, arguments: Arguments) -> Value:
    return take.text(context, arguments[0]).join(take.texts(context, arguments[1:]))


def _substr(context: Context, arguments: Arguments) -> Value:
    """0-based `[start, end)`, negative places counted from the end; a place that is no number counts as 0."""
    text = take.text(context, arguments[0])
    places = [_place(take.number(context, argument)) for argument in arguments[1:]]
    return text[slice(*places)] if len(places) == 2 else text[places[0] :]


def _place(number: float) -> int:
    if math.isnan(number):
        return 0
    return int(max(-take.FARTHEST, min(take.FARTHEST, number)))


def _coalesce(context: Context, arguments: Arguments) -> Value:
    """The first argument that is not empty; a calculation without a result (NaN) counts as empty."""
    for argument in arguments[:-1]:
        text = take.text(context, argument)
        if text not in ("", "NaN"):
            return text
    return take.text(context, arguments[-1])


def _regex(context: Context, arguments: Arguments) -> Value:
    return read_pattern(take.text(context, arguments[1])).matches(take.text(context, arguments[0]))


def _prepare_regex(literals: tuple[str | None, ...]) -> Callable[[Context, Arguments], Value]:
    """A pattern that the form spells out is read once, and its mistakes are the author's."""
    if literals[1] is None:
        return _regex
    pattern = read_pattern(literals[1])
    return lambda context, arguments: pattern.matches(take.text(context, arguments[0]))


def _uuid(context: Context, arguments: Arguments) -> Value:
    """A fresh UUID; with a length, as many hexadecimal digits of fresh ones."""
    if not arguments:
        return context.environment.new_id()
    length, digits = take.number(context, arguments[0]), ""
    if not 0 <= length <= _LONGEST_ID:
        raise XPathError("forms.xpath.length", length=str(length))
    while len(digits) < length:
        digits += context.environment.new_id().replace("-", "")
    return digits[: int(length)]


def _version(context: Context, _arguments: Arguments) -> Value:
    """The version of the form, as its author wrote it."""
    root = next(context.environment.root.elements(), None)
    return "" if root is None else root.attribute("version") or ""


def _property(context: Context, arguments: Arguments) -> Value:
    return context.environment.property(take.text(context, arguments[0]))


TEXT_FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        "coalesce": Function(2, None, _coalesce),
        "ends-with": Function(2, 2, _ends_with),
        "join": Function(1, None, _join),
        "property": Function(1, 1, _property),
        "regex": Function(2, 2, _regex, _prepare_regex),
        "substr": Function(2, 3, _substr),
        "uuid": Function(0, 1, _uuid),
        "version": Function(0, 0, _version),
    }
)

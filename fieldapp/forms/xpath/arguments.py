"""Arguments of functions, evaluated to the type that the function needs."""

from __future__ import annotations

from fieldapp.forms.errors import XPathError
from fieldapp.forms.xpath.context import Arguments, Context, Evaluator
from fieldapp.forms.xpath.moments import Moment, moment_of_days, parse_moment
from fieldapp.forms.xpath.nodes import Node
from fieldapp.forms.xpath.values import to_boolean, to_number, to_string

FARTHEST = 2**31
"""Places in texts and sets are held within this, so that no author's infinity breaks arithmetic on them."""


def text(context: Context, argument: Evaluator) -> str:
    """The argument as a string."""
    return to_string(argument(context))


def number(context: Context, argument: Evaluator) -> float:
    """The argument as a number."""
    return to_number(argument(context), context.environment.zone)


def boolean(context: Context, argument: Evaluator) -> bool:
    """The argument as a boolean."""
    return to_boolean(argument(context))


def nodes(context: Context, argument: Evaluator) -> list[Node]:
    """The argument as a node-set; any other type is the error `forms.xpath.type`."""
    value = argument(context)
    if not isinstance(value, list):
        raise XPathError("forms.xpath.type", expected="node-set")
    return value


def texts(context: Context, arguments: Arguments) -> list[str]:
    """All arguments as strings, a node-set giving one for each of its nodes."""
    found: list[str] = []
    for argument in arguments:
        value = argument(context)
        if isinstance(value, list):
            found.extend(node.string_value() for node in value)
        else:
            found.append(to_string(value))
    return found


def numbers(context: Context, arguments: Arguments) -> list[float]:
    """All arguments as numbers, a node-set giving one for each of its nodes."""
    zone = context.environment.zone
    found: list[float] = []
    for argument in arguments:
        value = argument(context)
        if isinstance(value, list):
            found.extend(to_number(node.string_value(), zone) for node in value)
        else:
            found.append(to_number(value, zone))
    return found


def moment(context: Context, argument: Evaluator) -> Moment:
    """The argument as a moment: ISO text, days since 1970, or a moment already."""
    value = argument(context)
    zone = context.environment.zone
    if isinstance(value, Moment):
        return value
    if isinstance(value, bool):
        return Moment(None)
    if isinstance(value, float):
        return moment_of_days(value, zone)
    content = to_string(value)
    parsed = parse_moment(content, zone)
    return parsed if parsed.at is not None else moment_of_days(to_number(content), zone)

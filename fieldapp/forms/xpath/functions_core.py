"""The core library of XPath 1.0 (section 4), with ODK's extensions to `concat`, `position` and `round`."""

from __future__ import annotations

import decimal
import math
import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from fieldapp.forms.errors import XPathError
from fieldapp.forms.xpath import arguments as take
from fieldapp.forms.xpath.axes import XML_NAMESPACE
from fieldapp.forms.xpath.context import Arguments, Context, Function
from fieldapp.forms.xpath.moments import Moment, looks_like_date, parse_moment
from fieldapp.forms.xpath.nodes import Node, NodeKind, in_document_order
from fieldapp.forms.xpath.values import Value, to_boolean, to_number, to_string

_MOST_DIGITS = 330  # before and behind the point of the largest and smallest numbers there are
_EXACT = decimal.Context(prec=3 * _MOST_DIGITS)
_WORDS = re.compile(r"[^ \t\r\n]+")  # XML's white space only: a form feed is a character like others


def _subject(context: Context, arguments: Arguments) -> Node | None:
    """The node that name functions speak about: the first of the argument, or the context node."""
    if not arguments:
        return context.node
    found = take.nodes(context, arguments[0])
    return found[0] if found else None


def _last(context: Context, _arguments: Arguments) -> Value:
    return float(context.size)


def _position(context: Context, arguments: Arguments) -> Value:
    """ODK: with a node, its place among the siblings of its name."""
    if not arguments:
        return float(context.position)
    found = take.nodes(context, arguments[0])
    if not found or found[0].parent is None or found[0].kind is not NodeKind.ELEMENT:
        raise XPathError("forms.xpath.type", expected="element")
    node = found[0]
    return float(found[0].parent.elements_named(node.name).index(node) + 1)


def _count(context: Context, arguments: Arguments) -> Value:
    return float(len(take.nodes(context, arguments[0])))


def _id(context: Context, arguments: Arguments) -> Value:
    wanted = {word for text in take.texts(context, arguments) for word in text.split()}
    found = [node for node in context.node.root().descendants() if node.attribute("id") in wanted]
    return in_document_order(found)


def _local_name(context: Context, arguments: Arguments) -> Value:
    node = _subject(context, arguments)
    return "" if node is None or node.kind is NodeKind.DOCTYPE else node.name


def _namespace_uri(context: Context, arguments: Arguments) -> Value:
    node = _subject(context, arguments)
    return "" if node is None else node.namespace


def _name(context: Context, arguments: Arguments) -> Value:
    node = _subject(context, arguments)
    return "" if node is None or node.kind is NodeKind.DOCTYPE else node.qualified_name


def _string(context: Context, arguments: Arguments) -> Value:
    return take.text(context, arguments[0]) if arguments else context.node.string_value()


def _concat(context: Context, arguments: Arguments) -> Value:
    """ODK: any number of arguments, and every node of a node-set."""
    return "".join(take.texts(context, arguments))


def _starts_with(context: Context, arguments: Arguments) -> Value:
    return take.text(context, arguments[0]).startswith(take.text(context, arguments[1]))


def _contains(context: Context, arguments: Arguments) -> Value:
    return take.text(context, arguments[1]) in take.text(context, arguments[0])


def _substring_before(context: Context, arguments: Arguments) -> Value:
    before, found, _after = _partition(context, arguments)
    return before if found else ""


def _substring_after(context: Context, arguments: Arguments) -> Value:
    return _partition(context, arguments)[2]


def _partition(context: Context, arguments: Arguments) -> tuple[str, str, str]:
    text, mark = take.text(context, arguments[0]), take.text(context, arguments[1])
    return text.partition(mark) if mark else ("", "", text)


def _substring(context: Context, arguments: Arguments) -> Value:
    text = take.text(context, arguments[0])
    first = _round_half_up(take.number(context, arguments[1]))
    end = math.inf
    if len(arguments) == 3:
        end = first + _round_half_up(take.number(context, arguments[2]))
    return "".join(letter for place, letter in enumerate(text, start=1) if first <= place < end)


def _string_length(context: Context, arguments: Arguments) -> Value:
    return float(len(to_string(_string(context, arguments))))


def _normalize_space(context: Context, arguments: Arguments) -> Value:
    return " ".join(_WORDS.findall(to_string(_string(context, arguments))))


def _translate(context: Context, arguments: Arguments) -> Value:
    text, old, new = (take.text(context, argument) for argument in arguments)
    table: dict[int, str] = {}
    for place, letter in enumerate(old):
        table.setdefault(ord(letter), new[place : place + 1])
    return text.translate(table)


def _boolean(context: Context, arguments: Arguments) -> Value:
    return take.boolean(context, arguments[0])


def _not(context: Context, arguments: Arguments) -> Value:
    return not take.boolean(context, arguments[0])


def _true(_context: Context, _arguments: Arguments) -> Value:
    return True


def _false(_context: Context, _arguments: Arguments) -> Value:
    return False


def _lang(context: Context, arguments: Arguments) -> Value:
    wanted = take.text(context, arguments[0]).lower()
    for node in (context.node, *context.node.ancestors()):
        language = node.attribute("lang", XML_NAMESPACE)
        if language is not None:
            return language.lower() == wanted or language.lower().startswith(f"{wanted}-")
    return False


def _number(context: Context, arguments: Arguments) -> Value:
    """ODK: a date counts as days since 1970, and only whole ones of them show as text."""
    value = arguments[0](context) if arguments else [context.node]
    zone = context.environment.zone
    if isinstance(value, (str, list)) and looks_like_date(text := to_string(value)):
        value = parse_moment(text, zone)
    if isinstance(value, Moment) and value.at is not None:
        return replace(value, counted=True)
    return to_number(value, zone)


def _sum(context: Context, arguments: Arguments) -> Value:
    """ODK's web forms: of no nodes there is no sum. (Its Android app says 0: `coalesce(sum(…), 0)` is both.)"""
    zone = context.environment.zone
    nodes = take.nodes(context, arguments[0])
    return math.fsum(to_number(node.string_value(), zone) for node in nodes) if nodes else math.nan


def _floor(context: Context, arguments: Arguments) -> Value:
    number = take.number(context, arguments[0])
    return float(math.floor(number)) if math.isfinite(number) else number


def _ceiling(context: Context, arguments: Arguments) -> Value:
    number = take.number(context, arguments[0])
    return float(math.ceil(number)) if math.isfinite(number) else number


def _round(context: Context, arguments: Arguments) -> Value:
    """ODK: halves go away from zero, and a second argument gives the digits kept."""
    number = take.number(context, arguments[0])
    digits = take.number(context, arguments[1]) if len(arguments) == 2 else 0.0
    if not (math.isfinite(number) and math.isfinite(digits)):
        return number if math.isfinite(digits) else math.nan
    # scaleb keeps the decimal text of the number, so 2.675 rounds as it is read, not as it is stored.
    places = int(max(-_MOST_DIGITS, min(_MOST_DIGITS, digits)))
    scaled = Decimal(repr(number)).scaleb(places, _EXACT).quantize(Decimal(1), rounding=ROUND_HALF_UP, context=_EXACT)
    return float(scaled.scaleb(-places, _EXACT))


def _round_half_up(number: float) -> float:
    return math.floor(number + 0.5) if math.isfinite(number) else number


def truth(value: Value, position: int) -> bool:
    """Whether a predicate keeps a node: a number is compared with the position (section 2.4)."""
    return value == position if type(value) is float else to_boolean(value)


CORE_FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        "last": Function(0, 0, _last),
        "position": Function(0, 1, _position),
        "count": Function(1, 1, _count),
        "id": Function(1, 1, _id),
        "local-name": Function(0, 1, _local_name),
        "namespace-uri": Function(0, 1, _namespace_uri),
        "name": Function(0, 1, _name),
        "string": Function(0, 1, _string),
        "concat": Function(0, None, _concat),
        "starts-with": Function(2, 2, _starts_with),
        "contains": Function(2, 2, _contains),
        "substring-before": Function(2, 2, _substring_before),
        "substring-after": Function(2, 2, _substring_after),
        "substring": Function(2, 3, _substring),
        "string-length": Function(0, 1, _string_length),
        "normalize-space": Function(0, 1, _normalize_space),
        "translate": Function(3, 3, _translate),
        "boolean": Function(1, 1, _boolean),
        "not": Function(1, 1, _not),
        "true": Function(0, 0, _true),
        "false": Function(0, 0, _false),
        "lang": Function(1, 1, _lang),
        "number": Function(0, 1, _number),
        "sum": Function(1, 1, _sum),
        "floor": Function(1, 1, _floor),
        "ceiling": Function(1, 1, _ceiling),
        "round": Function(1, 2, _round),
    }
)

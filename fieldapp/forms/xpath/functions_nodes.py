"""ODK's functions on nodes: the current question, other instances, repeats, tables."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType

from fieldapp.forms.errors import XPathError
from fieldapp.forms.xpath import arguments as take
from fieldapp.forms.xpath.context import Arguments, Context, Function, Wanted
from fieldapp.forms.xpath.nodes import Node
from fieldapp.forms.xpath.values import Value


def _current(context: Context, _arguments: Arguments) -> Value:
    return [context.current]


def _instance(context: Context, arguments: Arguments) -> Value:
    name = take.text(context, arguments[0])
    found = context.environment.instance(name)
    if found is None:
        raise XPathError("forms.xpath.instance", instance=name)
    return [found]


def _count_non_empty(context: Context, arguments: Arguments) -> Value:
    return float(sum(node.string_value() != "" for node in take.nodes(context, arguments[0])))


def _indexed_repeat(context: Context, arguments: Arguments) -> Value:
    """The value inside the repeat instances that pairs of (repeat, index) name, in whatever order."""
    if len(arguments) % 2 == 0:
        raise XPathError("forms.xpath.arity", function="indexed-repeat", given=len(arguments))
    wanted = take.nodes(context, arguments[0])
    pairs = [
        (take.nodes(context, repeat), take.number(context, index))
        for repeat, index in zip(arguments[1::2], arguments[2::2], strict=True)
    ]
    for repeats, place in sorted(pairs, key=_depth):
        chosen = _instance_at(wanted, repeats, place)
        wanted = [node for node in wanted if chosen is not None and chosen in node.ancestors()]
    return wanted


def _depth(pair: tuple[list[Node], float]) -> int:
    return len(list(pair[0][0].ancestors())) if pair[0] else 0


def _instance_at(wanted: list[Node], repeats: list[Node], index: float) -> Node | None:
    """The repeat instance at a 1-based place among those that hold a wanted node."""
    place = 1 if math.isnan(index) else int(max(0, min(index, len(repeats) + 1)))
    holders = [repeat for repeat in repeats if any(repeat in node.ancestors() for node in wanted)]
    return holders[place - 1] if 1 <= place <= len(holders) else None


def _pulldata(context: Context, arguments: Arguments) -> Value:
    """A column of the row whose key column holds a value, "" when there is none."""
    table, column, key_column, key = (take.text(context, argument) for argument in arguments)
    found = context.environment.instance(table, lambda: Wanted({key_column: key}))
    if found is None:
        raise XPathError("forms.xpath.instance", instance=table)
    for row in (item for root in found.elements() for item in root.elements()):
        cells = {cell.name: cell.string_value() for cell in row.elements()}
        if cells.get(key_column) == key:
            return cells.get(column, "")
    return ""


NODE_FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        "count-non-empty": Function(1, 1, _count_non_empty),
        "current": Function(0, 0, _current),
        "indexed-repeat": Function(3, 7, _indexed_repeat),
        "instance": Function(1, 1, _instance),
        "pulldata": Function(4, 4, _pulldata),
    }
)

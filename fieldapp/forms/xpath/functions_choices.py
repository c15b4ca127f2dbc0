"""ODK's functions on choices and conditions: `selected`, `if`, checklists, translations of choices."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from fieldapp.forms.errors import XPathError
from fieldapp.forms.xpath import arguments as take
from fieldapp.forms.xpath.context import Arguments, Context, Function
from fieldapp.forms.xpath.nodes import Node
from fieldapp.forms.xpath.values import Value, to_boolean, to_number

_MODULUS = 2**31 - 1


def _if(context: Context, arguments: Arguments) -> Value:
    return arguments[1](context) if take.boolean(context, arguments[0]) else arguments[2](context)


def _once(context: Context, arguments: Arguments) -> Value:
    """The answer that is there; only an empty one is calculated."""
    return context.current.string_value() or take.text(context, arguments[0])


def _selected(context: Context, arguments: Arguments) -> Value:
    wanted = take.text(context, arguments[1]).strip()
    chosen = take.text(context, arguments[0]).split()
    return wanted in chosen if chosen or wanted else True


def _selected_at(context: Context, arguments: Arguments) -> Value:
    chosen, place = take.text(context, arguments[0]).split(), take.number(context, arguments[1])
    return chosen[int(place)] if 0 <= place < len(chosen) else ""


def _count_selected(context: Context, arguments: Arguments) -> Value:
    return float(len(take.text(context, arguments[0]).split()))


def _checklist(context: Context, arguments: Arguments) -> Value:
    """Whether the number of true answers lies between the first two arguments, -1 for no bound.

    A node-set gives one answer for each of its nodes.
    """
    least, most = take.number(context, arguments[0]), take.number(context, arguments[1])
    answers = [answer for argument in arguments[2:] for answer in _each(argument(context))]
    return _within(sum(map(to_boolean, answers)), least, most)


def _weighted_checklist(context: Context, arguments: Arguments) -> Value:
    """As `checklist`, of the weights that follow each answer; a node-set of answers needs one of as many weights."""
    if len(arguments) % 2:
        raise XPathError("forms.xpath.arity", function="weighted-checklist", given=len(arguments))
    least, most = take.number(context, arguments[0]), take.number(context, arguments[1])
    weight, zone = 0.0, context.environment.zone
    for answer, weighs in zip(arguments[2::2], arguments[3::2], strict=True):
        answers, weights = _each(answer(context)), _each(weighs(context))
        if len(answers) != len(weights):
            raise XPathError("forms.xpath.arity", function="weighted-checklist", given=len(weights))
        weight += sum(
            to_number(each, zone) for chosen, each in zip(answers, weights, strict=True) if to_boolean(chosen)
        )
    return _within(weight, least, most)


def _each(value: Value) -> list[Value]:
    return [node.string_value() for node in value] if isinstance(value, list) else [value]


def _within(number: float, least: float, most: float) -> bool:
    return (least < 0 or number >= least) and (most < 0 or number <= most)


def _choice_name(context: Context, arguments: Arguments) -> Value:
    value, question = take.text(context, arguments[0]), take.text(context, arguments[1])
    return context.environment.choice_label(value, question, context.node)


def _itext(context: Context, arguments: Arguments) -> Value:
    return context.environment.translations(take.text(context, arguments[0]))


def _randomize(context: Context, arguments: Arguments) -> Value:
    """The nodes in an order drawn by chance; with a seed, always in the one that ODK's clients give."""
    nodes = take.nodes(context, arguments[0])
    if len(arguments) == 2:
        draws = _park_miller(take.number(context, arguments[1]), take.text(context, arguments[1]))
    else:
        draws = iter(context.environment.random, None)
    shuffled: list[Node] = []
    for (
        node
    ) in nodes:  # Fisher and Yates, "inside out": each newcomer takes a drawn place, whoever stood there moves last
        drawn = math.floor(next(draws) * (len(shuffled) + 1))
        shuffled.append(node)
        shuffled[drawn], shuffled[-1] = node, shuffled[drawn]
    return shuffled


def _park_miller(seed: float, text: str) -> Iterator[float]:
    """The minimal standard generator (Park & Miller 1988), numbers in [0, 1); text as seed counts by its hash."""
    if math.isfinite(seed):
        state = int(math.fmod(math.trunc(seed), _MODULUS))
    else:
        state = int.from_bytes(hashlib.sha256(text.encode(errors="replace")).digest()[:8], "big") % _MODULUS
    if state <= 0:
        state += _MODULUS - 1
    while True:
        state = state * 16_807 % _MODULUS
        yield (state - 1) / (_MODULUS - 1)


def _boolean_from_string(context: Context, arguments: Arguments) -> Value:
    return take.text(context, arguments[0]).strip().lower() in ("1", "true")


def _depend(context: Context, arguments: Arguments) -> Value:
    """The first argument; the others are only named so that their answers run the expression again."""
    return arguments[0](context)


CHOICE_FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        "boolean-from-string": Function(1, 1, _boolean_from_string),
        "checklist": Function(2, None, _checklist),
        "count-selected": Function(1, 1, _count_selected),
        "depend": Function(1, None, _depend),
        "if": Function(3, 3, _if),
        "is-selected": Function(2, 2, _selected),
        "jr:choice-name": Function(2, 2, _choice_name),
        "jr:itext": Function(1, 1, _itext),
        "once": Function(1, 1, _once),
        "randomize": Function(1, 2, _randomize),
        "selected": Function(2, 2, _selected),
        "selected-at": Function(2, 2, _selected_at),
        "weighted-checklist": Function(2, None, _weighted_checklist),
    }
)

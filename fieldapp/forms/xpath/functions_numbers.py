"""ODK's functions on numbers: powers, trigonometry, extremes, `int`, `random`."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType

from fieldapp.forms.xpath import arguments as take
from fieldapp.forms.xpath.context import Arguments, Context, Function
from fieldapp.forms.xpath.values import Value


def _guarded(calculate: Callable[..., float]) -> Callable[[Context, Arguments], Value]:
    """A function of one or two numbers, NaN outside its domain as in IEEE arithmetic."""

    def call(context: Context, arguments: Arguments) -> Value:
        numbers = [take.number(context, argument) for argument in arguments]
        try:
            return float(calculate(*numbers))
        except ValueError:  # math's way to say "outside the domain"
            return math.nan
        except OverflowError:  # math's way to say "too large"
            return math.inf

    return call


def _power(base: float, exponent: float) -> float:
    if base == 0 and exponent < 0:
        return math.inf
    return math.pow(base, exponent)


def _log(number: float) -> float:
    return -math.inf if number == 0 else math.log(number)


def _log10(number: float) -> float:
    return -math.inf if number == 0 else math.log10(number)


def _abs(number: float) -> float:
    return abs(number)


def _int(context: Context, arguments: Arguments) -> Value:
    """The number cut towards zero; text in exponent form counts as a number here."""
    number = take.number(context, arguments[0])
    if math.isnan(number):
        number = _from_exponent(take.text(context, arguments[0]))
    return float(math.trunc(number)) if math.isfinite(number) else number


def _from_exponent(text: str) -> float:
    mantissa, exponent, _power_of_ten = text.lower().partition("e")
    if not exponent or not mantissa.strip("+-. \t\r\n")[:1].isdigit():
        return math.nan
    try:
        return float(text)
    except ValueError:  # not a number: NaN is XPath's answer
        return math.nan


def _extreme(choose: Callable[[list[float]], float]) -> Callable[[Context, Arguments], Value]:
    def call(context: Context, arguments: Arguments) -> Value:
        numbers = take.numbers(context, arguments)
        return math.nan if not numbers or any(map(math.isnan, numbers)) else choose(numbers)

    return call


def _pi(_context: Context, _arguments: Arguments) -> Value:
    return math.pi


def _random(context: Context, _arguments: Arguments) -> Value:
    return context.environment.random()


NUMBER_FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        "abs": Function(1, 1, _guarded(_abs)),
        "acos": Function(1, 1, _guarded(math.acos)),
        "asin": Function(1, 1, _guarded(math.asin)),
        "atan": Function(1, 1, _guarded(math.atan)),
        "atan2": Function(2, 2, _guarded(math.atan2)),
        "cos": Function(1, 1, _guarded(math.cos)),
        "exp": Function(1, 1, _guarded(math.exp)),
        "exp10": Function(1, 1, _guarded(lambda number: math.pow(10, number))),
        "int": Function(1, 1, _int),
        "log": Function(1, 1, _guarded(_log)),
        "log10": Function(1, 1, _guarded(_log10)),
        "max": Function(1, None, _extreme(max)),
        "min": Function(1, None, _extreme(min)),
        "pi": Function(0, 0, _pi),
        "pow": Function(2, 2, _guarded(_power)),
        "random": Function(0, 0, _random),
        "sin": Function(1, 1, _guarded(math.sin)),
        "sqrt": Function(1, 1, _guarded(math.sqrt)),
        "tan": Function(1, 1, _guarded(math.tan)),
    }
)

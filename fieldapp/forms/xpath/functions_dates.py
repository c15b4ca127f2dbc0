"""ODK's functions on dates and times."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from fieldapp.forms.xpath import arguments as take
from fieldapp.forms.xpath.context import Arguments, Context, Function
from fieldapp.forms.xpath.moments import Moment, day_fraction
from fieldapp.forms.xpath.values import Value

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_DIRECTIVES: Mapping[str, Callable[[datetime], str]] = MappingProxyType(
    {
        "Y": lambda at: f"{at.year:04}",
        "y": lambda at: f"{at.year % 100:02}",
        "m": lambda at: f"{at.month:02}",
        "n": lambda at: str(at.month),
        "b": lambda at: _MONTHS[at.month - 1],
        "d": lambda at: f"{at.day:02}",
        "e": lambda at: str(at.day),
        "H": lambda at: f"{at.hour:02}",
        "h": lambda at: str(at.hour),
        "M": lambda at: f"{at.minute:02}",
        "S": lambda at: f"{at.second:02}",
        "3": lambda at: f"{at.microsecond // 1000:03}",
        "a": lambda at: _DAYS[at.weekday()],
        "W": lambda at: str(at.isocalendar().week),
        "Z": lambda at: at.strftime("%z"),
        "%": lambda _at: "%",
    }
)


def _now(context: Context, _arguments: Arguments) -> Value:
    return Moment(context.environment.now())


def _today(context: Context, _arguments: Arguments) -> Value:
    return Moment(context.environment.now().replace(hour=0, minute=0, second=0, microsecond=0))


def _date(context: Context, arguments: Arguments) -> Value:
    return take.moment(context, arguments[0])


def _decimal_date_time(context: Context, arguments: Arguments) -> Value:
    return take.moment(context, arguments[0]).days()


def _decimal_time(context: Context, arguments: Arguments) -> Value:
    return day_fraction(take.text(context, arguments[0]), context.environment.now())


def _format(context: Context, arguments: Arguments) -> Value:
    at = take.moment(context, arguments[0]).at
    if at is None:
        return ""
    pieces = take.text(context, arguments[1]).split("%")
    formatted = [pieces[0]]
    rest = iter(pieces[1:])
    for piece in rest:
        if piece == "":  # "%%" leaves an empty piece: the sign itself, then plain text
            formatted.append("%" + next(rest, ""))
        else:
            directive = _DIRECTIVES.get(piece[0])
            formatted.append(("%" + piece) if directive is None else directive(at) + piece[1:])
    return "".join(formatted)


DATE_FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        "date": Function(1, 1, _date),
        "date-time": Function(1, 1, _date),
        "decimal-date-time": Function(1, 1, _decimal_date_time),
        "decimal-time": Function(1, 1, _decimal_time),
        "format-date": Function(2, 2, _format),
        "format-date-time": Function(2, 2, _format),
        "now": Function(0, 0, _now),
        "today": Function(0, 0, _today),
    }
)

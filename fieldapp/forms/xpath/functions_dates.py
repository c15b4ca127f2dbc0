"""ODK's functions on dates and times."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from fieldapp.forms.itext import language_code
from fieldapp.forms.xpath import arguments as take
from fieldapp.forms.xpath.context import Arguments, Context, Function
from fieldapp.forms.xpath.moments import Moment, day_fraction
from fieldapp.forms.xpath.values import Value

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_CHINESE_DAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")

_Directives = Mapping[str, Callable[[datetime], str]]
_DIRECTIVES: _Directives = MappingProxyType(
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
# ODK: months and days are named in the language of the form.
_CHINESE_DIRECTIVES: _Directives = MappingProxyType(
    {**_DIRECTIVES, "b": lambda at: f"{at.month}月", "a": lambda at: _CHINESE_DAYS[at.weekday()]}
)


def _directives(context: Context) -> _Directives:
    language = context.environment.language
    is_chinese = language_code(language).lower().partition("-")[0] == "zh" or "中文" in language
    return _CHINESE_DIRECTIVES if is_chinese else _DIRECTIVES


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
    directives = _directives(context)
    pieces = take.text(context, arguments[1]).split("%")
    formatted = [pieces[0]]
    rest = iter(pieces[1:])
    for piece in rest:
        if piece == "":  # "%%" leaves an empty piece: the sign itself, then plain text
            formatted.append("%" + next(rest, ""))
        else:
            directive = directives.get(piece[0])
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

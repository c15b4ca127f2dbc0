"""What the words of a call may be: each reader raises BadInput, which the command line says in the user's language."""

from __future__ import annotations

from datetime import date, datetime

from fieldapp.domain.errors import BadInput

_MOST_PORTS = 65_535


def positive(text: str) -> int:
    """Return a whole number from 1 on. Raises BadInput("argument.number")."""
    return _number_within(text, 1, None)


def port(text: str) -> int:
    """Return a port, 0 being any free one. Raises BadInput("argument.number")."""
    return _number_within(text, 0, _MOST_PORTS)


def day(text: str) -> date:
    """Return the day of "2026-11-23". Raises BadInput("argument.day")."""
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise BadInput("argument.day", text=text) from fault


def moment_with_zone(text: str) -> datetime:
    """Return the moment of "2026-11-23T08:00+08:00". Raises BadInput("argument.moment")."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as fault:
        raise BadInput("argument.moment", text=text) from fault
    if moment.tzinfo is None:
        raise BadInput("argument.moment", text=text)
    return moment


def _number_within(text: str, least: int, most: int | None) -> int:
    number = int(text) if text.strip().isdecimal() else -1
    if number < least or (most is not None and number > most):
        raise BadInput("argument.number", text=text, least=least, most="…" if most is None else most)
    return number

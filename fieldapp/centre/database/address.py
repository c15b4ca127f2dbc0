"""Where a company's PostgreSQL is: read from the command line or the environment, its password told to nobody."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from fieldapp.domain.errors import BadInput

VARIABLE = "FIELDAPP_CENTRE_DATABASE"
"""The environment variable that stands for `--database`, and may hold a password."""

_NAMES = ("postgresql", "postgresql+psycopg")
_DRIVER = "postgresql+psycopg"


def chosen_address(option: str | None, environment: Mapping[str, str]) -> URL | None:
    """Return the address that is named, first on the command line; None means the SQLite file of the data folder.

    Raises BadInput("centre.database-address" | "centre.database-password"): everybody on a machine can read the
    command lines of its programs, so a password is no part of one.
    """
    if option:
        url = _address(option)
        if url.password is not None or "password" in url.query:
            raise BadInput("centre.database-password", variable=VARIABLE)
        return url
    named = environment.get(VARIABLE, "")
    return _address(named) if named else None


def _address(text: str) -> URL:
    """Read an address. What is wrong with it is not repeated: it may hold a password."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as fault:
        raise BadInput("centre.database-address") from fault
    if url.drivername not in _NAMES:
        raise BadInput("centre.database-address")
    return url.set(drivername=_DRIVER)


def shown(url: URL) -> str:
    """Return the address as it may be shown: host, port and name, without user, password and options."""
    return URL.create(_DRIVER, host=url.host, port=url.port, database=url.database).render_as_string()

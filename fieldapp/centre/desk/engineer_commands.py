"""`fieldapp centre engineer`: who may be given orders, and so be named in an import or get a tablet."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from fieldapp.domain.errors import BadInput
from fieldapp.domain.ids import EngineerId

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from fieldapp.centre.database.engine import Database
    from fieldapp.centre.settings import CentreSettings

Open = Callable[[argparse.Namespace], "tuple[CentreSettings, Database]"]
"""Opens the data folder that the options name. Raises NotFound where there is none."""
AddCommand = Callable[[str, str, Callable[[argparse.Namespace], int]], argparse.ArgumentParser]
"""Adds a command by name, words and function."""

_ID = re.compile(r"[a-z0-9][a-z0-9_.-]{0,62}")
_LONGEST_NAME = 200


def add_engineer_command(add: AddCommand, open_existing: Open) -> None:
    """Add the command."""
    words = "enter an engineer, or correct the name; without arguments list all"
    parser = add("engineer", words, lambda options: enter_engineer(options, open_existing))
    parser.add_argument("engineer", nargs="?", metavar="ID", help="short name in small Latin letters, such as zhou")
    parser.add_argument("name", nargs="?", metavar="NAME", help="as customers and colleagues know it")


def enter_engineer(options: argparse.Namespace, open_existing: Open) -> int:
    """Write one engineer, then print a line an engineer: id, name.

    Raises BadInput("engineer.id-invalid"), BadInput("engineer.name-missing"); then nothing was written.
    """
    from sqlalchemy import select

    from fieldapp.centre.database.tables import engineer
    from fieldapp.centre.devices.identity import register_engineer

    name = " ".join((options.name or "").split())
    if options.engineer is not None and not _ID.fullmatch(options.engineer):
        raise BadInput("engineer.id-invalid", engineer=options.engineer)
    if options.engineer is not None and not (0 < len(name) <= _LONGEST_NAME and name.isprintable()):
        raise BadInput("engineer.name-missing", engineer=options.engineer)
    _settings, database = open_existing(options)

    def enter(connection: Connection) -> list[tuple[str, str]]:
        if options.engineer is not None:
            register_engineer(connection, EngineerId(options.engineer), name)
        rows = connection.execute(select(engineer.c.id, engineer.c.name).order_by(engineer.c.id))
        return [(row.id, row.name) for row in rows]

    known = database.transact(enter)
    database.close()
    for row in known:
        print(*row, sep="  ")
    return 0

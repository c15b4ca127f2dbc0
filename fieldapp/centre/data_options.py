"""`--data` and `--database`: which centre's data a command is about, and how they are opened."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from fieldapp.centre.arguments import moment_with_zone

if TYPE_CHECKING:
    from fieldapp.centre.database.engine import Database
    from fieldapp.centre.settings import CentreSettings

_DATABASE = "PostgreSQL's address without password, such as postgresql://user@host/name (default: a file in the folder)"


def data_folder() -> Path:
    """Return the folder of this login's centre."""
    return platformdirs.user_data_path("fieldapp", appauthor=False) / "centre"


def add_data_options(parser: argparse.ArgumentParser) -> None:
    """Add folder, database and clock to a command."""
    parser.add_argument("--data", type=Path, default=data_folder(), help="data folder (default %(default)s)")
    add_database_option(parser)
    parser.add_argument(
        "--now", type=moment_with_zone, metavar="MOMENT", help="ISO moment with zone at which the clock begins"
    )


def add_database_option(parser: argparse.ArgumentParser) -> None:
    """Add `--database`; what is said before the command counts as long as it is not said again."""
    parser.add_argument("--database", metavar="ADDRESS", default=argparse.SUPPRESS, help=_DATABASE)


def chosen_settings(options: argparse.Namespace) -> CentreSettings:
    """Return what the options say. Raises BadInput("centre.database-address" | "centre.database-password")."""
    from fieldapp.centre.database.address import chosen_address
    from fieldapp.centre.settings import CentreSettings, PoolLimits, machine_time, time_from

    connections = getattr(options, "connections", PoolLimits().connections)
    now = getattr(options, "now", None)
    return CentreSettings(
        data=(options.data or data_folder()).resolve(),
        resources=options.resources,
        database=chosen_address(getattr(options, "database", None), os.environ),
        pool=PoolLimits(connections=connections),
        language=options.language,
        now=time_from(now) if now else machine_time,
    )


def open_data(options: argparse.Namespace) -> tuple[CentreSettings, Database]:
    """Open the data, made where there are none."""
    from fieldapp.centre.database.engine import Database

    settings = chosen_settings(options)
    return settings, Database.of(settings)


def open_existing(options: argparse.Namespace) -> tuple[CentreSettings, Database]:
    """Open the data for a look: a folder mistyped must not become an empty company."""
    from fieldapp.centre.database.engine import Database

    settings = chosen_settings(options)
    return settings, Database.of_existing(settings)

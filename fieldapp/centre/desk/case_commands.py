"""`fieldapp centre cases | accept-case | refuse-case`: what engineers propose for the fault library (KNO-2)."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fieldapp.centre.database.engine import Database
    from fieldapp.centre.settings import CentreSettings

Open = Callable[[argparse.Namespace], "tuple[CentreSettings, Database]"]
"""Opens the data folder that the options name. Raises NotFound where there is none."""
AddCommand = Callable[[str, str, Callable[[argparse.Namespace], int]], argparse.ArgumentParser]
"""Adds a command by name, words and function."""


def add_case_commands(add: AddCommand, open_existing: Open) -> None:
    """Add the three commands."""
    add("cases", "list the cases proposed for the fault library", lambda options: list_cases(options, open_existing))
    accept = add("accept-case", "make an entry of a case", lambda options: accept_case(options, open_existing))
    accept.add_argument("case", help="the case's id, as `cases` lists it")
    for name in ("symptom", "cause", "measure"):
        accept.add_argument(f"--{name}", default="", help=f"the {name} in the language the engineer did not write")
    refuse = add("refuse-case", "put a case away", lambda options: refuse_case(options, open_existing))
    refuse.add_argument("case", help="the case's id, as `cases` lists it")
    refuse.add_argument("--reason", required=True, help="why it becomes no entry")


def list_cases(options: argparse.Namespace, open_existing: Open) -> int:
    """Print each case that waits: id, order, engineer, model and code, then symptom, cause, measure, parts."""
    from fieldapp.centre.desk import cases
    from fieldapp.texts.catalogue import Catalogue

    settings, database = open_existing(options)
    with database.read() as connection:
        found = cases.waiting(connection)
    database.close()
    catalogue = Catalogue.load(settings.resources / "i18n")
    for case in found:
        told = case.proposal
        print(
            told.proposal_id, case.order.number, case.order.assignee_name, f"{told.model} {told.code}".strip(), sep="  "
        )
        for name in ("symptom", "cause", "measure"):
            print(f"  {catalogue.text(f'centre.case.{name}', options.language)}  {getattr(told, name)}")
        if told.parts:
            print(f"  {catalogue.text('centre.case.parts', options.language)}  {' '.join(told.parts)}")
    if not found:
        print(catalogue.text("centre.case.none", options.language))
    return 0


def accept_case(options: argparse.Namespace, open_existing: Open) -> int:
    """Make an entry of a case; every tablet has it after its next sync. Prints the entry's id."""
    from fieldapp.centre.desk import cases
    from fieldapp.centre.devices.feed import write_and_tell

    settings, database = open_existing(options)
    twin = cases.Twin(symptom=options.symptom, cause=options.cause, measure=options.measure)
    try:
        entry = write_and_tell(
            database, lambda connection, feed: cases.accept(connection, feed, options.case, twin, settings.now())
        )
    finally:
        database.close()
    print(entry.id)
    return 0


def refuse_case(options: argparse.Namespace, open_existing: Open) -> int:
    """Put a case away; it is listed no more."""
    from fieldapp.centre.desk import cases

    settings, database = open_existing(options)
    try:
        database.transact(lambda connection: cases.refuse(connection, options.case, options.reason, settings.now()))
    finally:
        database.close()
    return 0

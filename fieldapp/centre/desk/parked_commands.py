"""`fieldapp centre parked`: what tablets sent and nobody has decided about (SYN-8)."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from fieldapp.centre.database.engine import Database
    from fieldapp.centre.devices.feed import Feed
    from fieldapp.centre.settings import CentreSettings

Open = Callable[[argparse.Namespace], "tuple[CentreSettings, Database]"]
"""Opens the data folder that the options name. Raises NotFound where there is none."""
AddCommand = Callable[[str, str, Callable[[argparse.Namespace], int]], argparse.ArgumentParser]
"""Adds a command by name, words and function."""


def add_parked_command(add: AddCommand, open_existing: Open) -> None:
    """Add the command."""
    parked = add("parked", "list or settle what waits for the office", lambda options: settle(options, open_existing))
    parked.add_argument("event", nargs="?", default="", metavar="EVENT", help="as the list names it; without: the list")
    word = parked.add_mutually_exclusive_group()
    word.add_argument("--accept", action="store_true", help="it counts now, with all of its action")
    word.add_argument("--decline", metavar="REASON", help="it never counts; the engineer reads the reason")
    parked.add_argument("--by", default="", metavar="NAME", help="who says so (default: the order's dispatcher)")


def settle(options: argparse.Namespace, open_existing: Open) -> int:
    """Print what waits, or settle one event with all of its group.

    Raises BadInput("parked.no-word") for an event without a word, BadInput("parked.no-event") for a word without an
    event, NotFound("parked.unknown"), Refused("parked.settled" | "parked.not-understood").
    """
    from fieldapp.centre.devices import parked
    from fieldapp.centre.devices.feed import write_and_tell
    from fieldapp.domain.errors import BadInput

    says_something = options.accept or options.decline is not None
    if not options.event and not says_something:
        return _list(options, open_existing)
    if not options.event:
        raise BadInput("parked.no-event")
    if not says_something:
        raise BadInput("parked.no-word", event=options.event)
    settings, database = open_existing(options)

    def decide(connection: Connection, feed: Feed) -> None:
        now = settings.now()
        by = options.by.strip() or parked.dispatcher(connection, options.event) or settings.company
        if options.accept:
            parked.accept(connection, feed, options.event, by, now, settings.zone)
        else:
            parked.decline(connection, feed, options.event, options.decline, by, now)

    try:
        write_and_tell(database, decide)
    finally:
        database.close()
    from fieldapp.texts.catalogue import Catalogue

    words = Catalogue.load(settings.resources / "i18n")
    done = "cli.parked.accepted" if options.accept else "cli.parked.declined"
    print(options.event, words.text(done, options.language), sep="  ")
    return 0


def _list(options: argparse.Namespace, open_existing: Open) -> int:
    from fieldapp.centre.devices import parked
    from fieldapp.centre.pages.parked_rows import parked_rows
    from fieldapp.centre.pages.record_rows import Words
    from fieldapp.texts.catalogue import Catalogue

    settings, database = open_existing(options)
    with database.read() as connection:
        found = parked.waiting(connection)
    database.close()
    words = Words(Catalogue.load(settings.resources / "i18n"), options.language, settings.zone)
    for row in parked_rows(found, words):
        print(row.event, row.when, row.what, row.who, row.reason, sep="  ")
        for line in row.content:
            print(f"  {line}")
    if not found:
        print(words.text("parked.none"))
    return 0

"""`fieldapp centre clashes | clash`: what two sides changed at once, and which value counts (SYN-2)."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fieldapp.centre.database.engine import Database
    from fieldapp.centre.settings import CentreSettings
    from fieldapp.domain.work_order import WorkOrder

Open = Callable[[argparse.Namespace], "tuple[CentreSettings, Database]"]
"""Opens the data folder that the options name. Raises NotFound where there is none."""
AddCommand = Callable[[str, str, Callable[[argparse.Namespace], int]], argparse.ArgumentParser]
"""Adds a command by name, words and function."""


def add_clash_commands(add: AddCommand, open_existing: Open) -> None:
    """Add both commands."""
    clashes = add(
        "clashes", "list what two sides changed at once", lambda options: list_clashes(options, open_existing)
    )
    clashes.add_argument("order", nargs="?", default="", help="number or id (default: every order with an open one)")
    clash = add("clash", "decide which of two values counts", lambda options: decide_clash(options, open_existing))
    clash.add_argument("order", help="number or id")
    word = clash.add_mutually_exclusive_group(required=True)
    word.add_argument("--swap", type=int, metavar="N", help="the other value counts; N as `clashes` numbers them")
    word.add_argument("--keep", type=int, metavar="N", help="the value that stood counts; takes a swap back")
    clash.add_argument("--by", default="", metavar="NAME", help="who says so (default: the order's dispatcher)")


def list_clashes(options: argparse.Namespace, open_existing: Open) -> int:
    """Print each order with a clash: its number, engineer, customer, then its clashes, numbered.

    Raises NotFound("centre.order-unknown").
    """
    from fieldapp.centre.desk import orders
    from fieldapp.centre.pages.clash_rows import clash_rows
    from fieldapp.centre.pages.record_rows import Words
    from fieldapp.centre.vocabulary import read_vocabulary
    from fieldapp.texts.catalogue import Catalogue
    from fieldapp.workflow.clashes import open_clashes

    settings, database = open_existing(options)
    words = Words(Catalogue.load(settings.resources / "i18n"), options.language, settings.zone)
    try:
        with database.read() as connection:
            if options.order:
                found = [orders.find(connection, options.order)]
            else:
                found = [order for order in orders.read_all(connection) if open_clashes(order)]
            read = [(order, read_vocabulary(connection, order, settings.now)) for order in found]
    finally:
        database.close()
    told = [(order, clash_rows(order, vocabulary, words)) for order, vocabulary in read]
    for order, rows in told:
        print(order.number, order.assignee_name, order.customer.name, sep="  ")
        for row in rows:
            print("", row.at, row.title, row.detail, sep="  ")
    if not any(rows for _, rows in told):
        print(words.text("clash.none"))
    return 0


def decide_clash(options: argparse.Namespace, open_existing: Open) -> int:
    """Let one of the two values count. Raises NotFound("centre.order-unknown", "clash.unknown")."""
    from fieldapp.centre.desk import office
    from fieldapp.centre.devices.feed import write_and_tell
    from fieldapp.domain.clash import ClashState
    from fieldapp.texts.catalogue import Catalogue

    settings, database = open_existing(options)
    swap = options.swap is not None
    number = options.swap if swap else options.keep
    state = ClashState.SWAPPED if swap else ClashState.KEPT

    def act(order: WorkOrder) -> WorkOrder:
        return office.clash_decided(order, number, state, by=options.by, at=settings.now())

    try:
        after = write_and_tell(
            database, lambda connection, feed: office.change(connection, feed, options.order, act, settings.now())
        )
    finally:
        database.close()
    words = Catalogue.load(settings.resources / "i18n")
    done = words.text("cli.office.swap" if swap else "cli.office.keep", options.language)
    print(after.number, words.text("cli.office.done", options.language, done=done, name=after.assignee_name), sep="  ")
    return 0

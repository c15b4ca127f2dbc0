"""`fieldapp centre …`: run it, fill it with the demo company, enrol tablets, look at what it has.

The command line hands over `options.resources` (the resources folder) and `options.language`. What is heavy is imported
by the command that needs it, so that `fieldapp --help` stays quick.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from fieldapp.centre import arguments
from fieldapp.centre.backup.commands import add_backup_commands
from fieldapp.centre.data_options import add_data_options, add_database_option, open_data, open_existing
from fieldapp.centre.database_commands import add_database_commands
from fieldapp.centre.desk.case_commands import add_case_commands
from fieldapp.centre.desk.clash_commands import add_clash_commands
from fieldapp.centre.desk.engineer_commands import add_engineer_command
from fieldapp.centre.desk.import_commands import add_import_command
from fieldapp.centre.desk.office_commands import add_office_commands
from fieldapp.centre.desk.parked_commands import add_parked_command
from fieldapp.centre.devices.bundle_commands import add_bundle_commands
from fieldapp.centre.devices.commands import add_device_commands

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from fieldapp.centre.database.engine import Database
    from fieldapp.centre.pages.record_rows import Words
    from fieldapp.centre.settings import CentreSettings

Command = Callable[[argparse.Namespace], int]
_Commands = argparse._SubParsersAction  # the only name argparse has for it


def add_commands(subparsers: _Commands[argparse.ArgumentParser]) -> None:
    """Add `centre` with its own commands; each sets `command`, a function of the parsed options."""
    centre = subparsers.add_parser("centre", help="the central server")
    add_database_option(centre)
    commands = centre.add_subparsers(required=True, metavar="COMMAND")
    run = _command(commands, "run", "serve tablets and the desk over TLS", run_centre, aliases=["serve"])
    run.add_argument("--host", default="127.0.0.1", help="address to listen on (default %(default)s)")
    run.add_argument("--port", type=arguments.port, default=8443, help="0 takes a free one (default %(default)s)")
    run.add_argument(
        "--workers", type=arguments.positive, default=1, help="processes; several need PostgreSQL (default 1)"
    )
    connections = "connections to PostgreSQL that a process holds at the most (default 10)"
    run.add_argument("--connections", type=arguments.positive, default=argparse.SUPPRESS, help=connections)
    run.add_argument("--with-parent", action="store_true", help="end when standard input is closed")
    init = _command(commands, "init", "make the database; publish processes and forms", init_centre)
    init.add_argument("--sample", action="store_true", help="enter the demo company and its orders")
    init.add_argument("--day", type=arguments.day, metavar="YYYY-MM-DD", help="start day of the sample (today)")
    ticket = _command(commands, "ticket", "print a one-time enrolment code for an engineer's tablet", issue_ticket)
    ticket.add_argument("engineer")
    ticket.add_argument("--url", help="address that tablets reach (default: where the centre last ran)")
    ticket.add_argument("--png", type=Path, help="write the QR code as a picture, too")
    _command(commands, "orders", "list the orders and their state", list_orders)
    show = _command(commands, "show", "print an order's whole record", show_order)
    show.add_argument("order", help="number or id")
    show.add_argument("--json", action="store_true", help="as JSON")
    show.add_argument("--ink", type=Path, metavar="FILE", help="write the last signature as InkML, too")
    add_device_commands(lambda name, words, do: _command(commands, name, words, do), open_existing)
    add_bundle_commands(commands, add_data_options, open_existing)
    add_engineer_command(lambda name, words, do: _command(commands, name, words, do), open_existing)
    add_import_command(lambda name, words, do: _command(commands, name, words, do), open_existing)
    add_case_commands(lambda name, words, do: _command(commands, name, words, do), open_existing)
    add_office_commands(lambda name, words, do: _command(commands, name, words, do), open_existing)
    add_database_commands(lambda name, words, do: _command(commands, name, words, do))
    add_backup_commands(lambda name, words, do: _command(commands, name, words, do))
    add_clash_commands(lambda name, words, do: _command(commands, name, words, do), open_existing)
    add_parked_command(lambda name, words, do: _command(commands, name, words, do), open_existing)
    _command(commands, "openapi", "print the OpenAPI document", print_openapi)


def _command(
    commands: _Commands[argparse.ArgumentParser],
    name: str,
    words: str,
    function: Command,
    *,
    aliases: Sequence[str] = (),
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=words, aliases=aliases)
    add_data_options(parser)
    parser.set_defaults(command=function)
    return parser


def run_centre(options: argparse.Namespace) -> int:
    """Serve until stopped; prints one line once it can be reached: `fieldapp centre ready ADDRESS`.

    Raises StoreBusy("centre.in-use") while another centre serves the same folder, Refused("centre.one-worker") for
    several workers on SQLite.
    """
    from fieldapp.centre.server import check_workers, only_one, serve, stop_on_termination, stop_with_parent
    from fieldapp.support.log import begin, log_folder, logging_to

    stop_on_termination()
    if options.with_parent:
        stop_with_parent()
    with logging_to(log_folder(options.data)), only_one(options.data):
        begin("centre")
        settings, database = open_data(options)
        try:
            check_workers(database, options.workers)
            _publish(settings, database)
            host, port = options.host, options.port
            serve(database, settings, host=host, port=port, ready=_say_ready, workers=options.workers)
        finally:
            database.close()
    return 0


def _say_ready(address: str) -> None:
    print(f"fieldapp centre ready {address}", flush=True)


def init_centre(options: argparse.Namespace) -> int:
    """Make the database, publish, and enter the demo company where that is asked for."""
    from fieldapp.centre.desk.sample import load_sample, read_sample
    from fieldapp.centre.devices.feed import Feed
    from fieldapp.centre.devices.retirement import company_key

    settings, database = open_data(options)
    with database.read() as connection:
        company_key(connection, settings.trust)
    _publish(settings, database)
    if options.sample:
        now = settings.now()
        day = options.day or now.astimezone(settings.zone).date()
        sample = read_sample(settings.resources / "sample", day, settings.zone)
        with database.write() as connection:
            feed = Feed()
            registered = load_sample(connection, feed, sample, now, settings.blobs)
            feed.flush(connection)
        for order in registered:
            print(order.number)
    database.close()
    return 0


def issue_ticket(options: argparse.Namespace) -> int:
    """Print the ticket as text and as a QR code made of blocks."""
    from fieldapp.centre import ticket_print
    from fieldapp.centre.app import new_ticket
    from fieldapp.domain.ids import EngineerId

    settings, database = open_existing(options)
    ticket = new_ticket(database, settings, EngineerId(options.engineer), options.url)
    database.close()
    print(ticket.to_text())
    if sys.stdout.isatty():
        print(ticket_print.blocks(ticket.to_text()))
    if options.png:
        ticket_print.picture(ticket.to_text(), options.png)
    return 0


def list_orders(options: argparse.Namespace) -> int:
    """Print the alerts that hold, then a line an order: number, level, state, engineer, customer."""
    from fieldapp.centre.desk import alerts, orders

    settings, database = open_existing(options)
    with database.read() as connection:
        found = orders.read_all(connection)
        standing = alerts.standing(connection, found, settings.now())
    database.close()
    words = _words(settings)
    for alert in standing:
        since = words.text("alert.since", day=words.day(alert.due_at), time=words.clock(alert.due_at))
        print("!", words.text("alert.mark"), alert.order.number, since, alert.order.customer.name, sep="  ")
    for order in found:
        state = words.enum(order.visit.outcome) if order.visit.outcome else words.enum(order.state)
        when = f"{words.day(order.appointment.start_at)} {words.window(order.appointment)}"
        print(order.number, order.severity.value, state, when, order.assignee_name, order.customer.name, sep="  ")
    return 0


def show_order(options: argparse.Namespace) -> int:
    """Print the whole record of one order; hand out the handwriting where that is asked for (REP-3).

    Raises NotFound("order.not-signed") when there is none; then no file is written.
    """
    from fieldapp.centre.archive import last_signature, read_record
    from fieldapp.centre.record_print import lines
    from fieldapp.centre.vocabulary import read_vocabulary
    from fieldapp.signature.inkml import to_inkml
    from fieldapp.wire.codec import to_json

    settings, database = open_existing(options)
    with database.read() as connection:
        record = read_record(connection, options.order, settings.blobs)
        vocabulary = read_vocabulary(connection, record.order, settings.now)
    database.close()
    if options.ink:
        options.ink.write_bytes(to_inkml(last_signature(record.order)))
    if options.json:
        print(json.dumps(to_json(record), ensure_ascii=False, indent=2))
    else:
        print("\n".join(lines(record, vocabulary, _words(settings))))
    return 0


def print_openapi(options: argparse.Namespace) -> int:
    """Print the document that a running centre serves at /openapi.json."""
    from fieldapp.centre.app import create_app

    settings, database = open_data(options)
    print(json.dumps(create_app(database, settings).openapi(), ensure_ascii=False, indent=2))
    database.close()
    return 0


def _publish(settings: CentreSettings, database: Database) -> None:
    from fieldapp.centre.devices.feed import Feed
    from fieldapp.centre.publish import publish, read_resources

    published = read_resources(settings.resources, settings.compiled_forms)

    def act(connection: Connection) -> None:
        feed = Feed()
        publish(connection, feed, published, settings.now())
        feed.flush(connection)

    database.transact(act)


def _words(settings: CentreSettings) -> Words:
    from fieldapp.centre.pages.record_rows import Words
    from fieldapp.texts.catalogue import Catalogue

    return Words(Catalogue.load(settings.resources / "i18n"), settings.language, settings.zone)

"""`fieldapp centre messages | reply | supply | move | change | cancel | assign`: the desk and orders under way."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from fieldapp.domain.contact import Detail
from fieldapp.domain.errors import BadInput
from fieldapp.domain.planning import RequisitionState
from fieldapp.domain.sla import Severity
from fieldapp.wire.extremes import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from fieldapp.centre.database.engine import Database
    from fieldapp.centre.devices.feed import Feed
    from fieldapp.centre.settings import CentreSettings
    from fieldapp.domain.work_order import WorkOrder

Open = Callable[[argparse.Namespace], "tuple[CentreSettings, Database]"]
"""Opens the data folder that the options name. Raises NotFound where there is none."""
AddCommand = Callable[[str, str, Callable[[argparse.Namespace], int]], argparse.ArgumentParser]
"""Adds a command by name, words and function."""

_ORDER = "number or id"


@dataclass(frozen=True, slots=True)
class _Desk:
    """What an act may ask beside the order."""

    settings: CentreSettings
    connection: Connection


def add_office_commands(add: AddCommand, open_existing: Open) -> None:
    """Add the commands."""
    add("messages", "list the messages that nobody has answered", lambda options: list_messages(options, open_existing))
    reply = add("reply", "answer an engineer's message", lambda options: reply_to(options, open_existing))
    reply.add_argument("order", help=_ORDER)
    reply.add_argument("text", help="what the engineer reads")
    reply.add_argument("--message", default="", metavar="ID", help="which message (default: the oldest open one)")
    _by(reply)
    supply = add("supply", "say how far a requisition is", lambda options: say_supply(options, open_existing))
    supply.add_argument("order", help=_ORDER)
    supply.add_argument("state", choices=[state.value for state in RequisitionState])
    supply.add_argument("--requisition", default="", metavar="ID", help="which one (default: the newest)")
    supply.add_argument("--expected", default="", metavar="MOMENT", help="when the parts can be had, ISO")
    supply.add_argument("--remark", default="", help="what else there is to say")
    move = add("move", "give an order another appointment", lambda options: move_order(options, open_existing))
    move.add_argument("order", help=_ORDER)
    move.add_argument("start", metavar="START", help="ISO moment; without a zone that of the company")
    move.add_argument("end", metavar="END", nargs="?", default="", help="default: as long as before")
    _add_change(add, open_existing)
    cancel = add("cancel", "take an order back for good", lambda options: cancel_order(options, open_existing))
    cancel.add_argument("order", help=_ORDER)
    cancel.add_argument("--reason", required=True, help="the engineer reads it")
    _by(cancel)
    assign = add("assign", "give an order to another engineer", lambda options: assign_order(options, open_existing))
    assign.add_argument("order", help=_ORDER)
    assign.add_argument("engineer", help="the engineer's id, as `engineer` lists it")


def _add_change(add: AddCommand, open_existing: Open) -> None:
    change = add(
        "change", "change details or the level of an order", lambda options: change_order(options, open_existing)
    )
    change.add_argument("order", help=_ORDER)
    for detail in Detail:
        option = detail.value.replace("_", "-")
        change.add_argument(f"--{option}", dest=detail.value, metavar="TEXT", help="the engineer sees old and new")
    change.add_argument("--level", type=int, choices=[level.value for level in Severity], help="1 is the most urgent")
    change.add_argument("--reason", default="", help="why another level; the engineer reads it")
    _by(change)


def _by(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--by", default="", metavar="NAME", help="who says so (default: the order's dispatcher)")


def list_messages(options: argparse.Namespace, open_existing: Open) -> int:
    """Print each open message, the oldest first: order, engineer, to whom, about what, id, then its words."""
    from fieldapp.centre.desk import orders
    from fieldapp.centre.pages.record_rows import Words
    from fieldapp.domain.messages import open_messages
    from fieldapp.texts.catalogue import Catalogue

    settings, database = open_existing(options)
    with database.read() as connection:
        found = orders.read_all(connection)
    database.close()
    words = Words(Catalogue.load(settings.resources / "i18n"), options.language, settings.zone)
    waiting = [(message, order) for order in found for message in open_messages(order)]
    for message, order in sorted(waiting, key=lambda pair: pair[0].at):
        about = f"{words.enum(message.to)}·{words.enum(message.topic)}"
        when = f"{words.day(message.at)} {words.clock(message.at)}"
        print(order.number, order.assignee_name, about, when, message.id, sep="  ")
        print("".join(f"  {line}\n" for line in message.text.splitlines()), end="")
    if not waiting:
        print(words.text("messages.none"))
    return 0


def reply_to(options: argparse.Namespace, open_existing: Open) -> int:
    """Answer one message of an order, or write unasked. Raises NotFound("message.unknown")."""
    from fieldapp.centre.desk import office

    def act(order: WorkOrder, desk: _Desk) -> WorkOrder:
        now = desk.settings.now()
        return office.replied(order, text=options.text, sender=options.by, at=now, message_id=options.message)

    return _change(options, open_existing, act, "reply")


def say_supply(options: argparse.Namespace, open_existing: Open) -> int:
    """Say how far the depot is with a requisition. Raises NotFound("requisition.unknown")."""
    from fieldapp.centre.desk import office

    def act(order: WorkOrder, desk: _Desk) -> WorkOrder:
        expected_at = _moment(options.expected, desk.settings) if options.expected else None
        state = RequisitionState(options.state)
        return office.supplied(
            order,
            state,
            desk.settings.now(),
            requisition=options.requisition,
            expected_at=expected_at,
            remark=options.remark,
        )

    return _change(options, open_existing, act, "supply")


def move_order(options: argparse.Namespace, open_existing: Open) -> int:
    """Move an appointment. Raises what `_moment` and `office.moved` raise."""
    from fieldapp.centre.desk import office
    from fieldapp.domain.time_window import TimeWindow

    def act(order: WorkOrder, desk: _Desk) -> WorkOrder:
        start_at = _moment(options.start, desk.settings)
        lasts = order.appointment.end_at - order.appointment.start_at
        end_at = _moment(options.end, desk.settings) if options.end else start_at + lasts
        if end_at < start_at:
            raise BadInput("moment.invalid", moment=options.end)
        return office.moved(order, TimeWindow(start_at, end_at), at=desk.settings.now())

    return _change(options, open_existing, act, "move")


def change_order(options: argparse.Namespace, open_existing: Open) -> int:
    """Change details, the level, or both in one transaction.

    Raises BadInput("change.nothing", "reason.missing", "severity.same", "severity.who", "detail.empty", "detail.day"),
    Refused("detail.same", "order.not-open", "order.cancelled").
    """
    from fieldapp.centre.desk import office
    from fieldapp.centre.publish import limits_for

    right = {detail: text for detail in Detail if (text := getattr(options, detail.value)) is not None}
    if not right and options.level is None:
        raise BadInput("change.nothing")

    def act(order: WorkOrder, desk: _Desk) -> WorkOrder:
        now = desk.settings.now()
        if right:
            today = now.astimezone(desk.settings.zone).date()
            order = office.corrected(order, right, by=options.by, at=now, today=today)
        if options.level is not None:
            level = Severity(options.level)
            limits = limits_for(desk.connection, level, order.profile)
            order = office.regraded(order, level, limits, reason=options.reason, by=options.by, at=now)
        return order

    return _change(options, open_existing, act, "change")


def cancel_order(options: argparse.Namespace, open_existing: Open) -> int:
    """Cancel an order. Raises Refused("order.not-open", "order.cancelled")."""
    from fieldapp.centre.desk import office

    def act(order: WorkOrder, desk: _Desk) -> WorkOrder:
        return office.cancelled(order, reason=options.reason, by=options.by, at=desk.settings.now())

    return _change(options, open_existing, act, "cancel")


def assign_order(options: argparse.Namespace, open_existing: Open) -> int:
    """Give an order to another engineer. Raises NotFound("engineer.unknown"), Refused("order.not-open")."""
    from fieldapp.centre.desk import office, orders
    from fieldapp.centre.devices.feed import write_and_tell
    from fieldapp.centre.devices.identity import engineer_name
    from fieldapp.domain.ids import EngineerId

    settings, database = open_existing(options)

    def assign(connection: Connection, feed: Feed) -> tuple[WorkOrder, str]:
        name = engineer_name(connection, EngineerId(options.engineer))
        order = orders.read(connection, orders.find(connection, options.order).id)
        office.may_be_assigned(order)
        orders.assign(connection, feed, order.id, EngineerId(options.engineer), name, settings.now())
        return order, name

    try:
        order, name = write_and_tell(database, assign)
    finally:
        database.close()
    print(order.number, _told(settings, options.language, "assign", order, name), sep="  ")
    return 0


def _change(
    options: argparse.Namespace, open_existing: Open, act: Callable[[WorkOrder, _Desk], WorkOrder], done: str
) -> int:
    """Do one act in one transaction; print the order's number, what was done, and when the tablet gets it."""
    from fieldapp.centre.desk import office
    from fieldapp.centre.devices.feed import write_and_tell

    settings, database = open_existing(options)

    def change(connection: Connection, feed: Feed) -> WorkOrder:
        desk = _Desk(settings, connection)
        return office.change(connection, feed, options.order, lambda order: act(order, desk), settings.now())

    try:
        after = write_and_tell(database, change)
    finally:
        database.close()
    print(after.number, _told(settings, options.language, done, after, after.assignee_name), sep="  ")
    return 0


def _told(settings: CentreSettings, language: str, done: str, order: WorkOrder, name: str) -> str:
    """Return "已取消；周明远的平板下次同步时收到"."""
    from fieldapp.centre.pages.record_rows import Words
    from fieldapp.texts.catalogue import Catalogue

    catalogue = Catalogue.load(settings.resources / "i18n")
    words = Words(catalogue, language, settings.zone)
    when = f"{words.day(order.appointment.start_at)} {words.window(order.appointment)}"
    what = catalogue.text(f"cli.office.{done}", language, when=when)
    return catalogue.text("cli.office.done", language, done=what, name=name)


def _moment(text: str, settings: CentreSettings) -> datetime:
    """Return a moment; without a zone it is the company's. Raises BadInput("moment.invalid"), also for a mere day."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as fault:
        raise BadInput("moment.invalid", moment=text) from fault
    if ":" not in text or not FIRST_YEAR <= moment.year <= LAST_YEAR:  # a day alone would be its midnight
        raise BadInput("moment.invalid", moment=text)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=settings.zone)

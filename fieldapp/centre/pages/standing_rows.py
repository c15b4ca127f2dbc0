"""The list of orders: what is late, who and what is away, and what waits for the office (SLA-3, SITE-10, ACC-2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from fieldapp.centre.pages.record_rows import Words
from fieldapp.domain.going import Going, going, road_of
from fieldapp.domain.messages import does_not_wait, open_messages
from fieldapp.domain.on_site import TakenAway
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.sla import ClockState
from fieldapp.domain.work_order import OrderState, WorkOrder
from fieldapp.scheduling.clocks import sla_clocks
from fieldapp.workflow.clashes import open_clashes
from fieldapp.workflow.supplies import supply_of

_ENDED = (OrderState.CLOSED, OrderState.CANCELLED)


@dataclass(frozen=True, slots=True)
class ListedOrder:
    """An order of the list; each of the three columns is lines of words, () where nothing is the matter."""

    order: WorkOrder
    late: tuple[str, ...]
    away: tuple[str, ...]
    waiting: tuple[str, ...]


def standing_rows(orders: Iterable[WorkOrder], words: Words, now: datetime) -> list[ListedOrder]:
    """Return the orders as they stand at `now`, in the order they come."""
    return [
        ListedOrder(order, _late(order, words, now), _away(order, words), _waiting(order, words)) for order in orders
    ]


def _late(order: WorkOrder, words: Words, now: datetime) -> tuple[str, ...]:
    """Return the limits that have passed, and an appointment at which nobody came; nothing of an order that ended."""
    if order.state in _ENDED:
        return ()
    told = [
        words.text("late.clock", clock=words.enum(clock.name), time=_moment(clock.due_at, words, now))
        for clock in sla_clocks(order)
        if clock.state(now) is ClockState.OVERDUE
    ]
    expected = going(order.visit) is Going.GOES_ON and order.visit.arrived_at is None
    if expected and now > order.appointment.end_at:
        told.append(words.text("late.appointment", time=_moment(order.appointment.end_at, words, now)))
    delays = order.visit.contact.delays
    if expected and delays:
        told.append(words.text("late.told", time=_moment(delays[-1].expected_at, words, now)))
    return tuple(told)


def _away(order: WorkOrder, words: Words) -> tuple[str, ...]:
    """Return where the engineer is, and a machine that is at the workshop, with the loaner in its place."""
    told = []
    road = road_of(order.visit)
    if order.state not in _ENDED and road.arrived_at is not None:
        told.append(words.text("away.there", time=words.clock(road.arrived_at)))
    elif order.state not in _ENDED and road.departed_at is not None:
        told.append(words.text("away.left", time=words.clock(road.departed_at)))
    machine = order.visit.on_site.away
    if machine is not None:
        told.append(_machine(machine, words))
    return tuple(told)


def _machine(taken: TakenAway, words: Words) -> str:
    day = words.text("away.machine", day=taken.return_on.isoformat())
    return f"{day}·{words.text('away.loaner', serial=taken.loaner.serial_number)}" if taken.loaner else day


def _waiting(order: WorkOrder, words: Words) -> tuple[str, ...]:
    """Return what the engineer asked for and nobody has answered, and what the customer still has to do."""
    messages, asked = len(open_messages(order)), _unanswered(order)
    told = [words.text("messages.wait", count=messages)] if messages else []
    clashes = len(open_clashes(order))
    if clashes:
        told.append(words.text("clash.wait", count=clashes))
    if order.state is OrderState.HANDED_BACK:
        told.append(words.text("waiting.engineer"))
    if order.visit.outcome is Outcome.WAITING_FOR_CUSTOMER:
        told.append(words.text("waiting.customer"))
    if order.state in _ENDED:
        return tuple(told)
    if asked:
        told.append(words.text("waiting.parts", count=asked))
    if _level_proposed(order):
        told.append(words.text("waiting.level"))
    if does_not_wait(order):
        told.append(words.text("waiting.somebody"))
    if going(order.visit) is Going.NOBODY_HOME:
        told.append(words.text("waiting.nobody-home"))
    return tuple(told)


def _unanswered(order: WorkOrder) -> int:
    """Return how many requisitions nobody at the depot has said a word about."""
    return sum(
        one.withdrawn_at is None and supply_of(order, one.id) is None for one in order.visit.planning.requisitions
    )


def _level_proposed(order: WorkOrder) -> bool:
    """Tell whether the engineer proposed another level since the office last gave one (SLA-4)."""
    proposals = order.visit.planning.severity_proposals
    given_at = order.level_changes[-1].at if order.level_changes else order.received_at
    return bool(proposals) and proposals[-1].at > given_at and proposals[-1].severity is not order.severity


def _moment(at: datetime, words: Words, now: datetime) -> str:
    """Return the time, with its day where that is another one."""
    same = words.day(at) == words.day(now)
    return words.clock(at) if same else f"{words.day(at)} {words.clock(at)}"

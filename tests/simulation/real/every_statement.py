"""One morning, told again and again: tablet or centre is killed at each statement of a sync in turn."""

from __future__ import annotations

from datetime import timedelta
from enum import Enum
from random import Random

from fieldapp.domain.events import AnswerSaved, CallMade, Event, PartConsumed
from fieldapp.domain.ids import OrderId, PartNumber, StepId
from fieldapp.domain.part import CaptureSource
from fieldapp.domain.visit import CallOutcome
from tests.factories import FORM_SHA256, NOW
from tests.simulation.real import steps
from tests.simulation.real.company import ORDERS, Company
from tests.simulation.real.killing import NEVER, Killed
from tests.simulation.real.line import Line
from tests.simulation.real.promises import at_any_time, at_rest
from tests.simulation.real.runner import bring_through
from tests.simulation.real.tablet import Tablet
from tests.simulation.real.world import World


class Side(Enum):
    """Who is killed."""

    TABLET = "tablet"
    CENTRE = "centre"


def morning(company: Company, side: Side, statement: int = NEVER) -> bool:
    """Tell the morning with a kill at this statement; return whether there were so many. Raises BrokenPromise."""
    world = World(company, Random(1))
    try:
        tablet = world.tablets[0]
        write(world, tablet)
        office(world)
        fell = _sync(world, tablet, side, statement)
        _twice(tablet.line)
        for one in [*world.tablets, *world.tablets]:
            bring_through(world, one)
        at_rest(world)
    finally:
        world.close()
    return fell


def write(world: World, tablet: Tablet) -> None:
    """The engineer works: facts, a mistake, something on an order that is no longer his."""
    order_id, at = ORDERS[1], NOW
    groups: list[list[Event]] = [
        [CallMade(order_id=order_id, at=at + timedelta(minutes=9), outcome=CallOutcome.NO_ANSWER, remark="f1")],
        [_answer(order_id, "one", "f2"), _answer(order_id, "two", "f3")],
        [_part(order_id, "f4", 1)],
        [CallMade(order_id=order_id, at=at, outcome=CallOutcome.NO_ANSWER, remark="f5")],
        [_part(order_id, "f6", 0)],
    ]
    for group in groups:
        tablet.write(group)
    world.witness.written[tablet.body] = [("f1",), ("f2", "f3"), ("f4",), ("f5",), ("f6",)]


def _answer(order_id: OrderId, name: str, value: str) -> AnswerSaved:
    step = StepId("diagnose")
    return AnswerSaved(order_id=order_id, at=NOW, step=step, name=name, value=value, form_sha256=FORM_SHA256)


def _part(order_id: OrderId, fact: str, quantity: int) -> PartConsumed:
    number, source = PartNumber("TS-02"), CaptureSource("picture")
    return PartConsumed(
        order_id=order_id, at=NOW, use_id=fact, part_number=number, source=source, raw=fact, quantity=quantity
    )


def office(world: World) -> None:
    """The office gives one order to this engineer and takes another away."""
    steps.give(world, ORDERS[0], "zhou")
    steps.give(world, ORDERS[1], "tao")


def _sync(world: World, tablet: Tablet, side: Side, statement: int) -> bool:
    if side is Side.TABLET:
        tablet.guillotine.set(statement)
    else:
        world.set_guillotine(statement)
    try:
        tablet.run()
    except Killed:
        world.say("the tablet is killed")
    fell = tablet.guillotine.has_fallen or world.guillotine.has_fallen
    world.lift_guillotine()
    tablet.killed_after()
    at_any_time(world, tablet)
    return fell


def _twice(line: Line) -> None:
    """From now on every body comes twice."""
    line.doubles = True

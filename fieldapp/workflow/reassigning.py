"""What an order is for the next engineer: the record stays, bag and way are his own (CON-3, TRV-1, KIT-2)."""

from __future__ import annotations

from fieldapp.domain.contact_events import NobodyMet
from fieldapp.domain.events import (
    AnswerSaved,
    Arrived,
    Departed,
    GatePassed,
    KitItemChecked,
    OrderEvent,
    StepCompleted,
    StepReopened,
    StepSkipped,
)
from fieldapp.domain.ids import EngineerId, StepId
from fieldapp.domain.replacing import replace
from fieldapp.domain.visit import EarlierWay
from fieldapp.domain.work_order import WorkOrder
from fieldapp.workflow.kit import KIT

OWN_STEPS = frozenset({KIT, StepId("depart"), StepId("travel"), StepId("arrive")})
"""Steps of every process that say something about the engineer himself: what he carries and how he comes."""


def for_the_next(order: WorkOrder) -> WorkOrder:
    """Return the order as another engineer gets it, also when its engineer so far had been there already.

    Calls, agreements, delays, diagnosis, parts and prices are the customer's matter and stay. Who checked the bag, set
    out and rang the bell was somebody else: the next one takes his own floor mat and his own way. When the first set
    out and was there is kept beside (`Visit.earlier_ways`); his events are kept as they are.
    """
    visit = order.visit
    # Whoever was there has spoken with the customer: a call that was still to be made is not the next one's.
    contact = visit.contact if visit.arrived_at is None else replace(visit.contact, next_call_at=None)
    return replace(
        order,
        visit=replace(
            visit,
            departed_at=None,
            arrived_at=None,
            earlier_ways=_with_own_way(order),
            kit={},
            contact=contact,
            passed_gates=tuple(passed for passed in visit.passed_gates if passed.step not in OWN_STEPS),
            steps={step: progress for step, progress in visit.steps.items() if step not in OWN_STEPS},
            answers={step: answers for step, answers in visit.answers.items() if step not in OWN_STEPS},
            step_forms={step: form for step, form in visit.step_forms.items() if step not in OWN_STEPS},
        ),
    )


def is_of_the_sender_alone(event: OrderEvent) -> bool:
    """Tell whether an event says something about the bag or the way of the engineer who sent it, and of nobody else.

    Of somebody who has the order no more it changes nothing for the next one (SYN-3); see `noted_late`.
    """
    if isinstance(event, Departed | Arrived | KitItemChecked | NobodyMet):
        return True
    return (
        isinstance(event, AnswerSaved | GatePassed | StepCompleted | StepSkipped | StepReopened)
        and event.step in OWN_STEPS
    )


def noted_late(order: WorkOrder, event: OrderEvent, sender: EngineerId) -> WorkOrder:
    """Return the order after an event that is the sender's alone, while somebody else has the order by now.

    When he set out, was there and met nobody is kept beside the ways before: the next one is not turned away by it.
    What he had in his bag is kept as an event and changes nothing.
    """
    own = [way for way in order.visit.earlier_ways if way.engineer == sender]
    known = own[-1] if own else EarlierWay(engineer=sender)
    if isinstance(event, Departed):
        way = replace(known, departed_at=event.at)
    elif isinstance(event, Arrived):
        way = replace(known, arrived_at=event.at)
    elif isinstance(event, NobodyMet):
        way = replace(known, nobody_met_at=event.at)
    else:
        return order
    return replace(order, visit=replace(order.visit, earlier_ways=_put(order.visit.earlier_ways, known, way)))


def _with_own_way(order: WorkOrder) -> tuple[EarlierWay, ...]:
    """Return the ways before with that of the engineer who has the order so far, if he set out at all."""
    visit = order.visit
    way = EarlierWay(engineer=order.assignee, departed_at=visit.departed_at, arrived_at=visit.arrived_at)
    return visit.earlier_ways if way == EarlierWay(engineer=order.assignee) else (*visit.earlier_ways, way)


def _put(ways: tuple[EarlierWay, ...], known: EarlierWay, way: EarlierWay) -> tuple[EarlierWay, ...]:
    """Return the ways with `way` in the place of `known`, or behind them all."""
    return tuple(way if one == known else one for one in ways) if known in ways else (*ways, way)

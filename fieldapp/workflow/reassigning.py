"""What an order is for the next engineer: the record stays, bag and way are his own (CON-3, TRV-1, KIT-2)."""

from __future__ import annotations

from dataclasses import replace

from fieldapp.domain.events import (
    AnswerSaved,
    Departed,
    GatePassed,
    KitItemChecked,
    OrderEvent,
    StepCompleted,
    StepReopened,
    StepSkipped,
)
from fieldapp.domain.ids import StepId
from fieldapp.domain.work_order import WorkOrder
from fieldapp.workflow.kit import KIT

OWN_STEPS = frozenset({KIT, StepId("depart"), StepId("travel")})
"""Steps of every process that say something about the engineer himself until somebody has arrived."""


def for_the_next(order: WorkOrder) -> WorkOrder:
    """Return the order as another engineer gets it; once somebody was there, everything stays as it is.

    Calls, agreements, delays and analysis are the customer's matter and stay. Who checked the bag and set out was
    somebody else: the next one takes his own floor mat and his own way; the events of the first are kept as they are.
    """
    visit = order.visit
    if visit.arrived_at is not None:
        return order
    return replace(
        order,
        visit=replace(
            visit,
            departed_at=None,
            kit={},
            passed_gates=tuple(passed for passed in visit.passed_gates if passed.step not in OWN_STEPS),
            steps={step: progress for step, progress in visit.steps.items() if step not in OWN_STEPS},
            answers={step: answers for step, answers in visit.answers.items() if step not in OWN_STEPS},
        ),
    )


def is_of_the_sender_alone(event: OrderEvent) -> bool:
    """Tell whether an event says something about the bag or the way of the engineer who sent it, and of nobody else.

    Of somebody who has the order no more it is kept as a fact and changes nothing for the next one (SYN-3).
    """
    if isinstance(event, Departed | KitItemChecked):
        return True
    return (
        isinstance(event, AnswerSaved | GatePassed | StepCompleted | StepSkipped | StepReopened)
        and event.step in OWN_STEPS
    )

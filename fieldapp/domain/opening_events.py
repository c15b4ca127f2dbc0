"""Events of orders that the engineer opens himself (ACC-7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fieldapp.domain.asset import Asset
from fieldapp.domain.customer import Customer
from fieldapp.domain.events import OrderEvent
from fieldapp.domain.opening import OpenedHere, Opening
from fieldapp.domain.process import JobType
from fieldapp.domain.sla import LevelLimits, Severity
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.work_order import ProblemArea, ProblemKind, ProcessPin, Symptom


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderOpened(OrderEvent):
    """The engineer opens an order; `order_id` is this event's own identity, so that no other can be meant.

    Whose order it is, is not said: it is his who sent the event. `limits` are what the tablet goes by until the centre
    has registered the order with those of the day.
    """

    kind: ClassVar[str] = "order.opened"
    opening: Opening
    customer: Customer
    asset: Asset
    job_type: JobType
    pin: ProcessPin
    area: ProblemArea
    problem: ProblemKind
    symptom: Symptom
    severity: Severity
    limits: LevelLimits
    appointment: TimeWindow
    planned_minutes: int
    wishes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderBranched(OrderEvent):
    """Out of this order another one was opened: written in one group with its `OrderOpened`."""

    kind: ClassVar[str] = "order.branched"
    opened: OpenedHere

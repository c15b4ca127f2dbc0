"""Orders that the engineer opens himself, for every test: the freezer beside the one of the story drips (ACC-7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from fieldapp.domain.ids import DeviceId, EventId, OrderId, SerialNumber
from fieldapp.domain.opening import OpenedHere, Opening, OrderOrigin, OrderSource, provisional_number
from fieldapp.domain.opening_events import OrderBranched, OrderOpened
from fieldapp.domain.process import JobType
from fieldapp.domain.site_events import AssetInstalled
from fieldapp.domain.sla import Severity
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.work_order import ProblemArea, ProblemKind
from tests.factories import ORDER_ID, local, make_asset, make_customer, make_order, make_pin, make_symptom

HERE = EventId(DeviceId("tablet-1"), 7)
WHAT = "旁边那台漏水"


def make_opened(event_id: EventId = HERE, **changes: Any) -> OrderOpened:
    """Return the event of this identity, which opens an order for the story's customer and machine."""
    story = make_order()
    event = OrderOpened(
        order_id=OrderId(str(event_id)),
        at=local("11:00"),
        opening=Opening(
            number=provisional_number(event_id),
            origin=OrderOrigin.WHILE_HERE,
            source=OrderSource(order_id=ORDER_ID, number=story.number),
        ),
        customer=make_customer(),
        asset=make_asset(),
        job_type=JobType.REPAIR,
        pin=make_pin(),
        area=ProblemArea.HARDWARE,
        problem=ProblemKind.FAULT,
        symptom=make_symptom(what=WHAT, alarm_code=""),
        severity=Severity.NORMAL,
        limits=story.limits,
        appointment=TimeWindow(local("13:00"), local("13:30")),
        planned_minutes=60,
    )
    return replace(event, **changes)


def make_branched(event_id: EventId = HERE, **changes: Any) -> OrderBranched:
    """Return what the story's order says of the order that `make_opened` opens."""
    told = OpenedHere(
        order_id=OrderId(str(event_id)),
        number=provisional_number(event_id),
        job_type=JobType.REPAIR,
        what=WHAT,
    )
    return replace(OrderBranched(order_id=ORDER_ID, at=local("11:00"), opened=told), **changes)


def make_installed(**changes: Any) -> AssetInstalled:
    """Return that the customer of the story's order took a new machine over."""
    event = AssetInstalled(
        order_id=ORDER_ID,
        at=local("11:10"),
        serial_number=SerialNumber("CF680-26K-00031"),
        accepted_on=date(2026, 11, 23),
    )
    return replace(event, **changes)

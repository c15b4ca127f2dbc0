"""An engineer's acts as events, by the word for them."""

from __future__ import annotations

from datetime import datetime

from fieldapp.domain.events import AnswerSaved, Arrived, CallMade, Event, PartConsumed, ReportSigned
from fieldapp.domain.ids import OrderId, PartNumber, StepId
from fieldapp.domain.part import CaptureSource
from fieldapp.domain.visit import CallOutcome
from tests.factories import FORM_SHA256, make_report

KINDS = ("call", "answer one", "answer two", "part", "mistake", "arrival", "signature")


def event_of(kind: str, order: OrderId, at: datetime, fact: str) -> Event:
    """Return the event of one of `KINDS`; a mistake is a part of which there were none. `fact` tells it from others."""
    if kind == "arrival":
        return Arrived(order_id=order, at=at)
    if kind == "signature":
        return ReportSigned(order_id=order, at=at, report=make_report())
    if kind == "call":
        return CallMade(order_id=order, at=at, outcome=CallOutcome.NO_ANSWER, remark=fact)
    if kind in ("part", "mistake"):
        number, source, quantity = PartNumber("TS-02"), CaptureSource("picture"), int(kind == "part")
        return PartConsumed(
            order_id=order, at=at, use_id=fact, part_number=number, source=source, raw=fact, quantity=quantity
        )
    step, name = StepId("diagnose"), kind.removeprefix("answer ")
    return AnswerSaved(order_id=order, at=at, step=step, name=name, value=fact, form_sha256=FORM_SHA256)

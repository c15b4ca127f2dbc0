"""A clash inside an order: what either side says now, and what a tap on "take the other one" does (SYNC.md rule 6)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import assert_never

from fieldapp.domain.clash import Author, Clash, ClashPlace, ClashSide, ClashState
from fieldapp.domain.clash_events import ClashDecided, ClashKept, ClashSwapped
from fieldapp.domain.contact_events import DetailsCorrected
from fieldapp.domain.events import Event
from fieldapp.domain.replacing import replace
from fieldapp.domain.work_order import WorkOrder
from fieldapp.workflow.contact import can_say, read_detail, with_detail

UNKNOWN = Author(name="")


def side_of(order: WorkOrder, place: ClashPlace) -> ClashSide:
    """Return what the order says at a place now; nobody is named."""
    if place.detail is not None:
        return ClashSide(author=UNKNOWN, value=read_detail(order, place.detail))
    if place.step is not None:
        return ClashSide(author=UNKNOWN, value=order.visit.answer(place.step, place.name))
    return ClashSide(author=UNKNOWN, window=order.appointment)


def open_clashes(order: WorkOrder) -> tuple[Clash, ...]:
    """Return the clashes that nobody decided, oldest first; without those whose field says the lost value by now."""
    waiting = (clash for clash in order.clashes if clash.state is ClashState.OPEN)
    return tuple(clash for clash in waiting if not side_of(order, clash.place).says(clash.lost))


def may_decide(clash: Clash) -> bool:
    """Tell whether the engineer may decide: the appointment is the office's alone."""
    return not clash.place.is_appointment


def told(event: ClashDecided, order: WorkOrder) -> WorkOrder:
    """Return `order` after the engineer's word on a clash; on what is the office's it changes nothing."""
    clash = next((one for one in order.clashes if one.id == event.clash_id), None)
    if clash is None or not may_decide(clash):
        return order
    match event:
        case ClashSwapped():
            return decided(order, clash, ClashState.SWAPPED, over=event.over, by=event.by, at=event.at)
        case ClashKept():
            return decided(order, clash, ClashState.KEPT, over=event.over, by=event.by, at=event.at)
    return order


def decided(order: WorkOrder, clash: Clash, state: ClashState, *, over: ClashSide, by: str, at: datetime) -> WorkOrder:
    """Return the order with one of a clash's values; said again it changes nothing.

    `over` is what the order said to whoever decided. If it says something else by now, somebody wrote the field in the
    meantime: that stays, and the clash is open again with it.
    """
    match state:
        case ClashState.SWAPPED:
            wanted = clash.lost
        case ClashState.KEPT:
            wanted = clash.stood
        case ClashState.OPEN:
            return order
        case _:
            assert_never(state)
    now = side_of(order, clash.place)
    if not now.says(over) and not now.says(wanted):
        return with_clash(order, replace(clash, stood=now, state=ClashState.OPEN, decided_by="", decided_at=None))
    if clash.state is state and now.says(wanted):
        return order
    after = with_side(order, clash.place, wanted, at)
    return with_clash(after, replace(clash, state=state, decided_by=by, decided_at=at))


def with_side(order: WorkOrder, place: ClashPlace, side: ClashSide, at: datetime) -> WorkOrder:
    """Return the order with what a side says; a signed report does not say another answer (PRO-4)."""
    if place.detail is not None:
        return with_detail(order, place.detail, side.value)
    if place.step is not None:
        answers = {**order.visit.answers.get(place.step, {}), place.name: side.value}
        visit = replace(order.visit, answers={**order.visit.answers, place.step: answers})
        outdated_at = (visit.report_outdated_at or at) if visit.reports else None
        return replace(order, visit=replace(visit, report_outdated_at=outdated_at))
    return order if side.window is None else replace(order, appointment=side.window)


def with_clash(order: WorkOrder, clash: Clash) -> WorkOrder:
    """Return the order with a clash, in the place of the one of the same id if there is one."""
    if all(one.id != clash.id for one in order.clashes):
        return replace(order, clashes=(*order.clashes, clash))
    return replace(order, clashes=tuple(clash if one.id == clash.id else one for one in order.clashes))


def with_own_words(order: WorkOrder, waiting: Iterable[Event]) -> WorkOrder:
    """Return the order as its engineer sees it while own corrections are under way: with his values (rule 6).

    The office may have changed the same detail meanwhile; whose value stands is told by the centre's answer.
    """
    for event in waiting:
        if isinstance(event, DetailsCorrected) and event.order_id == order.id:
            for correction in event.corrections:
                if can_say(correction) and read_detail(order, correction.detail) != correction.new:
                    order = with_detail(order, correction.detail, correction.new)
    return order

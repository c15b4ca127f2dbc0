"""The timeline of a day as rows: visits, the ways between them, and the conflict in the very gap where it arises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from fieldapp.domain.views.agreed import WaitsFor
from fieldapp.domain.views.today import Today, VisitRow
from fieldapp.domain.work_order import OrderState
from fieldapp.ui.viewmodels.agreed_words import old_time, waits_text
from fieldapp.ui.viewmodels.order_words import clock_line, files_text, minutes
from fieldapp.ui.words import Words

A_MINUTE = timedelta(minutes=1)
"""Less is not said: nobody is late by no minutes, nor early."""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One row of the timeline. `entry` is "visit", "gap" or "conflict"; fields that do not apply are empty.

    `time` and `below` stand in the time column, with `old`, the time promised before, between them; `below` names the
    day of a visit that an earlier day left open. `mark` is "done", "cancelled", "current" or "open" on the axis.
    A conflict is `adjustable` once it breaks the appointment itself.
    """

    key: str
    entry: str
    orderId: str
    time: str
    old: str
    below: str
    mark: str
    title: str
    machine: str
    clock: str
    clockState: str
    kit: str
    waits: str
    level: int
    levelWord: str
    tag: str
    files: str = ""
    adjustable: bool = False


def timeline(today: Today, words: Words, now: datetime) -> tuple[TimelineEntry, ...]:
    """Return the rows of the day in order; before each unfinished visit of the day stands the way to it."""
    return tuple(entry for visit in today.visits for entry in _entries(visit, today, words, now))


def _entries(visit: VisitRow, today: Today, words: Words, now: datetime) -> Iterator[TimelineEntry]:
    """Return the way to a visit, if it is still ahead, and the visit."""
    comes = not visit.agreed.on_hold and visit.agreed.waits_for is not WaitsFor.CUSTOMER
    driven = visit.road.departed_at is not None or visit.road.arrived_at is not None
    has_way = visit.departure.has_way or driven
    if visit.finished_at is None and comes and has_way and not _is_left_open(visit, today, words):
        yield _conflict(visit, words, now) if visit.late_by else _gap(visit, words)
    yield _visit(visit, visit.order_id == today.next_order, words, now)


def _is_left_open(visit: VisitRow, today: Today, words: Words) -> bool:
    """Tell whether the visit was promised for an earlier day."""
    return visit.appointment_at.astimezone(words.zone).date() < today.day


def _visit(visit: VisitRow, is_next: bool, words: Words, now: datetime) -> TimelineEntry:
    """Return the card of a visit."""
    finished = visit.finished_at
    clock, state = ("", "neutral") if finished else clock_line(visit.clocks, words, now)
    planned = words.say("duration.minutes", minutes=minutes(visit.planned))
    promised = words.day_of(visit.appointment_at, now) or planned
    visited = finished is not None and visit.state is not OrderState.CANCELLED
    below = words.say("today.until", time=words.time(finished)) if finished and visited else promised
    return TimelineEntry(
        key=f"visit-{visit.order_id}",
        entry="visit",
        orderId=visit.order_id,
        time=words.time(visit.appointment_at),
        old="" if finished else old_time(visit.agreed, words, now),
        below=below,
        mark=_mark(visit, is_next),
        title=visit.customer_name,
        machine=_machine(visit),
        clock=clock,
        clockState=state,
        kit=_kit(visit, is_next, words),
        waits=waits_text(visit.agreed, words, now),
        level=visit.severity.value,
        levelWord=words.level(visit.severity),
        tag=_tag(visit, words),
        files=files_text(visit.files, words),
    )


def _mark(visit: VisitRow, is_next: bool) -> str:
    if visit.finished_at is not None:
        return "cancelled" if visit.state is OrderState.CANCELLED else "done"
    return "current" if is_next else "open"


def _machine(visit: VisitRow) -> str:
    """Return "商用冷柜 CF-680·E02 不降温"."""
    what = f"{visit.alarm_code} {visit.symptom}".strip()
    return "·".join(text for text in (f"{visit.product} {visit.model}".strip(), what) if text)


def _kit(visit: VisitRow, is_next: bool, words: Words) -> str:
    """Return how far the bag is packed, for the next visit before it departs."""
    if not is_next or visit.finished_at is not None or visit.kit_total == 0:
        return ""
    return words.say("today.kit", ready=visit.kit_ready, total=visit.kit_total)


def _tag(visit: VisitRow, words: Words) -> str:
    """Return what stands in place of the level once the visit is over, or that it waits to be accepted."""
    if visit.state is OrderState.CANCELLED:
        return words.say("order.cancelled")
    if visit.finished_at is not None:
        return words.say("today.signed" if visit.signed else "today.closed")
    return words.say("today.new") if visit.state is OrderState.ASSIGNED else ""


def _gap(visit: VisitRow, words: Words) -> TimelineEntry:
    """Return the way to a visit: "09:30 走", "18 分钟·13.6 km"; once it was made, how it was: "09:53 到"."""
    plan, road = visit.departure, visit.road
    driven = road.arrived_at - road.departed_at if road.arrived_at and road.departed_at else plan.travel
    way = words.say("duration.minutes", minutes=minutes(driven))
    kilometres = plan.estimate.kilometres
    more = f"{kilometres:.1f} km" if kilometres is not None else words.say("today.buffer", minutes=minutes(plan.buffer))
    row = _row_between(visit, words, "gap", f"{way}·{more}", "")
    if road.arrived_at is not None:
        return replace(row, time=words.say("today.there", time=words.time(road.arrived_at)))
    if road.departed_at is not None:
        return replace(row, time=words.say("today.left", time=words.time(road.departed_at)))
    return row


def _conflict(visit: VisitRow, words: Words, now: datetime) -> TimelineEntry:
    """Return what makes the visit late, and by how much (DEP-4).

    Late is who comes after the appointment's start; before it only the early arrival that was aimed at is lost.
    """
    ready = words.time(visit.departure.leave_by_at + (visit.late_by or timedelta(0)))
    margin = visit.appointment_at - (visit.expected_at or visit.appointment_at)
    if margin < timedelta(0):
        title = words.say("today.late", time=words.duration(max(-margin, A_MINUTE)))
    elif margin < A_MINUTE:
        title = words.say("today.no_margin")
    else:
        title = words.say("today.margin", time=words.duration(margin))
    if visit.overrun_of and visit.leave_latest_at is not None and visit.leave_latest_at > now:
        title = words.say("today.overrun", name=visit.overrun_of, time=words.time(visit.leave_latest_at))
    way = words.say("duration.minutes", minutes=minutes(visit.departure.travel))
    row = _row_between(visit, words, "conflict", title, words.say("today.late_why", ready=ready, way=way))
    return replace(row, adjustable=margin < timedelta(0))


def _row_between(visit: VisitRow, words: Words, entry: str, title: str, detail: str) -> TimelineEntry:
    """Return a row that stands before a visit."""
    return TimelineEntry(
        key=f"{entry}-{visit.order_id}",
        entry=entry,
        orderId=visit.order_id,
        time=words.say("today.leave", time=words.time(visit.departure.leave_by_at)),
        old="",
        below="",
        mark="",
        title=title,
        machine=detail,
        clock="",
        clockState="neutral",
        kit="",
        waits="",
        level=0,
        levelWord="",
        tag="",
    )

"""An order put into words for the screens: pure functions from domain values to rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from fieldapp.domain.asset import ServiceRecord
from fieldapp.domain.fault import FaultEntry
from fieldapp.domain.process import JobType
from fieldapp.domain.sla import ClockName, SlaClock
from fieldapp.domain.views.order import OrderView
from fieldapp.domain.views.sync import FilesWaiting
from fieldapp.domain.work_order import OrderState, WorkOrder
from fieldapp.ui.viewmodels import fault_words
from fieldapp.ui.words import Words


@dataclass(frozen=True, slots=True)
class ClockRow:
    """A clock with its meter; `pace` is neutral, amber, red or met."""

    name: str
    words: str
    due: str
    fraction: float
    pace: str


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One earlier visit to the asset."""

    key: str
    day: str
    summary: str
    engineer: str
    outcome: str


@dataclass(frozen=True, slots=True)
class FaultRow:
    """One hit of the fault library: code, cause, how it shows, what cures it, how often it did."""

    key: str
    code: str
    cause: str
    symptom: str
    measure: str
    cases: str
    cured: str
    matches: bool


@dataclass(frozen=True, slots=True)
class ReadyRow:
    """One thing of the readiness line (ACC-6)."""

    what: str
    text: str
    present: bool


def clock_rows(clocks: Sequence[SlaClock], words: Words, now: datetime) -> tuple[ClockRow, ...]:
    """Return every clock with its words."""
    told = [words.clock(clock, now) for clock in clocks]
    return tuple(ClockRow(word.name, word.text, word.due, word.fraction, word.state) for word in told)


def leading_clock(clocks: Sequence[SlaClock], now: datetime) -> SlaClock | None:
    """Return the clock a row shows: respond while it runs, then resolve; None when both have stopped."""
    running = [clock for clock in clocks if clock.stopped_at is None]
    running.sort(key=lambda clock: (clock.name is not ClockName.RESPOND, clock.due_at))
    return running[0] if running else None


def clock_line(clocks: Sequence[SlaClock], words: Words, now: datetime) -> tuple[str, str]:
    """Return the leading clock as one line ("响应 剩 54 分钟") and its state; empty when none runs (SLA-3)."""
    clock = leading_clock(clocks, now)
    if clock is None:
        return "", "neutral"
    told = words.clock(clock, now)
    return f"{told.name} {told.text}", told.state


def product_line(order: WorkOrder) -> str:
    """Return "商用冷柜 CF-680"."""
    return f"{order.asset.product} {order.asset.model}".strip()


def symptom_title(order: WorkOrder, fault: FaultEntry | None, words: Words) -> str:
    """Return the alarm code with its meaning from the fault library, else the customer's words."""
    code = order.symptom.alarm_code
    if code and fault is not None and fault.code == code:
        return f"{code} {fault_words.cause(fault, words)}"
    return f"{code} {order.symptom.what}".strip() if code else order.symptom.what


def symptom_lines(order: WorkOrder, words: Words, below_title: bool = False) -> tuple[str, str]:
    """Return what, since when and how often; then what was tried and what stands still. Never rewritten (ACC-4).

    `below_title` they stand under `symptom_title`, which says what in the customer's words where there is no code.
    """
    symptom = order.symptom
    comma = words.say("comma")
    what = "" if below_title and not symptom.alarm_code else symptom.what
    first = comma.join(text for text in (what, symptom.since, symptom.how_often) if text)
    impact = words.say("order.impact", impact=symptom.impact) if symptom.impact else ""
    return first, "·".join(text for text in (symptom.tried, impact) if text)


def history_rows(history: Iterable[ServiceRecord], words: Words) -> tuple[HistoryRow, ...]:
    """Return the asset's history, newest first (ANA-1)."""
    records = sorted(history, key=lambda record: record.served_on, reverse=True)
    return tuple(
        HistoryRow(
            key=f"{record.served_on}-{place}",
            day=record.served_on.isoformat(),
            summary=record.summary,
            engineer=record.engineer_name,
            outcome=words.say(f"outcome.{record.outcome}") if words.knows(f"outcome.{record.outcome}") else "",
        )
        for place, record in enumerate(records)
    )


def fault_rows(view: OrderView, words: Words) -> tuple[FaultRow, ...]:
    """Return the library's entries for the model; those of the order's code come first."""
    return tuple(
        FaultRow(
            key=fault.id,
            code=fault.code,
            cause=fault_words.cause(fault, words),
            symptom=fault_words.symptom(fault, words),
            measure=fault_words.measure(fault, words),
            cases=fault_words.cases(fault, words),
            cured=fault_words.cured(fault, words),
            matches=bool(fault.code) and fault.code == view.order.symptom.alarm_code,
        )
        for fault in view.faults
    )


def ready_rows(view: OrderView, words: Words) -> tuple[ReadyRow, ...]:
    """Return what the visit needs without network, and whether it is here."""
    return tuple(
        ReadyRow(item.what, words.say(f"ready.{item.what}", count=item.count), item.present) for item in view.readiness
    )


def window_line(order: WorkOrder, words: Words, now: datetime) -> str:
    """Return "今天 10:00–10:30"."""
    start, end = order.appointment.start_at, order.appointment.end_at
    day = words.day_of(start, now) or words.say("today")
    until = f"–{words.time(end)}" if end > start else ""
    return f"{day} {words.time(start)}{until}"


def job_word(order: WorkOrder, words: Words) -> str:
    """Return what kind of work it is, "" for a repair, which goes without saying."""
    return "" if order.job_type is JobType.REPAIR else words.say(f"job.{order.job_type.value}")


def linked_lines(order: WorkOrder, words: Words) -> tuple[str, ...]:
    """Return the orders that it hangs together with: the one it came out of, then those that came out of it (ACC-7)."""
    source = order.opened.source if order.opened is not None else None
    out_of = () if source is None else (words.say("order.out_of", number=source.number),)
    opened = (
        words.say("order.opened_here", number=one.centre_number or one.number, what=one.what)
        for one in order.visit.opened_here
    )
    return (*out_of, *opened)


def state_word(order: WorkOrder, words: Words) -> str:
    """Return what the order waits for, in one word for a list: "待接单", "已约 10:00", "已交回"."""
    if order.state is OrderState.ACCEPTED and order.visit.arrived_at is not None:
        return words.say("order.on_site")
    if order.state is OrderState.ACCEPTED and order.visit.departed_at is not None:
        return words.say("order.on_the_way")
    return words.say(f"order.{order.state.value}", time=words.time(order.appointment.start_at))


def minutes(time: timedelta) -> int:
    """Return whole minutes, rounded to the nearest."""
    return round(time.total_seconds() / 60)


def files_text(files: FilesWaiting, words: Words) -> str:
    """Return "2 张照片、1 份文件待上传", "" where the centre has all of them (SYNC.md rule 11)."""
    photos = words.say("files.photo" if files.photos == 1 else "files.photos", count=files.photos)
    papers = words.say("files.paper" if files.papers == 1 else "files.papers", count=files.papers)
    named = [said for said, count in ((photos, files.photos), (papers, files.papers)) if count]
    return words.say("files.waiting", what=words.say("list_comma").join(named)) if named else ""

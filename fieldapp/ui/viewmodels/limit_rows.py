"""Every clock of an order as a row: how it stands, when it is due, since when it runs, who follows it (SLA-6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from fieldapp.domain.sla import ClockState, SlaClock
from fieldapp.ui.words import Words
from fieldapp.usecases.show_alarms import OFFICE_CLOCKS


@dataclass(frozen=True, slots=True)
class LimitRow:
    """One clock; `pace` is neutral, amber, red or met, `note` what is special about it, "" for nothing."""

    key: str
    name: str
    words: str
    due: str
    since: str
    note: str
    fraction: float
    pace: str


def limit_rows(clocks: Sequence[SlaClock], words: Words, now: datetime) -> tuple[LimitRow, ...]:
    """Return what still runs first, the soonest due on top, then what is over; those of the office last."""
    ordered = sorted(clocks, key=lambda clock: (_office(clock), clock.stopped_at is not None, clock.due_at))
    return tuple(_row(clock, words, now) for clock in ordered)


def _office(clock: SlaClock) -> bool:
    """Tell whether the clock ends with something that only the centre hears of."""
    return clock.name in OFFICE_CLOCKS and clock.stopped_at is None


def _row(clock: SlaClock, words: Words, now: datetime) -> LimitRow:
    told, office = words.clock(clock, now), _office(clock)
    rang = clock.reminder and clock.stopped_at is None and now >= clock.due_at
    return LimitRow(
        key=clock.name.value,
        name=told.name,
        words=words.say("limit.office") if office else words.say("limit.remind") if rang else told.text,
        due=told.due,
        since=words.say("limit.since", time=_moment(clock.started_at, words, now)),
        note=words.say("list_comma").join(_notes(clock, words, now)),
        fraction=0.0 if office else told.fraction,
        pace="neutral" if office else told.state,
    )


def _notes(clock: SlaClock, words: Words, now: datetime) -> Iterator[str]:
    if clock.stopped_at is not None:
        yield words.say("limit.stopped", time=_moment(clock.stopped_at, words, now))
    elif clock.paused_at is not None:
        yield words.say("limit.paused", time=_moment(clock.paused_at, words, now))
    elif clock.state(now) is ClockState.WARNING:
        yield words.say("limit.warned", time=_moment(clock.warning_at, words, now))
    if clock.latest_at is not None and clock.stopped_at is None:
        yield words.say("limit.latest", time=_moment(clock.latest_at, words, now))
    if not clock.calendar_known:
        yield words.say("limit.calendar")


def _moment(at: datetime, words: Words, now: datetime) -> str:
    return f"{words.day_of(at, now)} {words.time(at)}".strip()

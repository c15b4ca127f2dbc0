"""Words for what the screens compute: clocks, durations, dates, levels, errors; in the language of the moment.

Sentences stand in resources/i18n/{zh,en}.toml under [labels] with the prefix `ui.`; static words of the pages are
Qt's translation. A change of language tells every view model, which words its rows again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import cached_property

from PySide6.QtCore import QObject, Signal

from fieldapp.domain.errors import FieldappError, Retry
from fieldapp.domain.sla import ClockState, Severity, SlaClock
from fieldapp.domain.views.departure import DeparturePlan
from fieldapp.texts.catalogue import Catalogue

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SOON = timedelta(minutes=15)
"""From here on the departure countdown is amber (ui/README.md)."""
BY_SECONDS = timedelta(minutes=2)
"""From here on the countdown changes by the second."""


@dataclass(frozen=True, slots=True)
class Told:
    """An error as a person reads it (USE-5): what happened, what is safe, what to do, and whether a retry may help."""

    what: str
    safe: str
    do: str
    may_retry: bool

    @property
    def brief(self) -> str:
        """Return what happened and what to do, a line each."""
        return f"{self.what}\n{self.do}".strip()


@dataclass(frozen=True, slots=True)
class ClockWords:
    """A clock as it is shown (SLA-3): its name, time left or over, when due, used part, and the state of its meter.

    `state` is "neutral", "amber", "red" or "met".
    """

    name: str
    text: str
    due: str
    fraction: float
    state: str


@dataclass(frozen=True, slots=True)
class Countdown:
    """The way to a departure: the large figure, the words after it, and "neutral", "amber" or "red"."""

    figure: str
    unit: str
    state: str


STATES = {
    ClockState.RUNNING: "neutral",
    ClockState.WARNING: "amber",
    ClockState.OVERDUE: "red",
    ClockState.MET: "met",
    ClockState.MISSED: "red",
}


class Words(QObject):
    """Speaks one language at a time; `changed` is told when it changes."""

    changed = Signal()

    def __init__(self, load: Callable[[], Catalogue], zone: tzinfo, language: str) -> None:
        """Load nothing yet: the first frame says no word (start-up)."""
        super().__init__()
        self._load = load
        self.zone = zone
        self._language = language

    @property
    def language(self) -> str:
        """Return "zh" or "en"."""
        return self._language

    @cached_property
    def catalogue(self) -> Catalogue:
        """The words of documents as well, for screens that show what a document says; read at the first word."""
        return self._load()

    def speak(self, language: str) -> None:
        """Change the language."""
        if language != self._language:
            self._language = language
            self.changed.emit()

    def say(self, code: str, /, **fields: str | int) -> str:
        """Return the words of `ui.<code>` with its places filled."""
        return self.catalogue.text(f"ui.{code}", self._language, **fields)

    def knows(self, code: str) -> bool:
        """Tell whether there are words of `ui.<code>`."""
        return self.catalogue.knows(f"ui.{code}")

    def error(self, error: FieldappError) -> Told:
        """Return the words of an error; the gate that refused speaks for itself in its own words.

        A code that nobody here has words for (a newer centre, one that a company wrote itself) still says what to do.
        """
        fields = dict(error.fields)
        fields.setdefault("words", str(fields.get(self._language, "")))
        code = error.code
        if not self.catalogue.knows_error(code):
            code, fields = "app.code-unknown", {"reason": code}
        told = self.catalogue.error(code, self._language, **fields)
        return Told(told.what, told.safe, told.do, error.retry is Retry.LATER)

    def time(self, at: datetime) -> str:
        """Return "09:30" on the engineer's clock."""
        return f"{at.astimezone(self.zone):%H:%M}"

    def day(self, on: date) -> str:
        """Return "11月23日" or "23 Nov"."""
        return self.say("date", day=on.day, name=self.say(f"month.{on.month}"))

    def weekday(self, on: date) -> str:
        """Return "周一" or "Mon"."""
        return self.say(f"weekday.{on.isoweekday()}")

    def full_day(self, on: date) -> str:
        """Return "11月23日 星期一" or "Monday 23 Nov", where there is room."""
        return self.say("date_full", date=self.day(on), weekday=self.say(f"weekday_full.{on.isoweekday()}"))

    def day_of(self, at: datetime, now: datetime) -> str:
        """Return "" for today, "明日" for tomorrow, "昨日" for yesterday, else the date."""
        day, today = at.astimezone(self.zone).date(), now.astimezone(self.zone).date()
        near = {0: "", 1: self.say("tomorrow"), -1: self.say("yesterday")}
        return near[(day - today).days] if abs((day - today).days) <= 1 else self.day(day)

    def duration(self, time: timedelta) -> str:
        """Return "18 分钟", "1 小时 17 分" or "1 天 4 小时"; parts of a minute do not count."""
        minutes = int(time.total_seconds() // 60)
        if time < HOUR:
            return self.say("duration.minutes", minutes=minutes)
        if time <= DAY:
            hours, rest = divmod(minutes, 60)
            return self.say("duration.hours" if rest else "duration.full_hours", hours=hours, minutes=f"{rest:02d}")
        days, rest = divmod(minutes // 60, 24)
        return self.say("duration.days" if rest else "duration.full_days", days=days, hours=rest)

    def clock(self, clock: SlaClock, now: datetime) -> ClockWords:
        """Return the clock as it stands at `now` (SLA-3)."""
        state, left = clock.state(now), clock.left(now)
        code = {ClockState.MET: "clock.met", ClockState.MISSED: "clock.missed"}.get(
            state, "clock.over" if left < timedelta(0) else "clock.left"
        )
        day = self.day_of(clock.due_at, now)
        due = f"{day} {self.time(clock.due_at)}".strip()
        return ClockWords(
            name=self.say(f"clock.{clock.name.value}"),
            text=self.say(code, time=self.duration(abs(left))),
            due=self.say("clock.due", due=due, limit=self.duration(clock.due_at - clock.started_at)),
            fraction=min(max(clock.used(now), 0.0), 1.0),
            state=STATES[state],
        )

    def countdown(self, leave_by: datetime, now: datetime) -> Countdown:
        """Return the countdown to the departure: by the minute, in the last two minutes by the second (DEP-2)."""
        left = leave_by - now
        if left <= timedelta(0):
            over = -left
            if over < timedelta(minutes=1):
                return Countdown("", self.say("depart.now"), "red")
            return Countdown(self._figure(over), self._unit("depart.over", over), "red")
        if left < BY_SECONDS:
            seconds = int(left.total_seconds())
            return Countdown(str(seconds), self.say("depart.in_seconds"), "amber")
        return Countdown(self._figure(left), self._unit("depart.in", left), "amber" if left <= SOON else "neutral")

    def to_departure(self, plan: DeparturePlan, now: datetime) -> Countdown:
        """Return the countdown of a plan; once its day has passed nothing is counted: a new time is to be agreed."""
        if plan.appointment_at.astimezone(self.zone).date() < now.astimezone(self.zone).date():
            return Countdown("", self.say("depart.day_passed"), "amber")
        return self.countdown(plan.leave_by_at, now)

    def level(self, severity: Severity) -> str:
        """Return "紧急", "重大", "一般" or "低"."""
        return self.say(f"level.{severity.value}")

    def number(self, text: str) -> str:
        """Return a reading with the true minus sign."""
        return text.replace("-", "−")

    def _figure(self, time: timedelta) -> str:
        """Return minutes below an hour, else "1:17"; days go by days."""
        minutes = int(time.total_seconds() // 60)
        if time < HOUR:
            return str(minutes)
        if time < DAY:
            return f"{minutes // 60}:{minutes % 60:02d}"
        return str(minutes // (24 * 60))

    def _unit(self, code: str, time: timedelta) -> str:
        """Return what follows the figure."""
        part = "minutes" if time < HOUR else ("hours" if time < DAY else "days")
        return self.say(f"{code}_{part}")

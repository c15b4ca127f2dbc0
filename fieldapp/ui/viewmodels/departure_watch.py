"""Warns of the next departure wherever the engineer is: an hour ahead, and again when it is time to go (DEP-2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Slot

from fieldapp.domain.ids import OrderId
from fieldapp.domain.views.today import Today, VisitRow
from fieldapp.domain.work_order import OrderState
from fieldapp.scheduling.departure import Departing, due
from fieldapp.ui.background import Latest
from fieldapp.ui.bus import ORDER, REFERENCE, Changed
from fieldapp.ui.capture.sounds import Sounds
from fieldapp.ui.stage import Stage
from fieldapp.usecases.show_today import ShowToday


@dataclass(frozen=True, slots=True)
class Warned:
    """One warning: for which promise, and which of its two moments; another appointment is warned of anew."""

    order_id: OrderId
    appointment_at: datetime
    departing: Departing


class DepartureWatch(QObject):
    """Holds the day's departures against the clock and says in the frame's bar what is due.

    What was put away is remembered here alone: after a restart a departure that is still due is said again.
    """

    def __init__(self, show: ShowToday, stage: Stage, sounds: Sounds) -> None:
        super().__init__()
        self._show = show
        self._stage = stage
        self._sounds = sounds
        self._notice = stage.shell.notice
        self._reading = Latest(stage.background.reader)
        self._today: Today | None = None
        self._said: Warned | None = None
        self._sounded: set[Warned] = set()
        self._put_away: set[Warned] = set()
        stage.bus.changed.connect(self._something_changed)
        stage.ticker.second.connect(self._look)
        stage.ticker.minute.connect(self._minute_passed)
        stage.words.changed.connect(self._retell)
        self._notice.seen.connect(self._open)
        self._notice.dismissed.connect(self._dismiss)

    @Slot()
    def read(self) -> None:
        """Read the day on a reader thread."""
        self._reading.run(self._show, self._loaded)

    def _loaded(self, today: Today) -> None:
        self._today = today
        self._retell()

    @Slot(object)
    def _something_changed(self, notice: Changed) -> None:
        if notice.kinds & {ORDER, REFERENCE}:
            self.read()

    @Slot()
    def _minute_passed(self) -> None:
        """A tablet may run over midnight."""
        now = self._stage.ticker.now().astimezone(self._stage.words.zone)
        if self._today is None or self._today.day != now.date():
            self.read()

    @Slot()
    def _look(self) -> None:
        """Say what has become due; what stands there already is not said again."""
        found = self._found()
        if (found[1] if found else None) != self._said:
            self._say(found)

    @Slot()
    def _retell(self) -> None:
        """Say it again after the day or the language changed."""
        self._say(self._found())

    def _say(self, found: tuple[VisitRow, Warned] | None) -> None:
        self._said = found[1] if found else None
        if found is not None:
            self._tell(*found)
        elif self._notice.shown:
            self._notice.clear()

    def _tell(self, visit: VisitRow, warned: Warned) -> None:
        words, plan = self._stage.words, visit.departure
        self._notice.show(
            words.say(f"departing.{warned.departing.value}", name=visit.customer_name),
            words.say(
                "depart.short_summary", leave=words.time(plan.leave_by_at), appointment=words.time(plan.appointment_at)
            ),
            words.say("departing.see"),
            urgent=warned.departing is not Departing.DECIDE,
        )
        if warned not in self._sounded:
            self._sounded.add(warned)
            self._sounds.prepare()
            self._sounds.play("ok")

    def _found(self) -> tuple[VisitRow, Warned] | None:
        """Return the first departure that is due and was not put away."""
        return next(((visit, warned) for visit, warned in self._due() if warned not in self._put_away), None)

    def _due(self) -> Iterator[tuple[VisitRow, Warned]]:
        now = self._stage.ticker.now()
        for visit in self._today.visits if self._today else ():
            departing = due(visit.departure, now)
            if visit.to_leave and departing is not Departing.NOTHING:
                yield visit, Warned(visit.order_id, visit.appointment_at, departing)

    @Slot()
    def _open(self) -> None:
        """Show the visit, or the order first while it waits to be accepted; the bar stays until one departs."""
        found = self._found()
        if found is not None:
            visit = found[0]
            page = "order" if visit.state is OrderState.ASSIGNED else "visit"
            self._stage.navigator.open(page, visit.order_id)

    @Slot()
    def _dismiss(self) -> None:
        if self._said is not None:
            self._put_away.add(self._said)
            self._look()

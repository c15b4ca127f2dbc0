"""Rings wherever the engineer is: departures an hour ahead and when it is time, calls to make (DEP-2, CON-2, ANA-3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Slot

from fieldapp.domain.ids import OrderId, StepId
from fieldapp.domain.views.today import VisitRow
from fieldapp.domain.work_order import OrderState
from fieldapp.scheduling.departure import Departing, due
from fieldapp.ui.background import Latest
from fieldapp.ui.bus import ORDER, REFERENCE, Changed
from fieldapp.ui.capture.sounds import Sounds
from fieldapp.ui.stage import Stage
from fieldapp.ui.viewmodels.next_departure import NextDepartureViewModel
from fieldapp.usecases.remember_place import RememberPlace
from fieldapp.usecases.show_alarms import Alarms, PlannedCall, ShowAlarms


@dataclass(frozen=True, slots=True)
class Rung:
    """What makes one alarm another than the last: whose, what kind, and for which promise or call."""

    order_id: OrderId
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Ringing:
    """An alarm that stands, in words; `place` is the step its action leads to, None for where the visit stands."""

    rung: Rung
    text: str
    detail: str
    action: str
    icon: str
    urgent: bool
    page: str = "visit"
    place: StepId | None = None


_PRESSING = ("late", "leave", "call_back", "call_again", "decide")
"""Of several alarms that stand, the first of these is said."""


class AlarmWatch(QObject):
    """Holds departures and planned calls against the clock and says in the frame's bar what is due.

    What was put away is remembered here alone: after a restart what is still due is said again, once.
    """

    def __init__(
        self,
        show: ShowAlarms,
        remember: RememberPlace,
        stage: Stage,
        sounds: Sounds,
        ahead: NextDepartureViewModel,
    ) -> None:
        super().__init__()
        self._show = show
        self._remember = remember
        self._stage = stage
        self._sounds = sounds
        self._ahead = ahead
        self._notice = stage.shell.notice
        self._reading = Latest(stage.background.reader)
        self._alarms: Alarms | None = None
        self._said: Rung | None = None
        self._sounded: set[Rung] = set()
        self._put_away: set[Rung] = set()
        stage.bus.changed.connect(self._something_changed)
        stage.ticker.second.connect(self._look)
        stage.ticker.minute.connect(self._minute_passed)
        stage.words.changed.connect(self._retell)
        self._notice.seen.connect(self._open)
        self._notice.dismissed.connect(self._dismiss)

    @Slot()
    def read(self) -> None:
        """Read what may ring on a reader thread."""
        self._reading.run(self._show, self._loaded)

    def _loaded(self, alarms: Alarms) -> None:
        self._alarms = alarms
        self._ahead.expect_calls(call.at for call in alarms.calls)
        self._retell()

    @Slot(object)
    def _something_changed(self, notice: Changed) -> None:
        if notice.kinds & {ORDER, REFERENCE}:
            self.read()

    @Slot()
    def _minute_passed(self) -> None:
        """A tablet may run over midnight."""
        now = self._stage.ticker.now().astimezone(self._stage.words.zone)
        if self._alarms is None or self._alarms.today.day != now.date():
            self.read()

    @Slot()
    def _look(self) -> None:
        """Say what has become due; what stands there already is not said again."""
        found = self._found()
        if (found.rung if found else None) != self._said:
            self._say(found)

    @Slot()
    def _retell(self) -> None:
        """Say it again after something changed, or the language."""
        self._say(self._found())

    def _say(self, found: Ringing | None) -> None:
        self._said = found.rung if found else None
        if found is not None:
            self._tell(found)
        elif self._notice.shown:
            self._notice.clear()

    def _tell(self, found: Ringing) -> None:
        self._notice.show(found.text, found.detail, found.action, urgent=found.urgent, icon=found.icon)
        if found.rung not in self._sounded:
            self._sounded.add(found.rung)
            self._sounds.prepare()
            self._sounds.play("ok")

    def _found(self) -> Ringing | None:
        """Return the most pressing alarm that stands and was not put away."""
        standing = [ringing for ringing in self._standing() if ringing.rung not in self._put_away]
        return min(standing, key=lambda one: _PRESSING.index(one.rung.kind), default=None)

    def _standing(self) -> Iterator[Ringing]:
        now = self._stage.ticker.now()
        if self._alarms is None:
            return
        for visit in self._alarms.today.visits:
            departing = due(visit.departure, now)
            if visit.to_leave and departing is not Departing.NOTHING:
                yield self._departure(visit, departing)
        for call in self._alarms.calls:
            if call.at <= now:
                yield self._call(call)

    def _departure(self, visit: VisitRow, departing: Departing) -> Ringing:
        words, plan = self._stage.words, visit.departure
        leave, appointment = words.time(plan.leave_by_at), words.time(plan.appointment_at)
        return Ringing(
            rung=Rung(visit.order_id, departing.value, visit.appointment_at),
            text=words.say(f"departing.{departing.value}", name=visit.customer_name),
            detail=words.say("depart.short_summary", leave=leave, appointment=appointment),
            action=words.say("departing.see"),
            icon="timer" if departing is Departing.DECIDE else "directions_car",
            urgent=departing is not Departing.DECIDE,
            page="order" if visit.state is OrderState.ASSIGNED else "visit",
        )

    def _call(self, call: PlannedCall) -> Ringing:
        words = self._stage.words
        return Ringing(
            rung=Rung(call.order_id, call.kind.value, call.at),
            text=words.say(f"alarm.{call.kind.value}", name=call.customer_name),
            detail=words.say(f"alarm.{call.kind.value}_at", time=words.time(call.at)),
            action=words.say("alarm.call"),
            icon="call",
            urgent=True,
            place=call.step,
        )

    @Slot()
    def _open(self) -> None:
        """Lead to the one thing to do: the visit, the order while it waits to be accepted, the call to make."""
        found = self._found()
        if found is None:
            return
        arrive = partial(self._stage.navigator.open, found.page, found.rung.order_id)
        if found.place is None:
            arrive()
            return
        job = partial(self._remember, found.rung.order_id, found.place, "")
        self._stage.background.writer.run(job, _after(arrive))

    @Slot()
    def _dismiss(self) -> None:
        if self._said is not None:
            self._put_away.add(self._said)
            self._look()


def _after(then: Callable[[], object]) -> Callable[[None], None]:
    """Return what goes on once a job without a result is done."""

    def go_on(_nothing: None) -> None:
        then()

    return go_on

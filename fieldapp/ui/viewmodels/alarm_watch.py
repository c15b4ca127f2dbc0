"""Rings wherever the engineer is: departures, overruns, calls to make, time limits (DEP-2, TRV-4, CON-2, SLA-3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Slot

from fieldapp.domain.ids import OrderId, StepId
from fieldapp.domain.work_order import OrderState
from fieldapp.scheduling.alarms import AlarmKind
from fieldapp.ui.bus import ORDER, REFERENCE, Changed
from fieldapp.ui.capture.sounds import Sounds
from fieldapp.ui.rereading import Rereading
from fieldapp.ui.stage import Stage
from fieldapp.ui.viewmodels.alarm_words import alarm_detail, alarm_text
from fieldapp.ui.viewmodels.next_departure import NextDepartureViewModel
from fieldapp.usecases.remember_place import RememberPlace
from fieldapp.usecases.show_alarms import CALLS, CLOCKS, Alarms, Ring, ShowAlarms


@dataclass(frozen=True, slots=True)
class Rung:
    """What makes one alarm another than the last: whose, what kind, and for which promise or call."""

    order_id: OrderId
    kind: AlarmKind
    at: datetime
    clock: str = ""


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
    together: tuple[Rung, ...] = ()
    """The same limit of several orders is one alarm: seven bars one after the other would be pressed away unread."""


_PRESSING = {kind: place for place, kind in enumerate(AlarmKind)}
"""Of several alarms that stand, the most pressing is said."""
_QUIET = frozenset({AlarmKind.DECIDE, AlarmKind.OVERRUN, AlarmKind.CLOCK_WARNING})
_ICONS = {
    AlarmKind.LATE: "directions_car",
    AlarmKind.LEAVE: "directions_car",
    AlarmKind.CALL_BACK: "call",
    AlarmKind.CALL_AGAIN: "call",
    AlarmKind.NOTICE: "call",
    AlarmKind.UNHEARD: "call",
}


class AlarmWatch(QObject):
    """Holds the alarms of the day against the clock and says in the frame's bar what is due.

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
        self._reading = Rereading(stage.background.reader, stage.ticker, parent=self)
        self._alarms: Alarms | None = None
        self._said: Rung | None = None
        self._told = ""
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
        self._ahead.expect_calls(ring.alarm.at for ring in alarms.calls())
        self._retell()

    @Slot(object)
    def _something_changed(self, notice: Changed) -> None:
        if notice.kinds & {ORDER, REFERENCE}:
            self.read()

    @Slot()
    def _minute_passed(self) -> None:
        """A job runs over, and a tablet over midnight, without anything being recorded."""
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
        before, self._said = self._said, found.rung if found else None
        if self._covered() and self._said in {before, None}:
            return  # what another page says there is not ours to take away; only what begins to ring goes before it
        if found is not None:
            self._tell(found)
        elif before is not None:
            self._notice.clear()

    def _covered(self) -> bool:
        """Tell whether the bar holds a word of another page."""
        return self._notice.shown and self._notice.text != self._told

    def _tell(self, found: Ringing) -> None:
        self._told = found.text
        self._notice.show(found.text, found.detail, found.action, urgent=found.urgent, icon=found.icon)
        if found.rung not in self._sounded:
            self._sounded.update((found.rung, *found.together))
            self._sounds.prepare()
            self._sounds.play("ok")

    def _found(self) -> Ringing | None:
        """Return the most pressing alarm that stands and was not put away, with those that say the same.

        Only that one is worded: it is looked for every second.
        """
        standing = [(rung, ring) for ring in self._standing() if (rung := _rung_of(ring)) not in self._put_away]
        if not standing:
            return None
        first, ring = min(standing, key=lambda one: _PRESSING[one[0].kind])
        found = self._ringing(first, ring)
        if first.kind not in CLOCKS:
            return found
        same = tuple(rung for rung, _ in standing if (rung.kind, rung.clock) == (first.kind, first.clock))
        if len(same) == 1:
            return found
        more = self._stage.words.say("alarm.more", count=len(same) - 1)
        return replace(found, detail=f"{found.detail}{more}", together=same)

    def _standing(self) -> tuple[Ring, ...]:
        return self._alarms.standing(self._stage.ticker.now()) if self._alarms is not None else ()

    def _ringing(self, rung: Rung, ring: Ring) -> Ringing:
        words, kind, order = self._stage.words, ring.alarm.kind, ring.order
        unseen = order.state is OrderState.ASSIGNED
        return Ringing(
            rung=rung,
            text=alarm_text(ring, words, self._stage.ticker.now()),
            detail=alarm_detail(ring, words),
            action=words.say("alarm.call" if kind in CALLS else "departing.see"),
            icon=_ICONS.get(kind, "timer"),
            urgent=kind not in _QUIET,
            page="order" if kind in CLOCKS or (unseen and kind not in CALLS) else "visit",
            place=ring.step,
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
        """Put the alarm away; a word of another page goes alone, and what it covered is there again to be read."""
        if self._covered():
            self._notice.clear()
            self._retell()
            return
        if self._said is None:
            return
        found = self._found()
        self._put_away.add(self._said)
        if found is not None and found.rung == self._said:
            self._put_away.update(found.together)
        self._look()


def _rung_of(ring: Ring) -> Rung:
    kind, order = ring.alarm.kind, ring.order
    own_moment = kind in CALLS or kind in CLOCKS or kind is AlarmKind.UNHEARD
    clock = ring.alarm.clock.value if ring.alarm.clock is not None else ""
    return Rung(order.id, kind, ring.alarm.at if own_moment else order.appointment.start_at, clock)


def _after(then: Callable[[], object]) -> Callable[[None], None]:
    """Return what goes on once a job without a result is done."""

    def go_on(_nothing: None) -> None:
        then()

    return go_on

"""When to leave, counted down: one object for the panel of today, the header of the visit and the departure page."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.going import Going, going, road_of
from fieldapp.domain.views.departure import Certainty, DeparturePlan
from fieldapp.domain.visit import Visit
from fieldapp.scheduling.punctuality import Punctuality, punctuality
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels.order_words import minutes
from fieldapp.ui.viewmodels.ticker import Ticker
from fieldapp.ui.words import Countdown, Words

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

NOTHING = Countdown("", "", "neutral")


_LOOKS = {
    Punctuality.EARLY: "amber",
    Punctuality.TARGET: "good",
    Punctuality.ON_TIME: "amber",
    Punctuality.LATE: "red",
}
"""Too early is no merit either: the customer is not ready yet."""


@QmlElement
class DepartureViewModel(QObject):
    """A departure plan with the clock held against it (DEP-1, DEP-2); after arrival it says how punctual it was."""

    changed = Signal()
    ticked = Signal()

    def __init__(self, words: Words, ticker: Ticker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._ticker = ticker
        self._plan: DeparturePlan | None = None
        self._visit = Visit()
        self._countdown = NOTHING
        ticker.second.connect(self._count)
        words.changed.connect(self._retell)

    def show(self, plan: DeparturePlan | None, visit: Visit) -> None:
        """Show this plan; None when there is nothing to leave for."""
        self._plan, self._visit = plan, visit
        self._retell()

    @Property(bool, notify=changed)
    def counting(self) -> bool:
        """Whether the departure is still ahead, and somebody goes there at all."""
        ahead = self._visit.departed_at is None and self._visit.closed_at is None
        way = self._plan is not None and self._plan.has_way
        return way and ahead and going(self._visit) is Going.GOES_ON

    @Property(bool, notify=changed)
    def here(self) -> bool:
        """Whether there is no way to it: the order was opened where the engineer stands."""
        return self._plan is not None and not self._plan.has_way and self._visit.departed_at is None

    @Property(bool, notify=changed)
    def driving(self) -> bool:
        """Whether the engineer is on the way."""
        road = road_of(self._visit)
        return road.departed_at is not None and road.arrived_at is None

    @Property(str, notify=ticked)
    def figure(self) -> str:
        """The large figure of the countdown, "" when it is time to leave now."""
        return self._countdown.figure

    @Property(str, notify=ticked)
    def unit(self) -> str:
        """What follows the figure: "分钟后出发"."""
        return self._countdown.unit

    @Property(str, notify=ticked)
    def line(self) -> str:
        """Figure and unit in one line, for headers."""
        return f"{self._countdown.figure} {self._countdown.unit}".strip()

    @Property(str, notify=ticked)
    def state(self) -> str:
        """One of neutral, amber, red."""
        return self._countdown.state

    @Property(str, notify=ticked)
    def nowText(self) -> str:
        """The time now, or of the departure once it is past leave-by."""
        return self._words.time(self._ticker.now())

    @Property(int, notify=ticked)
    def prepareMinutes(self) -> int:
        """Minutes until leave-by, 0 when past."""
        if self._plan is None:
            return 0
        return max(0, int((self._plan.leave_by_at - self._ticker.now()).total_seconds() // 60))

    @Property(str, notify=changed)
    def leaveText(self) -> str:
        """When to leave at the latest."""
        return self._words.time(self._plan.leave_by_at) if self._plan else ""

    @Property(str, notify=ticked)
    def decideText(self) -> str:
        """When it is decided whether the promise can be kept, or that this is now (DEP-2)."""
        if self._plan is None:
            return ""
        code = "depart.decide_at" if self._ticker.now() < self._plan.decide_at else "depart.decide_now"
        return self._words.say(code, time=self._words.time(self._plan.decide_at))

    @Property(str, notify=changed)
    def arriveText(self) -> str:
        """When one is there if the way takes travel and buffer: the appointment less the margin."""
        return self._words.time(self._plan.arrive_at) if self._plan else ""

    @Property(str, notify=changed)
    def appointmentText(self) -> str:
        """The promised time."""
        return self._words.time(self._plan.appointment_at) if self._plan else ""

    @Property(int, notify=changed)
    def travelMinutes(self) -> int:
        """The way."""
        return minutes(self._plan.travel) if self._plan else 0

    @Property(int, notify=changed)
    def earlyMinutes(self) -> int:
        """The margin before the appointment."""
        return _shown_minutes(self._plan.arrive_at, self._plan.appointment_at) if self._plan else 0

    @Property(int, notify=changed)
    def bufferMinutes(self) -> int:
        """The buffer, so rounded that the three bars add up to the times that stand over them."""
        if self._plan is None:
            return 0
        there = _shown_minutes(self._plan.leave_by_at, self._plan.arrive_at)
        return max(0, there - self.travelMinutes)

    @Property(str, notify=changed)
    def summary(self) -> str:
        """ "09:30 走·09:52 到·10:00 约定"."""
        if self._plan is None:
            return ""
        return self._words.say(
            "depart.summary", leave=self.leaveText, arrive=self.arriveText, appointment=self.appointmentText
        )

    @Property(str, notify=changed)
    def shortSummary(self) -> str:
        """ "09:30 走·10:00 约定", where there is less room."""
        if self._plan is None:
            return ""
        day = self._words.day_of(self._plan.appointment_at, self._ticker.now())
        appointment = f"{day} {self.appointmentText}".strip()
        return self._words.say("depart.short_summary", leave=self.leaveText, appointment=appointment)

    @Property(str, notify=changed)
    def distanceText(self) -> str:
        """ "13.6 km", or "" where the place is not known."""
        if self._plan is None or self._plan.estimate.kilometres is None:
            return ""
        return f"{self._plan.estimate.kilometres:.1f} km"

    @Property(str, notify=changed)
    def sourceTitle(self) -> str:
        """Where the travel time comes from (DEP-3)."""
        if self._plan is None:
            return ""
        estimate = self._plan.estimate
        return self._words.say(
            f"travel.{estimate.source.value}", trips=estimate.trips, distance=self.distanceText or "–"
        )

    @Property(str, notify=changed)
    def sourceText(self) -> str:
        """The usual and the slow case."""
        if self._plan is None:
            return ""
        estimate = self._plan.estimate
        return self._words.say("travel.spread", usual=minutes(estimate.median), late=minutes(estimate.late))

    @Property(str, notify=changed)
    def certaintyTitle(self) -> str:
        """How sure the time is (DEP-3)."""
        return self._words.say(f"travel.{self._certainty.value}")

    @Property(str, notify=changed)
    def certaintyText(self) -> str:
        """How the last trips came true, and why the buffer is as long as it is."""
        buffer = self._words.say("travel.buffer", minutes=self.bufferMinutes)
        estimate = self._plan.estimate if self._plan else None
        if estimate is None or not estimate.checked:
            return buffer
        return f"{self._words.say('travel.held', held=estimate.held, checked=estimate.checked)}·{buffer}"

    @Property(bool, notify=changed)
    def certain(self) -> bool:
        """Whether one can rely on it."""
        return self._certainty is not Certainty.ROUGH

    @property
    def _certainty(self) -> Certainty:
        return self._plan.estimate.certainty if self._plan else Certainty.ROUGH

    @Property(str, notify=ticked)
    def arrivalWords(self) -> str:
        """How punctual the arrival was, or would be now (SITE-1); "" before the departure."""
        if self._plan is None or self._visit.departed_at is None:
            return ""
        at = self._visit.arrived_at or self._ticker.now()
        word = self._words.say(f"arrival.{punctuality(self._plan.appointment_at, at).value}")
        margin = self._plan.appointment_at - at
        code = "arrival.early_by" if margin >= timedelta(0) else "arrival.late_by"
        return self._words.say(code, time=self._words.time(at), margin=self._words.duration(abs(margin)), word=word)

    @Property(str, notify=ticked)
    def arrivalState(self) -> str:
        """One of good, amber, red for the arrival."""
        if self._plan is None or self._visit.departed_at is None:
            return "good"
        at = self._visit.arrived_at or self._ticker.now()
        return _LOOKS[punctuality(self._plan.appointment_at, at)]

    @Slot()
    def _count(self) -> None:
        before = self._countdown
        self._countdown = (
            self._words.to_departure(self._plan, self._ticker.now()) if self._plan is not None else NOTHING
        )
        if before != self._countdown or self._visit.arrived_at is None:
            self.ticked.emit()

    @Slot()
    def _retell(self) -> None:
        self._count()
        self.changed.emit()
        self.ticked.emit()


def _shown_minutes(start: datetime, end: datetime) -> int:
    """Return the minutes between two moments as a clock without seconds shows them."""
    first, last = (moment.replace(second=0, microsecond=0) for moment in (start, end))
    return minutes(last - first)

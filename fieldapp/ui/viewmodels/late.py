"""I will be late: the new time, what to say, what the customer answered, the proof of when (TRV-1, TRV-2, TRV-4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from urllib.parse import quote

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.contact import ContactMeans, CustomerAnswer, DelayReason, Recipient, Topic
from fieldapp.domain.ids import OrderId
from fieldapp.scheduling.lateness import rounded_up
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels.contact import Run
from fieldapp.ui.viewmodels.ticker import Ticker
from fieldapp.ui.words import Words
from fieldapp.usecases.send_message import SendMessage
from fieldapp.usecases.tell_delay import DelayView, TellDelay

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

LATER = tuple(timedelta(minutes=minutes) for minutes in (0, 10, 20, 40))
"""The times that are offered: the one nine of ten such trips keep, and others for who sees that it gets worse."""
LEAST = timedelta(minutes=10)
"""Who says that he will be late knows more than the estimate: nothing sooner than this after the appointment."""


@QmlElement
class LateViewModel(QObject):
    """One delay; its time is reckoned when the sheet opens and recorded as the customer heard it."""

    changed = Signal()
    goesOn = Signal(str)
    """The sheet that follows: where the customer does not wait, "pass_on"."""

    def __init__(
        self, tell: TellDelay, send: SendMessage, words: Words, ticker: Ticker, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._tell, self._send = tell, send
        self._words, self._ticker = words, ticker
        self._view: DelayView | None = None
        self._run: Run | None = None
        self._expected = ""
        self._reason = ""
        words.changed.connect(self.changed)

    def begin(self, run: Run) -> None:
        """Say who runs the verbs."""
        self._run = run

    def show(self, view: DelayView | None) -> None:
        """Show this delay; None where nobody is on the way or going to be."""
        if view is None or self._view is None or view.order.id != self._view.order.id:
            self._expected = self._reason = ""
        self._view = view
        self.changed.emit()

    @Property(bool, notify=changed)
    def possible(self) -> bool:
        """Whether there is still somebody to be late for."""
        return self._view is not None

    @Property(str, notify=changed)
    def appointmentText(self) -> str:
        """The promised start."""
        return self._words.time(self._view.order.appointment.start_at) if self._view else ""

    @Property("QVariantList", notify=changed)
    def times(self) -> list[dict[str, str]]:
        """The new times to choose from, as value and label."""
        if self._view is None:
            return []
        first = max(self._view.late.say_at, rounded_up(self._view.order.appointment.start_at + LEAST))
        moments = [first + later for later in LATER]
        return [{"value": at.isoformat(), "label": self._words.time(at)} for at in moments]

    @Property(str, notify=changed)
    def expected(self) -> str:
        """The chosen new time; the first one until another was chosen."""
        known = [row["value"] for row in self.times]
        return self._expected if self._expected in known else next(iter(known), "")

    @Property(str, notify=changed)
    def lateText(self) -> str:
        """ "比约定晚 20 分钟"."""
        if self._view is None or not self.expected:
            return ""
        over = datetime.fromisoformat(self.expected) - self._view.order.appointment.start_at
        return self._words.say("late.by", time=self._words.duration(over))

    @Property(bool, notify=changed)
    def inTime(self) -> bool:
        """Whether the customer still hears of it in time, usually an hour ahead (TRV-1)."""
        return self._view is not None and self._ticker.now() <= self._view.late.notice_by_at

    @Property(str, notify=changed)
    def noticeText(self) -> str:
        """Until when the notice is in time, or that it is short by now: then at once."""
        if self._view is None:
            return ""
        code = "late.notice_in_time" if self.inTime else "late.notice_short"
        return self._words.say(code, time=self._words.time(self._view.late.notice_by_at))

    @Property("QVariantList", notify=changed)
    def reasons(self) -> list[dict[str, str]]:
        """Why, to choose from."""
        return [{"value": one.value, "label": self._words.say(f"late.reason.{one.value}")} for one in DelayReason]

    @Property(str, notify=changed)
    def reason(self) -> str:
        """The chosen reason; what the day says until another was chosen."""
        return self._reason or (self._view.reason.value if self._view else "")

    @Property(bool, notify=changed)
    def askFirst(self) -> bool:
        """Whether the dispatcher is to tell the customer: the job before holds one up, and he was not asked (TRV-2)."""
        return self.reason == DelayReason.JOB_BEFORE.value and self.askedText == ""

    @Property(str, notify=changed)
    def askedText(self) -> str:
        """When the dispatcher was asked to tell the customer, "" when he was not."""
        sent = self._view.order.visit.contact.messages if self._view else ()
        asked = [one for one in sent if one.topic is Topic.DELAY]
        return self._words.say("late.asked", time=self._words.time(asked[-1].at)) if asked else ""

    @Property(str, notify=changed)
    def sentence(self) -> str:
        """What to say: apology, reason, the new time, and the question."""
        return self._say("late.sentence")

    @Property(str, notify=changed)
    def messageText(self) -> str:
        """What to write where nobody answers."""
        return self._say("late.message")

    @Property(str, notify=changed)
    def smsUrl(self) -> str:
        """The message for the device's message application."""
        if self._view is None:
            return ""
        number = self._view.order.customer.contact.phone.replace(" ", "")
        return f"sms:{number}?body={quote(self.messageText)}"

    @Property("QVariantList", notify=changed)
    def told(self) -> list[str]:
        """The notices that were given, newest first: the proof of when (TRV-4)."""
        delays = self._view.order.visit.contact.delays if self._view else ()
        return [
            self._words.say(
                f"late.told.{delay.means.value}",
                at=self._words.time(delay.at),
                expected=self._words.time(delay.expected_at),
                answer=self._words.say(f"late.answer.{delay.answer.value}"),
            )
            for delay in reversed(delays)
        ]

    @Slot(str)
    def choose(self, expected: str) -> None:
        """Choose another of the times."""
        self._expected = expected
        self.changed.emit()

    @Slot(str)
    def because(self, reason: str) -> None:
        """Choose why."""
        self._reason = reason
        self.changed.emit()

    @Slot()
    def askDispatcher(self) -> None:
        """Let the dispatcher tell the customer (TRV-2); the customer's answer comes back as a reply."""
        if self._view is not None:
            self._do(partial(self._ask, self._view.order.id, self._say("late.to_dispatcher")))

    @Slot(str, str)
    def record(self, means: str, answer: str) -> None:
        """Record how the customer was told and what he said; where he does not wait, somebody else has to go."""
        if self._view is None:
            return
        said = CustomerAnswer(answer)
        verb = partial(
            self._tell,
            self._view.order.id,
            DelayReason(self.reason),
            datetime.fromisoformat(self.expected),
            ContactMeans(means),
            said,
            self._say(f"late.centre.{said.value}"),
        )
        self._do(verb)
        if said is CustomerAnswer.WANTS_SOMEBODY_ELSE:
            self.goesOn.emit("pass_on")

    def _ask(self, order_id: OrderId, text: str) -> None:
        self._send(order_id, Recipient.DISPATCHER, Topic.DELAY, text)

    def _say(self, code: str) -> str:
        if self._view is None or not self.expected:
            return ""
        order = self._view.order
        return self._words.say(
            code,
            name=order.customer.name,
            engineer=order.assignee_name,
            reason=self._words.say(f"late.because.{self.reason}"),
            time=self._words.time(datetime.fromisoformat(self.expected)),
            appointment=self.appointmentText,
        )

    def _do(self, verb: Callable[[], None]) -> None:
        if self._run is not None:
            self._run(verb, True)

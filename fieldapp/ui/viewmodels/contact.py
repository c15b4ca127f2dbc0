"""The telephone around a visit: what may be agreed, put off, corrected or passed on, each with one press (CON)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from urllib.parse import quote

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement

from fieldapp.domain.contact import ContactMeans, Detail
from fieldapp.domain.going import Going
from fieldapp.domain.ids import OrderId
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.work_order import HandBackReason, OrderState, WorkOrder
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels import contact_rows, order_words
from fieldapp.ui.viewmodels.contact_rows import MOVE_REASONS, Row
from fieldapp.ui.viewmodels.ticker import Ticker
from fieldapp.ui.viewmodels.visit_rows import need_title
from fieldapp.ui.words import Words
from fieldapp.usecases.contact_verbs import ContactVerbs
from fieldapp.usecases.show_contact import ContactView

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

Run = Callable[[Callable[[], None], bool], None]
"""Runs a verb on the writer thread; then the visit stays at its step (True) or goes where it goes on."""


@QmlElement
class ContactViewModel(QObject):
    """What the sheets of the telephone show and do; one group of events each."""

    changed = Signal()
    asked = Signal(str)
    """A sheet is to be opened: move, retry, correct, call_back, pass_on, confirm or card."""
    gone = Signal()
    """The order went to somebody else."""

    def __init__(self, verbs: ContactVerbs, words: Words, ticker: Ticker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._verbs = verbs
        self._words = words
        self._ticker = ticker
        self._view: ContactView | None = None
        self._run: Run | None = None
        self._start = ""
        self._detail = ""
        self._only: tuple[str, ...] = ()
        ticker.minute.connect(self.changed)

    def begin(self, run: Run) -> None:
        """Say who runs the verbs."""
        self._run = run

    def show(self, view: ContactView) -> None:
        """Show this order."""
        self._view = view
        self.changed.emit()

    @property
    def view(self) -> ContactView | None:
        """Return what is shown."""
        return self._view

    @property
    def _order(self) -> WorkOrder | None:
        return self._view.order if self._view else None

    @Property(bool, notify=changed)
    def waiting(self) -> bool:
        """Whether a call-back is owed: nothing else is to be done until then (ANA-3)."""
        return self._view is not None and self._view.going is Going.CALL_BACK_OWED

    @Property(bool, notify=changed)
    def due(self) -> bool:
        """Whether the call-back, or the planned retry, is due now."""
        at = self._next_at
        return at is not None and at <= self._ticker.now()

    @Property(str, notify=changed)
    def waitingTitle(self) -> str:
        """ "11:00 回电" or "09:15 再拨"; "" while no call is planned."""
        at = self._next_at
        if at is None:
            return ""
        return self._words.say("contact.back_at" if self.waiting else "contact.again_at", time=self._words.time(at))

    @Property(str, notify=changed)
    def waitingText(self) -> str:
        """How long until then, or for how long it is due."""
        at = self._next_at
        if at is None:
            return ""
        left = at - self._ticker.now()
        return self._words.say("contact.overdue" if self.due else "contact.left", time=self._words.duration(abs(left)))

    @property
    def _next_at(self) -> datetime | None:
        return (self._view.call_back_due_at or self._view.call_again_at) if self._view else None

    @Property("QVariantList", notify=changed)
    def offers(self) -> list[Row]:
        """The nearest windows."""
        return contact_rows.offer_rows(self._view, self._words, self._ticker.now()) if self._view else []

    @Property("QVariantList", notify=changed)
    def retries(self) -> list[Row]:
        """When to call again; empty when waiting longer would break the appointment."""
        return contact_rows.retry_rows(self._view, self._words, self._ticker.now()) if self._view else []

    @Property("QVariantList", notify=changed)
    def details(self) -> list[Row]:
        """Everything that can be corrected, or what was asked for."""
        rows = contact_rows.detail_rows(self._view.order, self._words) if self._view else []
        return [row for row in rows if not self._only or row["detail"] in self._only]

    @Property("QVariantList", notify=changed)
    def moveReasons(self) -> list[str]:
        """Why the appointment is moved, to choose from."""
        return [self._words.say(f"move.reason.{reason}") for reason in MOVE_REASONS]

    @Property(str, notify=changed)
    def appointmentText(self) -> str:
        """The appointment as it stands: "今天 10:00–10:30"."""
        return order_words.window_line(self._order, self._words, self._ticker.now()) if self._order else ""

    @Property(str, notify=changed)
    def start(self) -> str:
        """The start that was tapped before the sheet opened, "" for none."""
        return self._start

    @Property(str, notify=changed)
    def detail(self) -> str:
        """The detail that was called wrong, "" for none in particular."""
        return self._detail

    @Property(bool, notify=changed)
    def mustMove(self) -> bool:
        """Whether the promised time cannot be kept any more and nobody has left yet (CON-5)."""
        return self._view is not None and self._view.too_late_to_leave

    @Property(bool, notify=changed)
    def mayMove(self) -> bool:
        """Whether the appointment may be moved: nobody is there yet, and the visit goes on."""
        if self._view is None or self._view.order.state is not OrderState.ACCEPTED:
            return False
        return self._view.going is Going.GOES_ON and self._view.order.visit.arrived_at is None

    @Slot(str)
    def ask(self, sheet: str) -> None:
        """Open a sheet."""
        self._start = self._detail = ""
        self._only = ()
        self.changed.emit()
        self.asked.emit(sheet)

    @Slot(str)
    def askDetails(self, details: str) -> None:
        """Open the sheet of corrections with these details alone, names with a space between (ACC-2)."""
        self._only = tuple(details.split())
        self._detail = next(iter(self._only), "")
        self.changed.emit()
        self.asked.emit("correct")

    @Slot(str)
    def askMove(self, start: str) -> None:
        """Open the sheet of a new time with this start chosen."""
        self._start = start
        self.changed.emit()
        self.asked.emit("move")

    @Slot(str)
    def askCorrect(self, line: str) -> None:
        """Open the sheet of corrections at the line that is wrong; a wrong time is another matter."""
        self._detail, self._only = {"symptom": Detail.ALARM_CODE.value}.get(line, line), ()
        self.changed.emit()
        self.asked.emit("move" if line == "appointment" else "correct")

    @Slot(str, str, bool)
    def move(self, start: str, reason: str, agrees: bool) -> None:
        """Agree on a window of the appointment's length that begins at `start`."""
        if self._order is not None:
            old, begin = self._order.appointment, self._moment(start)
            new = TimeWindow(begin, begin + (old.end_at - old.start_at))
            self._do(partial(self._verbs.move, self._order.id, new, reason, agrees), stay=False)

    @Slot("QVariantMap")
    def correct(self, right: Mapping[str, str]) -> None:
        """Correct details, by their names."""
        given = {Detail(name): str(text) for name, text in right.items()}
        if self._order is not None and given:
            self._do(partial(self._verbs.correct, self._order.id, given), stay=True)

    @Slot(str)
    def noAnswer(self, call_at: str) -> None:
        """Nobody answered: call again then."""
        if self._order is not None:
            self._do(partial(self._verbs.no_answer, self._order.id, self._moment(call_at)), stay=True)

    @Slot()
    def goByAddress(self) -> None:
        """Go without having spoken, and tell the dispatcher."""
        order = self._order
        if order is not None:
            time = self._words.time(order.appointment.start_at)
            reason = self._words.say("address.reason")
            message = self._words.say("address.message", name=order.customer.name, time=time)
            self._do(partial(self._verbs.go_by_address, order.id, reason, message), stay=False)

    @Slot(str, str)
    def callBack(self, ended: str, remark: str) -> None:
        """Record the call-back: "solved", "unsolved" or "visit" (solved or not, he wants one)."""
        if self._order is not None:
            verb = partial(self._verbs.call_back, self._order.id, remark=remark)
            self._do(partial(verb, solved=ended == "solved", wants_visit=ended == "visit"), stay=False)

    @Slot(str, str)
    def passOn(self, colleague: str, remark: str) -> None:
        """Somebody else goes: a colleague who agreed, or whom the centre finds."""
        if self._order is not None:
            reason = HandBackReason.TO_COLLEAGUE if colleague.strip() else HandBackReason.TIME
            self._do(partial(self._pass_on, self._order.id, reason, remark, colleague), stay=True)

    def _pass_on(self, order_id: OrderId, reason: HandBackReason, remark: str, colleague: str) -> None:
        self._verbs.send_somebody_else(order_id, reason, remark, colleague)
        self.gone.emit()

    @Slot(str)
    def confirm(self, means: str) -> None:
        """The visit was confirmed once more, by "call" or "message" (CON-6)."""
        if self._view is not None:
            verb = partial(self._verbs.confirm, self._view.order.id, ContactMeans(means), self._view.arrive_at)
            self._do(verb, stay=True)

    @Slot(str)
    def copy(self, text: str) -> None:
        """Put a number or a message where another application finds it."""
        QGuiApplication.clipboard().setText(text)

    @Property(str, notify=changed)
    def confirmedText(self) -> str:
        """When and how it was confirmed since the time was agreed, "" when it was not."""
        made = self._order.visit.contact.confirmations if self._order else ()
        moved = self._order.visit.contact.appointment_changes if self._order else ()
        if not made or (moved and moved[-1].at > made[-1].at):
            return ""
        return self._words.say(f"confirm.done.{made[-1].means.value}", time=self._words.time(made[-1].at))

    @Property(str, notify=changed)
    def messageText(self) -> str:
        """The prepared message: time, engineer, spares brought (CON-6)."""
        if self._view is None:
            return ""
        order, words = self._view.order, self._words
        spares = [need_title(need, part, words.language) for need, part in self._view.brought]
        brought = words.say("confirm.spares", spares=words.say("list_comma").join(spares)) if spares else ""
        return words.say(
            "confirm.message",
            engineer=order.assignee_name,
            time=words.time(self._view.arrive_at),
            product=order_words.product_line(order),
            spares=brought,
        )

    @Property(str, notify=changed)
    def smsUrl(self) -> str:
        """The message for the device's message application."""
        if self._order is None:
            return ""
        number = self._order.customer.contact.phone.replace(" ", "")
        return f"sms:{number}?body={quote(self.messageText)}"

    @Property(str, notify=changed)
    def centreText(self) -> str:
        """After a refusal: what the centre was told, or its answer; "" when nothing waits for it."""
        if self._view is None or self._view.going is not Going.REFUSED:
            return ""
        order = self._view.order
        if order.replies:
            return self._words.say("centre.replied", sender=order.replies[-1].sender, text=order.replies[-1].text)
        sent = order.visit.contact.messages
        return self._words.say("centre.waiting", time=self._words.time(sent[-1].at)) if sent else ""

    def _moment(self, text: str) -> datetime:
        """Return the moment a row or a picker names; a picker writes the engineer's own clock."""
        at = datetime.fromisoformat(text)
        return at if at.tzinfo is not None else at.replace(tzinfo=self._words.zone)

    def _do(self, verb: Callable[[], None], *, stay: bool) -> None:
        if self._run is not None:
            self._run(verb, stay)

"""The words of a call: what to say, whether the time is possible, what each outcome leads to (CON-1, CON-2, CON-4)."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QObject, Signal
from PySide6.QtQml import QmlElement

from fieldapp.domain.going import from_afar
from fieldapp.domain.ids import StepId
from fieldapp.domain.views.visit import VisitView
from fieldapp.domain.visit import CallOutcome
from fieldapp.domain.work_order import WorkOrder
from fieldapp.scheduling.windows import Obstacle
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels import order_words
from fieldapp.ui.viewmodels.contact_rows import confirm_lines, hindrance_text, offer_rows, window_text
from fieldapp.ui.viewmodels.day_rows import A_MINUTE
from fieldapp.ui.viewmodels.ticker import Ticker
from fieldapp.ui.viewmodels.visit_rows import next_open
from fieldapp.ui.words import Words
from fieldapp.usecases.show_contact import ContactView

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

ANALYSE = StepId("analyse")
GOES_ON = (CallOutcome.CONFIRMED, CallOutcome.CORRECTED, CallOutcome.UPSET)
"""Outcomes after which the next step of the visit comes, with the appointment as it stands."""
_OTHER_AFAR = (CallOutcome.RESCHEDULED, CallOutcome.NO_ANSWER)
"""Outcomes whose next step is another one where nobody goes: no bag, no address."""


@QmlElement
class CallFacts(QObject):
    """Texts of one call; all empty until `show` was called."""

    changed = Signal()

    def __init__(self, words: Words, ticker: Ticker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._ticker = ticker
        self._view: VisitView | None = None
        self._contact: ContactView | None = None
        self._outcome = ""

    def show(self, view: VisitView, contact: ContactView, outcome: str) -> None:
        """Show this visit; `outcome` is the chosen outcome of a call that is being recorded."""
        self._view, self._contact, self._outcome = view, contact, outcome
        self.changed.emit()

    @property
    def _order(self) -> WorkOrder | None:
        return self._view.order if self._view else None

    @Property(str, notify=changed)
    def contact(self) -> str:
        """ "林芳·值班经理"."""
        if self._order is None:
            return ""
        person = self._order.customer.contact
        return "·".join(text for text in (person.name, person.role) if text)

    @Property(str, notify=changed)
    def phone(self) -> str:
        """The number to call."""
        return self._order.customer.contact.phone if self._order else ""

    @Property(str, notify=changed)
    def greeting(self) -> str:
        """The sentence to say on the phone: who calls, about what, and what is likely (CON-2)."""
        if self._order is None:
            return ""
        order = self._order
        code = "call.greeting_code" if order.symptom.alarm_code else "call.greeting"
        plans = order.visit.planning.plans
        cause = order.visit.answer(ANALYSE, "cause") or (plans[0].cause if plans else "")
        told = self._words.say(
            code, engineer=order.assignee_name, product=order_words.product_line(order), code=order.symptom.alarm_code
        )
        return told + (self._words.say("call.guess", cause=cause) if cause else "")

    @Property(str, notify=changed)
    def question(self) -> str:
        """The question that matters, set off in bold: does the time suit, or which one does once it is past?"""
        if self._order is None:
            return ""
        if self._past:
            return self._words.say("call.question_past")
        start = self._order.appointment.start_at
        day = self._words.day_of(start, self._ticker.now()) or self._words.say("today")
        code = "call.question_afar" if self._afar else "call.question"
        return self._words.say(code, day=day, time=self._words.time(start))

    @Property(str, notify=changed)
    def feeSentence(self) -> str:
        """What the customer must hear about money before the visit (CON-4)."""
        if self._order is None:
            return ""
        if not self._order.coverage_known:
            return self._words.say("call.warranty_unknown")
        return self._words.say("call.covered" if self.covered else "call.not_covered")

    @Property(bool, notify=changed)
    def covered(self) -> bool:
        """Whether the warranty covers the visit (CON-4)."""
        if self._order is None:
            return True
        return self._order.covered(self._order.appointment.start_at.astimezone(self._words.zone).date())

    @Property("QVariantList", notify=changed)
    def lines(self) -> list[dict[str, str | bool]]:
        """What the customer is asked to confirm (CON-2)."""
        return confirm_lines(self._order, self._words, self._ticker.now()) if self._order else []

    @Property(str, notify=changed)
    def wantedText(self) -> str:
        """ "客户要求 10:00"."""
        if self._order is None or self._order.wanted_visit_at is None:
            return ""
        wanted = self._order.wanted_visit_at
        day = self._words.day_of(wanted, self._ticker.now())
        return self._words.say("call.wanted", time=f"{day} {self._words.time(wanted)}".strip())

    @property
    def _afar(self) -> bool:
        """Tell whether it is done from here: then nothing is said of coming, of a way or of leaving (SITE-14)."""
        return self._order is not None and from_afar(self._order.visit)

    @property
    def _past(self) -> bool:
        """Tell whether the agreed time has come and gone while nobody is there: it cannot be offered any more."""
        return self._order is not None and self._ticker.now() > self._order.appointment.start_at

    @Property(bool, notify=changed)
    def inTime(self) -> bool:
        """Whether the wanted time is possible with the other jobs, the ways and the spares (CON-1)."""
        return self._contact is not None and self._contact.answer.possible

    @Property(str, notify=changed)
    def inTimeTitle(self) -> str:
        """ "来得及" or not; or that it is possible at the cost of the next job."""
        if self._delays_the_next:
            return self._next_job()
        return self._words.say("call.in_time" if self.inTime else "call.too_late")

    def _next_job(self) -> str:
        """Say of the job after what today says of it: late only past its appointment, before that what is left."""
        hindrances = self._contact.answer.hindrances if self._contact is not None else ()
        spare = min((one.spare for one in hindrances if one.spare is not None), default=timedelta(0))
        if spare < timedelta(0):
            return self._words.say("call.next_late")
        if spare < A_MINUTE:
            return self._words.say("call.next_no_margin")
        return self._words.say("call.next_margin", time=self._words.duration(spare))

    @property
    def _delays_the_next(self) -> bool:
        hindrances = self._contact.answer.hindrances if self._contact is not None else ()
        return bool(hindrances) and all(one.obstacle is Obstacle.JOB_AFTER for one in hindrances)

    @Property(str, notify=changed)
    def inTimeText(self) -> str:
        """Why: the way and when to leave, or what stands against it."""
        if self._view is None or self._contact is None:
            return ""
        if not self._contact.answer.possible and not self._delays_the_next:
            return hindrance_text(self._contact, self._words)
        if self._afar:
            return self._words.say("call.nobody_goes")
        plan = self._view.departure
        code = "call.way_spares_open" if self._contact.answer.spares_open else "call.way"
        return self._words.say(code, minutes=order_words.minutes(plan.travel), leave=self._words.time(plan.leave_by_at))

    @Property("QVariantList", notify=changed)
    def offers(self) -> list[dict[str, str | bool]]:
        """The nearest windows, for one tap."""
        return offer_rows(self._contact, self._words, self._ticker.now()) if self._contact else []

    @Property(str, notify=changed)
    def callCount(self) -> str:
        """How often and when last somebody was called."""
        if self._order is None or not self._order.visit.calls:
            return self._words.say("call.none")
        calls = self._order.visit.calls
        return self._words.say("call.count", time=self._words.time(calls[-1].at), count=len(calls))

    @Property("QVariantMap", notify=changed)
    def outcomeHints(self) -> dict[str, str]:
        """What each outcome of the call leads to, by outcome (CON-2)."""
        if self._order is None:
            return {}
        window = window_text(self._order.appointment, self._words, self._ticker.now())
        hints = {outcome.value: self._words.say(f"call.hint.{outcome.value}", window=window) for outcome in CallOutcome}
        if self._past:
            hints[CallOutcome.CONFIRMED.value] = self._words.say("call.hint_past")
        if self._contact is not None:
            hints[CallOutcome.NO_ANSWER.value] = self._retry_hint(self._contact)
        return hints

    def _retry_hint(self, contact: ContactView) -> str:
        """Return "09:15 再拨", or that one goes by the address when waiting longer would break the appointment."""
        if not contact.retries:
            return self._words.say("call.hint_again" if self._afar else "call.hint_address")
        return self._words.say("call.hint.no_answer", time=self._words.time(contact.retries[0]))

    @Property(str, notify=changed)
    def callNext(self) -> str:
        """What comes next with the chosen outcome, said before the press; "" while none is chosen."""
        if self._view is None or not self._outcome:
            return ""
        outcome = CallOutcome(self._outcome)
        if outcome not in GOES_ON:
            code = f"call.then.{outcome.value}"
            return self._words.say(f"{code}_afar" if self._afar and outcome in _OTHER_AFAR else code)
        following = next_open(self._view.steps)
        leave = self._words.time(self._view.departure.leave_by_at)
        title = following.title if following is not None else ""
        no_way = self._past or self._afar
        return self._words.say("call.next_other" if no_way else "call.next", step=title, leave=leave)

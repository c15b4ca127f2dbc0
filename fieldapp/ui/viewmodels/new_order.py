"""The sheet "new order": for whom, which machine, what, when; one tap opens it, without the desk (ACC-7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.errors import FieldappError
from fieldapp.domain.process import JobType
from fieldapp.domain.sla import Severity
from fieldapp.domain.work_order import WorkOrder
from fieldapp.ui.background import Background
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels import opening_choices as choices
from fieldapp.ui.viewmodels.customer_search import CustomerSearch
from fieldapp.ui.viewmodels.finding_list import FindingList
from fieldapp.ui.viewmodels.navigator import Navigator
from fieldapp.ui.viewmodels.opening_draft import OnTheTablet, OpeningDraft, asked_for
from fieldapp.ui.viewmodels.ticker import Ticker
from fieldapp.ui.words import Words
from fieldapp.usecases.open_new_order import NewOrder, OpenNewOrder
from fieldapp.usecases.ports import Queries
from fieldapp.usecases.show_findings import ShowFindings

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1
SHEET = "new_order"
FIELDS = ("name", "contact", "phone", "address", "model", "serial")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningDoors:
    """What opening an order reads and does."""

    open_new_order: OpenNewOrder
    show_findings: ShowFindings
    queries: Queries


@QmlElement
class NewOrderViewModel(QObject):
    """What the engineer has chosen so far. It is entered with "", an order's id, or "id|step|question" of a finding."""

    changed = Signal()

    def __init__(
        self,
        *,
        doors: OpeningDoors,
        findings: FindingList,
        background: Background,
        words: Words,
        ticker: Ticker,
        navigator: Navigator,
    ) -> None:
        super().__init__()
        self._doors, self._background, self._words = doors, background, words
        self._ticker, self._navigator = ticker, navigator
        self._findings, self._whose = findings, CustomerSearch(background.reader, words, self)
        self._draft = OpeningDraft()
        self._problem, self._busy = "", False
        self._opened: WorkOrder | None = None
        words.changed.connect(self.changed)

    @Slot(str)
    def enter(self, asked: str) -> None:
        """Begin anew, with what the order in hand says."""
        self._draft = OpeningDraft(asked=asked)
        self._problem, self._busy, self._opened = "", False, None
        self.changed.emit()
        self._background.reader.run(partial(self._look, asked, self._words.language), self._loaded, self._failed)

    @Property(FindingList, constant=True)
    def findings(self) -> FindingList:
        """What the visit on the page found."""
        return self._findings

    @Property(bool, notify=changed)
    def loaded(self) -> bool:
        """Whether there is something to choose from."""
        return self._draft.there is not None

    @Property(bool, notify=changed)
    def walkIn(self) -> bool:
        """Whether it comes out of no order in hand: whose it is, is the first question."""
        return self._draft.asked == ""

    @Property(str, notify=changed)
    def subtitle(self) -> str:
        """Out of which order, or that it is a walk-in."""
        source = self._draft.there.source if self._draft.there else None
        if source is None:
            return self._words.say("opening.walk_in")
        return self._words.say("opening.from", name=source.customer.name, number=source.number)

    @Property(CustomerSearch, constant=True)
    def whose(self) -> CustomerSearch:
        """Whose order it may be."""
        return self._whose

    @Property(str, notify=changed)
    def customer(self) -> str:
        """The chosen customer, "new" for one that is typed in."""
        return self._draft.customer

    @Property("QVariantList", notify=changed)
    def machines(self) -> list[dict[str, str]]:
        """Which machine of the customer's, as value and label."""
        known = ((key, f"{one.product} {one.model}".strip()) for key, one in self._draft.machines().items())
        return [*_labelled(known), self._new("opening.new_machine")]

    @Property(str, notify=changed)
    def machine(self) -> str:
        """The chosen machine, "new" for one that is typed in."""
        return self._draft.machine

    @Property("QVariantList", notify=changed)
    def jobTypes(self) -> list[dict[str, str]]:
        """Kinds of work."""
        return _labelled((one.value, self._words.say(f"job.{one.value}")) for one in JobType)

    @Property(str, notify=changed)
    def jobType(self) -> str:
        """The chosen kind of work."""
        return self._draft.job_type.value

    @Property("QVariantList", notify=changed)
    def levels(self) -> list[dict[str, str]]:
        """The four levels."""
        return _labelled((str(one.value), self._words.level(one)) for one in Severity)

    @Property(str, notify=changed)
    def level(self) -> str:
        """The chosen level."""
        return str(self._draft.severity.value)

    @Property("QVariantList", notify=changed)
    def times(self) -> list[dict[str, str]]:
        """When to begin."""
        return _labelled((one, self._words.say(f"opening.time.{one}")) for one in choices.TIMES)

    @Property(str, notify=changed)
    def time(self) -> str:
        """The chosen time."""
        return self._draft.time

    @Property(str, notify=changed)
    def now(self) -> str:
        """This moment on the engineer's clock, for the choice of another time."""
        return self._ticker.now().astimezone(self._words.zone).isoformat()

    @Property(str, notify=changed)
    def picked(self) -> str:
        """Another time, as picked."""
        return self._draft.picked

    @Property("QVariantList", notify=changed)
    def durations(self) -> list[dict[str, str]]:
        """How long it may take."""
        return _labelled((str(one), self._words.say("duration.minutes", minutes=one)) for one in choices.MINUTES)

    @Property(str, notify=changed)
    def minutes(self) -> str:
        """How long it is planned for."""
        return str(self._draft.minutes)

    @Property(str, notify=changed)
    def what(self) -> str:
        """What it is about."""
        return self._draft.what

    @Property(bool, notify=changed)
    def newCustomer(self) -> bool:
        """Whether the customer is typed in."""
        return self._draft.customer == choices.NEW

    @Property(bool, notify=changed)
    def newMachine(self) -> bool:
        """Whether the machine is typed in."""
        return self._draft.machine == choices.NEW

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        """Whether it is being stored."""
        return self._busy

    @Property(bool, notify=changed)
    def ready(self) -> bool:
        """Whether everything is said that an order needs."""
        return not self._busy and self._wish() is not None

    @Property(str, notify=changed)
    def problem(self) -> str:
        """Why it was not opened, ""."""
        return self._problem

    @Property(str, notify=changed)
    def openedNumber(self) -> str:
        """The number of the order that was opened, "" before."""
        return self._opened.number if self._opened else ""

    @Slot(str)
    def forCustomer(self, value: str) -> None:
        """Choose a customer; the machine follows."""
        self._draft.choose_customer(value)
        self._whose.show(self._draft.customers(), value)
        self.changed.emit()

    @Slot(str)
    def onMachine(self, value: str) -> None:
        """Choose a machine."""
        self._draft.machine = value
        self.changed.emit()

    @Slot(str, str)
    def choose(self, about: str, value: str) -> None:
        """Choose a kind of work ("job"), a "level", a "time" or the "minutes"."""
        if about == "job":
            self._draft.job_type = JobType(value)
        elif about == "level":
            self._draft.severity = Severity(int(value))
        elif about == "time":
            self._draft.time = value
        elif about == "minutes":
            self._draft.minutes = int(value)
        self.changed.emit()

    @Slot(str)
    def pickTime(self, value: str) -> None:
        """Take another time."""
        self._draft.picked = value
        self.changed.emit()

    @Slot(str, str)
    def type(self, field: str, text: str) -> None:
        """Take what is typed: "what", or a field of a new customer or machine."""
        if field == "what":
            self._draft.what = text
        elif field in FIELDS:
            self._draft.typed[field] = text
        self.changed.emit()

    @Slot()
    def openOrder(self) -> None:
        """Open it; a second press while it is being stored is the same press."""
        wish = self._wish()
        if wish is None or self._busy:
            return
        self._busy, self._problem = True, ""
        self.changed.emit()
        self._background.writer.run(partial(self._doors.open_new_order, wish), self._stored, self._failed)

    @Slot()
    def goThere(self) -> None:
        """Close the sheet and look at the new order."""
        if self._opened is not None:
            self._navigator.closeSheet()
            self._navigator.open("order", self._opened.id)

    def _look(self, asked: str, language: str) -> tuple[str, OnTheTablet]:
        """Run on a reader thread."""
        order_id, place = asked_for(asked)
        queries = self._doors.queries
        source = queries.order(order_id) if order_id else None
        found = self._doors.show_findings(order_id, language) if place is not None else ()
        told = next((one for one in found if one.finding.place == place), None)
        return asked, OnTheTablet(queries.orders(), source, told)

    def _loaded(self, looked: tuple[str, OnTheTablet]) -> None:
        asked, there = looked
        if asked == self._draft.asked:
            found = there.found
            said = self._words.say("opening.finding", label=found.label, words=found.words) if found else ""
            self._draft.take(there, said)
            self._whose.show(self._draft.customers(), self._draft.customer)
            self.changed.emit()

    def _wish(self) -> NewOrder | None:
        return self._draft.wish(self._ticker.now(), self._words.zone)

    def _stored(self, order: WorkOrder) -> None:
        self._busy, self._opened = False, order
        self.changed.emit()

    def _failed(self, error: FieldappError) -> None:
        told = self._words.error(error)
        self._busy, self._problem = False, "\n".join((told.what, told.do))
        self.changed.emit()

    def _new(self, code: str) -> dict[str, str]:
        return {"value": choices.NEW, "label": self._words.say(code)}


def _labelled(pairs: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"value": value, "label": label} for value, label in pairs]

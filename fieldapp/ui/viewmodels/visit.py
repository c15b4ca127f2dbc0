"""The visit: one step at a time, the one next action or why it is blocked (PRO-3), back at the very field (SITE-9)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.errors import FieldappError
from fieldapp.domain.ids import OrderId, StepId
from fieldapp.domain.process import StepRecord
from fieldapp.ui.background import Background
from fieldapp.ui.bus import Bus, Changed
from fieldapp.ui.properties import Property
from fieldapp.ui.rereading import Rereading
from fieldapp.ui.viewmodels.at_step import AtStep
from fieldapp.ui.viewmodels.bag import BagViewModel
from fieldapp.ui.viewmodels.call_facts import CallFacts
from fieldapp.ui.viewmodels.contact import ContactViewModel
from fieldapp.ui.viewmodels.contact_rows import sheet_for
from fieldapp.ui.viewmodels.departure import DepartureViewModel
from fieldapp.ui.viewmodels.form_filling import FormFilling
from fieldapp.ui.viewmodels.late import LateViewModel
from fieldapp.ui.viewmodels.message import MessageViewModel
from fieldapp.ui.viewmodels.navigator import Navigator
from fieldapp.ui.viewmodels.note_card import NoteCardViewModel
from fieldapp.ui.viewmodels.preparation import PreparationViewModel
from fieldapp.ui.viewmodels.rows import Rows
from fieldapp.ui.viewmodels.site import SiteViewModel
from fieldapp.ui.viewmodels.step_place import StepPlace, records
from fieldapp.ui.viewmodels.ticker import Ticker
from fieldapp.ui.viewmodels.visit_actions import VisitActions
from fieldapp.ui.viewmodels.visit_facts import VisitFacts
from fieldapp.ui.viewmodels.visit_panes import VisitPanes
from fieldapp.ui.viewmodels.visit_reader import VisitRead, VisitReader
from fieldapp.ui.viewmodels.visit_rows import GateRow
from fieldapp.ui.viewmodels.way import WayViewModel
from fieldapp.ui.words import Words

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class VisitViewModel(AtStep):
    """A visit at one of its steps. It calls use cases on the writer thread and reads again when they committed."""

    def __init__(
        self,
        *,
        read: VisitReader,
        actions: VisitActions,
        panes: VisitPanes,
        navigator: Navigator,
        background: Background,
        bus: Bus,
        words: Words,
        ticker: Ticker,
    ) -> None:
        super().__init__(words, navigator)
        self._read = read
        self._actions = actions
        self._panes = panes
        self._form, self._contact = panes.form, panes.contact
        self._background = background
        self._reading = Rereading(background.reader, ticker, parent=self)
        self._turns = 0
        self._shown: VisitRead | None = None
        self._wanted: StepId | None = None
        self._completes = False
        self._facts = VisitFacts(words, ticker, self)
        self._call = CallFacts(words, ticker, self)
        self._departure = DepartureViewModel(words, ticker, self)
        self._gates = Rows(GateRow, "gate", self)
        bus.changed.connect(self._something_changed)
        words.changed.connect(self._reload)
        ticker.minute.connect(self._retell)
        panes.form.changed.connect(self._form_changed)
        panes.begin(self._do)
        panes.contact.gone.connect(self._leave)

    @Slot(str)
    def enter(self, order_id: str) -> None:
        """Come to a visit: at the step and field where the engineer was (SITE-9)."""
        if order_id != self._order_id:
            self._shown = self._place = None
            self.changed.emit()
        self._order_id = OrderId(order_id)
        self._want(None)
        self._reload()

    @Property(VisitFacts, constant=True)
    def facts(self) -> VisitFacts:
        """The visit in words."""
        return self._facts

    @Property(CallFacts, constant=True)
    def call(self) -> CallFacts:
        """The call in words."""
        return self._call

    @Property(ContactViewModel, constant=True)
    def contact(self) -> ContactViewModel:
        """What is agreed by telephone."""
        return self._contact

    @Property(NoteCardViewModel, constant=True)
    def card(self) -> NoteCardViewModel:
        """The card for a closed door."""
        return self._panes.card

    @Property(LateViewModel, constant=True)
    def late(self) -> LateViewModel:
        """The delay of this visit."""
        return self._panes.late

    @Property(WayViewModel, constant=True)
    def way(self) -> WayViewModel:
        """The way to the site."""
        return self._panes.way

    @Property(MessageViewModel, constant=True)
    def message(self) -> MessageViewModel:
        """A message to the office."""
        return self._panes.message

    @Property(PreparationViewModel, constant=True)
    def prepare(self) -> PreparationViewModel:
        """Gaps of the order, and the analysis."""
        return self._panes.prepare

    @Property(SiteViewModel, constant=True)
    def site(self) -> SiteViewModel:
        """What is agreed at the customer's."""
        return self._panes.site

    @Property(FormFilling, constant=True)
    def form(self) -> FormFilling:
        """The step's form."""
        return self._form

    @Property(BagViewModel, constant=True)
    def bag(self) -> BagViewModel:
        """Things to bring, parts in and out."""
        return self._panes.bag

    @Property(DepartureViewModel, constant=True)
    def departure(self) -> DepartureViewModel:
        """When to leave."""
        return self._departure

    @Property(Rows, constant=True)
    def gates(self) -> Rows:
        """What stands in the way."""
        return self._gates

    @Slot(str)
    def openStep(self, step: str) -> None:
        """Go to a step, done or not (PRO-3)."""
        job = partial(self._actions.remember, self._order_id, StepId(step), "")
        self._want(StepId(step))
        self._background.writer.run(job, self._reload)

    @Slot()
    def showBefore(self) -> None:
        """Look at the step before this one; nothing is opened again by it."""
        before = self._place.before if self._place else None
        if before is not None:
            self.openStep(before.id)

    @Slot()
    def goOn(self) -> None:
        """Complete the step; when it is blocked, show what is missing."""
        place = self._place
        if place is None or self._busy:
            return
        if place.over:
            self.openOrder()
        elif place.done:
            self._want(None)
            self._reload()
        elif place.asks_price:
            self._navigator.open("quote", self._order_id)
        elif place.asks_payer:
            self._panes.site.coverage.ask()
        elif place.blocked(self._words):
            self._form.ask_for_missing()
        elif place.sheet:
            self._contact.ask(place.sheet)
        elif place.signs:
            self._navigator.open("sign", self._order_id)
        else:
            self._completes = True
            self._do(partial(self._actions.complete, self._order_id, place.step.id), stay=False)

    @Slot(str)
    def skip(self, reason: str) -> None:
        """Leave the step out for a reason."""
        self._do(partial(self._actions.skip, self._order_id, StepId(self.current), reason), stay=False)

    @Slot(str)
    def passGate(self, reason: str) -> None:
        """Open the gate that blocks for a reason; the step stays on the screen."""
        if self._place is not None and self._place.view.gates:
            self._do(partial(self._actions.pass_gate, self._order_id, self._place.view.gates[0].id, reason), stay=True)

    @Slot()
    def goBack(self) -> None:
        """Back to the step before, opened again (SITE-6)."""
        before = self._place.before if self._place else None
        if before is not None:
            self._do(partial(self._actions.reopen, self._order_id, before.id, self.primaryText), stay=False)
            self._want(before.id)

    @Slot()
    def reopen(self) -> None:
        """Open the step on the screen again."""
        self._do(partial(self._actions.reopen, self._order_id, StepId(self.current), ""), stay=True)

    def _do(self, job: Callable[[], None], stay: bool) -> None:
        """Run a use case on the writer thread; then stay at the step, or go where the visit goes on.

        A second press meanwhile is the same press."""
        if self._busy:
            return
        self._busy = True
        self._want(StepId(self.current) if stay else None)
        self._form.undo.withdraw()
        self.changed.emit()
        self._background.writer.run(job, self._was_done, self._was_refused)

    def _was_done(self, _nothing: None) -> None:
        self._busy = False
        self._reload()

    def _was_refused(self, error: FieldappError) -> None:
        """Nothing was stored: say why, and show the visit as it is."""
        self._busy = False
        self._want(StepId(self.current))
        self._background.failed.emit(error)
        self._reload()

    @Slot()
    def _leave(self) -> None:
        """The order is somebody else's: back to the day."""
        self._navigator.open("today", "")

    @Slot()
    def _reload(self, _nothing: None = None) -> None:
        """Read on a reader thread; what is shown stays until it is there."""
        if self._order_id:
            job = partial(self._read, self._order_id, self._words.language, self._wanted)
            self._reading.run(job, partial(self._loaded, self._turns))

    def _want(self, step: StepId | None) -> None:
        """Turn to a step; what was asked for before is not shown any more."""
        self._wanted = step
        self._turns += 1

    def _loaded(self, turn: int, read: VisitRead) -> None:
        if turn != self._turns:
            return
        self._wanted = read.view.current
        self._shown = read
        self._panes.show(read)
        order = read.view.order
        self._departure.show(None if order.cancellation else read.view.departure, order.visit)
        self._gates.show([GateRow(gate.id, gate.words, gate.may_pass) for gate in read.view.gates])
        self._retell()
        if self._completes and self._place is not None and self._place.signs and not self._place.done:
            self.goOn()  # "ask the customer to sign" was pressed: his page, not one more button (USE-1)
        self._completes = False

    @Slot(object)
    def _something_changed(self, notice: Changed) -> None:
        if self._order_id and not self._busy and notice.touches(self._order_id):
            self._reload()

    @Slot()
    def _form_changed(self) -> None:
        """Word again what an answer changed: mostly nothing but the rows of the form."""
        if self._shown is not None and self._place_in(self._shown) != self._place:
            self._retell()

    def _place_in(self, shown: VisitRead) -> StepPlace:
        view, form = shown.view, self._form
        outcome = form.value("outcome") if records(view) is StepRecord.CALL else ""
        sheet = sheet_for(shown.contact, records(view), outcome)
        return StepPlace(view, form.lacking, len(form.problems), sheet, outcome)

    @Slot()
    def _retell(self) -> None:
        """Word again what depends on the form and on the clock."""
        if self._shown is not None:
            self._place = self._place_in(self._shown)
            self._facts.show(self._shown.view)
            self._call.show(self._shown.view, self._shown.contact, self._place.outcome)
        self.changed.emit()

"""The steps before the trip: gaps of the order one by one, the analysis, and answers that the records give."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.contact import Recipient, Topic
from fieldapp.domain.ids import OrderId, StepId
from fieldapp.ui.background import Background
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels.analysis import AnalysisViewModel
from fieldapp.ui.viewmodels.contact import ContactViewModel
from fieldapp.ui.viewmodels.doubt_rows import DoubtRow, doubt_rows, office_said
from fieldapp.ui.viewmodels.form_filling import FormFilling
from fieldapp.ui.viewmodels.message import MessageViewModel
from fieldapp.ui.viewmodels.preparation_reader import Preparation
from fieldapp.ui.viewmodels.rows import Rows
from fieldapp.ui.viewmodels.ticker import Ticker
from fieldapp.ui.words import Words
from fieldapp.usecases.planning_verbs import PlanningVerbs

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class PreparationViewModel(QObject):
    """What acceptance and analysis show beside their forms."""

    changed = Signal()
    contradicted = Signal()
    """An answer was tapped that the record says otherwise: who pays is settled with a reason, not by a tap."""

    def __init__(
        self,
        verbs: PlanningVerbs,
        *,
        contact: ContactViewModel,
        message: MessageViewModel,
        background: Background,
        words: Words,
        ticker: Ticker,
    ) -> None:
        super().__init__()
        self._contact = contact
        self._message = message
        self._background = background
        self._words = words
        self._order_id = OrderId("")
        self._office_said = ""
        self._filled: tuple[OrderId, StepId] | None = None
        self._derived: dict[tuple[tuple[OrderId, StepId], str], str] = {}
        self._doubts = Rows(DoubtRow, "kind", self)
        self._analysis = AnalysisViewModel(verbs, self._run, words, ticker)

    def show(self, preparation: Preparation, step: StepId, form: FormFilling) -> None:
        """Show what belongs to the step; what the records answer is filled in once, and can be changed (ANA-4)."""
        order = preparation.order
        self._order_id = order.id
        self._office_said = office_said(order, self._words)
        self._doubts.show(doubt_rows(preparation.doubts, preparation.machine, self._words, order))
        self._analysis.show(preparation.analysis)
        self._fill(preparation, step, form)
        self.changed.emit()

    @Property(Rows, constant=True)
    def doubts(self) -> Rows:
        """Gaps of the order, in the order they are asked for."""
        return self._doubts

    @Property(int, notify=changed)
    def doubtCount(self) -> int:
        """How many gaps."""
        return len(self._doubts.rows())

    @Property(str, notify=changed)
    def officeSaid(self) -> str:
        """The office's last word on this order, beside the fields it answers; "" where it said nothing."""
        return self._office_said

    @Property(AnalysisViewModel, constant=True)
    def analysis(self) -> AnalysisViewModel:
        """The analysis before the trip."""
        return self._analysis

    @Property(str, notify=changed)
    def unreachable(self) -> str:
        """The reason that passes the gaps when nobody knows and the customer does not answer (ACC-2)."""
        return self._words.say("doubt.unreachable")

    @Slot(str)
    def askDispatcher(self, kind: str) -> None:
        """Open the message to the dispatcher: the question of this gap is written, the others can be tapped (ACC-2)."""
        rows: tuple[DoubtRow, ...] = self._doubts.rows()
        asked = sorted(rows, key=lambda row: row.kind != kind)
        self._message.ask(Recipient.DISPATCHER.value, Topic.MISSING_DETAILS.value, [row.question for row in asked])
        if asked and asked[0].question not in self._message.text:
            self._message.tapPhrase(asked[0].question)

    @Slot(str)
    def fillIn(self, kind: str) -> None:
        """Open the sheet with the details that close this gap."""
        row = self._row(kind)
        if row is not None:
            self._contact.askDetails(row.details)

    @Slot(str)
    def takeOffer(self, kind: str) -> None:
        """Take over what the register says (ACC-3)."""
        row = self._row(kind)
        if row is not None and row.offered:
            self._contact.correct({row.offered: row.offer})

    def _row(self, kind: str) -> DoubtRow | None:
        row: DoubtRow | None = self._doubts.row(kind)
        return row

    def _fill(self, preparation: Preparation, step: StepId, form: FormFilling) -> None:
        here, done = (preparation.order.id, step), preparation.order.visit.is_done(step)
        for name, value in preparation.derived.items():
            row = form.row(name)
            if row is None or row.value == value or done:
                continue
            if row.value and self._derived.get((here, name)) == value:  # else it is the record that changed
                self.contradicted.emit()
            form.fill(name, value)
        self._derived = {(here, name): value for name, value in preparation.derived.items()}
        if self._filled == here:
            return
        self._filled = here
        if done:
            return
        for name, value in preparation.suggested.items():
            row = form.row(name)
            if row is not None and row.value == "":
                form.fill(name, value)

    def _run(self, verb: Callable[[], object]) -> None:
        self._background.writer.run(verb, self._stored)

    def _stored(self, _result: object) -> None:
        """The bus tells what changed; the visit is read again from there."""

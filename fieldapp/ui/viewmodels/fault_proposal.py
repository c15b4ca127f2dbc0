"""A case that is proposed for the fault library: written from the visit, sent by one tap (KNO-2)."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.errors import FieldappError
from fieldapp.domain.fault import FaultProposal
from fieldapp.domain.ids import OrderId, PartNumber
from fieldapp.ui.background import Background
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels.navigator import Navigator
from fieldapp.ui.words import Words
from fieldapp.usecases.ports import Queries
from fieldapp.usecases.propose_fault import ProposeFault

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class FaultProposalViewModel(QObject):
    """The draft of one order's case; the three texts can be mended before it is sent."""

    changed = Signal()

    def __init__(
        self, *, propose: ProposeFault, queries: Queries, background: Background, words: Words, navigator: Navigator
    ) -> None:
        super().__init__()
        self._propose = propose
        self._queries = queries
        self._background = background
        self._words = words
        self._navigator = navigator
        self._order_id = OrderId("")
        self._draft: FaultProposal | None = None
        self._parts: tuple[str, ...] = ()
        self._problem = ""
        self._sending = False

    @Slot(str)
    def enter(self, order_id: str) -> None:
        """Draft the case of an order on a reader thread."""
        self._order_id, self._draft = OrderId(order_id), None
        self._problem, self._sending = "", False
        self.changed.emit()
        language = self._words.language
        self._background.reader.run(lambda: self._read(OrderId(order_id), language), self._loaded, self._failed)

    @Property(bool, notify=changed)
    def loaded(self) -> bool:
        """Whether the draft is there."""
        return self._draft is not None

    @Property(str, notify=changed)
    def heading(self) -> str:
        """ "CF-680·E02"."""
        return "·".join(text for text in (self._draft.model, self._draft.code) if text) if self._draft else ""

    @Property(str, notify=changed)
    def symptom(self) -> str:
        """How it showed, as drafted."""
        return self._draft.symptom if self._draft else ""

    @Property(str, notify=changed)
    def cause(self) -> str:
        """Why, as drafted."""
        return self._draft.cause if self._draft else ""

    @Property(str, notify=changed)
    def measure(self) -> str:
        """What cured it, as drafted."""
        return self._draft.measure if self._draft else ""

    @Property(str, notify=changed)
    def parts(self) -> str:
        """The parts that were built in, as one line."""
        return self._words.say("list_comma").join(self._parts)

    @Property(str, notify=changed)
    def problem(self) -> str:
        """Why it was not sent, ""."""
        return self._problem

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        """Whether it is on its way into the outbox."""
        return self._sending

    @Slot(str, str, str)
    def send(self, symptom: str, cause: str, measure: str) -> None:
        """Keep the case with these words; the sheet closes once it is stored."""
        if self._draft is None or self._sending:
            return
        self._draft = replace(self._draft, symptom=symptom, cause=cause, measure=measure)
        self._sending, self._problem = True, ""
        self.changed.emit()
        order_id, draft = self._order_id, self._draft
        self._background.writer.run(lambda: self._propose(order_id, draft), self._sent, self._failed)

    def _read(self, order_id: OrderId, language: str) -> tuple[OrderId, FaultProposal, tuple[str, ...]]:
        """Run on a reader thread."""
        draft = self._propose.draft(order_id, language)
        return order_id, draft, tuple(self._part(number, language) for number in draft.parts)

    def _part(self, number: PartNumber, language: str) -> str:
        part = self._queries.part(number)
        return number if part is None else f"{part.name(language)} {number}"

    def _loaded(self, read: tuple[OrderId, FaultProposal, tuple[str, ...]]) -> None:
        if read[0] == self._order_id:
            _, self._draft, self._parts = read
            self.changed.emit()

    def _sent(self, _nothing: None) -> None:
        self._sending = False
        self.changed.emit()
        if self._navigator.sheet == "propose":
            self._navigator.closeSheet()

    def _failed(self, error: FieldappError) -> None:
        told = self._words.error(error)
        self._sending, self._problem = False, "\n".join((told.what, told.do))
        self.changed.emit()

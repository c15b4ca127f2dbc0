"""The fault library: searched while someone types, with one entry beside the hits (KNO-1)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.fault import FaultEntry
from fieldapp.domain.ids import OrderId
from fieldapp.domain.views.faults import FaultSearch, FaultsFound, FaultView
from fieldapp.domain.work_order import WorkOrder
from fieldapp.ui.background import Background, Latest
from fieldapp.ui.bus import ORDER, REFERENCE, STOCK, Bus, Changed
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels import fault_words
from fieldapp.ui.viewmodels.fault_facts import FaultFacts
from fieldapp.ui.viewmodels.rows import Rows
from fieldapp.ui.words import Words
from fieldapp.usecases.ports import Queries
from fieldapp.usecases.propose_fault import may_be_proposed, newest_case
from fieldapp.usecases.show_fault import ShowFault

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class KnowledgeViewModel(QObject):
    """What is typed, the hits, the picked entry. Opened from an order it starts with its model and code."""

    changed = Signal()
    typedChanged = Signal()

    def __init__(self, *, queries: Queries, show: ShowFault, background: Background, bus: Bus, words: Words) -> None:
        super().__init__()
        self._queries = queries
        self._show: Callable[[FaultEntry], FaultView] = show
        self._searching = Latest(background.reader)
        self._reading = Latest(background.reader)
        self._counting = Latest(background.reader)
        self._looking = Latest(background.reader)
        self._words = words
        self._typed = ""
        self._model = ""
        self._order: WorkOrder | None = None
        self._case: WorkOrder | None = None
        self._found: FaultsFound | None = None
        self._library: tuple[str, ...] | None = None
        self._picked = ""
        self._detail_open = False
        self._facts = FaultFacts(words, self)
        self._rows = Rows(fault_words.FaultHit, "key", self)
        self._models = Rows(fault_words.FaultModel, "model", self)
        bus.changed.connect(self._something_changed)
        words.changed.connect(self._retell)

    @Slot(str)
    def enter(self, order_id: str) -> None:
        """Come in from an order, with its model and code, or with "": what was typed last stays then."""
        self._count()
        if order_id:
            self._searching.run(lambda: self._queries.order(OrderId(order_id)), self._came_from)
            return
        self._look_for_case()
        if self._order is not None:
            self._order = None
            self._begin("", "")
        else:
            self._ask()

    @Property(str, notify=typedChanged)
    def typed(self) -> str:
        """What is looked for."""
        return self._typed

    @Property(bool, notify=changed)
    def loaded(self) -> bool:
        """Whether there was an answer."""
        return self._found is not None

    @Property(bool, notify=changed)
    def empty(self) -> bool:
        """Whether nothing was found."""
        return self._found is not None and not self._found.entries

    @Property(bool, notify=changed)
    def libraryEmpty(self) -> bool:
        """Whether no entry is on this tablet at all."""
        return self._library is not None and not self._library

    @Property(str, notify=changed)
    def countText(self) -> str:
        """How much was found: "12 条", "前 50 条", or that these are only like what was typed."""
        found = self._found
        if found is None or not found.entries:
            return ""
        return self._words.say("knowledge.first" if found.more else "knowledge.count", count=len(found.entries))

    @Property(bool, notify=changed)
    def near(self) -> bool:
        """Whether nothing was found to the letter, and these are what may have been meant."""
        return self._found is not None and self._found.near

    @Property(str, notify=changed)
    def model(self) -> str:
        """The model that is looked at alone, "" for all."""
        return self._model

    @Property(str, notify=changed)
    def orderId(self) -> str:
        """The order that this was opened from, ""."""
        return self._order.id if self._order else ""

    @Property(str, notify=changed)
    def orderLine(self) -> str:
        """ "WX-261123-004·禾味生鲜超市 云桥店", "" without an order."""
        return f"{self._order.number}·{self._order.customer.name}" if self._order else ""

    @Property(str, notify=changed)
    def caseId(self) -> str:
        """The order whose case can be proposed as an entry (KNO-2), "": the one this was opened from, or the last."""
        return self._case.id if self._case else ""

    @Property(str, notify=changed)
    def caseText(self) -> str:
        """The words for proposing it: "提交案例·禾味生鲜超市 云桥店"."""
        return self._words.say("knowledge.propose", customer=self._case.customer.name) if self._case else ""

    @Property(str, notify=changed)
    def picked(self) -> str:
        """The entry that is shown beside."""
        return self._picked

    @Property(bool, notify=changed)
    def detailOpen(self) -> bool:
        """In a narrow window: whether the entry is shown instead of the list."""
        return self._detail_open

    @Property(Rows, constant=True)
    def rows(self) -> Rows:
        """The hits, best first."""
        return self._rows

    @Property(Rows, constant=True)
    def models(self) -> Rows:
        """The models to choose from."""
        return self._models

    @Property(FaultFacts, constant=True)
    def facts(self) -> FaultFacts:
        """The picked entry."""
        return self._facts

    @Slot(str)
    def search(self, text: str) -> None:
        """Look for these words; only the answer to the newest ones is shown."""
        if text != self._typed:
            self._typed = text
            self.typedChanged.emit()
            self._ask()

    @Slot(str)
    def choose(self, model: str) -> None:
        """Look at one model alone, or at all with ""."""
        self._model = model
        self._ask()

    @Slot(str)
    def pick(self, key: str) -> None:
        """Show an entry."""
        self._detail_open = True
        self._read(key)
        self.changed.emit()

    @Slot()
    def closeDetail(self) -> None:
        """In a narrow window: back to the list."""
        self._detail_open = False
        self.changed.emit()

    def _look_for_case(self) -> None:
        self._looking.run(lambda: newest_case(self._queries.orders()), self._case_found)

    def _case_found(self, order: WorkOrder | None) -> None:
        if self._order is None:
            self._case = order
            self.changed.emit()

    def _came_from(self, order: WorkOrder) -> None:
        self._order, self._case = order, order if may_be_proposed(order) else None
        self._begin(order.symptom.alarm_code, order.asset.model)

    def _begin(self, typed: str, model: str) -> None:
        self._typed, self._model, self._detail_open = typed, model, False
        self.typedChanged.emit()
        self._leave_unknown_model()
        self._ask()

    def _ask(self) -> None:
        order = self._order
        asked = FaultSearch(
            typed=self._typed,
            model=self._model or (order.asset.model if order else ""),
            code=order.symptom.alarm_code if order else "",
            only_model=bool(self._model),
        )
        self._searching.run(lambda: self._queries.search_faults(asked), self._loaded)

    def _count(self) -> None:
        """Read which models the library knows: at the door and after a pull, not for each letter."""
        self._counting.run(self._queries.fault_models, self._counted)

    def _counted(self, models: tuple[str, ...]) -> None:
        self._library = models
        self._leave_unknown_model()
        self._retell()

    def _leave_unknown_model(self) -> None:
        """Show all of the library, not nothing, where it knows nothing of the order's model."""
        if self._model and self._library and self._model not in self._library:
            self.choose("")

    def _loaded(self, found: FaultsFound) -> None:
        self._found = found
        keys = [entry.id for entry in found.entries]
        self._read(self._picked if self._picked in keys else next(iter(keys), ""))
        self._retell()

    def _read(self, key: str) -> None:
        """Read the picked entry with its parts; what is shown stays until it is there."""
        self._picked = key
        entries = self._found.entries if self._found else ()
        entry = next((one for one in entries if one.id == key), None)
        if entry is None:
            self._facts.show(None)
        else:
            self._reading.run(lambda: self._show(entry), self._shown)

    def _shown(self, view: FaultView) -> None:
        if view.entry.id == self._picked:
            self._facts.show(view)

    @Slot(object)
    def _something_changed(self, notice: Changed) -> None:
        if self._found is None:
            return
        if REFERENCE in notice.kinds:
            self._count()
        if ORDER in notice.kinds and self._order is None:
            self._look_for_case()
        if self._order is not None and self._order.id in notice.ids:
            self._reading.run(partial(self._queries.order, self._order.id), self._order_again)
        elif notice.kinds & {REFERENCE, STOCK}:
            self._ask()

    def _order_again(self, order: WorkOrder) -> None:
        self._order, self._case = order, order if may_be_proposed(order) else None
        self._ask()

    @Slot()
    def _retell(self) -> None:
        if self._found is not None:
            order = self._order
            mine, code = (order.asset.model, order.symptom.alarm_code) if order else ("", "")
            self._rows.show(fault_words.hits(self._found, code or self._typed, bool(self._model), self._words))
            self._models.show(fault_words.model_rows(self._library or (), mine, self._model, self._words))
        self._facts.retell()
        self.changed.emit()

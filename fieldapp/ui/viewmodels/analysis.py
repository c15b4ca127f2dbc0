"""The analysis before the trip: library, history and papers left, plans and spares right (ANA-1 to ANA-6)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.ids import PartNumber
from fieldapp.domain.planning import PlanLabel
from fieldapp.domain.views.analysis import Analysis
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels import analysis_rows as rows_of
from fieldapp.ui.viewmodels.rows import Rows
from fieldapp.ui.viewmodels.ticker import Ticker
from fieldapp.ui.words import Words
from fieldapp.usecases.planning_verbs import PlanningVerbs
from fieldapp.workflow.plans import Plans, first, with_entry, with_tool, without_tool

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

Run = Callable[[Callable[[], object]], None]
"""Runs a verb on the writer thread; the page stays, and is read again when it is stored."""


@QmlElement
class AnalysisViewModel(QObject):
    """What the page of the analysis shows and does; a tap on an entry fills in everything it takes."""

    changed = Signal()

    def __init__(self, verbs: PlanningVerbs, run: Run, words: Words, ticker: Ticker) -> None:
        super().__init__()
        self._verbs = verbs
        self._run = run
        self._words = words
        self._ticker = ticker
        self._analysis: Analysis | None = None
        self._entries = Rows(rows_of.EntryRow, "key", self)
        self._history = Rows(rows_of.PastRow, "key", self)
        self._earlier = Rows(rows_of.PastRow, "key", self)
        self._papers = Rows(rows_of.PaperRow, "key", self)
        self._plans = Rows(rows_of.PlanRow, "label", self)
        self._spares = Rows(rows_of.SpareRow, "number", self)
        self._tools = Rows(rows_of.ToolRow, "name", self)
        ticker.minute.connect(self._retell)

    def show(self, analysis: Analysis | None) -> None:
        """Show this analysis; None away from its step keeps what is shown."""
        if analysis is not None:
            self._analysis = analysis
            self._retell()

    @Slot()
    def _retell(self) -> None:
        analysis = self._analysis
        if analysis is None:
            return
        self._entries.show(rows_of.entry_rows(analysis, self._words))
        self._history.show(rows_of.history_rows(analysis))
        self._earlier.show(rows_of.earlier_rows(analysis, self._words))
        self._papers.show(rows_of.paper_rows(analysis, self._words))
        self._plans.show(rows_of.plan_rows(analysis, self._words))
        self._spares.show(rows_of.spare_rows(analysis, self._words, self._ticker.now()))
        self._tools.show(rows_of.tool_rows(analysis))
        self.changed.emit()

    @Property(Rows, constant=True)
    def entries(self) -> Rows:
        """The fault library's entries for the model, those of the code first."""
        return self._entries

    @Property(Rows, constant=True)
    def history(self) -> Rows:
        """This machine's history."""
        return self._history

    @Property(Rows, constant=True)
    def earlier(self) -> Rows:
        """The same code on other machines of the model."""
        return self._earlier

    @Property(Rows, constant=True)
    def papers(self) -> Rows:
        """Drawings and manuals."""
        return self._papers

    @Property(Rows, constant=True)
    def plans(self) -> Rows:
        """Plan A, then B."""
        return self._plans

    @Property(Rows, constant=True)
    def spares(self) -> Rows:
        """What the order needs, with its state."""
        return self._spares

    @Property(Rows, constant=True)
    def tools(self) -> Rows:
        """Special tools and software."""
        return self._tools

    @Property(str, notify=changed)
    def libraryText(self) -> str:
        """ "CF-680·E02，共 3 条"."""
        analysis = self._analysis
        if analysis is None:
            return ""
        order = analysis.order
        what = "·".join(
            text for text in (analysis.asset.asset.model or order.asset.model, order.symptom.alarm_code) if text
        )
        unknown = order.symptom.alarm_code and analysis.entries and not analysis.of_code
        said = "analysis.library_without" if unknown else "analysis.library"
        return self._words.say(said, what=what, count=analysis.of_code or len(analysis.entries))

    @Property(str, notify=changed)
    def model(self) -> str:
        """The machine's model, as the register knows it where the order does not."""
        return (self._analysis.asset.asset.model or self._analysis.order.asset.model) if self._analysis else ""

    @Property(str, notify=changed)
    def historyText(self) -> str:
        """ "4 次服务"."""
        return self._words.say("analysis.services", count=len(self._history.rows())) if self._analysis else ""

    @Property(str, notify=changed)
    def experienceText(self) -> str:
        """What the records say of "repaired before?"."""
        return rows_of.experience_text(self._analysis, self._words) if self._analysis else ""

    @Property(str, notify=changed)
    def judgementText(self) -> str:
        """ "现场能修好"; "" until all that decides how the visit goes was answered."""
        return rows_of.judgement(self._analysis.order, self._words)[0] if self._analysis else ""

    @Property(str, notify=changed)
    def judgementDetail(self) -> str:
        """ "不带回·不带周转机"."""
        return rows_of.judgement(self._analysis.order, self._words)[1] if self._analysis else ""

    @Property(bool, notify=changed)
    def twoPlans(self) -> bool:
        """Whether there is a plan B, whose things are taken along, too."""
        return len(self._plans.rows()) > 1

    @Property(int, notify=changed)
    def missing(self) -> int:
        """How many kinds of spares are neither on the van nor asked for."""
        return sum(1 for row in self._spares.rows() if row.supply == "missing")

    @Property(bool, notify=changed)
    def late(self) -> bool:
        """Whether a spare comes only after the appointment has begun."""
        return any(row.late for row in self._spares.rows())

    @Slot(str)
    def pick(self, key: str) -> None:
        """Plan with an entry, or put it back."""
        analysis = self._analysis
        entry = next((one for one in analysis.entries if one.id == key), None) if analysis else None
        if entry is not None:
            language = self._words.language
            self._change(lambda plans: with_entry(plans, entry, language))

    @Slot(str)
    def tryFirst(self, label: str) -> None:
        """Try that plan first."""
        self._change(lambda plans: first(plans, PlanLabel(label)))

    @Slot(str, bool)
    def addTool(self, name: str, software: bool) -> None:
        """Take a special tool, or software, along."""
        self._change(lambda plans: with_tool(plans, name, software=software))

    @Slot(str)
    def removeTool(self, name: str) -> None:
        """Leave a tool at home."""
        self._change(lambda plans: without_tool(plans, name))

    @Slot()
    def requestMissing(self) -> None:
        """Ask the depot for everything that is missing."""
        if self._analysis is not None:
            self._run(partial(self._verbs.request, self._analysis.order.id))

    @Slot(str)
    def request(self, number: str) -> None:
        """Ask the depot for one spare."""
        if self._analysis is not None:
            self._run(partial(self._verbs.request, self._analysis.order.id, PartNumber(number)))

    @Slot(str)
    def withdraw(self, requisition: str) -> None:
        """Take a requisition back."""
        if self._analysis is not None:
            self._run(partial(self._verbs.withdraw, self._analysis.order.id, requisition))

    def _change(self, change: Callable[[Plans], Plans]) -> None:
        if self._analysis is not None:
            self._run(partial(self._verbs.choose, self._analysis.order.id, change))

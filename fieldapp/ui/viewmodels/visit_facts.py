"""The words around a visit's step: header, stepper, the comparison of diagnosis and analysis."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtQml import QmlElement

from fieldapp.domain.ids import StepId
from fieldapp.domain.process import StepRecord
from fieldapp.domain.views.visit import Compared, VisitView
from fieldapp.domain.work_order import WorkOrder
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels import order_words
from fieldapp.ui.viewmodels.ticker import Ticker
from fieldapp.ui.viewmodels.visit_actions import REASONS
from fieldapp.ui.viewmodels.visit_rows import Node, grouped_nodes, owed, step_nodes
from fieldapp.ui.words import Words
from fieldapp.workflow.clashes import open_clashes

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

LAYOUTS = {
    StepRecord.ACCEPTANCE: "accept",
    StepRecord.CALL: "call",
    StepRecord.DEPARTURE: "depart",
    StepRecord.ARRIVAL: "arrive",
}
"""Steps whose record gives them a page of their own; others by name, the rest share the plain one."""
NAMED_LAYOUTS = {
    "analyse": "analyse",
    "kit": "kit",
    "work": "work",
    "clean": "aside",
    "hand_over": "aside",
    "report": "report",
}
ANALYSE = StepId("analyse")


@QmlElement
class VisitFacts(QObject):
    """Texts of one visit; all empty until `show` was called."""

    changed = Signal()
    stepsChanged = Signal()

    def __init__(self, words: Words, ticker: Ticker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._ticker = ticker
        self._view: VisitView | None = None

    def show(self, view: VisitView) -> None:
        """Show this visit."""
        same_steps = self._view is not None and self._view.steps == view.steps
        self._view = view
        if not same_steps:
            self.stepsChanged.emit()
        self.changed.emit()

    @property
    def _order(self) -> WorkOrder | None:
        return self._view.order if self._view else None

    @Property(str, notify=changed)
    def orderId(self) -> str:
        """The order's key."""
        return self._order.id if self._order else ""

    @Property(str, notify=changed)
    def differencesText(self) -> str:
        """How many fields two sides changed at once and nobody decided about, "" for none (SYN-2)."""
        waiting = len(open_clashes(self._order)) if self._order else 0
        return self._words.say("clash.title", count=waiting) if waiting else ""

    @Property(str, notify=changed)
    def name(self) -> str:
        """Who is visited."""
        return self._order.customer.name if self._order else ""

    @Property(str, notify=changed)
    def product(self) -> str:
        """ "商用冷柜 CF-680"."""
        return order_words.product_line(self._order) if self._order else ""

    @Property(str, notify=changed)
    def numberText(self) -> str:
        """ "工单 WX-261123-004"."""
        return self._words.say("visit.number", number=self._order.number) if self._order else ""

    @Property(int, notify=changed)
    def level(self) -> int:
        """1 to 4."""
        return self._order.severity.value if self._order else 0

    @Property(str, notify=changed)
    def levelWord(self) -> str:
        """The level in a word."""
        return self._words.level(self._order.severity) if self._order else ""

    @Property(str, notify=changed)
    def clockText(self) -> str:
        """The leading clock, "响应 剩 54 分钟" (SLA-3)."""
        if self._view is None:
            return ""
        return order_words.clock_line(self._view.clocks, self._words, self._ticker.now())[0]

    @Property(str, notify=changed)
    def clockState(self) -> str:
        """One of neutral, amber, red."""
        if self._view is None:
            return "neutral"
        return order_words.clock_line(self._view.clocks, self._words, self._ticker.now())[1]

    @Property(str, notify=changed)
    def layout(self) -> str:
        """Which page shows the step: accept, analyse, kit, call, depart, arrive, work, aside, report or plain."""
        if self._view is None:
            return "plain"
        if self._view.current in NAMED_LAYOUTS:
            return NAMED_LAYOUTS[self._view.current]
        record = next(step.records for step in self._view.steps if step.id == self._view.current)
        return LAYOUTS.get(record, "plain")

    @Property("QVariantList", notify=stepsChanged)
    def steps(self) -> list[Node]:
        """The stepper's nodes."""
        return step_nodes(self._view.steps) if self._view else []

    @Property("QVariantList", notify=stepsChanged)
    def groupedSteps(self) -> list[Node]:
        """The stepper's nodes where there is little width."""
        return grouped_nodes(self._view.steps, self._words) if self._view else []

    @Property(str, notify=changed)
    def stepTitle(self) -> str:
        """The current step."""
        if self._view is None:
            return ""
        return next(step.title for step in self._view.steps if step.id == self._view.current)

    @Property(str, notify=changed)
    def address(self) -> str:
        """Where to go."""
        return self._order.customer.site.address if self._order else ""

    @Property(str, notify=changed)
    def access(self) -> str:
        """How to get in."""
        return self._order.customer.site.access if self._order else ""

    @Property("QVariantList", notify=changed)
    def reasons(self) -> list[str]:
        """Reasons to choose from when a step is left out or a gate is passed."""
        return [self._words.say(f"reason.{reason}") for reason in REASONS]

    @Property(str, notify=changed)
    def owedText(self) -> str:
        """ "旧件待退 1", "" when nothing is owed."""
        count = owed(self._order) if self._order else 0
        return self._words.say("part.owed", count=count) if count else ""

    @Property(str, notify=changed)
    def analysed(self) -> str:
        """The cause the analysis named, "" without one."""
        return self._order.visit.answer(ANALYSE, "cause") if self._order else ""

    @Property(str, notify=changed)
    def comparedField(self) -> str:
        """The question on this page whose answer is held against the analysis (SITE-2); "" without one."""
        compared = self._compared
        here = compared is not None and self._view is not None and self._view.current == compared.at.step
        return compared.at.field if compared is not None and here else ""

    @Property(bool, notify=changed)
    def comparedSame(self) -> bool:
        """Whether the site showed what the analysis expected."""
        return self._compared is not None and self._compared.same

    @Property(str, notify=changed)
    def comparedText(self) -> str:
        """ "与行前分析一致：传感器漂移"; "" while there is nothing to compare."""
        return self._told_compared("compare.same", "compare.different")

    @Property(str, notify=changed)
    def comparedShort(self) -> str:
        """The same below a heading that names the analysis: "一致：传感器漂移"."""
        return self._told_compared("compare.same_short", "compare.different_short")

    @property
    def _compared(self) -> Compared | None:
        return self._view.comparison if self._view else None

    def _told_compared(self, same: str, different: str) -> str:
        compared = self._compared
        if compared is None:
            return ""
        code = same if compared.same else different
        return self._words.say(code, expected=compared.expected, found=compared.found)

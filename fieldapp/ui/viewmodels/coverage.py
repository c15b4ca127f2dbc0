"""Who pays for the visit, where it is not as the machine's record says: the sheet that settles it (CON-4, SITE-12)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.on_site import Coverage, CoverageGround
from fieldapp.domain.work_order import OrderState
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels.contact import Run
from fieldapp.ui.words import Words
from fieldapp.usecases.settle_coverage import GROUNDS, SettleCoverage
from fieldapp.usecases.show_site import SiteView

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class CoverageViewModel(QObject):
    """What counts now, what may be said instead and why."""

    changed = Signal()
    asked = Signal()
    """The sheet is to be opened."""

    def __init__(self, settle: SettleCoverage, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settle, self._words = settle, words
        self._view: SiteView | None = None
        self._run: Run | None = None
        words.changed.connect(self.changed)

    def begin(self, run: Run) -> None:
        """Say who runs the verb."""
        self._run = run

    def show(self, view: SiteView) -> None:
        """Show this order."""
        self._view = view
        self.changed.emit()

    @Property(bool, notify=changed)
    def possible(self) -> bool:
        """Whether it may be settled: while the order is open."""
        return self._view is not None and self._view.order.state is OrderState.ACCEPTED

    @Property(bool, notify=changed)
    def covered(self) -> bool:
        """Whether the visit is covered as things stand."""
        return self._view is not None and self._view.covered

    @Property(str, notify=changed)
    def nowText(self) -> str:
        """ "现为：保修承担"; that it is not known yet while the machine's warranty has no end."""
        if self._view is not None and not self._view.order.coverage_known:
            return self._words.say("coverage.now.unknown")
        return self._words.say("coverage.now.covered" if self.covered else "coverage.now.charged")

    @Property(str, notify=changed)
    def settledText(self) -> str:
        """ "客户承担：使用不当·进水"; "" while the machine's own warranty counts."""
        settled = self._settled
        if settled is None:
            return ""
        code = "coverage.covered" if settled.covered else "coverage.charged"
        ground = self._words.say(f"coverage.{settled.ground.value}")
        return self._words.say(code, ground=ground, remark=settled.remark)

    @Slot(bool, result="QVariantList")
    def grounds(self, covered: bool) -> list[dict[str, str]]:
        """Return what may speak for a decision: value, label."""
        return [
            {"value": ground.value, "label": self._words.say(f"coverage.{ground.value}")} for ground in GROUNDS[covered]
        ]

    @Slot(bool, str, result="QVariantList")
    def phrases(self, covered: bool, ground: str) -> list[str]:
        """Return what is often said of this ground, to tap."""
        if not ground:
            return []
        return self._words.say(f"coverage.{'yes' if covered else 'no'}.{ground}").split("|")

    @Slot()
    def ask(self) -> None:
        """Open the sheet."""
        if self.possible:
            self.asked.emit()

    @Slot(bool, str, str)
    def settle(self, covered: bool, ground: str, remark: str) -> None:
        """Record the decision."""
        self._do(covered, CoverageGround(ground), remark)

    @Slot()
    def takeBack(self) -> None:
        """Let the machine's own warranty count again."""
        self._do(self.covered, CoverageGround.RECORD, "")

    @property
    def _settled(self) -> Coverage | None:
        return self._view.order.visit.on_site.settled if self._view is not None else None

    def _do(self, covered: bool, ground: CoverageGround, remark: str) -> None:
        if self._run is not None and self._view is not None:
            self._run(partial(self._settle, self._view.order.id, covered, ground, remark), False)

"""What a visit's page says of the step on the screen: its next action, what blocks it, which ways lead out of it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from fieldapp.domain.ids import OrderId
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels.navigator import Navigator
from fieldapp.ui.viewmodels.step_place import StepPlace
from fieldapp.ui.words import Words


class AtStep(QObject):
    """Base of the visit's view model; everything is empty until it has a place."""

    changed = Signal()

    def __init__(self, words: Words, navigator: Navigator) -> None:
        super().__init__()
        self._words = words
        self._navigator = navigator
        self._order_id = OrderId("")
        self._busy = False
        self._place: StepPlace | None = None

    @Property(str, notify=changed)
    def orderId(self) -> str:
        """Whose visit it is."""
        return self._order_id

    @Property(bool, notify=changed)
    def loaded(self) -> bool:
        """Whether the visit was read."""
        return self._place is not None

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        """Whether an action is being stored."""
        return self._busy

    @Property(str, notify=changed)
    def current(self) -> str:
        """The step on the screen."""
        return self._place.step.id if self._place else ""

    @Property(bool, notify=changed)
    def stepDone(self) -> bool:
        """Whether the step on the screen was completed before; its answers can be read and changed."""
        return self._place is not None and self._place.done

    @Property(bool, notify=changed)
    def signs(self) -> bool:
        """Whether only the customer's signature, or his refusal, completes the step."""
        return self._place is not None and self._place.signs

    @Property(str, notify=changed)
    def primaryText(self) -> str:
        """The one next action, or the reason why it is blocked."""
        return self._place.primary(self._words) if self._place else ""

    @Property(bool, notify=changed)
    def blocked(self) -> bool:
        """Whether something stands in the way of the step."""
        return self._place is not None and bool(self._place.blocked(self._words))

    @Property(bool, notify=changed)
    def mayPassGate(self) -> bool:
        """Whether a reason opens the gate that blocks (PRO-3)."""
        return self._place is not None and self._place.may_pass

    @Property(bool, notify=changed)
    def maySkip(self) -> bool:
        """Whether the step may be left out with a reason."""
        return self._place is not None and self._place.may_skip

    @Property(bool, notify=changed)
    def mayGoBack(self) -> bool:
        """Whether a failed check sends back to the step before (SITE-6)."""
        return self._place is not None and self._place.sends_back

    @Property(str, notify=changed)
    def stepBefore(self) -> str:
        """The title of the step before this one, "" at the first."""
        before = self._place.before if self._place else None
        return before.title if before is not None else ""

    @Property(bool, notify=changed)
    def writesReport(self) -> bool:
        """Whether there is a report to look at from here."""
        on_report = self.current in ("report", "sign", "close")
        return on_report and self._navigator.has("report")

    @Slot(str, str)
    def openPage(self, page: str, argument: str) -> None:
        """Open another page over this one."""
        self._navigator.open(page, argument)

    @Slot()
    def scan(self) -> None:
        """Open the scan sheet for this visit."""
        self._navigator.open("scan", self._order_id)

    @Slot()
    def openReport(self) -> None:
        """Look at the report as it stands."""
        self._navigator.open("report", self._order_id)

    @Slot()
    def openOrder(self) -> None:
        """Look at the order."""
        self._navigator.open("order", self._order_id)

    @Property(bool, notify=changed)
    def maySearch(self) -> bool:
        """Whether there is a page that searches the fault library."""
        return self._navigator.has("knowledge")

    @Property(bool, notify=changed)
    def mayScan(self) -> bool:
        """Whether there is a scan sheet to open."""
        return self._navigator.has("scan")

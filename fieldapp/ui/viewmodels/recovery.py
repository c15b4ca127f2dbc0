"""What was put back after damage, and what is missing: told by name, once, before the work goes on (SYN-2, USE-4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.views.recovery import RecoveryReport
from fieldapp.ui.background import Background
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels.rows import Rows
from fieldapp.ui.viewmodels.ticker import Ticker
from fieldapp.ui.words import Words

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryDoors:
    """What the page reads and does; both block and run on threads of their own."""

    unseen: Callable[[], RecoveryReport | None]
    note_seen: Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """One thing to know: put back, missing until the sync, or gone. `picture` names its icon."""

    key: str
    picture: str
    what: str
    more: str


@QmlElement
class RecoveryViewModel(QObject):
    """Asks the store once after opening; `found` is told when there is something to show."""

    changed = Signal()
    found = Signal()
    closed = Signal()

    def __init__(self, doors: RecoveryDoors, background: Background, words: Words, ticker: Ticker) -> None:
        super().__init__()
        self._doors, self._background, self._words, self._ticker = doors, background, words, ticker
        self._report: RecoveryReport | None = None
        self._rows = Rows(FindingRow, "key", self)
        words.changed.connect(self._show)

    @Property(str, notify=changed)
    def title(self) -> str:
        """The page's name."""
        return self._words.say("recovery.title")

    @Property(str, notify=changed)
    def story(self) -> str:
        """What happened, in one sentence."""
        report = self._report
        if report is None:
            return ""
        if report.backup_at is None:
            return self._words.say("recovery.log")
        return self._words.say("recovery.backup", at=self._moment(report))

    @Property(str, notify=changed)
    def accept(self) -> str:
        """The button."""
        return self._words.say("recovery.understood")

    @Property(Rows, constant=True)
    def findings(self) -> Rows:
        """What was put back and what is missing."""
        return self._rows

    def look(self) -> None:
        """Ask whether there is something to tell."""
        self._background.reader.run(self._doors.unseen, self._looked)

    @Slot()
    def understood(self) -> None:
        """Do not show it again, and go on."""
        self._background.writer.run(self._doors.note_seen, self._noted)
        self.closed.emit()

    def _looked(self, report: RecoveryReport | None) -> None:
        self._report = report
        self._show()
        if report is not None:
            self.found.emit()

    def _noted(self, _nothing: None) -> None:
        self.changed.emit()

    @Slot()
    def _show(self) -> None:
        self._rows.show(self._findings(self._report) if self._report is not None else [])
        self.changed.emit()

    def _findings(self, report: RecoveryReport) -> list[FindingRow]:
        rows = [self._finding("events", "task_alt", report.events), self._finding("files", "image", report.files)]
        if not report.found_everything:
            rows[0] = replace(rows[0], more=self._words.say("recovery.events_some"))
        rows = [row for row, count in zip(rows, (report.events, report.files), strict=True) if count]
        rows += [
            FindingRow(
                key=f"order-{order.name}",
                picture="sync",
                what=self._words.say("recovery.order", number=order.name),
                more=self._words.say("recovery.order_detail", count=order.events),
            )
            for order in report.missing_orders
        ]
        if report.lost_events:
            rows.append(self._finding("lost", "warning", report.lost_events))
        if report.needs_contact:
            rows.append(self._finding("contact", "cloud_off", 0))
        if report.aside:
            more = self._words.say("recovery.aside_detail", folder=report.aside)
            rows.append(
                FindingRow(key="aside", picture="description", what=self._words.say("recovery.aside"), more=more)
            )
        return rows

    def _finding(self, code: str, icon: str, count: int) -> FindingRow:
        what = self._words.say(f"recovery.{code}", count=count)
        return FindingRow(key=code, picture=icon, what=what, more=self._words.say(f"recovery.{code}_detail"))

    def _moment(self, report: RecoveryReport) -> str:
        at = report.backup_at or report.at
        return f"{self._words.day_of(at, self._ticker.now())} {self._words.time(at)}".strip()

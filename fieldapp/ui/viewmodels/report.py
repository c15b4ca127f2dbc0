"""The report as it stands: bill and summary beside the step, its pages as they will be printed (REP-2, REP-3)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.errors import BadInput, FieldappError
from fieldapp.domain.ids import OrderId
from fieldapp.reports.sections.speaker import Speaker
from fieldapp.ui.background import Background, Latest
from fieldapp.ui.bus import Bus, Changed
from fieldapp.ui.paper_pictures import page_pictures
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels.paper_reader import Paper, PaperReader
from fieldapp.ui.viewmodels.paper_rows import FeeWords, SummaryRow, borne, fee_rows, summary_rows
from fieldapp.ui.viewmodels.rows import Rows
from fieldapp.ui.words import Words
from fieldapp.usecases.sign_report import ReportDraft

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

T = TypeVar("T")
Print = Callable[[bytes, str], None]
"""Takes the PDF and its title to paper; blocks. Raises PrintError."""


@QmlElement
class ReportViewModel(QObject):
    """One order's next version of the report. `drafted` is told when other content is shown than before."""

    changed = Signal()
    drafted = Signal()
    pagesChanged = Signal()

    def __init__(self, *, read: PaperReader, print_out: Print, background: Background, bus: Bus, words: Words) -> None:
        super().__init__()
        self._read, self._print = read, print_out
        self._background, self._words = background, words
        self._reading = Latest(background.reader)
        self._order_id = OrderId("")
        self._paper: Paper | None = None
        self._pages: tuple[str, ...] = ()
        self._wants_pages = False
        self._busy = False
        self._told = ""
        self._fees = Rows(FeeWords, "key", self)
        self._summary = Rows(SummaryRow, "key", self)
        bus.changed.connect(self._something_changed)
        words.changed.connect(self._reload)

    @property
    def draft(self) -> ReportDraft | None:
        """Return exactly what is shown: what a signature binds."""
        return self._paper.draft if self._paper else None

    def speaker(self, draft: ReportDraft) -> Speaker:
        """Return who words the draft in its language."""
        return Speaker(self._words.catalogue, draft.language, draft.content.zone)

    @Property(bool, notify=changed)
    def loaded(self) -> bool:
        """Whether the draft was read."""
        return self._paper is not None

    @Property(bool, notify=changed)
    def signed(self) -> bool:
        """Whether the customer has signed (or refused) this version."""
        return self._paper is not None and self._paper.signed is not None

    @Property(str, notify=changed)
    def numberText(self) -> str:
        """ "SR-261123-004·第 1 版"."""
        paper = self._paper
        return self._words.say("report.version", number=paper.draft.number, version=paper.version) if paper else ""

    @Property(str, notify=changed)
    def customer(self) -> str:
        """Whom it is for."""
        return self._paper.draft.content.customer.name if self._paper else ""

    @Property(str, notify=changed)
    def priceList(self) -> str:
        """ "价目表 2026-10 版"."""
        draft = self.draft
        return self.speaker(draft).tell("fees.list", version=draft.content.bill.price_list_version) if draft else ""

    @Property(str, notify=changed)
    def due(self) -> str:
        """What the customer pays, "¥86.00"."""
        draft = self.draft
        return self.speaker(draft).money(draft.content.bill.due) if draft else ""

    @Property(str, notify=changed)
    def clause(self) -> str:
        """What the customer ticks: the very sentence that stands above the signature in the document (REP-3)."""
        draft = self.draft
        code = "sign.clause_phone" if draft is not None and draft.afar else "sign.clause"
        return self.speaker(draft).tell(code) if draft else ""

    @Property(str, notify=changed)
    def borne(self) -> str:
        """What the warranty bears, in words; "" for nothing."""
        draft = self.draft
        return borne(draft.content, self.speaker(draft)) if draft else ""

    @Property(Rows, constant=True)
    def fees(self) -> Rows:
        """The bill's lines."""
        return self._fees

    @Property(Rows, constant=True)
    def summary(self) -> Rows:
        """The report in short."""
        return self._summary

    @Property("QVariantList", notify=pagesChanged)
    def pages(self) -> list[str]:
        """The pages as pictures, empty until they are drawn."""
        return list(self._pages)

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        """Whether pages are drawn, printed or copied."""
        return self._busy

    @Property(str, notify=changed)
    def message(self) -> str:
        """What became of printing or copying, "" before."""
        return self._told

    @Slot(str)
    def show(self, order_id: str) -> None:
        """Show an order's report: its content, not yet its pages."""
        if order_id != self._order_id:
            self._order_id, self._paper = OrderId(order_id), None
            self.changed.emit()
        self._told, self._wants_pages = "", False
        self._reload()

    @Slot(str)
    def preview(self, order_id: str) -> None:
        """Show an order's report with its pages."""
        self.show(order_id)
        self._wants_pages, self._pages = True, ()
        self.pagesChanged.emit()

    @Slot()
    def drawPages(self) -> None:
        """Draw the pages of the report that is shown."""
        self._wants_pages = True
        if self._paper is not None and not self._pages:
            self._do(partial(self._pictures, self._paper), self._drawn)

    @Slot()
    def printOut(self) -> None:
        """Print what is shown."""
        if self._paper is not None and not self._busy:
            self._do(partial(self._print_out, self._paper), self._settled)

    @Slot(QUrl)
    def saveCopy(self, folder: QUrl) -> None:
        """Write the PDF that is shown into a folder (a USB stick, a shared folder)."""
        if self._paper is not None and not self._busy:
            self._do(partial(self._save_copy, self._paper, Path(folder.toLocalFile())), self._settled)

    @Slot()
    def _reload(self) -> None:
        if self._order_id:
            self._reading.run(partial(self._read, self._order_id, self._words.language), self._loaded)

    @Slot(object)
    def _something_changed(self, notice: Changed) -> None:
        if self._order_id and notice.touches(self._order_id):
            self._reload()

    def _loaded(self, paper: Paper) -> None:
        """Show the report; pages of other content are drawn anew."""
        if self._paper is None or _identity(self._paper) != _identity(paper):
            self._paper = paper
            speaker = self.speaker(paper.draft)
            self._fees.show(fee_rows(paper.draft.content, speaker))
            self._summary.show(summary_rows(paper.draft.content, speaker, self._words.say("report.times")))
            self._pages = ()
            self.pagesChanged.emit()
            self.drafted.emit()
        self.changed.emit()
        if self._wants_pages:
            self.drawPages()

    def _pictures(self, paper: Paper) -> tuple[Paper, tuple[str, ...]]:
        """Run on a reader's thread."""
        return paper, page_pictures(self._read.pdf(paper))

    def _drawn(self, made: tuple[Paper, tuple[str, ...]]) -> None:
        paper, pages = made
        self._busy = False
        if paper is self._paper:
            self._pages = pages
            self.pagesChanged.emit()
        self.changed.emit()

    def _print_out(self, paper: Paper) -> str:
        """Run on a reader's thread: a printer that thinks must not keep the store waiting."""
        self._print(self._read.pdf(paper), paper.draft.number)
        return self._words.say("report.printed")

    def _save_copy(self, paper: Paper, folder: Path) -> str:
        """Run on a reader's thread."""
        file = folder / f"{paper.draft.number}-{paper.version}.pdf"
        try:
            file.write_bytes(self._read.pdf(paper))
        except OSError as fault:
            raise BadInput("report.not-saved", folder=str(folder)) from fault
        return self._words.say("report.saved", file=file.name)

    def _do(self, job: Callable[[], T], done: Callable[[T], None]) -> None:
        self._busy, self._told = True, ""
        self.changed.emit()
        self._background.reader.run(job, done, self._failed)

    def _settled(self, told: str) -> None:
        self._busy, self._told = False, told
        self.changed.emit()

    def _failed(self, error: FieldappError) -> None:
        self._busy = False
        self.changed.emit()
        self._background.failed.emit(error)


def _identity(paper: Paper) -> tuple[str, str, int]:
    """Return what tells one shown report from another."""
    return paper.draft.content_sha256, paper.draft.language, paper.version

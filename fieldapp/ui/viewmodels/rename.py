"""Another name for an enrolled tablet: a fresh ticket, then the PIN; everything on it comes along (SYNC.md rule 12)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from enum import IntEnum

from PySide6.QtCore import QEnum, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.errors import CentreUnreachable, FieldappError
from fieldapp.trust.pin_rules import OpensWith
from fieldapp.ui.background import Background
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels.enrol import NOTHING_TOLD, TICKET_FAULTS
from fieldapp.ui.viewmodels.pin import PinViewModel
from fieldapp.ui.viewmodels.ticker import Ticker
from fieldapp.ui.viewmodels.ticket_pictures import ReadPicture, TicketPictures
from fieldapp.ui.words import Told, Words

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

ANOTHER_TICKET = TICKET_FAULTS | {"enrol.other-company", "store.other-engineer"}
"""After these another ticket is needed; after all others the same one may be tried again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameDoors:
    """What another name needs; all but `check_ticket` block, and all raise FieldappError.

    `check_ticket(company, text)` returns the centre's address, asking nobody; `rename(ticket, pin)` waits until the
    store is closed and does it whole or not at all.
    """

    check_ticket: Callable[[str, str], str]
    rename: Callable[[str, str], None]
    opens_with: Callable[[], OpensWith]
    waits: Callable[[], timedelta]
    read_picture: ReadPicture


@dataclass(frozen=True, slots=True)
class _Renamed:
    """The PIN that opened the store, for the moment until it opens it again."""

    pin: str = field(repr=False)


@QmlElement
class RenameViewModel(PinViewModel):
    """Two steps. The PIN stands here no longer than the work takes, and leaves with `renamed`."""

    @QEnum
    class Step(IntEnum):
        """Where the engineer is."""

        Ticket = 0
        Pin = 1
        Done = 2

    stepChanged = Signal()
    toldChanged = Signal()
    """As `changed`: a property's signal has to be of its own class."""
    renamed = Signal(str)
    left = Signal()
    """The engineer wants to go on as before."""

    def __init__(self, doors: RenameDoors, background: Background, words: Words, ticker: Ticker) -> None:
        super().__init__(self._try_both, doors.opens_with, background, words, ticker, doors.waits)
        self._doors = doors
        self._pictures = TicketPictures(self._check, doors.read_picture, background)
        self._step = RenameViewModel.Step.Ticket
        self._company = self._ticket = self._address = ""
        self._reading = False
        words.changed.connect(self.stepChanged)
        self.changed.connect(self.toldChanged)

    @Property(int, notify=stepChanged)
    def step(self) -> int:
        """One of `Step`."""
        return self._step

    @Property(str, notify=stepChanged)
    def address(self) -> str:
        """The centre that the ticket names."""
        return self._address

    @Property(bool, notify=stepChanged)
    def reading(self) -> bool:
        """Whether a picture is being read."""
        return self._reading

    @Property(bool, notify=toldChanged)
    def working(self) -> bool:
        """Whether the PIN is tried and the centre asked."""
        return self._busy and self._step == RenameViewModel.Step.Pin

    @Property(str, notify=toldChanged)
    def problemWhat(self) -> str:
        """What happened, "" while nothing did."""
        return self._told.what

    @Property(str, notify=toldChanged)
    def problemSafe(self) -> str:
        """What is safe."""
        return self._told.safe

    @Property(str, notify=toldChanged)
    def problemDo(self) -> str:
        """What to do."""
        return self._told.do

    def begin(self, company: str) -> None:
        """Begin at the ticket, for a tablet of `company`; before the page opens."""
        self._company, self._busy = company, False
        self._forget()
        self._go(RenameViewModel.Step.Ticket)

    @Slot(str)
    def take(self, text: str) -> None:
        """Take a ticket that was scanned, typed or pasted; what comes late, after another one was taken, counts not."""
        if self._step != RenameViewModel.Step.Ticket:
            return
        try:
            self._address = self._check(text.strip())
        except FieldappError as error:
            self._tell(error)
            return
        self._ticket = text.strip()
        self._go(RenameViewModel.Step.Pin)

    @Slot(QUrl)
    def readPicture(self, file: QUrl) -> None:
        """Take the ticket from a picture file."""
        self._reading = True
        self.again()
        self.stepChanged.emit()
        self._pictures.read(file, self._picture_read, self._picture_failed)

    @Slot(str)
    def enter(self, typed: str) -> None:
        """Take the PIN, and go on under another name."""
        if self._step == RenameViewModel.Step.Pin:
            super().enter(typed)

    @Slot()
    def startOver(self) -> None:
        """Back to the ticket; not while the centre is asked."""
        if not self._busy and self._step == RenameViewModel.Step.Pin:
            self._forget()
            self._go(RenameViewModel.Step.Ticket)

    @Slot()
    def leave(self) -> None:
        """Go on under the name as it is; not while the centre is asked."""
        if not self._busy and self._step != RenameViewModel.Step.Done:
            self._forget()
            self.left.emit()

    @property
    def _told(self) -> Told:
        """Return the words of the error; of an unreachable centre they tell which, and that nothing was changed."""
        error = self._error
        if error is None:
            return NOTHING_TOLD
        if isinstance(error, CentreUnreachable):
            error = CentreUnreachable("rename.centre-unreachable", address=self._address)
        return self._words.error(error)

    def _check(self, text: str) -> str:
        return self._doors.check_ticket(self._company, text)

    def _try_both(self, pin: str) -> _Renamed:
        """Run on the writer's thread: PIN, ticket, and everything that lies here."""
        self._doors.rename(self._ticket, pin)
        return _Renamed(pin)

    def _opened(self, what: object) -> None:
        self._forget()
        self._go(RenameViewModel.Step.Done)
        super()._opened(what)
        if isinstance(what, _Renamed):
            self.renamed.emit(what.pin)

    def _refused(self, error: FieldappError) -> None:
        if error.code in ANOTHER_TICKET:
            self._forget()
            self._go(RenameViewModel.Step.Ticket)
        super()._refused(error)

    def _picture_read(self, text: str) -> None:
        self._reading = False
        self.stepChanged.emit()
        self.take(text)

    def _picture_failed(self, error: FieldappError) -> None:
        self._reading = False
        self.stepChanged.emit()
        self._tell(error)

    def _forget(self) -> None:
        self._ticket = self._address = ""

    def _go(self, step: Step) -> None:
        self._step = step
        self.again()
        self.stepChanged.emit()
        self.changed.emit()

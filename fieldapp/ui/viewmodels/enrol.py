"""The enrolment page: read the ticket (picture, scanner, by hand), set a PIN twice, become known to the centre."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum

from PySide6.QtCore import QEnum, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.errors import CentreUnreachable, CentreUntrusted, FieldappError, Refused
from fieldapp.trust.pin_rules import OpensWith, check_new
from fieldapp.ui.background import Background
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels.ticket_pictures import CheckTicket, ReadPicture, TicketPictures
from fieldapp.ui.words import Told, Words

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

NOTHING_TOLD = Told("", "", "", False)
TICKET_FAULTS = frozenset({"enrol.ticket-invalid", "enrol-code-invalid"})
"""After these another ticket is needed; after all others the same one may be tried again."""


@QmlElement
class EnrolViewModel(QObject):
    """Three steps, one after the other. The PIN leaves this object only for `enrol` and with `enrolled`."""

    @QEnum
    class Step(IntEnum):
        """Where the engineer is."""

        Ticket = 0
        NewPin = 1
        PinAgain = 2
        Ready = 3
        Working = 4
        Done = 5

    changed = Signal()
    enrolled = Signal(str)

    def __init__(
        self,
        *,
        check_ticket: CheckTicket,
        enrol: Callable[[str, str], None],
        opens_with: Callable[[], OpensWith],
        read_picture: ReadPicture,
        background: Background,
        words: Words,
    ) -> None:
        """Take what enrolling needs.

        `check_ticket(text)` returns the centre's address or raises BadInput("enrol.ticket-invalid") without asking
        anybody; `enrol(text, pin)` and `opens_with()` block and raise FieldappError. `enrolled` is told the PIN, so
        that the store can be opened without asking for it a third time.
        """
        super().__init__()
        self._check, self._enrol = check_ticket, enrol
        self._pictures = TicketPictures(check_ticket, read_picture, background)
        self._read_kind, self._opens_with = opens_with, OpensWith.PIN
        self._background, self._words = background, words
        self._step = EnrolViewModel.Step.Ticket
        self._ticket = self._address = self._pin = ""
        self._reading = False
        self._told = NOTHING_TOLD
        self._error: FieldappError | None = None
        words.changed.connect(self._show)

    @Property(int, notify=changed)
    def step(self) -> int:
        """One of `Step`."""
        return self._step

    @Property(bool, notify=changed)
    def passphrase(self) -> bool:
        """Whether a passphrase is set instead of a PIN: there is no keyring on this machine."""
        return self._opens_with is OpensWith.PASSPHRASE

    @Property(bool, notify=changed)
    def reading(self) -> bool:
        """Whether a picture is being read."""
        return self._reading

    @Property(str, notify=changed)
    def address(self) -> str:
        """The centre that the ticket names."""
        return self._address

    @Property(str, notify=changed)
    def problemWhat(self) -> str:
        """What happened, "" while nothing did."""
        return self._told.what

    @Property(str, notify=changed)
    def problemSafe(self) -> str:
        """What is safe."""
        return self._told.safe

    @Property(str, notify=changed)
    def problemDo(self) -> str:
        """What to do."""
        return self._told.do

    @Property(bool, notify=changed)
    def mayTryAgain(self) -> bool:
        """Whether the same ticket and PIN can be tried again."""
        return self._step == EnrolViewModel.Step.Ready

    def look(self) -> None:
        """Begin at the ticket, and learn what will open this tablet; on the way to the page."""
        if self._step == EnrolViewModel.Step.Done:
            self._go(EnrolViewModel.Step.Ticket)
        self._background.reader.run(self._read_kind, self._learnt, self._tell)

    @Slot(str)
    def take(self, text: str) -> None:
        """Take a ticket that was scanned, typed or pasted."""
        try:
            self._address = self._check(text.strip())
        except FieldappError as error:
            self._tell(error)
            return
        self._ticket = text.strip()
        self._go(EnrolViewModel.Step.NewPin)

    @Slot(QUrl)
    def readPicture(self, file: QUrl) -> None:
        """Take the ticket from a picture file; of several codes the one that is a ticket."""
        self._reading = True
        self._tell(None)
        self._pictures.read(file, self._picture_read, self._picture_failed)

    @Slot(str)
    def enterPin(self, pin: str) -> None:
        """Take the PIN, then take it again; if both are the same, enrol."""
        if self._step == EnrolViewModel.Step.NewPin:
            self._take_new(pin)
        elif self._step == EnrolViewModel.Step.PinAgain and pin == self._pin:
            self.tryAgain()
        elif self._step == EnrolViewModel.Step.PinAgain:
            self._pin = ""
            self._go(EnrolViewModel.Step.NewPin)
            self._tell(Refused("pin.differs"))

    def _take_new(self, pin: str) -> None:
        try:
            check_new(pin, self._opens_with)
        except Refused as error:
            self._tell(error)
            return
        self._pin = pin
        self._go(EnrolViewModel.Step.PinAgain)

    @Slot()
    def tryAgain(self) -> None:
        """Ask the centre, with ticket and PIN as they are."""
        if not self._ticket or not self._pin or self._step == EnrolViewModel.Step.Working:
            return
        ticket, pin = self._ticket, self._pin
        self._go(EnrolViewModel.Step.Working)
        self._background.writer.run(lambda: self._enrol(ticket, pin), self._enrolled, self._failed)

    @Slot()
    def startOver(self) -> None:
        """Back to the ticket; not while the centre is being asked."""
        if self._step not in (EnrolViewModel.Step.Working, EnrolViewModel.Step.Done):
            self._forget()
            self._go(EnrolViewModel.Step.Ticket)

    def _picture_read(self, text: str) -> None:
        self._reading = False
        self.take(text)

    def _picture_failed(self, error: FieldappError) -> None:
        self._reading = False
        self._tell(error)

    def _enrolled(self, _nothing: None) -> None:
        pin = self._pin
        self._forget()
        self._go(EnrolViewModel.Step.Done)
        self.enrolled.emit(pin)

    def _failed(self, error: FieldappError) -> None:
        if error.code in TICKET_FAULTS:
            self._forget()
            self._go(EnrolViewModel.Step.Ticket)
        else:
            self._go(EnrolViewModel.Step.Ready)
        self._tell(error)

    def _learnt(self, opens_with: OpensWith) -> None:
        self._opens_with = opens_with
        self.changed.emit()

    def _forget(self) -> None:
        self._ticket = self._address = self._pin = ""

    def _go(self, step: Step) -> None:
        self._step = step
        self._tell(None)

    def _tell(self, error: FieldappError | None) -> None:
        self._error = error
        self._show()

    @Slot()
    def _show(self) -> None:
        """Word the error; without a store there is nothing on this tablet yet that could be called safe."""
        error = self._error
        if isinstance(error, CentreUnreachable):
            error = CentreUnreachable("enrol.centre-unreachable", address=self._address)
        elif isinstance(error, CentreUntrusted):
            error = CentreUntrusted("enrol.centre-untrusted", address=self._address)
        self._told = NOTHING_TOLD if error is None else self._words.error(error)
        self.changed.emit()

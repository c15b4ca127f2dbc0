"""Nobody at home: the card that is left behind, filled in by the app, and the photo of it (TRV-3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.work_order import OrderState, WorkOrder
from fieldapp.ui.background import Background
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels import order_words
from fieldapp.ui.viewmodels.answer_pictures import AnswerPictures
from fieldapp.ui.viewmodels.contact import Run
from fieldapp.ui.viewmodels.ticker import Ticker
from fieldapp.ui.words import Words
from fieldapp.usecases.note_nobody_met import NoteNobodyMet
from fieldapp.usecases.save_answer import NewFile

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

PHONE = "card_phone"
"""Setting of the tablet: the number on the card, typed once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardDoors:
    """What the card needs: who leaves it, and the tablet's setting of the number on it."""

    nobody_met: NoteNobodyMet
    company: str
    read_setting: Callable[[str, str], str]
    write_setting: Callable[[str, str], None]


@QmlElement
class NoteCardViewModel(QObject):
    """One card; its words are made when it is looked at and recorded as they were read."""

    changed = Signal()

    def __init__(
        self, doors: CardDoors, pictures: AnswerPictures, background: Background, words: Words, ticker: Ticker
    ) -> None:
        super().__init__()
        self._doors = doors
        self._pictures = pictures
        self._background = background
        self._words = words
        self._ticker = ticker
        self._order: WorkOrder | None = None
        self._phone = ""
        self._photo = ""
        self._file: NewFile | None = None
        self._run: Run | None = None
        pictures.begin(self._taken)
        words.changed.connect(self.changed)

    def begin(self, run: Run) -> None:
        """Say who runs the recording."""
        self._run = run

    def show(self, order: WorkOrder) -> None:
        """Show the card of this order."""
        if self._order is None or self._order.id != order.id:
            self._photo, self._file = "", None
        self._order = order
        self.changed.emit()

    @Property(bool, notify=changed)
    def possible(self) -> bool:
        """Whether one stands before a door: on the way, and not let in yet."""
        if self._order is None or self._order.state is not OrderState.ACCEPTED:
            return False
        visit = self._order.visit
        return visit.departed_at is not None and visit.arrived_at is None

    @Property(str, notify=changed)
    def title(self) -> str:
        """The head of the card: who was there."""
        return self._words.say("card.title", company=self._doors.company)

    @Property("QVariantList", notify=changed)
    def lines(self) -> list[str]:
        """What the card says, line by line: who, when, for what, and how to agree on another time."""
        if self._order is None:
            return []
        words, order, now = self._words, self._order, self._ticker.now()
        when = f"{words.day(now.astimezone(words.zone).date())} {words.time(now)}"
        ways = words.say("card.ways_phone", phone=self._phone) if self._phone else words.say("card.ways")
        return [
            words.say(
                "card.was_here", engineer=order.assignee_name, when=when, product=order_words.product_line(order)
            ),
            ways,
            words.say("card.number", number=order.number),
        ]

    @Property(str, notify=changed)
    def phone(self) -> str:
        """The number on the card, "" while none was typed on this tablet."""
        return self._phone

    @Property(str, notify=changed)
    def photo(self) -> str:
        """The photo as an answer, "" without one."""
        return self._photo

    @Property(str, notify=changed)
    def picture(self) -> str:
        """Where QML finds the photo."""
        return self._pictures.address(self._photo)

    @Property(AnswerPictures, constant=True)
    def pictures(self) -> AnswerPictures:
        """What takes the photo in."""
        return self._pictures

    @Slot()
    def look(self) -> None:
        """The card is about to be seen: its time is now, its number that of the tablet."""
        self._background.reader.run(partial(self._doors.read_setting, PHONE, ""), self._phone_read)

    @Slot(str)
    def keepPhone(self, number: str) -> None:
        """Write the number on the card; this tablet keeps it for the next one."""
        if number.strip() != self._phone:
            self._phone = number.strip()
            self._background.writer.run(partial(self._doors.write_setting, PHONE, self._phone), self._phone_kept)
            self.changed.emit()

    @Slot()
    def dropPhoto(self) -> None:
        """Leave the photo out."""
        self._photo, self._file = "", None
        self.changed.emit()

    @Slot()
    def record(self) -> None:
        """Nobody was met: record the card as it reads, and go on to the closing."""
        if self._order is not None and self._run is not None:
            card = "\n".join([self.title, *self.lines])
            self._run(partial(self._doors.nobody_met, self._order.id, card, self._file), False)

    def _taken(self, _name: str, value: str, file: NewFile) -> None:
        self._photo, self._file = value, file
        self.changed.emit()

    def _phone_read(self, number: str) -> None:
        self._phone = number
        self.changed.emit()

    def _phone_kept(self, _nothing: None) -> None:
        self.changed.emit()

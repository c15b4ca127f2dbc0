"""A message to the office about one order: to whom, about what, with words to tap (ACC-2, TRV-2, SITE-5)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.contact import Recipient, Topic
from fieldapp.domain.errors import FieldappError
from fieldapp.domain.ids import OrderId, Sha256
from fieldapp.domain.work_order import WorkOrder
from fieldapp.ui.background import Background, Latest
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels.message_rows import ThreadRow, thread_rows
from fieldapp.ui.viewmodels.rows import Rows
from fieldapp.ui.viewmodels.ticker import Ticker
from fieldapp.ui.words import Words
from fieldapp.usecases.send_message import SendMessage
from fieldapp.workflow.record_so_far import RecordSoFar, record_so_far

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

PHRASES = {
    Topic.MISSING_DETAILS: ("phone", "address", "model", "symptom", "appointment"),
    Topic.STUCK: ("cause", "readings", "documents", "part", "call_me"),
    Topic.DELAY: ("job_before", "tell_customer", "somebody_else"),
    Topic.OTHER_DEPARTMENT: ("software", "sales", "depot", "dealer"),
    Topic.OTHER: ("call_me", "call_customer"),
}
"""Words to tap by topic, as `ui.message.phrase.<topic>.<name>`; every sentence can be sent as it is."""


Unsent = Callable[[OrderId], frozenset[str]]
"""Reads which messages of an order are not yet at the centre (`Queries.unsent_messages`)."""


@QmlElement
class MessageViewModel(QObject):
    """What `MessageSheet` shows and sends. A page keeps one, shows it its order and asks for the sheet by `ask`."""

    changed = Signal()
    asked = Signal()
    """The sheet is to be opened."""
    sent = Signal()
    """The message is stored and waits for the next sync."""

    def __init__(
        self,
        send: SendMessage,
        unsent: Unsent,
        background: Background,
        words: Words,
        ticker: Ticker,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._read_unsent = unsent
        self._reading = Latest(background.reader)
        self._ticker = ticker
        self._entries = Rows(ThreadRow, "key", self)
        self._unsent: frozenset[str] = frozenset()
        self._send = send
        self._background = background
        self._words = words
        self._order: WorkOrder | None = None
        self._record = RecordSoFar()
        self._to = Recipient.DISPATCHER
        self._topic = Topic.OTHER
        self._phrases: list[str] = []
        self._text = ""
        self._sending = False
        words.changed.connect(self._retell)

    def show(self, order: WorkOrder) -> None:
        """Write about this order from now on; words that were begun for another one are gone."""
        if self._order is None or self._order.id != order.id:
            self._text = ""
        self._order, self._record = order, record_so_far(order)
        self._reading.run(partial(self._read_unsent, order.id), self._unsent_read)
        self._retell()

    @Slot(str, str, "QStringList")
    def ask(self, recipient: str, topic: str, phrases: list[str]) -> None:
        """Open the sheet for a recipient and a topic; [] offers the phrases of the topic."""
        if (self._to.value, self._topic.value) != (recipient, topic) or self._phrases != phrases:
            self._text = ""
        self._to, self._topic, self._phrases = Recipient(recipient), Topic(topic), list(phrases)
        self.changed.emit()
        self.asked.emit()

    @Slot()
    def askForHelp(self) -> None:
        """Open the sheet for the question that lies nearest: at the customer's one is stuck, before one is not."""
        on_site = self._order is not None and self._order.visit.arrived_at is not None
        to, topic = (Recipient.TECHNICAL_LEAD, Topic.STUCK) if on_site else (Recipient.DISPATCHER, Topic.OTHER)
        self.ask(to.value, topic.value, [])

    @Property(Rows, constant=True)
    def entries(self) -> Rows:
        """What was written to and fro about the order, newest first."""
        return self._entries

    @Property(int, notify=changed)
    def count(self) -> int:
        """How much was written."""
        return len(self._entries.rows())

    @Property(str, notify=changed)
    def subtitle(self) -> str:
        """Which order it is about."""
        return "" if self._order is None else f"{self._order.customer.name}·{self._order.number}"

    @Property("QVariantList", notify=changed)
    def recipients(self) -> list[dict[str, str]]:
        """Who can be written to, as value and label."""
        return [{"value": one.value, "label": self._words.say(f"recipient.{one.value}")} for one in Recipient]

    @Property("QVariantList", notify=changed)
    def topics(self) -> list[dict[str, str]]:
        """What it can be about, as value and label."""
        return [{"value": one.value, "label": self._words.say(f"topic.{one.value}")} for one in Topic]

    @Property(str, notify=changed)
    def recipient(self) -> str:
        """Who it goes to."""
        return self._to.value

    @Property(str, notify=changed)
    def topic(self) -> str:
        """What it is about."""
        return self._topic.value

    @Property("QStringList", notify=changed)
    def phrases(self) -> list[str]:
        """Sentences to tap."""
        names = PHRASES[self._topic]
        return self._phrases or [self._words.say(f"message.phrase.{self._topic.value}.{name}") for name in names]

    @Property(str, notify=changed)
    def text(self) -> str:
        """What is written so far."""
        return self._text

    @Property(str, notify=changed)
    def recordText(self) -> str:
        """What of the record goes along: "已填 12 项，照片 3 张，用料 1 件"; "" where none does."""
        record = self._record
        if self._topic is not Topic.STUCK or record.empty:
            return ""
        return self._words.say(
            "message.record", answers=record.answers, photos=len(record.photos), parts=record.parts, calls=record.calls
        )

    @Property(bool, notify=changed)
    def ready(self) -> bool:
        """Whether there is something to send, and it is not being stored yet."""
        return self._order is not None and bool(self._text.strip()) and not self._sending

    @Slot(str)
    def sendTo(self, recipient: str) -> None:
        """Choose another recipient; what was written stays."""
        self._to = Recipient(recipient)
        self.changed.emit()

    @Slot(str)
    def about(self, topic: str) -> None:
        """Choose another topic; what was written stays, the words to tap are the topic's own."""
        self._topic, self._phrases = Topic(topic), []
        self.changed.emit()

    @Slot(str)
    def write(self, text: str) -> None:
        """Take over what was typed."""
        self._text = text
        self.changed.emit()

    @Slot(str)
    def tapPhrase(self, phrase: str) -> None:
        """Add a sentence, or take it out again."""
        lines = [line for line in self._text.split("\n") if line.strip()]
        self._text = "\n".join([line for line in lines if line != phrase] if phrase in lines else [*lines, phrase])
        self.changed.emit()

    @Slot()
    def send(self) -> None:
        """Store the message; the next sync delivers it. A second tap meanwhile is the same tap."""
        if self._order is None or not self.ready:
            return
        photos: tuple[Sha256, ...] = self._record.photos if self._topic is Topic.STUCK else ()
        words = "\n".join(text for text in (self._text.strip(), self.recordText) if text)
        job = partial(self._send, self._order.id, self._to, self._topic, words, photos)
        self._sending = True
        self.changed.emit()
        self._background.writer.run(job, self._was_sent, self._was_refused)

    def _was_sent(self, _message_id: str) -> None:
        self._text, self._sending = "", False
        self.changed.emit()
        self.sent.emit()

    def _was_refused(self, error: FieldappError) -> None:
        """Nothing was stored: what was written stays, and may be sent again."""
        self._sending = False
        self._background.failed.emit(error)
        self.changed.emit()

    def _unsent_read(self, unsent: frozenset[str]) -> None:
        self._unsent = unsent
        self._retell()

    @Slot()
    def _retell(self) -> None:
        """Word the thread again."""
        if self._order is not None:
            self._entries.show(thread_rows(self._order, self._unsent, self._words, self._ticker.now()))
        self.changed.emit()

"""News of the office: a quiet line on today, a bar on the order, a page that keeps them for 30 days (SYN-3)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.ids import OrderId
from fieldapp.domain.news import KeptNews, NewsKind
from fieldapp.ui.background import Background, Latest
from fieldapp.ui.bus import ORDER, Bus, Changed
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels.navigator import Navigator
from fieldapp.ui.viewmodels.news_rows import NewsRow, in_one_line, news_row
from fieldapp.ui.viewmodels.rows import Rows
from fieldapp.ui.viewmodels.ticker import Ticker
from fieldapp.ui.words import Words
from fieldapp.usecases.ports import NewsShelf

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

_WEIGHT = {kind: place for place, kind in enumerate(NewsKind)}


@QmlElement
class NewsViewModel(QObject):
    """What the office changed, read again after every pull; pressed away it stays on the page."""

    changed = Signal()

    def __init__(
        self,
        shelf: NewsShelf,
        navigator: Navigator,
        background: Background,
        bus: Bus,
        words: Words,
        ticker: Ticker,
    ) -> None:
        super().__init__()
        self._shelf = shelf
        self._navigator = navigator
        self._background = background
        self._reading = Latest(background.reader)
        self._words = words
        self._ticker = ticker
        self._kept: tuple[KeptNews, ...] = ()
        self._rows = Rows(NewsRow, "key", self)
        self._bars: dict[str, dict[str, str]] = {}
        bus.changed.connect(self._something_changed)
        words.changed.connect(self._retell)
        ticker.minute.connect(self._retell)

    @Slot()
    def read(self) -> None:
        """Read the news on a reader thread."""
        self._reading.run(self._shelf.listed, self._loaded)

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many were not seen yet."""
        return sum(kept.seen_at is None for kept in self._kept)

    @Property(str, notify=changed)
    def countText(self) -> str:
        """ "3 条新消息", "" for none."""
        return self._words.say("news.count", count=self.count) if self.count else ""

    @Property(str, notify=changed)
    def newestText(self) -> str:
        """The weightiest of those not seen, in one line for today."""
        unseen = self._unseen()
        if not unseen:
            return ""
        row = news_row(unseen[0], self._words, self._ticker.now())
        return f"{row.title}·{unseen[0].news.customer}"

    @Property(Rows, constant=True)
    def rows(self) -> Rows:
        """All news of the last 30 days, newest first."""
        return self._rows

    @Property("QVariantMap", notify=changed)
    def bars(self) -> dict[str, dict[str, str]]:
        """By order: the weightiest news of it that was not seen, as key, title, detail and look."""
        return self._bars

    @Slot(str)
    def see(self, key: str) -> None:
        """Press one away."""
        self._background.writer.run(partial(self._shelf.mark_seen, [int(key)]), self._seen)

    @Slot()
    def seeAll(self) -> None:
        """Press all away."""
        ids = [kept.id for kept in self._unseen()]
        self._background.writer.run(partial(self._shelf.mark_seen, ids), self._seen)

    @Slot(str)
    def open(self, key: str) -> None:
        """Go to the order that it is about, which counts as seen; one that is not here any more stays closed."""
        row = self._rows.row(key)
        if row is not None:
            self.see(key)
            if row.opens:
                self._navigator.open("order", OrderId(row.orderId))

    def _unseen(self) -> list[KeptNews]:
        """Return what was not seen, the weightiest first."""
        unseen = [kept for kept in self._kept if kept.seen_at is None]
        return sorted(unseen, key=lambda kept: (_WEIGHT[kept.news.kind], -kept.id))

    def _seen(self, _nothing: None) -> None:
        self.read()

    def _loaded(self, kept: tuple[KeptNews, ...]) -> None:
        if kept != self._kept:  # most changes of an order are no news
            self._kept = kept
            self._retell()

    @Slot(object)
    def _something_changed(self, notice: Changed) -> None:
        if ORDER in notice.kinds:
            self.read()

    @Slot()
    def _retell(self) -> None:
        now = self._ticker.now()
        self._rows.show([news_row(kept, self._words, now) for kept in self._kept])
        self._bars = {}
        for kept in self._unseen():
            row = news_row(kept, self._words, now)
            bar = {
                "key": row.key,
                "title": row.title,
                "detail": in_one_line(row),
                "look": row.look,
                "kind": kept.news.kind.value,
            }
            self._bars.setdefault(kept.news.order_id, bar | {"iconName": row.iconName})
        self.changed.emit()

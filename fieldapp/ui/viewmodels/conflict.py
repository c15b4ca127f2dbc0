"""What can be done about a promise that the day no longer keeps: each way out leads to where it is done (DEP-4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.ids import OrderId
from fieldapp.scheduling.conflicts import Remedy, WayOut
from fieldapp.ui.background import Background, Latest
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels.asked_sheet import AskedSheet
from fieldapp.ui.viewmodels.contact import ContactViewModel
from fieldapp.ui.viewmodels.navigator import Navigator
from fieldapp.ui.viewmodels.order_words import minutes
from fieldapp.ui.words import Words
from fieldapp.usecases.show_conflict import ConflictView, ShowConflict

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

A_MINUTE = timedelta(minutes=1)
"""Nobody is told to be late by no minutes."""

_ICONS = {
    WayOut.WRAP_UP: "timer",
    WayOut.OTHER_ORDER: "swap_horiz",
    WayOut.TELL_CUSTOMER: "call",
    WayOut.MOVE: "event_repeat",
    WayOut.OTHER_ENGINEER: "person",
}


@QmlElement
class ConflictViewModel(QObject):
    """One conflict, read when it is looked at; the telephone of the visit does what is chosen."""

    changed = Signal()
    opened = Signal()

    def __init__(
        self,
        show: ShowConflict,
        asked: AskedSheet,
        contact: ContactViewModel,
        navigator: Navigator,
        background: Background,
        words: Words,
    ) -> None:
        super().__init__()
        self._show, self._asked, self._contact = show, asked, contact
        self._navigator, self._words = navigator, words
        self._reading = Latest(background.reader)
        self._view: ConflictView | None = None
        words.changed.connect(self.changed)

    @Slot(str)
    def look(self, order_id: str) -> None:
        """Read what can be done for this visit; the sheet opens when it was found."""
        self._reading.run(partial(self._show, OrderId(order_id)), self._found)

    @Property(str, notify=changed)
    def title(self) -> str:
        """ "立承机械 会晚 10 分钟", or that it becomes tight."""
        if self._view is None:
            return ""
        return self._words.say(
            f"conflict.{self._view.conflict.state.value}",
            name=self._view.order.customer.name,
            time=self._words.duration(max(self._view.conflict.late_by, A_MINUTE)),
        )

    @Property(str, notify=changed)
    def cause(self) -> str:
        """What it comes from."""
        if self._view is None:
            return ""
        conflict = self._view.conflict
        return self._words.say(f"conflict.cause.{conflict.cause.value}", name=self._view.names[conflict.before])

    @Property("QVariantList", notify=changed)
    def ways(self) -> list[dict[str, str]]:
        """The ways out, in the order in which they should be thought of; `action` is "" for what is only said."""
        if self._view is None:
            return []
        return [row for remedy in self._view.conflict.remedies for row in self._rows(remedy, self._view)]

    def _rows(self, remedy: Remedy, view: ConflictView) -> Iterator[dict[str, str]]:
        """Yield what stands for one way out; each window is a row of its own."""
        way, words = remedy.way_out, self._words
        row = {"icon": _ICONS[way], "detail": "", "action": way.value}
        if way is WayOut.MOVE:
            for window in remedy.windows:
                day = words.day_of(window.start_at, view.conflict.lateness.likely_at)
                text = words.say("conflict.way.move", time=f"{day} {words.time(window.start_at)}".strip())
                yield {**row, "text": text, "action": f"move {window.start_at.isoformat()}"}
            return
        before = view.names[view.conflict.before]
        time = words.time(remedy.at) if remedy.at is not None else ""
        text = words.say(f"conflict.way.{way.value}", time=time, name=before)
        if way is WayOut.OTHER_ORDER:
            order = words.say("conflict.then").join(view.names[order_id] for order_id in remedy.orders)
            saves = words.say("conflict.saves", minutes=minutes(remedy.saves)) if minutes(remedy.saves) > 0 else ""
            yield {**row, "text": text, "detail": "·".join(part for part in (order, saves) if part), "action": ""}
        elif way is WayOut.WRAP_UP:
            yield {**row, "text": text, "action": ""}
        else:
            yield {**row, "text": text}

    @Slot(str)
    def take(self, action: str) -> None:
        """Go where the way out is done: the visit, with the right sheet open."""
        if self._view is None:
            return
        way, _, start = action.partition(" ")
        opens = {
            WayOut.TELL_CUSTOMER.value: partial(self._contact.ask, "late"),
            WayOut.MOVE.value: partial(self._contact.askMove, start),
            WayOut.OTHER_ENGINEER.value: partial(self._contact.ask, "pass_on"),
        }.get(way)
        if opens is not None:
            self._asked.ask(self._view.order.id, opens)
            self._navigator.open("visit", self._view.order.id)

    def _found(self, view: ConflictView | None) -> None:
        self._view = view
        self.changed.emit()
        if view is not None:
            self.opened.emit()

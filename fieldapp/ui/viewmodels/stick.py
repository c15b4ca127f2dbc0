"""The road without a network on the screen: the file for the depot, and the depot's answer (SYN-5)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.errors import FieldappError
from fieldapp.ui.background import Background, Worker
from fieldapp.ui.properties import Property
from fieldapp.ui.words import Words

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


class Written(Protocol):
    """What lies on the stick now."""

    @property
    def path(self) -> Path:
        """Where it lies."""
        ...

    @property
    def events(self) -> int:
        """How many records are in it."""
        ...

    @property
    def files(self) -> int:
        """How many photos and reports are in it."""
        ...

    @property
    def files_left(self) -> int:
        """How many had no room and wait for another road."""
        ...


class Answered(Protocol):
    """What the depot's answer changed here."""

    @property
    def outcomes(self) -> int:
        """How many records got the centre's word."""
        ...

    @property
    def changes(self) -> int:
        """How many documents came down."""
        ...

    @property
    def waiting(self) -> int:
        """How many records still have none."""
        ...

    @property
    def code(self) -> str:
        """Why the centre did not take it all, "" if it did."""
        ...

    @property
    def revoked(self) -> bool:
        """Whether the office took this tablet out of use."""
        ...


class StickRoad(Protocol):
    """The tablet's way over a stick, as the screen needs it; both are blocking."""

    def hand_out(self, folder: Path) -> Written:
        """Write what waits into a file of the folder. Raises FieldappError."""
        ...

    def take_in(self, path: Path) -> Answered:
        """Take over the depot's answer. Raises FieldappError."""
        ...


@QmlElement
class StickViewModel(QObject):
    """One thing at a time, on a thread of its own; what went wrong is told where every page tells it."""

    changed = Signal()

    def __init__(self, *, road: StickRoad, background: Background, words: Words) -> None:
        super().__init__()
        self._road, self._background, self._words = road, background, words
        self._worker = Worker("stick")
        self._busy, self._told = "", ""

    @Property(str, notify=changed)
    def busy(self) -> str:
        """What is under way, "" when nothing is."""
        return self._busy

    @Property(str, notify=changed)
    def message(self) -> str:
        """What came of the last thing and what is to be done next, "" before."""
        return self._told

    def enter(self, _argument: str = "") -> None:
        """Come to the page; what was told last time is over."""
        self._told = ""
        self.changed.emit()

    @Slot(QUrl)
    def handOut(self, folder: QUrl) -> None:
        """Write the file for the depot into a folder, mostly a stick's."""
        place = Path(folder.toLocalFile())
        self._begin(self._words.say("stick.writing"), lambda: self._written(self._road.hand_out(place)))

    @Slot(QUrl)
    def takeIn(self, file: QUrl) -> None:
        """Take over the answer that the depot gave along."""
        path = Path(file.toLocalFile())
        self._begin(self._words.say("stick.reading"), lambda: self._answered(self._road.take_in(path)))

    def shutdown(self) -> None:
        """End with what is under way; before the store is closed."""
        self._worker.shutdown()

    @property
    def idle(self) -> bool:
        """Tell whether nothing is under way."""
        return self._worker.pending == 0

    def _begin(self, doing: str, job: Callable[[], str]) -> None:
        if not self._busy:
            self._busy, self._told = doing, ""
            self._worker.run(job, self._done, self._failed)
            self.changed.emit()

    def _done(self, told: str) -> None:
        self._busy, self._told = "", told
        self.changed.emit()

    def _failed(self, error: FieldappError) -> None:
        self._done("")
        self._background.failed.emit(error)

    def _written(self, out: Written) -> str:
        told = self._words.say("stick.written", file=out.path.name, events=out.events, files=out.files)
        return f"{told} {self._words.say('stick.left', count=out.files_left)}" if out.files_left else told

    def _answered(self, taken: Answered) -> str:
        if taken.code:
            return self._words.say("stick.again")
        counts = {"outcomes": taken.outcomes, "changes": taken.changes, "waiting": taken.waiting}
        told = self._words.say("stick.answered", **counts)
        return f"{told} {self._words.say('stick.revoked')}" if taken.revoked else told

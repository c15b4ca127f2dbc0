"""The page of a tablet that the office took out of use: what became of the work, and the way to a new enrolment."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.errors import FieldappError
from fieldapp.ui.background import Background
from fieldapp.ui.properties import Property
from fieldapp.ui.words import Words

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class RemovedViewModel(QObject):
    """Removes what is left, at once, and says how far it is."""

    changed = Signal()
    enrolAsked = Signal()

    def __init__(
        self, remove: Callable[[], None], forget: Callable[[], None], background: Background, words: Words
    ) -> None:
        """`remove` removes all data and may be called again; `forget` lets the tablet be enrolled anew. Both block."""
        super().__init__()
        self._remove, self._forget, self._background, self._words = remove, forget, background, words
        self._removing = False
        self._error: FieldappError | None = None
        words.changed.connect(self.changed)

    @Property(bool, notify=changed)
    def removing(self) -> bool:
        """Whether data are still being removed."""
        return self._removing

    @Property(str, notify=changed)
    def message(self) -> str:
        """Why the rest could not be removed and what to do, "" while nothing is wrong."""
        return "" if self._error is None else self._words.error(self._error).brief

    @Slot()
    def remove(self) -> None:
        """Remove what is left."""
        if not self._removing:
            self._removing, self._error = True, None
            self.changed.emit()
            self._background.writer.run(self._remove, self._removed, self._failed)

    @Slot()
    def enrolAnew(self) -> None:
        """Let the tablet be enrolled again."""
        self._background.writer.run(self._forget, self._forgotten, self._failed)

    def _removed(self, _nothing: None) -> None:
        self._removing = False
        self.changed.emit()

    def _forgotten(self, _nothing: None) -> None:
        self.enrolAsked.emit()

    def _failed(self, error: FieldappError) -> None:
        self._removing, self._error = False, error
        self.changed.emit()

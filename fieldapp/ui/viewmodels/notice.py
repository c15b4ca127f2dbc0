"""The one quiet bar over whatever page is open: two lines, one way to see more, and a way to put it away."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.ui.properties import Property

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class NoticeViewModel(QObject):
    """What the bar says; who put it there listens to `seen` and `dismissed` and decides what becomes of it."""

    changed = Signal()
    seen = Signal()
    dismissed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines = ("", "", "")
        self._urgent = False
        self._icon = ""

    @Property(bool, notify=changed)
    def shown(self) -> bool:
        """Whether there is something to say."""
        return bool(self._lines[0])

    @Property(str, notify=changed)
    def text(self) -> str:
        """What it is about."""
        return self._lines[0]

    @Property(str, notify=changed)
    def detail(self) -> str:
        """The figures to it."""
        return self._lines[1]

    @Property(str, notify=changed)
    def actionText(self) -> str:
        """The word on the way to see more."""
        return self._lines[2]

    @Property(bool, notify=changed)
    def urgent(self) -> bool:
        """Whether it is for now, not for soon."""
        return self._urgent

    @Property(str, notify=changed)
    def icon(self) -> str:
        """The picture before it."""
        return self._icon

    def show(self, text: str, detail: str, action: str, *, urgent: bool = False, icon: str = "timer") -> None:
        """Say this; what was said before goes."""
        self._lines, self._urgent, self._icon = (text, detail, action), urgent, icon
        self.changed.emit()

    def clear(self) -> None:
        """Say nothing."""
        self.show("", "", "")

    @Slot()
    def see(self) -> None:
        """The engineer wants to see more."""
        self.seen.emit()

    @Slot()
    def dismiss(self) -> None:
        """The engineer puts the bar away."""
        self.dismissed.emit()

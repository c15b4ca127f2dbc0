"""One entry of the fault library as short texts, each a property that the page shows as it is (KNO-1)."""

from __future__ import annotations

from base64 import b64encode

from PySide6.QtCore import QObject, Signal
from PySide6.QtQml import QmlElement

from fieldapp.domain.views.faults import FaultView
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels import fault_words
from fieldapp.ui.viewmodels.rows import Rows
from fieldapp.ui.words import Words

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class FaultFacts(QObject):
    """The words of one entry; all empty until `show` was called."""

    changed = Signal()

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._view: FaultView | None = None
        self._parts = Rows(fault_words.FaultPart, "key", self)
        self._pictures: list[str] = []

    def show(self, view: FaultView | None) -> None:
        """Show this entry in the language of the moment; None shows none."""
        self._view = view
        self._pictures = [] if view is None else [_address(content) for _, content in view.pictures]
        self.retell()

    def retell(self) -> None:
        """Say the same in the language of now."""
        self._parts.show(() if self._view is None else fault_words.part_rows(self._view.parts, self._words))
        self.changed.emit()

    @Property(bool, notify=changed)
    def loaded(self) -> bool:
        """Whether there is an entry to show."""
        return self._view is not None

    @Property(str, notify=changed)
    def title(self) -> str:
        """ "E02·CF-680"; the models alone for a fault without a code."""
        if self._view is None:
            return ""
        models = self._words.say("list_comma").join(self._view.entry.models)
        return "·".join(text for text in (self._view.entry.code, models) if text)

    @Property(str, notify=changed)
    def cause(self) -> str:
        """Why."""
        return fault_words.cause(self._view.entry, self._words) if self._view else ""

    @Property(str, notify=changed)
    def symptom(self) -> str:
        """How it shows."""
        return fault_words.symptom(self._view.entry, self._words) if self._view else ""

    @Property(str, notify=changed)
    def measure(self) -> str:
        """Plan A."""
        return fault_words.measure(self._view.entry, self._words) if self._view else ""

    @Property(str, notify=changed)
    def fallback(self) -> str:
        """Plan B, "" where there is none (ANA-2)."""
        return fault_words.fallback(self._view.entry, self._words) if self._view else ""

    @Property(str, notify=changed)
    def tools(self) -> str:
        """Special tools, "" where the standard toolkit is enough."""
        return fault_words.tools(self._view.entry, self._words) if self._view else ""

    @Property(str, notify=changed)
    def line(self) -> str:
        """ "38 例·修好 92%"."""
        if self._view is None:
            return ""
        told = (fault_words.cases(self._view.entry, self._words), fault_words.cured(self._view.entry, self._words))
        return "·".join(text for text in told if text)

    @Property(Rows, constant=True)
    def parts(self) -> Rows:
        """The parts, with what lies on this van."""
        return self._parts

    @Property(int, notify=changed)
    def partCount(self) -> int:
        """How many parts the entry names."""
        return len(self._parts.rows())

    @Property("QStringList", notify=changed)
    def pictures(self) -> list[str]:
        """The pictures that are on this tablet, as addresses of an Image."""
        return self._pictures


def _address(content: bytes) -> str:
    """Return a picture as an address that holds it: it lies in the encrypted store, in no file that QML could open."""
    kind = "png" if content.startswith(b"\x89PNG") else "jpeg"
    return f"data:image/{kind};base64,{b64encode(content).decode()}"

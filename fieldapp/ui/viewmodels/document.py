"""A drawing or manual on the tablet, page by page, without network (ANA-1)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtQml import QmlElement

from fieldapp.domain.ids import Sha256
from fieldapp.domain.model_document import ModelDocument
from fieldapp.ui.background import Background, Latest
from fieldapp.ui.paper_pictures import page_pictures
from fieldapp.ui.properties import Property
from fieldapp.ui.words import Words
from fieldapp.usecases.ports import Queries

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class DocumentViewModel(QObject):
    """Shows one file; its pages are drawn on a reader thread, kept in memory, and gone with the next file."""

    changed = Signal()

    def __init__(self, queries: Queries, background: Background, words: Words) -> None:
        super().__init__()
        self._queries = queries
        self._words = words
        self._reading = Latest(background.reader)
        self._document: ModelDocument | None = None
        self._pages: tuple[str, ...] = ()

    def enter(self, argument: str) -> None:
        """Open a file of a model: "<model>|<hash>"."""
        model, _, sha256 = argument.partition("|")
        self._document, self._pages = None, ()
        self.changed.emit()
        self._reading.run(partial(self._read, model, Sha256(sha256)), self._show)

    @Property(str, notify=changed)
    def title(self) -> str:
        """The file's title."""
        return self._document.title(self._words.language) if self._document else ""

    @Property(str, notify=changed)
    def detail(self) -> str:
        """Its edition and how many pages it has."""
        one = self._document
        return self._words.say("analysis.paper", edition=one.edition, pages=one.pages) if one else ""

    @Property("QVariantList", notify=changed)
    def pages(self) -> list[str]:
        """The pages as pictures, empty until they are drawn."""
        return list(self._pages)

    def _read(self, model: str, sha256: Sha256) -> tuple[ModelDocument | None, tuple[str, ...]]:
        found = next((one for one in self._queries.documents(model) if one.sha256 == sha256), None)
        return found, page_pictures(self._queries.blob(sha256))

    def _show(self, read: tuple[ModelDocument | None, tuple[str, ...]]) -> None:
        self._document, self._pages = read
        self.changed.emit()

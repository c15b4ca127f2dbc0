"""The support bundle on the screen: every file of it can be read before it is saved where the engineer says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.errors import FieldappError
from fieldapp.support.bundle import ABOUT, Bundle, Piece
from fieldapp.support.crashes import BEFORE_NAME
from fieldapp.support.crashes import FILE_NAME as CRASH_NAME
from fieldapp.support.log import FILE_NAME as LOG_NAME
from fieldapp.ui.background import Background
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels.rows import Rows
from fieldapp.ui.words import Words

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

WHAT = {ABOUT: "about", LOG_NAME: "log", CRASH_NAME: "crash", BEFORE_NAME: "crash"}
"""Words for what a file is; any other is an older log."""
KILOBYTE = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceRow:
    """One file of the bundle: its name, what it is, how large."""

    name: str
    what: str
    size: str
    shown: bool


@QmlElement
class SupportViewModel(QObject):
    """A bundle, collected when the page is entered. What is saved is exactly what was shown."""

    changed = Signal()

    def __init__(self, *, collect: Callable[[], Bundle], background: Background, words: Words) -> None:
        super().__init__()
        self._collect = collect
        self._background, self._words = background, words
        self._bundle: Bundle | None = None
        self._shown = ""
        self._told = ""
        self._busy = False
        self._rows = Rows(PieceRow, "name", self)
        words.changed.connect(self._tell)

    @Property(Rows, constant=True)
    def pieces(self) -> Rows:
        """The files of the bundle."""
        return self._rows

    @Property(str, notify=changed)
    def shown(self) -> str:
        """The name of the file whose text is shown."""
        return self._shown

    @Property("QStringList", notify=changed)
    def lines(self) -> list[str]:
        """The text of the shown file, line by line, whole."""
        piece = self._piece()
        return piece.text.splitlines() if piece is not None else []

    @Property(bool, notify=changed)
    def ready(self) -> bool:
        """Whether there is a bundle that can be saved."""
        return self._bundle is not None and not self._busy

    @Property(str, notify=changed)
    def message(self) -> str:
        """What became of saving, "" before."""
        return self._told

    def enter(self, _argument: str = "") -> None:
        """Collect anew."""
        self._bundle, self._told = None, ""
        self._do(self._collect, self._collected)

    @Slot(str)
    def show(self, name: str) -> None:
        """Show the text of a file."""
        self._shown = name
        self._tell()

    @Slot(QUrl)
    def save(self, folder: QUrl) -> None:
        """Write the bundle that is shown into a folder (a USB stick, a shared folder)."""
        if self._bundle is not None and not self._busy:
            self._told = ""
            self._do(partial(_write, self._bundle, Path(folder.toLocalFile())), self._saved)

    def _do(self, job: Callable[[], Bundle], done: Callable[[Bundle], None]) -> None:
        self._busy = True
        self.changed.emit()
        self._background.reader.run(job, done, self._failed)

    def _collected(self, bundle: Bundle) -> None:
        self._bundle, self._busy = bundle, False
        self._shown = bundle.pieces[0].name
        self._tell()

    def _saved(self, bundle: Bundle) -> None:
        self._busy = False
        self._told = self._words.say("support.saved", file=bundle.name)
        self.changed.emit()

    def _failed(self, error: FieldappError) -> None:
        self._busy = False
        self.changed.emit()
        self._background.failed.emit(error)

    @Slot()
    def _tell(self) -> None:
        """Word the rows again."""
        pieces = self._bundle.pieces if self._bundle is not None else ()
        self._rows.show([self._row(piece) for piece in pieces])
        self.changed.emit()

    def _row(self, piece: Piece) -> PieceRow:
        kilobytes = max(1, round(piece.size / KILOBYTE))
        return PieceRow(
            name=piece.name,
            what=self._words.say(f"support.{WHAT.get(piece.name, 'older')}"),
            size=f"{kilobytes:,} KB",
            shown=piece.name == self._shown,
        )

    def _piece(self) -> Piece | None:
        pieces = self._bundle.pieces if self._bundle is not None else ()
        return next((piece for piece in pieces if piece.name == self._shown), None)


def _write(bundle: Bundle, folder: Path) -> Bundle:
    """Run on a reader's thread; return what was written."""
    bundle.write(folder / bundle.name)
    return bundle

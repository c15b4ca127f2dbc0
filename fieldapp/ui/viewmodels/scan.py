"""The scan sheet: three ways in, one PartCode, and what came of each scan; newest first (PRT-1, SITE-4, KIT-3)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.errors import FieldappError
from fieldapp.domain.ids import OrderId
from fieldapp.domain.part import CaptureSource
from fieldapp.scanning.raw_code import RawCode
from fieldapp.scanning.repeats import Repeats
from fieldapp.ui.background import Background, Latest
from fieldapp.ui.bus import Bus, Changed
from fieldapp.ui.capture.picture import Frame, PictureRead, read_picture_file
from fieldapp.ui.capture.sounds import Sounds
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels.navigator import Navigator
from fieldapp.ui.viewmodels.rows import Rows
from fieldapp.ui.viewmodels.scan_actions import Asked, Capture, ScanActions, Scanned, ScanPlace
from fieldapp.ui.viewmodels.scan_rows import ScanRow, asked_words, look_of, packed_words, scan_row
from fieldapp.ui.words import Words

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

MOST_SHOWN = 50
"""Results that are kept on the sheet."""


@QmlElement
class ScanViewModel(QObject):
    """Every way in ends in `take`; a camera will too. Decoding and recording run on the workers."""

    changed = Signal()
    scanned = Signal()

    def __init__(
        self,
        *,
        actions: ScanActions,
        repeats: Repeats,
        sounds: Sounds,
        navigator: Navigator,
        background: Background,
        bus: Bus,
        words: Words,
    ) -> None:
        super().__init__()
        self._actions, self._repeats, self._sounds = actions, repeats, sounds
        self._navigator, self._background, self._words = navigator, background, words
        self._reading = Latest(background.reader)
        self._order_id = OrderId("")
        self._place = ScanPlace(asked=Asked.LOOKUP)
        self._scans: tuple[Scanned, ...] = ()
        self._settled: frozenset[str] = frozenset()
        self._without_old: frozenset[str] = frozenset()
        self._count = 0
        self._decoding = False
        self._picture: PictureRead | None = None
        self._question = ""
        self._give: Callable[[str], None] | None = None
        self._results = Rows(ScanRow, "key", self)
        bus.changed.connect(self._something_changed)
        words.changed.connect(self._show)

    @Slot(str)
    def enter(self, order_id: str) -> None:
        """Open for an order, or with "" to look parts up; results of before are gone."""
        self._order_id = OrderId(order_id)
        self._place = ScanPlace(asked=Asked.LOOKUP)
        self._scans, self._settled, self._without_old, self._picture = (), frozenset(), frozenset(), None
        self._question, self._give = "", None
        self._repeats.forget()
        self._read_place()
        self._show()

    def ask_code(self, question: str, give: Callable[[str], None]) -> None:
        """Open the sheet for one code: the answer to a question of a form, no part that is booked."""
        self._navigator.open("scan", "")
        self._question, self._give = question, give
        self.changed.emit()

    @Property(str, notify=changed)
    def title(self) -> str:
        """What the sheet is for."""
        if self._give is not None:
            return self._question
        asked = Asked.NEW if self._place.asked is Asked.OLD else self._place.asked
        return self._words.say(f"scan.title.{asked.value}")

    @Property(str, notify=changed)
    def subtitle(self) -> str:
        """Whose visit it is and, for the bag, how much is packed."""
        return "" if self._give is not None else packed_words(self._place, self._words)

    @Property(str, notify=changed)
    def ask(self) -> str:
        """What to scan now."""
        return self._words.say("scan.ask.code") if self._give is not None else asked_words(self._place, self._words)

    @Property(bool, notify=changed)
    def asksOld(self) -> bool:
        """Whether the old part of a new one is wanted now."""
        return self._place.asked is Asked.OLD

    @Property(bool, notify=changed)
    def reading(self) -> bool:
        """Whether a picture is being decoded."""
        return self._decoding

    @Property(QUrl, notify=changed)
    def picture(self) -> QUrl:
        """The picture that was read last, empty without one."""
        file = self._picture.file if self._picture is not None else None
        return QUrl.fromLocalFile(str(file)) if file is not None else QUrl()

    @Property("QVariantList", notify=changed)
    def frames(self) -> list[dict[str, float]]:
        """Where the codes are on it: left, top, width, height as parts of the picture."""
        frames: tuple[Frame, ...] = self._picture.frames if self._picture is not None else ()
        return [{"left": at.left, "top": at.top, "width": at.width, "height": at.height} for at in frames]

    @Property(Rows, constant=True)
    def results(self) -> Rows:
        """What came of each scan, newest first."""
        return self._results

    @property
    def listens(self) -> bool:
        """Tell whether the sheet is open: only then is a keyboard scanner's label a part."""
        return self._navigator.sheet == "scan"

    def take_scan(self, code: RawCode) -> None:
        """Take what a keyboard scanner typed; a trigger that was pressed twice is one scan."""
        self.scanned.emit()
        self._picture = None
        if self._repeats.is_repeat(code):
            self._sounds.play("again")
        else:
            self.take(Capture((code,), CaptureSource.SCANNER))

    def take(self, capture: Capture) -> None:
        """Record or look up what one way in found; a code that a question asked for goes there."""
        if self._give is not None:
            give, self._give = self._give, None
            self._sounds.play("ok")
            self.finish()
            give("".join(sign for sign in capture.codes[0].text if sign.isprintable()))
            return
        job = partial(self._actions.take, self._next_key(), self._order_id, capture, self._without_old)
        self._background.writer.run(job, self._taken)

    @Slot(str)
    def takeText(self, text: str) -> None:
        """Take a number typed by hand."""
        if text.strip():
            self._picture = None
            self.take(Capture((RawCode(text, ""),), CaptureSource.HAND))

    @Slot(QUrl)
    def choosePicture(self, file: QUrl) -> None:
        """Take what a file dialog chose."""
        self.takePicture(file.toLocalFile())

    @Slot(str)
    def takePicture(self, path: str) -> None:
        """Decode a picture file and take what is in it; one at a time."""
        if not self._decoding:
            self._decoding, self._picture = True, None
            job = partial(read_picture_file, Path(path))
            failed = partial(self._picture_failed, Path(path).name)
            self._background.reader.run(job, self._picture_read, failed)
            self.changed.emit()

    @Slot(str)
    def useAnyway(self, key: str) -> None:
        """Record what was doubted; its row offers that only once."""
        doubted = next((scan for scan in self._scans if scan.key == key), None)
        if doubted is not None and key not in self._settled:
            self._settled |= {key}
            job = partial(self._actions.use_anyway, self._next_key(), doubted)
            self._background.writer.run(job, self._taken)
            self._show()

    @Slot()
    def noOldPart(self) -> None:
        """Go on to the next new part: nothing came out for this one."""
        if self._place.use is not None:
            self._without_old |= {self._place.use.id}
            self._read_place()

    @Slot()
    def finish(self) -> None:
        """Close the sheet."""
        self._navigator.closeSheet()

    def _next_key(self) -> str:
        self._count += 1
        return str(self._count)

    def _taken(self, scan: Scanned) -> None:
        """Show one more result on top."""
        if scan.order_id != self._order_id:
            return
        self._scans = (scan, *self._scans)[:MOST_SHOWN]
        self._sounds.play(look_of(scan))
        self._read_place()
        self._show()

    def _picture_read(self, read: PictureRead) -> None:
        self._decoding, self._picture = False, read
        self.take(Capture(read.codes, CaptureSource.PICTURE))
        self.changed.emit()

    def _picture_failed(self, name: str, error: FieldappError) -> None:
        self._decoding = False
        asked = self._place.asked
        self._taken(Scanned(key=self._next_key(), asked=asked, label=name, order_id=self._order_id, error=error))

    def _read_place(self) -> None:
        self._reading.run(partial(self._actions.place, self._order_id, self._without_old), self._placed)

    def _placed(self, place: ScanPlace) -> None:
        if place != self._place:
            self._place = place
            self.changed.emit()

    @Slot(object)
    def _something_changed(self, notice: Changed) -> None:
        if self.listens and notice.touches(self._order_id):
            self._read_place()

    @Slot()
    def _show(self) -> None:
        """Word everything in the language of the moment."""
        self._results.show([scan_row(scan, self._settled, self._words) for scan in self._scans])
        self.changed.emit()

"""A place to scan anything and see what arrives: text, kind of code, length, speed; so that a scanner can be set up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.scanning.raw_code import RawCode
from fieldapp.scanning.wedge import ENDS, Wedge
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels.ticker import Ticker
from fieldapp.ui.words import Words

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

SILENCE = timedelta(milliseconds=500).total_seconds()
"""After that, no Enter will come any more."""
LONGEST = 1000
"""Characters that are kept, so that a cat on the keyboard fills no memory."""
SHOWN = {"\x1d": "<GS>", "\x1e": "<RS>", "\x04": "<EOT>"}
"""Control characters of labels, as signs that every font has."""
KINDS = {
    "]A": "Code 39",
    "]C": "Code 128",
    "]E": "EAN/UPC",
    "]F": "Codabar",
    "]G": "Code 93",
    "]I": "ITF",
    "]L": "PDF417",
    "]Q": "QR Code",
    "]d": "Data Matrix",
    "]e": "GS1 DataBar",
    "]z": "Aztec",
}
"""Names of codes by the first letters of their AIM identifier (ISO/IEC 15424)."""


@QmlElement
class ScannerCheck(QObject):
    """Takes keys; judges at Enter or Tab, or when silence shows that none comes."""

    changed = Signal()

    def __init__(self, words: Words, ticker: Ticker, seconds: Callable[[], float]) -> None:
        """`seconds` is a clock that never goes back; keys are timed as they come."""
        super().__init__()
        self._words, self._seconds = words, seconds
        self._wedge = Wedge()
        self._typed: list[str] = []
        self._began_at = self._last_at = 0.0
        self._text = self._kind = self._length = self._speed = self._verdict = ""
        self._works = False
        ticker.second.connect(self._second_passed)
        words.changed.connect(self.forget)

    @Property(str, notify=changed)
    def text(self) -> str:
        """What arrived, with control characters as signs."""
        return self._text

    @Property(str, notify=changed)
    def kind(self) -> str:
        """Which code it was, where the scanner says so."""
        return self._kind

    @Property(str, notify=changed)
    def length(self) -> str:
        """How many characters."""
        return self._length

    @Property(str, notify=changed)
    def speed(self) -> str:
        """How long each character took."""
        return self._speed

    @Property(str, notify=changed)
    def verdict(self) -> str:
        """What to think of it, "" before anything arrived."""
        return self._verdict

    @Property(bool, notify=changed)
    def works(self) -> bool:
        """Whether it was a scan as the application takes them."""
        return self._works

    @Slot(str, result=bool)
    def key(self, text: str) -> bool:
        """Take the text of one key event; a key that no label has, or an end of nothing (Tab), is left to others."""
        if not text or not (text.isprintable() or text in SHOWN or (text in ENDS and self._typed)):
            return False
        at = self._seconds()
        scan = self._wedge.feed(text, at)
        if text in ENDS:
            self._judge(scan, "me.scan.scanner" if scan is not None else "me.scan.by_hand")
        elif len(self._typed) < LONGEST:
            self._began_at = at if not self._typed else self._began_at
            self._last_at = at
            self._typed.append(text)
        return True

    @Slot()
    def forget(self) -> None:
        """Begin anew."""
        self._wedge = Wedge()
        self._typed = []
        self._text = self._kind = self._length = self._speed = self._verdict = ""
        self._works = False
        self.changed.emit()

    @Slot()
    def _second_passed(self) -> None:
        """See whether a burst ended without Enter: the scanner's setting for a suffix is off."""
        if self._wedge.is_in_burst and self._seconds() - self._last_at > SILENCE:
            self._wedge = Wedge()
            self._judge(None, "me.scan.no_end")

    def _judge(self, scan: RawCode | None, verdict: str) -> None:
        typed, self._typed = "".join(self._typed), []
        symbology = scan.symbology if scan is not None else ""
        each = (self._last_at - self._began_at) / max(len(typed) - 1, 1)
        self._text = "".join(SHOWN.get(sign, sign) for sign in (scan.text if scan is not None else typed))
        name = KINDS.get(symbology[:2], "")
        self._kind = f"{name} {symbology}".strip() if symbology else self._words.say("me.scan.none")
        self._length = self._words.say("me.scan.count", count=len(scan.text if scan is not None else typed))
        self._speed = self._words.say("me.scan.speed", milliseconds=round(each * 1000))
        self._verdict, self._works = self._words.say(verdict), scan is not None
        self.changed.emit()

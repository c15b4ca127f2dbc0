"""A PIN or passphrase that is tried: on the lock page, and where the customer hands the tablet back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.errors import FieldappError, Refused
from fieldapp.trust.pin_rules import OpensWith
from fieldapp.ui.background import Background
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels.ticker import Ticker
from fieldapp.ui.words import Words

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

Unlock = Callable[[str], object]
"""Tries a PIN on the writer's thread and returns what it opened. Raises Refused("pin.wrong", "pin.wait")."""


_IN_SECONDS = 90
"""Below this a wait is told in seconds."""


def no_wait() -> timedelta:
    """Say that nothing is waited for: where a tablet was just opened no wait can run."""
    return timedelta()


def _waiting(left: timedelta) -> Refused:
    """Say how long is waited; above a minute and a half nobody counts in seconds."""
    seconds = max(1, round(left.total_seconds()))
    if seconds < _IN_SECONDS:
        return Refused("pin.wait", seconds=seconds)
    return Refused("pin.wait-long", minutes=seconds // 60, seconds=f"{seconds % 60:02d}")


@QmlElement
class PinViewModel(QObject):
    """Takes a PIN or passphrase; `unlocked` is told what it opened, on the UI thread.

    What is typed stands here no longer than it takes to try it.
    """

    changed = Signal()
    unlocked = Signal(object)

    def __init__(
        self,
        unlock: Unlock,
        opens_with: Callable[[], OpensWith],
        background: Background,
        words: Words,
        ticker: Ticker,
        waits: Callable[[], timedelta] = no_wait,
    ) -> None:
        """`unlock`, `opens_with` and `waits`, how long the next try must wait, block and raise FieldappError."""
        super().__init__()
        self._unlock, self._read_kind, self._read_wait = unlock, opens_with, waits
        self._background, self._words, self._ticker = background, words, ticker
        self._busy = False
        self._error: FieldappError | None = None
        self._wait_until: datetime | None = None
        self._opens_with = OpensWith.PIN
        words.changed.connect(self._say_anew)
        ticker.second.connect(self._second_passed)

    @Property(bool, notify=changed)
    def passphrase(self) -> bool:
        """Whether a passphrase is typed instead of a PIN: there is no keyring on this machine."""
        return self._opens_with is OpensWith.PASSPHRASE

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        """Whether nothing can be typed: a try is under way, or must wait."""
        return self._busy or self._wait_until is not None

    @Property(bool, notify=changed)
    def wrong(self) -> bool:
        """Whether the last PIN did not open anything."""
        return self._error is not None

    @Property(str, notify=changed)
    def message(self) -> str:
        """Why not and what to do, a line each, or ""; while a wait runs, the seconds that are left."""
        return "" if self._error is None else self._say(self._error)

    def look(self) -> None:
        """Learn what is typed here and whether a wait runs; on the way to the page."""
        self.again()
        # On the writer, which tries PINs too: the count of tries has one hand on it at a time.
        self._background.writer.run(self._read_state, self._learnt, self._refused)

    @Slot(str)
    def enter(self, typed: str) -> None:
        """Try what was typed."""
        if not self.busy:
            self._try(lambda: self._unlock(typed))

    @Slot()
    def again(self) -> None:
        """A new try begins: the message goes."""
        if self._error is not None and self._wait_until is None:
            self._error = None
            self.changed.emit()

    def _say(self, error: FieldappError) -> str:
        return self._words.error(error).brief

    def _begin(self) -> None:
        self._busy, self._error = True, None
        self.changed.emit()

    def _try(self, job: Callable[[], object]) -> None:
        self._begin()
        self._background.writer.run(job, self._opened, self._refused)

    def _opened(self, what: object) -> None:
        self._busy = False
        self.changed.emit()
        self.unlocked.emit(what)

    def _refused(self, error: FieldappError) -> None:
        self._busy = False
        if error.code == "pin.wait":
            self._wait(timedelta(seconds=int(error.fields["seconds"])))
        else:
            self._tell(error)

    def _tell(self, error: FieldappError) -> None:
        self._error = error
        self.changed.emit()

    def _wait(self, left: timedelta) -> None:
        """Count down from now, on the screen."""
        self._wait_until = self._ticker.now() + left
        self._tell(_waiting(left))

    def _read_state(self) -> tuple[OpensWith, timedelta]:
        return self._read_kind(), self._read_wait()

    def _learnt(self, state: tuple[OpensWith, timedelta]) -> None:
        self._opens_with, left = state
        if left:
            self._wait(left)
        self.changed.emit()

    @Slot()
    def _second_passed(self) -> None:
        """Count the wait down; when it is over the page asks again."""
        if self._wait_until is None:
            return
        left = self._wait_until - self._ticker.now()
        if left > timedelta(0):
            self._tell(_waiting(left))
            return
        self._wait_until = self._error = None
        self.changed.emit()

    @Slot()
    def _say_anew(self) -> None:
        if self._wait_until is None:
            self._error = None
        self.changed.emit()

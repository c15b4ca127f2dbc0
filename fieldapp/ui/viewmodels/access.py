"""PIN and lock: the sheet where another PIN is set and where one says how soon the tablet locks itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from enum import IntEnum

from PySide6.QtCore import QEnum, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.errors import FieldappError, Refused
from fieldapp.trust.pin_rules import OpensWith, check_new
from fieldapp.ui.background import Background
from fieldapp.ui.idle_watch import USUAL
from fieldapp.ui.properties import Property
from fieldapp.ui.words import Words

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

IDLE_MINUTES = "idle_minutes"
"""Name of the setting, read by `Queries.setting`."""
CHOICES = ("1", "5", "10", "30")
_USUAL = str(int(USUAL.total_seconds()) // 60)


@QmlElement
class AccessViewModel(QObject):
    """Asks the old PIN, the new one, and the new one again; what is typed is forgotten with each end."""

    @QEnum
    class Step(IntEnum):
        """What is shown."""

        Settings = 0
        Old = 1
        New = 2
        Again = 3
        Done = 4

    changed = Signal()
    idleChanged = Signal(object)
    """How long the tablet may lie untouched, a timedelta."""

    def __init__(
        self,
        *,
        check: Callable[[str], object],
        change: Callable[[str, str], None],
        opens_with: Callable[[], OpensWith],
        read: Callable[[str, str], str],
        write: Callable[[str, str], None],
        background: Background,
        words: Words,
    ) -> None:
        """`check(old)` and `change(old, new)` block and raise FieldappError; `read` and `write` are the settings'."""
        super().__init__()
        self._check, self._change, self._read_kind, self._read, self._write = check, change, opens_with, read, write
        self._background, self._words = background, words
        self._minutes = _USUAL
        self._opens_with = OpensWith.PIN
        self._step = AccessViewModel.Step.Settings
        self._old = self._new = ""
        self._busy = False
        self._error: FieldappError | None = None
        words.changed.connect(self.changed)

    @Property(int, notify=changed)
    def step(self) -> int:
        """One of `Step`."""
        return self._step

    @Property(bool, notify=changed)
    def passphrase(self) -> bool:
        """Whether this tablet is opened by a passphrase."""
        return self._opens_with is OpensWith.PASSPHRASE

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        """Whether the change is under way."""
        return self._busy

    @Property(bool, notify=changed)
    def wrong(self) -> bool:
        """Whether what was typed last was no good."""
        return self._error is not None

    @Property(str, notify=changed)
    def message(self) -> str:
        """Why not and what to do, "" while nothing is wrong."""
        return "" if self._error is None else self._words.error(self._error).brief

    @Property(str, notify=changed)
    def idleMinutes(self) -> str:
        """After how many minutes untouched the tablet locks: one of "1", "5", "10", "30"."""
        return self._minutes

    def load(self) -> None:
        """Read the setting and tell it; once after unlocking."""
        self._background.reader.run(self._stored, self._apply)

    def enter_page(self) -> None:
        """Begin at the settings; on the way to the sheet."""
        self._forget(AccessViewModel.Step.Settings)

    @Slot(str)
    def setIdleMinutes(self, minutes: str) -> None:
        """Lock after that many minutes untouched, from now on and after every start."""
        if minutes in CHOICES:
            self._minutes = minutes
            self._background.writer.run(lambda: self._write(IDLE_MINUTES, minutes), self._kept)
            self._tell_idle()

    @Slot()
    def begin(self) -> None:
        """Ask for the old PIN."""
        self._forget(AccessViewModel.Step.Old)

    @Slot(str)
    def enter(self, typed: str) -> None:
        """Take what was typed for the step."""
        if self._busy:
            return
        if self._step == AccessViewModel.Step.Old:
            self._old, self._busy = typed, True
            self._go(AccessViewModel.Step.Old)
            self._background.writer.run(lambda: self._check(typed), self._old_opens, self._refused)
        elif self._step == AccessViewModel.Step.New:
            self._take_new(typed)
        elif self._step == AccessViewModel.Step.Again and typed == self._new:
            old, new = self._old, self._new
            self._busy = True
            self._go(AccessViewModel.Step.Again)
            self._background.writer.run(lambda: self._change(old, new), self._changed_it, self._refused)
        elif self._step == AccessViewModel.Step.Again:
            self._new = ""
            self._go(AccessViewModel.Step.New, Refused("pin.differs"))

    @Slot()
    def again(self) -> None:
        """Something is typed anew: the message goes."""
        if self._error is not None:
            self._error = None
            self.changed.emit()

    def _take_new(self, typed: str) -> None:
        try:
            check_new(typed, self._opens_with)
        except Refused as error:
            self._go(AccessViewModel.Step.New, error)
            return
        self._new = typed
        self._go(AccessViewModel.Step.Again)

    def _old_opens(self, _told: object) -> None:
        self._busy = False
        self._go(AccessViewModel.Step.New)

    def _changed_it(self, _nothing: None) -> None:
        self._forget(AccessViewModel.Step.Done)

    def _refused(self, error: FieldappError) -> None:
        """Ask again from where the fault is: the new one if only that is no good, the old one else."""
        only_new = error.code in ("pin.same", "pin.simple", "passphrase.simple")
        old = self._old
        self._forget(AccessViewModel.Step.New if only_new else AccessViewModel.Step.Old)
        self._old = old if only_new else ""
        self._error = error
        self.changed.emit()

    def _stored(self) -> tuple[str, OpensWith]:
        return self._read(IDLE_MINUTES, _USUAL), self._read_kind()

    def _apply(self, stored: tuple[str, OpensWith]) -> None:
        minutes, self._opens_with = stored
        self._minutes = minutes if minutes in CHOICES else _USUAL
        self._tell_idle()
        self.changed.emit()

    def _kept(self, _nothing: None) -> None:
        self.changed.emit()

    def _tell_idle(self) -> None:
        self.idleChanged.emit(timedelta(minutes=int(self._minutes)))

    def _forget(self, step: Step) -> None:
        self._old = self._new = ""
        self._busy = False
        self._go(step)

    def _go(self, step: Step, error: FieldappError | None = None) -> None:
        self._step, self._error = step, error
        self.changed.emit()

"""The lock page: nothing of a customer is on it; the right PIN opens the store, the depot's code sets a new one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEnum, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.errors import FieldappError, Refused
from fieldapp.scanning.raw_code import RawCode
from fieldapp.trust.pin_rules import OpensWith, check_new
from fieldapp.trust.recovery_code import PREFIX
from fieldapp.ui.background import Background
from fieldapp.ui.capture.sounds import Silence, Sounds
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels.next_departure import NextDepartureViewModel
from fieldapp.ui.viewmodels.pin import PinViewModel, Unlock
from fieldapp.ui.viewmodels.ticker import Ticker
from fieldapp.ui.words import Words

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


_BEYOND_REPAIR = frozenset({"store.unreadable", "store.damaged"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LockDoors:
    """What the lock page does; all block, run on a thread of their own and raise FieldappError.

    `waits` tells how long the next try must wait; `new_opens_with` what a key would be opened with that is wrapped now;
    `check_code` refuses a code that opens nothing here; `read_picture` gives the codes in a picture;
    `recover(code, secret)` and `renew(pin, passphrase)` set a new one. `demo_pin` gives the PIN that the demo prints
    while it opens, None on a real tablet.
    """

    unlock: Unlock
    opens_with: Callable[[], OpensWith]
    waits: Callable[[], timedelta]
    new_opens_with: Callable[[], OpensWith]
    read_picture: Callable[[Path], tuple[RawCode, ...]]
    check_code: Callable[[str], object]
    recover: Callable[[str, str], object]
    renew: Callable[[str, str], object]
    demo_pin: Callable[[], str | None]


@QmlElement
class LockViewModel(PinViewModel):
    """The page's steps: the PIN; or the depot's code, then a new PIN twice, which stands here until the second time."""

    @QEnum
    class Step(IntEnum):
        """What is asked for."""

        Unlock = 0
        Code = 1
        New = 2
        Again = 3

    stepChanged = Signal()
    stuckChanged = Signal()
    anewAsked = Signal()
    helpAsked = Signal()

    def __init__(
        self,
        doors: LockDoors,
        background: Background,
        words: Words,
        ticker: Ticker,
        *,
        sounds: Sounds | None = None,
    ) -> None:
        super().__init__(doors.unlock, doors.opens_with, background, words, ticker, doors.waits)
        self._doors = doors
        self._demo_pin: str | None = None
        self._sounds = sounds or Silence()
        self._step = LockViewModel.Step.Unlock
        self._set_new: Callable[[str], object] | None = None
        self._tried = self._new = ""
        self._is_sure = False
        self._ahead = NextDepartureViewModel(words, ticker, self)
        self._ahead.becameDue.connect(self._ring)
        words.changed.connect(self.stepChanged)
        self.changed.connect(self.stuckChanged)

    @Property(NextDepartureViewModel, constant=True)
    def ahead(self) -> NextDepartureViewModel:
        """The departure that was ahead when the store was closed."""
        return self._ahead

    @Property(int, notify=stepChanged)
    def step(self) -> int:
        """One of `Step`."""
        return self._step

    @Property(str, notify=stepChanged)
    def hint(self) -> str:
        """The demo's PIN in words where it is asked for and opens; "" on a real tablet."""
        if self._demo_pin is None or self._step != LockViewModel.Step.Unlock:
            return ""
        return self._words.say("lock.demo", pin=self._demo_pin)

    @Property(bool, notify=stuckChanged)
    def stuck(self) -> bool:
        """Whether the store is damaged and no backup on the tablet can take its place."""
        return self._error is not None and self._error.code in _BEYOND_REPAIR

    @Property(str, notify=stuckChanged)
    def anew(self) -> str:
        """The button that begins anew from the centre, first and second time."""
        return self._words.say("lock.anew_sure" if self._is_sure else "lock.anew")

    @Property(str, notify=stuckChanged)
    def help(self) -> str:
        """The button that leads to the support bundle."""
        return self._words.say("lock.help")

    @Slot()
    def beginAnew(self) -> None:
        """Say what it means; asked a second time, do it."""
        if not self.stuck or self._busy:
            return
        if self._is_sure:
            self.anewAsked.emit()
        self._is_sure = not self._is_sure
        self.changed.emit()

    def refuse(self, error: FieldappError) -> None:
        """Tell what could not be done."""
        self._tell(error)

    def look(self) -> None:
        """Begin with the PIN; on the way to the page."""
        self._is_sure = False
        self._go(LockViewModel.Step.Unlock)
        super().look()
        self._background.reader.run(self._doors.demo_pin, self._demo_told, self._refused)

    @Slot(str)
    def enter(self, typed: str) -> None:
        """Take what was typed for the step."""
        if self._step == LockViewModel.Step.Unlock and not self.busy:
            self._tried = typed
            super().enter(typed)
        elif self._step == LockViewModel.Step.Code:
            self._take_code(typed)
        elif self._step == LockViewModel.Step.New:
            self._take_new(typed)
        elif self._step == LockViewModel.Step.Again and not self.busy:
            self._take_again(typed)

    @Slot()
    def forgotten(self) -> None:
        """Ask for the depot's code instead of the PIN; a wait goes on behind it."""
        if not self._busy:
            self._wait_until = None
            self._go(LockViewModel.Step.Code)

    @Slot()
    def back(self) -> None:
        """Ask for the PIN again."""
        if not self._busy:
            self.look()

    @Slot(QUrl)
    def readCode(self, file: QUrl) -> None:
        """Take the depot's code from a picture file; of several codes the one that says it is one."""
        path = Path(file.toLocalFile())
        if not self._busy:
            self._begin()
            self._background.reader.run(lambda: self._doors.read_picture(path), self._picture_read, self._refused)

    def _picture_read(self, codes: tuple[RawCode, ...]) -> None:
        self._busy = False
        ours = [code.text for code in codes if code.text.startswith(PREFIX)]
        self._take_code(ours[0] if ours else codes[0].text)

    def _take_code(self, typed: str) -> None:
        """Try the code before anything new is asked for."""
        if not self._busy:
            self._begin()
            job = partial(self._doors.check_code, typed)
            self._background.reader.run(job, partial(self._code_opens, typed), self._refused)

    def _code_opens(self, typed: str, _told: object) -> None:
        self._busy = False
        self._go(LockViewModel.Step.Code)
        self._ask_new(lambda secret: self._doors.recover(typed, secret))

    def _ask_new(self, set_new: Callable[[str], object]) -> None:
        self._set_new = set_new
        self._background.reader.run(self._doors.new_opens_with, self._ask_for, self._refused)

    def _ask_for(self, opens_with: OpensWith) -> None:
        """Ask for the new one; why it is needed stays on the page."""
        self._opens_with, self._step = opens_with, LockViewModel.Step.New
        self.stepChanged.emit()
        self.changed.emit()

    def _take_new(self, typed: str) -> None:
        try:
            check_new(typed, self._opens_with)
        except Refused as error:
            self._tell(error)
            return
        self._new = typed
        self._go(LockViewModel.Step.Again)

    def _take_again(self, typed: str) -> None:
        first, self._new = self._new, ""
        set_new = self._set_new
        if typed != first or set_new is None:
            self._go(LockViewModel.Step.New)
            self._tell(Refused("pin.differs"))
            return

        def set_and_open() -> object:
            set_new(typed)
            return self._doors.unlock(typed)

        self._try(set_and_open)

    def _refused(self, error: FieldappError) -> None:
        tried, self._tried = self._tried, ""
        if error.code == "key.passphrase-needed":
            self._ask_new(lambda secret: self._doors.renew(tried, secret))
        elif self._step == LockViewModel.Step.Again:
            self._go(LockViewModel.Step.Code if error.code == "recover.code-other" else LockViewModel.Step.New)
        super()._refused(error)

    def _opened(self, what: object) -> None:
        self._set_new, self._tried = None, ""
        self._go(LockViewModel.Step.Unlock)
        super()._opened(what)

    def _say(self, error: FieldappError) -> str:
        """Say of a store beyond repair what can be done, and what that means."""
        if self.stuck:
            return self._words.say("lock.anew_means" if self._is_sure else "lock.stuck")
        return super()._say(error)

    def _go(self, step: Step) -> None:
        self._step, self._error = step, None
        self.stepChanged.emit()
        self.changed.emit()

    def _demo_told(self, pin: str | None) -> None:
        self._demo_pin = pin
        self.stepChanged.emit()

    @Slot()
    def _ring(self) -> None:
        self._sounds.prepare()
        self._sounds.play("ok")

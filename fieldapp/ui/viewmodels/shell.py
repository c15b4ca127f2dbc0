"""What stands around every page: the clock, the sync chip, the settings of the screen, and the one error that shows."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QEnum, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.errors import FieldappError
from fieldapp.domain.views.sync import SyncProgress, SyncState, SyncStatus
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels.notice import NoticeViewModel
from fieldapp.ui.viewmodels.ticker import Ticker
from fieldapp.ui.words import Told, Words

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

NOTHING_TOLD = Told("", "", "", False)
THEMES = ("light", "dark", "sunlight")
SMALLEST_TEXT, LARGEST_TEXT = 1.0, 1.5


@QmlElement
class ShellViewModel(QObject):
    """The frame of the window. It exists before anything else does: the first frame is the frame (first paint)."""

    @QEnum
    class Chip(IntEnum):
        """How the sync chip looks."""

        Synced = 0
        Waiting = 1
        Offline = 2
        Problem = 3
        Running = 4

    timeChanged = Signal()
    syncChanged = Signal()
    settingsChanged = Signal()
    readyChanged = Signal()
    problemChanged = Signal()

    def __init__(self, words: Words, ticker: Ticker) -> None:
        super().__init__()
        self.words = words
        self._ticker = ticker
        self._ready = False
        self._theme = "light"
        self._text_scale = 1.0
        self._reduce_motion = False
        self._status: SyncStatus | None = None
        self._progress = SyncProgress(state=SyncState.IDLE)
        self._told = NOTHING_TOLD
        self._notice = NoticeViewModel(self)
        ticker.minute.connect(self._minute_passed)
        words.changed.connect(self._language_changed)

    @Property(str, notify=timeChanged)
    def clockText(self) -> str:
        """The time, "09:18"."""
        return self.words.time(self._ticker.now())

    @Property(str, notify=timeChanged)
    def dateText(self) -> str:
        """The day, "11月23日"."""
        return self.words.day(self._ticker.now().astimezone(self.words.zone).date())

    @Property(str, notify=timeChanged)
    def weekdayText(self) -> str:
        """The day of the week, "周一"."""
        return self.words.weekday(self._ticker.now().astimezone(self.words.zone).date())

    @Property(str, notify=timeChanged)
    def fullDateText(self) -> str:
        """Day and day of the week where there is room, "11月23日 星期一"."""
        return self.words.full_day(self._ticker.now().astimezone(self.words.zone).date())

    @Property(int, notify=syncChanged)
    def chip(self) -> int:
        """One of `Chip`."""
        status = self._status
        if status is not None and status.faults:
            return ShellViewModel.Chip.Problem
        if self._progress.state is SyncState.PROBLEM:
            return ShellViewModel.Chip.Problem
        if self._progress.state is SyncState.OFFLINE:
            return ShellViewModel.Chip.Offline
        if self._progress.state is not SyncState.IDLE:
            return ShellViewModel.Chip.Running
        return ShellViewModel.Chip.Waiting if self.waiting else ShellViewModel.Chip.Synced

    @Property(str, notify=syncChanged)
    def chipText(self) -> str:
        """What the sync chip says: "已同步", "3 项待上传", "离线·已保存在本机", "1 项出错"."""
        if self._status is None:
            return self.words.say("sync.reading")
        code = {
            ShellViewModel.Chip.Synced: "sync.done",
            ShellViewModel.Chip.Waiting: "sync.waiting",
            ShellViewModel.Chip.Offline: "sync.offline",
            ShellViewModel.Chip.Running: "sync.running",
            ShellViewModel.Chip.Problem: "sync.problem",
        }[ShellViewModel.Chip(self.chip)]
        failed = self._progress.state is SyncState.PROBLEM  # the run itself counts beside what it could not deliver
        count = self._status.faults + failed if code == "sync.problem" else self.waiting
        return self.words.say(code, count=count)

    @Property(int, notify=syncChanged)
    def waiting(self) -> int:
        """How many items are only on this tablet (SYN-1)."""
        return self._status.waiting if self._status is not None else 0

    @Property(bool, notify=readyChanged)
    def ready(self) -> bool:
        """Whether the application behind the frame is there."""
        return self._ready

    @Property(str, notify=settingsChanged)
    def language(self) -> str:
        """The language on screen: "zh" or "en"."""
        return self.words.language

    @Property(str, notify=settingsChanged)
    def theme(self) -> str:
        """One of light, dark, sunlight."""
        return self._theme

    @Property(float, notify=settingsChanged)
    def textScale(self) -> float:
        """Text size, 1.0 to 1.5."""
        return self._text_scale

    @Property(bool, notify=settingsChanged)
    def reduceMotion(self) -> bool:
        """Whether nothing on the screen moves."""
        return self._reduce_motion

    @Property(NoticeViewModel, constant=True)
    def notice(self) -> NoticeViewModel:
        """What is said over every page."""
        return self._notice

    @Property(bool, notify=problemChanged)
    def hasProblem(self) -> bool:
        """Whether an error is to be shown."""
        return bool(self._told.what)

    @Property(str, notify=problemChanged)
    def problemWhat(self) -> str:
        """What happened."""
        return self._told.what

    @Property(str, notify=problemChanged)
    def problemSafe(self) -> str:
        """What is safe."""
        return self._told.safe

    @Property(str, notify=problemChanged)
    def problemDo(self) -> str:
        """What to do."""
        return self._told.do

    @Slot(str)
    def setLanguage(self, language: str) -> None:
        """Speak another language, at once and everywhere."""
        self.words.speak(language)

    @Slot(str)
    def setTheme(self, theme: str) -> None:
        """Change the colours; names that are none change nothing."""
        if theme in THEMES and theme != self._theme:
            self._theme = theme
            self.settingsChanged.emit()

    @Slot(float)
    def setTextScale(self, scale: float) -> None:
        """Change the size of all text."""
        self._text_scale = min(max(scale, SMALLEST_TEXT), LARGEST_TEXT)
        self.settingsChanged.emit()

    @Slot(bool)
    def setReduceMotion(self, still: bool) -> None:
        """Switch movement off or on."""
        self._reduce_motion = still
        self.settingsChanged.emit()

    @Slot(object)
    def tell(self, error: FieldappError) -> None:
        """Show an error: the one place where all of them come (USE-5)."""
        self._told = self.words.error(error)
        self.problemChanged.emit()

    @Slot()
    def dismissProblem(self) -> None:
        """Take the error away."""
        self._told = NOTHING_TOLD
        self.problemChanged.emit()

    @Slot(object)
    def showSyncStatus(self, status: SyncStatus) -> None:
        """Show what waits for the centre."""
        self._status = status
        self.syncChanged.emit()

    @Slot(object)
    def showSyncProgress(self, progress: SyncProgress) -> None:
        """Show what the sync engine is doing."""
        self._progress = progress
        self.syncChanged.emit()

    def become_ready(self) -> None:
        """Say that the pages can be opened."""
        self._ready = True
        self.readyChanged.emit()

    @Slot()
    def _minute_passed(self) -> None:
        self.timeChanged.emit()

    @Slot()
    def _language_changed(self) -> None:
        self._told = NOTHING_TOLD
        for signal in (self.timeChanged, self.syncChanged, self.settingsChanged, self.problemChanged):
            signal.emit()

"""The engineer's own page: who and which tablet, the settings of the screen, a test of the scanner, the lock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from fieldapp.domain.views.own_figures import OwnFigures
from fieldapp.texts.catalogue import LANGUAGES
from fieldapp.ui.background import Background
from fieldapp.ui.properties import Property
from fieldapp.ui.viewmodels.own_figures import figure_rows
from fieldapp.ui.viewmodels.scanner_check import ScannerCheck
from fieldapp.ui.viewmodels.shell import LARGEST_TEXT, SMALLEST_TEXT, THEMES, ShellViewModel

QML_IMPORT_NAME = "FieldApp.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

LANGUAGE, THEME, TEXT_SCALE, REDUCE_MOTION = "language", "theme", "text_scale", "reduce_motion"
"""Names of the settings, read by `Queries.setting`."""
SYSTEM = "system"
"""The theme that follows the tablet's own."""
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who works on which tablet, as the centre named them at the enrolment."""

    engineer: str
    company: str
    device: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """The settings as they were kept; "" where none was."""

    language: str
    theme: str
    text_scale: str
    reduce_motion: str


@QmlElement
class MeViewModel(QObject):
    """Settings show at once and are kept behind it; if keeping fails, the one error place says so."""

    changed = Signal()
    figuresChanged = Signal()
    lockAsked = Signal()

    def __init__(
        self,
        *,
        identity: Identity,
        read: Callable[[str, str], str],
        write: Callable[[str, str], None],
        count: Callable[[], OwnFigures],
        system_is_dark: Callable[[], bool],
        scanner: ScannerCheck,
        shell: ShellViewModel,
        background: Background,
    ) -> None:
        super().__init__()
        self._identity = identity
        self._read, self._write, self._count = read, write, count
        self._figures: OwnFigures | None = None
        self._system_is_dark = system_is_dark
        self._scanner = scanner
        self._shell, self._background = shell, background
        self._theme = shell.theme
        shell.settingsChanged.connect(self.changed)
        shell.words.changed.connect(self.figuresChanged)

    @Property(str, constant=True)
    def engineer(self) -> str:
        """The engineer's name."""
        return self._identity.engineer

    @Property(str, constant=True)
    def initial(self) -> str:
        """The first sign of the name, for the round mark."""
        return self._identity.engineer[:1]

    @Property(str, constant=True)
    def company(self) -> str:
        """The company's name."""
        return self._identity.company

    @Property(str, constant=True)
    def device(self) -> str:
        """The tablet's id at the centre."""
        return self._identity.device

    @Property(str, constant=True)
    def version(self) -> str:
        """The program's version."""
        return self._identity.version

    @Property(ScannerCheck, constant=True)
    def scanner(self) -> ScannerCheck:
        """The test of the keyboard scanner."""
        return self._scanner

    @Property(list, notify=figuresChanged)
    def figures(self) -> list[dict[str, str]]:
        """Every figure that is computed about the engineer, as label and text; [] until they are counted (USE-4)."""
        return [] if self._figures is None else figure_rows(self._figures, self._shell.words)

    @Property(str, notify=changed)
    def theme(self) -> str:
        """One of light, dark, sunlight, system."""
        return self._theme

    @Property(str, notify=changed)
    def textScale(self) -> str:
        """Text size in percent: "100" to "150"."""
        return str(round(self._shell.textScale * 100))

    def load(self) -> None:
        """Read what was kept and show it; called once after unlocking."""
        self._background.reader.run(self._stored, self._apply)

    @Slot()
    def enter(self) -> None:
        """Count anew; called when the page opens."""
        self._background.reader.run(self._count, self._show_figures)

    @Slot(str)
    def setLanguage(self, language: str) -> None:
        """Speak another language, at once and after every start."""
        if language in LANGUAGES:
            self._shell.setLanguage(language)
            self._keep(LANGUAGE, language)

    @Slot(str)
    def setTheme(self, theme: str) -> None:
        """Change the colours: light, dark, sunlight, or as the system has them."""
        if theme in (*THEMES, SYSTEM):
            self._theme = theme
            self.followSystem()
            self._keep(THEME, theme)

    @Slot(str)
    def setTextScale(self, percent: str) -> None:
        """Change the size of all text; `percent` 100 to 150."""
        if percent.isdecimal():
            self._shell.setTextScale(int(percent) / 100)
            self._keep(TEXT_SCALE, self.textScale)

    @Slot(bool)
    def setReduceMotion(self, still: bool) -> None:
        """Switch movement off or on."""
        self._shell.setReduceMotion(still)
        self._keep(REDUCE_MOTION, YES if still else NO)

    @Slot()
    def followSystem(self) -> None:
        """Show the chosen colours; connected to the system's change of colours."""
        system = "dark" if self._theme == SYSTEM and self._system_is_dark() else "light"
        self._shell.setTheme(system if self._theme == SYSTEM else self._theme)
        self.changed.emit()

    @Slot()
    def lockNow(self) -> None:
        """Ask for the lock page."""
        self.lockAsked.emit()

    def _stored(self) -> Stored:
        return Stored(
            language=self._read(LANGUAGE, ""),
            theme=self._read(THEME, ""),
            text_scale=self._read(TEXT_SCALE, ""),
            reduce_motion=self._read(REDUCE_MOTION, ""),
        )

    def _apply(self, stored: Stored) -> None:
        """Show what was kept; what is no setting (an older program's) is passed over."""
        if stored.language in LANGUAGES:
            self._shell.setLanguage(stored.language)
        if stored.theme in (*THEMES, SYSTEM):
            self._theme = stored.theme
        if stored.text_scale.isdecimal() and SMALLEST_TEXT <= int(stored.text_scale) / 100 <= LARGEST_TEXT:
            self._shell.setTextScale(int(stored.text_scale) / 100)
        if stored.reduce_motion in (YES, NO):
            self._shell.setReduceMotion(stored.reduce_motion == YES)
        self.followSystem()

    def _show_figures(self, figures: OwnFigures) -> None:
        self._figures = figures
        self.figuresChanged.emit()

    def _keep(self, name: str, value: str) -> None:
        self._background.writer.run(lambda: self._write(name, value), self._kept)

    def _kept(self, _nothing: None) -> None:
        self.changed.emit()

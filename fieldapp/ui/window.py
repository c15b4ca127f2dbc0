"""The one window: open before anything heavy is imported, calm and empty; filled when the application is there.

Only Qt and the frame's two view models are loaded here; a test holds that neither the database nor the documents are
imported before the first frame. That frame has no words: fonts, rail and pages come right behind it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from fieldapp.domain.errors import NotFound
from fieldapp.ui.viewmodels.navigator import Navigator
from fieldapp.ui.viewmodels.shell import ShellViewModel

if TYPE_CHECKING:
    from fieldapp.ui.translation import Translation

QML = Path(__file__).resolve().parent / "qml"


@dataclass(frozen=True, slots=True)
class Looks:
    """The folders of fonts, icons and translated words."""

    fonts: Path
    icons: Path
    words: Path


class MainWindow(QObject):
    """Owns the QML engine. `close` first, then let go of the view models: QML must never see one that is gone.

    `shown` is told once, when the first frame is on the screen and rail, words and icons are loaded behind it.
    """

    shown = Signal()

    def __init__(self, shell: ShellViewModel, navigator: Navigator, looks: Looks) -> None:
        super().__init__()
        self._shell = shell
        self._looks = looks
        self._swapped = False
        self._language = ""
        self._translation: Translation | None = None
        self.engine: QQmlApplicationEngine | None = QQmlApplicationEngine()
        self.engine.addImportPath(str(QML))
        self.engine.setInitialProperties({"shell": shell, "navigator": navigator})
        self.engine.load(QUrl.fromLocalFile(str(QML / "FieldApp" / "Main.qml")))
        roots = self.engine.rootObjects()
        if not roots or not isinstance(roots[0], QQuickWindow):
            raise NotFound("app.window-missing", file="Main.qml")
        # Held, because what hangs below a wrapper that Python lets go of cannot be reached any more.
        self.window: QQuickWindow = roots[0]
        self.window.frameSwapped.connect(self._frame_swapped)

    def close(self) -> None:
        """Take the window down with its engine."""
        from PySide6.QtCore import QEvent

        if self.engine is not None:
            if self._translation is not None:
                self._shell.settingsChanged.disconnect(self._speak)
                self._translation.fall_silent()
            self.window.close()
            engine, self.engine = self.engine, None
            engine.deleteLater()
            # Deferred deletes wait for an event loop that may have ended; the pages must go before what they show.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    @Slot()
    def _frame_swapped(self) -> None:
        """Leave the first frame to the screen; what it did without comes in when Qt has nothing else to do."""
        if not self._swapped:
            self._swapped = True
            QTimer.singleShot(0, self._fill)

    @Slot()
    def _fill(self) -> None:
        """Bring in what the first frame did without: fonts, words, icons, and the rail with its pages."""
        from fieldapp.ui.fonts import load_fonts
        from fieldapp.ui.items.icons import IconProvider
        from fieldapp.ui.translation import Translation

        if self.engine is None:
            return
        self.window.frameSwapped.disconnect(self._frame_swapped)
        self.engine.addImageProvider("icon", IconProvider(self._looks.icons))
        self._translation = Translation(self._looks.words)
        self._shell.settingsChanged.connect(self._speak)
        try:
            load_fonts(self._looks.fonts)
            self._speak()
        except NotFound as fault:
            self._shell.tell(fault)  # in whatever letters the machine has
        self.window.setProperty("shown", True)
        self.shown.emit()

    @Slot()
    def _speak(self) -> None:
        """Put the static words of the pages into the language of the moment."""
        if self._translation is not None and self.engine is not None and self._language != self._shell.language:
            self._language = self._shell.language
            self._translation.speak(self._language)
            self.engine.retranslate()


def open_window(shell: ShellViewModel, navigator: Navigator, looks: Looks) -> MainWindow:
    """Show a quiet skeleton; then rail and clock around it, until `shell.become_ready` and the first page."""
    return MainWindow(shell, navigator, looks)

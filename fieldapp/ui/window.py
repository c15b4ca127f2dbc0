"""The one window: open before anything heavy is imported, calm and empty; filled when the application is there.

Only Qt, the frame's two view models and the words are loaded here; a test holds that neither the database nor the
documents are imported before the first frame.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QUrl, Slot
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from fieldapp.domain.errors import NotFound
from fieldapp.ui.fonts import load_fonts
from fieldapp.ui.items.icons import IconProvider
from fieldapp.ui.translation import Translation
from fieldapp.ui.viewmodels.navigator import Navigator
from fieldapp.ui.viewmodels.shell import ShellViewModel

QML = Path(__file__).resolve().parent / "qml"


@dataclass(frozen=True, slots=True)
class Looks:
    """The folders of fonts, icons and translated words."""

    fonts: Path
    icons: Path
    words: Path


class MainWindow(QObject):
    """Owns the QML engine. `close` first, then let go of the view models: QML must never see one that is gone."""

    def __init__(self, shell: ShellViewModel, navigator: Navigator, looks: Looks) -> None:
        super().__init__()
        self._shell = shell
        self._language = ""
        self._translation = Translation(looks.words)
        load_fonts(looks.fonts)
        self.engine: QQmlApplicationEngine | None = QQmlApplicationEngine()
        self.engine.addImportPath(str(QML))
        self.engine.addImageProvider("icon", IconProvider(looks.icons))
        self._speak()
        shell.settingsChanged.connect(self._speak)
        self.engine.setInitialProperties({"shell": shell, "navigator": navigator})
        self.engine.load(QUrl.fromLocalFile(str(QML / "FieldApp" / "Main.qml")))
        roots = self.engine.rootObjects()
        if not roots or not isinstance(roots[0], QQuickWindow):
            raise NotFound("app.window-missing", file="Main.qml")
        # Held, because what hangs below a wrapper that Python lets go of cannot be reached any more.
        self.window: QQuickWindow = roots[0]

    def close(self) -> None:
        """Take the window down with its engine."""
        if self.engine is not None:
            self._shell.settingsChanged.disconnect(self._speak)
            self.window.close()
            engine, self.engine = self.engine, None
            engine.deleteLater()
            # Deferred deletes wait for an event loop that may have ended; the pages must go before what they show.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    @Slot()
    def _speak(self) -> None:
        """Put the static words of the pages into the language of the moment."""
        if self._language != self._shell.language and self.engine is not None:
            self._language = self._shell.language
            self._translation.speak(self._language)
            self.engine.retranslate()


def open_window(shell: ShellViewModel, navigator: Navigator, looks: Looks) -> MainWindow:
    """Show the frame: rail, clock and a quiet skeleton, until `shell.become_ready` and the first page."""
    return MainWindow(shell, navigator, looks)

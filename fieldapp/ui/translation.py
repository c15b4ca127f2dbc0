"""Words that stand in QML: English in the source, Chinese by Qt's translation (resources/i18n/fieldapp_zh.ts)."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from fieldapp.domain.errors import NotFound


class Translation:
    """The language of the static words, switched while the application runs."""

    def __init__(self, folder: Path) -> None:
        """`folder` holds fieldapp_zh.qm."""
        self._folder = folder
        self._installed: list[QTranslator] = []

    def speak(self, language: str) -> None:
        """Put static words into "zh" or "en"; the caller retranslates its engine afterwards.

        Raises NotFound("app.words-missing") if the words are not there: a half-English screen is a fault of the
        installation, not a thing to pass over.
        """
        while self._installed:
            QCoreApplication.removeTranslator(self._installed.pop())
        QLocale.setDefault(QLocale("zh_CN" if language == "zh" else "en_GB"))
        if language == "en":
            return
        own, qt = QTranslator(), QTranslator()
        if not own.load(str(self._folder / f"fieldapp_{language}.qm")):
            raise NotFound("app.words-missing", folder=str(self._folder))
        qt.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        for translator in (qt, own):
            QCoreApplication.installTranslator(translator)
            self._installed.append(translator)
        # A translator made in Python asks once, under the GIL, whether Python overrides `translate`. Left to QML's
        # loader thread, that question waits for the UI thread, which waits for the loader: ask it here.
        QCoreApplication.translate("", "none")

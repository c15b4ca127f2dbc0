"""Words that stand in QML: English in the source, Chinese by Qt's translation (resources/i18n/fieldapp_zh.ts).

fieldapp_en.ts holds nothing but the plurals ("%n thing(s)" is no English).
After a change of words in QML: `python -m fieldapp.ui.translation`, translate what is unfinished in the .ts, run it
again, commit .ts and .qm together; a test holds that both are up to date.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from fieldapp.domain.errors import NotFound


class Translation:
    """The language of the static words, switched while the application runs."""

    def __init__(self, folder: Path) -> None:
        """`folder` holds fieldapp_zh.qm and fieldapp_en.qm."""
        self._folder = folder
        self._installed: list[QTranslator] = []

    def speak(self, language: str) -> None:
        """Put static words into "zh" or "en"; the caller retranslates its engine afterwards.

        Raises NotFound("app.words-missing") if the words are not there: a half-English screen is a fault of the
        installation, not a thing to pass over.
        """
        self.fall_silent()
        QLocale.setDefault(QLocale("zh_CN" if language == "zh" else "en_GB"))
        own, qt = QTranslator(), QTranslator()
        if not own.load(str(self._folder / f"fieldapp_{language}.qm")):
            raise NotFound("app.words-missing", folder=str(self._folder))
        qt.load(QLocale(), "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        for translator in (qt, own):
            QCoreApplication.installTranslator(translator)
            self._installed.append(translator)
        # A translator made in Python asks once, under the GIL, whether Python overrides `translate`. Left to QML's
        # loader thread, that question waits for the UI thread, which waits for the loader: ask it here.
        QCoreApplication.translate("", "none")

    def fall_silent(self) -> None:
        """Take the words away: the window they were for is gone."""
        while self._installed:
            QCoreApplication.removeTranslator(self._installed.pop())


def collect(qml: Path, words: Path, *, plurals_only: bool = False) -> None:
    """Bring the .ts file `words` up to date with the `qsTr` of the folder `qml`; known translations stay."""
    only = ["-pluralonly"] if plurals_only else []
    _run("lupdate", str(qml), "-extensions", "qml", "-no-obsolete", "-locations", "none", *only, "-ts", str(words))


def compile_words(words: Path, compiled: Path) -> None:
    """Make the .qm file that is loaded from the .ts file."""
    _run("lrelease", "-silent", str(words), "-qm", str(compiled))


def _run(tool: str, *arguments: str) -> None:
    """Run a tool of PySide6, which stands beside the interpreter. Raises CalledProcessError."""
    subprocess.run([str(Path(sys.executable).parent / f"pyside6-{tool}"), *arguments], check=True, capture_output=True)


if __name__ == "__main__":
    here = Path(__file__).resolve().parent
    unfinished = 0
    for name in ("zh", "en"):
        source = here.parents[1] / "resources" / "i18n" / f"fieldapp_{name}.ts"
        collect(here / "qml", source, plurals_only=name == "en")
        compile_words(source, source.with_suffix(".qm"))
        unfinished += source.read_text(encoding="utf-8").count('type="unfinished"')
    print(f"{unfinished} unfinished")
    sys.exit(1 if unfinished else 0)

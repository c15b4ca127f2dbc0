"""Every control in every state, theme, language and text size, drawn to pictures: `python -m fieldapp.ui.gallery`.

The pictures are for looking at (`docs/development.md`); a warning from QML makes the run fail.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, product
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from PySide6.QtCore import QObject, QPoint, QSize, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtQml import QQmlError
from PySide6.QtQuick import QQuickItem, QQuickView
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fieldapp.ui.fonts import load_fonts
from fieldapp.ui.items.camera_view import CameraView
from fieldapp.ui.items.icons import IconProvider
from fieldapp.ui.items.ink import InkPad
from fieldapp.ui.translation import Translation

HERE = Path(__file__).resolve().parent
PAGES_FOLDER = HERE / "qml" / "FieldApp" / "gallery"
THEMES = ("light", "dark", "sunlight")
LANGUAGES = ("zh", "en")
SCALES = (1.0, 1.5)
ITEMS = (CameraView, InkPad)
"""What is drawn in Python: QML knows it once it was imported."""


HANDWRITING = (
    ((48, 96), (84, 86)),
    ((66, 60), (67, 110), (64, 168)),
    ((66, 96), (56, 122), (36, 146)),
    ((67, 98), (80, 110), (92, 104)),
    ((100, 92), (140, 82)),
    ((120, 56), (120, 110), (116, 168), (108, 162)),
    ((119, 92), (104, 122), (82, 148)),
    ((121, 92), (138, 122), (164, 146)),
    ((190, 84), (262, 70)),
    ((214, 64), (213, 92)),
    ((246, 56), (238, 88)),
    ((224, 98), (232, 108)),
    ((190, 122), (274, 108)),
    ((226, 120), (212, 150), (182, 176)),
    ((222, 136), (256, 128), (252, 164), (236, 178), (222, 168)),
)
"""林芳, as corners of strokes in pixels of the pad; the pad makes a hand of it."""


@dataclass(frozen=True, slots=True)
class Look:
    """One way to show a page. `theme` is of THEMES, `language` of LANGUAGES, `scale` 1.0 to 1.5."""

    page: str
    theme: str = "light"
    language: str = "zh"
    scale: float = 1.0

    @property
    def file_name(self) -> str:
        """Return the name of its picture."""
        return f"{self.page}-{self.theme}-{self.language}-{round(self.scale * 100)}.png"


class Gallery(QObject):
    """One QML engine that shows a page after the other."""

    def __init__(self, resources: Path) -> None:
        super().__init__()
        load_fonts(resources / "fonts")
        self._translation = Translation(resources / "i18n")
        self.warnings: list[str] = []
        self.view = QQuickView()
        engine = self.view.engine()
        engine.addImportPath(str(HERE / "qml"))
        engine.addImageProvider("icon", IconProvider(resources / "icons"))
        engine.warnings.connect(self._note)
        theme = engine.singletonInstance("FieldApp", "Theme")
        if not isinstance(theme, QObject):
            raise LookupError("Theme")
        self.theme = theme

    def show(self, look: Look) -> QQuickItem:
        """Show a page in its full height and return its root item."""
        self.theme.setProperty("mode", THEMES.index(look.theme))
        self.theme.setProperty("textScale", look.scale)
        self.speak(look.language)
        self.view.setInitialProperties({"language": look.language})
        self.view.setSource(QUrl.fromLocalFile(str(PAGES_FOLDER / f"{look.page}.qml")))
        root = self.view.rootObject()
        QApplication.processEvents()
        self.view.resize(QSize(round(root.implicitWidth()), round(root.implicitHeight())))
        self.view.show()
        self.view.requestActivate()
        QApplication.processEvents()
        focused = root.property("focused")
        if isinstance(focused, QQuickItem):
            focused.forceActiveFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        return root

    def speak(self, language: str) -> None:
        """Put the static words into "zh" or "en"; they are those of the whole process."""
        self._translation.speak(language)

    def picture(self, look: Look) -> QImage:
        """Return the page as it looks."""
        for pad in _pads(self.show(look)):
            self._sign(pad)
        return self.view.grabWindow()

    def close(self) -> None:
        """Take the window down."""
        self.view.close()
        self.view.setSource(QUrl())

    def _sign(self, pad: InkPad) -> None:
        """Write on the pad with the mouse."""
        for corners in HANDWRITING:
            places = [pad.mapToScene(point).toPoint() for point in _steps(corners)]
            QTest.mousePress(self.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, places[0])
            for place in places[1:]:
                QTest.mouseMove(self.view, place, 6)
            QTest.mouseRelease(self.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, places[-1])
        QApplication.processEvents()

    def _note(self, warnings: list[QQmlError]) -> None:
        self.warnings.extend(warning.toString() for warning in warnings)


def _pads(item: QQuickItem) -> Iterator[InkPad]:
    """Return the signature pads below `item`."""
    for child in item.childItems():
        if isinstance(child, InkPad):
            yield child
        yield from _pads(child)


def _steps(corners: tuple[tuple[int, int], ...], size: int = 6) -> Iterator[QPoint]:
    """Return points every `size` pixels along the corners."""
    for (x, y), (to_x, to_y) in pairwise(corners):
        count = max(1, round(max(abs(to_x - x), abs(to_y - y)) / size))
        for step in range(count):
            yield QPoint(round(x + (to_x - x) * step / count), round(y + (to_y - y) * step / count))
    yield QPoint(*corners[-1])


def pages() -> list[str]:
    """Return the names of the gallery's pages."""
    return sorted(path.stem for path in PAGES_FOLDER.glob("*Page.qml") if path.stem != "SamplePage")


def looks() -> Iterator[Look]:
    """Return every page in every theme, language and text size."""
    for page, theme, language, scale in product(pages(), THEMES, LANGUAGES, SCALES):
        yield Look(page, theme, language, scale)


def main(arguments: list[str] | None = None) -> int:
    """Draw the gallery; 1 if QML complained."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("build/gallery"))
    parser.add_argument("--page", help="only this page")
    parser.add_argument("--resources", type=Path, default=HERE.parents[1] / "resources")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    gallery = Gallery(options.resources)
    drawn = 0
    for look in looks():
        if options.page in (None, look.page):
            gallery.picture(look).save(str(options.out / look.file_name))
            drawn += 1
    gallery.close()
    for warning in gallery.warnings:
        print(warning, file=sys.stderr)
    print(f"{drawn} pictures in {options.out}")
    del application
    return 1 if gallery.warnings else 0


if __name__ == "__main__":
    sys.exit(main())

"""Icons in any colour without a shader: `image://icon/<name>/<aarrggbb or rrggbb>`."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

DEFAULT_SIZE = QSize(24, 24)


class IconProvider(QQuickImageProvider):
    """Draws an SVG of the icon folder in one colour. An unknown name gives an empty picture and a warning."""

    def __init__(self, folder: Path) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._folder = folder
        self._drawings: dict[str, QSvgRenderer] = {}

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:
        """Return the icon `<name>/<colour>` in the asked size; called by QML."""
        name, _, colour = id.partition("/")
        asked = requestedSize if requestedSize.isValid() and not requestedSize.isEmpty() else DEFAULT_SIZE
        image = QImage(asked, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        self._drawing(name).render(painter, QRectF(0, 0, asked.width(), asked.height()))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        painter.fillRect(image.rect(), QColor(f"#{colour}"))
        painter.end()
        return image

    def _drawing(self, name: str) -> QSvgRenderer:
        """Return the parsed SVG, read once."""
        if name not in self._drawings:
            self._drawings[name] = QSvgRenderer(str(self._folder / f"{name}.svg"))
        return self._drawings[name]

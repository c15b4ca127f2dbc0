"""The fonts of the house: the application looks the same on every machine, and no system font is needed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

from fieldapp.domain.errors import NotFound

FAMILY = "Noto Sans SC"


def load_fonts(folder: Path) -> None:
    """Make the TTF files of `folder` known and the family the default. Raises NotFound("app.fonts-missing")."""
    files = sorted(folder.glob("NotoSansSC_*.ttf"))
    if not files:
        raise NotFound("app.fonts-missing", folder=str(folder))
    if FAMILY not in QFontDatabase.families():
        for file in files:
            if QFontDatabase.addApplicationFont(str(file)) < 0:
                raise NotFound("app.fonts-missing", folder=str(file))
    QGuiApplication.setFont(QFont(FAMILY))

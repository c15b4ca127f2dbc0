"""The form with everything in it, part by part, and its sheets: `python -m tests.ui.photograph_form --out DIR`.

Languages, themes, orientations and text sizes in turn; the pictures are for looking at.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from PIL import Image
from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtQuick import QQuickItem
from PySide6.QtWidgets import QApplication

from tests.ui.form_stage import FormScreen, every_question_on
from tests.ui.items import below
from tests.ui.pages import LANDSCAPE, PORTRAIT, Screen
from tests.ui.stage import Device

SIZES = {"landscape": LANDSCAPE, "portrait": PORTRAIT}
THEMES = ("light", "dark", "sunlight")
ANSWERS = {
    "power_off": "OK",
    "door": "bad",
    "effort": "4",
    "place": "p3",
    "part": "sensor",
    "seen": "ok na",
    "brought": "sensor fan",
    "returned": "board fan",
    "cycles": "3",
    "hours": "1284530",
    "pressure": "1.9",
    "remark": "盖板内有积冰",
    "made_on": "2024-02-29",
    "warranty": "2027-11-01",
    "seen_at": "07:46:00.000+08:00",
    "next_at": "2026-11-25T14:30:00.000+08:00",
    "fill": "45",
    "clean": "4",
    "label": "CF680-2402-05518",
    "order": "fan sensor compressor gasket board heavy",
    "rooms": "2",
    "air/air_in": "-8.5",
    "bag/gauge": "bad",
    "spare[1]/what": "焊条",
}
SHEETS = {
    "part": "field",
    "returned": "field",
    "made_on": "day",
    "warranty": "day",
    "seen_at": "clockField",
    "photo": "markPicture",
    "keeper": "sign",
}
"""Question -> what opens its sheet."""


@dataclass(frozen=True)
class FormLook:
    """One way to show the form."""

    language: str
    theme: str = "light"
    orientation: str = "landscape"
    scale: float = 1.0

    @property
    def name(self) -> str:
        return f"{self.language}-{self.theme}-{self.orientation}-{round(self.scale * 100)}"


def dress(screen: Screen, look: FormLook) -> None:
    """Show what is on the screen in this look."""
    assert screen.main.engine is not None
    theme = screen.main.engine.singletonInstance("FieldApp", "Theme")
    assert isinstance(theme, QObject)
    theme.setProperty("textScale", look.scale)
    theme.setProperty("mode", THEMES.index(look.theme))
    screen.resize(SIZES[look.orientation])


def filled(screen: Screen) -> FormScreen:
    """The form with an answer to nearly everything."""
    page = every_question_on(screen)
    for name, value in ANSWERS.items():
        page.form.answer(name, value)
        screen.settle()
    page.form.undo.withdraw()
    screen.settle()
    return page


def parts_of(page: FormScreen) -> Iterator[int]:
    """Scroll from the top to the end; yields the number of each part."""
    step: QQuickItem = next(one for one in below(page.screen.find("step")) if one.inherits("QQuickFlickable"))
    number, at = 0, 0.0
    while True:
        step.setProperty("contentY", at)
        page.screen.settle()
        yield number
        end = max(0.0, step.property("contentHeight") - step.height())
        if at >= end:
            return
        number, at = number + 1, min(at + step.height() - 60, end)


def photograph(look: FormLook, photo: Path, out: Path) -> None:
    """Write the pictures of one look."""
    device = Device(language=look.language)
    screen = Screen(device)
    dress(screen, look)
    page = filled(screen)
    page.form.pictures.choose("photo", QUrl.fromLocalFile(str(photo)), 0)
    screen.settle()
    page.form.undo.withdraw()
    for number in parts_of(page):
        screen.photograph(out / f"{look.name}-{number:02}.png")
    for question, part in SHEETS.items():
        page.click(question, part)
        screen.photograph(out / f"{look.name}-sheet-{question}.png")
        page.key(Qt.Key.Key_Escape)
    screen.close()
    device.shutdown()
    for warning in screen.warnings:
        print(warning, file=sys.stderr)


def main() -> None:
    """Photograph every look."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("build/form"))
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    photo = out / "plate.png"
    Image.new("RGB", (1200, 800), (90, 120, 150)).save(photo)
    for language, theme, orientation, scale in product(("zh", "en"), THEMES[:2], SIZES, (1.0, 1.5)):
        photograph(FormLook(language, theme, orientation, scale), photo, out)
    del application


if __name__ == "__main__":
    main()

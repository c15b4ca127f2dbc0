"""The pages at the customer's, each in its looks: `python -m tests.ui.photograph_site --out DIR`; to be looked at."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from PIL import Image, ImageDraw
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QApplication

from fieldapp.domain.events import Arrived
from tests.factories import ORDER_ID, START_DAY, local, make_asset
from tests.fakes.tablet import code
from tests.fakes.visit_answers import ANSWERS
from tests.ui.pages import LANDSCAPE, PORTRAIT, Screen
from tests.ui.photograph_access import Look
from tests.ui.stage import Device

LOOKS = (
    Look("zh", "light", LANDSCAPE),
    Look("zh", "sunlight", PORTRAIT),
    Look("en", "dark", PORTRAIT),
    Look("en", "light", LANDSCAPE, 1.5),
)
BEFORE = ("accept", "analyse", "call", "kit", "depart", "travel")


def pages(screen: Screen, folder: Path) -> Iterator[str]:
    """Go through the steps; yield a name whenever there is a picture to take."""
    device, vm = screen.device, screen.device.screens.visit
    old = make_asset(warranty_until_on=START_DAY - timedelta(days=1))
    device.store.state.current[ORDER_ID] = replace(device.order(), asset=old)
    device.set_clock("10:08")
    device.do(Arrived(order_id=ORDER_ID, at=local("09:53")))
    device.complete(*BEFORE)
    screen.open("visit", ORDER_ID)
    give(screen, "kit", {**ANSWERS["kit"], "note_card": ""})
    give(screen, "arrive", {"damage": "seen", "badge_worn": "OK"})
    yield "arrive"
    give(screen, "diagnose", {**ANSWERS["diagnose"], "cause": "", "finding": "not_ours"})
    yield "diagnose-not-ours"
    vm.form.answer("finding", "ours")
    vm.form.answer("cause", "connector")
    screen.settle()
    device.complete("arrive", "diagnose")
    show(screen, "work")
    yield "work-price"
    screen.tap("primary")
    yield "quote"
    screen.tap("agreePrice")
    vm.form.pictures.choose("before_photo", picture(folder / "before.png", "#5a6b7a"), 0)
    screen.settle()
    device.consume(ORDER_ID, code())
    give(screen, "work", {"power_off": "OK", "old_resistance": "21.8"})
    yield "work"
    vm.message.askForHelp()
    screen.settle()
    yield "stuck"
    screen.find("messageSheet").setProperty("open", False)
    screen.tap("more")
    yield "more"
    screen.tap("moreTakeAway")
    vm.site.keepLoaner("CF300-22-0007")
    screen.settle()
    yield "take-away"
    screen.find("takeAwaySheet").setProperty("open", False)
    vm.site.askSuggest()
    screen.settle()
    yield "suggest"
    screen.find("suggestionSheet").setProperty("open", False)
    give(screen, "test", {**ANSWERS["test"], "cools_down": "fail"})
    yield "test-failed"
    give(screen, "clean", {"left_behind": "cloth old_parts", "site_restored": "OK"})
    yield "clean"
    give(screen, "hand_over", {"cause_explained": "OK"})
    yield "hand-over"
    give(screen, "close", {"outcome": "cancelled"})
    yield "close"
    vm.passGate("客户取消")
    screen.settle()
    screen.tap("primary")
    show(screen, "work")
    yield "closed"


def show(screen: Screen, step: str) -> None:
    screen.device.screens.visit.openStep(step)
    screen.settle()


def give(screen: Screen, step: str, answers: dict[str, str]) -> None:
    """Answer questions of a step on its page."""
    show(screen, step)
    for name, value in answers.items():
        screen.device.screens.visit.form.answer(name, value)
        screen.settle()


def picture(file: Path, colour: str) -> QUrl:
    """Make a picture that has something to see on it."""
    image = Image.new("RGB", (1600, 1200), colour)
    draw = ImageDraw.Draw(image)
    for place in range(0, 1200, 80):
        draw.line((0, place, 1600, place), "#c8793a", 12)
    draw.ellipse((700, 450, 950, 700), "#101418")
    image.save(file)
    return QUrl.fromLocalFile(str(file))


def photograph(out: Path, look: Look) -> int:
    """Take every page in one look; return how many warnings the engine gave."""
    device = Device(language=look.language)
    device.shell.setTheme(look.theme)
    device.shell.setTextScale(look.scale)
    screen = Screen(device)
    screen.resize(look.size)
    with tempfile.TemporaryDirectory() as folder:
        for name in pages(screen, Path(folder)):
            screen.settle()
            screen.photograph(out / f"{name}-{look.name}.png")
    screen.close()
    device.shutdown()
    return len(screen.warnings)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication([])
    warnings = sum(photograph(out, look) for look in LOOKS)
    print(f"{len(list(out.glob('*.png')))} pictures in {out}, {warnings} warnings")
    application.processEvents()
    return 1 if warnings else 0


if __name__ == "__main__":
    sys.exit(main())

"""The looks in which a page is photographed again: language, theme, way up, and the largest text."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication

from fieldapp.app import Application
from fieldapp.tour.hand import Hand, NotOnScreen
from fieldapp.ui.viewmodels.visit import VisitViewModel

LANDSCAPE = (1280, 800)
PORTRAIT = (800, 1280)
SECTIONS = ("today", "orders", "knowledge", "sync", "me")
MOTION = 0.2
"""Seconds that the longest movement on the screen takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One way the screen can look; `size` is the window's in pixels, `text` the factor of the text's size."""

    language: str = "zh"
    theme: str = "light"
    size: tuple[int, int] = LANDSCAPE
    text: float = 1.0

    @property
    def name(self) -> str:
        """Return what stands in a picture's name."""
        words = [self.language, self.theme, "portrait" if self.size == PORTRAIT else "landscape"]
        return "-".join([*words, f"{self.text:.0%}".rstrip("%")] if self.text != 1.0 else words)


USUAL = Look()
LOOKS = (
    Look(language="en"),
    Look(theme="dark"),
    Look(theme="sunlight"),
    Look(size=PORTRAIT),
    Look(language="en", theme="dark", size=PORTRAIT),
    Look(text=1.5),
    Look(language="en", size=PORTRAIT, text=1.5),
)


class Photographer:
    """Shows what stands on the screen in every look; `picture` takes one of the page as it is."""

    def __init__(self, application: Application, hand: Hand, picture: Callable[[str], None]) -> None:
        self._application = application
        self._hand = hand
        self._picture = picture

    def sections(self) -> None:
        """Photograph the main sections."""
        self._in_each_look(self._sections)

    def steps(self, steps: Sequence[str]) -> None:
        """Photograph these steps of the open visit, through the stepper's own slot. Raises NotOnScreen."""
        self._in_each_look(partial(self._steps, steps))

    def page(self, name: str) -> None:
        """Photograph the page or sheet that is open."""
        self._in_each_look(lambda look: self._picture(f"32-{name}-{look.name}"))

    def settle(self) -> None:
        """Wait until nothing is under way and nothing moves."""
        self._hand.settle()
        end = time.monotonic() + MOTION
        while time.monotonic() < end:
            QCoreApplication.processEvents()

    def _in_each_look(self, show: Callable[[Look], None]) -> None:
        for look in (USUAL, *LOOKS):
            self._put_on(look)
            show(look)
        self._put_on(USUAL)

    def _put_on(self, look: Look) -> None:
        shell = self._application.stage.shell
        shell.setLanguage(look.language)
        shell.setTheme(look.theme)
        shell.setTextScale(look.text)
        self._application.main.window.resize(*look.size)
        self.settle()

    def _sections(self, look: Look) -> None:
        for section in SECTIONS:
            self._application.stage.navigator.openSection(section)
            self.settle()
            self._picture(f"30-{section}-{look.name}")

    def _steps(self, steps: Sequence[str], look: Look) -> None:
        for step in steps:
            model = self._application.stage.navigator.viewModel
            if not isinstance(model, VisitViewModel):
                raise NotOnScreen("the visit is not open")
            model.openStep(step)
            self._hand.until(partial(_shows, model, step), f"{step} is shown")
            self.settle()
            self._picture(f"31-visit-{step}-{look.name}")


def _shows(model: VisitViewModel, step: str) -> bool:
    """Tell whether the visit page has come to a step."""
    return model.current == step

"""Three short answers to a scan, for eyes that are on the part; silent where there is no sound to be had."""

from __future__ import annotations

import logging
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QUrl

from fieldapp.ui.qt_messages import load_multimedia

logger = logging.getLogger(__name__)

NAMES = ("ok", "again", "doubt")
"""Files `<name>.wav` of the folder; the looks of a scan's result."""
LOUDNESS = 0.6


class Sounds(Protocol):
    """Plays by name."""

    def prepare(self) -> None:
        """Load what is slow to load, before the first sound is wanted."""
        ...

    def play(self, name: str) -> None:
        """Begin to play one of `NAMES`; returns at once."""
        ...


class Silence:
    """For devices and tests without sound."""

    def prepare(self) -> None:
        """Do nothing."""

    def play(self, name: str) -> None:
        """Do nothing."""


class _Loaded:
    """The sounds, ready to start within a few milliseconds."""

    def __init__(self, folder: Path) -> None:
        from PySide6.QtMultimedia import QSoundEffect

        self._effects = {name: QSoundEffect() for name in NAMES}
        for name, effect in self._effects.items():
            effect.setSource(QUrl.fromLocalFile(str(folder / f"{name}.wav")))
            effect.setVolume(LOUDNESS)

    def prepare(self) -> None:
        """They are loaded."""

    def play(self, name: str) -> None:
        """Play."""
        self._effects[name].play()


def best_player(folder: Path) -> Sounds:
    """Return what can be played on this machine; QtMultimedia, which may be missing, is imported only here."""
    if find_spec("PySide6.QtMultimedia") is None:
        return Silence()
    try:
        load_multimedia()
        from PySide6.QtMultimedia import QMediaDevices
    except ImportError as fault:  # the module is there, a library of the system is not
        logger.info("no sounds: %s", fault)
        return Silence()
    return _Loaded(folder) if QMediaDevices.audioOutputs() else Silence()


class Effects:
    """Sounds of a folder; they are loaded when the scan sheet first opens."""

    def __init__(self, folder: Path, load: Callable[[Path], Sounds] = best_player) -> None:
        self._folder = folder
        self._load = load
        self._player: Sounds | None = None

    def prepare(self) -> None:
        """Load the sounds once."""
        if self._player is None:
            self._player = self._load(self._folder)

    def play(self, name: str) -> None:
        """Play what was prepared."""
        if self._player is not None:
            self._player.play(name)

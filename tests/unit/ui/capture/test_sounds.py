from __future__ import annotations

import wave
from pathlib import Path

from fieldapp.ui.capture.sounds import NAMES, Effects

SOUNDS = Path(__file__).parents[4] / "resources" / "sounds"


def test_each_answer_has_a_short_sound_of_its_own() -> None:
    contents = set()
    for name in NAMES:
        with wave.open(str(SOUNDS / f"{name}.wav")) as sound:
            assert 0.05 <= sound.getnframes() / sound.getframerate() <= 0.4
            contents.add(sound.readframes(sound.getnframes()))
    assert len(contents) == len(NAMES)


class Player:
    """Writes down what it is asked to play."""

    def __init__(self) -> None:
        self.played: list[str] = []

    def prepare(self) -> None: ...

    def play(self, name: str) -> None:
        self.played.append(name)


def test_sounds_are_loaded_once_and_before_that_there_is_silence() -> None:
    loaded: list[Player] = []

    def load(_folder: Path) -> Player:
        loaded.append(Player())
        return loaded[-1]

    effects = Effects(SOUNDS, load)
    effects.play("ok")
    effects.prepare()
    effects.prepare()
    effects.play("doubt")
    assert [player.played for player in loaded] == [["doubt"]]

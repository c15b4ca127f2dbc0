"""Photograph the steps that are asked differently of each kind of machine, into `build/kinds/` (SITE-3, SITE-6).

`python -m tests.ui.photograph_kinds`: landscape in Chinese and light, portrait in English and dark.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from fieldapp.domain.ids import StepId
from tests.factories import ORDER_ID, make_asset, make_symptom
from tests.ui.pages import Screen, in_two_looks
from tests.ui.stage import Device

FOLDER = Path("build/kinds")
MODELS = {"heat_pump": "AH-12", "heating": "RB-24", "controller": "IC-100", "freezer": "CR-30", "plain": ""}
STEPS = ("analyse", "diagnose", "work", "test")


def photograph(language: str, theme: str, size: tuple[int, int]) -> None:
    """Make every picture in one look."""
    for kind, model in MODELS.items():
        device = Device(language)
        current = device.store.state.current
        other = {"asset": make_asset(model=model), "symptom": make_symptom(alarm_code="")}
        current[ORDER_ID] = replace(current[ORDER_ID], **other)
        screen = Screen(device)
        device.shell.setTheme(theme)
        screen.resize(size)
        for step in STEPS:
            device.store.state.places[ORDER_ID] = (StepId(step), "")
            screen.open("visit", ORDER_ID)
            screen.photograph(FOLDER / f"{kind}-{step}-{language}.png")
        screen.close()
        device.shutdown()
        assert screen.warnings == [], screen.warnings


if __name__ == "__main__":
    in_two_looks(photograph, FOLDER)

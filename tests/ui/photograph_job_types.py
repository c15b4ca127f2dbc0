"""Photograph what is particular to each job type, and the sheet of new orders, into `build/job_types/`.

`python -m tests.ui.photograph_job_types`: landscape and portrait, Chinese light and English dark.
"""

from __future__ import annotations

from pathlib import Path

from fieldapp.domain.ids import OrderId, StepId
from tests.factories import ORDER_ID, save_answer
from tests.ui.opening_stage import INSPECTED, INSPECTION, OpeningDevice
from tests.ui.pages import LANDSCAPE, Screen, in_two_looks

FOLDER = Path("build/job_types")
STEPS = {
    "xj": ("accept", "way", "inspect", "care"),
    "px": ("way", "train"),
    "az": ("unpack", "configure", "trial", "take_over"),
    "bg": ("change",),
    "th": ("exchange",),
}


def photograph(language: str, theme: str, size: tuple[int, int]) -> None:
    """Make every picture in one look."""
    device = OpeningDevice(language)
    screen = Screen(device)
    device.shell.setTheme(theme)
    screen.resize(size)
    look = f"{language}-{theme}-{'landscape' if size == LANDSCAPE else 'portrait'}"
    device.do(*INSPECTED)
    for letters, steps in STEPS.items():
        order_id = OrderId(f"wo-{letters}-261123-001")
        for step in steps:
            device.store.state.places[order_id] = (StepId(step), "")
            screen.open("visit", order_id)
            screen.photograph(FOLDER / f"{letters}-{step}-{look}.png")
    device.do(save_answer("way", "way", "phone", order_id=INSPECTION))
    screen.open("visit", INSPECTION)
    screen.photograph(FOLDER / f"xj-phone-{look}.png")
    for name, asked in (("here", ORDER_ID), ("finding", f"{INSPECTION}|inspect|electrics"), ("walk-in", "")):
        screen.open("new_order", asked)
        if name == "walk-in":
            device.opening.forCustomer("new")
            screen.settle()
        screen.photograph(FOLDER / f"new-{name}-{look}.png")
    screen.open("new_order", f"{INSPECTION}|inspect|electrics")
    device.opening.openOrder()
    screen.settle()
    screen.photograph(FOLDER / f"new-done-{look}.png")
    device.navigator.closeSheet()
    screen.open("visit", INSPECTION)
    screen.photograph(FOLDER / f"xj-found-{look}.png")
    screen.close()
    device.shutdown()
    assert screen.warnings == [], screen.warnings


if __name__ == "__main__":
    in_two_looks(photograph, FOLDER)

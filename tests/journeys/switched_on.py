"""The real application in a process of its own, to be killed: `python -m tests.journeys.switched_on FOLDER`.

It gives the PIN and prints where it stands, one JSON line. Then it does what it is told, a line each, and prints where
it stands again: {"go": step} goes to a step, {"touch": true} answers one thing there with one tap, or with some letters
where there is nothing to tap.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtWidgets import QApplication

from fieldapp.domain.ids import StepId
from fieldapp.domain.visit import StepState
from tests.factories import ORDER_ID
from tests.journeys.company import Company, _company, order, sign, signature, work_through
from tests.journeys.on_screen import OnScreen
from tests.ui.items import below, is_shown

TAPPED = ("acknowledge", "choice_", "check-", "outcome-", "need-", "agree")
WORDS = "看过"


class Tablet:
    """One application, and what is told to it."""

    def __init__(self, folder: Path) -> None:
        self._company: Company = _company(folder)
        self._tablet = OnScreen(self._company, folder)
        self._tablet.come_in()

    def standing(self) -> dict[str, Any]:
        """Where the application stands and what is stored of the visit."""
        navigator, visit = self._tablet.application.stage.navigator, order(self._tablet.device).visit
        pages = self._tablet.application._pages
        assert pages is not None
        return {
            "page": [navigator.page, navigator.argument],
            "step": pages.work.visit.current,
            "field": pages.work.visit.form.field,
            "answers": {step: dict(given) for step, given in visit.answers.items()},
            "kit": sorted(visit.kit),
            "done": sorted(step for step, one in visit.steps.items() if one.state is StepState.DONE),
        }

    def go(self, step: str) -> None:
        """Go on to a step; what comes before it is done without a finger."""
        device = self._tablet.device
        work_through(device, self._company.clock, "sign" if step == "close" else step)
        if step == "close" and not order(device).visit.is_done(StepId("sign")):
            sign(device, signature())
        self._tablet.application.stage.navigator.open("visit", ORDER_ID)
        self._rest()
        pages = self._tablet.application._pages
        assert pages is not None
        if pages.work.visit.current != step:
            pages.work.visit.openStep(step)
            self._tablet.hand.until(lambda: pages.work.visit.current == step, f"{step} is shown")
        self._rest()

    def touch(self) -> None:
        """Answer one thing of the step that is shown; return as soon as it is stored."""
        before = self._stored()
        for item in list(self._touchable()):
            self._tablet.hand.press_item(item)
            if self._stored() != before:
                return
        self._tablet.hand.write_into("field", WORDS)
        self._tablet.hand.until(lambda: self._stored() != before, "what was typed is stored")

    def _stored(self) -> tuple[object, ...]:
        visit = order(self._tablet.device).visit
        return dict(visit.answers), sorted(visit.kit)

    def _touchable(self) -> Iterator[QQuickItem]:
        page = self._tablet.hand.find("step")
        for item in below(page):
            if item.objectName().startswith(TAPPED) and is_shown(item) and item.isEnabled():
                yield item

    def _rest(self) -> None:
        for _ in range(3):
            self._tablet.hand.until(lambda: self._tablet.application.idle, "the application comes to rest")
            QCoreApplication.processEvents()


def main(folder: Path) -> None:
    """Run until somebody pulls the plug."""
    _qt = QApplication(sys.argv[:1])
    tablet = Tablet(folder)
    print(json.dumps(tablet.standing()), flush=True)
    for line in sys.stdin:
        told = json.loads(line)
        if "go" in told:
            tablet.go(told["go"])
        else:
            tablet.touch()
        print(json.dumps(tablet.standing()), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

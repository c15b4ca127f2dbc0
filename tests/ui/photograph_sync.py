"""What sync shows, each in its looks: `python -m tests.ui.photograph_sync --out DIR`; to be looked at."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from PySide6.QtWidgets import QApplication

from fieldapp.domain.errors import CentreUnreachable
from tests.factories import ORDER_ID, save_answer
from tests.ui.pages import LANDSCAPE, PORTRAIT, Screen
from tests.ui.photograph_access import Look
from tests.ui.renaming import PIN, STRANGE, TICKET, NamingCentre, renaming
from tests.ui.settling_stage import Tablet
from tests.ui.sync_states import states
from tests.ui.test_differences import answers_differ, difference

LOOKS = (
    Look("zh", "light", LANDSCAPE),
    Look("zh", "sunlight", PORTRAIT),
    Look("en", "dark", PORTRAIT),
    Look("en", "light", LANDSCAPE),
    Look("zh", "dark", LANDSCAPE, 1.5),
    Look("zh", "light", PORTRAIT, 1.5),
    Look("en", "sunlight", LANDSCAPE, 1.5),
    Look("en", "light", PORTRAIT, 1.5),
)


def pages(screen: Screen, tablet: Tablet) -> Iterator[str]:
    """Go through what sync shows; yield a name whenever there is a picture to take."""
    with tablet.begin() as work:
        plate, ice, slip = (
            work.put_blob(media, content)
            for media, content in (("image/jpeg", b"plate"), ("image/jpeg", b"ice"), ("application/pdf", b"slip"))
        )
        work.append(save_answer("work", "plate", f"{plate}.jpg"), save_answer("work", "ice", f"{ice}.jpg {slip}"))
        work.commit()
    screen.open("today")
    yield "today-files-wait"
    screen.open("order", ORDER_ID)
    yield "order-files-wait"
    order = tablet.order()
    tablet.store.state.current[ORDER_ID] = replace(order, clashes=(difference(order), answers_differ()))
    screen.open("today")
    screen.open("order", ORDER_ID)
    yield "order-clash"
    screen.tap("swapDifference")
    yield "order-clash-swapped"


def another_name(screen: Screen, tablet: Tablet) -> Iterator[str]:
    """Go through the page on which a tablet gets another name."""
    centre = NamingCentre()
    view_model = renaming(tablet, centre)
    screen.open("rename")
    yield "rename"
    view_model.take(STRANGE)
    yield "rename-other-company"
    view_model.take(TICKET)
    yield "rename-pin"
    centre.fault = CentreUnreachable("centre.unreachable")
    view_model.enter(PIN)
    tablet.settle()
    yield "rename-no-network"
    centre.fault = None
    view_model.enter(PIN)
    yield "rename-working"
    tablet.settle()
    yield "rename-done"


def photograph(out: Path, look: Look, wanted: str) -> int:
    """Take every page in one look, each on a tablet of its own; return how many warnings the engine gave."""
    warnings = 0
    for state in states():
        if wanted in state.name:
            with shown(look) as (screen, tablet):
                state.show(tablet)
                screen.open("sync")
                screen.photograph(out / f"sync-{state.name}-{look.name}.png")
                tablet.sync.go.set()
                tablet.settle_all()
            warnings += len(screen.warnings)
    for story in (pages, another_name):
        with shown(look) as (screen, tablet):
            for name in story(screen, tablet) if wanted in story.__name__ else ():
                screen.main.window.requestActivate()
                if name != "rename-working":
                    screen.settle()
                screen.photograph(out / f"{name}-{look.name}.png")
        warnings += len(screen.warnings)
    return warnings


@contextmanager
def shown(look: Look) -> Iterator[tuple[Screen, Tablet]]:
    """A tablet in one look."""
    tablet = Tablet(language=look.language)
    tablet.shell.setTheme(look.theme)
    tablet.shell.setTextScale(look.scale)
    screen = Screen(tablet)
    screen.resize(look.size)
    yield screen, tablet
    screen.close()
    tablet.shutdown()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", default="", help="part of a state's name")
    options = parser.parse_args()
    out = options.out
    out.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication([])
    warnings = sum(photograph(out, look, options.only) for look in LOOKS)
    print(f"{len(list(out.glob('*.png')))} pictures in {out}, {warnings} warnings")
    application.processEvents()
    return 1 if warnings else 0


if __name__ == "__main__":
    sys.exit(main())

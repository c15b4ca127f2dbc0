"""Who may open the tablet and what a bad day shows, page by page: `python -m tests.ui.photograph_access --out DIR`.

Lock, code, passphrase, PIN and lock time, out of use, support bundle, recovery, closing; the pictures are for looking
at.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from PySide6.QtWidgets import QApplication

from fieldapp.domain.errors import FieldappError, Refused, StoreDamaged, StoreError
from fieldapp.domain.views.recovery import RecoveryReport
from fieldapp.support.log import FILE_NAME
from fieldapp.trust.pin_rules import OpensWith
from fieldapp.ui.access_screens import AccessDoors, access_screen, removed_screen
from fieldapp.ui.closing import Closing
from fieldapp.ui.recovery_screens import recovery_screen
from fieldapp.ui.viewmodels.lock import LockViewModel
from fieldapp.ui.viewmodels.navigator import Route
from fieldapp.ui.viewmodels.recovery import RecoveryDoors
from tests.ui.locking import CODE, PIN, Door
from tests.ui.pages import LANDSCAPE, PORTRAIT, Screen, wait_until
from tests.ui.settling_stage import Tablet, keys
from tests.ui.test_recovery_page import INCOMPLETE, MENDED
from tests.ui.test_support_page import LINES

PHRASE = "neun blaue Ventile"


@dataclass(frozen=True)
class Look:
    """One way to show a page."""

    language: str
    theme: str
    size: tuple[int, int]
    scale: float = 1.0

    @property
    def name(self) -> str:
        orientation = "landscape" if self.size == LANDSCAPE else "portrait"
        return f"{self.language}-{self.theme}-{orientation}-{round(self.scale * 100)}"


LOOKS = (Look("zh", "light", LANDSCAPE), Look("en", "dark", PORTRAIT), Look("en", "light", LANDSCAPE, 1.5))


class Guarded(Tablet):
    """A tablet with every page about access; `kind` is what it opens with."""

    def __init__(self, data: Path, kind: OpensWith = OpensWith.PIN) -> None:
        super().__init__(data=data)
        self.door = Door(kind=kind, new_kind=kind, pin=PIN if kind is OpensWith.PIN else PHRASE)
        self.fault: FieldappError | None = None
        self.lock = LockViewModel(self.door.doors(), self.background, self.words, self.ticker)
        self.navigator.add(Route("lock", "lock/LockPage.qml", self.lock, whole_screen=True))
        doors = AccessDoors(
            check=lambda _old: None,
            change=lambda _old, _new: None,
            opens_with=lambda: kind,
            read=lambda name, default: self.settings.get(name, default),
            write=self.settings.__setitem__,
        )
        self.access = access_screen(doors, self.stage)
        self.access.load()
        self.removed = removed_screen(self._remove, lambda: None, self.stage)

    def recover(self, report: RecoveryReport) -> None:
        """Have the opened store tell of a recovery."""
        recovery_screen(RecoveryDoors(unseen=lambda: report, note_seen=lambda: None), self.stage)

    def _remove(self) -> None:
        if self.fault is not None:
            raise self.fault


@dataclass
class Pages:
    """The pages in turn; each method yields a name whenever there is a picture to take."""

    screen: Screen
    tablet: Guarded

    def type_in(self, text: str) -> None:
        keys(self.screen.main.window, text)
        self.screen.settle()

    def locked(self) -> None:
        """Lock as the application does, over an open day."""
        self.screen.open("today")
        self.tablet.lock.ahead.take(self.tablet.screens.today.ahead)
        self.tablet.lock.look()
        self.screen.open("lock")

    def pin(self) -> Iterator[str]:
        self.locked()
        self.tablet.door.demo_pin = PIN
        self.tablet.lock.look()
        self.screen.settle()
        yield "lock-demo"
        self.tablet.door.demo_pin = None
        self.tablet.door.wait = timedelta(minutes=4, seconds=41)
        self.tablet.lock.look()
        self.screen.settle()
        yield "lock-wait"

    def code(self) -> Iterator[str]:
        self.locked()
        self.screen.tap("forgotten")
        yield "code"
        self.type_in("FIELDAPPKEY1-BAD")
        self.screen.tap("takeCode")
        yield "code-refused"
        self.screen.find("recoveryCode").setProperty("text", CODE)
        self.screen.settle()
        self.screen.tap("takeCode")
        yield "code-new-pin"
        self.type_in("111111")
        yield "code-new-pin-refused"

    def stuck(self) -> Iterator[str]:
        self.locked()
        self.tablet.door.fault = StoreDamaged("store.damaged")
        self.type_in("111111")
        assert self.tablet.lock.stuck
        yield "stuck"
        self.screen.tap("beginAnew")
        yield "stuck-sure"

    def phrase(self) -> Iterator[str]:
        self.locked()
        self.tablet.door.fault = Refused("passphrase.wrong", left=4)
        yield "passphrase"
        self.type_in("wrong phrase")
        self.screen.tap("sendPassphrase")
        yield "passphrase-wrong"

    def sheet(self) -> Iterator[str]:
        self.screen.open("me")
        self.screen.tap("openAccess")
        yield "access"
        self.screen.tap("changeSecret")
        yield "access-old"
        if self.tablet.door.kind is OpensWith.PASSPHRASE:
            return
        self.type_in(PIN)
        self.type_in("111111")
        yield "access-new-refused"
        self.type_in("835192" * 2)
        yield "access-changed"

    def out_of_use(self) -> Iterator[str]:
        self.tablet.fault = StoreError("store.disk", reason="EIO")
        self.screen.open("removed")
        self.tablet.removed.remove()
        self.screen.settle()
        yield "removed-not-all"
        self.tablet.fault = None
        self.screen.tap("removeAgain")
        yield "removed"

    def bundle(self) -> Iterator[str]:
        self.screen.open("me")
        self.screen.tap("supportBundle")
        yield "support"
        self.screen.tap(f"piece-{FILE_NAME}")
        yield "support-log"

    def mended(self) -> Iterator[str]:
        self.screen.open("me")
        self.tablet.recover(MENDED)
        self.screen.settle()
        yield "recovery"

    def incomplete(self) -> Iterator[str]:
        self.screen.open("me")
        self.tablet.recover(INCOMPLETE)
        self.screen.settle()
        yield "recovery-incomplete"

    def closing(self) -> Iterator[str]:
        self.screen.open("today")
        rest: list[bool] = []
        closing = Closing(self.screen.main.window, self.tablet.shell, lambda: bool(rest))
        self.screen.main.window.close()
        words = self.tablet.words.say("closing.saving")
        wait_until(lambda: self.tablet.shell.notice.property("text") == words)
        self.screen.settle()
        yield "closing"
        rest.append(True)
        closing.finish()


Part = Callable[[Pages], Iterator[str]]
BY_PIN: tuple[Part, ...] = (
    Pages.pin,
    Pages.code,
    Pages.stuck,
    Pages.sheet,
    Pages.out_of_use,
    Pages.bundle,
    Pages.mended,
    Pages.incomplete,
    Pages.closing,
)
BY_PHRASE: tuple[Part, ...] = (Pages.phrase, Pages.sheet)


def photograph(look: Look, kind: OpensWith, part: Part, data: Path, out: Path) -> None:
    """Write the pictures of one part in one look; what the engine warns of is told."""
    tablet = Guarded(data, kind)
    tablet.shell.setLanguage(look.language)
    tablet.shell.setTheme(look.theme)
    tablet.shell.setTextScale(look.scale)
    screen = Screen(tablet)
    screen.resize(look.size)
    screen.main.window.requestActivate()
    before = "" if kind is OpensWith.PIN else "phrase-"
    for name in part(Pages(screen, tablet)):
        screen.photograph(out / f"{before}{name}-{look.name}.png")
    screen.close()
    tablet.shutdown()
    for warning in screen.warnings:
        print(warning, file=sys.stderr)


def main() -> None:
    """Photograph every page in every look."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("build/access"))
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "device.log"
        log.mkdir()
        (log / FILE_NAME).write_text("\n".join(LINES), "ascii")
        for look in LOOKS:
            for kind, parts in ((OpensWith.PIN, BY_PIN), (OpensWith.PASSPHRASE, BY_PHRASE)):
                for part in parts:
                    photograph(look, kind, part, Path(folder) / "device", out)
    del application


if __name__ == "__main__":
    main()

"""The pages around the work over fakes: a sync that follows a script, settings in memory, a centre to enrol at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QCoreApplication, QDeadlineTimer
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fieldapp.domain.errors import BadInput, FieldappError
from fieldapp.domain.views.own_figures import OwnFigures
from fieldapp.domain.views.sync import SyncProblem, SyncProgress, SyncState, SyncStatus
from fieldapp.sync.carried import HandedOut, TakenIn
from fieldapp.trust.pin_rules import OpensWith
from fieldapp.ui.device_screens import SettlingDoors, SettlingScreens, enrol_screen, settling_screens
from fieldapp.ui.network import Network
from fieldapp.ui.viewmodels.enrol import EnrolViewModel
from fieldapp.ui.viewmodels.me import Identity
from fieldapp.usecases.collect_support import CollectSupport
from tests.factories import NOW, local
from tests.ui.stage import Device

DONE = SyncProgress(state=SyncState.IDLE)
OFFLINE = SyncProgress(state=SyncState.OFFLINE, code="centre.unreachable")
REVOKED = SyncProgress(state=SyncState.PROBLEM, code="device-unknown")
NOTHING_WAITS = SyncStatus(
    events_waiting=0, stock_waiting=0, blobs_waiting=0, problems=(), last_complete_at=local("18:42", day=-1)
)
WAITING = replace(NOTHING_WAITS, events_waiting=5, stock_waiting=2, blobs_waiting=3)
NOT_TAKEN = SyncProblem(
    event="e-1",
    kind="report.signed",
    order_number="WX-261123-004",
    code="order.not-assigned",
    fields={"number": "WX-261123-004"},
    at=local("08:05"),
    content="report: 261123-004-1\nsigner_name: 林芳",
)
BROKEN_FILE = SyncProblem(
    event="", kind="blob", order_number="", code="blob-hash-mismatch", fields={}, at=local("08:20")
)
TICKET = "FIELDAPP1:https://centre.example:8443|ABCDEFGH12345678|digest"


@dataclass
class ScriptedSync:
    """A sync that reports `steps` and ends as `ending` says; with `held` set it waits until let go or cancelled."""

    steps: tuple[SyncProgress, ...] = ()
    ending: SyncProgress | Exception = DONE
    held: bool = False
    runs: int = 0
    reached: Event = field(default_factory=Event)
    go: Event = field(default_factory=Event)
    with_files: list[bool] = field(default_factory=list)
    hung_up: int = 0

    def hang_up(self) -> None:
        self.hung_up += 1

    def run(
        self, report: Callable[[SyncProgress], None], cancelled: Callable[[], bool], files: bool = True
    ) -> SyncProgress:
        self.runs += 1
        self.with_files.append(files)
        for step in self.steps:
            report(step)
        self.reached.set()
        while self.held and not self.go.wait(0.01):
            if cancelled():
                return replace(DONE, code="sync.interrupted")
        if isinstance(self.ending, Exception):
            raise self.ending
        report(self.ending)
        return self.ending


class ScriptedStick:
    """A road over a stick that says what the test wrote down; `failure` is raised instead."""

    def __init__(self) -> None:
        self.failure: FieldappError | None = None
        self.asked: list[Path] = []
        self.written = HandedOut(path=Path("fieldapp-tablet-1-1-7.fab"), events=7, files=2, files_left=0, size=90_000)
        self.answered = TakenIn(outcomes=7, changes=3, files=0, waiting=0)

    def hand_out(self, folder: Path) -> HandedOut:
        self._ask(folder)
        return self.written

    def take_in(self, path: Path) -> TakenIn:
        self._ask(path)
        return self.answered

    def _ask(self, path: Path) -> None:
        self.asked.append(path)
        if self.failure is not None:
            raise self.failure


class ScriptedNetwork(Network):
    """A network that says what the test wants."""

    def __init__(self) -> None:
        super().__init__()
        self.metered = False

    @property
    def is_metered(self) -> bool:
        return self.metered

    def become(self, *, metered: bool) -> None:
        self.metered = metered
        self.metered_changed.emit()


class Tablet(Device):
    """A device with the pages sync, me and support; `data` is the folder whose log is shown, none without it."""

    def __init__(self, language: str = "zh", clock: str = "09:18", data: Path = Path("build/no-such-folder")) -> None:
        super().__init__(language, clock)
        self.sync = ScriptedSync()
        self.stick = ScriptedStick()
        self.network = ScriptedNetwork()
        self.status = NOTHING_WAITS
        self.settings: dict[str, str] = {}
        self.figures = OwnFigures(since_on=date(2026, 10, 24))
        self.locked = 0
        self.store.sync_status = lambda: self.status  # type: ignore[method-assign]
        self.store.setting = lambda name, default: self.settings.get(name, default)  # type: ignore[method-assign]
        identity = Identity(engineer="周明远", company="霁川", device="tablet-1", version="0.1.0")
        doors = SettlingDoors(
            queries=self.store,
            sync=self.sync,
            stick=self.stick,
            identity=identity,
            write_setting=self.settings.__setitem__,
            own_figures=lambda: self.figures,
            lock=self._lock,
            collect_support=CollectSupport(data=data, app_version="0.1.0", now=lambda: NOW),
            network=self.network,
            chance=lambda: 1.0,
        )
        self.settling: SettlingScreens = settling_screens(doors, self.stage)

    def _lock(self) -> None:
        self.locked += 1

    def run_sync(self) -> None:
        """Begin a run and wait for its end."""
        self.settling.sync.syncNow()
        self.settle_all()

    def hold_sync(self, *steps: SyncProgress) -> None:
        """Begin a run that reports `steps` and goes on until it is let go."""
        self.sync.held, self.sync.steps = True, steps
        self.sync.reached.clear()
        self.settling.sync.syncNow()
        assert self.sync.reached.wait(10)
        self.settle()

    def let_go(self) -> None:
        """Let the run end as the script says."""
        self.sync.go.set()
        self.settle_all()
        self.sync.held = False
        self.sync.go.clear()

    def settle_all(self) -> None:
        """Let every thread finish, the sync's too."""
        self.settle()  # a setting that is read first begins a run
        deadline = QDeadlineTimer(10_000)
        while not (self.settling.sync.idle and self.settling.stick.idle):
            QCoreApplication.processEvents()
            if deadline.hasExpired():
                raise AssertionError("the sync did not come to rest")
        self.settle()

    def tick(self, seconds: int) -> None:
        """Let seconds go by."""
        for _ in range(seconds):
            self.ticker.advance()

    def shutdown(self) -> None:
        self.settling.shutdown()
        super().shutdown()


class Centre:
    """A centre that enrols tablets, or answers with `fault`."""

    def __init__(self) -> None:
        self.fault: FieldappError | None = None
        self.enrolled: list[tuple[str, str]] = []
        self.opens_with = OpensWith.PIN

    def check(self, text: str) -> str:
        if not text.startswith("FIELDAPP1:"):
            raise BadInput("enrol.ticket-invalid")
        return text.removeprefix("FIELDAPP1:").split("|")[0]

    def enrol(self, ticket: str, pin: str) -> None:
        if self.fault is not None:
            raise self.fault
        self.enrolled.append((ticket, pin))


def enrolling(device: Device, centre: Centre) -> EnrolViewModel:
    """Return the enrol page's view model over `centre`."""
    return enrol_screen(centre.check, centre.enrol, lambda: centre.opens_with, device.stage)


def keys(window: QQuickWindow, text: str) -> None:
    """Type `text` into whatever has the focus."""
    for sign in text:
        QTest.keyClick(window, sign)  # type: ignore[call-overload]


@pytest.fixture
def tablet(qapp: QApplication) -> Iterator[Tablet]:
    """A tablet without a log, ended with the test."""
    tablet = Tablet()
    yield tablet
    tablet.shutdown()

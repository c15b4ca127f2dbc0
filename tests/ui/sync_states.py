"""Every state of the sync page, by name: what waits, how the run is or how it ended, and what the network is like."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from fieldapp.domain.views.sync import SyncProblem, SyncProgress, SyncState, SyncStatus
from tests.factories import local
from tests.ui.settling_stage import BROKEN_FILE, DONE, NOT_TAKEN, NOTHING_WAITS, OFFLINE, WAITING, Tablet

CONNECTING = SyncProgress(state=SyncState.CONNECTING)
PUSHING = SyncProgress(state=SyncState.PUSHING, events_done=1, events_total=5)
PULLING = SyncProgress(state=SyncState.PULLING, events_done=5, events_total=5, changes_done=2_160)
UPLOADING = SyncProgress(
    state=SyncState.UPLOADING,
    events_done=5,
    events_total=5,
    changes_done=2_160,
    blobs_done=1,
    blobs_total=3,
    bytes_done=1_400_000,
    bytes_total=3_100_000,
)
PARKED = SyncProblem(
    event="tablet-1:41",
    kind="appointment.moved",
    order_number="WX-261123-004",
    code="event.parked",
    fields={},
    at=local("09:02"),
    content="start_at: 2026-11-23T15:00:00+08:00",
    waits_for_office=True,
)
DISK_LOW = SyncProblem(
    event="",
    kind="disk",
    order_number="",
    code="store.disk-low",
    fields={"free_mb": "310", "refuse_mb": "200"},
    at=local("08:51"),
)
FAILURES = (
    "device-unknown",
    "device-forked",
    "centre.certificate",
    "centre.portal",
    "centre-failed",
    "upgrade-required",
)


@dataclass(frozen=True, slots=True)
class State:
    """One state: `steps` is a run under way, `ending` how the last one ended."""

    name: str
    status: SyncStatus = WAITING
    steps: tuple[SyncProgress, ...] = ()
    ending: SyncProgress | None = None
    then: Callable[[Tablet], None] = lambda _tablet: None

    def show(self, tablet: Tablet) -> None:
        """Bring the tablet into this state."""
        tablet.status = self.status
        tablet.settling.sync.load()
        tablet.settle()
        if self.ending is not None:
            tablet.sync.ending = self.ending
            tablet.run_sync()
        if self.steps:
            tablet.hold_sync(*self.steps)
        self.then(tablet)


def states() -> Iterator[State]:
    """Return every state that an engineer can meet."""
    yield State("synced", NOTHING_WAITS, ending=DONE)
    yield State("waiting")
    for step in (CONNECTING, PUSHING, PULLING, UPLOADING):
        yield State(step.state.value, steps=(step,))
    yield State("offline", ending=OFFLINE)
    yield State("offline-long", ending=OFFLINE, then=_fail_again_and_again)
    yield State("busy-centre", ending=failed_with("rate-limited", retry_after_s=240, retry_after=240))
    yield State("paused", then=lambda tablet: tablet.settling.sync.pause())
    yield State("metered", ending=DONE, then=_over_a_metered_network)
    for code in FAILURES:
        yield State(code, ending=failed_with(code))
    yield State("parked", replace(NOTHING_WAITS, problems=(PARKED,)), ending=DONE)
    yield State("not-taken", replace(WAITING, problems=(NOT_TAKEN, BROKEN_FILE, PARKED)), ending=DONE)
    yield State("look", replace(NOTHING_WAITS, problems=(DISK_LOW,), clock_offset=timedelta(minutes=7)), ending=DONE)


def failed_with(code: str, **fields: str | int) -> SyncProgress:
    """Return a run that ended with a problem."""
    return SyncProgress(state=SyncState.PROBLEM, code=code, fields=dict(fields))


def _fail_again_and_again(tablet: Tablet) -> None:
    for _ in range(6):
        tablet.run_sync()


def _over_a_metered_network(tablet: Tablet) -> None:
    tablet.status = replace(WAITING, events_waiting=0, stock_waiting=0, bytes_waiting=4_100_000)
    tablet.network.become(metered=True)
    tablet.settle_all()
    tablet.settling.sync.load()
    tablet.settle()

"""Running the sync engine over a store and a centre, as tests do it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from fieldapp.domain.views.sync import SyncProgress
from fieldapp.sync.engine import SyncEngine
from fieldapp.sync.ports import Applied
from fieldapp.wire.centre import Centre
from tests.fakes.stores import DeviceStore


@dataclass
class Runner:
    """An engine with everything it said."""

    store: DeviceStore
    centre: Centre
    said: list[SyncProgress] = field(default_factory=list)
    published: list[Applied] = field(default_factory=list)
    engine: SyncEngine = field(init=False)

    def __post_init__(self) -> None:
        self.engine = SyncEngine(
            centre=self.centre,
            outbox=self.store.outbox,
            inbox=self.store.inbox,
            blobs=self.store.blobs,
            identity=self.store.identity,
            key_copy=self.store.key_copy,
            published=self.published.append,
        )

    def run(self, cancelled: Callable[[], bool] = lambda: False) -> SyncProgress:
        return self.engine.run(self.said.append, cancelled)


def after(steps: int) -> Callable[[], bool]:
    """Return a `cancelled` that says yes from the given question on."""
    left = [steps]

    def cancelled() -> bool:
        left[0] -= 1
        return left[0] < 0

    return cancelled

"""What goes up: where to begin, and how much at once (SYNC.md rules 2, 3, 12, 13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from fieldapp.domain.errors import CentreRefused
from fieldapp.sync.ports import Identity, Outbox
from fieldapp.wire.messages import Hello
from fieldapp.wire.versions import BATCH_BYTES, BATCH_EVENTS, MOST_BATCH_EVENTS

FEWEST = 20
QUICK, SLOW = timedelta(seconds=1), timedelta(seconds=10)


@dataclass(slots=True)
class BatchSize:
    """Adapts to the line: a cut-off batch is lost work, small ones waste round trips.

    `most` is what the centre named in its last hello; `events` never passes it, however quick the line is.
    """

    events: int = BATCH_EVENTS
    bytes: int = BATCH_BYTES
    most: int = MOST_BATCH_EVENTS

    def allow(self, hello: Hello) -> None:
        """Keep to what the centre takes."""
        self.most = max(1, min(hello.batch_events, MOST_BATCH_EVENTS))
        self.events = min(self.events, self.most)
        self.bytes = hello.batch_bytes

    def learn(self, took: timedelta) -> None:
        """Grow after a quick round trip, shrink after a slow one."""
        if took < QUICK:
            self.events = min(self.events * 2, self.most)
        elif took > SLOW:
            self.shrink()

    def shrink(self) -> None:
        """Send less at once: the line broke, or the centre found it too much."""
        self.events = max(self.events // 2, self._fewest)

    @property
    def is_smallest(self) -> bool:
        """Tell whether less cannot be sent."""
        return self.events <= self._fewest

    @property
    def _fewest(self) -> int:
        return min(FEWEST, self.most)


def agree(outbox: Outbox, identity: Identity, hello: Hello) -> None:
    """Bring the outbox in step with what the centre says it knows of this device.

    What a restored centre lost is offered again; a new epoch pulls everything anew; a device whose data were put
    together again learns which numbers it had given. Raises
    CentreRefused("device-forked") when the centre knows events that are not here, or others under their numbers:
    then this data folder is a copy, or a copy of it is in use.
    """
    outbox.reconcile(hello.last_seq, hello.chain)
    here = outbox.digest_at(hello.last_seq)
    # A centre that was restored may be at a number whose row was given up here since: what follows is declared.
    given_up = here is None and hello.epoch != identity.epoch() and hello.last_seq < outbox.acknowledged_seq()
    if here != hello.chain and not given_up:
        raise CentreRefused("device-forked", last_seq=hello.last_seq)
    if hello.last_seq < outbox.acknowledged_seq():
        outbox.offer_again(hello.last_seq, hello.chain)
    if hello.epoch != identity.epoch():
        identity.adopt_epoch(hello.epoch)

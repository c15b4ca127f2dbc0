"""The round trips over a tablet's bundle: what the centre would have said over the line, spooled frame by frame."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from fieldapp.centre.devices.local_centre import LocalCentre
from fieldapp.domain.errors import CentreRefused, StoreFull
from fieldapp.domain.ids import Scope
from fieldapp.trust.bundle_file import Frame
from fieldapp.wire import bundles
from fieldapp.wire.bundles import BundleHead
from fieldapp.wire.messages import CURSOR_EXPIRED, EventOrigin, SyncRequest

_CURSORS_OF_NO_USE = frozenset({"cursor-unknown", "cursor-expired"})
_NO_SNAPSHOT = frozenset({"cursor-expired", "scope-unknown"})
_MOST_SNAPSHOTS = 3
"""How often a scope's snapshot is begun, where it was compacted while it was read: then the next stick brings it."""
_LENGTH_BYTES = 4
_LETTER = 1


@dataclass(frozen=True, slots=True)
class Spool:
    """Frames in a file of the centre's own, for an answer whose head can only be said at the end.

    A company's first answer has more in it than a worker should hold in memory.
    """

    file: BinaryIO

    def add(self, letter: bytes, message: object) -> None:
        """Keep a message, packed. Raises StoreFull("bundle.no-room")."""
        content = bundles.packed(message)
        try:
            self.file.write(len(content).to_bytes(_LENGTH_BYTES, "big") + letter + content)
        except OSError as fault:
            raise StoreFull("bundle.no-room", file="answer") from fault

    def frames(self) -> Iterator[Frame]:
        """Yield what was kept, in its order."""
        self.file.seek(0)
        while opening := self.file.read(_LENGTH_BYTES + _LETTER):
            yield Frame(opening[_LENGTH_BYTES:], self.file.read(int.from_bytes(opening[:_LENGTH_BYTES], "big")))


@dataclass(slots=True, kw_only=True)
class Exchange:
    """Takes the batches of a bundle and spools the answers; `refusal` says why that ended early."""

    known: LocalCentre
    head: BundleHead
    spool: Spool
    cursors: dict[Scope, int]
    anew: bool
    """Whether the changes begin at the start of every scope."""
    refusal: CentreRefused | None = None
    _answers: int = 0
    _withheld: frozenset[Scope] = field(default_factory=frozenset)
    """Scopes whose feed does not reach back to the cursor, by the last answer."""

    @property
    def code(self) -> str:
        """Return why it ended early, "" if it did not."""
        return self.refusal.code if self.refusal else ""

    @property
    def fields(self) -> dict[str, str]:
        """Return what fills the words of that."""
        return {name: str(value) for name, value in self.refusal.fields.items()} if self.refusal else {}

    def run(self, requests: Iterable[SyncRequest]) -> None:
        """Hand the batches over one by one as the line would, then fetch until nothing is left."""
        more = False
        try:
            for request in requests:
                more = self._ask(replace(request, schema=self.head.schema, origins=self._of_other_names(request)))
            if not self.head.answer_key:  # a black box: nobody waits for what comes down
                return
            self._go_on(more)
            if self.head.reads(bundles.SNAPSHOT):
                self._send_snapshots()
        except CentreRefused as refusal:
            self.refusal = refusal

    def _of_other_names(self, request: SyncRequest) -> tuple[EventOrigin, ...]:
        """Return where events were first written that have another name now; a black box tells it of every event."""
        return tuple(one for one in request.origins if one.device_id != self.head.device_id)

    def _ask(self, request: SyncRequest) -> bool:
        """Go one round trip from where the last one ended; return whether more is to come.

        Cursors of another life of the centre must not keep the events out: then everything comes down from the start.
        Only the first round tells what the tablet has: the answers of the others lie on a stick that may get lost.
        """
        try:
            answer = self.known.sync(replace(request, cursors=self.cursors, ahead=self._answers > 0))
        except CentreRefused as refusal:
            if refusal.code not in _CURSORS_OF_NO_USE or self.anew:
                raise
            self.cursors, self.anew = {}, True
            return self._ask(request)
        self.cursors = answer.cursors
        self._withheld = frozenset(scope for scope, why in answer.withheld.items() if why == CURSOR_EXPIRED)
        self._answers += 1
        self.spool.add(bundles.ANSWER, answer)
        return answer.more

    def _go_on(self, more: bool) -> None:
        head = self.head
        while more:
            more = self._ask(SyncRequest(schema=head.schema, epoch=head.epoch, chain=head.chain_after))

    def _send_snapshots(self) -> None:
        """Send the scopes that the feed cannot bring, or that the tablet wants anew, and the feed behind each."""
        due = self._withheld if self.anew else self._withheld.union(self.head.repair)
        for _ in range(_MOST_SNAPSHOTS):
            if not due:
                return
            for scope in sorted(due):
                self._send_snapshot(scope)
            self._go_on(True)
            due = self._withheld

    def _send_snapshot(self, scope: Scope) -> None:
        """Send a scope's rows page by page; the feed goes on behind them once all are there."""
        after, number = "", None
        while True:
            try:
                page = self.known.snapshot(scope, after, number, schema=self.head.schema)
            except CentreRefused as refusal:
                if refusal.code not in _NO_SNAPSHOT:
                    raise
                return
            self.spool.add(bundles.SNAPSHOT, page)
            if not page.after:
                self.cursors = {**self.cursors, scope: page.number}
                return
            after, number = page.after, page.number

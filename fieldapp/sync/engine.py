"""One run of the sync: hello, rounds until nothing is left either way, then files. Every step may be the last one."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Lock

from fieldapp.domain.errors import CentreError, CentreRefused, CentreUnreachable, FieldappError
from fieldapp.domain.ids import Sha256
from fieldapp.domain.views.sync import SyncProgress, SyncState
from fieldapp.support.lines import noted
from fieldapp.sync import downloads, pull, retirement, snapshots, uploads
from fieldapp.sync.ports import Applied, Batch, Blobs, Cancelled, Identity, Inbox, KeyCopy, Outbox, Report
from fieldapp.sync.push import BatchSize, agree
from fieldapp.sync.status import Tally
from fieldapp.wire.centre import Centre
from fieldapp.wire.messages import SyncAnswer, SyncRequest

logger = logging.getLogger(__name__)

_FRESH_STARTS = 3
_OTHER_EPOCH = "epoch-changed"
_START_OVER = frozenset({"sequence-gap", _OTHER_EPOCH})
_PULL_ANEW = frozenset({"cursor-unknown", "cursor-expired"})
_TOO_MUCH = "body-too-large"
_ASK_AGAIN_AFTER = 0.2


class _StartOver(Exception):
    """The centre knows something else than it said in its hello."""

    def __init__(self, reason: CentreError) -> None:
        super().__init__(reason.code)
        self.reason = reason


@dataclass(slots=True, kw_only=True)
class SyncEngine:
    """Runs the device's side of the protocol; made once, it remembers how large a batch the line carries.

    Every step is one transaction here or at the centre, and repeating it changes nothing: a run may be cut off, killed
    or started twice at any point. `published` is told after each transaction what changed.
    """

    centre: Centre
    outbox: Outbox
    inbox: Inbox
    blobs: Blobs
    identity: Identity
    key_copy: KeyCopy
    published: Callable[[Applied], None]
    hang_up_line: Callable[[], None] = lambda: None
    """Ends a call that the centre is waited for in."""
    take_up_line: Callable[[], None] = lambda: None
    """Lets calls be made again."""
    ask_ahead: Callable[[SyncRequest], None] = lambda request: None
    """Begins the round trip that comes next, while the answer to the last one is being taken over."""
    size: BatchSize = field(default_factory=BatchSize)
    _running: Lock = field(default_factory=Lock)
    _revoked: bool = False
    """What the last hello said."""
    _key_refused: CentreRefused | None = None
    """Told at the end of the run: everything else goes before."""

    def hang_up(self) -> None:
        """End the call under way at once, from another thread and after `cancelled` began to say so."""
        self.hang_up_line()

    def run(self, report: Report, cancelled: Cancelled, files: bool = True) -> SyncProgress:
        """Run until nothing is left, until `cancelled`, or until a failure; return how it ended.

        Without `files` photos and papers stay where they are (a metered network); a tablet that was taken out of use
        delivers them all the same.

        The state is IDLE when done (code "sync.interrupted" if cancelled), OFFLINE without network, PROBLEM else. A
        second call waits for the first.
        """
        tally = Tally(report)
        while not self._running.acquire(timeout=_ASK_AGAIN_AFTER):
            if cancelled():
                return tally.interrupted()
        try:
            self.take_up_line()
            return _noted(self._run(tally, cancelled, files))
        except FieldappError as failure:
            if cancelled() and isinstance(failure, CentreUnreachable):
                return _noted(tally.interrupted())
            logger.info("a sync was ended by an error", exc_info=failure)
            return _noted(tally.failed(failure))
        finally:
            self._running.release()

    def _run(self, tally: Tally, cancelled: Cancelled, files: bool) -> SyncProgress:
        gone = retirement.go_on(self.centre, self.identity, self.outbox) if self.identity.is_leaving() else None
        if gone is not None:
            return tally.failed(gone)
        if not self._exchange(tally, cancelled):
            return tally.interrupted()
        if not files and not self._revoked:
            return self._without_files(tally)
        complete = self._deliver(tally, cancelled)
        if complete is None:
            return tally.interrupted()
        if self._revoked and complete:
            gone = retirement.leave(self.centre, self.identity)
            return tally.failed(gone) if gone else self._run(tally, cancelled, files)
        if not self._revoked and not self.outbox.waiting():
            self.identity.note_complete()
        if not self._revoked and not downloads.fetch(self.centre, self.blobs, tally, self.published, cancelled):
            return tally.interrupted()
        return self._ended(tally)

    def _ended(self, tally: Tally) -> SyncProgress:
        return tally.failed(self._key_refused) if self._key_refused else tally.tell(SyncState.IDLE)

    def _without_files(self, tally: Tally) -> SyncProgress:
        """End a run that leaves files for another network: complete only if none waits."""
        if not self.outbox.waiting() and not self.blobs.undelivered():
            self.identity.note_complete()
        return self._ended(tally)

    def _deliver(self, tally: Tally, cancelled: Cancelled) -> bool | None:
        """Deliver files; return whether all of them are there, None if cancelled.

        What is recorded meanwhile goes before the next step of a file: text first.
        """
        refused: set[Sha256] = set()
        while not cancelled():
            whole = uploads.deliver(
                self.centre,
                self.blobs,
                tally,
                refused,
                lambda: cancelled() or self.outbox.waiting() > 0,
                self.published,
            )
            if self.outbox.waiting():
                if not self._exchange(tally, cancelled):
                    return None
            elif whole:
                return not refused
        return None

    def _exchange(self, tally: Tally, cancelled: Cancelled) -> bool:
        """Greet and exchange until nothing is left; begin again where the centre turns out to know something else."""
        reason: CentreError | None = None
        for _ in range(_FRESH_STARTS):
            if cancelled():
                return False
            self._greet(tally)
            try:
                return self._rounds(tally, cancelled) and self._repaired(tally, cancelled)
            except _StartOver as again:
                reason = again.reason
            except CentreRefused as refusal:
                if refusal.code != _OTHER_EPOCH:  # a stick told this store of another life of the centre meanwhile
                    raise
                reason = refusal
        raise reason or CentreUnreachable("centre.unreachable")

    def _greet(self, tally: Tally) -> None:
        """Learn time, epoch and what the centre knows; offer again what it does not."""
        tally.tell(SyncState.CONNECTING)
        asked = time.monotonic()
        hello = self.centre.hello()
        self.identity.note_server_time(hello.server_time, timedelta(seconds=time.monotonic() - asked))
        self.size.allow(hello)
        agree(self.outbox, self.identity, hello)
        self._revoked = hello.revoked
        self._key_refused = retirement.deliver_key(self.centre, self.key_copy, hello)
        tally.events_total = tally.events_done + self.outbox.waiting()

    def _rounds(self, tally: Tally, cancelled: Cancelled) -> bool:
        """Go round trip by round trip; return False if cancelled before nothing was left."""
        read_ahead: Batch | None = None
        while not cancelled():
            batch = self._next(read_ahead)
            request = SyncRequest(
                epoch=self.identity.epoch(),
                events=batch.events,
                chain=batch.chain,
                cursors=self.inbox.cursors(),
                paused=self.inbox.paused(),
                origins=batch.origins,
            )
            tally.tell(SyncState.PUSHING if request.events else SyncState.PULLING)
            answer = self._round_trip(request)
            if answer is None:
                read_ahead = None
                continue
            tally.come_again = timedelta(seconds=answer.next_after_s) if answer.next_after_s > 0 else None
            read_ahead = self._asked_ahead(request, batch, answer)
            for applied in pull.take(self.inbox, self.outbox, request, answer):
                self.published(applied)
                tally.add(applied, self.outbox.waiting())
            if not answer.more and not self.outbox.waiting():
                return True
        return False

    def _next(self, read_ahead: Batch | None) -> Batch:
        """Return the next events: those read ahead where they are, and of the history that this tablet still has.

        Rows of the outbox never change, but for a stick that declared some of them lost meanwhile.
        """
        if read_ahead is not None and read_ahead.events:
            first, last = read_ahead.events[0].seq, read_ahead.events[-1].seq
            is_next = first == self.outbox.acknowledged_seq() + 1
            if is_next and self.outbox.digest_at(last) == read_ahead.chain:
                return read_ahead
        return self.outbox.batch(self.size.events, self.size.bytes)

    def _asked_ahead(self, request: SyncRequest, batch: Batch, answer: SyncAnswer) -> Batch:
        """Begin the round trip that comes next, if one does, and return its events.

        The centre may so have taken events of which this tablet does not know yet that those before them were taken:
        as after an answer that was lost, it is told again (SYNC.md rules 2, 3).
        """
        following = batch
        if batch.events:
            following = self.outbox.batch_after(batch.events[-1].seq, self.size.events, self.size.bytes)
        if following.events or (answer.more and answer.changes):
            self.ask_ahead(pull.following(request, answer, following))
        return following

    def _repaired(self, tally: Tally, cancelled: Cancelled) -> bool:
        """Fetch the snapshots that are wanted, and what came in behind them; return False if cancelled before."""
        if not self.inbox.snapshots():
            return True
        fetched = snapshots.fetch(self.centre, self.inbox, tally, self.published, cancelled)
        return fetched and self._rounds(tally, cancelled)

    def _round_trip(self, request: SyncRequest) -> SyncAnswer | None:
        """Return the answer, None where a smaller batch must be tried. Raises _StartOver, CentreError."""
        started = time.monotonic()
        try:
            answer = self.centre.sync(request)
        except CentreUnreachable:
            self.size.shrink()
            raise
        except CentreRefused as refusal:
            if refusal.code in _PULL_ANEW:
                self.identity.adopt_epoch(request.epoch)
            if refusal.code in _START_OVER | _PULL_ANEW:
                raise _StartOver(refusal) from refusal
            if refusal.code == _TOO_MUCH and not self.size.is_smallest:
                self.size.shrink()
                return None
            raise
        if answer.epoch != request.epoch:
            raise _StartOver(CentreRefused(_OTHER_EPOCH))
        self.size.learn(timedelta(seconds=time.monotonic() - started))
        return answer


def _noted(progress: SyncProgress) -> SyncProgress:
    """Note in the log how a run ended."""
    counts = noted(
        state=progress.state.value, pushed=progress.events_done, pulled=progress.changes_done, blobs=progress.blobs_done
    )
    logger.info("a sync ended", extra=counts)
    return progress

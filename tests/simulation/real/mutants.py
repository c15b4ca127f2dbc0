"""One broken rule of the real code at a time, and how often it took how many schedules to find it.

Each is a context in which the rule is another one. `OWNED` names the mutants that these schedules do not find, and the
test of the real code that kills them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any
from unittest.mock import patch

from sqlalchemy import Connection, delete, update

from fieldapp.centre.devices import incoming, ruling
from fieldapp.centre.devices.feed import Feed
from fieldapp.centre.devices.local_centre import LocalCentre
from fieldapp.domain.errors import CentreRefused
from fieldapp.domain.events import CallMade
from fieldapp.store import inbox, outbox
from fieldapp.store.outbox import Outbox
from fieldapp.store.tables import OUTBOX
from fieldapp.wire.messages import Outcome, SyncAnswer, SyncRequest, Verdict
from fieldapp.workflow.merging import Merged

Mutant = Callable[[], AbstractContextManager[object]]


def ack_on_send() -> AbstractContextManager[object]:
    """What was sent counts as known."""
    taken = Outbox.batch

    def batch(self: Outbox, most_events: int, most_bytes: int) -> outbox.Batch:
        picked = taken(self, most_events, most_bytes)
        with self.database.writing() as connection:
            seqs = [row.seq for row in picked.events]
            connection.execute(update(OUTBOX).where(OUTBOX.c.seq.in_(seqs)).values(state="accepted"))
        return picked

    return patch.object(Outbox, "batch", batch)


def no_revoke() -> AbstractContextManager[object]:
    """The tablet of before is told nothing."""
    return patch.object(Feed, "revoke", lambda *_: None)


def revoke_purges_unsent() -> AbstractContextManager[object]:
    """With an order goes what was done on it."""
    kept = inbox.order_rows.take_away

    def take_away(connection: Connection, order_id: Any, scope: Any) -> None:
        connection.execute(delete(OUTBOX).where(OUTBOX.c.order_id == order_id, OUTBOX.c.state == "waiting"))
        kept(connection, order_id, scope)

    return patch.object(inbox.order_rows, "take_away", take_away)


def last_writer_wins_by_clock() -> AbstractContextManager[object]:
    """What says an earlier time than what is known came too late."""
    applied = ruling._applied

    def by_clock(order: Any, event: Any, *said: Any) -> Merged:
        if isinstance(event, CallMade) and any(call.at > event.at for call in order.visit.calls):
            return Merged(order=order)
        return applied(order, event, *said)

    return patch.object(ruling, "_applied", by_clock)


def block_on_poison() -> AbstractContextManager[object]:
    """A batch with a bad event in it is refused."""
    ruled = incoming.rule_group

    def rule_group(*said: Any) -> Any:
        book, outcomes = ruled(*said)
        if any(outcome.verdict is Verdict.REJECTED for outcome in outcomes):
            raise CentreRefused("wire.malformed")
        return book, outcomes

    return patch.object(incoming, "rule_group", rule_group)


def no_dedupe() -> AbstractContextManager[object]:
    """What overlaps is not answered."""
    return patch.object(incoming, "_stored_outcomes", lambda *_: ())


def cursor_before_apply() -> AbstractContextManager[object]:
    """How far an answer reaches is written first, and then what is in it."""
    applied = inbox.Inbox.apply

    def apply(self: inbox.Inbox, answer: SyncAnswer) -> Any:
        with self.database.writing() as connection:
            inbox.write_cursors(connection, {**inbox.read_cursors(connection), **answer.cursors})
        return applied(self, answer)

    return patch.object(inbox.Inbox, "apply", apply)


def cursor_without_data_tx() -> AbstractContextManager[object]:
    """Cursors have a transaction of their own, before the one in which the screens follow."""
    written = inbox.write_cursors

    def write_cursors(connection: Connection, cursors: Any) -> None:
        written(connection, cursors)
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return patch.object(inbox, "write_cursors", write_cursors)


def outcome_not_stored() -> AbstractContextManager[object]:
    """What overlaps is answered out of hand."""

    def stored(_connection: Any, _sender: Any, rows: Any) -> tuple[Outcome, ...]:
        return tuple(Outcome(seq=row.seq, verdict=Verdict.ACCEPTED) for row in rows)

    return patch.object(incoming, "_stored_outcomes", stored)


def tombstone_forgotten() -> AbstractContextManager[object]:
    """What says that an order is gone is not sent."""
    asked = LocalCentre.sync

    def sync(self: LocalCentre, request: SyncRequest) -> SyncAnswer:
        answer = asked(self, request)
        kept = tuple(change for change in answer.changes if change.document is not None)
        renumbered = tuple(_numbered(kept, request))
        return _with_changes(answer, renumbered)

    return patch.object(LocalCentre, "sync", sync)


def ack_before_commit() -> AbstractContextManager[object]:
    """The answer goes out, and then what it is about is undone."""
    received = incoming.receive

    def receive(connection: Any, *said: Any, **named: Any) -> Any:
        inner = connection.begin_nested()
        outcomes = received(connection, *said, **named)
        inner.rollback()
        return outcomes

    return patch.object(incoming, "receive", receive)


def _numbered(changes: Any, request: SyncRequest) -> Iterator[Any]:
    last = dict(request.cursors)
    for change in changes:
        last[change.scope] = last.get(change.scope, 0) + 1
        yield replace(change, number=last[change.scope])


def _with_changes(answer: SyncAnswer, changes: Any) -> SyncAnswer:
    return replace(answer, changes=changes)


MUTANTS: dict[str, Mutant] = {
    mutant.__name__: mutant
    for mutant in (
        ack_on_send, no_dedupe, cursor_before_apply, cursor_without_data_tx, no_revoke, revoke_purges_unsent,
        last_writer_wins_by_clock, block_on_poison, outcome_not_stored, tombstone_forgotten, ack_before_commit,
    )
}  # fmt: skip

OWNED = {
    "accept_gap": ("unit/sync/test_usb_bundle.py", "The mutant accept_gap"),
    "naive_sequence_cursor": ("contracts/test_cursor_with_writers.py", "and_a_naive_cursor_misses_rows"),
    "drop_loser": ("contracts/test_two_sides_mutants.py", "def drop_loser"),
    "append_at_end_of_file": ("unit/centre/devices/test_uploads.py", "append_at_end_of_file"),
}
"""The file under tests/ and the words in it that tell of the mutant."""

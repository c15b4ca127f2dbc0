"""Each rule taken away for a moment: the named test of its invariant must fail (SYNC.md, Mutants)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from fieldapp.centre.devices import incoming
from fieldapp.centre.devices.feed import Feed
from fieldapp.domain.errors import CentreError
from fieldapp.store import inbox as inboxes
from fieldapp.store import snapshots, strays
from fieldapp.store.tables import OUTBOX
from fieldapp.sync import engine as engines
from fieldapp.wire.messages import SyncRequest, Verdict
from tests.contracts import test_faults_of_others as faults
from tests.contracts import test_repair as repair
from tests.contracts.company import Company, company_in
from tests.factories import save_answer

Patch = pytest.MonkeyPatch


def no_gap_is_taken(company: Company) -> None:
    """outbox_order_preserved: two channels race, the later one arrives first."""
    order = company.desk.order()
    tablet = company.desk.tablet()
    for value in ("1", "2"):
        tablet.write(save_answer("work", "hours", value, order_id=order.id))
    with pytest.raises(CentreError, match="sequence-gap"):
        tablet.sync(begin=2)
    assert [outcome.seq for outcome in tablet.sync().outcomes] == [1, 2]


def what_is_sent_waits_for_its_outcome(company: Company) -> None:
    """acked_is_durable: the answer is lost, the event is offered again."""
    order = company.desk.order()
    tablet = company.tablet()
    repair.synced(tablet)
    tablet.store.do(save_answer("work", "hours", "1", order_id=order.id))
    sync = tablet.line.sync

    def lost(request: SyncRequest) -> Any:
        if request.events:
            raise CentreError("centre.unreachable")
        return sync(request)

    tablet.line.sync = lost  # type: ignore[method-assign]
    tablet.runner.run()
    assert tablet.store.outbox.waiting() == 1
    tablet.line.sync = sync  # type: ignore[method-assign]
    repair.synced(tablet)
    assert len(company.desk.record(order).events) == 1


def cursor_moves_with_data(company: Company) -> None:
    """Killed while an answer is taken over: cursor and documents are both there or both not."""
    for _ in range(3):
        company.desk.order()
    tablet = company.tablet()
    with pytest.MonkeyPatch.context() as dying:
        dying.setattr(inboxes.order_rows, "rebuild", _die)
        with pytest.raises(_Killed):
            tablet.runner.run()
    repair.synced(tablet)
    assert (len(tablet.numbers()), tablet.line.asked) == (3, []), "made good by the feed, not by a repair"


class _Killed(Exception):
    pass


def _die(*_: object) -> None:
    raise _Killed


def no_dedupe(mutant: Patch) -> None:
    mutant.setattr(incoming, "_stored_outcomes", lambda *_: ())


def accept_gap(mutant: Patch) -> None:
    mutant.setattr(incoming, "_check_sequence", lambda *_: None)
    mutant.setattr(incoming, "_check_history", lambda _c, _s, request: [request.chain for _ in request.events])


def outcome_not_stored(mutant: Patch) -> None:
    stored = incoming._store

    def store(connection: Any, sender: Any, rows: Any, outcomes: Any, *more: Any) -> None:
        good = [replace(outcome, verdict=Verdict.ACCEPTED, code="", fields={}) for outcome in outcomes]
        stored(connection, sender, rows, good, *more)

    mutant.setattr(incoming, "_store", store)


def no_revoke(mutant: Patch) -> None:
    mutant.setattr(Feed, "revoke", lambda *_: None)


def tombstone_forgotten(mutant: Patch) -> None:
    mutant.setattr(snapshots.pulled_rows, "unseen", lambda *_: [])
    mutant.setattr(strays, "of_scope", lambda *_: [])


def ack_on_send(mutant: Patch) -> None:
    def sends(self: Any, request: SyncRequest) -> Any:
        for row in request.events:
            with self.inbox.database.writing() as connection:
                seq = OUTBOX.c.seq == row.seq
                connection.execute(update(OUTBOX).where(seq).values(state="accepted"))
        return _round_trip(self, request)

    _round_trip = engines.SyncEngine._round_trip
    mutant.setattr(engines.SyncEngine, "_round_trip", sends)


def cursor_before_apply(mutant: Patch) -> None:
    apply = inboxes.Inbox.apply

    def early(self: Any, answer: Any) -> Any:
        with self.database.writing() as connection:
            there = {**inboxes.read_cursors(connection), **answer.cursors}
            inboxes.write_cursors(connection, there)
        return apply(self, answer)

    mutant.setattr(inboxes.Inbox, "apply", early)


def cursor_without_data_tx(mutant: Patch) -> None:
    write = inboxes.write_cursors

    def apart(connection: Any, cursors: Any) -> None:
        write(connection, cursors)
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    mutant.setattr(inboxes, "write_cursors", apart)


MUTANTS: list[tuple[Callable[[Patch], None], Callable[[Company], None]]] = [
    (no_dedupe, faults.test_the_same_batch_twice_counts_once_and_does_not_move_the_signature),
    (accept_gap, no_gap_is_taken),
    (outcome_not_stored, faults.test_one_event_of_five_megabytes_is_rejected_and_blocks_nothing),
    (no_revoke, faults.test_a_reassigned_order_leaves_a_revoke_behind),
    (
        tombstone_forgotten,
        repair.test_no_resurrection_of_an_order_whose_end_was_thrown_away_before_the_tablet_came_again,
    ),
    (ack_on_send, what_is_sent_waits_for_its_outcome),
    (cursor_before_apply, cursor_moves_with_data),
    (cursor_without_data_tx, cursor_moves_with_data),
]


@pytest.mark.req("SYN-2")
@pytest.mark.parametrize(("mutant", "named"), MUTANTS, ids=lambda one: one.__name__)
def test_a_mutant_is_killed_by_its_named_test(
    mutant: Callable[[Patch], None], named: Callable[[Company], None], tmp_path: Path
) -> None:
    with company_in(tmp_path / "healthy") as company:
        named(company)
    with company_in(tmp_path / "mutant") as company, pytest.MonkeyPatch.context() as patch:
        mutant(patch)
        with pytest.raises((AssertionError, CentreError, pytest.fail.Exception)):
            named(company)

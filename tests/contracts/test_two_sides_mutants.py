"""Each broken rule must be found by the promise that it breaks: the mutants of SYNC.md that are about two sides."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, delete

from fieldapp.centre.devices import incoming, ruling
from fieldapp.domain.clash import Author
from fieldapp.domain.errors import CentreRefused, FieldappError
from fieldapp.domain.events import AnswerSaved, OrderEvent
from fieldapp.domain.ids import EventId, OrderId, Scope
from fieldapp.domain.work_order import WorkOrder
from fieldapp.store import inbox, order_rows
from fieldapp.store.tables import OUTBOX
from fieldapp.wire.messages import Outcome, Verdict
from fieldapp.workflow import merging
from fieldapp.workflow.apply import apply
from fieldapp.workflow.merging import AskWriter, Merged
from tests.contracts import test_two_sides as promises
from tests.contracts.two_sides import TwoSides, two_sides


def drop_loser(broken: pytest.MonkeyPatch) -> None:
    """What loses is thrown away."""

    def merged(order: WorkOrder, event: OrderEvent, *_: object) -> Merged:
        return Merged(order=apply(order, event))

    broken.setattr(ruling, "merged", merged)


def last_writer_wins_by_clock(broken: pytest.MonkeyPatch) -> None:
    """Of two answers the one with the later clock stands."""
    written: dict[tuple[str, str, str], Any] = {}
    right = merging._answer

    def answer(order: WorkOrder, event: AnswerSaved, name: EventId, author: Author, ask: AskWriter) -> Merged:
        place = (event.order_id, event.step, event.name)
        if place in written and event.at < written[place]:
            return Merged(order=order)
        written[place] = event.at
        return right(order, event, name, author, ask)

    broken.setattr(merging, "_answer", answer)


def block_on_poison(broken: pytest.MonkeyPatch) -> None:
    """A bad event refuses the batch."""
    right = ruling.rule_group

    def rule_group(*given: Any) -> tuple[Any, tuple[Outcome, ...]]:
        book, outcomes = right(*given)
        if any(outcome.verdict is Verdict.REJECTED for outcome in outcomes):
            raise CentreRefused("wire.malformed", detail="poison")
        return book, outcomes

    broken.setattr(incoming, "rule_group", rule_group)


def revoke_purges_unsent(broken: pytest.MonkeyPatch) -> None:
    """What is not sent yet goes with the order."""
    right = order_rows.take_away

    def take_away(connection: Connection, order_id: OrderId, scope: Scope) -> None:
        connection.execute(delete(OUTBOX).where(OUTBOX.c.order_id == order_id))
        right(connection, order_id, scope)

    broken.setattr(inbox.order_rows, "take_away", take_away)


def by_the_latest_clock(sides: TwoSides) -> None:
    from datetime import timedelta

    promises.test_clock_never_decides(sides, timedelta(days=-3650))


KILLED_BY: dict[Callable[[pytest.MonkeyPatch], None], Callable[[TwoSides], None]] = {
    drop_loser: promises.test_loser_is_kept,
    last_writer_wins_by_clock: by_the_latest_clock,
    block_on_poison: promises.test_poison_event_does_not_block,
    revoke_purges_unsent: promises.test_revoked_is_gone_unsent_is_not,
}


@pytest.mark.parametrize("mutant", KILLED_BY, ids=lambda mutant: mutant.__name__)
def test_a_broken_rule_is_found_by_its_promise(
    mutant: Callable[[pytest.MonkeyPatch], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mutant(monkeypatch)

    with two_sides(tmp_path) as sides, pytest.raises((AssertionError, FieldappError, ValueError)):
        KILLED_BY[mutant](sides)

from __future__ import annotations

from dataclasses import replace

import pytest

from fieldapp.domain.ids import Scope, Sha256
from fieldapp.sync.pull import SLICE, slices
from fieldapp.wire.codec import to_json
from fieldapp.wire.messages import Change, ChoiceListPiece, DocumentKind, Operation, Outcome, SyncAnswer, Verdict
from tests.factories import NOW, make_part


def change(number: int, kind: DocumentKind = DocumentKind.PART, document: object = None) -> Change:
    body = to_json(document or make_part())
    return Change(
        scope=Scope("reference"), number=number, operation=Operation.PUT, kind=kind, key=str(number), document=body
    )


def answer(*changes: Change, more: bool = False) -> SyncAnswer:
    outcomes = (Outcome(seq=1, verdict=Verdict.ACCEPTED),)
    return SyncAnswer(
        epoch="e", server_time=NOW, applied_seq=1, backed_up_seq=0, outcomes=outcomes, changes=changes, more=more
    )


@pytest.mark.parametrize("count", [0, 1, SLICE - 1, SLICE, SLICE + 1, SLICE * 3])
@pytest.mark.parametrize("more", [False, True])
def test_an_answer_is_cut_into_slices_that_are_together_what_it_was(count: int, more: bool) -> None:
    whole = answer(*(change(number) for number in range(1, count + 1)), more=more)
    parts = list(slices(whole))
    assert sum((part.changes for part in parts), ()) == whole.changes
    assert sum((part.outcomes for part in parts), ()) == parts[0].outcomes == whole.outcomes
    assert [part.more for part in parts] == [*[True] * (len(parts) - 1), more]
    assert {len(part.changes) for part in parts[:-1]} <= {SLICE}
    assert all(
        replace(part, outcomes=(), changes=(), more=more) == replace(whole, outcomes=(), changes=()) for part in parts
    )


def test_pieces_of_long_lists_are_cut_off_sooner() -> None:
    piece = ChoiceListPiece(
        list_id="l",
        sha256=Sha256("a" * 64),
        columns=("name",),
        piece=1,
        pieces=1,
        rows=tuple(("x",) for _ in range(500)),
    )
    parts = list(slices(answer(*(change(number, DocumentKind.CHOICE_LIST, piece) for number in range(1, 11)))))
    assert [len(part.changes) for part in parts] == [3, 3, 3, 1]

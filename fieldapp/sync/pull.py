"""What comes down: an answer is checked against the request before anything of it is applied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from fieldapp.domain.errors import CentreAnswerInvalid
from fieldapp.sync.ports import Applied, Batch, Inbox, Outbox
from fieldapp.wire.messages import DocumentKind, SyncAnswer, SyncRequest

SLICE = 667
"""Parts of the catalogue that one local transaction takes over, or what costs as much: a tap waits no longer than that
for its turn to be written. A page of the centre's is three of them."""

_PART, _USUAL = 2, 12
"""What a part weighs, and most other documents."""
_WEIGHTS = {
    DocumentKind.PART: _PART,
    DocumentKind.ASSET: 3,
    DocumentKind.DEPOT_STOCK: 3,
    DocumentKind.MODEL_DOCUMENT: 3,
    DocumentKind.FAULT_ENTRY: 48,  # all its texts are indexed
}

_ROWS = 12
"""Rows of a long list that cost as much as a usual document."""


def take(inbox: Inbox, outbox: Outbox, request: SyncRequest, answer: SyncAnswer) -> Iterator[Applied]:
    """Apply the answer slice by slice, each in one local transaction, and yield what each changed.

    Cut off between two, the cursors ask for the rest. Raises CentreAnswerInvalid: "centre.applied-unknown" for a word
    on events that do not exist, "centre.gap" for changes that do not follow on, "centre.no-progress" for an answer that
    would be asked for for ever.
    """
    progress = 0
    for applied in parts(inbox, outbox, answer):
        progress += applied.outcomes + applied.changes
        yield applied
    if (request.events or answer.more) and not progress:
        raise CentreAnswerInvalid("centre.no-progress")


def following(request: SyncRequest, answer: SyncAnswer, batch: Batch) -> SyncRequest:
    """Return what is asked once the answer was taken over; `batch` are the events that come next."""
    reached = {change.scope: change.number for change in answer.changes}
    cursors = {**request.cursors, **reached}
    return replace(request, events=batch.events, chain=batch.chain, origins=batch.origins, cursors=cursors)


def parts(inbox: Inbox, outbox: Outbox, answer: SyncAnswer) -> Iterator[Applied]:
    """Apply the answer as `take` does, also one that brings nothing new: a stick may tell what is known."""
    last = outbox.last_seq()
    if answer.applied_seq > last or any(outcome.seq > last for outcome in answer.outcomes):
        raise CentreAnswerInvalid("centre.applied-unknown", applied=answer.applied_seq, last=last)
    for part in slices(answer):
        yield inbox.apply(part)


def slices(answer: SyncAnswer) -> Iterator[SyncAnswer]:
    """Yield the answer as the centre might have given it in several: more is to come after each but the last."""
    outcomes = answer.outcomes
    for first, last in cuts([(change.kind, change.document) for change in answer.changes]):
        more = answer.more or last < len(answer.changes)
        yield replace(answer, outcomes=outcomes, changes=answer.changes[first:last], more=more)
        outcomes = ()


def cuts(documents: Sequence[tuple[DocumentKind, dict[str, object] | None]]) -> Iterator[tuple[int, int]]:
    """Yield from where to where one transaction may take documents over; at least one part, be it empty."""
    first, weight = 0, 0
    for place, (kind, document) in enumerate(documents, start=1):
        weight += _weight(kind, document)
        if weight >= SLICE * _PART and place < len(documents):
            yield first, place
            first, weight = place, 0
    yield first, len(documents)


def _weight(kind: DocumentKind, document: dict[str, object] | None) -> int:
    """Return what taking the change over weighs."""
    rows = document.get("rows") if kind is DocumentKind.CHOICE_LIST and document else None
    return _WEIGHTS.get(kind, _USUAL) + (len(rows) * _USUAL // _ROWS if isinstance(rows, list | tuple) else 0)

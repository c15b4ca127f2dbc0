"""What comes down: an answer is checked against the request before anything of it is applied."""

from __future__ import annotations

from fieldapp.domain.errors import CentreAnswerInvalid
from fieldapp.sync.ports import Applied, Inbox, Outbox
from fieldapp.wire.messages import SyncAnswer, SyncRequest


def take(inbox: Inbox, outbox: Outbox, request: SyncRequest, answer: SyncAnswer) -> Applied:
    """Apply the answer in one local transaction.

    Raises CentreAnswerInvalid: "centre.applied-unknown" for a word on events that do not exist, "centre.gap" for
    changes that do not follow on, "centre.no-progress" for an answer that would be asked for for ever.
    """
    last = outbox.last_seq()
    if answer.applied_seq > last or any(outcome.seq > last for outcome in answer.outcomes):
        raise CentreAnswerInvalid("centre.applied-unknown", applied=answer.applied_seq, last=last)
    applied = inbox.apply(answer)
    if (request.events or answer.more) and not applied.outcomes and not applied.changes:
        raise CentreAnswerInvalid("centre.no-progress")
    return applied

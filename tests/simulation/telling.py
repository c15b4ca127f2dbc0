"""Requests and answers as a line of a trace names them."""

from __future__ import annotations

from tests.simulation.messages import Answer, Request, Verdict


def describe(request: Request) -> str:
    """Return a request as a line of the trace names it."""
    events = " ".join(f"{event.seq}:{event.kind.name.lower()}#{event.fact}" for event in request.events)
    cursors = "/".join("-" if cursor is None else str(cursor) for cursor in request.cursors)
    return f"device {request.device} (tablet {request.body}, epoch {request.epoch}) [{events}] at {cursors}"


def outcome_of(answer: Answer | None) -> str:
    """Return an answer as a line of the trace names it."""
    if answer is None:
        return "no answer"
    if answer.refusal is not None:
        return f"{answer.refusal.name} (epoch {answer.epoch}, knows {answer.last_seq})"
    verdicts = " ".join(f"{seq}:{Verdict(verdict).name.lower()}" for seq, verdict in answer.outcomes)
    changes = [f"{c.number}:{c.operation.name.lower()} {c.key}" for page in answer.pages for c in page.changes]
    snapshots = [f"snapshot at {page.snapshot.number}" for page in answer.pages if page.snapshot is not None]
    return f"knows {answer.last_seq} [{verdicts}] {' '.join(changes + snapshots)}"

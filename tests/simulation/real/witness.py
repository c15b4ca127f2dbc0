"""What was seen from outside: what each tablet acknowledged to its engineer, and what the centre ever said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from fieldapp.domain.ids import OrderId, Scope
from fieldapp.wire.messages import Outcome, SyncAnswer, SyncRequest

Group = tuple[str, ...]
"""The facts of one local transaction."""


class BrokenPromise(Exception):
    """A promise of the protocol did not hold; its name is the first word."""


def hold(promise: str, holds: bool, *said: object) -> None:
    """Raise BrokenPromise unless it holds."""
    if not holds:
        raise BrokenPromise(f"{promise}: {' '.join(map(str, said))}")


def fact_of(data: dict[str, object]) -> str:
    """Return the fact that an event carries: each is told by one event only, in whichever of its fields.

    What has no words of its own (an arrival, a signature) is told by its moment.
    """
    named = (data.get(name) for name in ("remark", "value", "use_id", "at"))
    return next(str(value) for value in named if value)


@dataclass
class Witness:
    """Notes; asks nobody."""

    written: dict[int, list[Group]] = field(default_factory=dict)
    doubtful: dict[int, Group] = field(default_factory=dict)
    """Per tablet, what it was killed over: all of it is there afterwards, or nothing."""
    photos: dict[int, list[bytes]] = field(default_factory=dict)
    orders: dict[str, OrderId] = field(default_factory=dict)
    outcomes: dict[tuple[str, str, int], Outcome] = field(default_factory=dict)
    settled: dict[int, set[str]] = field(default_factory=dict)
    """Per tablet, what had its outcome there once: its order may have been taken away with it since."""
    has_other_name: set[int] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    """What only a tablet had that is gone by now, after the centre was restored to before it."""
    given_up: dict[str, bytes] = field(default_factory=dict)
    """By hash, what the content of events was that tablets have emptied."""
    has_restored: bool = False
    copies: set[int] = field(default_factory=set)
    """Tablets whose disk was copied, and the copies."""

    def begin(self, body: int) -> None:
        """A tablet joins."""
        self.written[body], self.photos[body], self.settled[body] = [], [], set()

    def copied(self, body: int, twin: int) -> None:
        """A tablet's disk was copied."""
        self.written[twin], self.photos[twin] = list(self.written[body]), list(self.photos[body])
        self.settled[twin] = set(self.settled[body])
        self.copies.update((body, twin))
        if body in self.has_other_name:
            self.has_other_name.add(twin)

    def renamed(self, body: int, kept: Sequence[str]) -> None:
        """A tablet has another name and `kept` this; what gave up its content before stayed behind."""
        self.has_other_name.add(body)
        groups = (tuple(fact for fact in group if fact in kept) for group in self.written[body])
        self.written[body] = [group for group in groups if group]

    def facts(self, body: int) -> list[str]:
        """Return what a tablet acknowledged, in the order in which it did."""
        return [fact for group in self.written[body] for fact in group]

    def settle(self, body: int, kept: Iterable[str]) -> None:
        """A killed tablet was started again and has `kept`."""
        group = self.doubtful.pop(body, ())
        if not group:
            return
        there = set(kept).intersection(group)
        hold("group_is_atomic", there in (set(), set(group)), "of", group, "the tablet kept", sorted(there))
        if there:
            self.written[body].append(group)

    def heard(self, device: str, scopes: set[Scope], revoked: bool, request: SyncRequest, answer: SyncAnswer) -> None:
        """The centre answered: its word on an event stands for its whole life."""
        groups = {row.seq: row.group for row in request.events}
        verdicts: dict[int, set[bool]] = {}
        for outcome in answer.outcomes:
            known = self.outcomes.setdefault((answer.epoch, device, outcome.seq), outcome)
            hold("same_outcome_on_replay", known == outcome, device, known, outcome)
            taken = outcome.verdict.value in ("accepted", "clash")
            verdicts.setdefault(groups.get(outcome.seq, -outcome.seq), set()).add(taken)
        hold("group_is_atomic", all(len(said) == 1 for said in verdicts.values()), device, answer.outcomes)
        seqs = {row.seq for row in request.events}
        said_of = {outcome.seq for outcome in answer.outcomes}
        hold("poison_event_does_not_block", seqs == said_of, device, "sent", seqs, "answered", said_of)
        hold("acked_is_durable", all(seq <= answer.applied_seq for seq in said_of), device, answer.applied_seq)
        _check_changes(scopes, revoked, request, answer)


def _check_changes(scopes: set[Scope], revoked: bool, request: SyncRequest, answer: SyncAnswer) -> None:
    hold("revoked_device_rejected", not (revoked and answer.changes), "a revoked tablet was sent", answer.changes)
    last = dict(request.cursors)
    for change in answer.changes:
        hold("not_visible_outside_scope", change.scope in scopes, change.scope, change.key)
        expected = last.get(change.scope, 0) + 1
        hold("no_gap_no_reorder_in_scope", change.number == expected, change.scope, change.number, expected)
        last[change.scope] = change.number

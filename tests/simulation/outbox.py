"""The device's append-only outbox: every event, until a verified backup of the centre covers it (rules 1 to 3)."""

from __future__ import annotations

from tests.simulation.messages import CHAIN_START, NO_FACT, Deed, Event, Kind, Outcome, Payload, Verdict
from tests.simulation.ruling import written

_LOST = Deed(Kind.HISTORY_LOST, 0, 0, 0, 0)


class Outbox:
    """Events `pruned + 1` to `last_seq`, each with its verdict once it is known. All of it is on the disk."""

    __slots__ = ("events", "groups", "hashes", "sent", "verdicts")

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.verdicts: list[Verdict | None] = []
        self.hashes = [CHAIN_START]
        """The hash chain's values up to event `pruned`: the events are removed, their hashes never, so that another
        history under the same numbers is known for what it is."""
        self.groups = 0
        self.sent = 0
        """How far events are on their way; known to the running program only."""

    @property
    def pruned(self) -> int:
        return len(self.hashes) - 1

    @property
    def chain_before(self) -> int:
        return self.hashes[-1]

    @property
    def last_seq(self) -> int:
        return self.pruned + len(self.events)

    @property
    def settled(self) -> int:
        """Return the number before the first event without a verdict."""
        if None in self.verdicts:
            return self.pruned + self.verdicts.index(None)
        return self.last_seq

    def chain_at(self, seq: int) -> int | None:
        """Return the chain's value after event `seq`, None for a number that was not given yet."""
        if seq <= self.pruned:
            return self.hashes[seq]
        return self.events[seq - self.pruned - 1].digest if seq <= self.last_seq else None

    def append(self, deeds: list[Deed], facts: list[int], version: int, wall: int) -> None:
        """Write the events of one local transaction."""
        self.groups += 1
        for deed, fact in zip(deeds, facts, strict=True):
            payload = written(deed.value, version)
            self._add(fact, self.groups, deed, version, payload, wall)

    def _add(
        self, fact: int, group: int, deed: Deed, version: int, payload: Payload, wall: int, origin: int | None = None
    ) -> None:
        before = self.events[-1].digest if self.events else self.chain_before
        self.events.append(Event(fact, self.last_seq + 1, group, deed, version, payload, wall, before, origin))
        self.verdicts.append(None)

    def batch(self, most: int) -> tuple[list[Event], int]:
        """Return the next events to send, whole groups only, and the chain's value before them."""
        start = max(self.sent, self.pruned) - self.pruned
        events = self.events[start : start + most]
        if events:
            end = start + len(events)
            while end < len(self.events) and self.events[end].group == events[-1].group:
                events.append(self.events[end])
                end += 1
        before = self.events[start - 1].digest if start else self.chain_before
        return events, before

    def settle(self, outcomes: list[Outcome]) -> None:
        """Write down what the centre said, where nothing is written yet."""
        for seq, verdict in outcomes:
            place = seq - self.pruned - 1
            if 0 <= place < len(self.verdicts) and self.verdicts[place] is None:
                self.verdicts[place] = verdict

    def offer_again(self, after: int) -> None:
        """Let every event after `after` wait once more: the centre does not know it (any more)."""
        for place in range(max(after - self.pruned, 0), len(self.verdicts)):
            self.verdicts[place] = None
        self.sent = self.settled

    def prune(self, covered: int) -> None:
        """Remove events that have their verdict and that a verified backup covers."""
        count = min(covered, self.settled) - self.pruned
        if count > 0:
            self.hashes += [event.digest for event in self.events[:count]]
            del self.events[:count], self.verdicts[:count]
            self.sent = max(self.sent, self.pruned)

    def declare_lost(self, last_seq: int) -> None:
        """Declare the numbers behind `last_seq` that are gone on both sides; chain the rest behind them."""
        kept, first_kept = self.events, self.pruned + 1
        self.events, self.verdicts = [], []
        del self.hashes[last_seq + 1 :]
        for number in range(last_seq + 1, first_kept):
            self._add(NO_FACT, -number, _LOST, 1, 0, 0)
        self._take_over(kept)

    def moved(self) -> Outbox:
        """Return an outbox for a new identity, with the events that are kept, in their order, under new numbers."""
        twin = Outbox()
        twin.groups = self.groups
        twin._take_over(self.events)
        return twin

    def _take_over(self, events: list[Event]) -> None:
        for event in events:
            deed = Deed(event.kind, event.order, event.field, event.base, 0)
            self._add(event.fact, event.group, deed, event.version, event.payload, event.wall, event.origin)

    def copy(self) -> Outbox:
        """Return the outbox of a cloned tablet."""
        twin = Outbox()
        twin.events, twin.verdicts = self.events.copy(), self.verdicts.copy()
        twin.hashes, twin.groups = self.hashes.copy(), self.groups
        twin.sent = twin.settled
        return twin

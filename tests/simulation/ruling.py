"""What the centre says to each event, one group at a time, all of it or none (rules 2, 5, 6 and 9)."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from tests.simulation.documents import (
    Document,
    Field,
    Hand,
    owner_wins,
    swapped,
    with_fact,
    with_loser,
    with_value,
)
from tests.simulation.messages import TAKEN, Event, Kind, Payload, Verdict

OLDEST, NEWEST = 1, 3
"""Versions in which events have been written so far."""

UNIT = 0


def written(value: int, version: int) -> Payload:
    """Return a value as a program of this version writes it: alone, then with its unit, then the unit first."""
    if version == 1:
        return value
    return (value, UNIT) if version == 2 else (UNIT, value)


def _to_2(payload: Payload) -> Payload:
    assert isinstance(payload, int)
    return payload, UNIT


def _to_3(payload: Payload) -> Payload:
    assert isinstance(payload, tuple)
    return payload[1], payload[0]


UPCASTERS = {1: _to_2, 2: _to_3}
"""From each version to the next; none is ever edited or removed."""


class Entry(NamedTuple):
    """One line of a device's log at the centre: the event, its outcome, and the value as the centre understood it."""

    event: Event
    verdict: Verdict
    value: int
    is_again: bool = False
    """It came under another identity before: this is the same deed, and has changed nothing."""


class Orders:
    """The orders of a centre, and who may say what about them."""

    __slots__ = ("ever", "orders", "origins", "schema", "tombstones")

    def __init__(self, schema: int) -> None:
        self.orders: dict[int, Document] = {}
        self.ever: dict[int, frozenset[int]] = {}
        """Who has or had each order."""
        self.tombstones: set[int] = set()
        """Orders that were deleted: nothing that comes late brings them back."""
        self.origins: dict[int, Verdict] = {}
        """The verdict on every event by the hash of its first writing, under whichever identity it came."""
        self.schema = schema
        """The newest version of events that this centre's program knows."""

    def ruled(self, sender: int, events: list[Event]) -> tuple[dict[int, Document], list[Entry]]:
        """Return the orders as the events leave them, and what became of each event; nothing is changed yet."""
        drafts: dict[int, Document] = {}
        entries: list[Entry] = []
        for _, group in groupby(events, key=attrgetter("group")):
            self._rule_group(sender, list(group), drafts, entries)
        return drafts, entries

    def _rule_group(self, sender: int, group: list[Event], drafts: dict[int, Document], entries: list[Entry]) -> None:
        """Take the events of one local transaction; where one cannot be taken, none is, and all share its verdict."""
        before = drafts.copy() if len(group) > 1 else None
        ruled = []
        for event in group:
            known = self.origins.get(event.origin)
            if known is not None:
                ruled.append(Entry(event, known, self.value_of(event), is_again=True))
                continue
            verdict, value = self.taken(sender, event, drafts)
            if verdict not in TAKEN:
                if before is not None:
                    drafts.clear()
                    drafts.update(before)
                entries += [Entry(each, verdict, self.value_of(each)) for each in group]
                return
            ruled.append(Entry(event, verdict, value))
        entries += ruled

    def taken(self, sender: int, event: Event, drafts: dict[int, Document]) -> tuple[Verdict, int]:
        """Rule one event; if it is taken, its order in `drafts` is the one after it."""
        if event.kind >= Kind.MALFORMED:
            return (Verdict.PARKED if event.kind in (Kind.UNKNOWN, Kind.HISTORY_LOST) else Verdict.REJECTED), 0
        if event.version > self.schema:
            return Verdict.PARKED, 0
        value = self.value_of(event)
        if event.order in self.tombstones:
            return Verdict.PARKED, value
        document = drafts.get(event.order) or self.orders.get(event.order)
        if document is None or sender not in self.ever[event.order]:
            return Verdict.REJECTED, value
        hand = Hand.ASSIGNEE if document.assignee == sender else Hand.FORMER
        if self.is_request(event, hand):
            return Verdict.PARKED, value
        verdict, drafts[event.order] = self.applied(document, event, value, hand)
        return verdict, value

    def is_request(self, event: Event, hand: Hand) -> bool:
        """Tell whether the event waits for the office: it asks, or it touches what is the office's."""
        if event.kind is Kind.REQUEST:
            return hand is Hand.FORMER
        return event.field == Field.APPOINTMENT and event.kind in (Kind.EDIT, Kind.SWAP)

    def applied(self, document: Document, event: Event, value: int, hand: Hand) -> tuple[Verdict, Document]:
        """Return the order after the event: facts are added, values are merged by the owner of their field."""
        if event.kind is Kind.EDIT:
            return self.merged(document, event.field, event.base, value, hand, event.wall)
        if event.kind is Kind.SWAP:
            if document.values[event.field] != event.base and not owner_wins(event.field, hand):
                return Verdict.CLASH, document
            return Verdict.ACCEPTED, swapped(document, event.field, value)
        return Verdict.ACCEPTED, with_fact(document, event.fact, value if event.kind is Kind.PART else 0)

    def merged(
        self, document: Document, field: int, base: int, value: int, hand: Hand, wall: int
    ) -> tuple[Verdict, Document]:
        """Bring a value into its field; if the one who wrote it had not seen what stands there, one of both loses."""
        current = document.values[field]
        if current == base:
            return Verdict.ACCEPTED, with_value(document, field, value)
        if self.wins(document, field, hand, wall):
            return Verdict.CLASH, self.kept(with_value(document, field, value), field, current)
        return Verdict.CLASH, self.kept(document, field, value)

    def wins(self, document: Document, field: int, hand: Hand, wall: int) -> bool:
        """Tell whether a value stands against one that its writer had not seen. `wall` is not asked."""
        return owner_wins(field, hand)

    def kept(self, document: Document, field: int, loser: int) -> Document:
        """Keep what lost: with the order, where both sides see it."""
        return with_loser(document, field, loser)

    def value_of(self, event: Event) -> int:
        """Return what the event says in the newest words, brought there version by version."""
        if event.kind >= Kind.MALFORMED or event.version > self.schema:
            return 0
        payload = event.payload
        for version in range(event.version, NEWEST):
            payload = UPCASTERS[version](payload)
        assert isinstance(payload, tuple)
        return payload[1]

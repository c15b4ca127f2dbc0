"""What really happened, noted by somebody who uses none of the world's rules: the measure of the invariants."""

from __future__ import annotations

from typing import NamedTuple

from tests.simulation.centre import Centre
from tests.simulation.documents import Document, Field
from tests.simulation.messages import NO_FACT, TAKEN, Answer, Change, Deed, Kind, Verdict
from tests.simulation.ruling import Entry
from tests.simulation.scopes import digest_of


class Input(NamedTuple):
    """One deed of an engineer: who, what, in which local transaction, how many in it."""

    body: int
    deed: Deed
    group_size: int


class Backup(NamedTuple):
    """What a backup of the centre contains, and what the witness knew at that moment."""

    centre: Centre
    lengths: list[int]
    rows: list[dict[int, Document]]
    ended: list[dict[int, int]]
    offered: dict[tuple[int, int], tuple[tuple[int, int], ...]]
    revoked: frozenset[int]


class Witness:
    """Everything the invariants compare with. A restore rewinds what it says of the centre, never of the engineers."""

    __slots__ = (
        "acknowledged", "at_centre", "changed", "damaged", "ended", "fresh", "heard", "inputs", "lost", "offered",
        "position", "revoked", "rows", "seen", "states", "told",
    )  # fmt: skip

    def __init__(self, centre: Centre, bodies: int) -> None:
        scopes = range(len(centre.scopes))
        self.inputs: dict[int, Input] = {}
        self.acknowledged: list[list[int]] = [[] for _ in range(bodies)]
        """Facts that each tablet's screen has called saved."""
        self.heard: list[set[int]] = [set() for _ in range(bodies)]
        """Facts whose verdict each tablet was told."""
        self.told: dict[tuple[int, int, int], Verdict] = {}
        """The first verdict told for (epoch, device, seq)."""
        self.lost: set[int] = set()
        """Facts that a disaster has taken from both sides."""
        self.states: dict[int, list[list[int]]] = {centre.epoch: [[0] for _ in scopes]}
        """For each epoch and scope the digest at each number, added up from the changes alone."""
        self.rows: list[dict[int, Document]] = [{} for _ in scopes]
        self.ended: list[dict[int, int]] = [{} for _ in scopes]
        """For each scope the rows that are gone, and the number with which they went."""
        self.seen: dict[int, int] = {}
        """How much of each device's log is noted."""
        self.at_centre: dict[int, int] = {}
        """How often each fact stands in the centre's logs."""
        self.fresh: list[tuple[int, Entry]] = []
        """What the last transaction added to the logs: device and entry."""
        self.changed: list[int] = []
        """Scopes whose rows the last transaction has changed."""
        self.offered: dict[tuple[int, int], tuple[tuple[int, int], ...]] = {}
        """For each field of an order the values that the centre has taken in, with what their writers had seen."""
        self.position: dict[tuple[int, int, int], int] = {}
        """The last number that (body, epoch, scope) has applied."""
        self.damaged: set[tuple[int, int]] = set()
        """Scopes of a tablet whose rows were harmed from outside."""
        self.revoked: set[int] = set()
        """Devices that the office has put out of use."""

    def note_written(self, body: int, facts: list[int], deeds: list[Deed], *, is_acknowledged: bool) -> None:
        """An engineer did something, and his tablet may have said that it is saved."""
        for fact, deed in zip(facts, deeds, strict=True):
            self.inputs[fact] = Input(body, deed, len(facts))
        if is_acknowledged:
            self.acknowledged[body] += facts

    def note_office_edit(self, order: int, field: int, value: int, base: int) -> None:
        """The office's value has come in."""
        self.offered[order, field] = (*self.offered.get((order, field), ()), (value, base))

    def note_commit(self, centre: Centre) -> bool:
        """Read the centre's feeds and logs as far as they are new; return whether anything is."""
        self.fresh = []
        self.changed = []
        for device, record in centre.records.items():
            seen = self.seen.get(device, 0)
            if len(record.log) > seen:
                self.seen[device] = len(record.log)
                for entry in record.log[seen:]:
                    self._note_entry(device, entry)
        states = self.states[centre.epoch]
        for number, scope in enumerate(centre.scopes):
            known = len(states[number]) - 1
            if scope.number > known:
                self.changed.append(number)
                self._note_changes(number, scope.feed[known - scope.floor :], states[number])
        return bool(self.fresh or self.changed)

    def _note_entry(self, device: int, entry: Entry) -> None:
        self.fresh.append((device, entry))
        event = entry.event
        if event.fact == NO_FACT or entry.is_again:
            return
        self.at_centre[event.fact] = self.at_centre.get(event.fact, 0) + 1
        if event.kind is Kind.EDIT and entry.verdict in TAKEN:
            deed = self.inputs[event.fact].deed
            self.note_office_edit(deed.order, deed.field, deed.value, deed.base)

    def _note_changes(self, scope: int, changes: list[Change], states: list[int]) -> None:
        rows, ended = self.rows[scope], self.ended[scope]
        for number, _, key, document in changes:
            if document is None:
                rows.pop(key, None)
                ended[key] = number
            else:
                rows[key] = document
                ended.pop(key, None)
            states.append(digest_of(rows))

    def note_told(self, answer: Answer) -> None:
        """A tablet has taken an answer: it knows these verdicts now."""
        heard = self.heard[answer.request.body]
        for event in answer.request.events:
            heard.add(event.fact)

    def note_gone(self, body: int, *, is_current: bool) -> None:
        """A tablet has removed its data; unless `is_current`, on a word from before the centre was restored."""
        if not is_current:
            self.lost |= {fact for fact in self.acknowledged[body] if fact not in self.at_centre}

    def backup(self, centre: Centre) -> Backup:
        """Take a backup of the centre, with what is known of it."""
        return Backup(
            centre.backup(),
            [len(states) for states in self.states[centre.epoch]],
            [rows.copy() for rows in self.rows],
            [ended.copy() for ended in self.ended],
            self.offered.copy(),
            frozenset(self.revoked),
        )

    def note_restore(self, backup: Backup, centre: Centre) -> None:
        """The centre lives in a new epoch with the content of a backup."""
        origin = self.states[backup.centre.epoch]
        self.states[centre.epoch] = [states[:length] for states, length in zip(origin, backup.lengths, strict=True)]
        self.rows = [rows.copy() for rows in backup.rows]
        self.ended = [ended.copy() for ended in backup.ended]
        self.offered = backup.offered.copy()
        self.revoked = set(backup.revoked)
        self.seen = {device: len(record.log) for device, record in centre.records.items()}
        self.at_centre = {}
        for record in centre.records.values():
            for entry in record.log:
                if entry.event.fact != NO_FACT and not entry.is_again:
                    self.at_centre[entry.event.fact] = self.at_centre.get(entry.event.fact, 0) + 1
        self.fresh = []

    def last_input(self, body: int, order: int, field: Field) -> int | None:
        """Return the last acknowledged fact by which a tablet changed a field of an order."""
        for fact in reversed(self.acknowledged[body]):
            deed = self.inputs[fact].deed
            if deed.order == order and deed.field == field and deed.kind in (Kind.EDIT, Kind.SWAP):
                return fact
        return None

"""A centre, a few tablets, what is on the way between them, and the witness: the moves of every schedule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import IntEnum
from typing import Generic, TypeVar

from tests.simulation.centre import Mishap
from tests.simulation.device import EVERYBODYS, OWN, Device
from tests.simulation.faults import Dice, Fault, Met
from tests.simulation.messages import NO_FACT, TAKEN, Answer, Channel, Operation, Refusal, Request
from tests.simulation.ruling import NEWEST
from tests.simulation.setting import Rules, Tally, Twin
from tests.simulation.telling import describe, outcome_of
from tests.simulation.uploads import Content
from tests.simulation.witness import Backup, Witness

REFERENCE_ROWS = (101, 102)
"""Keys of the rows that everybody follows; orders are numbered from 1."""

_BODIES = 5
"""Tablets that there can be in one schedule: three engineers', and clones, also of clones."""


class Moment(IntEnum):
    """When something has changed, and who may therefore have broken what."""

    WRITTEN = 0
    """A tablet has written, pruned, or been moved to another identity."""
    COMMITTED = 1
    """A transaction of the centre is through."""
    ANSWERED = 2
    """The centre has said something."""
    TAKEN = 3
    """A tablet has met an answer, and perhaps its death over it."""
    STORED = 4
    """A piece of a file has come, or half of it."""
    AT_REST = 5
    """Nobody works, nothing fails, everything that waited has been brought through."""


Checks = Mapping[Moment, tuple[Callable[["World"], bool], ...]]


class BrokenPromise(Exception):
    """An invariant does not hold; the message is its name."""


Message = TypeVar("Message")


class Wired(Generic[Message]):
    """A message that has left and not arrived: a request or an answer, by line or as a file."""

    __slots__ = ("channel", "content", "left_at")

    def __init__(self, content: Message, channel: Channel, left_at: int) -> None:
        self.content = content
        self.channel = channel
        self.left_at = left_at


class World:
    """Everything there is in one schedule; the steps in `field_work`, `traffic`, `office` and `operations` move it."""

    # fmt: off
    __slots__ = (
        "answer", "answer_in_hand", "answers", "backups", "batch_size", "centre", "checks", "clocks",
        "contents", "day", "device", "devices", "dice", "has_lost_a_backup", "has_photos", "is_disk_full",
        "minutes", "next_body", "next_epoch", "next_fact", "next_id", "next_order", "offsets", "outbox_before",
        "requests", "rules", "step", "tally", "touched", "trace", "twin", "was_damaged", "witness",
    )
    # fmt: on

    end_of_time = 2**60

    def __init__(self, dice: Dice, rules: Rules, checks: Checks, tally: Tally, twin: Twin) -> None:
        self.dice, self.rules, self.checks, self.tally, self.twin = dice, rules, checks, tally, twin
        engineers = 2 + dice.roll(2)
        self.centre = rules.centre(engineers, NEWEST - dice.roll(2), 1 + dice.roll(5))
        self.batch_size = 1 + dice.roll(5)
        self.witness = Witness(self.centre, _BODIES)
        self.devices: list[Device] = []
        self.requests: list[Wired[Request]] = []
        self.answers: list[Wired[Answer]] = []
        self.backups: list[Backup] = []
        self.answer: Answer | None = None
        self.answer_in_hand: Answer | None = None
        self.touched: set[tuple[int, int]] = set()
        self.outbox_before: list[int] = []
        self.is_disk_full = self.has_lost_a_backup = self.has_photos = False
        self.was_damaged: set[tuple[int, int]] = set()
        self.contents: dict[int, Content] = {}
        self.offsets: dict[int, int] = {}
        self.clocks = [0] * _BODIES
        self.trace: list[str] | None = None
        self.step = self.day = 0
        self.minutes = 1000
        self.next_fact = self.next_order = self.next_id = 1
        self.next_epoch = 2
        self.next_body = 0
        for engineer in range(engineers):
            schema = max(1, self.centre.schema - dice.roll(3) + (dice.roll(4) == 0))
            self.devices.append(self.new_tablet(engineer, min(schema, NEWEST)))
        self.device = self.devices[0]
        for place in range(3 + dice.roll(2)):
            self.open_order(place % engineers)
        for key in REFERENCE_ROWS:
            self.centre.put_reference(key, self.fact())
        self.witness.note_commit(self.centre)
        if dice.roll(4):
            for device in self.devices:
                self._get_ready(device)

    def _get_ready(self, device: Device) -> None:
        """Let a tablet fetch its day while everything is still well."""
        answer = self.centre.receive(device.request(Channel.NETWORK, 1, 0))
        assert answer is not None
        device.take(answer)
        for slot, number, _ in device.applied:
            self.witness.position[device.body, device.epoch, slot] = number

    def new_tablet(self, engineer: int, schema: int) -> Device:
        """Enrol a tablet that nobody has had before."""
        device = self.rules.device(self.body(), self.identity(), engineer, self.centre.epoch, schema)
        self.centre.enrol(device.id, engineer)
        return device

    def open_order(self, engineer: int) -> None:
        """The office takes in an order."""
        self.centre.open_order(self.next_order, engineer, self.fact())
        self.next_order += 1

    def fact(self) -> int:
        """Return a name for something that somebody does; values are named by the deed that wrote them."""
        self.next_fact += 1
        return self.next_fact - 1

    def identity(self) -> int:
        """Return a device id that was never given."""
        self.next_id += 1
        return self.next_id - 1

    def body(self) -> int:
        """Return the number of another tablet of glass and metal."""
        self.next_body += 1
        return self.next_body - 1

    def wall(self, body: int) -> int:
        """Return what a tablet's clock shows, in minutes."""
        if self.twin.has_other_clocks:
            return self.minutes - self.clocks[body] - 1_000_000
        return self.minutes + self.clocks[body]

    def met(self, fault: Fault) -> None:
        """Count a fault."""
        self.tally.faults[fault] += 1

    def holds(self, fact: int) -> bool:
        """Tell whether any tablet holds a deed: of a clone's past, the other one keeps it."""
        return any(event.fact == fact for device in self.devices for event in device.outbox.events)

    def say(self, *words: object) -> None:
        """Note a line of the trace, if somebody will read it."""
        if self.trace is not None:
            self.trace.append(f"{self.step:3}  " + " ".join(map(str, words)))

    def check(self, moment: Moment) -> None:
        """Raise BrokenPromise with the name of the first invariant that does not hold any more."""
        for check in self.checks.get(moment, ()):
            if not check(self):
                raise BrokenPromise(check.__name__)

    def committed(self, touched: set[tuple[int, int]]) -> None:
        """The centre has committed; `touched` are the fields of orders that the office has changed."""
        if not self.witness.note_commit(self.centre):
            return
        counts = self.tally.met
        for device, entry in self.witness.fresh:
            counts[entry.verdict] += 1
            touched.add((entry.event.order, entry.event.field))
            if entry.is_again:
                counts[Met.CAME_UNDER_ANOTHER_IDENTITY] += 1
            elif entry.verdict in TAKEN:
                assignee = self.centre.orders[entry.event.order].assignee
                counts[Met.LATE_WORK_OF_A_FORMER] += assignee != self.centre.records[device].engineer
            elif entry.event.fact != NO_FACT:
                counts[Met.GROUP_TURNED_DOWN] += self.witness.inputs[entry.event.fact].group_size > 1
        self.touched = touched
        self.check(Moment.COMMITTED)

    def serve(self, request: Request, mishap: Mishap = Mishap.NONE) -> Answer | None:
        """Let the centre take a request; return its answer, None if there is none."""
        if self.twin.swaps_channels:
            other = Channel.USB if request.channel is Channel.NETWORK else Channel.NETWORK
            request = request._replace(channel=other)
        self.is_disk_full = mishap is Mishap.DISK_FULL
        record = self.centre.records.get(request.device)
        known = record.last_seq if record is not None else 0
        answer = self.centre.receive(request, mishap)
        if self.trace is not None:
            self.say(
                "centre <-", describe(request), "" if mishap is Mishap.NONE else mishap.name, "->", outcome_of(answer)
            )
        if mishap in (Mishap.DIES_BEFORE_COMMIT, Mishap.DIES_AFTER_COMMIT) and self.centre.pending:
            self.met(Fault.ROLLED_BACK)
            self.centre.pending.clear()
        if answer is None or answer.refusal is None:
            self.committed(set())
        if answer is not None:
            self._count(answer, known)
            self.answer = answer
            self.check(Moment.ANSWERED)
        return answer

    def _count(self, answer: Answer, known: int) -> None:
        met = self.tally.met
        if answer.refusal is Refusal.SEQUENCE_GAP:
            met[Met.GAP_REFUSED] += 1
        elif answer.refusal is Refusal.DEVICE_FORKED:
            met[Met.FORK_FOUND] += 1
        elif answer.outcomes and answer.outcomes[0].seq <= known:
            met[Met.OVERLAP_ANSWERED] += 1
        if any(page.expired for page in answer.pages):
            self.met(Fault.CURSOR_EXPIRED)

    def hand_over(self, answer: Answer, *, dies: bool = False) -> None:
        """Let a tablet take an answer, or die over it."""
        self.device = device = self.devices[answer.request.body]
        device.applied.clear()
        self.answer_in_hand = answer
        if any(page.snapshot is not None for page in answer.pages):
            self.outbox_before = [event.fact for event in device.outbox.events]
        pruned, was_gone = device.outbox.pruned, device.is_gone
        taken = device.take(answer, dies=dies)
        if self.trace is not None:
            self.say(
                f"tablet {device.body}", "dies over" if dies else "takes", outcome_of(answer), "" if taken else "(left)"
            )
        if dies:
            device.die()
        if taken:
            self._note_taken(device, answer, pruned, was_gone)
        self.check(Moment.TAKEN)

    def _note_taken(self, device: Device, answer: Answer, pruned: int, was_gone: bool) -> None:
        met = self.tally.met
        if answer.refusal is None:
            self.witness.note_told(answer)
        elif answer.refusal is Refusal.EPOCH_CHANGED:
            met[Met.OFFERED_AGAIN] += device.outbox.settled < device.outbox.last_seq
            met[Met.HISTORY_DECLARED_LOST] += device.outbox.pruned < pruned
        if device.is_gone and not was_gone:
            met[Met.FAREWELL] += 1
            self.witness.note_gone(device.body, is_current=device.epoch == self.centre.epoch)
        for slot, _, is_snapshot in device.applied:
            if is_snapshot:
                met[Met.SNAPSHOT_APPLIED] += 1
                met[Met.REPAIRED] += (device.body, slot) in self.witness.damaged
                self.witness.damaged.discard((device.body, slot))
        for page in answer.pages:
            for change in page.changes:
                met[Met.REVOKE_APPLIED] += change.operation is Operation.REVOKE
                met[Met.GRANT_APPLIED] += change.operation is Operation.GRANT
                met[Met.DELETE_APPLIED] += change.operation is Operation.DELETE

    def is_through(self, device: Device) -> bool:
        """Tell whether a tablet has nothing to bring and nothing to fetch."""
        if device.is_gone:
            return True
        if device.must_enrol or device.is_leaving or device.epoch != self.centre.epoch:
            return False
        if None in device.outbox.verdicts or True in device.wanted or True in device.differs:
            return False
        scopes = self.centre.scopes
        return (
            device.cursors[OWN] == scopes[device.engineer].number
            and device.cursors[EVERYBODYS] == scopes[self.centre.reference].number
        )

    def result(self) -> object:
        """Return what it has all come to: orders, verdicts, files."""
        logs = [[(entry.event.fact, entry.verdict) for entry in record.log] for record in self.centre.records.values()]
        return self.centre.orders, logs, self.centre.blobs.kept

    def enrol_anew(self, device: Device) -> None:
        """The office gives a tablet another identity; what it has not delivered goes along."""
        identity = self.identity()
        self.centre.enrol(identity, device.engineer)
        device.become(identity, self.centre.epoch)
        self.device = device
        self.say(f"tablet {device.body}", "is device", identity, "from now on")
        self.check(Moment.WRITTEN)

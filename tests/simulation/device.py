"""The device: a cache of what its engineer may see, an outbox of what he did, and one transaction for every answer."""

from __future__ import annotations

from tests.simulation.documents import Document
from tests.simulation.messages import (
    Answer,
    Change,
    Channel,
    Deed,
    Operation,
    Page,
    Refusal,
    Request,
)
from tests.simulation.outbox import Outbox
from tests.simulation.scopes import digest_of
from tests.simulation.screen import shown

OWN, EVERYBODYS = 0, 1
"""The two scopes that a device follows: its engineer's, and the reference data."""


class Device:
    """One tablet. Everything is on its disk but `session`, `outbox.sent` and what was noted for the observer."""

    __slots__ = (
        "applied", "backed_up", "body", "covered", "cursors", "differs", "engineer", "epoch", "id", "is_gone",
        "is_leaving", "must_enrol", "outbox", "photos", "repaired_on", "repairs", "rows", "schema", "session", "wanted",
    )  # fmt: skip

    def __init__(self, body: int, device_id: int, engineer: int, epoch: int, schema: int) -> None:
        self.body = body
        self.id = device_id
        self.engineer = engineer
        self.epoch = epoch
        self.schema = schema
        self.outbox = Outbox()
        self.rows: list[dict[int, Document]] = [{}, {}]
        self.cursors = [0, 0]
        self.wanted = [True, True]
        """Scopes that need a snapshot: the first time, after a long absence, in a new epoch, for a repair."""
        self.differs = [False, False]
        """Scopes whose rows do not add up to the centre's digest."""
        self.repaired_on: list[int | None] = [None, None]
        self.covered = 0
        """The last event whose effect is in the rows, if it has any."""
        self.backed_up = 0
        """The last event that a verified backup of the centre covers."""
        self.photos: dict[int, tuple[int, ...]] = {}
        """Files by the fact that names them."""
        self.session = 0
        self.must_enrol = False
        """The centre knows another tablet by this identity, or none: what is here is to come under a new one."""
        self.is_leaving = False
        self.is_gone = False
        self.applied: list[tuple[int, int, bool]] = []
        """What the last answer changed: scope, number, whether it was a snapshot. For the observer."""
        self.repairs: list[tuple[int, int]] = []
        """Scope and day of each repair: they are reported."""

    def write(self, deeds: list[Deed], facts: list[int], wall: int) -> None:
        """Record what the engineer did; once this returns it is on the disk, and the screen may say so (rule 1)."""
        self.outbox.append(deeds, facts, self.schema, wall)

    def die(self) -> None:
        """Forget what only the running program knew."""
        self.session += 1
        self.outbox.sent = self.outbox.settled

    def begin_again(self) -> None:
        """Take what was on its way for lost: the next batch begins behind the last verdict."""
        self.outbox.sent = self.outbox.settled

    def request(self, channel: Channel, most: int, day: int) -> Request:
        """Return the next round trip, or the next file."""
        self.plan_repairs(day)
        events, before = self.outbox.batch(most)
        self.sent_until(self.outbox.sent + len(events))
        own, everybodys = self.cursors
        cursors = (None if self.wanted[OWN] else own, None if self.wanted[EVERYBODYS] else everybodys)
        farewell = self.is_leaving and not events and None not in self.outbox.verdicts
        return Request(
            self.id, self.body, self.session, self.epoch, events, before, cursors, self.schema, channel, farewell
        )

    def sent_until(self, seq: int) -> None:
        """Remember how far events are on their way: that is no word on them."""
        self.outbox.sent = seq

    def plan_repairs(self, day: int) -> None:
        """Want a snapshot of what differs: that scope only, and at most once a day (rule 7)."""
        for slot in (OWN, EVERYBODYS):
            if self.differs[slot] and self.repaired_on[slot] != day:
                self.repaired_on[slot] = day
                self.repairs.append((slot, day))
                self.wanted[slot] = True

    def take(self, answer: Answer, *, dies: bool = False) -> bool:
        """Take over all that an answer says, in one local transaction; return whether anything was taken.

        An answer to another life of this data (another epoch, another identity) is no longer true, and is left.
        """
        request = answer.request
        if self.is_gone or request.device != self.id or request.epoch != self.epoch or self.must_enrol:
            return False
        if answer.refusal is not None:
            return not dies and self._take_refusal(answer, answer.refusal)
        if not all(map(self.follows_on, range(len(answer.pages)), answer.pages)) or dies:
            return False
        self.settle(answer)
        for slot, page in enumerate(answer.pages):
            self.apply(slot, page)
        self._conclude(answer)
        return True

    def follows_on(self, slot: int, page: Page) -> bool:
        """Tell whether changes continue where this scope stands: `cursor + 1` and nothing else (rule 4)."""
        if page.snapshot is not None or self.wanted[slot] or not page.changes:
            return True
        first = page.changes[0].number
        last = page.changes[-1].number
        return first <= self.cursors[slot] + 1 and last - first + 1 == len(page.changes)

    def settle(self, answer: Answer) -> None:
        """Write the outcomes down; the events stay until a backup covers them."""
        self.outbox.settle(answer.outcomes)

    def apply(self, slot: int, page: Page) -> None:
        """Bring one scope up to where the page ends, rows and cursor together."""
        if page.expired:
            self.wanted[slot] = True
        elif page.snapshot is not None:
            if self.wanted[slot] and page.snapshot.number >= self.cursors[slot]:
                self.rows[slot] = page.snapshot.rows.copy()
                self.cursors[slot] = page.snapshot.number
                self.wanted[slot] = False
                self.applied.append((slot, page.snapshot.number, True))
        elif not self.wanted[slot]:
            for change in page.changes:
                if change.number > self.cursors[slot]:
                    self.apply_change(slot, change)
                    self.cursors[slot] = change.number
                    self.applied.append((slot, change.number, False))

    def apply_change(self, slot: int, change: Change) -> None:
        """Apply one change to the rows."""
        if change.document is not None:
            self.rows[slot][change.key] = change.document
        elif change.operation is Operation.REVOKE:
            self.take_away(change.key)
        else:
            self.rows[slot].pop(change.key, None)

    def take_away(self, order: int) -> None:
        """Remove an order that is somebody else's now; what is not acknowledged yet stays in the outbox (rule 5)."""
        self.rows[OWN].pop(order, None)

    def _conclude(self, answer: Answer) -> None:
        """Note how far rows and events are in step, and whether rows and digest are."""
        outbox = self.outbox
        self.backed_up = max(self.backed_up, answer.covered)
        if not answer.more and True not in self.wanted:
            self.covered = max(self.covered, min(answer.last_seq, outbox.settled))
        for slot, page in enumerate(answer.pages):
            if self.cursors[slot] == page.last and not self.wanted[slot]:
                rows = self.rows[slot]
                self.differs[slot] = len(rows) != page.live or digest_of(rows) != page.digest
        if answer.last_seq > outbox.last_seq == outbox.settled:
            self.must_enrol = True  # a copy of this tablet has gone on, and this one has nothing of its own
        elif answer.revoked and None not in outbox.verdicts:
            self.is_leaving = True
            if answer.request.farewell:
                self.remove_data()

    def _take_refusal(self, answer: Answer, refusal: Refusal) -> bool:
        """Begin again where the centre says; nothing is lost by it."""
        if refusal is Refusal.SEQUENCE_GAP:
            self.begin_again()
        elif refusal is Refusal.EPOCH_CHANGED:
            self.adopt(answer)
        elif refusal is Refusal.DEVICE_FORKED:
            self.must_enrol = True
        elif refusal is Refusal.DEVICE_UNKNOWN:
            if self.is_leaving:
                self.remove_data()
            else:
                self.must_enrol = True
        return True

    def remove_data(self) -> None:
        """Everything is delivered and farewell is said: nothing stays on a device out of use."""
        self.is_gone = True
        self.outbox = Outbox()
        self.rows = [{}, {}]

    def adopt(self, answer: Answer) -> None:
        """Live on in the centre's new epoch: pull everything anew, offer again what it has lost (rule 3)."""
        outbox, last = self.outbox, answer.last_seq
        self._enter(answer.epoch)
        if outbox.chain_at(last) != answer.chain:
            self.must_enrol = True  # another history under our name: none of its verdicts is ours
            last = outbox.pruned
        elif last < outbox.pruned:
            outbox.declare_lost(last)
        self.offer_again(last)

    def offer_again(self, after: int) -> None:
        """Offer every event behind `after` again; verdicts of the former epoch are void for them."""
        self.outbox.offer_again(after)

    def _enter(self, epoch: int) -> None:
        if epoch != self.epoch:
            self.epoch = epoch
            self.cursors = [0, 0]
            self.wanted = [True, True]
            self.differs = [False, False]
        self.covered = self.backed_up = 0
        self.is_leaving = False

    def become(self, device_id: int, epoch: int) -> None:
        """Go on under a new identity; all that is kept goes along in its order, and the rows stay.

        The centre knows an event by its origin: it does not matter which of them it has from another identity.
        """
        self.outbox = self.outbox.moved()
        self.id = device_id
        self.must_enrol = False
        self._enter(epoch)

    def shown(self, order: int) -> Document | None:
        """Return what the screen shows of an order: the row with the events applied again that it lacks."""
        row = self.rows[OWN].get(order)
        return None if row is None else shown(row, self.outbox, self.covered)

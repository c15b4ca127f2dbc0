"""One broken rule each: what it looks like when somebody gets the protocol wrong.

These fifteen are the protocol's own list; `further_mutants` has those that are needed besides to see every promise
broken. Each overrides the one method that states its rule, so that the rules themselves know nothing of mutants.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.simulation.centre import Centre, Record
from tests.simulation.desk import Edit
from tests.simulation.device import Device
from tests.simulation.documents import Document, Hand
from tests.simulation.messages import (
    Answer,
    Change,
    Event,
    Kind,
    Outcome,
    Page,
    Refusal,
    Request,
    Snapshot,
    Verdict,
)
from tests.simulation.scopes import Scope
from tests.simulation.setting import Rules
from tests.simulation.uploads import Blobs, Content, Upload


@dataclass(frozen=True, slots=True)
class Mutant:
    """A broken rule by name, the promise that it breaks (perhaps among others), and who lives by it."""

    name: str
    breaks: str
    rules: Rules


class _NoDedupe(Centre):
    """Events that come again are taken again, by whichever name."""

    def fresh(self, record: Record, events: list[Event]) -> list[Event]:
        self.origins.clear()
        return events


class _AcceptGap(Centre):
    """Events are taken wherever they begin; what comes later with lower numbers counts as known."""

    def leaves_a_gap(self, record: Record, request: Request) -> bool:
        return False

    def is_another_history(self, record: Record, request: Request) -> bool:
        known = {entry.event.seq: entry.event.digest for entry in record.log}
        return any(known.get(event.seq, event.digest) != event.digest for event in request.events)

    def fresh(self, record: Record, events: list[Event]) -> list[Event]:
        last = record.log[-1].event.seq if record.log else 0
        return [event for event in events if event.seq > last]

    def outcomes(self, record: Record, request: Request) -> list[Outcome]:
        known = {entry.event.seq: entry.verdict for entry in record.log}
        return [Outcome(event.seq, known.get(event.seq, Verdict.ACCEPTED)) for event in request.events]


class _AckOnSend(Device):
    """What was sent counts as known."""

    def sent_until(self, seq: int) -> None:
        super().sent_until(seq)
        self.outbox.settle([Outcome(number, Verdict.ACCEPTED) for number in range(1, seq + 1)])


class _CursorBeforeApply(Device):
    """The cursors are written first, the rows in another transaction."""

    def take(self, answer: Answer, *, dies: bool = False) -> bool:
        if dies and answer.request.epoch == self.epoch:
            for slot, page in enumerate(answer.pages):
                if page.changes and self.follows_on(slot, page) and not self.wanted[slot]:
                    self.cursors[slot] = max(self.cursors[slot], page.changes[-1].number)
        return super().take(answer, dies=dies)


class _CursorWithoutDataTransaction(Device):
    """The rows are written first, the cursors in another transaction."""

    def take(self, answer: Answer, *, dies: bool = False) -> bool:
        if dies and answer.request.epoch == self.epoch:
            for slot, page in enumerate(answer.pages):
                for change in page.changes if self.follows_on(slot, page) and not self.wanted[slot] else ():
                    if change.number > self.cursors[slot]:
                        self.apply_change(slot, change)
        return super().take(answer, dies=dies)


class _SequenceScope(Scope):
    """Changes carry numbers of a sequence, given when their transaction begins; a cursor means "greater than"."""

    __slots__ = ()

    def after(self, cursor: int) -> list[Change]:
        return sorted((change for change in self.feed if change.number > cursor), key=lambda change: change.number)


class _NaiveSequenceCentre(Centre):
    scope_type = _SequenceScope

    def begin(self, edit: Edit) -> None:
        super().begin(edit)
        scope = self.orders[edit.order].assignee
        self.scopes[scope].number += 1
        edit.reserved = (scope, self.scopes[scope].number)

    def commit_late(self, edit: Edit) -> bool:
        committed = super().commit_late(edit)
        if committed and edit.reserved is not None:
            number, scope = edit.reserved[1], self.scopes[edit.reserved[0]]
            if scope.feed and scope.feed[-1].key == edit.order:
                scope.feed[-1] = scope.feed[-1]._replace(number=number)
        return committed


class _NaiveSequenceDevice(Device):
    def follows_on(self, slot: int, page: Page) -> bool:
        return True


class _NoRevoke(Centre):
    """An order that is given to somebody else just goes: the one who had it is not told."""

    def take_from(self, document: Document) -> None:
        return


class _RevokePurgesUnsent(Device):
    """With the order goes what its engineer did for it and could not send yet."""

    def take_away(self, order: int) -> None:
        super().take_away(order)
        outbox = self.outbox
        kept = [
            (event, verdict)
            for event, verdict in zip(outbox.events, outbox.verdicts, strict=True)
            if verdict is not None or event.order != order
        ]
        outbox.events, outbox.verdicts = [event for event, _ in kept], [verdict for _, verdict in kept]


class _LastWriterWinsByClock(Centre):
    """Of two values the one with the later time stands."""

    def __init__(self, engineers: int, schema: int, page_size: int) -> None:
        super().__init__(engineers, schema, page_size)
        self.walls: dict[int, int] = {}

    def copy(self) -> Centre:
        twin = super().copy()
        assert isinstance(twin, _LastWriterWinsByClock)
        twin.walls = self.walls.copy()
        return twin

    def merged(
        self, document: Document, field: int, base: int, value: int, hand: Hand, wall: int
    ) -> tuple[Verdict, Document]:
        self.walls[value] = wall
        return super().merged(document, field, base, value, hand, wall)

    def wins(self, document: Document, field: int, hand: Hand, wall: int) -> bool:
        return wall > self.walls.get(document.values[field], 0)


class _DropLoser(Centre):
    """What lost is forgotten."""

    def kept(self, document: Document, field: int, loser: int) -> Document:
        return document


class _BlockOnPoison(Centre):
    """A batch with an event that cannot be read is not taken."""

    def doubt(self, record: Record | None, request: Request) -> Refusal | None:
        if any(event.kind is Kind.MALFORMED for event in request.events):
            return super().doubt(record, request) or Refusal.CENTRE_BUSY
        return super().doubt(record, request)


class _OutcomeNotStored(Centre):
    """What overlaps is known, and so was accepted."""

    def outcomes(self, record: Record, request: Request) -> list[Outcome]:
        fresh = {entry.event.seq: entry.verdict for entry in record.log[-1:]}
        return [Outcome(event.seq, fresh.get(event.seq, Verdict.ACCEPTED)) for event in request.events]


class _ForgetfulScope(Scope):
    """A cursor below the floor gets the rows that are there, and no word of those that are gone."""

    __slots__ = ()

    def page(self, cursor: int | None, most: int) -> Page:
        page = super().page(cursor, most)
        return page._replace(expired=False, snapshot=Snapshot(self.number, self.rows.copy())) if page.expired else page


class _TombstoneForgotten(Centre):
    scope_type = _ForgetfulScope


class _KeepsWhatIsNotNamed(Device):
    def apply(self, slot: int, page: Page) -> None:
        if page.snapshot is not None and not self.wanted[slot]:
            self.rows[slot].update(page.snapshot.rows)
            self.cursors[slot] = page.snapshot.number
        else:
            super().apply(slot, page)


class AppendingUpload(Upload):
    """A piece goes to the end of the file, wherever it belongs."""

    __slots__ = ()

    def write(self, units: Content) -> None:
        self.file += units


class _AppendingBlobs(Blobs):
    upload_type = AppendingUpload


class _AppendAtEndOfFile(Centre):
    blobs_type = _AppendingBlobs


class _AckBeforeCommit(Centre):
    """The answer is on its way before the transaction is durable."""

    def died_before_commit(self, record: Record, request: Request) -> Answer | None:
        last = request.events[-1].seq if request.events else record.last_seq
        chain = request.events[-1].digest if request.events else record.chain_at(last)
        outcomes = [Outcome(event.seq, Verdict.ACCEPTED) for event in request.events]
        return Answer(request, None, self.epoch, last, chain, 0, outcomes, (), more=False, revoked=record.revoked)


MUTANTS = (
    Mutant("no_dedupe", "exactly_once_effect", Rules(centre=_NoDedupe)),
    Mutant("accept_gap", "outbox_order_preserved", Rules(centre=_AcceptGap)),
    Mutant("ack_on_send", "acked_is_durable", Rules(device=_AckOnSend)),
    Mutant("cursor_before_apply", "cursor_moves_with_data", Rules(device=_CursorBeforeApply)),
    Mutant("cursor_without_data_tx", "cursor_moves_with_data", Rules(device=_CursorWithoutDataTransaction)),
    Mutant(
        "naive_sequence_cursor",
        "no_gap_no_reorder_in_scope",
        Rules(centre=_NaiveSequenceCentre, device=_NaiveSequenceDevice),
    ),
    Mutant("no_revoke", "revoked_is_gone_unsent_is_not", Rules(centre=_NoRevoke)),
    Mutant("revoke_purges_unsent", "acked_is_durable", Rules(device=_RevokePurgesUnsent)),
    Mutant("last_writer_wins_by_clock", "clock_never_decides", Rules(centre=_LastWriterWinsByClock)),
    Mutant("drop_loser", "loser_is_kept", Rules(centre=_DropLoser)),
    Mutant("block_on_poison", "poison_event_does_not_block", Rules(centre=_BlockOnPoison)),
    Mutant("outcome_not_stored", "same_outcome_on_replay", Rules(centre=_OutcomeNotStored)),
    Mutant(
        "tombstone_forgotten", "cursor_moves_with_data", Rules(centre=_TombstoneForgotten, device=_KeepsWhatIsNotNamed)
    ),
    Mutant("append_at_end_of_file", "upload_resumes_at_acked_offset", Rules(centre=_AppendAtEndOfFile)),
    Mutant("ack_before_commit", "acked_is_durable", Rules(centre=_AckBeforeCommit)),
)
"""The fifteen that the protocol names."""

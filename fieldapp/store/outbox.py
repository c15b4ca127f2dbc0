"""The outbox as sync sees it: what waits, in which order, and what to offer again (SYNC.md rules 2, 3, 12)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from fieldapp.domain.ids import EventId, Sha256
from fieldapp.domain.steady import without_collection
from fieldapp.store import ledger, meta, origins, outbox_rows, recovery_note, seen_again
from fieldapp.store.database import Database
from fieldapp.store.failures import translated
from fieldapp.store.identity import enrolment
from fieldapp.store.outbox_rows import EventState
from fieldapp.store.reconciling import declare_missing, reconcile
from fieldapp.store.tables import OUTBOX
from fieldapp.store.taking_up import go_on
from fieldapp.wire.codec import CHAIN_START, chain, encode, to_json
from fieldapp.wire.messages import EventOrigin, EventRow
from fieldapp.wire.versions import HISTORY_LOST


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Events in order, whole groups only; `chain` is the value after the last one (after the last sent if empty)."""

    events: tuple[EventRow, ...]
    chain: Sha256
    origins: tuple[EventOrigin, ...] = ()
    """Of those that were written when this tablet had another name."""


@dataclass(frozen=True, slots=True)
class Outbox:
    """Reads rows to send; changes nothing but their state."""

    database: Database

    def last_seq(self) -> int:
        """Return the number of the newest event, 0 if there is none."""
        with self.database.reading() as connection:
            return outbox_rows.head(connection).seq

    def waiting(self) -> int:
        """Return how many events have no outcome yet."""
        with self.database.reading() as connection:
            return outbox_rows.count_waiting(connection)

    def acknowledged_seq(self) -> int:
        """Return the number before the first event without an outcome: the centre must know everything up to it."""
        with self.database.reading() as connection:
            return outbox_rows.acknowledged_seq(connection)

    def digest_at(self, seq: int) -> Sha256 | None:
        """Return the chain's value after event `seq`, None for a number that is not here."""
        with self.database.reading() as connection:
            return outbox_rows.digest_at(connection, seq)

    def batch(self, most_events: int, most_bytes: int) -> Batch:
        """Return the next events without outcome; at least one whole group, however large, if any waits."""
        return self.batch_after(self.acknowledged_seq(), most_events, most_bytes)

    def batch_after(self, start: int, most_events: int, most_bytes: int) -> Batch:
        """Return the events behind number `start`, in the same measure: a stick takes batch after batch."""
        with self.database.reading() as connection, without_collection():
            picked: list[EventRow] = []
            group: list[EventRow] = []
            size = group_size = 0
            for row in outbox_rows.following(connection, start, most_events + 1):
                if group and row.group_no != group[-1].group:
                    picked.extend(group)
                    group, size, group_size = [], size + group_size, 0
                group.append(outbox_rows.as_sent(row))
                group_size += len(row.body) + 300
                if picked and (size + group_size > most_bytes or len(picked) + len(group) > most_events):
                    group = []
                    break
            else:
                group = _whole_group(connection, group) if group else []
            events = (*picked, *group)
            last = events[-1].seq if events else start
            firsts = origins.of_events(connection, events[0].seq, last) if events else ()
            digest = outbox_rows.digest_at(connection, last) or CHAIN_START
            return Batch(events=events, chain=digest, origins=firsts)

    def reconcile(self, last_seq: int, digest: Sha256) -> None:
        """Settle with the centre's last event and chain what a recovery left open; else change nothing.

        Cut off in between, the next opening brings the journal in step, and the next contact forgets the note.
        """
        with self.database.writing() as connection:
            is_settled = reconcile(connection, last_seq, digest, self.database.clock.now())
        with self.database.writing() as connection:
            go_on(connection, self.database.journal)
        if is_settled:
            with translated():
                recovery_note.forget(self.database.folder)

    def offer_again(self, after_seq: int, digest: Sha256) -> None:
        """Let every event after `after_seq` wait once more: the centre does not know them (restored from a backup).

        What is not here any more is declared in its place; `digest` is the chain's value at the centre (rule 3). What
        the centre had refused is seen again at once, like everything that waits (no_unacked_input_overwritten).
        """
        with self.database.writing() as connection:
            clock = self.database.clock
            declare_missing(connection, after_seq, digest, clock.evidence(), clock.now())
            unseen = seen_again.refused_after(connection, after_seq)
            again = update(OUTBOX).where(OUTBOX.c.seq > after_seq)
            connection.execute(
                again.values(state=EventState.WAITING.value, code="", fields=encode({}), acknowledged_us=None)
            )
            seen_again.see_again(connection, unseen)
            covered = meta.read(connection, meta.COVERED_SEQ, int) or 0
            meta.write(connection, meta.COVERED_SEQ, min(covered, after_seq))
            looked_at = meta.read(connection, meta.PRUNED_SEQ, int) or 0
            meta.write(connection, meta.PRUNED_SEQ, min(looked_at, after_seq))
            device_id = enrolment(connection).device_id
            told = (OUTBOX.c.seq > after_seq, OUTBOX.c.kind != HISTORY_LOST)
            firsts = {
                one.seq: EventId(one.device_id, one.first_seq)
                for one in origins.of_events(connection, after_seq + 1, outbox_rows.head(connection).seq)
            }
            for row in connection.execute(select(OUTBOX).where(*told)):
                event = outbox_rows.event_of(row)
                ledger.restore_own(connection, device_id, row.seq, event, firsts.get(row.seq))

    def broken_at(self) -> int | None:
        """Recompute the whole hash chain; return the first number that does not hold, or None (SYNC.md rule 12)."""
        with self.database.reading() as connection:
            before = CHAIN_START
            for expected, row in enumerate(connection.execute(select(OUTBOX).order_by(OUTBOX.c.seq)), start=1):
                # An emptied event is held by its hash alone: the next one's proves it.
                is_emptied = row.body == outbox_rows.EMPTIED
                before = Sha256(row.digest) if is_emptied else chain(before, to_json(outbox_rows.as_sent(row)))
                if row.seq != expected or row.digest != before:
                    return expected
            return None


def _whole_group(connection: Connection, group: list[EventRow]) -> list[EventRow]:
    """Return the group with the rows that a limit has cut off."""
    rest = select(OUTBOX).where(OUTBOX.c.seq > group[-1].seq, OUTBOX.c.group_no == group[-1].group)
    return [*group, *(outbox_rows.as_sent(row) for row in connection.execute(rest.order_by(OUTBOX.c.seq)))]

"""Cases that engineers propose for the fault library: listed, reviewed once, and sent to every tablet (KNO-2)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, and_, insert, or_, select

from fieldapp.centre.database.settlements import settlement
from fieldapp.centre.database.tables import case_review, event, work_order
from fieldapp.centre.devices.feed import REFERENCE, Feed
from fieldapp.domain.errors import NotFound, Refused
from fieldapp.domain.fault import FaultEntry
from fieldapp.domain.fault_events import FaultProposed
from fieldapp.domain.ids import FaultEntryId
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.work_order import WorkOrder
from fieldapp.wire.codec import decode
from fieldapp.wire.messages import DocumentKind, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A proposal with the order it comes from, as that stands now."""

    proposal: FaultProposed
    order: WorkOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """The texts of an entry in the language that the engineer did not write; "" for one that is not given."""

    symptom: str = ""
    cause: str = ""
    measure: str = ""


def waiting(connection: Connection) -> tuple[Case, ...]:
    """Return the cases that nobody has reviewed, in the order of their coming."""
    reviewed = select(case_review.c.proposal_id)
    same_event = and_(settlement.c.device_id == event.c.device_id, settlement.c.seq == event.c.seq)
    accepted = Verdict.ACCEPTED.value
    taken = or_(event.c.verdict == accepted, settlement.c.verdict == accepted)
    query = (
        select(event.c.data, work_order.c.document)
        .join(work_order, work_order.c.id == event.c.order_id)
        .join(settlement, same_event, isouter=True)
        .where(event.c.kind == FaultProposed.kind, taken)
        .order_by(event.c.received_at, event.c.device_id, event.c.seq)
    )
    over = set(connection.execute(reviewed).scalars())
    found: dict[str, Case] = {}
    for row in connection.execute(query):
        proposal = decode(row.data, FaultProposed)
        if proposal.proposal_id not in over:
            found.setdefault(proposal.proposal_id, Case(proposal=proposal, order=decode(row.document, WorkOrder)))
    return tuple(found.values())


def accept(connection: Connection, feed: Feed, proposal_id: str, twin: Twin, now: datetime) -> FaultEntry:
    """Make an entry of a case and send it to every tablet.

    Raises NotFound("case.unknown"), Refused("case.reviewed").
    """
    case = _find(connection, proposal_id)
    entry = entry_of(case, twin)
    _note(connection, proposal_id, entry.id, "", now)
    feed.put(REFERENCE, DocumentKind.FAULT_ENTRY, entry.id, entry)
    return entry


def refuse(connection: Connection, proposal_id: str, reason: str, now: datetime) -> None:
    """Put a case away for a reason; raises as `accept` does."""
    _find(connection, proposal_id)
    _note(connection, proposal_id, "", reason, now)


def entry_of(case: Case, twin: Twin) -> FaultEntry:
    """Return the entry that a case becomes; it counts as one case, cured where the order was solved."""
    told = case.proposal
    own = Twin(symptom=told.symptom, cause=told.cause, measure=told.measure)
    chinese, english = (own, twin) if told.language == "zh" else (twin, own)
    entry = FaultEntry(
        id=FaultEntryId(f"case-{told.proposal_id}"),
        models=(told.model,) if told.model else (),
        code=told.code,
        symptom_zh=chinese.symptom,
        symptom_en=english.symptom,
        cause_zh=chinese.cause,
        cause_en=english.cause,
        measure_zh=chinese.measure,
        measure_en=english.measure,
        parts=told.parts,
        cases=1,
    )
    return replace(entry, cured=1) if case.order.visit.outcome is Outcome.SOLVED else entry


def _find(connection: Connection, proposal_id: str) -> Case:
    found = next((case for case in waiting(connection) if case.proposal.proposal_id == proposal_id), None)
    if found is not None:
        return found
    known = select(case_review.c.proposal_id).where(case_review.c.proposal_id == proposal_id)
    if connection.execute(known).first() is not None:
        raise Refused("case.reviewed", case=proposal_id)
    raise NotFound("case.unknown", case=proposal_id)


def _note(connection: Connection, proposal_id: str, entry_id: str, reason: str, now: datetime) -> None:
    row = {"proposal_id": proposal_id, "entry_id": entry_id, "reason": reason, "reviewed_at": now}
    connection.execute(insert(case_review).values(**row))

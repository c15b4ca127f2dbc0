"""What engineer and office wrote to each other on an order, as rows in the order of time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from fieldapp.centre.pages.record_rows import Row, Words
from fieldapp.domain.contact import Correction
from fieldapp.domain.messages import replies_to
from fieldapp.domain.work_order import WorkOrder

_Entry = tuple[datetime, Row]


def office_rows(order: WorkOrder, words: Words) -> list[Row]:
    """Return messages, answers, requisitions, proposals and what either side changed; an open message is marked."""
    entries = [*_messages(order, words), *_supplies(order, words), *_proposals(order, words), *_moves(order, words)]
    entries += [*_levels(order, words), *_details(order, words)]
    if order.cancellation is not None:
        told = order.cancellation
        title = words.text("cancelled-by", name=told.by)
        entries.append((told.at, Row(words.clock(told.at), title, told.reason, "open")))
    return [row for _, row in sorted(entries, key=lambda entry: entry[0])]


def _messages(order: WorkOrder, words: Words) -> Iterator[_Entry]:
    for message in order.visit.contact.messages:
        waits = not replies_to(order, message)
        about = f"{words.enum(message.to)}·{words.enum(message.topic)}"
        files = words.text("message.files", count=len(message.attachments)) if message.attachments else ""
        detail = "·".join(part for part in (about, files, words.text("message.waits") if waits else "") if part)
        yield message.at, Row(words.clock(message.at), message.text, detail, "open" if waits else "done")
    for reply in order.replies:
        yield reply.at, Row(words.clock(reply.at), reply.text, words.text("reply.by", name=reply.sender), "reply")


def _supplies(order: WorkOrder, words: Words) -> Iterator[_Entry]:
    for asked in order.visit.planning.requisitions:
        parts = "、".join(f"{line.part_number} ×{line.quantity}" for line in asked.lines)
        needed = words.text("requisition.needed", time=words.clock(asked.needed_by)) if asked.needed_by else ""
        withdrawn = words.text("requisition.withdrawn") if asked.withdrawn_at else ""
        detail = "·".join(part for part in (asked.id, needed, withdrawn) if part)
        yield asked.at, Row(words.clock(asked.at), words.text("requisition", parts=parts), detail)
    for told in order.supplies:
        expected = words.text("supply.expected", time=words.clock(told.expected_at)) if told.expected_at else ""
        detail = "·".join(part for part in (told.requisition, expected, told.remark) if part)
        yield told.at, Row(words.clock(told.at), words.enum(told.state), detail, "reply")


def _proposals(order: WorkOrder, words: Words) -> Iterator[_Entry]:
    for proposal in order.visit.planning.severity_proposals:
        title = words.text("proposal", level=words.enum(proposal.severity))
        yield proposal.at, Row(words.clock(proposal.at), title, proposal.reason, "open")


def _moves(order: WorkOrder, words: Words) -> Iterator[_Entry]:
    for move in order.visit.contact.appointment_changes:
        title = f"{words.window(move.old)} → {words.window(move.new)}"
        kept = "" if move.taken else words.text("move.not-taken")
        detail = "·".join(part for part in (move.reason, kept) if part)
        yield move.at, Row(words.clock(move.at), title, detail, "" if move.taken else "open")


def _levels(order: WorkOrder, words: Words) -> Iterator[_Entry]:
    """Yield every other level that the office gave, with the one before it and why (SLA-4)."""
    levels = [*(change.level for change in order.level_changes), order.severity]
    for change, level in zip(order.level_changes, levels[1:], strict=True):
        title = f"{words.enum(change.level)} → {words.enum(level)}"
        yield change.at, Row(words.clock(change.at), title, f"{change.reason}·{change.by}", "reply")


def _details(order: WorkOrder, words: Words) -> Iterator[_Entry]:
    """Yield what the desk changed, and what the engineer corrected; of him also what was not taken (SYNC.md rule 6)."""
    for told in order.desk_corrections:
        yield told.at, Row(words.clock(told.at), _changed(told.correction, words), told.by, "reply")
    for said in order.visit.contact.corrections:
        kept = "" if said.taken else words.text("correction.not-taken")
        yield said.at, Row(words.clock(said.at), _changed(said.correction, words), kept, "" if said.taken else "open")


def _changed(correction: Correction, words: Words) -> str:
    nothing = words.text("correction.nothing")
    old, new = correction.old or nothing, correction.new or nothing
    return f"{words.enum(correction.detail)}  {old} → {new}"

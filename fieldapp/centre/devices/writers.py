"""Who wrote an answer, as stored events say: looked up only where another value takes its place (SYNC.md rule 6)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, and_, or_, select

from fieldapp.centre.database.settlements import settlement
from fieldapp.centre.database.tables import device, engineer, event
from fieldapp.domain.clash import Author
from fieldapp.domain.events import AnswerReplaced, AnswerSaved
from fieldapp.domain.ids import DeviceId, EngineerId, EventId
from fieldapp.wire.codec import Json, decode
from fieldapp.wire.messages import EventRow, Verdict
from fieldapp.workflow.merging import AskWriter, Written

_KINDS = (AnswerSaved.kind, AnswerReplaced.kind)
_TAKEN = (Verdict.ACCEPTED.value, Verdict.CLASH.value)


def asked(connection: Connection, sender: DeviceId, batch: Sequence[EventRow]) -> AskWriter:
    """Return the question who wrote the answer that an event of this batch of `sender` meets."""

    def ask(said: AnswerSaved, event_id: EventId) -> Written | None:
        if any(row.seq < event_id.seq and row.kind in _KINDS and _names(row.data, said) for row in batch):
            found = connection.execute(
                select(engineer.c.id, engineer.c.name)
                .join(device, device.c.engineer_id == engineer.c.id)
                .where(device.c.id == sender)
            ).one()
            return Written(author=Author(name=found.name, engineer=EngineerId(found.id)), same_device=True)
        return _stored(connection, sender, said)

    return ask


def _stored(connection: Connection, sender: DeviceId, said: AnswerSaved) -> Written | None:
    """Return who sent the newest event about this answer that the centre took."""
    query = (
        select(event.c.device_id, event.c.data, engineer.c.id, engineer.c.name)
        .join(device, device.c.id == event.c.device_id)
        .join(engineer, engineer.c.id == device.c.engineer_id)
        .join(settlement, and_(settlement.c.device_id == device.c.id, settlement.c.seq == event.c.seq), isouter=True)
        .where(event.c.order_id == said.order_id, event.c.kind.in_(_KINDS))
        .where(or_(event.c.verdict.in_(_TAKEN), settlement.c.verdict.in_(_TAKEN)))
        .order_by(event.c.received_at.desc(), event.c.seq.desc())
    )
    for row in connection.execute(query):
        if _names(decode(row.data, Json), said):
            author = Author(name=row.name, engineer=EngineerId(row.id))
            return Written(author=author, same_device=row.device_id == sender)
    return None


def _names(data: Json, said: AnswerSaved) -> bool:
    same = (data.get("order_id"), data.get("step"), data.get("name"))
    return same == (said.order_id, said.step, said.name)

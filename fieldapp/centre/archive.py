"""The whole record of one order: what was promised, what was done, by which events, and where its documents are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from fieldapp.centre import stock
from fieldapp.centre.database.tables import device, event
from fieldapp.centre.desk import orders
from fieldapp.centre.devices import blobs
from fieldapp.centre.devices.blob_storage import BlobStorage
from fieldapp.centre.devices.incoming import outcome_of
from fieldapp.domain.clock_doubt import TimeDoubt
from fieldapp.domain.errors import NotFound
from fieldapp.domain.ids import DeviceId, Sha256
from fieldapp.domain.ink import Stroke
from fieldapp.domain.part import StockMovement
from fieldapp.domain.time_window import ClockEvidence
from fieldapp.domain.visit import Report
from fieldapp.domain.work_order import WorkOrder
from fieldapp.wire.codec import decode
from fieldapp.wire.messages import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedEvent:
    """One event of the order as it came, with the centre's word on it."""

    device_id: DeviceId
    seq: int
    kind: str
    data: dict[str, object]
    clock: ClockEvidence
    received_at: datetime
    outcome: Outcome
    time_doubt: TimeDoubt | None = None
    """Why its times prove nothing (SLA-5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedDocument:
    """The PDF of a signed report version; `path` is None until its file has arrived."""

    report_number: str
    version: int
    sha256: Sha256
    path: str | None
    size: int
    signed: bool
    by_phone: bool
    stroke_count: int
    point_count: int
    satisfaction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRecord:
    """Everything the centre has on one order."""

    order: WorkOrder
    events: tuple[ArchivedEvent, ...]
    movements: tuple[StockMovement, ...]
    documents: tuple[ArchivedDocument, ...]


def read_record(connection: Connection, name: str, storage: BlobStorage) -> OrderRecord:
    """Return the record of the order with this number or id. Raises NotFound("centre.order-unknown")."""
    order = orders.find(connection, name)
    return OrderRecord(
        order=order,
        events=_events(connection, order),
        movements=stock.of_order(connection, order.number),
        documents=tuple(_document(connection, report, storage) for report in order.visit.reports),
    )


def last_signature(order: WorkOrder) -> tuple[Stroke, ...]:
    """Return the strokes of the newest signature as they were written. Raises NotFound("order.not-signed")."""
    for report in reversed(order.visit.reports):
        if report.acceptance is not None and not report.acceptance.by_phone:
            return report.acceptance.strokes
    raise NotFound("order.not-signed", number=order.number)


def _events(connection: Connection, order: WorkOrder) -> tuple[ArchivedEvent, ...]:
    query = select(event).join(device, device.c.id == event.c.device_id).where(event.c.order_id == order.id)
    rows = connection.execute(query.order_by(device.c.enrolled_at, event.c.device_id, event.c.seq))
    return tuple(
        ArchivedEvent(
            device_id=DeviceId(row.device_id),
            seq=row.seq,
            kind=row.kind,
            data=decode(row.data, dict[str, object]),
            clock=decode(row.clock, ClockEvidence),
            received_at=row.received_at,
            outcome=outcome_of(row),
            time_doubt=TimeDoubt(row.time_doubt) if row.time_doubt else None,
        )
        for row in rows
    )


def _document(connection: Connection, report: Report, storage: BlobStorage) -> ArchivedDocument:
    entry = blobs.find(connection, report.document_sha256, None)
    strokes = report.acceptance.strokes if report.acceptance else ()
    return ArchivedDocument(
        report_number=report.number,
        version=report.version,
        sha256=report.document_sha256,
        path=storage.place(entry.sha256) if entry else None,
        size=entry.size if entry else 0,
        signed=report.acceptance is not None and not report.acceptance.by_phone,
        by_phone=report.acceptance is not None and report.acceptance.by_phone,
        stroke_count=len(strokes),
        point_count=sum(len(stroke.points) for stroke in strokes),
        satisfaction=report.acceptance.satisfaction.value if report.acceptance else "",
    )

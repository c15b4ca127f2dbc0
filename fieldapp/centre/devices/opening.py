"""What the centre says to an order that an engineer opens: pure, like all of its rulings, but for one look (ACC-7)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection, and_, select

from fieldapp.centre.database.excerpt import is_key
from fieldapp.centre.database.settlements import settlement
from fieldapp.centre.database.tables import device
from fieldapp.centre.database.tables import event as event_table
from fieldapp.centre.desk.opened import Claim, Intake
from fieldapp.domain.ids import EngineerId, EventId, OrderId
from fieldapp.domain.opening import provisional_number
from fieldapp.domain.opening_events import OrderOpened
from fieldapp.domain.process import JobType
from fieldapp.domain.work_order import WorkOrder
from fieldapp.wire.messages import EventRow, Verdict

LONGEST_MINUTES = 7 * 24 * 60
"""A visit that is planned for longer than a week is a mistake."""

Doubt = tuple[Verdict, str, dict[str, str]]
"""Why an order is not taken: verdict, code, fields."""


def claims_of(rows: Iterable[EventRow], ids: Mapping[int, EventId]) -> dict[OrderId, Claim]:
    """Return what every order is claimed as that these rows may open: each by its own place in its first outbox."""
    claims: dict[OrderId, Claim] = {}
    for row in rows:
        if row.kind == OrderOpened.kind:
            event_id = ids[row.seq]
            claims[OrderId(str(event_id))] = Claim(provisional_number(event_id), _job_type(row))
    return claims


def _job_type(row: EventRow) -> JobType:
    """Return what the row says; what it says wrongly is refused when it is read as a whole."""
    known = {job_type.value: job_type for job_type in JobType}
    return known.get(str(row.data.get("job_type")), JobType.REPAIR)


def named_in(rows: Iterable[EventRow]) -> Iterator[tuple[str, str]]:
    """Return the ids of customer and machine that these rows name, whatever else they say; "" for none."""
    for row in rows:
        if row.kind == OrderOpened.kind:
            yield _id_in(row.data.get("customer")), _id_in(row.data.get("asset"))


def sources_in(rows: Iterable[EventRow]) -> frozenset[OrderId]:
    """Return the orders out of which these rows open others, as far as they say."""
    openings = (row.data.get("opening") for row in rows if row.kind == OrderOpened.kind)
    sources = (opening.get("source") for opening in openings if isinstance(opening, dict))
    named = (source.get("order_id") for source in sources if isinstance(source, dict))
    return frozenset(OrderId(one) for one in named if isinstance(one, str) and is_key(one))


def _id_in(document: object) -> str:
    named = document.get("id") if isinstance(document, dict) else None
    return named if isinstance(named, str) and is_key(named) else ""


def parked(connection: Connection, engineer: EngineerId, unknown: Collection[OrderId]) -> frozenset[OrderId]:
    """Return those of these orders whose opening, of this engineer, waits for the office."""
    if not unknown:
        return frozenset()
    mine = (device.c.engineer_id == engineer, event_table.c.order_id.in_(sorted(unknown)))
    is_waiting = (
        event_table.c.kind == OrderOpened.kind,
        event_table.c.verdict == Verdict.PARKED.value,
        settlement.c.seq.is_(None),
    )
    query = (
        select(event_table.c.order_id)
        .join(device, device.c.id == event_table.c.device_id)
        .join(
            settlement,
            and_(settlement.c.device_id == event_table.c.device_id, settlement.c.seq == event_table.c.seq),
            isouter=True,
        )
        .where(*mine, *is_waiting)
    )
    return frozenset(OrderId(order_id) for order_id in connection.execute(query).scalars())


def doubt(event: OrderOpened, event_id: EventId, intake: Intake, orders: Mapping[OrderId, WorkOrder]) -> Doubt | None:
    """Return why the order is not taken, None for one that is. `orders` are those its sender has or had."""
    own = str(event_id)
    if event.order_id != own or event.opening.number != provisional_number(event_id):
        return Verdict.REJECTED, "order.not-own", {"order": event.order_id, "number": event.opening.number}
    if event.opening.number in intake.taken or event.order_id in orders:
        return Verdict.REJECTED, "order.number-taken", {"number": event.opening.number}
    if not _is_sensible(event):
        return Verdict.REJECTED, "wire.malformed", {"detail": "customer, minutes or a moment without zone"}
    source = event.opening.source
    if source is not None and source.order_id not in orders:
        return Verdict.REJECTED, "order.unknown", {"order": source.order_id}
    known = [orders[source.order_id]] if source is not None else []
    if event.customer.id not in {own, *intake.customers, *(order.customer.id for order in known)}:
        return Verdict.REJECTED, "customer.unknown", {"customer": event.customer.id}
    if event.asset.id not in {own, *intake.assets, *(order.asset.id for order in known)}:
        return Verdict.REJECTED, "asset.unknown", {"asset": event.asset.id}
    process = f"{event.pin.process_id}@{event.pin.process_version}"
    if process not in intake.processes:
        # Perhaps a centre restored from a copy, to which the desk publishes the process again: it waits for the office.
        return (
            Verdict.PARKED,
            "process.unknown",
            {"process": event.pin.process_id, "version": event.pin.process_version},
        )
    return None


def _is_sensible(event: OrderOpened) -> bool:
    names: Sequence[str] = (event.customer.name, event.symptom.what)
    return all(name.strip() for name in names) and 0 < event.planned_minutes <= LONGEST_MINUTES

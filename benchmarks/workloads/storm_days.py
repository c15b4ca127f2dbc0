"""A working day of many engineers, signed and packed for the wire, and years of other engineers' days before it."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, replace

from sqlalchemy import Connection, text

from fieldapp.centre.app import local_centre
from fieldapp.centre.database.engine import Database
from fieldapp.centre.desk import orders, register
from fieldapp.centre.devices import identity
from fieldapp.centre.devices.feed import Feed
from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.events import Event, OrderEvent
from fieldapp.domain.ids import AssetId, EngineerId, OrderId
from fieldapp.domain.sla import Severity
from fieldapp.trust.device_keys import DeviceKey
from fieldapp.wire.codec import CHAIN_START, chain, encode, event_to_json, to_json
from fieldapp.wire.messages import EnrolRequest, EventRow, SyncRequest
from tests.factories import NOW, make_asset, make_clock_evidence, make_events, make_order, save_answer

EVENTS = 200
VISITS = 7


@dataclass(frozen=True, slots=True)
class Parcel:
    """One device's whole day in one request."""

    device: str
    headers: dict[str, str]
    body: bytes


def day_of(engineer: str) -> list[Event]:
    """Return 200 events over seven visits, each from the acceptance to the close."""
    planned: list[Event] = []
    for visit in range(VISITS):
        order_id = OrderId(f"{engineer}-{visit}")
        story = [event for event in make_events(order_id) if isinstance(event, OrderEvent)]
        answers = EVENTS // VISITS + (visit < EVENTS % VISITS) - len(story)
        middle = [save_answer("work", f"item_{number}", "OK", order_id=order_id) for number in range(answers)]
        planned += [*story[:10], *middle, *story[10:]]
    return planned


def enter_day(connection: Connection, engineer: str, *, known_machines: bool, assignee: str = "") -> None:
    """Register a day's seven orders, and their machines where the register is to know them.

    The day is named by its engineer, or by any name where somebody else is the `assignee`.
    """
    feed = Feed()
    for visit in range(VISITS):
        name = f"{engineer}-{visit}"
        asset = make_asset(id=AssetId(name), serial_number=name)
        order = make_order(
            id=OrderId(name),
            number=name.upper(),
            assignee=EngineerId(assignee or engineer),
            asset=asset,
            severity=Severity.NORMAL if visit else Severity.URGENT,
        )
        orders.register(connection, feed, order, NOW)
        if known_machines:
            register.enter_if_new(connection, order.customer)
            register.enter_asset(connection, feed, asset, order.customer.id)
    feed.flush(connection)


def parcels(database: Database, settings: CentreSettings, names: list[str], *, known_machines: bool) -> list[Parcel]:
    """Enter the days, enrol a tablet each, and pack what each will send."""
    centre = local_centre(database, settings)
    found = []
    for name in names:
        with database.write() as connection:
            enter_day(connection, name, known_machines=known_machines)
            code = identity.issue_code(connection, EngineerId(name), settings.now(), settings.ticket_life)
        key = DeviceKey.generate()
        answer = centre.enrol(EnrolRequest(code=code, device_name="", public_key=key.public_key, app_version="0.1.0"))
        known = replace(centre, sender=None).known_as(answer.device_id, answer.token)
        pulled = known.sync(SyncRequest(epoch=answer.epoch, events=(), chain=CHAIN_START, cursors={}))
        while pulled.more:
            pulled = known.sync(SyncRequest(epoch=answer.epoch, events=(), chain=CHAIN_START, cursors=pulled.cursors))
        rows, value = [], CHAIN_START
        for seq, event in enumerate(day_of(name), start=1):
            row = EventRow(
                seq=seq, group=seq, kind=event.kind, version=event.version, data=event_to_json(event),
                clock=make_clock_evidence(),
            )  # fmt: skip
            rows.append(row)
            value = chain(value, to_json(row))
        request = SyncRequest(epoch=answer.epoch, events=tuple(rows), chain=value, cursors=dict(pulled.cursors))
        body = gzip.compress(encode(request))
        headers = {
            "Authorization": f"Bearer {answer.token}",
            "Fieldapp-Device": answer.device_id,
            "Fieldapp-Signature": key.sign(body),
            "Content-Type": "application/json",
            "Content-Encoding": "gzip",
        }
        found.append(Parcel(answer.device_id, headers, body))
    return found


_HISTORY = (
    "INSERT INTO engineer SELECT 'before', 'before' ON CONFLICT DO NOTHING",
    """INSERT INTO device (id, engineer_id, name, public_key, token_sha256, app_version, enrolled_at, seen_at, last_seq,
         chain, backed_up_seq)
       SELECT 'H' || d, 'before', '', '', '', '', now(), now(), 200, '', 0 FROM {days}""",
    """INSERT INTO event (device_id, seq, group_number, kind, version, order_id, data, clock, digest, received_at,
         verdict, code, fields)
       SELECT 'H' || d, s, s, 'answer.saved', 1, 'h' || d || '-' || s % 7, convert_to(repeat('x', 180), 'UTF8'),
         convert_to(repeat('y', 150), 'UTF8'), repeat('0', 64), now(), 'accepted', '', '{}'
       FROM {days}, generate_series(1, 200) s""",
    """INSERT INTO scope SELECT 'engineer:h' || d, 20, 20, repeat('0', 64) FROM {days}""",
    """INSERT INTO change SELECT 'engineer:h' || d, n, 'put', 'work_order', 'h' || d || '-' || n,
         convert_to(repeat('z', 3000), 'UTF8') FROM {days}, generate_series(1, 20) n""",
    """INSERT INTO live_row SELECT 'engineer:h' || d, 'work_order', 'h' || d || '-' || n, n, repeat('0', 64)
       FROM {days}, generate_series(1, 20) n""",
)


def add_history(database: Database, first: int, last: int) -> None:
    """Write the days of devices `first` to `last`, 200 events each, as the database keeps them."""
    with database.write() as connection:
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        for statement in _HISTORY:
            connection.execute(text(statement.replace("{days}", f"generate_series({first:d}, {last:d}) d")))
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))
        connection.execute(text("CHECKPOINT"))  # what this wrote is not to be paid by whoever comes next

"""The promises of the protocol, held against the real databases: at any time, and when all is quiet."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from sqlalchemy import Connection, Row, select

from fieldapp.centre.database.tables import change, event, live_row, scope
from fieldapp.centre.devices.feed import engineer_scope
from fieldapp.domain.ids import OrderId, Sha256, StepId
from fieldapp.domain.work_order import WorkOrder
from fieldapp.store.inbox import Inbox
from fieldapp.wire.codec import decode, sha256_of
from fieldapp.wire.digests import EMPTY_SCOPE, row_digest, with_row
from fieldapp.wire.messages import KNOWN_AS, DocumentKind
from tests.simulation.real.tablet import Tablet
from tests.simulation.real.witness import fact_of, hold
from tests.simulation.real.world import World

_TAKEN = ("accepted", "clash")
Rows = list[tuple[int, int, dict[str, object], str]]
"""Number, group, content and state of a tablet's events."""


def at_any_time(world: World, tablet: Tablet) -> None:
    """Hold what must be true of a tablet whenever somebody looks."""
    rows = tablet.rows()
    kept = [fact_of(data) for _, _, data, _ in rows]
    acked_is_durable(world, tablet, kept)
    for place, (seq, _, _, _) in enumerate(rows, start=1):
        hold("outbox_order_preserved", seq == place, tablet.body, "number", seq, "at place", place)
    with tablet.guillotine.looking_away():
        hold("acked_is_durable", tablet.outbox.broken_at() is None, tablet.body, "the chain is broken")
    settled = world.witness.settled[tablet.body]
    settled.update(fact_of(data) for _, _, data, state in rows if state != "waiting")
    waits_anew = world.witness.has_restored or tablet.body in world.witness.has_other_name
    no_unacked_input_overwritten(tablet, rows, settled if waits_anew else set())
    settled_is_at_the_centre(world, tablet, rows)
    cursor_moves_with_data(world, tablet)


def acked_is_durable(world: World, tablet: Tablet, kept: list[str]) -> None:
    """What was acknowledged is there, in the order in which it was, whatever happened since."""
    told = world.witness.facts(tablet.body)
    hold("acked_is_durable", kept == told, tablet.body, "acknowledged", told, "keeps", kept)


def settled_is_at_the_centre(world: World, tablet: Tablet, rows: Rows) -> None:
    """What a tablet takes for known is known, as long as it lives in the same epoch (acked_is_durable)."""
    with world.guillotine.looking_away(), world.company.database.read() as connection:
        if tablet.identity.epoch() != world.epoch(connection):
            return
        known = set(connection.execute(select(event.c.seq).where(event.c.device_id == tablet.id)).scalars())
    unknown = [seq for seq, _, _, state in rows if state != "waiting" and seq not in known]
    hold("acked_is_durable", not unknown, tablet.body, "takes for known", unknown)


def no_unacked_input_overwritten(tablet: Tablet, rows: Rows, settled: set[str]) -> None:
    """The last answer that waits is what the screen shows; so is every call.

    Of what was `settled` and waits again after a restore the order may be gone: the tablet holds no document of it.
    """
    answers: dict[tuple[str, str], str] = {}
    waiting = [data for _, _, data, state in rows if state == "waiting"]
    shown = {name: tablet.shows(OrderId(name)) for name in sorted({str(data["order_id"]) for data in waiting})}
    for data in waiting:
        order = shown[str(data["order_id"])]
        if order is None and fact_of(data) in settled:
            continue
        hold("no_unacked_input_overwritten", order is not None, tablet.body, "hides", data)
        assert order is not None
        if "name" in data:
            answers[order.id, str(data["name"])] = str(data["value"])
        elif "outcome" in data:
            told = [call.remark for call in order.visit.calls]
            hold("no_unacked_input_overwritten", data["remark"] in told, tablet.body, data["remark"], told)
    for (order_id, name), value in answers.items():
        said = shown[order_id]
        if said is None:
            continue
        given = said.visit.answers.get(StepId("diagnose"), {}).get(name)
        hold("no_unacked_input_overwritten", given == value, tablet.body, name, value, "shown", given)


def cursor_moves_with_data(world: World, tablet: Tablet) -> None:
    """A tablet that follows this epoch holds just those orders that its cursor says."""
    name = engineer_scope(tablet.engineer)
    with tablet.guillotine.looking_away():
        reached = Inbox(tablet.database).cursors().get(name)
        epoch = tablet.identity.epoch()
    if reached is None:
        return
    with world.guillotine.looking_away(), world.company.database.read() as connection:
        if epoch != world.epoch(connection):
            return
        floor = connection.execute(select(scope.c.floor).where(scope.c.name == name)).scalar() or 0
        fed = connection.execute(select(change).where(change.c.scope == name).order_by(change.c.number)).all()
    if reached < floor:
        return  # what was there at that number nobody knows any more; the tablet is told so and takes a snapshot
    rows = {row.key: row for row in fed if row.kind == "work_order" and row.number <= reached}
    told = {OrderId(key): decode(row.document, WorkOrder) for key, row in rows.items() if row.document}
    # Of what has changed since, the compacted feed no longer says what it was.
    changed = {row.key for row in fed if row.number > reached} if floor else set()
    own = {key: order for key, order in tablet.bases().items() if key in told or not world.is_between_epochs(tablet)}
    agrees = _without(own, changed) == _without(told, changed)
    hold("cursor_moves_with_data", agrees, tablet.body, sorted(own), sorted(told), "at", reached)


def _without(orders: dict[OrderId, WorkOrder], changed: set[str]) -> dict[OrderId, WorkOrder]:
    return {key: order for key, order in orders.items() if key not in changed}


def at_rest(world: World) -> None:
    """Hold what must be true when nobody works, nothing fails, and everybody had time to sync."""
    with world.company.database.read() as connection:
        rows = connection.execute(select(event).order_by(event.c.device_id, event.c.seq)).all()
    exactly_once_effect(world, rows)
    loser_is_kept(world, rows)
    digest_equal_iff_rows_equal(world)
    orders = world.orders()
    stored: dict[str, list[str]] = {}
    for row in rows:
        stored.setdefault(row.device_id, []).append(fact_of(decode(row.data, dict[str, object])))
    for tablet in world.tablets:
        if not tablet.is_gone:
            at_any_time(world, tablet)
        arrived(world, tablet, stored.get(tablet.id, []))
        if not tablet.is_gone and tablet.body not in world.forked and not world.is_revoked(tablet):
            converges_when_quiet(world, tablet, orders)
    fork_detected(world, stored)


def arrived(world: World, tablet: Tablet, stored: list[str]) -> None:
    """Everything that a tablet acknowledged is at the centre, in order (restore_epoch_reoffers, acked_is_durable).

    What only a tablet had that had said farewell is lost by a restore; of two tablets of one name the second waits.
    """
    told = world.witness.facts(tablet.body)
    if tablet.body in world.forked or (tablet.is_gone and world.witness.has_restored):
        return
    promise = "restore_epoch_reoffers" if world.witness.has_restored else "outbox_order_preserved"
    if tablet.is_gone and any(other.id == tablet.id for other in world.tablets if other is not tablet):
        stored = stored[: len(told)]  # its twin, who leaves after it, had more to bring
    hold(promise, stored == told, tablet.body, "acknowledged", told, "the centre has", stored)
    for photo in world.witness.photos[tablet.body]:
        name = sha256_of(photo)
        path = Path(world.company.settings.blobs.place(name))
        found = path.read_bytes() if path.exists() else world.blob(name)
        hold("blob_hash_matches", found == photo, tablet.body, "photo", photo)


def exactly_once_effect(world: World, rows: list[Row[tuple[object, ...]]]) -> None:  # type: ignore[type-arg]
    """Each accepted call and part counts once, whatever was sent how often (append_only_union)."""
    calls: dict[OrderId, Counter[str]] = {}
    movements = Counter[str]()
    groups: dict[tuple[str, int], set[bool]] = {}
    for row in rows:
        data, taken = decode(row.data, dict[str, object]), row.verdict in _TAKEN
        groups.setdefault((row.device_id, row.group_number), set()).add(taken)
        if KNOWN_AS in decode(row.fields, dict[str, str]):
            continue  # it counts under the name under which it came first
        if taken and row.kind == "call.made":
            calls.setdefault(OrderId(row.order_id), Counter())[str(data["remark"])] += 1
        if taken and row.kind == "part.consumed":
            movements[f"{row.device_id}:{row.seq}"] += 1
    hold("group_is_atomic", all(len(said) == 1 for said in groups.values()), groups)
    for order_id, order in world.orders().items():
        told = Counter(call.remark for call in order.visit.calls)
        expected = calls.get(order_id, Counter())
        hold("append_only_union", set(expected) <= set(told), order_id, "lacks", set(expected) - set(told))
        hold("exactly_once_effect", told == expected, order_id, told, expected)
    booked = Counter(world.movements())
    hold("exactly_once_effect", booked == movements, "stock", booked, movements)


def loser_is_kept(world: World, rows: list[Row[tuple[object, ...]]]) -> None:  # type: ignore[type-arg]
    """Of each answer that met another one both values are still there, in the order's document."""
    orders = world.orders()
    for row in rows:
        if (row.verdict, row.kind) != ("clash", "answer.saved") or row.order_id is None:
            continue
        data = decode(row.data, dict[str, object])
        clashes = [clash for clash in orders[OrderId(row.order_id)].clashes if clash.place.name == data["name"]]
        kept = {side.value for clash in clashes for side in (clash.stood, clash.lost)}
        hold("loser_is_kept", data["value"] in kept and len(kept) > 1, row.order_id, data, "kept", kept)


def digest_equal_iff_rows_equal(world: World) -> None:
    """What a scope is said to add up to is what its live rows add up to."""
    with world.company.database.read() as connection:
        for row in connection.execute(select(scope)).all():
            query = select(live_row, change.c.document).join(
                change, (change.c.scope == live_row.c.scope) & (change.c.number == live_row.c.number)
            )
            live = connection.execute(query.where(live_row.c.scope == row.name)).all()
            value = EMPTY_SCOPE
            for one in live:
                body = decode(one.document, dict[str, object])
                value = with_row(value, row_digest(DocumentKind(one.kind), one.key, body))
            agrees = (len(live), value) == (row.live_count, Sha256(row.live_digest))
            hold("digest_equal_iff_rows_equal", agrees, row.name, len(live), row.live_count)
            no_gap_in_feed(connection, row)


def no_gap_in_feed(connection: Connection, row: Row[tuple[object, ...]]) -> None:  # type: ignore[type-arg]
    """Above its floor a scope's feed has every number, below it every live row (no_gap_no_reorder_in_scope).

    What was superseded since the last compaction may still lie there, too.
    """
    numbers = set(connection.execute(select(change.c.number).where(change.c.scope == row.name)).scalars())
    live = set(connection.execute(select(live_row.c.number).where(live_row.c.scope == row.name)).scalars())
    whole = live | set(range(row.floor + 1, row.last_number + 1)) <= numbers
    hold("no_gap_no_reorder_in_scope", whole, row.name, sorted(numbers), "floor", row.floor, "last", row.last_number)


def converges_when_quiet(world: World, tablet: Tablet, orders: dict[OrderId, WorkOrder]) -> None:
    """A tablet shows what the centre has, of its engineer's orders and of no others."""
    hold("converges_when_quiet", not tablet.outbox.waiting(), tablet.body, "still waits:", tablet.rows())
    mine = {key: order for key, order in orders.items() if order.assignee == tablet.engineer}
    parked = parked_events(world, tablet)
    van = [line for line in tablet.movements() if line not in parked]
    hold("exactly_once_effect", van == world.movements_of(tablet), tablet.body, "van", van)
    bases = tablet.bases()
    hold("no_resurrection", set(bases) <= set(mine), tablet.body, "holds", sorted(set(bases) - set(mine)))
    hold("converges_when_quiet", bases == mine, tablet.body, "differs in", sorted(mine))
    for key in orders:
        shown = tablet.shows(key)
        if key in mine:
            hold("converges_when_quiet", shown == mine[key], tablet.body, "shows otherwise:", key)
        else:
            hold("revoked_is_gone_unsent_is_not", shown is None, tablet.body, "still shows", key)


def parked_events(world: World, tablet: Tablet) -> set[str]:
    """Return the events of a tablet that wait for the office.

    Of two copies of one tablet the first brings all events to a restored centre, which may take what it had parked in
    its former life: the second, which has nothing to offer, keeps the old word until the office settles it.
    """
    if world.witness.has_restored and tablet.body in world.witness.copies:
        with world.company.database.read() as connection:
            query = select(event.c.seq).where(event.c.device_id == tablet.id, event.c.verdict == "parked")
            return {f"{tablet.id}:{seq}" for seq in connection.execute(query).scalars()}
    return {f"{tablet.id}:{seq}" for seq, _, _, state in tablet.rows() if state == "parked"}


def fork_detected(world: World, stored: dict[str, list[str]]) -> None:
    """Of tablets of one name those that are not stopped have told the same."""
    for tablet in world.tablets:
        if tablet.body not in world.forked and not tablet.is_gone:
            told = world.witness.facts(tablet.body)
            hold("fork_detected", stored.get(tablet.id, []) == told, tablet.body, told)

"""What shows when everything has come to rest, each promise a function that tells whether it holds."""

from __future__ import annotations

from tests.simulation.device import EVERYBODYS, OWN
from tests.simulation.messages import NO_FACT, TAKEN, Kind
from tests.simulation.uploads import name_of
from tests.simulation.world import World


def converges_when_quiet(world: World) -> bool:
    """Once nobody works and the lines hold, every tablet ends with nothing to bring, nothing to fetch, and on its
    screen exactly the orders that the centre has for its engineer, as the centre has them; every file has arrived.
    """
    for device in world.devices:
        if not device.is_gone and not (world.is_through(device) and _shows_what_is_true(world, device.body)):
            return False
        for fact, content in device.photos.items():
            if fact in world.witness.at_centre and name_of(content) not in world.centre.blobs.kept:
                return False
    return True


def _shows_what_is_true(world: World, body: int) -> bool:
    device = world.devices[body]
    own = {key: row for key, row in world.centre.orders.items() if row.assignee == device.engineer}
    if {key: device.shown(key) for key in device.rows[OWN]} != own:
        return False
    return device.rows[EVERYBODYS] == world.centre.scopes[world.centre.reference].rows


def acked_is_durable(world: World) -> bool:
    """At rest, everything that a screen has ever called saved is at the centre, with a verdict."""
    seen = world.witness
    return all(
        fact in seen.at_centre or fact in seen.lost
        for device in world.devices
        for fact in seen.acknowledged[device.body]
    )


def append_only_union(world: World) -> bool:
    """Calls, scans, photos, arrivals, parts and signatures of all engineers who ever had the order stand in it, each
    once: whoever came late, nobody's fact replaced another's.
    """
    logs: dict[int, set[int]] = {order: set() for order in world.centre.orders}
    for record in world.centre.records.values():
        for entry in record.log:
            event = entry.event
            if event.kind in (Kind.FACT, Kind.PART, Kind.REQUEST) and entry.verdict in TAKEN and event.order in logs:
                logs[event.order].add(event.fact)
    return all(
        logs[order] == set(document.log) and len(document.log) == len(logs[order])
        for order, document in world.centre.orders.items()
    )


def restore_epoch_reoffers(world: World) -> bool:
    """After a restore, whatever the centre has lost and a tablet still holds is at the centre again."""
    return all(
        event.fact in world.witness.at_centre
        for device in world.devices
        for event in device.outbox.events
        if event.fact != NO_FACT
    )


def poison_event_does_not_block(world: World) -> bool:
    """At rest, nothing waits behind an event that could not be taken."""
    for device in world.devices:
        kinds = [event.kind >= Kind.MALFORMED for event in device.outbox.events]
        if True in kinds and None in device.outbox.verdicts[kinds.index(True) :]:
            return False
    return True

"""What happens at the tablets: engineers work, with whatever clock, and programs and batteries die."""

from __future__ import annotations

from tests.simulation.device import OWN, Device
from tests.simulation.documents import Document, Field
from tests.simulation.faults import Fault, Met
from tests.simulation.messages import Deed, Kind
from tests.simulation.uploads import name_of
from tests.simulation.world import Moment, World

TEN_YEARS = 10 * 365 * 24 * 60
"""In minutes."""

_POISON = {Kind.MALFORMED: Fault.POISON, Kind.UNKNOWN: Fault.UNKNOWN_TYPE, Kind.OVERSIZED: Fault.OVERSIZED_EVENT}


def somebody(world: World) -> Device | None:
    """Return one of the tablets, None if it is one that has left."""
    device = world.devices[world.dice.roll(len(world.devices))]
    return None if device.is_gone else device


def work(world: World) -> None:
    """An engineer does one to three things in one local transaction."""
    device = somebody(world)
    if device is None or device.is_leaving:
        return  # a tablet that says farewell takes nothing in any more: it could not deliver it
    order = _order(world, device)
    seen = device.shown(order)
    facts: list[int] = []
    deeds: list[Deed] = []
    for _ in range(1 + (0, 0, 1, 2)[world.dice.roll(4)]):
        facts.append(world.fact())
        deeds.append(_deed(world, device, order, seen, facts, deeds))
    save(world, device, deeds, facts)


def _order(world: World, device: Device) -> int:
    """Return the order that somebody works on: one on his list, or now and then any."""
    keys = list(device.rows[OWN])
    for key in keys:
        if device.rows[OWN][key].losers and world.dice.one_in(2):
            return key
    if not keys or world.dice.one_in(12):
        return 1 + world.dice.roll(world.next_order)
    return keys[world.dice.roll(len(keys))]


def _deed(world: World, device: Device, order: int, seen: Document | None, facts: list[int], deeds: list[Deed]) -> Deed:
    dice, fact = world.dice, facts[-1]
    if seen is not None and seen.losers and not deeds and dice.one_in(2):
        field, loser = seen.losers[dice.roll(len(seen.losers))]
        world.tally.met[Met.SWAPPED] += field != Field.APPOINTMENT
        return Deed(Kind.SWAP, order, field, seen.values[field], loser)
    pick = dice.roll(16)
    if pick < 7:
        changed = (Field.DIAGNOSIS, Field.CONTACT)[pick % 2]
        return Deed(Kind.EDIT, order, changed, _base(seen, changed, deeds), fact)
    if pick < 9:
        return _seen(world, device, order, fact)
    if pick < 11:
        return Deed(Kind.PART, order, 0, 0, 1 + dice.roll(3))
    if pick == 11 and not deeds:
        return Deed(Kind.EDIT, order, Field.APPOINTMENT, _base(seen, Field.APPOINTMENT, deeds), fact)
    if pick == 12 and not deeds:
        return Deed(Kind.REQUEST, order, 0, 0, 0)
    if pick == 14 and dice.one_in(2):
        kind = (Kind.MALFORMED, Kind.UNKNOWN, Kind.OVERSIZED)[dice.roll(3)]
        world.met(_POISON[kind])
        return Deed(kind, order, 0, 0, 0)
    return _seen(world, device, order, fact)


def _seen(world: World, device: Device, order: int, fact: int) -> Deed:
    """A call, a scan, an arrival, or a photo."""
    if world.has_photos:
        photo = device.photos[fact] = (1 + world.dice.roll(9), 1 + world.dice.roll(9), 1 + world.dice.roll(9), fact)
        world.contents[name_of(photo)] = photo
    return Deed(Kind.FACT, order, 0, 0, 0)


def _base(seen: Document | None, field: Field, deeds: list[Deed]) -> int:
    """Return the value that somebody sees before he changes it."""
    for deed in reversed(deeds):
        if deed.kind is Kind.EDIT and deed.field == field:
            return deed.value
    return 0 if seen is None else seen.values[field]


def save(world: World, device: Device, deeds: list[Deed], facts: list[int]) -> None:
    """Write it, unless something happens in between; only what came through is called saved."""
    world.device = device
    fate = world.dice.roll(24)
    if fate == 0:
        world.met(Fault.DEVICE_DISK_FULL)
        return  # refused with a message; the engineer knows
    if fate == 1:
        world.met(Fault.DEVICE_KILLED_WRITING)
        device.die()
        return
    is_cut = fate == 2
    if is_cut:
        world.met(Fault.DEVICE_POWER_CUT)
        device.die()
        if world.dice.one_in(2):
            return  # back to the last fsync: the whole transaction is not there
    device.write(deeds, facts, world.wall(device.body))
    if device.schema > world.centre.schema:
        world.met(Fault.SCHEMA_AHEAD)
    world.witness.note_written(device.body, facts, deeds, is_acknowledged=True)
    if world.trace is not None:
        told = [f"{deed.kind.name.lower()}#{fact}" for deed, fact in zip(deeds, facts, strict=True)]
        luck = "(as it turns out after the power cut)" if is_cut else ""
        world.say(f"tablet {device.body} writes", *told, "for order", deeds[0].order, luck)
    world.check(Moment.WRITTEN)


def set_clock(world: World) -> None:
    """A tablet's clock is ten years off, jumps back, or follows summer time."""
    body = world.dice.roll(len(world.devices))
    fate = world.dice.roll(4)
    if fate == 0:
        world.met(Fault.CLOCK_SUMMER_TIME)
        world.clocks[body] += 60
    elif fate == 1:
        world.met(Fault.CLOCK_BACKWARD)
        world.clocks[body] -= 1 + world.dice.roll(600)
    else:
        world.met(Fault.CLOCK_TEN_YEARS_OFF)
        world.clocks[body] = TEN_YEARS if fate == 2 else -TEN_YEARS


def die(world: World) -> None:
    """Somebody's program is killed between two steps; answers that were on their way to it meet nobody."""
    device = somebody(world)
    if device is not None:
        world.met(Fault.DEVICE_KILLED_SYNCING)
        device.die()


def prune(world: World) -> None:
    """Thirty days later: the tablets remove what a verified backup of the centre covers.

    If that backup has meanwhile turned out to be no good, and the tablet could not know, that is nobody's fault.
    """
    for device in world.devices:
        before = device.outbox.events.copy()
        device.outbox.prune(device.backed_up)
        removed = {event.fact for event in before[: len(before) - len(device.outbox.events)]}
        world.tally.met[Met.PRUNED] += len(removed)
        if world.has_lost_a_backup:
            world.witness.lost |= {fact for fact in removed if fact not in world.witness.at_centre}
        world.device = device
        world.check(Moment.WRITTEN)


def update(world: World) -> None:
    """A tablet gets a newer program; the events it has written keep their version."""
    device = somebody(world)
    if device is not None and device.schema < 3:
        device.schema += 1


def damage(world: World) -> None:
    """A tablet's rows are harmed from outside: a bit rots, a row is missing."""
    device = somebody(world)
    if device is None:
        return
    slot = world.dice.roll(2)
    rows = device.rows[slot]
    keys = list(rows)
    if not keys or device.wanted[slot]:
        return
    world.met(Fault.ROWS_DAMAGED)
    key = keys[world.dice.roll(len(keys))]
    world.witness.damaged.add((device.body, slot))
    world.was_damaged.add((device.body, slot))
    if world.dice.one_in(2):
        del rows[key]
    else:
        rows[key] = rows[key]._replace(values=(0,) * len(rows[key].values))
    world.say(f"tablet {device.body}: row {key} is damaged")

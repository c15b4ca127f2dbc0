"""What happens to whole machines: backups and restores, cloned and revoked tablets, updates, time."""

from __future__ import annotations

from tests.simulation.device import Device
from tests.simulation.documents import Field
from tests.simulation.faults import Fault
from tests.simulation.field_work import somebody
from tests.simulation.ruling import NEWEST
from tests.simulation.world import World

_MINUTES_A_STEP = 7


def back_up(world: World) -> None:
    """A verified backup of the centre."""
    world.say("centre is backed up")
    world.backups.append(world.witness.backup(world.centre))


def restore(world: World) -> None:
    """The centre is restored from its last backup and begins a new epoch."""
    if world.backups:
        world.met(Fault.RESTORED_YESTERDAY)
        _restore(world, len(world.backups) - 1)


def restore_older(world: World) -> None:
    """The last backup cannot be read after all: the one before it has to do."""
    if len(world.backups) > 1:
        world.met(Fault.RESTORED_OLDER)
        world.has_lost_a_backup = True
        _restore(world, len(world.backups) - 2)


def _restore(world: World, place: int) -> None:
    """Let the centre live on from a backup in a new epoch.

    What only a tablet held that has said farewell since then is lost: that is the price of removing its data at once.
    So is what the tablets have removed because a backup covered it that cannot be read after all.
    """
    backup = world.backups[place]
    gone = {fact for d in world.devices if d.is_gone for fact in world.witness.acknowledged[d.body]}
    covered = set() if place == len(world.backups) - 1 else set(world.witness.at_centre)
    del world.backups[place + 1 :]
    schema = world.centre.schema
    world.centre = backup.centre.copy()
    world.centre.schema = schema
    world.centre.epoch = world.next_epoch
    world.next_epoch += 1
    world.offsets.clear()
    witness = world.witness
    witness.note_restore(backup, world.centre)
    held = {event.fact for device in world.devices for event in device.outbox.events if not device.is_gone}
    witness.lost |= {fact for fact in gone | covered if fact not in held and fact not in witness.at_centre}
    world.say("centre is restored from backup", place, "and lives in epoch", world.centre.epoch)
    world.committed({(order, field) for order in world.centre.orders for field in Field})


def clone(world: World) -> None:
    """A tablet's disk is copied into another tablet, and both are used."""
    device = somebody(world)
    if device is None or len(world.devices) == len(world.clocks):
        return
    world.met(Fault.CLONED_TABLET)
    twin = world.rules.device(world.body(), device.id, device.engineer, device.epoch, device.schema)
    _copy_disk(device, twin)
    witness = world.witness
    witness.acknowledged[twin.body] = witness.acknowledged[device.body].copy()
    witness.heard[twin.body] = witness.heard[device.body].copy()
    for slot in (0, 1):
        if (device.body, device.epoch, slot) in witness.position:
            witness.position[twin.body, device.epoch, slot] = witness.position[device.body, device.epoch, slot]
        for known in (witness.damaged, world.was_damaged):
            if (device.body, slot) in known:
                known.add((twin.body, slot))
    world.devices.append(twin)
    world.say(f"tablet {device.body} is cloned: tablet {twin.body}")


def _copy_disk(device: Device, twin: Device) -> None:
    twin.outbox = device.outbox.copy()
    twin.rows = [rows.copy() for rows in device.rows]
    twin.cursors, twin.wanted = device.cursors.copy(), device.wanted.copy()
    twin.differs, twin.repaired_on = device.differs.copy(), device.repaired_on.copy()
    twin.covered, twin.backed_up = device.covered, device.backed_up
    twin.photos = device.photos.copy()
    twin.must_enrol, twin.is_leaving = device.must_enrol, device.is_leaving


def revoke(world: World) -> None:
    """The office puts a tablet out of use."""
    device = somebody(world)
    record = world.centre.records.get(device.id) if device is not None else None
    if device is None or record is None or record.revoked:
        return
    world.met(Fault.TOKEN_REVOKED)
    if world.centre.blobs.uploads:
        world.met(Fault.TOKEN_REVOKED_IN_MID_UPLOAD)
    record.revoked = True
    world.witness.revoked.add(device.id)
    world.say(f"tablet {device.body} is revoked")


def compact(world: World) -> None:
    """The centre forgets changes that nobody needs, or that are older than ninety days."""
    world.centre.compact(all_are_too_old=world.dice.one_in(3))
    world.say("centre compacts its feeds")


def update_centre(world: World) -> None:
    """The centre gets the newest program."""
    world.centre.schema = NEWEST
    if any(device.schema < NEWEST - 1 for device in world.devices):
        world.met(Fault.TWO_SCHEMAS_BEHIND)


def night(world: World) -> None:
    """A day passes."""
    world.day += 1
    world.minutes += 24 * 60


def time_passes(world: World) -> None:
    """Some minutes between two steps."""
    world.minutes += _MINUTES_A_STEP

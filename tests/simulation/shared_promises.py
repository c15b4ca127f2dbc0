"""What both sides promise together: of rows that are gone, of digests, and of files."""

from __future__ import annotations

from tests.simulation.device import EVERYBODYS, OWN
from tests.simulation.scopes import digest_of
from tests.simulation.uploads import name_of
from tests.simulation.world import World


def no_resurrection(world: World) -> bool:
    """What was deleted stays deleted: late work for it, an old cursor or a repeated answer bring it back neither at the
    centre nor on a tablet that has passed the deletion.
    """
    if not world.centre.tombstones.isdisjoint(world.centre.orders):
        return False
    device = world.device
    if device.epoch != world.centre.epoch:
        return True
    for slot, scope in ((OWN, device.engineer), (EVERYBODYS, world.centre.reference)):
        if (device.body, slot) not in world.witness.damaged:
            ended = world.witness.ended[scope]
            if any(ended.get(key, world.end_of_time) <= device.cursors[slot] for key in device.rows[slot]):
                return False
    return True


def digest_equal_iff_rows_equal(world: World) -> bool:
    """Count and digest of a scope tell exactly whether a tablet's rows are the centre's: kept up to date change by
    change at the centre, added up from nothing on the tablet, and never equal over different rows.
    """
    for number in world.witness.changed:
        scope = world.centre.scopes[number]
        if scope.digest != digest_of(scope.rows) or scope.rows != world.witness.rows[number]:
            return False
    device = world.device
    if device.epoch == world.centre.epoch:
        for slot, number in ((OWN, device.engineer), (EVERYBODYS, world.centre.reference)):
            scope, rows = world.centre.scopes[number], device.rows[slot]
            if device.cursors[slot] == scope.number and (rows == scope.rows) != (digest_of(rows) == scope.digest):
                return False
    return True


def blob_hash_matches(world: World) -> bool:
    """A file at the centre is complete and has the content that its name promises."""
    return all(name_of(content) == name for name, content in world.centre.blobs.kept.items())


def upload_resumes_at_acked_offset(world: World) -> bool:
    """What the centre acknowledged of a file is there, byte for byte, after every crash; the next piece continues where
    the acknowledged ones end, and no piece is sent twice because something behind them was left over.
    """
    for name, upload in world.centre.blobs.uploads.items():
        if tuple(upload.file[: upload.offset]) != world.contents[name][: upload.offset]:
            return False
        if upload.offset < world.offsets.get(name, 0):
            return False
        world.offsets[name] = upload.offset
    blobs = world.centre.blobs
    return all(name in blobs.kept or name in blobs.uploads for name in world.offsets)

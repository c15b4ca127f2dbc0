"""What the tablet promises, each promise a function that tells whether it holds after it wrote or met an answer."""

from __future__ import annotations

from tests.simulation.device import EVERYBODYS, OWN
from tests.simulation.documents import NOBODY, Field
from tests.simulation.messages import NO_FACT, Kind, Refusal
from tests.simulation.scopes import digest_of
from tests.simulation.world import World


def acked_is_durable(world: World) -> bool:
    """What the screen has called saved is on the tablet's disk, whatever happens to program, power or line; it may only
    leave the tablet when the centre has it for good, and "accepted" is said of nothing that the centre could still lose
    by dying.
    """
    device, seen = world.device, world.witness
    held = {event.fact for event in device.outbox.events}
    for fact in seen.acknowledged[device.body]:
        if fact not in held and fact not in seen.at_centre and fact not in seen.lost and not world.holds(fact):
            return False
    if device.epoch == world.centre.epoch and not device.is_gone:
        for event, verdict in zip(device.outbox.events, device.outbox.verdicts, strict=True):
            if verdict is not None and event.fact not in seen.at_centre and event.fact != NO_FACT:
                return False
    return True


def restore_epoch_reoffers(world: World) -> bool:
    """A tablet that learns of a new epoch holds every verdict of the old one for void where the restored centre does
    not know the event: it waits again, and will be offered again.
    """
    device, seen, answer = world.device, world.witness, world.answer_in_hand
    if answer is None or answer.refusal is not Refusal.EPOCH_CHANGED or device.epoch != world.centre.epoch:
        return True
    return all(
        verdict is None or event.fact in seen.at_centre or event.fact == NO_FACT
        for event, verdict in zip(device.outbox.events, device.outbox.verdicts, strict=True)
    )


def no_gap_no_reorder_in_scope(world: World) -> bool:
    """A tablet applies each change of a scope once and in order, number after number; only a snapshot may jump, and
    only forward.
    """
    device, position = world.device, world.witness.position
    for slot, number, is_snapshot in device.applied:
        key = (device.body, device.epoch, slot)
        last = position.get(key, 0)
        if number < last if is_snapshot else number != last + 1:
            return False
        position[key] = number
    return True


def cursor_moves_with_data(world: World) -> bool:
    """At every moment, also after a kill in the middle of an answer, a tablet's rows are exactly what the scope was at
    the number that its cursor names.
    """
    device = world.device
    states = world.witness.states[device.epoch]
    for slot, scope in ((OWN, device.engineer), (EVERYBODYS, world.centre.reference)):
        if device.is_gone or device.wanted[slot] or (device.body, slot) in world.witness.damaged:
            continue
        known = states[scope]
        if device.cursors[slot] >= len(known) or known[device.cursors[slot]] != digest_of(device.rows[slot]):
            return False
    return True


def revoked_is_gone_unsent_is_not(world: World) -> bool:
    """An order that was given to somebody else disappears from the tablet with the change that says so; what the
    engineer did for it and the centre does not know yet stays, and is delivered.
    """
    device, seen = world.device, world.witness
    if device.epoch == world.centre.epoch and not device.wanted[OWN] and (device.body, OWN) not in seen.damaged:
        for key in device.rows[OWN]:
            document = world.centre.orders.get(key)
            is_current = device.cursors[OWN] == world.centre.scopes[device.engineer].number
            if is_current and document is not None and document.assignee != device.engineer:
                return False
    held = {event.fact for event in device.outbox.events}
    for fact in seen.acknowledged[device.body]:
        hidden = seen.inputs[fact].deed.order not in device.rows[OWN]
        if (
            hidden
            and fact not in held
            and fact not in seen.at_centre
            and fact not in seen.lost
            and not world.holds(fact)
        ):
            return False
    return True


def not_visible_outside_scope(world: World) -> bool:
    """A tablet holds rows of its own engineer and of nobody else, and reference data that belong to no one."""
    device = world.device
    if any(document.assignee != device.engineer for document in device.rows[OWN].values()):
        return False
    return all(document.assignee == NOBODY for document in device.rows[EVERYBODYS].values())


def no_unacked_input_overwritten(world: World) -> bool:
    """As long as a tablet has not been told what became of an input, its screen shows it, whatever came down meanwhile:
    nobody sees a value jump back that he has just entered.
    """
    device, seen = world.device, world.witness
    for order in device.rows[OWN]:
        if (device.body, OWN) in seen.damaged:
            break
        for field in (Field.DIAGNOSIS, Field.CONTACT):
            fact = seen.last_input(device.body, order, field)
            if fact is None or fact in seen.heard[device.body] or seen.inputs[fact].deed.kind is not Kind.EDIT:
                continue
            after = device.shown(order)
            if after is None or after.values[field] != seen.inputs[fact].deed.value:
                return False
    return True


def full_resync_keeps_outbox(world: World) -> bool:
    """A snapshot replaces the rows of its scope and touches nothing that the engineer wrote: the outbox before it is
    the outbox after it.
    """
    if not any(is_snapshot for _, _, is_snapshot in world.device.applied):
        return True
    return [event.fact for event in world.device.outbox.events] == world.outbox_before


def bounded_repair(world: World) -> bool:
    """Rows that differ are repaired by a snapshot of that scope alone, at most once a day, and each repair is reported;
    without damage there is none: the protocol itself never needs it.
    """
    device = world.device
    if len(set(device.repairs)) != len(device.repairs):
        return False
    return all((device.body, slot) in world.was_damaged for slot, _ in device.repairs)

"""What the centre promises, each promise a function that tells whether it holds after a transaction or an answer."""

from __future__ import annotations

from tests.simulation.messages import NO_FACT, TAKEN, Kind, Refusal, Verdict
from tests.simulation.world import World


def exactly_once_effect(world: World) -> bool:
    """Whatever an engineer did has its effect once: not twice because an answer was lost, a file was read at two
    depots, the tablet was cloned or got a new identity; and not a part of it. Stock shows it best: what the movements
    of an order add up to is what the engineers took, to the piece.
    """
    seen = world.witness
    for _, entry in seen.fresh:
        if entry.event.fact != NO_FACT and seen.at_centre[entry.event.fact] != 1:
            return False
        document = world.centre.orders.get(entry.event.order)
        if document is not None and len(set(document.log)) != len(document.log):
            return False
        if document is not None and entry.event.kind is Kind.PART:
            parts = (seen.inputs[fact].deed for fact in document.log)
            if document.used != sum(deed.value for deed in parts if deed.kind is Kind.PART):
                return False
    return True


def outbox_order_preserved(world: World) -> bool:
    """The centre takes a device's events in the order in which the engineer did them, over every channel and under
    every identity that the device had: nobody signs a report before its parts were used.
    """
    for device, entry in world.witness.fresh:
        log = world.centre.records[device].log
        before = [each.event.fact for each in log[: entry.event.seq - 1] if each.event.fact != NO_FACT]
        if entry.event.fact != NO_FACT and before and before[-1] >= entry.event.fact:
            return False
        if log[entry.event.seq - 1] is not entry:
            return False
    return True


def group_is_atomic(world: World) -> bool:
    """Events that one local transaction wrote are taken together or not at all: their verdicts agree, they become known
    in one transaction, and of a group that was turned down nothing is found in any order.
    """
    groups: dict[tuple[int, int], list[bool]] = {}
    sizes: dict[tuple[int, int], int] = {}
    for device, entry in world.witness.fresh:
        event = entry.event
        if event.fact == NO_FACT:
            continue
        groups.setdefault((device, event.group), []).append(entry.verdict in TAKEN)
        sizes[device, event.group] = world.witness.inputs[event.fact].group_size
        document = world.centre.orders.get(event.order)
        if entry.verdict not in TAKEN and document is not None and event.fact in document.log:
            return False
    return all(len(set(taken)) == 1 and len(taken) == sizes[group] for group, taken in groups.items())


def old_schema_events_apply(world: World) -> bool:
    """An event keeps the version it was written with, and the centre understands every version that was ever released
    as it was meant; only one that is newer than the centre itself waits for the office.
    """
    for _, entry in world.witness.fresh:
        event = entry.event
        if event.fact == NO_FACT or event.kind >= Kind.MALFORMED:
            continue
        if event.version <= world.centre.schema and entry.value != world.witness.inputs[event.fact].deed.value:
            return False
        if event.version > world.centre.schema and entry.verdict is Verdict.ACCEPTED:
            return False
    return True


def loser_is_kept(world: World) -> bool:
    """Where two people changed the same field without knowledge of each other, both values are still there: one stands,
    the other is kept with the order. A value may only be gone if somebody replaced it who had seen it.
    """
    for order, field in world.touched:
        document = world.centre.orders.get(order)
        offered = world.witness.offered.get((order, field), ())
        replaced = {base for _, base in offered}
        for value, _ in offered if document is not None else ():
            kept = document is not None and (value == document.values[field] or (field, value) in document.losers)
            if not kept and value not in replaced:
                return False
    return True


def same_outcome_on_replay(world: World) -> bool:
    """An event that comes again, by whichever road, is answered with the outcome that was stored when it came first."""
    answer = world.answer
    assert answer is not None
    told = world.witness.told
    for outcome in answer.outcomes:
        key = (answer.epoch, answer.request.device, outcome.seq)
        if told.setdefault(key, outcome.verdict) is not outcome.verdict:
            return False
        log = world.centre.records[answer.request.device].log
        if outcome.seq <= len(log) and log[outcome.seq - 1].verdict is not outcome.verdict:
            return False
    return True


def poison_event_does_not_block(world: World) -> bool:
    """A malformed, unknown or enormous event gets its verdict and consumes its number; what stands behind it is taken
    in the same transaction, as if it were not there.
    """
    answer = world.answer
    assert answer is not None
    if answer.refusal is Refusal.CENTRE_BUSY and not world.is_disk_full:
        return False
    events = answer.request.events
    return answer.refusal is not None or not events or answer.last_seq >= events[-1].seq


def fork_detected(world: World) -> bool:
    """Two tablets with one identity never both get through: whatever the centre calls known is what this very tablet
    wrote, and a tablet whose numbers were used by its twin is told so before anything of it is taken for another thing.
    """
    answer = world.answer
    assert answer is not None
    if answer.refusal is not None:
        return True
    log = world.centre.records[answer.request.device].log
    known = [event for event in answer.request.events if event.seq <= len(log)]
    return all(log[event.seq - 1].event.fact == event.fact for event in known)


def revoked_device_rejected(world: World) -> bool:
    """A device that was put out of use gets nothing any more, from the next answer on, in the middle of whatever it was
    doing; it may deliver what it has, and once it has said farewell it is unknown.
    """
    answer = world.answer
    assert answer is not None
    if answer.request.device not in world.witness.revoked:
        return True
    record = world.centre.records[answer.request.device]
    if record.gone and not answer.request.farewell and answer.refusal is not Refusal.DEVICE_UNKNOWN:
        return False
    return answer.pages == ()

"""What the office does meanwhile: it takes orders in, changes them, gives them to somebody else, deletes them."""

from __future__ import annotations

from tests.simulation.desk import Edit
from tests.simulation.documents import Document, Field
from tests.simulation.faults import Fault
from tests.simulation.world import REFERENCE_ROWS, World


def _some_order(world: World) -> Document | None:
    orders = list(world.centre.orders.values())
    return orders[world.dice.roll(len(orders))] if orders else None


def edit(world: World) -> None:
    """The office changes a field of an order: at once, or in a transaction that commits late or never."""
    document = _some_order(world)
    if document is None:
        return
    field = (Field.APPOINTMENT, Field.APPOINTMENT, Field.DIAGNOSIS, Field.CONTACT)[world.dice.roll(4)]
    act = Edit(document.order, field, document.values[field], world.fact(), world.minutes)
    if world.dice.one_in(3):
        world.centre.begin(act)
        world.say("office begins to change field", field.name, "of order", act.order, "to", act.value)
    else:
        _commit(world, act, late=False)


def commit_late(world: World) -> None:
    """A transaction that was begun is committed at last."""
    pending = world.centre.pending
    if pending:
        world.met(Fault.LATE_COMMIT)
        _commit(world, pending[world.dice.roll(len(pending))], late=True)


def _commit(world: World, act: Edit, *, late: bool) -> None:
    world.say("office changes field", act.field.name, "of order", act.order, "to", act.value)
    if world.centre.commit_late(act) if late else world.centre.edit(act):
        world.witness.note_office_edit(act.order, act.field, act.value, act.base)
    world.committed({(act.order, act.field)})


def reassign(world: World) -> None:
    """An order is given to another engineer, who may have had it before."""
    document = _some_order(world)
    if document is None:
        return
    to = (document.assignee + 1 + world.dice.roll(world.centre.reference - 1)) % world.centre.reference
    back = to in world.centre.ever[document.order]
    world.met(Fault.REASSIGNED_BACK if back else Fault.REASSIGNED)
    world.say("office gives order", document.order, "to engineer", to)
    world.centre.reassign(document.order, to)
    world.committed({(document.order, Field.DIAGNOSIS)})


def delete(world: World) -> None:
    """An order is deleted, whatever somebody is doing with it."""
    document = _some_order(world)
    if document is None:
        return
    for device in world.devices:
        if any(
            event.order == document.order and verdict is None
            for event, verdict in zip(device.outbox.events, device.outbox.verdicts, strict=True)
        ):
            world.met(Fault.DELETED_WHILE_EDITED)
            break
    world.say("office deletes order", document.order)
    world.centre.delete(document.order)
    world.committed(set())


def take_in(world: World) -> None:
    """A new order."""
    world.open_order(world.dice.roll(world.centre.reference))
    world.committed(set())


def publish(world: World) -> None:
    """Reference data have a new version, or are taken back."""
    key = REFERENCE_ROWS[world.dice.roll(len(REFERENCE_ROWS))]
    if world.dice.one_in(4):
        world.centre.withdraw_reference(key)
    else:
        world.centre.put_reference(key, world.fact())
    world.committed(set())

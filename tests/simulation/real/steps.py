"""What happens in a schedule, step by step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Connection

from fieldapp.centre.desk import orders as desk
from fieldapp.centre.devices import retirement, ruling
from fieldapp.centre.devices.feed import REFERENCE, Feed
from fieldapp.domain.errors import BadInput, FieldappError, NotFound, Refused
from fieldapp.domain.events import AnswerSaved, CallMade, Event, OrderHandedBack, PartConsumed
from fieldapp.domain.ids import DeviceId, EngineerId, OrderId, PartNumber, StepId
from fieldapp.domain.part import CaptureSource
from fieldapp.domain.views.sync import DEVICE_REVOKED, SyncProgress
from fieldapp.domain.visit import CallOutcome
from fieldapp.domain.work_order import HandBackReason
from fieldapp.wire.messages import DocumentKind
from tests.factories import FORM_SHA256, NOW, make_part
from tests.simulation.real.company import ENGINEERS, ORDERS
from tests.simulation.real.killing import Killed, copy_folder
from tests.simulation.real.promises import at_any_time
from tests.simulation.real.tablet import Tablet
from tests.simulation.real.witness import fact_of, hold
from tests.simulation.real.world import World

Step = Callable[[World], None]

_MOST_TABLETS = 4
_TROUBLE = 0.25


def work(world: World) -> None:
    """An engineer does something on an order that he sees, now and then over a photo or with a mistake in it."""
    tablet = world.somebody()
    if tablet is None:
        return
    seen = [order_id for order_id in ORDERS if tablet.shows(order_id) is not None]
    if not seen:
        return
    order_id = world.chance.choice(seen)
    events = [_event(world, order_id) for _ in range(world.chance.choice((1, 1, 2, 3)))]
    photo = world.fact().encode() if world.chance.random() < 0.2 else b""
    _write(world, tablet, events, photo)


def _write(world: World, tablet: Tablet, events: list[tuple[str, Event]], photo: bytes) -> None:
    group = tuple(fact for fact, _ in events)
    is_leaving = tablet.identity.is_leaving()
    if world.chance.random() < 0.1:
        tablet.guillotine.set(world.chance.randrange(14))
    world.say("tablet", tablet.body, "writes", group)
    try:
        tablet.write([event for _, event in events], photo)
    except Killed:
        world.witness.doubtful[tablet.body] = group
    except (Refused, NotFound) as refusal:
        hold("revoked_device_rejected", is_leaving or refusal.code == "order.unknown", refusal.code)
        tablet.killed_after()
        return
    else:
        hold("revoked_device_rejected", not is_leaving, "a tablet that leaves has taken in", group)
        world.witness.written[tablet.body].append(group)
        if photo:
            world.witness.photos[tablet.body].append(photo)
    for fact, event in events:
        world.witness.orders[fact] = event.order_id  # type: ignore[attr-defined]
    after_death(world, tablet)


def _event(world: World, order_id: OrderId) -> tuple[str, Event]:
    fact = world.fact()
    at = NOW + timedelta(minutes=world.facts_told)
    kind = world.chance.randrange(12)
    if kind < 4:
        return fact, CallMade(order_id=order_id, at=at, outcome=CallOutcome.NO_ANSWER, remark=fact)
    if kind < 8:
        name = world.chance.choice(("one", "two"))
        saved = AnswerSaved(
            order_id=order_id, at=at, step=StepId("diagnose"), name=name, value=fact, form_sha256=FORM_SHA256
        )
        return fact, saved
    if kind == 8:
        return fact, OrderHandedBack(order_id=order_id, at=at, reason=HandBackReason.TIME, remark=fact)
    quantity = 0 if kind == 9 else 1
    part, source = PartNumber("TS-02"), CaptureSource("picture")
    used = PartConsumed(
        order_id=order_id, at=at, use_id=fact, part_number=part, source=source, raw=fact, quantity=quantity
    )
    return fact, used


def sync(world: World) -> None:
    """A tablet syncs over a bad line, maybe cut off, maybe killed; so may be the centre."""
    tablet = world.somebody()
    if tablet is None:
        return
    chance, line = world.chance, tablet.line
    line.trouble = chance.choice((0.0, _TROUBLE, _TROUBLE))
    line.most_changes = chance.choice((1, 2, 2000))
    steps = chance.choice((2, 4, 8, 10_000, 10_000))
    if chance.random() < 0.15:
        tablet.guillotine.set(chance.randrange(60))
    if chance.random() < 0.2:
        world.set_guillotine(chance.randrange(50))
    try:
        progress = tablet.run(steps)
    except Killed:
        world.say("tablet", tablet.body, "is killed while it syncs")
    else:
        world.say("tablet", tablet.body, "syncs:", progress.state.value, progress.code)
        note_end(world, tablet, progress)
    world.met.update(trouble.value for trouble in line.met)
    world.lift_guillotine()
    line.trouble, line.most_changes = 0.0, 2000
    after_death(world, tablet)
    if not tablet.is_gone and tablet.grow_old():
        world.met.add("old content given up")
        at_any_time(world, tablet)


def note_end(world: World, tablet: Tablet, progress: SyncProgress) -> None:
    """A run of the engine ended: it may have been the last one, or have found another tablet of the same name."""
    if progress.code == DEVICE_REVOKED:
        hold("revoked_is_gone_unsent_is_not", not tablet.outbox.waiting(), tablet.body, "leaves with events unsent")
        tablet.is_gone = True
    if progress.code == "device-forked":
        world.forked.add(tablet.body)
    if progress.code in ("sync.interrupted", ""):
        world.forked.discard(tablet.body)


def after_death(world: World, tablet: Tablet) -> None:
    """Start a tablet again that was killed, and look at what it kept."""
    if tablet.killed_after():
        world.met.add("tablet killed")
        kept = [fact for fact in map(_fact, tablet.rows()) if fact]
        world.witness.settle(tablet.body, kept)
    at_any_time(world, tablet)


def _fact(row: tuple[int, int, dict[str, object], str]) -> str:
    return fact_of(row[2])


def late_request(world: World) -> None:
    """A request that went round for a while arrives; nobody waits for the answer."""
    tablet = world.somebody()
    if tablet is None or not (tablet.line.late or world.late):
        return
    late = [*((tablet.id, tablet.token, request) for request in tablet.line.late), *world.late]
    device_id, token, request = world.chance.choice(late)
    try:
        world.company.centre.known_as(device_id, token).sync(request)
    except FieldappError as refusal:
        world.say("a late request is refused:", refusal.code)
    else:
        world.say("a late request of tablet", tablet.body, "arrives")
    world.met.add("late request arrives")


def edit(world: World) -> None:
    """The office changes an order."""
    order_id, minutes = world.chance.choice(ORDERS), 30 + world.chance.randrange(90)

    def act(connection: Connection, feed: Feed) -> None:
        desk.save(connection, feed, [replace(desk.read(connection, order_id), planned_minutes=minutes)], NOW)

    _at_the_desk(world, act)
    world.say("office edits", order_id)


def reassign(world: World) -> None:
    """The office gives an order to somebody."""
    give(world, world.chance.choice(ORDERS), world.chance.choice(ENGINEERS))


def give(world: World, order_id: OrderId, engineer: str) -> None:
    """The office gives this order to this engineer."""

    def act(connection: Connection, feed: Feed) -> None:
        desk.assign(connection, feed, order_id, EngineerId(engineer), engineer, NOW)

    _at_the_desk(world, act)
    world.say("office gives", order_id, "to", engineer)


def publish(world: World) -> None:
    """Reference data change."""
    part = make_part(name_en=world.chance.choice(("sensor", "Sensor", "probe")))
    _at_the_desk(world, lambda _, feed: feed.put(REFERENCE, DocumentKind.PART, part.number, part))


def _at_the_desk(world: World, act: Callable[[Connection, Feed], None]) -> None:
    """A transaction of the office; now and then the centre is killed in it."""
    if world.chance.random() < 0.1:
        world.set_guillotine(world.chance.randrange(12))
    try:
        with world.company.database.write() as connection:
            feed = Feed()
            act(connection, feed)
            feed.flush(connection)
    except Killed:
        world.start_centre_again()
    world.lift_guillotine()


def back_up(world: World) -> None:
    """Tonight's backup of the centre."""
    world.back_up()


def restore(world: World) -> None:
    """The centre's disk dies."""
    world.restore()


def clone(world: World) -> None:
    """A tablet's folder is copied, and both are used."""
    tablet = world.somebody()
    if tablet is None or len(world.tablets) == _MOST_TABLETS:
        return
    body = len(world.tablets)
    folder = world.company.at_work / f"clone-{body}"
    copy_folder(tablet.folder, folder)
    place = 2 if tablet.engineer == ENGINEERS[0] else 0
    world.witness.copied(tablet.body, body)
    world.join(body, place, folder)
    world.met.add("cloned tablet")
    world.say("tablet", tablet.body, "is cloned: tablet", body)


def enrol_anew(world: World) -> None:
    """The office gives a tablet another name, most often one that is called a fork; now and then it is killed over it.

    What it keeps goes along. What it sent under its former name may still arrive.
    """
    there = [tablet for tablet in world.tablets if not tablet.is_gone]
    stopped = [tablet for tablet in there if tablet.body in world.forked]
    if not there:
        return
    tablet = world.chance.choice(stopped or there)
    if world.chance.random() < 0.3:
        tablet.guillotine.set(world.chance.randrange(40))
    rename(world, tablet)


def rename(world: World, tablet: Tablet) -> None:
    """The office gives this tablet another name."""
    world.late += [(tablet.id, tablet.token, request) for request in tablet.line.late]
    tablet.line.late.clear()
    before = tablet.id
    try:
        tablet.become(*world.company.enrolled(tablet.engineer))
    except Killed:
        world.say("tablet", tablet.body, "is killed while it gets another name")
    tablet.killed_after()
    if tablet.id == before:
        return
    world.say("tablet", tablet.body, "was", before, "and is", tablet.id)
    world.met.add("another name")
    world.forked.discard(tablet.body)
    world.witness.renamed(tablet.body, [fact for fact in map(_fact, tablet.rows()) if fact])
    at_any_time(world, tablet)


def revoke(world: World) -> None:
    """The office takes a tablet out of use."""
    tablet = world.somebody()
    if tablet is None:
        return
    try:
        with world.company.database.write() as connection:
            retirement.revoke(connection, DeviceId(tablet.id), NOW)
    except NotFound:  # a centre that was put back does not know the name: nobody gets in with it anyway
        hold("revoked_device_rejected", world.witness.has_restored, tablet.id, "is unknown to the office")
        return
    world.met.add("token revoked")
    world.say("tablet", tablet.body, "is revoked")


def set_clock(world: World) -> None:
    """Somebody sets a tablet's clock."""
    tablet = world.somebody()
    if tablet is not None:
        tablet.clock.set_back(timedelta(days=world.chance.choice((-3650, -1, 1, 3650))))
        world.met.add("clock set")


def back_up_tablet(world: World) -> None:
    """A tablet makes its own backup."""
    tablet = world.somebody()
    if tablet is not None:
        tablet.database.back_up()


def old_centre(world: World) -> None:
    """For one sync the centre runs a program that does not know calls: they are kept for the office."""
    understood = ruling.event_from_json

    def older(kind: str, version: int, data: object) -> Event:
        if kind == CallMade.kind:
            raise BadInput("event.unknown", kind=kind)
        return understood(kind, version, data)

    ruling.event_from_json = older  # type: ignore[attr-defined]
    try:
        sync(world)
    finally:
        ruling.event_from_json = understood  # type: ignore[attr-defined]
    world.met.add("unknown event type")


def old_tablet(world: World) -> None:
    """A tablet syncs as one two schemas behind."""
    for tablet in world.tablets:
        tablet.line.schema = 2
    sync(world)
    for tablet in world.tablets:
        tablet.line.schema = None
    world.met.add("two schemas behind")

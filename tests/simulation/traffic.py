"""What happens between tablets and centre: lines that lose, cut, double and delay, files that go round by hand."""

from __future__ import annotations

from tests.simulation.centre import Mishap
from tests.simulation.device import Device
from tests.simulation.faults import Fault, Met
from tests.simulation.field_work import somebody
from tests.simulation.messages import Answer, Channel
from tests.simulation.uploads import Cut, name_of
from tests.simulation.world import Moment, Wired, World

_MISHAPS = (Mishap.DIES_BEFORE_COMMIT, Mishap.DIES_AFTER_COMMIT, Mishap.DISK_FULL)
_MISHAP_FAULTS = {
    Mishap.DIES_BEFORE_COMMIT: Fault.CENTRE_KILLED_BEFORE_COMMIT,
    Mishap.DIES_AFTER_COMMIT: Fault.CENTRE_KILLED_AFTER_COMMIT,
    Mishap.DISK_FULL: Fault.CENTRE_DISK_FULL,
}

_LONG = 4
"""Steps after which a message was delayed."""


def round_trip(world: World) -> None:
    """A tablet asks and hears, unless something happens on one of the ways."""
    device = somebody(world)
    if device is None:
        return
    if device.must_enrol:
        world.enrol_anew(device)
    device.begin_again()
    request = device.request(Channel.NETWORK, world.batch_size, world.day)
    fate = world.dice.roll(16)
    if fate < 2:
        world.met((Fault.LOST_REQUEST, Fault.TRUNCATED_REQUEST)[fate])
        return
    answer = world.serve(request, _mishap(world, 10))
    if fate == 2:
        world.met(Fault.DUPLICATED_BODY)
        answer = world.serve(request)
    if answer is not None:
        _hear(world, answer, world.dice.roll(16))


def _mishap(world: World, sides: int) -> Mishap:
    fate = world.dice.roll(sides)
    if fate >= len(_MISHAPS):
        return Mishap.NONE
    world.met(_MISHAP_FAULTS[_MISHAPS[fate]])
    return _MISHAPS[fate]


def _hear(world: World, answer: Answer, fate: int) -> None:
    if fate < 3:
        world.met((Fault.LOST_ANSWER, Fault.TRUNCATED_ANSWER, Fault.CAPTIVE_PORTAL)[fate])
        return
    if fate == 3:
        world.met(Fault.DEVICE_KILLED_TAKING_AN_ANSWER)
    device = world.devices[answer.request.body]
    outbox = device.outbox
    waits = {event.order for event, verdict in zip(outbox.events, outbox.verdicts, strict=True) if verdict is None}
    world.hand_over(answer, dies=fate == 3)
    if waits and any(
        change.document is None and change.key in waits for page in answer.pages for change in page.changes
    ):
        world.tally.met[Met.WAITING_WHILE_REVOKED] += 1


def send(world: World) -> None:
    """A tablet sends without waiting for what it sent before: a second thread, or the next batch already."""
    device = somebody(world)
    if device is None or device.must_enrol:
        return
    if world.dice.one_in(3):
        device.begin_again()
    _dispatch(world, device, Channel.NETWORK)


def export(world: World) -> None:
    """An engineer writes a file with what waits, for somebody to carry to a depot; the line goes on meanwhile."""
    device = somebody(world)
    if device is not None and not device.must_enrol:
        _dispatch(world, device, Channel.USB)


def _dispatch(world: World, device: Device, channel: Channel) -> None:
    others = {wired.channel for wired in world.requests if wired.content.body == device.body}
    if channel in others:
        world.met(Fault.TWO_SYNC_THREADS)
    elif others:
        world.met(Fault.USB_AND_NETWORK_RACE)
    request = device.request(channel, world.batch_size, world.day)
    world.requests.append(Wired(request, channel, world.step))
    world.say(f"tablet {device.body} sends by {channel.value}", [event.seq for event in request.events])


def arrive(world: World) -> None:
    """One of the messages to the centre arrives, or what is left of it."""
    if not world.requests:
        return
    wired = world.requests.pop(world.dice.roll(len(world.requests)))
    request = wired.content
    fate = world.dice.roll(12)
    if _is_harmed(world, wired.channel, fate, (Fault.LOST_REQUEST, Fault.TRUNCATED_REQUEST)):
        return
    if fate in (2, 3):
        world.met(Fault.DUPLICATED_BODY if wired.channel is Channel.NETWORK else Fault.SAME_FILE_AT_TWO_DEPOTS)
        world.requests.append(wired)
    if world.step - wired.left_at > _LONG:
        world.met(Fault.DELAYED_MESSAGE if wired.channel is Channel.NETWORK else Fault.OLD_FILE)
    answer = world.serve(request, _mishap(world, 12))
    if answer is not None:
        world.answers.append(Wired(answer, wired.channel, world.step))


def hear(world: World) -> None:
    """One of the answers reaches its tablet; by line only the program that asked."""
    if not world.answers:
        return
    wired = world.answers.pop(world.dice.roll(len(world.answers)))
    answer = wired.content
    fate = world.dice.roll(12)
    if _is_harmed(world, wired.channel, fate, (Fault.LOST_ANSWER, Fault.TRUNCATED_ANSWER)):
        return
    device = world.devices[answer.request.body]
    if wired.channel is Channel.NETWORK and device.session != answer.request.session:
        world.met(Fault.LOST_ANSWER)
        return
    if fate == 2:
        world.answers.append(wired)
    _hear(world, answer, 3 if fate == 3 else 15)


def _is_harmed(world: World, channel: Channel, fate: int, by_line: tuple[Fault, Fault]) -> bool:
    if fate > 1:
        return False
    on_paper = (Fault.ROTTEN_FILE, Fault.HALF_A_FILE)
    world.met((by_line if channel is Channel.NETWORK else on_paper)[fate])
    return True


def upload(world: World) -> None:
    """A tablet sends the next piece of a photo whose event has arrived (rule 11)."""
    device = somebody(world)
    if device is None:
        return
    for fact, content in device.photos.items():
        name = name_of(content)
        if fact in world.witness.at_centre and fact in world.witness.heard[device.body]:
            offset = world.centre.blobs.offset_of(name, len(content))
            if offset is not None:
                _send_piece(world, name, content, offset)
                return


def _send_piece(world: World, name: int, content: tuple[int, ...], offset: int) -> None:
    fate = world.dice.roll(10)
    units = content[offset : offset + (1 if fate == 0 else 2)]
    cut = {1: Cut.AFTER_WRITING, 2: Cut.POWER_AFTER_WRITING, 3: Cut.AFTER_NOTING}.get(fate, Cut.NOWHERE)
    if fate == 0:
        world.met(Fault.UPLOAD_HALF)
    elif fate < 4:
        world.met(Fault.UPLOAD_POWER_CUT if fate == 2 else Fault.UPLOAD_CUT)
    blobs, kept = world.centre.blobs, len(world.centre.blobs.kept)
    blobs.patch(name, offset, units, cut)
    world.check(Moment.STORED)
    if fate == 4:
        world.met(Fault.UPLOAD_TWICE)
        blobs.patch(name, offset, units)
        world.check(Moment.STORED)
    world.tally.met[Met.BLOB_KEPT] += len(blobs.kept) - kept

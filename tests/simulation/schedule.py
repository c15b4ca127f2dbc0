"""From a seed to a schedule: which kinds of trouble are in it, and what happens step by step until all is quiet."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.simulation import field_work, office, operations, traffic
from tests.simulation.device import Device
from tests.simulation.faults import Dice, Fault
from tests.simulation.messages import Channel
from tests.simulation.ruling import NEWEST
from tests.simulation.setting import Rules, Tally, Twin
from tests.simulation.uploads import name_of
from tests.simulation.world import Checks, Moment, World

Step = Callable[[World], None]

_BITS = 160
"""Chance for one step; a step that wants more gets zeros."""

_LONG_EVERY = 24
"""One schedule in so many is long: some disasters need a history."""

_MOST_ROUNDS = 60
"""Round trips after which a tablet that is not through never will be."""

_USUAL: tuple[Step, ...] = (
    *[field_work.work] * 5, *[traffic.round_trip] * 5, *[office.edit] * 3, office.reassign, office.publish,
)  # fmt: skip

_TROUBLES: tuple[tuple[int, tuple[Step, ...]], ...] = (
    (2, (traffic.send, traffic.send, traffic.arrive, traffic.arrive, traffic.hear, traffic.hear)),
    (3, (traffic.export, traffic.send, traffic.arrive, traffic.arrive, traffic.hear)),
    (3, (operations.back_up, operations.restore, field_work.prune)),
    (3, (operations.compact, operations.night)),
    (3, (office.delete, office.take_in)),
    (3, (office.commit_late, office.edit)),
    (4, (traffic.upload,) * 7),
    (4, (field_work.damage, operations.night)),
    (3, (field_work.set_clock,)),
    (3, (operations.update_centre, field_work.update)),
    (3, (field_work.die,)),
    (3, (office.reassign, office.reassign)),
)
"""Each kind of trouble comes into one schedule out of so many; few at a time, so that each can do its worst."""

_DISASTERS: tuple[tuple[Step, ...], ...] = (
    (), (), (), (operations.revoke,), (operations.revoke, operations.back_up, operations.restore),
    (operations.clone,), (operations.clone, operations.back_up, operations.restore),
    (operations.back_up, operations.back_up, field_work.prune, field_work.prune, operations.restore_older),
    (operations.clone, operations.clone, operations.revoke),
    (operations.clone, operations.back_up, operations.back_up, field_work.prune, operations.restore_older),
)  # fmt: skip
"""At most one of these a schedule."""


def numbers_of(seed: int) -> list[int]:
    """Return a schedule: the world's number, then one a step. A step follows from its number and the world."""
    chance = Random(seed)
    count = (22 if seed % _LONG_EVERY else 100) + int(chance.random() * 20)
    bits = chance.getrandbits(_BITS * count)
    mask = (1 << _BITS) - 1
    return [bits >> _BITS * place & mask for place in range(count)]


class Schedule:
    """One schedule on its way; `world` is what it has come to."""

    __slots__ = ("numbers", "steps", "world")

    def __init__(self, numbers: list[int], rules: Rules, checks: Checks, tally: Tally, twin: Twin) -> None:
        self.numbers = numbers
        dice = Dice(numbers[0])
        self.steps = _steps(dice)
        self.world = World(dice, rules, checks, tally, twin)
        self.world.has_photos = traffic.upload in self.steps
        if operations.back_up in self.steps:
            operations.back_up(self.world)

    def run(self) -> World:
        """Go through all steps, then let everything come to rest. Raises BrokenPromise."""
        world, steps = self.world, self.steps
        for place in range(1, len(self.numbers)):
            dice = world.dice = Dice(self.numbers[place])
            world.step = place
            world.minutes += 7
            steps[dice.roll(len(steps))](world)
        come_to_rest(world)
        return world


def _steps(dice: Dice) -> list[Step]:
    steps = list(_USUAL)
    for rarity, trouble in _TROUBLES:
        if dice.roll(rarity) == 0:
            steps += trouble
    steps += _DISASTERS[dice.roll(len(_DISASTERS))]
    return steps


def come_to_rest(world: World) -> None:
    """Nobody works and nothing fails any more: what was on its way arrives or does not, everybody gets through."""
    world.say("all becomes quiet")
    _finish_at_the_office(world)
    for late in world.requests[:3]:
        world.serve(late.content)
    for wired in world.answers[:3]:
        if wired.channel is Channel.USB:
            world.hand_over(wired.content)
    for device in world.devices:
        _bring_through(world, device)
    for device in world.devices:  # the last one's late work has changed what the first one sees
        if not world.is_through(device):
            _bring_through(world, device)
    for device in world.devices:
        _send_photos(world, device)
    world.check(Moment.AT_REST)


def _finish_at_the_office(world: World) -> None:
    world.centre.schema = NEWEST
    for place, act in enumerate(list(world.centre.pending)):
        if place % 2:
            world.centre.pending.remove(act)
            world.met(Fault.ROLLED_BACK)
        else:
            world.met(Fault.IDLE_TRANSACTION)
            if world.centre.commit_late(act):
                world.witness.note_office_edit(act.order, act.field, act.value, act.base)
            world.committed({(act.order, act.field)})


def _bring_through(world: World, device: Device) -> None:
    """Let a tablet ask until neither side has anything new, as it does whenever there is a line."""
    device.schema = NEWEST
    for _ in range(_MOST_ROUNDS):
        if device.is_gone:
            return
        if device.must_enrol:
            world.enrol_anew(device)
        device.begin_again()
        request = device.request(Channel.NETWORK, world.batch_size, world.day)
        answer = world.serve(request)
        assert answer is not None
        world.hand_over(answer)
        if world.is_through(device):
            return
        world.day += True in device.differs


def _send_photos(world: World, device: Device) -> None:
    for fact, content in device.photos.items():
        name = name_of(content)
        while fact in world.witness.at_centre:
            offset = world.centre.blobs.offset_of(name, len(content))
            if offset is None or not world.centre.blobs.patch(name, offset, content[offset : offset + 2]):
                break
            world.check(Moment.STORED)

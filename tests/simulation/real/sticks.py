"""Steps of a schedule in which a stick goes between a tablet and the centre, at its own pace, beside the line."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

from fieldapp.centre.devices.bundles import receive
from fieldapp.centre.devices.cursors import compact
from fieldapp.domain.errors import BadInput, CentreRefused
from fieldapp.stick import usb_road
from fieldapp.store.key_copy import StoreKeyCopy
from fieldapp.sync.usb_bundle import UsbRoad
from tests.factories import NOW
from tests.fakes.stores import KEY
from tests.simulation.real.killing import Killed
from tests.simulation.real.steps import after_death
from tests.simulation.real.tablet import Tablet
from tests.simulation.real.witness import hold
from tests.simulation.real.world import World

_NOT_HIS = frozenset({"bundle.answer-old", "bundle.not-for-us"})
_STRANGER = "bundle.device-unknown"


def hand_over(world: World) -> None:
    """A tablet's stick comes to the depot; the answer lies there until somebody carries it back."""
    tablet = world.somebody()
    if tablet is None:
        return
    stick = world.company.at_work / "stick"
    stick.mkdir(exist_ok=True)
    with tablet.guillotine.looking_away():
        bundle = _road(tablet).hand_out(stick).path
    if world.chance.random() < 0.15:
        world.set_guillotine(world.chance.randrange(60))
    try:
        answer = receive(world.company.centre, bundle, "depot").answer
    except Killed:
        world.start_centre_again()
    except BadInput as refusal:
        hold("usb_equals_network", refusal.code == _STRANGER, tablet.body, refusal.code)
    else:
        assert answer is not None
        kept = stick / f"answer-{len(world.answers)}.fab"
        shutil.copy(answer, kept)
        world.answers.append((tablet.body, kept))
        world.say("tablet", tablet.body, "hands a stick over: answer", len(world.answers) - 1)
    world.lift_guillotine()


def bring_back(world: World) -> None:
    """One of the answers comes to its tablet, the newest most often; now and then the tablet is killed over it."""
    if not world.answers:
        return
    chance = world.chance
    body, answer = world.answers[-1] if chance.random() < 0.6 else chance.choice(world.answers)
    tablet = world.tablets[body]
    if tablet.is_gone:
        return
    if chance.random() < 0.3:
        tablet.guillotine.set(chance.randrange(120))
    _take_in(world, tablet, answer)


def there_and_back(world: World) -> None:
    """A stick goes both ways at once."""
    before = len(world.answers)
    hand_over(world)
    if len(world.answers) > before:
        body, answer = world.answers[-1]
        _take_in(world, world.tablets[body], answer)


def throw_away(world: World) -> None:
    """Nobody came for so long that the centre throws away all that is superseded: every cursor is below the floor."""
    if world.chance.random() < 0.5:
        return
    gone = compact(world.company.database, NOW + timedelta(days=100))
    if gone.changes:
        world.met.add("below the floor")
    world.say("the centre throws away", gone.changes)


def _take_in(world: World, tablet: Tablet, answer: Path) -> None:
    world.say("tablet", tablet.body, "takes in", answer.name)
    try:
        taken = _road(tablet).take_in(answer)
    except Killed:
        world.say("tablet", tablet.body, "is killed over it")
    except BadInput as refusal:
        hold("usb_equals_network", refusal.code in _NOT_HIS, tablet.body, refusal.code)
        world.say("it is refused:", refusal.code)
    except CentreRefused as refusal:
        hold("fork_detected", refusal.code == "device-forked", tablet.body, refusal.code)
        world.forked.add(tablet.body)
    else:
        world.met.add("stick taken in")
        world.say("it had", taken.outcomes, "outcomes and", taken.changes, "changes", taken.code)
    after_death(world, tablet)


def _road(tablet: Tablet) -> UsbRoad:
    return usb_road(StoreKeyCopy(tablet.database, KEY), tablet.identity, lambda applied: None)

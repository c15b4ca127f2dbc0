"""PIN and lock without pixels: another PIN in three steps, and how soon the tablet locks itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from fieldapp.domain.errors import FieldappError, Refused
from fieldapp.trust.pin_rules import OpensWith
from fieldapp.ui.viewmodels.access import AccessViewModel
from tests.ui.stage import Device

OLD, NEW = "246810", "835192"
Step = AccessViewModel.Step


@dataclass
class Keeper:
    fault: FieldappError | None = None
    kind: OpensWith = OpensWith.PIN
    check_fault: FieldappError | None = None
    changed: list[tuple[str, str]] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)

    def check(self, _old: str) -> None:
        if self.check_fault is not None:
            raise self.check_fault

    def change(self, old: str, new: str) -> None:
        if self.fault is not None:
            raise self.fault
        self.changed.append((old, new))


@pytest.fixture
def keeper() -> Keeper:
    return Keeper()


@pytest.fixture
def access(device: Device, keeper: Keeper) -> AccessViewModel:
    return AccessViewModel(
        check=keeper.check,
        change=keeper.change,
        opens_with=lambda: keeper.kind,
        read=lambda name, default: keeper.settings.get(name, default),
        write=keeper.settings.__setitem__,
        background=device.background,
        words=device.words,
    )


def typed(device: Device, access: AccessViewModel, *secrets: str) -> None:
    for secret in secrets:
        access.enter(secret)
        device.settle()


def test_the_old_pin_and_the_new_one_twice_change_it(device: Device, access: AccessViewModel, keeper: Keeper) -> None:
    access.begin()
    typed(device, access, OLD, NEW, NEW)

    assert (keeper.changed, access.step, access.wrong) == ([(OLD, NEW)], Step.Done, False)
    assert (access._old, access._new) == ("", "")


@pytest.mark.parametrize(
    ("secrets", "step", "says"),
    [((OLD, "123456"), Step.New, "太好猜"), ((OLD, NEW, "112233"), Step.New, "不一样")],
)
def test_a_new_pin_that_is_no_good_is_asked_for_again(
    device: Device, access: AccessViewModel, keeper: Keeper, secrets: tuple[str, ...], step: Step, says: str
) -> None:
    access.begin()
    typed(device, access, *secrets)

    assert (access.step, says in access.message, keeper.changed) == (step, True, [])
    typed(device, access, NEW, NEW)
    assert keeper.changed == [(OLD, NEW)]


@pytest.mark.parametrize(
    ("fault", "step"),
    [
        (Refused("pin.wrong", left=2), Step.Old),
        (Refused("pin.wait", seconds=30), Step.Old),
        (Refused("pin.same"), Step.New),
    ],
)
def test_a_refused_change_asks_again_where_the_fault_is(
    device: Device, access: AccessViewModel, keeper: Keeper, fault: Refused, step: Step
) -> None:
    keeper.fault = fault
    access.begin()
    typed(device, access, OLD, NEW, NEW)
    assert (access.step, access.wrong, access.busy) == (step, True, False)

    keeper.fault = None
    typed(device, access, *([OLD] if step == Step.Old else []), NEW, NEW)
    assert keeper.changed == [(OLD, NEW)]


def test_a_passphrase_is_held_to_its_own_rules(device: Device, access: AccessViewModel, keeper: Keeper) -> None:
    keeper.kind = OpensWith.PASSPHRASE
    access.load()
    device.settle()
    access.begin()
    typed(device, access, "the old phrase", NEW)

    assert (access.passphrase, access.step, "10" in access.message) == (True, Step.New, True)


def test_the_time_until_the_lock_is_told_at_once_kept_and_read_again(
    device: Device, access: AccessViewModel, keeper: Keeper
) -> None:
    told: list[timedelta] = []
    access.idleChanged.connect(told.append)
    access.load()
    device.settle()
    assert (access.idleMinutes, told) == ("10", [timedelta(minutes=10)])

    access.setIdleMinutes("30")
    access.setIdleMinutes("600")
    device.settle()
    assert (access.idleMinutes, keeper.settings) == ("30", {"idle_minutes": "30"})

    keeper.settings["idle_minutes"] = "never"
    access.load()
    device.settle()
    assert (access.idleMinutes, told) == ("10", [timedelta(minutes=minutes) for minutes in (10, 30, 10)])


def test_a_wrong_old_pin_is_refused_before_a_new_one_is_asked_for(
    device: Device, access: AccessViewModel, keeper: Keeper
) -> None:
    keeper.check_fault = Refused("pin.wrong", left=3)
    access.begin()
    typed(device, access, "999999")
    assert (access.step, access.busy, "还可以试 3 次" in access.message) == (Step.Old, False, True)

    keeper.check_fault = None
    typed(device, access, OLD)
    assert (access.step, access.wrong) == (Step.New, False)

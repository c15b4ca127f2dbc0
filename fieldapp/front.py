"""The pages before the store, put together: the lock, enrolment, another name, a tablet out of use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from fieldapp import access
from fieldapp.config import APP_VERSION, DeviceConfig
from fieldapp.enrolled import address_for_rename, begin_anew_beside, enrol, is_enrolled, ticket_address
from fieldapp.scanning.decode import read_picture
from fieldapp.ui.access_screens import bundle_screen, lock_screen, removed_screen, rename_screen
from fieldapp.ui.device_screens import enrol_screen
from fieldapp.ui.stage import Stage
from fieldapp.ui.viewmodels.enrol import EnrolViewModel
from fieldapp.ui.viewmodels.lock import LockDoors, LockViewModel
from fieldapp.ui.viewmodels.pin import Unlock
from fieldapp.ui.viewmodels.removed import RemovedViewModel
from fieldapp.ui.viewmodels.rename import RenameDoors, RenameViewModel
from fieldapp.usecases.collect_support import CollectSupport


@dataclass(frozen=True, slots=True)
class FrontScreens:
    """What stands before the store: the lock, and the enrolment of a new tablet."""

    lock: LockViewModel
    enrol: EnrolViewModel
    rename: RenameViewModel
    removed: RemovedViewModel


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontDoors:
    """What the pages before the store need of the application: all block and raise FieldappError."""

    unlock: Unlock
    rename: Callable[[str, str], None]
    """Takes ticket and PIN, and goes on under another name."""
    remove: Callable[[], None]
    waits: Callable[[], timedelta]
    """How long the next PIN must wait."""


def front_screens(config: DeviceConfig, stage: Stage, doors: FrontDoors) -> FrontScreens:
    """Make lock, enrolment and the page of a revoked tablet, and open the one that is needed."""
    lock = lock_screen(_lock_doors(config, doors), stage, config.resources.root / "sounds")

    def become_known(ticket: str, pin: str) -> None:
        enrol(config, ticket, pin)

    opens_with = partial(access.opens_with, config)
    newcomer = enrol_screen(ticket_address, become_known, opens_with, stage)
    newcomer.enrolled.connect(lock.enter)
    rename = rename_screen(_rename_doors(config, doors), stage)
    rename.renamed.connect(lock.enter)
    lock.changed.connect(lambda: _show_what_went_wrong(stage, lock))
    _ways_out_of_damage(config, stage, lock)
    removed = removed_screen(doors.remove, partial(access.begin_anew, config), stage)
    if access.was_removed(config):
        stage.navigator.open("removed", "")
        removed.remove()
    else:
        stage.navigator.open("lock" if is_enrolled(config) else "enrol", "")
    return FrontScreens(lock, newcomer, rename, removed)


def _ways_out_of_damage(config: DeviceConfig, stage: Stage, lock: LockViewModel) -> None:
    """Connect what the lock offers where nothing on the tablet can mend the store: beginning anew, and a bundle."""
    collect = CollectSupport(data=config.data, app_version=APP_VERSION, now=stage.ticker.now)
    bundle_screen(collect, stage)
    lock.helpAsked.connect(lambda: stage.navigator.open("help", ""))

    def begin_anew() -> None:
        job = partial(begin_anew_beside, config)
        stage.background.writer.run(job, lambda _: stage.navigator.open("enrol", ""), lock.refuse)

    lock.anewAsked.connect(begin_anew)


def _show_what_went_wrong(stage: Stage, lock: LockViewModel) -> None:
    """Go to the lock where a store could not be opened that was just made or renamed: it is asked for again there."""
    if lock.wrong and stage.navigator.page in ("enrol", "rename"):
        stage.navigator.open("lock", "")


def _rename_doors(config: DeviceConfig, doors: FrontDoors) -> RenameDoors:
    return RenameDoors(
        check_ticket=partial(address_for_rename, config),
        rename=doors.rename,
        opens_with=partial(access.opens_with, config),
        waits=doors.waits,
        read_picture=read_picture,
    )


def _lock_doors(config: DeviceConfig, doors: FrontDoors) -> LockDoors:
    return LockDoors(
        unlock=doors.unlock,
        opens_with=partial(access.opens_with, config),
        waits=doors.waits,
        new_opens_with=partial(access.opens_with_after_recovery, config),
        read_picture=read_picture,
        check_code=partial(access.check_code, config),
        recover=partial(access.recover, config),
        renew=partial(access.renew, config),
        demo_pin=partial(access.demo_pin, config),
    )

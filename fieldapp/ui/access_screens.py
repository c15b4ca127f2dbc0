"""The pages about who may open the tablet, put together: the lock, PIN and lock time, the tablet out of use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fieldapp.trust.pin_rules import OpensWith
from fieldapp.ui.capture.sounds import Effects
from fieldapp.ui.stage import Stage
from fieldapp.ui.viewmodels.access import AccessViewModel
from fieldapp.ui.viewmodels.lock import LockDoors, LockViewModel
from fieldapp.ui.viewmodels.navigator import Route
from fieldapp.ui.viewmodels.removed import RemovedViewModel
from fieldapp.ui.viewmodels.rename import RenameDoors, RenameViewModel
from fieldapp.ui.viewmodels.support import SupportViewModel
from fieldapp.usecases.collect_support import CollectSupport

FRONT = frozenset({"lock", "enrol", "rename", "removed", "help"})
"""The pages that need no open store."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessDoors:
    """What PIN and lock time do and read: `check` tries a PIN only, `read` and `write` are the settings'."""

    check: Callable[[str], object]
    change: Callable[[str, str], None]
    opens_with: Callable[[], OpensWith]
    read: Callable[[str, str], str]
    write: Callable[[str, str], None]


def lock_screen(doors: LockDoors, stage: Stage, sounds: Path) -> LockViewModel:
    """Make the view model and route of "lock"."""
    lock = LockViewModel(doors, stage.background, stage.words, stage.ticker, sounds=Effects(sounds))
    stage.navigator.add(Route("lock", "lock/LockPage.qml", lock, enter=lambda _: lock.look(), whole_screen=True))
    return lock


def bundle_screen(collect: CollectSupport, stage: Stage) -> None:
    """Make the view model and route of "help": the support bundle where the store cannot be opened."""
    support = SupportViewModel(collect=collect, background=stage.background, words=stage.words)
    stage.navigator.add(Route("help", "support/SupportPage.qml", support, enter=support.enter, whole_screen=True))


def access_screen(doors: AccessDoors, stage: Stage) -> AccessViewModel:
    """Make the view model and route of the sheet "access"."""
    access = AccessViewModel(
        check=doors.check,
        change=doors.change,
        opens_with=doors.opens_with,
        read=doors.read,
        write=doors.write,
        background=stage.background,
        words=stage.words,
    )
    stage.navigator.add(Route("access", "me/AccessSheet.qml", access, enter=lambda _: access.enter_page(), sheet=True))
    return access


def removed_screen(remove: Callable[[], None], forget: Callable[[], None], stage: Stage) -> RemovedViewModel:
    """Make the view model and route of "removed"; from there the way leads to "enrol" only."""
    removed = RemovedViewModel(remove, forget, stage.background, stage.words)
    removed.enrolAsked.connect(lambda: stage.navigator.open("enrol", ""))
    stage.navigator.add(Route("removed", "lock/RemovedPage.qml", removed, whole_screen=True))
    return removed


def rename_screen(doors: RenameDoors, stage: Stage) -> RenameViewModel:
    """Make the view model and route of "rename"; from there the way leads to the lock, and with `renamed` inside."""
    rename = RenameViewModel(doors, stage.background, stage.words, stage.ticker)
    rename.left.connect(lambda: stage.navigator.open("lock", ""))
    route = Route("rename", "enrol/RenamePage.qml", rename, enter=lambda _: rename.look(), whole_screen=True)
    stage.navigator.add(route)
    return rename

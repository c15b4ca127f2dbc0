"""The pages around the work, put together: enrolling the tablet; sync and the engineer's own page once it is open."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass

from fieldapp.domain.views.own_figures import OwnFigures
from fieldapp.scanning.decode import read_picture
from fieldapp.trust.pin_rules import OpensWith
from fieldapp.ui.network import Network
from fieldapp.ui.stage import Stage
from fieldapp.ui.system_colours import SystemColours
from fieldapp.ui.viewmodels.enrol import EnrolViewModel
from fieldapp.ui.viewmodels.me import Identity, MeViewModel
from fieldapp.ui.viewmodels.navigator import Route
from fieldapp.ui.viewmodels.scanner_check import ScannerCheck
from fieldapp.ui.viewmodels.stick import StickRoad, StickViewModel
from fieldapp.ui.viewmodels.support import SupportViewModel
from fieldapp.ui.viewmodels.sync import SyncViewModel
from fieldapp.ui.viewmodels.sync_runs import SyncControl
from fieldapp.usecases.collect_support import CollectSupport
from fieldapp.usecases.ports import Queries


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlingDoors:
    """What the pages of an enrolled, unlocked tablet do and read; `write_setting` is `Settings.write`."""

    queries: Queries
    sync: SyncControl
    stick: StickRoad
    identity: Identity
    write_setting: Callable[[str, str], None]
    own_figures: Callable[[], OwnFigures]
    lock: Callable[[], None]
    collect_support: CollectSupport
    network: Network
    chance: Callable[[], float] = random.random
    """Spreads the retries of tablets that failed at one time."""


@dataclass(frozen=True, slots=True)
class SettlingScreens:
    """The view models of sync and me; whoever holds this keeps them alive for QML."""

    sync: SyncViewModel
    me: MeViewModel
    support: SupportViewModel
    stick: StickViewModel
    colours: SystemColours

    def start(self) -> None:
        """Show the kept settings and begin to sync by itself; called once after unlocking."""
        self.me.load()
        self.sync.start()

    def shutdown(self) -> None:
        """End a sync at its next safe point; before the background and the store are closed."""
        self.sync.shutdown()
        self.stick.shutdown()


def settling_screens(doors: SettlingDoors, stage: Stage) -> SettlingScreens:
    """Make the view models and routes of sync and me; on the UI thread, once the store is open."""
    colours = SystemColours()
    sync = SyncViewModel(
        control=doors.sync,
        read_status=doors.queries.sync_status,
        shell=stage.shell,
        background=stage.background,
        bus=stage.bus,
        ticker=stage.ticker,
        network=doors.network,
        read=doors.queries.setting,
        write=doors.write_setting,
        chance=doors.chance,
    )
    me = MeViewModel(
        identity=doors.identity,
        read=doors.queries.setting,
        write=doors.write_setting,
        count=doors.own_figures,
        system_is_dark=colours.is_dark,
        scanner=ScannerCheck(stage.words, stage.ticker, time.monotonic),
        shell=stage.shell,
        background=stage.background,
    )
    support = SupportViewModel(collect=doors.collect_support, background=stage.background, words=stage.words)
    stick = StickViewModel(road=doors.stick, background=stage.background, words=stage.words)
    colours.changed.connect(me.followSystem)
    me.lockAsked.connect(doors.lock)
    stage.navigator.add(
        Route("sync", "sync/SyncPage.qml", sync, "sync", enter=lambda _: sync.load()),
        Route("stick", "sync/StickPage.qml", stick, "sync", enter=stick.enter),
        Route("me", "me/MePage.qml", me, "me", enter=lambda _: me.enter()),
        Route("support", "support/SupportPage.qml", support, "me", enter=support.enter),
    )
    return SettlingScreens(sync, me, support, stick, colours)


def enrol_screen(
    check_ticket: Callable[[str], str],
    enrol: Callable[[str, str], None],
    opens_with: Callable[[], OpensWith],
    stage: Stage,
) -> EnrolViewModel:
    """Make the view model and route of "enrol", before there is a store; its `enrolled` tells the PIN to open it.

    `check_ticket(text)` returns the centre's address or raises BadInput; `enrol(text, pin)` blocks.
    """
    view_model = EnrolViewModel(
        check_ticket=check_ticket,
        enrol=enrol,
        opens_with=opens_with,
        read_picture=read_picture,
        background=stage.background,
        words=stage.words,
    )
    stage.navigator.add(
        Route("enrol", "enrol/EnrolPage.qml", view_model, enter=lambda _: view_model.look(), whole_screen=True)
    )
    return view_model

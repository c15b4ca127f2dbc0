"""The pages of the whole application, put together on the window's parts; imported after the first frame."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtQuick import QQuickWindow

from fieldapp.config import APP_VERSION, DeviceConfig
from fieldapp.device import Device, enrol, is_enrolled, ticket_address
from fieldapp.store.figures import Figures
from fieldapp.ui.capture.sounds import Effects
from fieldapp.ui.device_screens import SettlingDoors, SettlingScreens, enrol_screen, settling_screens
from fieldapp.ui.paper_screens import PaperDoors, PaperScreens, paper_screens
from fieldapp.ui.printing import print_document
from fieldapp.ui.scan_screens import ScanDoors, ScanScreens, scan_screens
from fieldapp.ui.screens import WorkDoors, WorkScreens, work_screens
from fieldapp.ui.stage import Stage
from fieldapp.ui.viewmodels.enrol import EnrolViewModel
from fieldapp.ui.viewmodels.lock import LockViewModel, Unlock
from fieldapp.ui.viewmodels.me import Identity
from fieldapp.ui.viewmodels.navigator import Route
from fieldapp.usecases.collect_support import CollectSupport
from fieldapp.usecases.preview_form_move import PreviewFormMove


@dataclass(frozen=True, slots=True)
class FrontScreens:
    """What stands before the store: the lock, and the enrolment of a new tablet."""

    lock: LockViewModel
    enrol: EnrolViewModel


def front_screens(config: DeviceConfig, stage: Stage, unlock: Unlock) -> FrontScreens:
    """Make lock and enrolment and open the one that is needed."""
    lock = LockViewModel(unlock, stage.background, stage.words, config.demo_pin)
    stage.navigator.add(Route("lock", "lock/LockPage.qml", lock, whole_screen=True))

    def become_known(ticket: str, pin: str) -> None:
        enrol(config, ticket, pin)

    newcomer = enrol_screen(ticket_address, become_known, stage)
    newcomer.enrolled.connect(lock.enter)
    stage.navigator.open("lock" if is_enrolled(config) else "enrol", "")
    return FrontScreens(lock, newcomer)


@dataclass(frozen=True, slots=True)
class DeviceScreens:
    """Every page of an open device."""

    work: WorkScreens
    scan: ScanScreens
    paper: PaperScreens
    settling: SettlingScreens

    def shutdown(self) -> None:
        """End what runs by itself."""
        self.settling.shutdown()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the pages need of the application: its window (for scanners), and the lock both ways."""

    window: QQuickWindow
    lock: Callable[[], None]
    unlock: Unlock


def device_screens(device: Device, config: DeviceConfig, stage: Stage, around: Surroundings) -> DeviceScreens:
    """Make the pages over an open device."""
    return DeviceScreens(
        work=work_screens(_work_doors(device, config), stage),
        scan=scan_screens(_scan_doors(device, config), stage, around.window),
        paper=paper_screens(_paper_doors(device, around.unlock), stage),
        settling=settling_screens(_settling_doors(device, config, around.lock), stage),
    )


def _settling_doors(device: Device, config: DeviceConfig, lock: Callable[[], None]) -> SettlingDoors:
    """Return what sync and me do and read."""
    known = device.identity
    return SettlingDoors(
        queries=device.queries,
        sync=device.sync,
        identity=Identity(
            engineer=known.engineer_name, company=known.company, device=known.device_id, version=APP_VERSION
        ),
        write_setting=device.settings.write,
        lock=lock,
        collect_support=CollectSupport(
            data=config.data, app_version=APP_VERSION, now=device.clock.now, figures=Figures(device.database)
        ),
    )


def _scan_doors(device: Device, config: DeviceConfig) -> ScanDoors:
    """Return what the scan sheet does and reads."""
    return ScanDoors(
        queries=device.queries,
        show_visit=device.show_visit,
        check_label=device.check_kit_label,
        consume=device.consume_part,
        remove=device.remove_part,
        sounds=config.resources.root / "sounds",
    )


def _paper_doors(device: Device, unlock: Unlock) -> PaperDoors:
    """Return what the report's pages do and read."""
    return PaperDoors(
        queries=device.queries,
        draft=device.draft_report,
        sign=device.sign_report,
        save=device.save_answer,
        print_out=print_document,
        unlock=unlock,
    )


def _work_doors(device: Device, config: DeviceConfig) -> WorkDoors:
    """Return what today, orders and visit do and read."""
    return WorkDoors(
        queries=device.queries,
        forms=device.forms,
        show_today=device.show_today,
        show_order=device.show_order,
        show_visit=device.show_visit,
        accept=device.accept,
        hand_back=device.hand_back,
        save=device.save_answer,
        remember=device.remember_place,
        complete=device.complete_step,
        skip=device.skip_step,
        reopen=device.reopen_step,
        pass_gate=device.pass_gate,
        preview_form_move=PreviewFormMove(device.queries, device.move_form.crossing),
        move_form=device.move_form,
        check_kit=device.check_kit,
        reverse_part=device.reverse_part,
        sounds=Effects(config.resources.root / "sounds"),
    )

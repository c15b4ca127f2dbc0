"""The pages of an open store, put together on the window's parts; imported after the first frame."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtQuick import QQuickWindow

from fieldapp import access
from fieldapp.config import APP_VERSION, DeviceConfig
from fieldapp.device import Device
from fieldapp.domain.customer import Coordinates
from fieldapp.enrolled import HOME
from fieldapp.store.figures import Figures
from fieldapp.store.news import NewsShelf
from fieldapp.store.recovery_reports import RecoveryReports
from fieldapp.ui.access_screens import AccessDoors, access_screen
from fieldapp.ui.capture.sounds import Effects
from fieldapp.ui.device_screens import SettlingDoors, SettlingScreens, settling_screens
from fieldapp.ui.knowledge_screens import KnowledgeScreens, knowledge_screens
from fieldapp.ui.network import SystemNetwork
from fieldapp.ui.opening_screens import opening_screen
from fieldapp.ui.paper_screens import PaperDoors, PaperScreens, paper_screens
from fieldapp.ui.printing import print_document
from fieldapp.ui.recovery_screens import recovery_screen
from fieldapp.ui.scan_screens import ScanDoors, ScanScreens, scan_screens
from fieldapp.ui.screens import WorkDoors, WorkScreens, work_screens
from fieldapp.ui.stage import Stage
from fieldapp.ui.viewmodels.access import AccessViewModel
from fieldapp.ui.viewmodels.me import Identity
from fieldapp.ui.viewmodels.new_order import NewOrderViewModel, OpeningDoors
from fieldapp.ui.viewmodels.note_card import CardDoors
from fieldapp.ui.viewmodels.pin import Unlock
from fieldapp.ui.viewmodels.recovery import RecoveryDoors, RecoveryViewModel
from fieldapp.usecases.clash_verbs import ClashVerbs, DecideClash, ShowClashes
from fieldapp.usecases.collect_support import CollectSupport
from fieldapp.usecases.preview_form_move import PreviewFormMove
from fieldapp.usecases.show_findings import ShowFindings
from fieldapp.usecases.show_own_figures import ShowOwnFigures


@dataclass(frozen=True, slots=True)
class DeviceScreens:
    """Every page of an open device."""

    work: WorkScreens
    scan: ScanScreens
    paper: PaperScreens
    knowledge: KnowledgeScreens
    settling: SettlingScreens
    access: AccessViewModel
    recovery: RecoveryViewModel
    opening: NewOrderViewModel
    stage: Stage

    def shutdown(self) -> None:
        """End what runs by itself, then what was begun; may wait for the centre, on any thread."""
        self.settling.shutdown()
        self.stage.background.shutdown()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the pages need of the application: its window (for scanners), and the lock both ways."""

    window: QQuickWindow
    lock: Callable[[], None]
    check: Unlock
    """Tries a PIN and opens nothing."""


def device_screens(device: Device, config: DeviceConfig, stage: Stage, around: Surroundings) -> DeviceScreens:
    """Make the pages over an open device, on a stage that ends with it."""
    work = work_screens(_work_doors(device, config), stage)
    scan = scan_screens(_scan_doors(device, config), stage, around.window)
    work.visit.form.scan_with(scan.scan.ask_code)
    work.visit.site.scan_with(scan.scan.ask_code)
    return DeviceScreens(
        work=work,
        scan=scan,
        paper=paper_screens(_paper_doors(device, config, around.check), stage),
        knowledge=knowledge_screens(device.queries, device.propose_fault, stage),
        settling=settling_screens(_settling_doors(device, config, around.lock), stage),
        access=access_screen(_access_doors(device, config, around.check), stage),
        recovery=recovery_screen(_recovery_doors(device), stage),
        opening=opening_screen(_opening_doors(device), stage),
        stage=stage,
    )


def _opening_doors(device: Device) -> OpeningDoors:
    """Return what opening an order at the customer's reads and does (ACC-7)."""
    return OpeningDoors(
        open_new_order=device.open_new_order,
        show_findings=ShowFindings(device.queries, device.forms, device.clock),
        queries=device.queries,
    )


def _recovery_doors(device: Device) -> RecoveryDoors:
    """Return what the page about a recovery reads and does."""
    reports = RecoveryReports(device.database)
    return RecoveryDoors(unseen=reports.unseen, note_seen=reports.note_seen)


def _access_doors(device: Device, config: DeviceConfig, check: Unlock) -> AccessDoors:
    """Return what the sheet of PIN and lock does and reads."""
    return AccessDoors(
        check=check,
        change=partial(access.change_secret, config),
        opens_with=partial(access.opens_with, config),
        read=device.queries.setting,
        write=device.settings.write,
    )


def _settling_doors(device: Device, config: DeviceConfig, lock: Callable[[], None]) -> SettlingDoors:
    """Return what sync and me do and read."""
    known = device.identity
    return SettlingDoors(
        queries=device.queries,
        sync=device.sync,
        stick=device.usb,
        identity=Identity(
            engineer=known.engineer_name, company=known.company, device=known.device_id, version=APP_VERSION
        ),
        write_setting=device.settings.write,
        own_figures=_own_figures(device, config),
        lock=lock,
        network=SystemNetwork(),
        collect_support=CollectSupport(
            data=config.data, app_version=APP_VERSION, now=device.clock.now, figures=Figures(device.database)
        ),
    )


def _own_figures(device: Device, config: DeviceConfig) -> ShowOwnFigures:
    def home() -> Coordinates | None:
        return Coordinates.from_text(device.queries.setting(HOME, ""))

    return ShowOwnFigures(device.queries, home, config.zone, device.clock.now)


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


def _paper_doors(device: Device, config: DeviceConfig, check: Unlock) -> PaperDoors:
    """Return what the report's pages do and read."""
    return PaperDoors(
        queries=device.queries,
        draft=device.draft_report,
        sign=device.sign_report,
        save=device.save_answer,
        print_out=print_document,
        unlock=check,
        opens_with=partial(access.opens_with, config),
        read_setting=device.queries.setting,
        write_setting=device.settings.write,
    )


def _work_doors(device: Device, config: DeviceConfig) -> WorkDoors:
    """Return what today, orders and visit do and read."""
    return WorkDoors(
        queries=device.queries,
        forms=device.forms,
        show_today=device.show_today,
        show_order=device.show_order,
        show_visit=device.show_visit,
        show_alarms=device.show_alarms,
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
        contact=device.contact,
        write_setting=device.settings.write,
        planning=device.planning,
        send_message=device.send_message,
        site=device.site,
        news=NewsShelf(device.database),
        clashes=ClashVerbs(
            show=ShowClashes(device.queries, device.forms, device.clock),
            decide=DecideClash(device.save_answer.begin, device.clock),
        ),
        card=CardDoors(
            nobody_met=device.contact.nobody_met,
            company=device.identity.company,
            read_setting=device.queries.setting,
            write_setting=device.settings.write,
        ),
        sounds=Effects(config.resources.root / "sounds"),
    )

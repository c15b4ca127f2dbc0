"""The application's screens over the memory store, with a clock that stands still: what every test of pages drives."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDeadlineTimer

from fieldapp.domain.customer import Coordinates
from fieldapp.domain.events import Event, OrderAccepted, StepCompleted
from fieldapp.domain.ids import AssetId, CustomerId, DeviceId, OrderId, PartNumber, ProfileId, SerialNumber, StepId
from fieldapp.domain.part import MovementKind
from fieldapp.domain.sla import LevelLimits, Severity
from fieldapp.domain.sla_profile import SlaProfile
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.toolkit import KitNeed, KitNeedKind
from fieldapp.domain.work_order import OrderState, WorkOrder
from fieldapp.scheduling.travel import DistanceTravel
from fieldapp.ui.background import Background
from fieldapp.ui.bus import Bus, changed_by
from fieldapp.ui.capture.sounds import Silence, Sounds
from fieldapp.ui.screens import WorkDoors, WorkScreens, work_screens
from fieldapp.ui.stage import Stage
from fieldapp.ui.viewmodels.navigator import Navigator
from fieldapp.ui.viewmodels.note_card import CardDoors
from fieldapp.ui.viewmodels.shell import ShellViewModel
from fieldapp.ui.viewmodels.ticker import Ticker
from fieldapp.ui.words import Words
from fieldapp.usecases.accept_order import AcceptOrder
from fieldapp.usecases.check_kit_item import CheckKitItem
from fieldapp.usecases.clash_verbs import ClashVerbs, DecideClash, ShowClashes
from fieldapp.usecases.complete_step import CompleteStep
from fieldapp.usecases.consume_part import ConsumePart, RemovePart, ReversePartUse
from fieldapp.usecases.contact_verbs import Telephone
from fieldapp.usecases.form_crossing import FormCrossing
from fieldapp.usecases.form_shelf import FormShelf
from fieldapp.usecases.hand_back_order import HandBackOrder
from fieldapp.usecases.limit_tables import LimitTables
from fieldapp.usecases.move_form import MoveForm
from fieldapp.usecases.note_nobody_met import NoteNobodyMet
from fieldapp.usecases.pass_gate import PassGate
from fieldapp.usecases.plan_way import PlanWay
from fieldapp.usecases.planning_verbs import planning_verbs
from fieldapp.usecases.ports import Begin, UnitOfWork
from fieldapp.usecases.preview_form_move import PreviewFormMove
from fieldapp.usecases.remember_place import RememberPlace
from fieldapp.usecases.reopen_step import ReopenStep
from fieldapp.usecases.save_answer import SaveAnswer
from fieldapp.usecases.send_message import SendMessage
from fieldapp.usecases.show_alarms import ShowAlarms
from fieldapp.usecases.show_clocks import ShowClocks
from fieldapp.usecases.show_order import ShowOrder
from fieldapp.usecases.show_today import ShowToday
from fieldapp.usecases.show_visit import ShowVisit
from fieldapp.usecases.site_verbs import site_verbs
from fieldapp.usecases.skip_step import SkipStep
from fieldapp.wire.messages import DocumentKind
from tests.factories import (
    ORDER_ID,
    SHANGHAI,
    local,
    make_asset,
    make_contact,
    make_customer,
    make_fault,
    make_movement,
    make_order,
    make_part,
    make_price_list,
    make_service_record,
    make_site,
    make_symptom,
)
from tests.fakes.memory_news import MemoryNews
from tests.fakes.memory_store import MemoryStore
from tests.fakes.shipped import give_process, shipped_words
from tests.fakes.stopped_clock import StoppedClock

RESOURCES = Path(__file__).parents[2] / "resources"
HOME = Coordinates(31.2100, 121.4200)
NO_CLOCKS = SlaProfile(id=ProfileId("quiet"), version="1", levels={})
"""No limit rings while pages are tried; tests of clocks hand in the shipped profile."""


@dataclass(frozen=True)
class Published:
    """A unit of work that tells the bus what it committed, as the device does."""

    store: MemoryStore
    bus: Bus

    def begin(self) -> UnitOfWork:
        work = self.store.begin()
        commit = work.commit

        def told() -> object:
            events = commit()
            self.bus.publish(changed_by(events))
            return events

        work.commit = told  # type: ignore[method-assign, assignment]
        return work


class Device:
    """A tablet without its pixels: store, use cases, threads, view models."""

    def __init__(
        self, language: str = "zh", clock: str = "09:18", sounds: Sounds | None = None, profile: SlaProfile = NO_CLOCKS
    ) -> None:
        self.clock = StoppedClock(wall_at=local(clock))
        self.store = MemoryStore(self.clock, DeviceId("tablet-1"))
        self.bus = Bus()
        self.words = Words(shipped_words, SHANGHAI, language)
        self.ticker = Ticker(self.clock)
        self.shell = ShellViewModel(self.words, self.ticker)
        self.background = Background()
        self.background.failed.connect(self.shell.tell)
        self.navigator = Navigator()
        self.forms = FormShelf(self.store)
        self.news = MemoryNews(self.clock)
        self.settings = self.store.settings
        self.profile = profile
        self.begin: Begin = Published(self.store, self.bus).begin
        self.stage = Stage(
            background=self.background,
            bus=self.bus,
            words=self.words,
            ticker=self.ticker,
            navigator=self.navigator,
            shell=self.shell,
        )
        _fill(self.store)
        self.screens: WorkScreens = work_screens(self._doors(sounds or Silence()), self.stage)
        self.shell.become_ready()

    def _doors(self, sounds: Sounds) -> WorkDoors:
        travel = DistanceTravel(HOME)
        store, begin, clock = self.store, self.begin, self.clock
        tables = LimitTables(self.store, self.profile)
        plan = PlanWay(store, travel, SHANGHAI, tables.leads)
        clocks = ShowClocks(plan, tables)
        crossing = FormCrossing(store, self.forms, clock)
        return WorkDoors(
            queries=store,
            forms=self.forms,
            show_today=ShowToday(store, clock, travel, zone=SHANGHAI, leads=plan.leads),
            show_order=ShowOrder(store, plan, SHANGHAI, clocks),
            show_visit=ShowVisit(store, plan, self.forms, clock),
            show_alarms=ShowAlarms(store, plan, clock, clocks),
            accept=AcceptOrder(CompleteStep(begin, clock, store, self.forms)),
            hand_back=HandBackOrder(begin, clock),
            save=SaveAnswer(begin, clock),
            remember=RememberPlace(begin),
            complete=CompleteStep(begin, clock, store, self.forms),
            skip=SkipStep(begin, clock, store),
            reopen=ReopenStep(begin, clock),
            pass_gate=PassGate(begin, clock, store),
            preview_form_move=PreviewFormMove(store, crossing),
            move_form=MoveForm(begin, clock, store, crossing),
            check_kit=CheckKitItem(begin, clock),
            reverse_part=ReversePartUse(begin, clock),
            write_setting=store.write_setting,
            contact=Telephone(begin, clock, self.forms, plan).verbs(),
            send_message=SendMessage(begin, clock),
            news=self.news,
            clashes=ClashVerbs(show=ShowClashes(store, self.forms, clock), decide=DecideClash(begin, clock)),
            planning=planning_verbs(begin, clock, plan),
            site=site_verbs(begin, clock, store, self.forms, SHANGHAI),
            card=CardDoors(
                nobody_met=NoteNobodyMet(begin, clock, store, self.forms),
                company="霁川",
                read_setting=self.settings.get,
                write_setting=self.settings.__setitem__,
            ),
            sounds=sounds,
        )

    @property
    def consume(self) -> ConsumePart:
        return ConsumePart(self.begin, self.clock, self.store)

    @property
    def remove(self) -> RemovePart:
        return RemovePart(self.begin, self.clock, self.store)

    def do(self, *events: Event) -> None:
        """Record events of the past and settle."""
        with self.begin() as work:
            work.append(*events)
            work.commit()
        self.settle()

    def complete(self, *steps: str, order_id: OrderId = ORDER_ID) -> None:
        """Record steps as done."""
        at = self.clock.now()
        self.do(*[StepCompleted(order_id=order_id, at=at, step=StepId(step)) for step in steps])

    def set_clock(self, text: str) -> None:
        self.clock.wall_at = local(text)
        self.ticker.advance()

    def settle(self) -> None:
        """Let the threads finish and their results come in; fails after ten seconds."""
        deadline = QDeadlineTimer(10_000)
        quiet = 0
        while quiet < 3:
            QCoreApplication.processEvents()
            quiet = quiet + 1 if self.background.idle else 0
            if not quiet:
                time.sleep(0.0005)  # the threads need the interpreter more than whoever waits for them
            if deadline.hasExpired():
                raise AssertionError("the threads did not come to rest")

    def order(self, order_id: OrderId = ORDER_ID) -> WorkOrder:
        return self.store.order(order_id)

    def shutdown(self) -> None:
        self.ticker.stop()
        self.background.shutdown()


def _fill(store: MemoryStore) -> None:
    """Put the story's orders and everything they refer to into the store."""
    pin = give_process(store)
    documents = store.state.documents
    documents[(DocumentKind.PRICE_LIST, "standard", "")] = make_price_list()
    for part in _parts():
        documents[(DocumentKind.PART, part.number, "")] = part
    for fault in _faults():
        documents[(DocumentKind.FAULT_ENTRY, fault.id, "")] = fault
    for number, serial in (("TS-02", "2608-11937"), ("CB-680", "2604-00482"), ("CK-07", None)):
        line = make_movement(
            id=f"depot-{number}",
            kind=MovementKind.RECEIVED,
            part_number=PartNumber(number),
            serial_number=SerialNumber(serial) if serial else None,
        )
        store.state.movements[line.id] = line
    for order in orders():
        store.state.current[order.id] = replace(order, pin=pin)


def _parts() -> Iterator[object]:
    yield make_part()
    yield make_part(number=PartNumber("CB-680"), name_zh="主控制板", name_en="Main control board", gtin=None)
    yield make_part(
        number=PartNumber("CK-07"),
        name_zh="防水接插件套件",
        name_en="Waterproof connector kit",
        gtin=None,
        tracked_by_serial=False,
    )


def _faults() -> Iterator[object]:
    yield make_fault(cause_zh="蒸发器温度传感器阻值漂移", cases=38, cured=35)
    yield make_fault(
        id="cf680-e02-wet",
        cause_zh="接插件 X7 受潮氧化",
        cause_en="Connector X7 is wet",
        symptom_zh="插拔后暂时恢复；冷凝水沿线束流入",
        measure_zh="更换接插件套件 CK-07",
        cases=16,
        cured=13,
    )
    yield make_fault(
        id="cf680-e02-board",
        cause_zh="控制板输入端损坏",
        cause_en="Input of the control board is broken",
        symptom_zh="换传感器后仍报 E02",
        measure_zh="更换主控制板 CB-680",
        cases=9,
        cured=7,
    )


def orders() -> tuple[WorkOrder, ...]:
    """Return the day of the story: the freezer at ten, two more orders, all accepted but the last."""
    needs = (
        _need("TS-02", "蒸发器温度传感器", "Evaporator temperature sensor"),
        _need("CB-680", "主控制板", "Main control board"),
        _need("CK-07", "防水接插件套件", "Waterproof connector kit"),
    )
    history = (
        make_service_record(),
        make_service_record(
            served_on=local("10:00", day=-385).date(), summary="巡检，清洗冷凝器", engineer_name="周明远"
        ),
        make_service_record(
            served_on=local("10:00", day=-520).date(), summary="E02 插拔 X7 后恢复", engineer_name="陶志远"
        ),
    )
    first = make_order(kit_needs=needs, asset=make_asset(history=history), state=OrderState.ACCEPTED)
    visit = replace(first.visit, accepted_at=local("08:20"))
    return (replace(first, visit=visit), _second(), _third())


def _need(number: str, zh: str, en: str) -> KitNeed:
    return KitNeed(
        id=f"spare-{number.lower()}",
        kind=KitNeedKind.SPARE,
        name_zh=zh,
        name_en=en,
        part_number=PartNumber(number),
    )


def _second() -> WorkOrder:
    return make_order(
        id=OrderId("wo-261123-007"),
        number="WX-261123-007",
        state=OrderState.ACCEPTED,
        customer=make_customer(
            id=CustomerId("licheng"),
            name="立承机械 二车间",
            contact=make_contact(name="高志强", role="设备主管", phone="138 0000 5512"),
            site=make_site(address="承安路 12 号 2 号厂房", access="东门登记", coordinates=Coordinates(31.32, 121.60)),
        ),
        asset=make_asset(id=AssetId("ah12-1"), model="AH-12", product="空气源热泵", history=()),
        symptom=make_symptom(what="通信中断", alarm_code="F11", since="", how_often="", tried="", impact=""),
        severity=Severity.MAJOR,
        limits=LevelLimits(respond=timedelta(hours=4), resolve=timedelta(hours=48)),
        appointment=TimeWindow(local("12:00"), local("12:30")),
        planned_minutes=60,
        received_at=local("07:59"),
        kit_needs=(),
    )


def _third() -> WorkOrder:
    return make_order(
        id=OrderId("wo-261122-019"),
        number="WX-261122-019",
        customer=make_customer(
            id=CustomerId("chen"),
            name="陈雅琴",
            contact=make_contact(name="陈雅琴", role="", phone="138 0000 7731"),
            site=make_site(address="海棠路 3 号 1201", access="门铃坏，打电话", coordinates=Coordinates(31.28, 121.55)),
        ),
        asset=make_asset(id=AssetId("ah12-2"), model="AH-12", product="空气源热泵", history=()),
        symptom=make_symptom(what="低压保护", alarm_code="E07", since="昨晚", how_often="两次", tried="", impact=""),
        severity=Severity.NORMAL,
        limits=LevelLimits(respond=timedelta(hours=8), resolve=timedelta(hours=72)),
        appointment=TimeWindow(local("14:30"), local("15:00")),
        planned_minutes=60,
        received_at=local("06:30"),
        kit_needs=(),
    )


def accepted(order_id: OrderId = ORDER_ID) -> OrderAccepted:
    return OrderAccepted(order_id=order_id, at=local("08:20"))

"""What the desk registers is what the engineer has in hand: every field of an order, from the centre to the tablet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from fieldapp.centre.app import local_centre, new_ticket
from fieldapp.centre.database.engine import Database
from fieldapp.centre.desk import orders
from fieldapp.centre.devices.feed import Feed
from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.asset import Asset, ServiceRecord
from fieldapp.domain.contact import Correction, DeskCorrection, Detail, Reply
from fieldapp.domain.customer import Contact, Coordinates, Customer, Site
from fieldapp.domain.ids import (
    AssetId,
    CustomerId,
    EngineerId,
    FormId,
    OrderId,
    PartNumber,
    ProfileId,
    SerialNumber,
    Sha256,
)
from fieldapp.domain.planning import RequisitionState, Supply
from fieldapp.domain.process import JobType
from fieldapp.domain.sla import LevelChange, LevelLimits, Severity
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.toolkit import KitNeed, KitNeedKind
from fieldapp.domain.views.sync import SyncState
from fieldapp.domain.work_order import ProblemArea, ProblemKind, ProcessPin, Symptom, WorkOrder
from fieldapp.trust.device_keys import DeviceKey
from tests.contracts.tablet import enrol
from tests.factories import NOW, RESOURCES, local
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import DeviceStore, opened, over_database, over_memory
from tests.fakes.syncing import Runner

WRITTEN_ON_THE_WAY = {"state", "hand_back", "visit", "opened", "cancellation", "clashes"}
"""What nobody enters at the desk: it is the sum of events."""

REGISTERED = WorkOrder(
    id=OrderId("wo-full"),
    number="WX-261123-031",
    customer=Customer(
        id=CustomerId("licheng"),
        name="立承机械 二车间",
        contact=Contact(name="何建", role="设备主管", phone="0512 8800 4127"),
        site=Site(
            address="北苑路 6 号", area="北苑", access="3 号门，登记", coordinates=Coordinates(31.3015, 120.5812)
        ),
    ),
    asset=Asset(
        id=AssetId("ah12-00219"),
        model="AH-12",
        product="空气源热泵",
        serial_number=SerialNumber("AH12-25B-00219"),
        purchased_on=date(2025, 2, 3),
        warranty_rule="commissioning",
        warranty_until_on=date(2028, 2, 29),
        warranty_months=36,
        history=(
            ServiceRecord(
                served_on=date(2026, 1, 9),
                summary="清洗换热器",
                engineer_name="陶志远",
                outcome="solved",
                order_number="WX-260109-002",
            ),
        ),
    ),
    job_type=JobType.REPAIR,
    pin=ProcessPin(process_id="repair", process_version="7", forms={FormId("kit"): Sha256("ab" * 32)}),
    area=ProblemArea.OPERATION,
    kind=ProblemKind.COMPLAINT,
    symptom=Symptom(
        what="热水温度上不去",
        alarm_code="E05",
        since="昨晚",
        how_often="每小时一次",
        tried="清洗过滤网",
        impact="二车间停洗",
    ),
    severity=Severity.MAJOR,
    limits=LevelLimits(respond=timedelta(hours=4), resolve=timedelta(hours=48)),
    appointment=TimeWindow(local("13:10"), local("13:40")),
    planned_minutes=75,
    wanted_visit_at=local("13:00"),
    wanted_solution_at=local("18:30"),
    channel="e-mail",
    received_at=local("07:41"),
    received_by="沈岚",
    dispatcher="许婧",
    assigned_at=local("07:52"),
    assignee=EngineerId("zhou"),
    assignee_name="周明远",
    wishes="请穿鞋套",
    profile=ProfileId("technical"),
    kit_needs=(
        KitNeed(
            id="spare-fm-12",
            kind=KitNeedKind.SPARE,
            name_zh="风机",
            name_en="Fan motor",
            part_number=PartNumber("FM-12"),
            quantity=2,
        ),
    ),
    replies=(Reply(id="r-1", at=local("08:02"), sender="许婧", text="门牌是 6 号", answers="tab-1:7"),),
    supplies=(
        Supply(
            requisition="tab-1:9",
            state=RequisitionState.READY,
            at=local("08:05"),
            expected_at=local("12:40"),
            remark="北苑库",
        ),
    ),
    level_changes=(
        LevelChange(
            at=local("08:06"),
            by="许婧",
            reason="停产",
            level=Severity.NORMAL,
            limits=LevelLimits(respond=timedelta(hours=8), resolve=timedelta(hours=72)),
        ),
    ),
    desk_corrections=(
        DeskCorrection(
            correction=Correction(detail=Detail.CONTACT_PHONE, old="0512 8800 4120", new="0512 8800 4127"),
            at=local("08:07"),
            by="许婧",
        ),
    ),
)


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[DeviceStore]:
    clock = StoppedClock()
    if request.param == "memory":
        yield over_memory(clock)
    else:
        with opened(tmp_path / "device", clock) as database:
            yield over_database(database, clock)


@pytest.fixture
def pulled(store: DeviceStore, tmp_path: Path) -> WorkOrder:
    """The order as the tablet has it after its first sync."""
    settings = CentreSettings(data=tmp_path / "centre", resources=RESOURCES, now=lambda: NOW)
    database = Database.open(settings.data)
    with database.write() as connection:
        feed = Feed()
        orders.register(connection, feed, REGISTERED, NOW)
        feed.flush(connection)
    centre = local_centre(database, settings)
    ticket = new_ticket(database, settings, EngineerId("zhou"), "https://centre")
    known = enrol(centre, ticket.code, DeviceKey.generate())
    ended = Runner(store, centre.known_as(known.device_id, known.token)).run()
    database.close()
    assert (ended.state, ended.code) == (SyncState.IDLE, "")
    return store.queries.order(REGISTERED.id)


@pytest.mark.req("ACC-1")
def test_an_order_has_on_the_tablet_every_field_that_was_registered_at_the_desk(pulled: WorkOrder) -> None:
    assert pulled == REGISTERED


@pytest.mark.req("ACC-1")
def test_the_fields_of_acc_1_are_each_where_a_page_looks_for_them(pulled: WorkOrder) -> None:
    customer, asset, symptom = pulled.customer, pulled.asset, pulled.symptom

    assert pulled.number == "WX-261123-031"
    assert (customer.name, customer.contact.name, customer.contact.phone, customer.site.address) == (
        "立承机械 二车间", "何建", "0512 8800 4127", "北苑路 6 号",
    )  # fmt: skip
    assert (asset.model, asset.serial_number, asset.purchased_on) == ("AH-12", "AH12-25B-00219", date(2025, 2, 3))
    assert (asset.warranty_rule, asset.warranty_until_on) == ("commissioning", date(2028, 2, 29))
    assert (pulled.job_type, pulled.area, pulled.kind) == (
        JobType.REPAIR, ProblemArea.OPERATION, ProblemKind.COMPLAINT,
    )  # fmt: skip
    assert (symptom.what, symptom.alarm_code, symptom.since, symptom.how_often, symptom.tried, symptom.impact) == (
        "热水温度上不去", "E05", "昨晚", "每小时一次", "清洗过滤网", "二车间停洗",
    )  # fmt: skip
    assert (pulled.severity, pulled.wishes, pulled.channel) == (Severity.MAJOR, "请穿鞋套", "e-mail")
    assert (pulled.wanted_visit_at, pulled.wanted_solution_at) == (local("13:00"), local("18:30"))
    assert pulled.appointment == TimeWindow(local("13:10"), local("13:40"))
    assert (pulled.received_at, pulled.received_by) == (local("07:41"), "沈岚")
    assert (pulled.dispatcher, pulled.assigned_at) == ("许婧", local("07:52"))


def test_the_registered_order_leaves_no_field_at_its_default_so_that_none_can_be_lost_unseen() -> None:
    assert sorted(_left_at_default("order", REGISTERED)) == []


def _left_at_default(name: str, value: object) -> Iterator[str]:
    """Yield the fields, however deep, that hold what they would hold if nobody had filled them in."""
    if isinstance(value, tuple):
        for item in value:
            yield from _left_at_default(name, item)
    if not is_dataclass(value) or isinstance(value, type):
        return
    for field in fields(value):
        if field.name in WRITTEN_ON_THE_WAY:
            continue
        held = getattr(value, field.name)
        made = field.default_factory() if field.default_factory is not MISSING else field.default
        if held == made or held in (None, "", ()):
            yield f"{name}.{field.name}"
        yield from _left_at_default(f"{name}.{field.name}", held)

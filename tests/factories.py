"""Builders of domain objects for every test: a complete, plausible value, with the fields that matter changed by name.

The story is the one of the sample data: Monday 23 November 2026, a freezer with E02 at a supermarket.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from fieldapp.domain.asset import Asset, ServiceRecord
from fieldapp.domain.contact import (
    ContactMeans,
    Correction,
    CustomerAnswer,
    DelayReason,
    Detail,
    Recipient,
    Topic,
)
from fieldapp.domain.contact_events import (
    AppointmentMoved,
    CallBackMade,
    CallPlanned,
    DelayNoted,
    DetailsCorrected,
    MessageSent,
    NobodyMet,
    VisitConfirmed,
)
from fieldapp.domain.customer import Contact, Coordinates, Customer, Site
from fieldapp.domain.events import (
    AnswerSaved,
    Arrived,
    CallMade,
    Departed,
    Event,
    FormMoved,
    GatePassed,
    KitItemChecked,
    OrderAccepted,
    OrderHandedBack,
    PartConsumed,
    PartRemoved,
    PartUseReversed,
    ReportSigned,
    StepCompleted,
    StepReopened,
    StepSkipped,
    VisitClosed,
)
from fieldapp.domain.fault import FaultEntry
from fieldapp.domain.fault_events import FaultProposed
from fieldapp.domain.fees import FeeKind, FeeLine, Fees, PriceList
from fieldapp.domain.ids import (
    AssetId,
    CustomerId,
    EngineerId,
    FaultEntryId,
    FormId,
    GateId,
    OrderId,
    PartNumber,
    SerialNumber,
    Sha256,
    StepId,
)
from fieldapp.domain.ink import InkPoint, Stroke
from fieldapp.domain.model_document import DocumentPurpose, ModelDocument
from fieldapp.domain.money import ZERO, Money
from fieldapp.domain.on_site import CoverageGround, LoanerUnit, SuggestionKind
from fieldapp.domain.outcome import Outcome
from fieldapp.domain.part import CaptureSource, MovementKind, Part, PartCode, StockMovement
from fieldapp.domain.planning import PartQuantity, PlanLabel, RepairPlan
from fieldapp.domain.planning_events import PartsRequested, PartsRequestWithdrawn, PlansChosen, SeverityProposed
from fieldapp.domain.process import AnswerPlace, JobType, Process
from fieldapp.domain.site_events import AssetTakenAway, CoverageSettled, QuoteAnswered, SuggestionNoted
from fieldapp.domain.sla import LevelLimits, Severity
from fieldapp.domain.time_window import ClockEvidence, TimeWindow
from fieldapp.domain.toolkit import KitNeed, KitNeedKind
from fieldapp.domain.visit import Acceptance, CallOutcome, KeptAnswer, Refusal, Report, Satisfaction
from fieldapp.domain.work_order import HandBackReason, ProblemArea, ProblemKind, ProcessPin, Symptom, WorkOrder
from fieldapp.wire.codec import sha256_of
from fieldapp.workflow.process_file import read_process
from fieldapp.workflow.step_form import forms_of

RESOURCES = Path(__file__).parents[1] / "resources"
SHANGHAI = ZoneInfo("Asia/Shanghai")
START_DAY = date(2026, 11, 23)
ORDER_ID = OrderId("wo-261123-004")
FORM_SHA256 = Sha256("f0" * 32)
NEXT_FORM_SHA256 = Sha256("f1" * 32)
DOCUMENT_SHA256 = Sha256("d0" * 32)
CONTENT_SHA256 = Sha256("c0" * 32)
STEPS = (
    "accept", "analyse", "call", "kit", "depart", "travel", "arrive", "diagnose",
    "work", "test", "clean", "hand_over", "report", "sign", "close",
)  # fmt: skip


def local(clock: str, *, day: int = 0) -> datetime:
    """Return the moment "HH:MM" of the start day (or `day` days after it) in Shanghai, as UTC."""
    hours, minutes = clock.split(":")
    midnight = datetime(START_DAY.year, START_DAY.month, START_DAY.day, tzinfo=SHANGHAI) + timedelta(days=day)
    return (midnight + timedelta(hours=int(hours), minutes=int(minutes))).astimezone(UTC)


NOW = local("08:55")


@dataclass
class FixedClock:
    """A `usecases.ports.Clock` that stands still until it is moved."""

    moment: datetime = NOW

    def now(self) -> datetime:
        return self.moment

    def advance(self, by: timedelta) -> None:
        self.moment += by


def yuan(amount: str) -> Money:
    return Money(Decimal(amount))


def make_contact(**changes: Any) -> Contact:
    return replace(Contact(name="林芳", role="值班经理", phone="138 0000 4127"), **changes)


def make_site(**changes: Any) -> Site:
    site = Site(
        address="云桥区青澜路 88 号 禾味超市 B1",
        area="云桥",
        access="卸货口进",
        coordinates=Coordinates(31.2612, 121.5203),
    )
    return replace(site, **changes)


def make_customer(**changes: Any) -> Customer:
    customer = Customer(
        id=CustomerId("hewei-yunqiao"), name="禾味生鲜超市 云桥店", contact=make_contact(), site=make_site()
    )
    return replace(customer, **changes)


def make_service_record(**changes: Any) -> ServiceRecord:
    record = ServiceRecord(
        served_on=date(2026, 5, 12),
        summary="更换风机 FM-12",
        engineer_name="陶志远",
        outcome="solved",
        order_number="WX-260512-011",
    )
    return replace(record, **changes)


def make_asset(**changes: Any) -> Asset:
    asset = Asset(
        id=AssetId("cf680-01763"),
        model="CF-680",
        product="商用冷柜",
        serial_number=SerialNumber("CF680-24D-01763"),
        purchased_on=date(2024, 4, 18),
        warranty_until_on=date(2027, 4, 17),
        history=(make_service_record(),),
    )
    return replace(asset, **changes)


def make_model_document(content: bytes = b"%PDF-1.4 a drawing", **changes: Any) -> ModelDocument:
    document = ModelDocument(
        sha256=sha256_of(content),
        models=("CF-680",),
        purpose=DocumentPurpose.DRAWING,
        title_zh="CF-680 接线图",
        title_en="CF-680 wiring",
        edition="2026-03",
        pages=2,
        size=len(content),
    )
    return replace(document, **changes)


def make_symptom(**changes: Any) -> Symptom:
    symptom = Symptom(
        what="冷冻室 −4 ℃ 且在上升",
        alarm_code="E02",
        since="07:30 起",
        how_often="一直有",
        tried="断电重启一次，无效",
        impact="冷冻区停售",
    )
    return replace(symptom, **changes)


def make_pin(**changes: Any) -> ProcessPin:
    pin = ProcessPin(
        process_id="repair",
        process_version="2026112316",
        forms=dict.fromkeys(forms_of(repair_process()), FORM_SHA256),
    )
    return replace(pin, **changes)


def make_kit_needs() -> tuple[KitNeed, ...]:
    return (
        KitNeed(
            id="spare-ts-02",
            kind=KitNeedKind.SPARE,
            name_zh="蒸发器温度传感器",
            name_en="Evaporator temperature sensor",
            part_number=PartNumber("TS-02"),
        ),
        KitNeed(
            id="spare-ck-07",
            kind=KitNeedKind.SPARE,
            name_zh="防水接插件套件",
            name_en="Waterproof connector kit",
            part_number=PartNumber("CK-07"),
        ),
    )


def make_message(**changes: Any) -> MessageSent:
    message = MessageSent(
        order_id=ORDER_ID,
        at=NOW,
        message_id="tablet-1:1",
        to=Recipient.DISPATCHER,
        topic=Topic.OTHER,
        text="请回电",
    )
    return replace(message, **changes)


def make_order(**changes: Any) -> WorkOrder:
    order = WorkOrder(
        id=ORDER_ID,
        number="WX-261123-004",
        customer=make_customer(),
        asset=make_asset(),
        job_type=JobType.REPAIR,
        pin=make_pin(),
        area=ProblemArea.HARDWARE,
        kind=ProblemKind.FAULT,
        symptom=make_symptom(),
        severity=Severity.URGENT,
        limits=LevelLimits(respond=timedelta(hours=2), resolve=timedelta(hours=24)),
        appointment=TimeWindow(local("10:00"), local("10:30")),
        planned_minutes=90,
        wanted_visit_at=local("10:00"),
        wanted_solution_at=local("14:00"),
        channel="phone",
        received_at=local("08:12"),
        received_by="许婧",
        dispatcher="许婧",
        assigned_at=local("08:14"),
        assignee=EngineerId("zhou"),
        assignee_name="周明远",
        kit_needs=make_kit_needs(),
    )
    return replace(order, **changes)


def make_part(**changes: Any) -> Part:
    part = Part(
        number=PartNumber("TS-02"),
        name_zh="蒸发器温度传感器",
        name_en="Evaporator temperature sensor",
        gtin="06901234000214",
        fits_models=("CF-680",),
        tracked_by_serial=True,
    )
    return replace(part, **changes)


def make_part_code(**changes: Any) -> PartCode:
    code = PartCode(
        raw="010690123400021421TS02-2611-0457",
        source=CaptureSource.SCANNER,
        symbology="]d2",
        gtin="06901234000214",
        serial_number=SerialNumber("TS02-2611-0457"),
    )
    return replace(code, **changes)


def make_movement(**changes: Any) -> StockMovement:
    movement = StockMovement(
        id="depot-1",
        kind=MovementKind.RECEIVED,
        part_number=PartNumber("TS-02"),
        quantity=2,
        at=local("17:20", day=-3),
    )
    return replace(movement, **changes)


def make_fault(**changes: Any) -> FaultEntry:
    entry = FaultEntry(
        id=FaultEntryId("cf680-e02-drift"),
        models=("CF-680",),
        code="E02",
        symptom_zh="报警 E02，冷冻室温度上升",
        symptom_en="Alarm E02, freezer compartment warms up",
        cause_zh="蒸发器温度传感器漂移",
        cause_en="Evaporator temperature sensor drifts",
        measure_zh="更换传感器 TS-02，清除报警",
        measure_en="Replace sensor TS-02, clear the alarm",
        parts=(PartNumber("TS-02"),),
        cases=41,
        cured=38,
    )
    return replace(entry, **changes)


def make_price_list(**changes: Any) -> PriceList:
    prices = PriceList(
        id="standard",
        version="2026-07",
        valid_from_on=date(2026, 7, 1),
        visit=yuan("60.00"),
        labour_hour=yuan("120.00"),
        parts={
            PartNumber("TS-02"): yuan("148.00"),
            PartNumber("CK-07"): yuan("36.00"),
            PartNumber("DS-68"): yuan("86.00"),
        },
    )
    return replace(prices, **changes)


def make_fees(**changes: Any) -> Fees:
    visit = FeeLine(
        kind=FeeKind.VISIT,
        quantity=Decimal(1),
        unit_price=yuan("60.00"),
        price=yuan("60.00"),
        due=ZERO,
        covered=True,
    )
    seal = FeeLine(
        kind=FeeKind.PART,
        quantity=Decimal(1),
        unit_price=yuan("86.00"),
        price=yuan("86.00"),
        due=yuan("86.00"),
        covered=False,
        part_number=PartNumber("DS-68"),
    )
    fees = Fees(
        price_list_version="2026-07",
        lines=(visit, seal),
        total=yuan("146.00"),
        covered=yuan("60.00"),
        due=yuan("86.00"),
    )
    return replace(fees, **changes)


def make_strokes() -> tuple[Stroke, ...]:
    down = Stroke((InkPoint(40.0, 60.0, 0, 0.4), InkPoint(80.5, 64.0, 16, 0.6), InkPoint(120.0, 50.25, 33, 0.5)))
    across = Stroke((InkPoint(90.0, 20.0, 210, 0.3), InkPoint(92.0, 110.0, 260, 0.7)))
    return (down, across)


def make_acceptance(**changes: Any) -> Acceptance:
    acceptance = Acceptance(signer_name="林芳", strokes=make_strokes(), satisfaction=Satisfaction.SATISFIED)
    return replace(acceptance, **changes)


def make_refusal(**changes: Any) -> Refusal:
    return replace(Refusal(reason="price", witness_remark="客户认可维修，不同意门封收费"), **changes)


def make_report(**changes: Any) -> Report:
    report = Report(
        number="WX-261123-004",
        version=1,
        at=local("11:40"),
        content_sha256=CONTENT_SHA256,
        document_sha256=DOCUMENT_SHA256,
        fees=make_fees(),
        acceptance=make_acceptance(),
    )
    return replace(report, **changes)


@cache
def repair_process() -> Process:
    """Return the shipped process of a repair: the data itself is what the tests of gates and steps hold."""
    return read_process((RESOURCES / "process" / "repair.toml").read_text(encoding="utf-8"))


def make_clock_evidence(**changes: Any) -> ClockEvidence:
    return replace(ClockEvidence(wall_at=NOW, monotonic=timedelta(seconds=4127), boot_id="boot-1"), **changes)


def make_events(order_id: OrderId = ORDER_ID) -> tuple[Event, ...]:
    """Return the events of the story's visit in their order: every kind but the hand-back, ending signed and closed."""
    of: dict[str, Any] = {"order_id": order_id}
    scan: dict[str, Any] = {"source": CaptureSource.SCANNER, "raw": "TS-02"}
    before: tuple[Event, ...] = (
        OrderAccepted(at=local("08:20"), **of),
        StepCompleted(at=local("08:22"), step=StepId("accept"), **of),
        StepSkipped(at=local("08:23"), step=StepId("analyse"), reason="同一故障上周处理过", **of),
        CallMade(at=local("08:30"), outcome=CallOutcome.CONFIRMED, **of),
        GatePassed(at=local("08:31"), gate=GateId("call-before-depart"), step=StepId("depart"), reason="已约好", **of),
        KitItemChecked(at=local("09:00"), need="spare-ts-02", present=True, source=CaptureSource.SCANNER, **of),
        save_answer("kit", "floor_mat", "OK", at=local("09:02"), order_id=order_id),
        move_form("hand_over", at=local("09:05"), order_id=order_id),
        Departed(at=local("09:30"), **of),
        Arrived(at=local("09:51"), **of),
    )
    use: dict[str, Any] = {"use_id": "use-1", "part_number": PartNumber("TS-02"), **scan, **of}
    wrong: dict[str, Any] = {"use_id": "use-2", "part_number": PartNumber("CK-07"), **of}
    after: tuple[Event, ...] = (
        PartConsumed(at=local("10:20"), serial_number=SerialNumber("TS02-2611-0457"), **use),
        PartRemoved(at=local("10:21"), serial_number=SerialNumber("TS02-2403-0118"), **use),
        PartConsumed(at=local("10:22"), **scan, **wrong),
        PartUseReversed(at=local("10:23"), **wrong),
        StepReopened(at=local("10:40"), step=StepId("work"), reason="test failed", **of),
        ReportSigned(at=local("11:40"), report=make_report(), **of),
        VisitClosed(at=local("11:45"), outcome=Outcome.SOLVED, **of),
    )
    return before + make_agreements(order_id) + after


def make_agreements(order_id: OrderId = ORDER_ID) -> tuple[Event, ...]:
    """Return what may be agreed around the story's visit: a later start, plans, requisition, price, loaner, a lead."""
    of: dict[str, Any] = {"order_id": order_id}
    tens, elevens = TimeWindow(local("10:00"), local("10:30")), TimeWindow(local("11:00"), local("11:30"))
    phone = Correction(detail=Detail.CONTACT_PHONE, old="138 0000 4127", new="138 0000 4128")
    plan = RepairPlan(
        label=PlanLabel.A,
        cause="传感器漂移",
        measure="更换传感器",
        entry=FaultEntryId("E02-1"),
        parts=(PartQuantity(part_number=PartNumber("TS-02")),),
        tools=("万用表",),
    )
    loaner = LoanerUnit(model="CF-300", serial_number=SerialNumber("CF300-22-0007"))
    return (
        AppointmentMoved(at=local("09:10"), old=tens, new=elevens, reason="上一单延误", customer_agrees=True, **of),
        DetailsCorrected(at=local("09:11"), corrections=(phone,), **of),
        CallPlanned(at=local("09:12"), call_at=local("09:40"), **of),
        CallBackMade(at=local("09:13"), solved=False, wants_visit=True, remark="又报警了", **of),
        VisitConfirmed(at=local("09:14"), means=ContactMeans.CALL, expected_arrival_at=local("10:52"), **of),
        MessageSent(
            at=local("09:15"),
            message_id="tab-1:40",
            to=Recipient.DISPATCHER,
            topic=Topic.MISSING_DETAILS,
            text="门牌号是多少？",
            **of,
        ),
        DelayNoted(
            at=local("09:16"),
            reason=DelayReason.TRAFFIC,
            expected_at=local("11:10"),
            means=ContactMeans.CALL,
            answer=CustomerAnswer.AGREES,
            **of,
        ),
        NobodyMet(at=local("09:17"), card="工程师周明远 10:52 到访", **of),
        PlansChosen(at=local("09:18"), plans=(plan,), **of),
        PartsRequested(at=local("09:19"), requisition_id="tab-1:44", lines=plan.parts, needed_by=local("09:30"), **of),
        PartsRequestWithdrawn(at=local("09:20"), requisition_id="tab-1:44", **of),
        SeverityProposed(at=local("09:21"), severity=Severity.URGENT, reason="整店停业", **of),
        CoverageSettled(at=local("10:04"), covered=True, ground=CoverageGround.PROOF, remark="出示发票", **of),
        QuoteAnswered(at=local("10:05"), fees=make_report().fees, agreed=True, **of),
        AssetTakenAway(
            at=local("10:06"),
            accessories="两个搁架",
            condition="左侧有旧划痕",
            return_on=date(2026, 11, 30),
            loaner=loaner,
            **of,
        ),
        SuggestionNoted(
            at=local("10:07"), suggestion=SuggestionKind.SALES_LEAD, text="想再买一台", customer_consents=True, **of
        ),
        FaultProposed(
            at=local("11:50"),
            proposal_id="tab-1:60",
            language="zh",
            model="CF-680",
            code="E02",
            symptom="报警 E02，冷冻室温度上升",
            cause="蒸发器温度传感器漂移",
            measure="更换传感器 TS-02，清除报警",
            parts=(PartNumber("TS-02"),),
            **of,
        ),
    )


def hand_back(*, at: datetime = NOW, order_id: OrderId = ORDER_ID) -> OrderHandedBack:
    return OrderHandedBack(at=at, order_id=order_id, reason=HandBackReason.TIME, remark="下午有急单")


def save_answer(step: str, name: str, value: str, *, at: datetime = NOW, order_id: OrderId = ORDER_ID) -> AnswerSaved:
    return AnswerSaved(at=at, order_id=order_id, step=StepId(step), name=name, value=value, form_sha256=FORM_SHA256)


def consume(use_id: str = "use-1", *, order_id: OrderId = ORDER_ID, **changes: Any) -> PartConsumed:
    """Return that the story's sensor was built in, its label read by the scanner."""
    label = PartNumber("TS-02")
    used = PartConsumed(
        at=NOW, order_id=order_id, use_id=use_id, part_number=label, source=CaptureSource.SCANNER, raw=label
    )
    return replace(used, **changes)


def move_form(
    form: str,
    *,
    dropped: tuple[str, ...] = (),
    restored: tuple[KeptAnswer, ...] = (),
    reworded: tuple[str, ...] = (),
    between: tuple[Sha256, Sha256] = (FORM_SHA256, NEXT_FORM_SHA256),
    at: datetime = NOW,
    order_id: OrderId = ORDER_ID,
) -> FormMoved:
    """Return the move of the form of the step of the same name, the names being questions of that step."""
    return FormMoved(
        at=at,
        order_id=order_id,
        form_id=FormId(form),
        from_sha256=between[0],
        to_sha256=between[1],
        dropped=tuple(AnswerPlace(step=StepId(form), field=name) for name in dropped),
        restored=restored,
        reworded=tuple(AnswerPlace(step=StepId(form), field=name) for name in reworded),
    )


def complete_step(step: str, *, at: datetime = NOW, order_id: OrderId = ORDER_ID) -> StepCompleted:
    return StepCompleted(at=at, order_id=order_id, step=StepId(step))

"""The story's visit as the report finds it: real process, real forms, and what was recorded in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from math import cos, sin
from pathlib import Path
from typing import Any

from fieldapp.domain.fees import Fees
from fieldapp.domain.ids import FormId, GateId, PartNumber, SerialNumber, Sha256, StepId
from fieldapp.domain.ink import InkPoint, Stroke
from fieldapp.domain.part import CaptureSource, Part
from fieldapp.domain.visit import (
    Acceptance,
    Call,
    CallOutcome,
    PartUse,
    PassedGate,
    RemovedPart,
    StepProgress,
    StepState,
    Visit,
)
from fieldapp.domain.work_order import ProcessPin, WorkOrder
from fieldapp.forms.choice_source import NoLists
from fieldapp.forms.compile import compile_xlsform
from fieldapp.pricing.fees import fees
from fieldapp.reports.content import ReportContent, report_content
from fieldapp.reports.kit.fonts import load_fonts
from fieldapp.reports.service_report import ServiceReport
from fieldapp.usecases.form_shelf import FormShelf
from fieldapp.usecases.form_words import FormWords
from fieldapp.workflow.step_form import as_asked
from tests.factories import (
    RESOURCES,
    SHANGHAI,
    START_DAY,
    STEPS,
    local,
    make_acceptance,
    make_order,
    make_part,
    make_price_list,
    repair_process,
)
from tests.fakes.shipped import shipped_words

NUMBER = "SR-261123-004"
INTERNAL = "客户难缠，下次派两个人"

ANSWERS: dict[str, dict[str, str]] = {
    "diagnose": {
        "reproduced": "yes",
        "box_temperature": "-4",
        "sensor_resistance": "21.8",
        "cause": "sensor_drift",
        "customer_agrees": "OK",
    },
    "work": {
        "power_off": "OK",
        "cover_removed": "OK",
        "deiced": "OK",
        "old_resistance": "21.8",
        "new_resistance": "16.2",
        "reassembled": "OK",
        "alarm_cleared": "OK",
        "old_parts_laid_out": "OK",
        "remark": "盖板内有积冰，线束完好",
    },
    "test": {
        "cools_down": "pass",
        "box_temperature": "-18.4",
        "no_alarm": "pass",
        "door_closes": "pass",
        "current": "3.1",
        "display_matches": "pass",
    },
    "clean": {"site_restored": "OK", "rubbish_taken": "OK", "tools_counted": "OK"},
    "hand_over": {
        "cause_explained": "OK",
        "parts_explained": "OK",
        "use_explained": "OK",
        "advice": "wipe_seal_weekly defrost_twice_a_year",
    },
    "report": {
        "solution": "更换温度传感器 TS-02、防水接插件 CK-07 和门封条，除冰",
        "labour_hours": "1.5",
        "chargeable": "warranty",
        "payment": "qr",
        "internal_remark": INTERNAL,
    },
}

PARTS = {
    part.number: part
    for part in (
        make_part(),
        make_part(number=PartNumber("CK-07"), name_zh="防水接插件套件", name_en="Waterproof connector kit"),
        make_part(number=PartNumber("DS-68"), name_zh="门封条", name_en="Door seal", wearing=True),
    )
}


def use(number: str, source: CaptureSource = CaptureSource.SCANNER, **changes: Any) -> PartUse:
    part = PartUse(id=f"use-{number}", part_number=PartNumber(number), source=source, at=local("10:20"))
    return replace(part, **changes)


def removed(number: str, serial: str, source: CaptureSource = CaptureSource.SCANNER) -> RemovedPart:
    return RemovedPart(
        part_number=PartNumber(number), source=source, at=local("10:21"), serial_number=SerialNumber(serial)
    )


def visit() -> Visit:
    done = {
        StepId(step): StepProgress(state=StepState.DONE, at=local(clock))
        for step, clock in (("diagnose", "10:05"), ("work", "10:50"), ("test", "11:05"), ("clean", "11:12"))
    }
    done[StepId("hand_over")] = StepProgress(state=StepState.DONE, at=local("11:18"))
    skipped = StepProgress(state=StepState.SKIPPED, at=local("08:23"), reason="同一故障上周处理过")
    return Visit(
        accepted_at=local("08:20"),
        steps={StepId("analyse"): skipped, **done},
        answers={StepId(step): dict(answers) for step, answers in ANSWERS.items()},
        calls=(
            Call(at=local("08:50"), outcome=CallOutcome.NO_ANSWER),
            Call(at=local("09:02"), outcome=CallOutcome.CONFIRMED),
        ),
        departed_at=local("09:29"),
        arrived_at=local("09:51"),
        parts=(
            use(
                "TS-02",
                serial_number=SerialNumber("TS02-2611-0457"),
                removed=removed("TS-02", "TS02-2403-0118"),
            ),
            use("CK-07", CaptureSource.PICTURE, lot="L2611-07"),
            use("DS-68", CaptureSource.HAND),
        ),
        passed_gates=(
            PassedGate(
                gate=GateId("hand-over-before-sign"),
                step=StepId("sign"),
                reason="客户赶时间，边走边交接",
                at=local("11:19"),
            ),
        ),
    )


def order(**changes: Any) -> WorkOrder:
    return make_order(visit=visit(), **changes)


@dataclass(frozen=True)
class ShippedForms:
    """The part of Queries that a form shelf asks: the forms of resources/, compiled; they name no long lists."""

    lists = NoLists()

    def form(self, pin: ProcessPin, form_id: FormId) -> tuple[Sha256, bytes]:
        return compiled(form_id)


@cache
def compiled(form_id: str) -> tuple[Sha256, bytes]:
    form = compile_xlsform(RESOURCES / "forms" / f"{form_id}.xlsx")
    return form.sha256, form.xform


SHELF = FormShelf(ShippedForms())  # type: ignore[arg-type]


def bill(of: WorkOrder, day: date = START_DAY, parts: dict[PartNumber, Part] = PARTS) -> Fees:
    return fees(of, make_price_list(version="2026-10"), parts, Decimal("1.5"), day)


def content(of: WorkOrder | None = None, language: str = "zh", **changes: Any) -> ReportContent:
    of = of or order()
    process = repair_process()
    words = FormWords(SHELF, of, process, language, lambda: datetime(2026, 11, 23, 3, tzinfo=UTC))
    made = report_content(
        of, as_asked(process, of), words, bill(of), PARTS, language, SHANGHAI, NUMBER, 1, local("11:20")
    )  # fmt: skip
    return replace(made, **changes)


def service_report() -> ServiceReport:
    return ServiceReport(
        fonts=load_fonts(Path(RESOURCES / "fonts")), texts=shipped_words(), centre_url="https://centre.jichuan.example"
    )


def signature(**changes: Any) -> Acceptance:
    """Handwriting as a pen writes it: bent strokes, uneven speed."""
    return make_acceptance(strokes=tuple(_stroke(number) for number in range(6)), **changes)


def _stroke(number: int) -> Stroke:
    points = []
    for t in range(40):
        x = 40 + number * 60 + t * 1.6 + 18 * sin(t / 5 + number)
        y = 60 + 40 * cos(t / 7 + number * 1.3) + t * 0.5
        points.append(InkPoint(x, y, number * 900 + t * (8 + (t * number) % 9), 0.5))
    return Stroke(tuple(points))


assert set(ANSWERS) <= set(STEPS)

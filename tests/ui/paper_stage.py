"""The report's pages over the stage: a visit done up to the report, the real document, a printer and a PIN."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from fieldapp.domain.errors import FieldappError, Refused
from fieldapp.domain.events import AnswerSaved, Event, PartConsumed, StepCompleted
from fieldapp.domain.ids import OrderId, PartNumber, SerialNumber, StepId
from fieldapp.domain.part import CaptureSource
from fieldapp.domain.visit import Acceptance, Refusal
from fieldapp.reports.content import ReportContent
from fieldapp.reports.kit.fonts import Fonts, load_fonts
from fieldapp.reports.service_report import ServiceReport
from fieldapp.trust.pin_rules import OpensWith
from fieldapp.ui.paper_screens import PaperDoors, PaperScreens, paper_screens
from fieldapp.usecases.save_answer import SaveAnswer
from fieldapp.usecases.sign_report import DraftReport, SignReport
from tests.factories import FORM_SHA256, ORDER_ID, SHANGHAI, STEPS
from tests.fakes.shipped import shipped_words
from tests.fakes.visit_answers import ANSWERS
from tests.ui.stage import RESOURCES, Device

PIN = "246810"


@cache
def paper_fonts() -> Fonts:
    return load_fonts(RESOURCES / "fonts")


def real_document(content: ReportContent, language: str, answer: Acceptance | Refusal | None) -> bytes:
    report = ServiceReport(fonts=paper_fonts(), texts=shipped_words(), centre_url="https://centre")
    return report(content, language, answer)


@dataclass
class Printer:
    """Takes what is printed, or fails."""

    fault: FieldappError | None = None
    printed: list[tuple[bytes, str]] = field(default_factory=list)

    def __call__(self, pdf: bytes, title: str) -> None:
        if self.fault is not None:
            raise self.fault
        self.printed.append((pdf, title))


class PaperDevice(Device):
    """A device with the pages `report` and `sign`."""

    def __init__(self, language: str = "zh", clock: str = "11:20") -> None:
        super().__init__(language, clock)
        self.printer = Printer()
        self.kept: dict[str, str] = {}
        self.draft = DraftReport(self.store, self.clock, self.forms, SHANGHAI)
        doors = PaperDoors(
            queries=self.store,
            draft=self.draft,
            sign=SignReport(self.begin, self.clock, self.store, self.draft, real_document),
            save=SaveAnswer(self.begin, self.clock),
            print_out=self.printer,
            unlock=self._unlock,
            opens_with=lambda: OpensWith.PIN,
            read_setting=lambda name, default: self.kept.get(name, default),
            write_setting=self.kept.__setitem__,
        )
        self.paper: PaperScreens = paper_screens(doors, self.stage)

    def _unlock(self, pin: str) -> None:
        if pin != PIN:
            raise Refused("pin.wrong", left=4)

    def visit_until(self, step: str, order_id: OrderId = ORDER_ID) -> None:
        """Record everything up to a step, with one new sensor."""
        at = self.clock.now()
        events: list[Event] = [
            PartConsumed(
                order_id=order_id,
                at=at,
                use_id="use-1",
                part_number=PartNumber("TS-02"),
                serial_number=SerialNumber("2608-11937"),
                source=CaptureSource.PICTURE,
                raw="TS-02 2608-11937",
            )
        ]
        for before in STEPS[: STEPS.index(step)]:
            events += self.answers(before, order_id)
            events.append(StepCompleted(order_id=order_id, at=at, step=StepId(before)))
        self.do(*events)

    def answers(self, step: str, order_id: OrderId = ORDER_ID) -> list[Event]:
        at = self.clock.now()
        return [
            AnswerSaved(order_id=order_id, at=at, step=StepId(step), name=name, value=value, form_sha256=FORM_SHA256)
            for name, value in ANSWERS[step].items()
        ]

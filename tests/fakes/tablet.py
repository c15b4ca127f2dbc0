"""A tablet whose store is in memory: the story's order, the shipped process and forms, three kinds of spares."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from fieldapp.domain.events import Event, ReportSigned, StepCompleted
from fieldapp.domain.ids import DeviceId, PartNumber, Scope, SerialNumber, StepId
from fieldapp.domain.part import CaptureSource, Part, PartCode
from fieldapp.domain.work_order import WorkOrder
from fieldapp.usecases.complete_step import CompleteStep
from fieldapp.usecases.form_shelf import FormShelf
from fieldapp.usecases.save_answer import SaveAnswer
from fieldapp.wire.messages import DocumentKind
from tests.factories import (
    FORM_SHA256,
    ORDER_ID,
    STEPS,
    local,
    make_movement,
    make_order,
    make_part,
    make_price_list,
    make_report,
)
from tests.fakes.memory_store import MemoryStore
from tests.fakes.shipped import give_process
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.visit_answers import ANSWERS


@dataclass(frozen=True)
class Tablet:
    """The subject's surroundings: what was stored can be asked, answers can be given in one line."""

    store: MemoryStore
    clock: StoppedClock
    forms: FormShelf

    @property
    def order(self) -> WorkOrder:
        return self.store.order(ORDER_ID)

    @property
    def kinds(self) -> list[str]:
        """The kinds of all events so far."""
        return [row.kind for row in self.store.batch(10_000, 10**9).events]

    def answer(self, step: str, **values: str) -> None:
        SaveAnswer(self.store.begin, self.clock)(ORDER_ID, StepId(step), values, FORM_SHA256)

    def complete(self, step: str) -> None:
        CompleteStep(self.store.begin, self.clock, self.store, self.forms)(ORDER_ID, StepId(step))

    def visit_until(self, step: str) -> None:
        """Fill in and complete every step before `step`, five minutes each; the signature is recorded as given."""
        for before in STEPS[: STEPS.index(step)]:
            if self.order.visit.is_done(StepId(before)):
                continue
            self.clock.pass_time(timedelta(minutes=5))
            self.answer(before, **ANSWERS[before])
            if before == "sign":
                self.record(
                    ReportSigned(order_id=ORDER_ID, at=self.clock.now(), report=make_report()),
                    StepCompleted(order_id=ORDER_ID, at=self.clock.now(), step=StepId("sign")),
                )
            else:
                self.complete(before)

    def closed(self) -> None:
        """Take the visit to its end."""
        self.visit_until("close")
        self.answer("close", **ANSWERS["close"])
        self.complete("close")

    def record(self, *events: Event) -> None:
        """Write events as they are, as one group."""
        with self.store.begin() as work:
            work.append(*events)
            work.commit()


def code(
    number: str = "TS-02", serial: str | None = "2608-11937", lot: str | None = None, source: str = "picture"
) -> PartCode:
    return PartCode(
        raw=f"{number} {serial}",
        source=CaptureSource(source),
        part_number=PartNumber(number),
        serial_number=SerialNumber(serial) if serial else None,
        lot=lot,
    )


SENSOR: Part = replace(make_part(), number=PartNumber("TS-02"), tracked_by_serial=True, fits_models=("CF-680",))
SEAL: Part = replace(
    make_part(), number=PartNumber("DS-68"), tracked_by_serial=False, fits_models=(), recalled_lots=("BAD-1",)
)
FAN: Part = replace(make_part(), number=PartNumber("FM-12"), tracked_by_serial=False, fits_models=("AH-12",))


def story_tablet() -> Tablet:
    clock = StoppedClock(wall_at=local("08:55"))
    store = MemoryStore(clock, DeviceId("tablet-1"))
    pin = give_process(store)
    documents = store.state.documents
    documents[(DocumentKind.PRICE_LIST, "standard", "")] = make_price_list()
    for part in (SENSOR, SEAL, FAN):
        documents[(DocumentKind.PART, part.number, "")] = part
    for number, serial in (("TS-02", "2608-11937"), ("DS-68", None), ("FM-12", None)):
        store.state.movements[f"depot:{number}"] = make_movement(
            id=f"depot:{number}", part_number=PartNumber(number), quantity=2 if serial is None else 1,
            serial_number=SerialNumber(serial) if serial else None,
        )  # fmt: skip
    order = make_order(pin=pin)
    store.state.base[order.id] = (order, Scope("engineer:zhou"), store.state.epoch)
    store.state.current[order.id] = order
    return Tablet(store, clock, FormShelf(store))

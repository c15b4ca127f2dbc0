"""The sheet "new order" over the stage, and an inspection beside the story's repairs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache

from fieldapp.domain.events import Event
from fieldapp.domain.ids import FormId, OrderId
from fieldapp.domain.process import JobType, Process
from fieldapp.domain.sla import LevelLimits
from fieldapp.domain.work_order import OrderState, WorkOrder
from fieldapp.ui.opening_screens import opening_screen
from fieldapp.ui.viewmodels.new_order import OpeningDoors
from fieldapp.usecases.open_new_order import OpenNewOrder
from fieldapp.usecases.show_findings import ShowFindings
from fieldapp.wire.messages import DocumentKind
from fieldapp.workflow.process_file import read_process
from tests.factories import RESOURCES, local, make_order, make_pin, save_answer
from tests.fakes.shipped import shipped_forms
from tests.ui.stage import Device

INSPECTION = OrderId("wo-xj-261123-001")
OTHERS = ("inspection", "training", "installation", "change", "exchange")
LIMITS = LevelLimits(respond=timedelta(hours=8), resolve=timedelta(hours=72))
INSPECTED: tuple[Event, ...] = tuple(
    save_answer("inspect", name, value, at=local("09:10"), order_id=INSPECTION)
    for name, value in (("appearance", "good"), ("electrics", "bad"), ("noise", "attention"))
)


@cache
def shipped_process(name: str) -> Process:
    return read_process((RESOURCES / "process" / f"{name}.toml").read_text(encoding="utf-8"))


class OpeningDevice(Device):
    """A device that opens orders, with every process and an order of each job type."""

    def __init__(self, language: str = "zh", clock: str = "09:18") -> None:
        super().__init__(language, clock)
        for name in OTHERS:
            process = shipped_process(name)
            self.store.state.documents[(DocumentKind.PROCESS, process.id, "")] = process
            order = self._order_of(process)
            self.store.state.current[order.id] = order
        store = self.store
        doors = OpeningDoors(
            open_new_order=OpenNewOrder(self.begin, self.clock, store, lambda _severity: LIMITS),
            show_findings=ShowFindings(store, self.forms, self.clock),
            queries=store,
        )
        self.opening = opening_screen(doors, self.stage)

    def _order_of(self, process: Process) -> WorkOrder:
        forms = {FormId(name): form.sha256 for name, form in shipped_forms().items()}
        name = {"inspection": "xj", "training": "px", "installation": "az", "change": "bg", "exchange": "th"}[
            process.id
        ]
        return replace(
            make_order(
                id=OrderId(f"wo-{name}-261123-001"),
                number=f"{name.upper()}-261123-001",
                job_type=JobType(process.id),
                pin=make_pin(process_id=process.id, process_version=process.version, forms=forms),
            ),
            state=OrderState.ACCEPTED,
        )

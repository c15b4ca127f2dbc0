"""An order that is about to be opened: what is chosen and typed so far, and the order that it makes (ACC-7)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from fieldapp.domain.asset import Asset
from fieldapp.domain.customer import Customer
from fieldapp.domain.ids import OrderId, StepId
from fieldapp.domain.opening import OrderOrigin
from fieldapp.domain.process import AnswerPlace, JobType
from fieldapp.domain.sla import Severity
from fieldapp.domain.work_order import WorkOrder
from fieldapp.ui.viewmodels import opening_choices as choices
from fieldapp.usecases.open_new_order import NewOrder
from fieldapp.usecases.show_findings import FindingInWords


@dataclass(frozen=True, slots=True)
class OnTheTablet:
    """What lies on the tablet when the sheet opens: its orders, the one in hand, and the finding that was tapped."""

    orders: tuple[WorkOrder, ...]
    source: WorkOrder | None
    found: FindingInWords | None


def asked_for(asked: str) -> tuple[OrderId, AnswerPlace | None]:
    """Return order and finding that a sheet is asked for by: "", "id" or "id|step|question"."""
    order_id, _, rest = asked.partition("|")
    step, _, name = rest.partition("|")
    return OrderId(order_id), AnswerPlace(step=StepId(step), field=name) if name else None


@dataclass(slots=True)
class OpeningDraft:
    """The choices of one sheet; `customer` and `machine` are ids, or `choices.NEW` for what is typed in."""

    asked: str = ""
    there: OnTheTablet | None = None
    customer: str = choices.NEW
    machine: str = choices.NEW
    job_type: JobType = JobType.REPAIR
    severity: Severity = Severity.NORMAL
    time: str = choices.NOW
    picked: str = ""
    minutes: int = 60
    what: str = ""
    typed: dict[str, str] = field(default_factory=dict)

    def take(self, there: OnTheTablet, words: str) -> None:
        """Begin with what the order in hand and the finding (in `words`) say."""
        self.there = there
        if there.source is not None:
            self.customer, self.machine = str(there.source.customer.id), str(there.source.asset.id)
        if there.found is not None:
            self.what = words
            self.severity = there.found.finding.severity
            self.time = choices.TOMORROW if self.severity <= Severity.MAJOR else choices.WEEK

    def customers(self) -> dict[str, Customer]:
        """Return whom the tablet knows, by id."""
        return {} if self.there is None else choices.customers_of(self.there.orders, self.there.source)

    def machines(self) -> dict[str, Asset]:
        """Return the machines of the chosen customer that the tablet knows, by id."""
        if self.there is None:
            return {}
        return choices.machines_of(self.there.orders, self.customer, self.there.source)

    def choose_customer(self, value: str) -> None:
        """Choose a customer; the machine follows."""
        self.customer = value
        self.machine = next(iter(self.machines()), choices.NEW)

    def wish(self, now: datetime, zone: tzinfo) -> NewOrder | None:
        """Return what is chosen as one order; None while something is missing."""
        if self.there is None:
            return None
        customer = self.customers().get(self.customer) or choices.typed_customer(self.typed)
        window = choices.window_of(self.time, now, self.picked, zone)
        if window is None or not all(text.strip() for text in (customer.name, customer.site.address, self.what)):
            return None
        order_id, place = asked_for(self.asked)
        return NewOrder(
            origin=OrderOrigin.FINDING if place else OrderOrigin.WHILE_HERE if order_id else OrderOrigin.WALK_IN,
            job_type=self.job_type,
            customer=customer,
            asset=self.machines().get(self.machine) or choices.typed_machine(self.typed),
            what=self.what,
            appointment=window,
            planned_minutes=self.minutes,
            severity=self.severity,
            source=order_id or None,
            place=place,
        )

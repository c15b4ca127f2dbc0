"""What a service report says: put together from the order alone, so that nothing is typed twice (REP-1).

The content has no layout and, but for the words of forms and parts, no language; it is what the signature binds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Protocol

from fieldapp.domain.fees import Fees
from fieldapp.domain.ids import PartNumber, StepId
from fieldapp.domain.money import Money
from fieldapp.domain.on_site import CHARGED_TO, Coverage, TakenAway
from fieldapp.domain.opening import OpenedHere
from fieldapp.domain.part import Part
from fieldapp.domain.process import Phase, Process
from fieldapp.domain.sla import Severity
from fieldapp.domain.visit import CallOutcome, PartUse, RemovedPart, StepState
from fieldapp.domain.work_order import Symptom, WorkOrder
from fieldapp.reports.entries import (
    Answered,
    Bill,
    Exemption,
    FeeRow,
    LabelRead,
    OpenedOrder,
    ReplacedPart,
    ReportTimes,
    Section,
    ServedAsset,
    ServedCustomer,
)
from fieldapp.reports.readings import verdict, with_minus

INTERNAL = "internal"
"""Questions whose name begins so are for colleagues: no customer sees them, whatever the process lists (REP-9)."""

ACKNOWLEDGED = "OK"
"""The value of a ticked line (XForms trigger)."""


class QuestionWords(Protocol):
    """The words of the order's pinned forms in the language of the report."""

    def label(self, step: StepId, name: str) -> str:
        """Return the question's label, or the bare name of a question that is not asked (any more)."""
        ...

    def words(self, step: StepId, name: str, value: str) -> str:
        """Return the answer in words: choice labels, a reading with its unit, other text as it is."""
        ...

    def limits(self, step: StepId, name: str) -> str:
        """Return "15.5–17.0", "≤ -15", "≥ 2" or ""."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContent:
    """One version of the report. `written_at` is not part of what is signed (see `signature.evidence`)."""

    number: str
    version: int
    written_at: datetime
    zone: tzinfo
    order_number: str
    job: str
    severity: Severity
    customer: ServedCustomer
    asset: ServedAsset
    visit_on: date
    engineer_name: str
    symptom: Symptom
    sections: tuple[Section, ...]
    parts: tuple[ReplacedPart, ...]
    bill: Bill
    times: ReportTimes
    passed_gates: tuple[Exemption, ...]
    skipped_steps: tuple[Exemption, ...]
    opened: tuple[OpenedOrder, ...] = ()
    taken: TakenAway | None = None
    """The slip of a machine that went along, and of the loaner in its place (SITE-10)."""
    agreed_due: Money | None = None
    """What the customer agreed to pay before the work; a bill above it is pointed out to him (REP-2)."""
    coverage: Coverage | None = None
    """What was settled about who pays, other than the machine's warranty says (CON-4)."""

    @property
    def above_the_price(self) -> bool:
        """Whether the bill is larger than the price that the customer agreed to before the work."""
        return self.agreed_due is not None and self.bill.due.amount > self.agreed_due.amount

    def answers(self, section: str) -> tuple[Answered, ...]:
        """Return the answers of a section, () if the process has none of that name or nothing was answered."""
        return next((found.answers for found in self.sections if found.name == section), ())


def report_content(
    order: WorkOrder,
    process: Process,
    words: QuestionWords,
    bill: Fees,
    parts: Mapping[PartNumber, Part],
    language: str,
    zone: tzinfo,
    number: str,
    version: int,
    at: datetime,
) -> ReportContent:
    """Return the content of version `version` of report `number`, written at `at`; dates are those of `zone`."""
    visit_on = (order.visit.arrived_at or order.appointment.start_at).astimezone(zone).date()
    return ReportContent(
        number=number,
        version=version,
        written_at=at,
        zone=zone,
        order_number=" / ".join(order.numbers),
        job=process.title.in_language(language),
        severity=order.severity,
        customer=_customer(order),
        asset=_asset(order, visit_on),
        visit_on=visit_on,
        engineer_name=order.assignee_name,
        symptom=order.symptom,
        sections=_sections(order, process, words, visit_on),
        parts=tuple(_replaced(use, parts, language) for use in order.visit.parts if use.reversed_at is None),
        taken=order.visit.on_site.taken_away[-1] if order.visit.on_site.taken_away else None,
        coverage=order.visit.on_site.settled,
        agreed_due=order.visit.on_site.agreed_due,
        bill=bill_of(bill, parts, language),
        times=_times(order, process),
        passed_gates=_passed_gates(order, process, language),
        skipped_steps=_skipped_steps(order, process, language),
        opened=tuple(_opened(one) for one in order.visit.opened_here),
    )


def _customer(order: WorkOrder) -> ServedCustomer:
    customer = order.customer
    contact = customer.contact
    return ServedCustomer(
        name=customer.name,
        contact=contact.name,
        role=contact.role,
        phone=contact.phone,
        address=customer.site.address,
    )


def _asset(order: WorkOrder, visit_on: date) -> ServedAsset:
    asset = order.asset
    return ServedAsset(
        product=asset.product,
        model=asset.model,
        serial_number=asset.serial_number,
        purchased_on=asset.purchased_on,
        warranty_rule=asset.warranty_rule,
        warranty_until_on=asset.warranty.until_on if asset.warranty else None,
        in_warranty=asset.in_warranty(visit_on),
    )


def _sections(order: WorkOrder, process: Process, words: QuestionWords, day: date) -> tuple[Section, ...]:
    """Return what was answered, by section in the order the process names them first."""
    found: dict[str, list[Answered]] = {}
    for source in process.report:
        answers = found.setdefault(source.section, [])
        for name in source.fields:
            answer = _answered(order, source.step, name, words, day)
            if answer is not None:
                answers.append(answer)
    return tuple(Section(name=name, answers=tuple(answers)) for name, answers in found.items() if answers)


def _answered(order: WorkOrder, step: StepId, name: str, words: QuestionWords, day: date) -> Answered | None:
    """Return one answer; None if there is none, if it is internal, or if the form does not ask that question now."""
    value = order.visit.answer(step, name).strip()
    if value and name == CHARGED_TO:
        # The bill beside it follows the record; the paper never says two things about who pays.
        value = order.payer(day).value
    label = words.label(step, name)
    if not value or name.startswith(INTERNAL) or label == name:
        return None
    limits = words.limits(step, name)
    return Answered(
        step=step,
        name=name,
        label=label,
        words="" if value == ACKNOWLEDGED else with_minus(words.words(step, name, value)),
        limits=with_minus(limits),
        verdict=verdict(value, limits),
        ticked=value == ACKNOWLEDGED,
    )


def _replaced(use: PartUse, parts: Mapping[PartNumber, Part], language: str) -> ReplacedPart:
    old = use.removed
    return ReplacedPart(
        new=_read(use, parts, language),
        quantity=use.quantity,
        old=_read(old, parts, language) if old is not None else None,
    )


def _read(use: PartUse | RemovedPart, parts: Mapping[PartNumber, Part], language: str) -> LabelRead:
    return LabelRead(
        part_number=use.part_number,
        name=_name(use.part_number, parts, language),
        source=use.source,
        serial_number=use.serial_number,
        lot=use.lot,
    )


def _name(number: PartNumber, parts: Mapping[PartNumber, Part], language: str) -> str:
    """Return the catalogue's name; "" for a part that is no longer in it, which then shows by its number alone."""
    part = parts.get(number)
    return part.name(language) if part is not None else ""


def bill_of(fees: Fees, parts: Mapping[PartNumber, Part], language: str) -> Bill:
    """Return fees with the names that the catalogue has for their parts."""
    rows = []
    for line in fees.lines:
        part = parts.get(line.part_number) if line.part_number is not None else None
        rows.append(
            FeeRow(
                kind=line.kind,
                quantity=line.quantity,
                unit_price=line.unit_price,
                price=line.price,
                due=line.due,
                covered=line.covered,
                part_number=line.part_number,
                name=part.name(language) if part is not None else "",
                wearing=part.wearing if part is not None else False,
            )
        )
    return Bill(price_list_version=fees.price_list_version, rows=tuple(rows), covered=fees.covered, due=fees.due)


def _times(order: WorkOrder, process: Process) -> ReportTimes:
    visit = order.visit
    answered = (call.at for call in visit.calls if call.outcome is not CallOutcome.NO_ANSWER)
    at_site = (visit.steps.get(step.id) for step in process.steps if step.phase is Phase.SITE)
    completed = [progress.at for progress in at_site if progress is not None and progress.state is StepState.DONE]
    return ReportTimes(
        received_at=order.received_at,
        assigned_at=order.assigned_at,
        contacted_at=min(answered, default=None),
        departed_at=visit.departed_at,
        arrived_at=visit.arrived_at,
        finished_at=max(completed, default=None),
    )


def _opened(one: OpenedHere) -> OpenedOrder:
    """Return an order that came out of this one, by every number that it has by now (ACC-7)."""
    return OpenedOrder(number=" / ".join(filter(None, (one.centre_number, one.number))), what=one.what)


def _passed_gates(order: WorkOrder, process: Process, language: str) -> tuple[Exemption, ...]:
    """Return the gates that were passed with a reason; one that the process lacks now shows by its id."""
    words = {gate.id: gate.words.in_language(language) for gate in process.gates}
    return tuple(
        Exemption(title=words.get(passed.gate, passed.gate), reason=passed.reason, at=passed.at)
        for passed in order.visit.passed_gates
    )


def _skipped_steps(order: WorkOrder, process: Process, language: str) -> tuple[Exemption, ...]:
    steps = order.visit.steps
    return tuple(
        Exemption(title=step.title.in_language(language), reason=steps[step.id].reason, at=steps[step.id].at)
        for step in process.steps
        if step.id in steps and steps[step.id].state is StepState.SKIPPED
    )

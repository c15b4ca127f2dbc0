"""The analysis as rows: entries, history, papers, plans, spares; pure functions, no Qt object but Words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from fieldapp.domain.fault import FaultEntry
from fieldapp.domain.ids import PartNumber
from fieldapp.domain.part import Part
from fieldapp.domain.planning import RepairPlan
from fieldapp.domain.views.analysis import Analysis, Experience
from fieldapp.domain.work_order import WorkOrder
from fieldapp.ui.viewmodels import fault_words
from fieldapp.ui.words import Words
from fieldapp.workflow.kit import ANALYSE, LOANER
from fieldapp.workflow.supplies import SpareLine, SpareState, spare_lines

NO = "no"


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry of the fault library; `label` is "a" or "b" where it is planned."""

    key: str
    code: str
    cause: str
    detail: str
    cases: str
    cured: str
    matches: bool
    label: str
    name: str


@dataclass(frozen=True, slots=True)
class PastRow:
    """One earlier service: of this machine, or of another one of the model (then with its serial number)."""

    key: str
    day: str
    summary: str
    who: str


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A drawing or manual; one that has not come down yet cannot be opened."""

    key: str
    title: str
    detail: str
    present: bool


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan as a card: "方案 A·换传感器", its cause, what it takes."""

    label: str
    title: str
    cause: str
    takes: str
    first: bool


@dataclass(frozen=True, slots=True)
class SpareRow:
    """A needed spare: where it is and, if it was asked for, how far the depot is (ANA-6)."""

    number: str
    title: str
    count: str
    supply: str
    stateText: str
    detail: str
    late: bool
    requisition: str


@dataclass(frozen=True, slots=True)
class ToolRow:
    """A special tool or a piece of software that the plans ask for."""

    name: str
    software: bool


def entry_rows(analysis: Analysis, words: Words) -> tuple[EntryRow, ...]:
    """Return the library's entries, each marked with the plan that it stands for."""
    plans = {plan.entry: plan.label.value for plan in analysis.order.visit.planning.plans if plan.entry is not None}
    code = analysis.order.symptom.alarm_code
    return tuple(_entry(entry, plans.get(entry.id, ""), code, words) for entry in analysis.entries)


def history_rows(analysis: Analysis) -> tuple[PastRow, ...]:
    """Return what was done to this machine, newest first."""
    return tuple(
        PastRow(f"{place}", record.served_on.isoformat(), record.summary, record.engineer_name)
        for place, record in enumerate(analysis.asset.history)
    )


def earlier_rows(analysis: Analysis, words: Words) -> tuple[PastRow, ...]:
    """Return what other machines of the model had with the same code: by the register, then by orders here."""
    cases = [
        PastRow(f"{case.serial_number}-{place}", case.record.served_on.isoformat(), case.record.summary,
                f"{case.record.engineer_name}·{case.serial_number}")
        for place, case in enumerate(analysis.asset.earlier)
        if case.same_code
    ]  # fmt: skip
    known = {case.record.order_number for case in analysis.asset.earlier}
    orders = [
        PastRow(order.id, order.appointment.start_at.astimezone(words.zone).date().isoformat(), order.symptom.what,
                f"{order.assignee_name}·{order.number}")
        for order in analysis.similar
        if order.number not in known
    ]  # fmt: skip
    return (*cases, *orders)


def paper_rows(analysis: Analysis, words: Words) -> tuple[PaperRow, ...]:
    """Return drawings and manuals of the model."""
    return tuple(
        PaperRow(
            key=row.document.sha256,
            title=row.document.title(words.language),
            detail=words.say("analysis.paper", edition=row.document.edition, pages=row.document.pages)
            if row.present
            else words.say("analysis.paper_away"),
            present=row.present,
        )
        for row in analysis.asset.documents
    )


def plan_rows(analysis: Analysis, words: Words) -> tuple[PlanRow, ...]:
    """Return the plans that stand, A first."""
    return tuple(_plan(plan, analysis.parts, words) for plan in analysis.order.visit.planning.plans)


def tool_rows(analysis: Analysis) -> tuple[ToolRow, ...]:
    """Return special tools, then software, each once."""
    plans = analysis.order.visit.planning.plans
    tools = dict.fromkeys(name for plan in plans for name in plan.tools)
    software = dict.fromkeys(name for plan in plans for name in plan.software)
    return (*(ToolRow(name, False) for name in tools), *(ToolRow(name, True) for name in software))


def spare_rows(analysis: Analysis, words: Words, now: datetime) -> tuple[SpareRow, ...]:
    """Return every spare that the order needs, with its state."""
    lines = spare_lines(analysis.order, lambda number: analysis.stock.get(number, 0))
    return tuple(_spare(line, analysis, words, now) for line in lines)


def experience_text(analysis: Analysis, words: Words) -> str:
    """Return what the records say of the question "repaired before?"."""
    if analysis.experience is Experience.REPAIRED and analysis.repaired_on is not None:
        return words.say("analysis.repaired", day=analysis.repaired_on.isoformat())
    return words.say(f"analysis.{analysis.experience.value}")


def judgement(order: WorkOrder, words: Words) -> tuple[str, str]:
    """Return whether it can be repaired there, and what goes along (ANA-5); both "" until it was answered."""
    on_site, away = (order.visit.answer(ANALYSE, question) for question in ("on_site", "take_away"))
    if not on_site or not away:
        return "", ""
    loaner = order.visit.answer(ANALYSE, LOANER) or NO
    codes = (f"judgement.on_site.{on_site}", f"judgement.take_away.{away}", f"judgement.loaner.{loaner}")
    if not all(words.knows(code) for code in codes):  # a company's own form may offer other answers
        return "", ""
    said, goes, comes = (words.say(code) for code in codes)
    return said, f"{goes}·{comes}"


def _entry(entry: FaultEntry, label: str, code: str, words: Words) -> EntryRow:
    cause, symptom = fault_words.cause(entry, words), fault_words.symptom(entry, words)
    cases, cured = fault_words.cases(entry, words), fault_words.cured(entry, words)
    return EntryRow(
        key=entry.id,
        code=entry.code,
        cause=cause,
        detail=symptom,
        cases=cases,
        cured=cured,
        matches=bool(code) and entry.code == code,
        label=label,
        name=words.say("comma").join(text for text in (entry.code, cause, symptom, cases, cured) if text),
    )


def _plan(plan: RepairPlan, parts: Mapping[PartNumber, Part | None], words: Words) -> PlanRow:
    takes = [one.part_number + (f"\u00a0×\u00a0{one.quantity}" if one.quantity > 1 else "") for one in plan.parts]
    takes += [*plan.tools, *plan.software]
    return PlanRow(
        label=plan.label.value,
        title=words.say(f"analysis.plan.{plan.label.value}", measure=plan.measure),
        cause=plan.cause,
        takes=words.say("list_comma").join(takes),
        first=plan.label.value == "a",
    )


def _spare(line: SpareLine, analysis: Analysis, words: Words, now: datetime) -> SpareRow:
    part = analysis.parts.get(line.part_number)
    return SpareRow(
        number=line.part_number,
        title=part.name(words.language) if part is not None else line.need.name(words.language),
        count=f"× {line.need.quantity}",
        supply="late" if line.late else line.state.value,
        stateText=_state(line, words),
        detail=_detail(line, analysis, words, now),
        late=line.late,
        requisition=line.requisition,
    )


def _state(line: SpareLine, words: Words) -> str:
    if line.state is SpareState.MISSING:
        return words.say("supply.refused" if line.refused else "supply.missing", count=line.missing)
    if line.state is SpareState.ON_VAN:
        return words.say("supply.on_van", count=line.on_van)
    told = line.supply.state.value if line.supply is not None else "requested"
    return words.say("supply.asked", state=words.say(f"supply.state.{told}"))


def _detail(line: SpareLine, analysis: Analysis, words: Words, now: datetime) -> str:
    """Return the number, then when it comes or what the depot has."""
    told: list[str] = [line.part_number]
    supply = line.supply
    if supply is not None and supply.expected_at is not None and line.state is not SpareState.ON_VAN:
        when = f"{words.day_of(supply.expected_at, now)} {words.time(supply.expected_at)}".strip()
        told.append(words.say("supply.late" if line.late else "supply.expected", time=when))
    elif line.state is SpareState.MISSING:
        depot = analysis.depot.get(line.part_number)
        if depot is not None:
            when = f"{words.day_of(depot.counted_at, now)} {words.time(depot.counted_at)}".strip()
            told.append(words.say("supply.depot", count=depot.quantity, time=when))
    if supply is not None and supply.remark:
        told.append(supply.remark)
    return "·".join(told)

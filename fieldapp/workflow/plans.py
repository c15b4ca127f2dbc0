"""Plan A and plan B as fault entries are picked and put back (ANA-2); pure, the use case writes what comes out."""

from __future__ import annotations

from fieldapp.domain.fault import FaultEntry
from fieldapp.domain.ids import FaultEntryId
from fieldapp.domain.planning import PartQuantity, PlanLabel, RepairPlan
from fieldapp.domain.replacing import replace
from fieldapp.domain.work_order import WorkOrder

Plans = tuple[RepairPlan, ...]


def with_entry(plans: Plans, entry: FaultEntry, language: str) -> Plans:
    """Return the plans after a tap on an entry: picked as the next plan, or put back if it stands already.

    The first entry is plan A, and what its library entry falls back on is plan B; the second entry is plan B.
    """
    if any(plan.entry == entry.id for plan in plans):
        return without_entry(plans, entry.id)
    way = _way(entry, language)
    if plans:
        return labelled((plans[0], way))
    fallback = _said(language, entry.fallback_zh, entry.fallback_en)
    if not fallback:
        return labelled((way,))
    return labelled((way, RepairPlan(label=PlanLabel.B, cause=way.cause, measure=fallback)))


def without_entry(plans: Plans, entry: FaultEntryId) -> Plans:
    """Return the plans without that entry; what it fell back on goes with it, what remains moves up."""
    gone = {plan.cause for plan in plans if plan.entry == entry}
    return labelled(tuple(p for p in plans if p.entry != entry and not (p.entry is None and p.cause in gone)))


def first(plans: Plans, label: PlanLabel) -> Plans:
    """Return the plans with that one tried first."""
    chosen = tuple(plan for plan in plans if plan.label is label)
    return labelled((*chosen, *(plan for plan in plans if plan.label is not label)))


def with_tool(plans: Plans, name: str, *, software: bool = False) -> Plans:
    """Return the plans with one more special tool, or software, for plan A; named twice it stands once."""
    name = name.strip()
    if not plans or not name:
        return plans
    plan = plans[0]
    if software:
        plan = replace(plan, software=tuple(dict.fromkeys((*plan.software, name))))
    else:
        plan = replace(plan, tools=tuple(dict.fromkeys((*plan.tools, name))))
    return (plan, *plans[1:])


def without_tool(plans: Plans, name: str) -> Plans:
    """Return the plans without a tool or software of that name."""
    return tuple(
        replace(
            plan,
            tools=tuple(one for one in plan.tools if one != name),
            software=tuple(one for one in plan.software if one != name),
        )
        for plan in plans
    )


def labelled(plans: Plans) -> Plans:
    """Return at most two plans, A and B in their order."""
    return tuple(replace(plan, label=label) for plan, label in zip(plans, PlanLabel, strict=False))


def _way(entry: FaultEntry, language: str) -> RepairPlan:
    tools = entry.tools_zh if language == "zh" or not entry.tools_en else entry.tools_en
    return RepairPlan(
        label=PlanLabel.A,
        cause=_said(language, entry.cause_zh, entry.cause_en),
        measure=_said(language, entry.measure_zh, entry.measure_en),
        entry=entry.id,
        parts=tuple(PartQuantity(part_number=number) for number in dict.fromkeys(entry.parts)),
        tools=tools,
    )


def _said(language: str, chinese: str, english: str) -> str:
    return (chinese or english) if language == "zh" else (english or chinese)


def worked(order: WorkOrder) -> PlanLabel | None:
    """Return the plan that the parts used speak for; None where they speak for none, or the machine is away.

    A plan that needs no part is taken for the one that worked when it was the first choice.
    """
    plans = order.visit.planning.plans
    if not plans or order.visit.on_site.away is not None:
        return None
    used = {use.part_number for use in order.visit.parts if use.reversed_at is None}
    of_a, *of_b = ({part.part_number for part in plan.parts} for plan in plans)
    if any(used & (parts - of_a) for parts in of_b):
        return PlanLabel.B
    return PlanLabel.A if not of_a or used & of_a else None

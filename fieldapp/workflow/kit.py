"""What the bag must hold: the standard list, and what order, analysis and loaner add to it (KIT-1, ANA-2, ANA-5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from fieldapp.domain.ids import StepId
from fieldapp.domain.planning import RepairPlan
from fieldapp.domain.process import Process
from fieldapp.domain.toolkit import KitNeed, KitNeedKind
from fieldapp.domain.work_order import WorkOrder

KIT = StepId("kit")
ANALYSE = StepId("analyse")
LOANER = "loaner"
"""The question of the analysis whose "yes" puts a loaner into the bag, and the id of that need."""
YES = "yes"
WAY_OUT, REASON = "missing_way_out", "missing_reason"
"""The questions of the form `kit` about what is not in the bag."""
THERE = "OK"
"""What a question of the form `kit` holds once the thing is in the bag."""


def added_needs(order: WorkOrder) -> tuple[KitNeed, ...]:
    """Return what this order puts into the bag beside the standard list: its own needs, the plans' things, the loaner.

    A thing that several ask for stands once, with the most that any of them needs: plan B begins when A's part is out
    again. A part of a plan bears its number as its name; whoever shows it asks the catalogue.
    """
    needs = list(order.kit_needs)
    for wanted in _of_plans(order.visit.planning.plans):
        _add(needs, wanted)
    if order.visit.answer(ANALYSE, LOANER) == YES and not any(need.kind is KitNeedKind.LOANER for need in needs):
        needs.append(_loaner(order))
    return tuple(needs)


def is_packed(order: WorkOrder, need: KitNeed) -> bool:
    """Tell whether a needed thing is in the bag, by label or by hand."""
    check = order.visit.kit.get(need.id)
    return check is not None and check.present


def has_label(need: KitNeed) -> bool:
    """Tell whether a needed thing bears a label to scan: a spare by its number, a loaner by its serial (KIT-3)."""
    return need.part_number is not None or need.kind is KitNeedKind.LOANER


def bag_explained(order: WorkOrder) -> bool:
    """Tell whether the kit page says why things are missing, and what is done about it (KIT-2)."""
    return all(order.visit.answer(KIT, question).strip() for question in (WAY_OUT, REASON))


def packed_items(process: Process, order: WorkOrder) -> tuple[str, ...]:
    """Return the standard things that were ticked, by their question: what must be in the bag after the work, too."""
    return tuple(name for name in process.kit_items if order.visit.answer(KIT, name) == THERE)


def packed_needs(order: WorkOrder) -> tuple[KitNeed, ...]:
    """Return the added things that are in the bag."""
    return tuple(need for need in added_needs(order) if is_packed(order, need))


def kit_count(process: Process, order: WorkOrder) -> tuple[int, int]:
    """Return how many of the things to bring are in the bag, and how many there are; standard list and added."""
    ready = len(packed_items(process, order)) + len(packed_needs(order))
    return ready, len(process.kit_items) + len(added_needs(order))


def _of_plans(plans: Iterable[RepairPlan]) -> Iterator[KitNeed]:
    for plan in plans:
        for part in plan.parts:
            number = part.part_number
            yield KitNeed(
                id=f"spare-{number.lower()}",
                kind=KitNeedKind.SPARE,
                name_zh=number,
                name_en=number,
                part_number=number,
                quantity=part.quantity,
            )
        yield from (_named(KitNeedKind.TOOL, name) for name in plan.tools)
        yield from (_named(KitNeedKind.SOFTWARE, name) for name in plan.software)


def _named(kind: KitNeedKind, name: str) -> KitNeed:
    return KitNeed(id=f"{kind.value}-{name}", kind=kind, name_zh=name, name_en=name)


def _loaner(order: WorkOrder) -> KitNeed:
    model = order.asset.model
    zh, en = f"周转机 {model}".strip(), f"Loaner unit {model}".strip()
    return KitNeed(id=LOANER, kind=KitNeedKind.LOANER, name_zh=zh, name_en=en)


def _add(needs: list[KitNeed], wanted: KitNeed) -> None:
    """Put a thing on the list; where it stands already, only the quantity may grow."""
    for place, need in enumerate(needs):
        if _same(need, wanted):
            needs[place] = replace(need, quantity=max(need.quantity, wanted.quantity))
            return
    needs.append(wanted)


def _same(one: KitNeed, other: KitNeed) -> bool:
    if one.part_number is not None or other.part_number is not None:
        return one.part_number == other.part_number
    return one.kind is other.kind and {one.name_zh, one.name_en} & {other.name_zh, other.name_en} != set()

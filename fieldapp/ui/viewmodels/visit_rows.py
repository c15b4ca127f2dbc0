"""A visit as rows: steps, what the bag needs, parts in and out; pure functions, no Qt object but Words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fieldapp.domain.ids import PartNumber
from fieldapp.domain.part import CaptureSource, Part
from fieldapp.domain.toolkit import KitCheck, KitNeed
from fieldapp.domain.views.visit import StepLook, StepRow
from fieldapp.domain.visit import PartUse
from fieldapp.domain.work_order import WorkOrder
from fieldapp.ui.words import Words
from fieldapp.workflow.kit import added_needs, has_label
from fieldapp.workflow.supplies import is_requested


@dataclass(frozen=True, slots=True)
class NeedRow:
    """One thing that the order adds to the bag: `proof` is scanned, hand, requested or open (KIT-2, KIT-3).

    A thing without a label is to_pack, then packed: nobody can scan it, and a tick is no weaker proof of it.
    """

    need: str
    title: str
    detail: str
    checked: bool
    proof: str
    proofWord: str


@dataclass(frozen=True, slots=True)
class PartRow:
    """One line of parts in and out (SITE-4): `side` is new or old; `proof` is scanned, hand, open or reversed."""

    key: str
    useId: str
    side: str
    sideWord: str
    title: str
    detail: str
    proof: str
    proofWord: str


@dataclass(frozen=True, slots=True)
class GateRow:
    """A closed gate in its own words, and whether a reason may open it (PRO-3)."""

    gate: str
    text: str
    mayPass: bool


Node = dict[str, str | int]
"""One node of the stepper: step, title, number from 1, and look."""


def step_nodes(steps: Iterable[StepRow]) -> list[Node]:
    """Return every step as a node."""
    return [
        {"step": step.id, "title": step.title, "number": number, "look": step.look.value}
        for number, step in enumerate(steps, start=1)
    ]


def grouped_nodes(steps: Iterable[StepRow], words: Words) -> list[Node]:
    """Return the current phase in single steps, every other phase as one node: "现场 5 步" (portrait)."""
    rows = list(steps)
    nodes = step_nodes(rows)
    here = next((step.phase for step in rows if step.look is StepLook.CURRENT), None)
    found: list[Node] = []
    for phase in dict.fromkeys(step.phase for step in rows):
        places = [place for place, step in enumerate(rows) if step.phase is phase]
        if phase is here:
            found += [nodes[place] for place in places]
        else:
            found.append(_phase_node([rows[place] for place in places], nodes[places[0]], words))
    return found


def _phase_node(rows: list[StepRow], first: Node, words: Words) -> Node:
    """Return one node for a whole phase; it leads to the first of its steps that is not over."""
    over = [step.look in (StepLook.DONE, StepLook.SKIPPED) for step in rows]
    locked = all(step.look is StepLook.LOCKED for step in rows)
    target = next((step for step, is_over in zip(rows, over, strict=True) if not is_over), rows[0])
    name = words.say(f"phase.{rows[0].phase.value}")
    return {
        "step": target.id,
        "title": words.say("phase.count", phase=name, count=len(rows)),
        "number": first["number"],
        "look": "done" if all(over) else ("locked" if locked else "open"),
    }


def next_open(steps: Iterable[StepRow]) -> StepRow | None:
    """Return the step after the current one that is neither done nor skipped."""
    rows = list(steps)
    here = next((place for place, step in enumerate(rows) if step.look is StepLook.CURRENT), -1)
    over = (StepLook.DONE, StepLook.SKIPPED)
    return next((step for step in rows[here + 1 :] if step.look not in over), None)


def need_title(need: KitNeed, part: Part | None, language: str) -> str:
    """Return the name of a needed thing; a part that only has its number gets the catalogue's name."""
    name = need.name(language)
    return part.name(language) if part is not None and name == need.part_number else name


def need_rows(order: WorkOrder, parts: Mapping[PartNumber, Part | None], words: Words) -> tuple[NeedRow, ...]:
    """Return what the order adds to the bag; ticks by hand differ from scans (KIT-3)."""
    rows = []
    for need in added_needs(order):
        part = parts.get(need.part_number) if need.part_number is not None else None
        check = order.visit.kit.get(need.id)
        proof = _proof(check)
        if proof == "open" and is_requested(order, need):
            proof = "requested"
        if not has_label(need):
            proof = {"open": "to_pack", "hand": "packed"}.get(proof, proof)
        count = f"×\u00a0{need.quantity}" if need.quantity > 1 else ""
        detail = [f"{need.part_number or ''} {count}".strip(), _label(check, words)]
        rows.append(
            NeedRow(
                need=need.id,
                title=need_title(need, part, words.language),
                detail="·".join(text for text in detail if text),
                checked=check is not None and check.present,
                proof=proof,
                proofWord=words.say(f"proof.{proof}"),
            )
        )
    return tuple(rows)


def absent_needs(order: WorkOrder, stock: Mapping[PartNumber, int]) -> tuple[str, ...]:
    """Return the needed spares that the van does not have: nobody can have packed them."""
    needs = ((need.id, need.part_number, need.quantity) for need in added_needs(order))
    return tuple(need for need, number, count in needs if number is not None and stock.get(number, 0) < count)


def part_rows(
    order: WorkOrder, parts: Mapping[PartNumber, Part | None], stock: Mapping[PartNumber, int], words: Words
) -> tuple[PartRow, ...]:
    """Return new and old part of each use under each other; an old part not yet scanned is an open row."""
    rows = []
    for use in order.visit.parts:
        title = _part_title(use.part_number, parts, words)
        left = words.say("part.left", count=stock.get(use.part_number, 0))
        detail = "·".join(text for text in (_serial(use.serial_number, use.lot, words), left) if text)
        proof = "reversed" if use.reversed_at is not None else _source(use.source)
        side = words.say("part.new")
        rows.append(PartRow(f"{use.id}-new", use.id, "new", side, title, detail, proof, words.say(f"proof.{proof}")))
        if use.reversed_at is None:
            rows.append(_old_part(use, title, parts, words))
    return tuple(rows)


def owed(order: WorkOrder) -> int:
    """Return how many old parts the engineer owes the depot (SITE-4)."""
    return sum(1 for use in order.visit.parts if use.removed is not None and use.reversed_at is None)


def _old_part(use: PartUse, title: str, parts: Mapping[PartNumber, Part | None], words: Words) -> PartRow:
    """Return the row of the part that came out, or that is still to be scanned."""
    old = use.removed
    side = words.say("part.old")
    if old is None:
        text = words.say("part.old_missing")
        return PartRow(f"{use.id}-old", use.id, "old", side, title, text, "open", words.say("proof.open"))
    proof = _source(old.source)
    title = _part_title(old.part_number, parts, words)
    detail = _serial(old.serial_number, old.lot, words)
    return PartRow(f"{use.id}-old", use.id, "old", side, title, detail, proof, words.say(f"proof.{proof}"))


def _part_title(number: PartNumber, parts: Mapping[PartNumber, Part | None], words: Words) -> str:
    """Return "TS-02 温度传感器"."""
    part = parts.get(number)
    return f"{number} {part.name(words.language)}" if part is not None else number


def _serial(serial: str | None, lot: str | None, words: Words) -> str:
    """Return "SN 2608-11937" or "批次 K26-09"."""
    if serial:
        return words.say("part.serial", serial=serial)
    return words.say("part.lot", lot=lot) if lot else ""


def _label(check: KitCheck | None, words: Words) -> str:
    """Return what the label of a ticked need said."""
    return _serial(check.serial_number, check.lot, words) if check is not None else ""


def _proof(check: KitCheck | None) -> str:
    """Return how a need is known to be in the bag."""
    return _source(check.source) if check is not None and check.present else "open"


def _source(source: CaptureSource) -> str:
    return "hand" if source is CaptureSource.HAND else "scanned"

"""New parts with the old ones they replace, and the warranty record that is filled from the same data."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus.flowables import CondPageBreak, Flowable, Spacer

from fieldapp.domain.part import CaptureSource
from fieldapp.reports.content import ReportContent
from fieldapp.reports.entries import LabelRead, ReplacedPart
from fieldapp.reports.kit.blocks import Blocks, Cell
from fieldapp.reports.kit.document import WIDTH
from fieldapp.reports.kit.style import BODY, HEADING, LABEL, META, STRONG, Align, Ink, Tone
from fieldapp.reports.kit.text import Badge
from fieldapp.reports.sections.speaker import Speaker


def replaced_parts(content: ReportContent, speaker: Speaker, blocks: Blocks) -> list[Flowable]:
    """Return the parts, new and old under each other, each with its serial and how it was captured (SITE-4)."""
    if not content.parts:
        return []
    head = [speaker.tell(f"parts.{name}") for name in ("part", "new", "old", "quantity")]
    rows = [_row(part, speaker, blocks) for part in content.parts]
    return [*blocks.heading(speaker.tell("heading.parts")), blocks.table(head, rows, (30, 32, 32, 6), right=1)]


def _row(part: ReplacedPart, speaker: Speaker, blocks: Blocks) -> list[Cell]:
    return [
        [blocks.text(part.new.name or part.new.part_number, STRONG), blocks.text(part.new.part_number, META)],
        _label(part.new, speaker, blocks),
        _label(part.old, speaker, blocks)
        if part.old is not None
        else [blocks.text(speaker.tell("parts.no-old"), LABEL)],
        blocks.text(speaker.quantity(part.quantity), BODY.to_the(Align.RIGHT)),
    ]


def _label(read: LabelRead, speaker: Speaker, blocks: Blocks) -> Sequence[Flowable]:
    """Return serial or lot, and the way in; what was typed by hand is marked (KIT-3)."""
    said = _identity(read, speaker) or read.part_number
    way = speaker.word_for("source", read.source.value)
    if read.source is CaptureSource.HAND:
        return [blocks.text(said), Badge(way, Tone.CARE, STRONG, blocks.fonts)]
    return [blocks.text(said), blocks.text(way, META)]


def _identity(read: LabelRead, speaker: Speaker) -> str:
    serial = speaker.tell("parts.serial", serial=read.serial_number) if read.serial_number else ""
    lot = speaker.tell("parts.lot", lot=read.lot) if read.lot else ""
    return speaker.join(serial, lot)


def warranty_record(content: ReportContent, speaker: Speaker, blocks: Blocks) -> list[Flowable]:
    """Return the warranty record sheet's entry for this visit (REP-1): nothing in it was typed for it."""
    asset = content.asset
    half = (WIDTH - 20) / 2
    left = [
        ("asset", f"{asset.product} {asset.model}".strip()),
        ("serial", asset.serial_number),
        ("purchased", speaker.day(asset.purchased_on) or speaker.tell("unknown")),
        ("warranty.rule", speaker.word_for("warranty.rule", asset.warranty_rule)),
    ]
    right = [
        ("warranty.end", speaker.day(asset.warranty_until_on) or speaker.tell("unknown")),
        ("served", speaker.day(content.visit_on)),
        ("warranty.this", speaker.tell(asset.warranty_word)),
        ("engineer", content.engineer_name),
    ]
    columns = [
        blocks.facts([(speaker.tell(name), value) for name, value in pairs], half - 12, 64) for pairs in (left, right)
    ]
    lines: list[Flowable] = [
        blocks.text(speaker.tell("heading.warranty"), HEADING),
        Spacer(1, 2),
        blocks.columns([[columns[0]], [columns[1]]], (half, half)),
    ]
    if content.parts:
        replaced = speaker.tell("and").join(_exchange(part, speaker) for part in content.parts)
        lines.append(blocks.facts([(speaker.tell("warranty.parts"), replaced)], WIDTH - 20, 64))
    return [Spacer(1, 12), CondPageBreak(110), blocks.panel(lines, Ink.BACKGROUND)]


def _exchange(part: ReplacedPart, speaker: Speaker) -> str:
    """Return "TS-02 (new serial, for old serial)" as far as there are serials."""
    new = part.new.serial_number or part.new.lot
    old = part.old.serial_number or part.old.lot if part.old is not None else None
    if new and old:
        return speaker.tell("warranty.exchange", part=part.new.part_number, new=new, old=old)
    return speaker.tell("warranty.single", part=part.new.part_number, new=new) if new else part.new.part_number

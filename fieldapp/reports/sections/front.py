"""The top of the report: who, which machine, when."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus.flowables import Flowable, Spacer

from fieldapp.reports.content import ReportContent
from fieldapp.reports.kit.blocks import Blocks
from fieldapp.reports.kit.document import WIDTH
from fieldapp.reports.kit.drawings import QrCode
from fieldapp.reports.kit.style import BRAND, FIGURE, META, TIME, TITLE, Align, Ink, Tone
from fieldapp.reports.kit.text import Badge
from fieldapp.reports.sections.speaker import Speaker

QR_SIDE = 24 * mm


def letterhead(content: ReportContent, speaker: Speaker, blocks: Blocks, link: str, signed: bool) -> list[Flowable]:
    """Return company, title and number, with the code that leads to the centre's own copy at the right."""
    unsigned = [Spacer(1, 3), Badge(speaker.tell("preview"), Tone.CARE, FIGURE, blocks.fonts), Spacer(1, 6)]
    state: list[Flowable] = [] if signed else unsigned
    left: list[Flowable] = [
        blocks.text(speaker.tell("company"), BRAND),
        blocks.text(speaker.tell("title"), TITLE),
        blocks.text(
            speaker.tell("number", number=content.number, version=content.version, order=content.order_number), META
        ),
        *state,
    ]
    hint = blocks.text(speaker.tell("scan-to-check"), META.to_the(Align.RIGHT))
    widths = (WIDTH - QR_SIDE - 90, 90.0, QR_SIDE)
    return [blocks.columns([left, [Spacer(1, 12), hint], [QrCode(link, QR_SIDE)]], widths, gap=6)]


def parties(content: ReportContent, speaker: Speaker, blocks: Blocks) -> list[Flowable]:
    """Return customer and machine side by side."""
    customer, asset = content.customer, content.asset
    half = WIDTH / 2
    left = [
        ("customer", customer.name),
        ("contact", speaker.join(customer.contact, customer.role, customer.phone)),
        ("address", customer.address),
        ("job", speaker.join(content.job, speaker.word_for("level", str(content.severity.value)))),
    ]
    covered = speaker.tell(asset.warranty_word)
    right = [
        ("asset", f"{asset.product} {asset.model}".strip()),
        ("serial", asset.serial_number),
        ("warranty", speaker.join(covered, _until(content, speaker))),
        ("engineer", content.engineer_name),
    ]
    cells = [blocks.facts([(speaker.tell(name), value) for name, value in pairs], half - 12) for pairs in (left, right)]
    return [Spacer(1, 2), blocks.columns([[cells[0]], [cells[1]]], (half, half))]


def _until(content: ReportContent, speaker: Speaker) -> str:
    until_on = content.asset.warranty_until_on
    return speaker.tell("warranty.until", day=speaker.day(until_on)) if until_on is not None else ""


def times(content: ReportContent, speaker: Speaker, blocks: Blocks) -> list[Flowable]:
    """Return the five moments of the order as one strip."""
    happened = content.times
    moments = {
        "assigned": happened.assigned_at,
        "contacted": happened.contacted_at,
        "departed": happened.departed_at,
        "arrived": happened.arrived_at,
        "finished": happened.finished_at,
    }
    inner = WIDTH - 20
    cells: Sequence[list[Flowable]] = [
        [
            blocks.text(speaker.tell(f"time.{name}"), META),
            blocks.text(speaker.clock(at, content.visit_on), TIME),
        ]
        for name, at in moments.items()
    ]
    day: list[Flowable] = [
        blocks.text(speaker.tell("time.day"), META),
        blocks.text(speaker.day(content.visit_on), TIME),
    ]
    widths = (inner * 0.25, *(inner * 0.15 for _ in cells))
    return [Spacer(1, 6), blocks.panel([blocks.columns([day, *cells], widths, gap=4)], Ink.BACKGROUND)]

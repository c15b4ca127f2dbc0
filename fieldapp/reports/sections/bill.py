"""What it costs, what the warranty bears, what is due (REP-2)."""

from __future__ import annotations

from reportlab.platypus.flowables import Flowable, KeepTogether

from fieldapp.domain.fees import FeeKind
from fieldapp.reports.content import ReportContent
from fieldapp.reports.entries import FeeRow
from fieldapp.reports.kit.blocks import Blocks, Cell, Rule
from fieldapp.reports.kit.document import WIDTH
from fieldapp.reports.kit.style import BODY, FIGURE, HEADING, META, STRONG, SUM, Align, Ink, Tone
from fieldapp.reports.kit.text import Badge
from fieldapp.reports.sections.speaker import Speaker

_COLUMNS = (40, 10, 16, 16, 18)


def bill(content: ReportContent, speaker: Speaker, blocks: Blocks) -> list[Flowable]:
    """Return the lines, the sum under a strong rule, and how it is paid. Amounts share one right edge."""
    bill = content.bill
    head = [speaker.tell(f"fees.{name}") for name in ("item", "quantity", "price", "covered", "due")]
    rows = [_row(row, speaker, blocks) for row in bill.rows]
    note = speaker.tell("fees.list", version=bill.price_list_version)
    last = [blocks.table((), rows[-1:], _COLUMNS, right=4)] if rows else []
    return [
        *blocks.heading(speaker.tell("heading.fees"), note),
        blocks.table(head, rows[:-1], _COLUMNS, right=4),
        KeepTogether([*last, _sum(content, speaker, blocks)]),
    ]


def _row(row: FeeRow, speaker: Speaker, blocks: Blocks) -> list[Cell]:
    word, tone = ("fees.warranty", Tone.GOOD) if row.covered else ("fees.charged", Tone.CARE)
    right = BODY.to_the(Align.RIGHT)
    return [
        blocks.text(_item(row, speaker)),
        blocks.text(_quantity(row, speaker), right),
        blocks.text(speaker.money(row.unit_price), right),
        [Badge(speaker.tell(word), tone, STRONG, blocks.fonts, Align.RIGHT)],
        blocks.text(speaker.money(row.due), FIGURE.to_the(Align.RIGHT)),
    ]


def _item(row: FeeRow, speaker: Speaker) -> str:
    if row.kind is not FeeKind.PART:
        return speaker.word_for("fee", row.kind.value)
    name = f"{row.name} {row.part_number or ''}".strip()
    return speaker.tell("fees.wearing", name=name) if row.wearing else name


def _quantity(row: FeeRow, speaker: Speaker) -> str:
    number = speaker.quantity(row.quantity)
    return speaker.tell("fees.hours", number=number) if row.kind is FeeKind.LABOUR else number


def _sum(content: ReportContent, speaker: Speaker, blocks: Blocks) -> Flowable:
    """Return the sum under a strong rule; what is kept together with the last line never stands alone on a page."""
    paid = speaker.tell("and").join(
        speaker.tell("answer.plain", label=answer.label, words=answer.words)
        for answer in content.answers("payment")
        if not answer.ticked
    )
    left: list[Flowable] = [blocks.text(speaker.tell("fees.total"), HEADING)]
    if not content.bill.covered.is_zero:
        left.append(blocks.text(speaker.tell("fees.borne", amount=speaker.money(content.bill.covered)), META))
    if content.agreed_due is not None:
        code = "fees.above" if content.above_the_price else "fees.agreed"
        left.append(blocks.text(speaker.tell(code, amount=speaker.money(content.agreed_due)), META))
    if paid:
        left.append(blocks.text(paid, META))
    amount = blocks.text(speaker.money(content.bill.due), SUM.to_the(Align.RIGHT))
    rules: list[Rule] = [
        ("LINEABOVE", (0, 0), (-1, 0), 1.5, Ink.TEXT.colour),
        ("TOPPADDING", (0, 0), (-1, -1), 6),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ]
    return blocks.grid([[left, amount]], (WIDTH * 0.7, WIDTH * 0.3), rules)

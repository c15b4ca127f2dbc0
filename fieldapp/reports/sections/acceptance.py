"""The customer's word: signature and satisfaction, or the refusal with its witness (REP-3)."""

from __future__ import annotations

from reportlab.platypus.flowables import CondPageBreak, Flowable, KeepTogether, Spacer

from fieldapp.domain.ids import Sha256
from fieldapp.domain.visit import Acceptance, Refusal, Satisfaction
from fieldapp.reports.content import ReportContent
from fieldapp.reports.kit.blocks import Blocks
from fieldapp.reports.kit.document import WIDTH
from fieldapp.reports.kit.drawings import Choices, Handwriting
from fieldapp.reports.kit.style import BODY, HEADING, META, STRONG, Ink, Style
from fieldapp.reports.sections.speaker import Speaker

BOX = (WIDTH * 0.52, 92.0)
CLAUSE = Style(size=8.5, leading=13)


def acceptance(
    content: ReportContent,
    answer: Acceptance | Refusal | None,
    digest: Sha256,
    speaker: Speaker,
    blocks: Blocks,
) -> list[Flowable]:
    """Return the closing block, kept on one page: the clause is read where it is signed. None makes an empty pad."""
    heading = blocks.heading(speaker.tell("heading.acceptance"), room=1)
    lines = _refused(content, answer, speaker, blocks) if isinstance(answer, Refusal) else None
    if lines is None:
        signed = answer if isinstance(answer, Acceptance) else None
        lines = _signed(content, signed, digest, speaker, blocks)
    return [KeepTogether([flowable for flowable in (*heading, *lines) if not isinstance(flowable, CondPageBreak)])]


def _signed(
    content: ReportContent, answer: Acceptance | None, digest: Sha256, speaker: Speaker, blocks: Blocks
) -> list[Flowable]:
    wide, _high = BOX
    spoken = answer is not None and answer.by_phone
    left = (
        [_spoken(content, answer, wide, speaker, blocks)]
        if answer and spoken
        else [_pad(content, answer, speaker, blocks)]
    )
    right: list[Flowable] = [blocks.text(speaker.tell("satisfaction"), META), *_satisfaction(answer, speaker, blocks)]
    if answer is not None and answer.remark:
        right += [Spacer(1, 4), blocks.text(speaker.tell("sign.remark"), META), blocks.text(answer.remark)]
    right += [Spacer(1, 4), blocks.text(speaker.tell("sign.bound", digest=grouped(digest)), META)]
    return [
        Spacer(1, 6),
        blocks.text(speaker.tell("sign.clause_phone" if spoken else "sign.clause"), CLAUSE),
        Spacer(1, 8),
        blocks.columns([left, right], (wide + 16, WIDTH - wide - 16), gap=16),
    ]


def _pad(content: ReportContent, answer: Acceptance | None, speaker: Speaker, blocks: Blocks) -> Flowable:
    wide, high = BOX
    below = speaker.tell("sign.here")
    if answer is not None:
        below = speaker.join(answer.signer_name, speaker.moment(content.written_at))
    return Handwriting(answer.strokes if answer is not None else (), below, wide, high, blocks.fonts)


def _spoken(content: ReportContent, answer: Acceptance, wide: float, speaker: Speaker, blocks: Blocks) -> Flowable:
    """Return who confirmed on the telephone, when, and who wrote it down: no signature, and nothing like one."""
    facts = [
        (speaker.tell("sign.by_phone"), answer.signer_name),
        (speaker.tell("sign.spoken_at"), speaker.moment(content.written_at)),
        (speaker.tell("engineer"), content.engineer_name),
    ]
    return blocks.facts(facts, wide, 104)


def _satisfaction(answer: Acceptance | None, speaker: Speaker, blocks: Blocks) -> list[Flowable]:
    """Return the three words, none chosen before the customer chose."""
    options = list(Satisfaction)
    chosen = options.index(answer.satisfaction) if answer is not None else None
    words = [speaker.tell(f"satisfaction.{option.value}") for option in options]
    return [Choices(words, chosen, STRONG, blocks.fonts)]


def _refused(content: ReportContent, answer: Refusal, speaker: Speaker, blocks: Blocks) -> list[Flowable]:
    facts = [
        (speaker.tell("refusal.reason"), speaker.word_for("refusal", answer.reason)),
        (speaker.tell("refusal.witness"), answer.witness_remark),
        (speaker.tell("engineer"), speaker.join(content.engineer_name, speaker.moment(content.written_at))),
    ]
    warning = Style(weight=HEADING.weight, size=HEADING.size, leading=HEADING.leading, ink=Ink.WARNING)
    lines: list[Flowable] = [
        blocks.text(speaker.tell("refusal.title"), warning),
        blocks.text(speaker.tell("refusal.note"), BODY),
        Spacer(1, 2),
        blocks.facts(facts, WIDTH - 20, 64),
    ]
    return [Spacer(1, 8), blocks.panel(lines, Ink.WARNING_SOFT)]


def grouped(digest: Sha256) -> str:
    """Return the first 16 digits in fours, as a person compares them."""
    return " ".join(digest[start : start + 4] for start in range(0, 16, 4))

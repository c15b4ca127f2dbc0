"""Problem, cause, what was done, tests, advice, and what was left out: the story of the visit."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus.flowables import Flowable

from fieldapp.domain.on_site import Coverage, TakenAway
from fieldapp.reports.content import ReportContent
from fieldapp.reports.entries import Answered, Exemption, Verdict
from fieldapp.reports.kit.blocks import Blocks, Cell
from fieldapp.reports.kit.style import BODY, LABEL, STRONG, Align, Tone
from fieldapp.reports.kit.text import Badge
from fieldapp.reports.sections.speaker import Speaker

HEADLINED = frozenset({"cause", "solution", "advice"})
"""Sections that say one thing first; it stands alone because the row's label already names it."""

SHOWN_ELSEWHERE = frozenset({"problem", "tests", "payment", "advice"})

_TONES = {
    Verdict.PASS: Tone.GOOD,
    Verdict.WITHIN: Tone.GOOD,
    Verdict.FAIL: Tone.BAD,
    Verdict.OUTSIDE: Tone.BAD,
}


def story(content: ReportContent, speaker: Speaker, blocks: Blocks) -> list[Flowable]:
    """Return the customer's problem, the sections of the process in its order, the advice, further orders (SITE-8)."""
    rows = [blocks.labelled(speaker.tell("section.problem"), _problem(content, speaker, blocks))]
    rows += [
        blocks.labelled(
            speaker.word_for("section", section.name), _answers(section.answers, section.name, speaker, blocks)
        )
        for section in content.sections
        if section.name not in SHOWN_ELSEWHERE
    ]
    advice = content.answers("advice")
    if advice:
        rows.append(blocks.labelled(speaker.tell("section.advice"), _answers(advice, "advice", speaker, blocks)))
    if content.opened:
        further: list[Flowable] = [blocks.text(speaker.join(one.what, one.number)) for one in content.opened]
        rows.append(blocks.labelled(speaker.tell("section.opened"), further))
    if content.coverage is not None:
        rows.append(blocks.labelled(speaker.tell("section.coverage"), _coverage(content.coverage, speaker, blocks)))
    if content.taken is not None:
        rows.append(blocks.labelled(speaker.tell("section.taken"), _slip(content.taken, speaker, blocks)))
    return [*blocks.heading(speaker.tell("heading.story")), *rows]


def _coverage(settled: Coverage, speaker: Speaker, blocks: Blocks) -> list[Flowable]:
    """Return who pays and why, where it was settled otherwise than the machine's record says (CON-4)."""
    word = speaker.tell("coverage.covered" if settled.covered else "coverage.charged")
    ground = speaker.word_for("coverage", settled.ground.value)
    reason = speaker.tell("exempt.reason", reason=settled.remark, at=speaker.moment(settled.at))
    return [blocks.text(speaker.join(word, ground), STRONG), blocks.text(reason)]


def _slip(taken: TakenAway, speaker: Speaker, blocks: Blocks) -> list[Flowable]:
    """Return what went to the workshop, until when, and what stands in its place (SITE-10)."""
    lines: list[Flowable] = [
        blocks.text(speaker.tell("taken.back", day=speaker.day(taken.return_on)), STRONG),
        blocks.text(speaker.tell("taken.with", accessories=taken.accessories, condition=taken.condition)),
    ]
    if taken.loaner is not None:
        lines.append(
            blocks.text(speaker.tell("taken.loaner", model=taken.loaner.model, serial=taken.loaner.serial_number))
        )
    return lines


def _problem(content: ReportContent, speaker: Speaker, blocks: Blocks) -> list[Flowable]:
    """Return the customer's words as they were given (ACC-4), then what was found with him."""
    symptom = content.symptom
    said = speaker.join(symptom.alarm_code, symptom.what, symptom.since, symptom.how_often)
    more = [
        speaker.tell(f"symptom.{name}", text=text)
        for name, text in (("tried", symptom.tried), ("impact", symptom.impact))
        if text
    ]
    lines: list[Flowable] = [blocks.text(said, STRONG)]
    if more:
        lines.append(blocks.text(speaker.join(*more)))
    return lines + _answers(content.answers("problem"), "problem", speaker, blocks)


def _answers(answers: Sequence[Answered], section: str, speaker: Speaker, blocks: Blocks) -> list[Flowable]:
    """Return a headline where the section has one, ticked lines with their tick, then the rest as "label: answer"."""
    spoken = [answer for answer in answers if not answer.ticked]
    lines: list[Flowable] = []
    if section in HEADLINED and spoken:
        lines.append(blocks.text(spoken.pop(0).words, STRONG))
    ticked = [f"✓ {answer.label}" for answer in answers if answer.ticked]
    if ticked:
        lines.append(blocks.packed(ticked, "   "))
    if spoken:
        lines.append(blocks.packed([_sentence(answer, speaker) for answer in spoken], speaker.tell("and")))
    return lines


def _sentence(answer: Answered, speaker: Speaker) -> str:
    """Return "label: answer (limits …, outside)"."""
    if answer.limits:
        code = "answer.outside" if answer.verdict is Verdict.OUTSIDE else "answer.limited"
        return speaker.tell(code, label=answer.label, words=answer.words, limits=answer.limits)
    return speaker.tell("answer.plain", label=answer.label, words=answer.words)


def tests(content: ReportContent, speaker: Speaker, blocks: Blocks) -> list[Flowable]:
    """Return every check with its reading, limits and verdict (SITE-6), and how many were good."""
    answers = content.answers("tests")
    if not answers:
        return []
    judged = [answer for answer in answers if answer.verdict is not None]
    good = [answer for answer in judged if answer.verdict in (Verdict.PASS, Verdict.WITHIN)]
    note = speaker.tell("tests.passed", passed=len(good), all=len(judged)) if judged else ""
    rows = [_test(answer, speaker, blocks) for answer in answers]
    head = [speaker.tell(f"tests.{name}") for name in ("check", "reading", "limits", "verdict")]
    return [*blocks.heading(speaker.tell("heading.tests"), note), blocks.table(head, rows, (38, 26, 22, 14), right=1)]


def _test(answer: Answered, speaker: Speaker, blocks: Blocks) -> list[Cell]:
    if answer.verdict is None:
        return [blocks.text(answer.label), blocks.text(answer.words), "", ""]
    is_check = answer.verdict in (Verdict.PASS, Verdict.FAIL)
    word = answer.words if is_check else speaker.tell(f"verdict.{answer.verdict.value}")
    return [
        blocks.text(answer.label),
        blocks.text("" if is_check else answer.words, STRONG),
        blocks.text(answer.limits, LABEL),
        [Badge(word, _TONES[answer.verdict], STRONG, blocks.fonts, Align.RIGHT)],
    ]


def exemptions(content: ReportContent, speaker: Speaker, blocks: Blocks) -> list[Flowable]:
    """Return the gates passed and the steps left out, each with its reason (PRO-3)."""
    rows = [_exemption("exempt.gate", one, speaker, blocks) for one in content.passed_gates]
    rows += [_exemption("exempt.step", one, speaker, blocks) for one in content.skipped_steps]
    return [*blocks.heading(speaker.tell("heading.exempt")), *rows] if rows else []


def _exemption(code: str, one: Exemption, speaker: Speaker, blocks: Blocks) -> Flowable:
    lines = [
        blocks.text(one.title, STRONG),
        blocks.text(speaker.tell("exempt.reason", reason=one.reason, at=speaker.moment(one.at)), BODY),
    ]
    return blocks.labelled(speaker.tell(code), lines)

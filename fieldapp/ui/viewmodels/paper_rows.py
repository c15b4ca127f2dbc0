"""The report as rows for the screen: the bill, what was found and done, what the customer reads before signing (REP-2).

Pure functions of the content that the signature binds; words and amounts are those of the document.
"""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.domain.fees import FeeKind
from fieldapp.reports.content import ReportContent
from fieldapp.reports.entries import Answered, Bill, FeeRow, ReplacedPart, Verdict
from fieldapp.reports.sections.speaker import Speaker
from fieldapp.ui.words import Words

GOOD = (Verdict.PASS, Verdict.WITHIN)


@dataclass(frozen=True, slots=True)
class FeeWords:
    """One line of the bill; amounts are ready to be set right-aligned."""

    key: str
    title: str
    quantity: str
    price: str
    covered: bool
    coveredWord: str
    due: str


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One fact of the report; `tone` is "success", "danger" or ""."""

    key: str
    label: str
    text: str
    tone: str


def fee_rows(content: ReportContent, speaker: Speaker) -> list[FeeWords]:
    """Return the bill, line by line (REP-2)."""
    return bill_rows(content.bill, speaker)


def bill_rows(bill: Bill, speaker: Speaker) -> list[FeeWords]:
    """Return a bill, whether it is owed or only proposed (SITE-12), line by line."""
    return [_fee(str(place), row, speaker) for place, row in enumerate(bill.rows)]


def _fee(key: str, row: FeeRow, speaker: Speaker) -> FeeWords:
    quantity = speaker.quantity(row.quantity)
    return FeeWords(
        key=key,
        title=_title(row, speaker),
        quantity=speaker.tell("fees.hours", number=quantity) if row.kind is FeeKind.LABOUR else quantity,
        price=speaker.money(row.unit_price),
        covered=row.covered,
        coveredWord=speaker.tell("fees.warranty" if row.covered else "fees.charged"),
        due=speaker.money(row.due),
    )


def _title(row: FeeRow, speaker: Speaker) -> str:
    if row.kind is not FeeKind.PART:
        return speaker.word_for("fee", row.kind.value)
    name = f"{row.name} {row.part_number or ''}".strip()
    return speaker.tell("fees.wearing", name=name) if row.wearing else name


def borne(content: ReportContent, speaker: Speaker) -> str:
    """Return what the warranty bears, "" for nothing."""
    covered = content.bill.covered
    return "" if covered.is_zero else speaker.tell("fees.borne", amount=speaker.money(covered))


def due_note(content: ReportContent, speaker: Speaker, words: Words) -> str:
    """Say why something is charged although the visit is covered, what the warranty bears,
    and that it is more than the price that was agreed before the work (REP-2)."""
    bill = content.bill
    wearing = [row.name for row in bill.rows if row.wearing and not row.covered and not row.due.is_zero]
    notes = []
    if content.agreed_due is not None and content.above_the_price:
        notes.append(words.say("sign.above", amount=speaker.money(content.agreed_due)))
    if wearing and not bill.covered.is_zero:
        notes.append(words.say("sign.wearing", names=words.say("list_comma").join(wearing)))
    if not bill.covered.is_zero:
        code = "sign.free" if bill.due.is_zero else "sign.borne"
        notes.append(words.say(code, amount=speaker.money(bill.covered)))
    return "\n".join(notes)


def summary_rows(content: ReportContent, speaker: Speaker, times_label: str) -> list[SummaryRow]:
    """Return the report in short: problem, cause, solution, parts, tests, times, advice; what is empty is left out."""
    rows = [*customer_rows(content, speaker)]
    rows.insert(3, SummaryRow("parts", speaker.tell("parts.part"), _parts(content, speaker), ""))
    rows.append(SummaryRow("times", times_label, _times(content, speaker), ""))
    advice = _all(content.answers("advice"), speaker)
    rows.append(SummaryRow("advice", speaker.tell("section.advice"), advice, ""))
    return [row for row in rows if row.text]


def customer_rows(content: ReportContent, speaker: Speaker) -> list[SummaryRow]:
    """Return what the customer confirms: problem, cause, what was done, tests (REP-3)."""
    symptom = content.symptom
    tests, tone = _tests(content, speaker)
    return [
        SummaryRow("problem", speaker.tell("section.problem"), speaker.join(symptom.alarm_code, symptom.what), ""),
        SummaryRow("cause", speaker.tell("section.cause"), _all(content.answers("cause"), speaker), ""),
        SummaryRow("solution", speaker.tell("section.solution"), _all(content.answers("solution"), speaker), ""),
        SummaryRow("tests", speaker.tell("heading.tests"), tests, tone),
        SummaryRow("taken", speaker.tell("section.taken"), _taken(content, speaker), ""),
    ]


def _taken(content: ReportContent, speaker: Speaker) -> str:
    """Return what the customer gives away with his signature: until when, with what, and what stays in its place."""
    taken = content.taken
    if taken is None:
        return ""
    lines = [
        speaker.tell("taken.back", day=speaker.day(taken.return_on)),
        speaker.tell("taken.with", accessories=taken.accessories, condition=taken.condition),
    ]
    if taken.loaner is not None:
        lines.append(speaker.tell("taken.loaner", model=taken.loaner.model, serial=taken.loaner.serial_number))
    return "\n".join(lines)


def _all(answers: tuple[Answered, ...], speaker: Speaker) -> str:
    """Return the first answer as it is and further ones with their labels; ticked lines only where nothing is said."""
    spoken = [answer for answer in answers if not answer.ticked]
    if not spoken:
        return speaker.join(*(answer.label for answer in answers))
    further = (speaker.tell("answer.plain", label=answer.label, words=answer.words) for answer in spoken[1:])
    return speaker.tell("and").join([spoken[0].words, *further])


def _tests(content: ReportContent, speaker: Speaker) -> tuple[str, str]:
    """Return how many checks were good with the readings, and the tone of that."""
    answers = [answer for answer in content.answers("tests") if answer.verdict is not None]
    if not answers:
        return "", ""
    good = [answer for answer in answers if answer.verdict in GOOD]
    readings = [
        speaker.tell("answer.plain", label=answer.label, words=answer.words)
        for answer in answers
        if answer.verdict is not Verdict.PASS
    ]
    counted = speaker.tell("tests.passed", passed=len(good), all=len(answers))
    return speaker.tell("and").join([counted, *readings]), "success" if len(good) == len(answers) else "danger"


def _parts(content: ReportContent, speaker: Speaker) -> str:
    """Return every exchange with its serial numbers (SITE-4)."""
    return speaker.tell("and").join(_exchange(part, speaker) for part in content.parts)


def _exchange(part: ReplacedPart, speaker: Speaker) -> str:
    name = f"{part.new.name} {part.new.part_number}".strip()
    new = part.new.serial_number or part.new.lot or ""
    old = part.old.serial_number or part.old.lot or "" if part.old is not None else ""
    if new and old:
        return speaker.tell("warranty.exchange", part=name, new=new, old=old)
    return speaker.tell("warranty.single", part=name, new=new) if new else name


def _times(content: ReportContent, speaker: Speaker) -> str:
    times = content.times
    moments = (
        ("assigned", times.assigned_at),
        ("contacted", times.contacted_at),
        ("departed", times.departed_at),
        ("arrived", times.arrived_at),
        ("finished", times.finished_at),
    )
    return speaker.join(
        speaker.day(content.visit_on),
        *(f"{speaker.tell(f'time.{name}')} {speaker.clock(at, content.visit_on)}" for name, at in moments if at),
    )


def whose_visit(content: ReportContent, words: Words) -> str:
    """Return "禾味生鲜超市 云桥店·11月23日"."""
    return words.say("sign.whose", customer=content.customer.name, day=words.day(content.visit_on))


def signer_line(content: ReportContent) -> str:
    """Return "林芳·值班经理"."""
    return "·".join(text for text in (content.customer.contact, content.customer.role) if text)

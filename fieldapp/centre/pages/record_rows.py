"""A record as rows of text: the same rows serve the order's page and `fieldapp centre show`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from zoneinfo import ZoneInfo

from fieldapp.centre.archive import OrderRecord
from fieldapp.centre.vocabulary import Vocabulary
from fieldapp.domain.money import Money
from fieldapp.domain.time_window import TimeWindow
from fieldapp.domain.visit import PartUse
from fieldapp.domain.work_order import WorkOrder
from fieldapp.texts.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Words:
    """Texts and figures in one language and zone."""

    catalogue: Catalogue
    language: str
    zone: ZoneInfo

    def text(self, code: str, **fields: str | int) -> str:
        """Return the text of a code of the table [centre]."""
        return self.catalogue.text(f"centre.{code}", self.language, **fields)

    def enum(self, value: Enum) -> str:
        """Return the word for a member of a closed list."""
        kind = _snake(type(value).__name__)
        return self.text(f"{kind}.{value.name.lower()}")

    def reason(self, code: str, fields: Mapping[str, str]) -> str:
        """Return in one sentence what an error code says."""
        return self.catalogue.error(code, self.language, **fields).what

    def day(self, at: datetime) -> str:
        """Return the date at the company's place."""
        return self.text("day", year=(local := at.astimezone(self.zone)).year, month=local.month, day=local.day)

    def clock(self, at: datetime | None) -> str:
        """Return the time at the company's place, "" for None."""
        return f"{at.astimezone(self.zone):%H:%M}" if at else ""

    def window(self, window: TimeWindow) -> str:
        """Return a stretch of time within a day."""
        return f"{self.clock(window.start_at)}–{self.clock(window.end_at)}"

    def money(self, value: Money) -> str:
        """Return an amount; the sign of another currency is its code."""
        sign = "¥" if value.currency == "CNY" else f"{value.currency} "
        return f"{sign}{value.amount:,.2f}".replace("-", "−")


@dataclass(frozen=True, slots=True)
class Row:
    """One line: when, what, and what more there is to say; `mark` names how it looks."""

    at: str
    title: str
    detail: str = ""
    mark: str = ""
    figure: str = ""


def step_rows(order: WorkOrder, vocabulary: Vocabulary, words: Words) -> list[Row]:
    """Return the steps that were begun, done or skipped, in the order it happened."""
    begun = sorted(order.visit.steps.items(), key=lambda item: item[1].at)
    return [
        Row(
            words.clock(progress.at),
            vocabulary.step(step, words.language),
            _joined(words.enum(progress.state), progress.reason),
            progress.state.value,
        )
        for step, progress in begun
    ]


def answer_rows(order: WorkOrder, vocabulary: Vocabulary, words: Words) -> list[tuple[str, list[Row]]]:
    """Return per step of the process the questions that were answered, in the words of the form."""
    told = []
    for step in vocabulary.in_order(order.visit.answers):
        given = order.visit.answers[step]
        rows = [Row("", question, answer) for question, answer in vocabulary.answers(step, given, words.language)]
        if rows:
            told.append((vocabulary.step(step, words.language), rows))
    return told


def move_rows(order: WorkOrder, vocabulary: Vocabulary, words: Words) -> list[Row]:
    """Return the moves to other form versions, in the order it happened (PRO-2)."""
    return [
        Row(
            words.clock(move.at),
            vocabulary.form(move.form_id, words.language),
            f"{vocabulary.version(move.from_sha256)} → {vocabulary.version(move.to_sha256)}",
        )
        for move in order.visit.form_moves
    ]


def attic_rows(order: WorkOrder, vocabulary: Vocabulary, words: Words) -> list[Row]:
    """Return the answers that a version in use has no place for: question, answer, and where they were given."""
    rows = []
    for kept in order.visit.attic:
        question, answer = vocabulary.set_aside(kept, words.language)
        given_in = words.text(
            "attic.from",
            step=vocabulary.step(kept.step, words.language),
            version=vocabulary.version(kept.form_sha256),
        )
        rows.append(Row("", question, given_in, figure=answer))
    return rows


def part_rows(record: OrderRecord, words: Words) -> list[Row]:
    """Return what was built in and taken out."""
    rows = []
    for use in record.order.visit.parts:
        mark = "reversed" if use.reversed_at else "in"
        title = words.text(f"part.{mark}", part=use.part_number)
        rows.append(Row(words.clock(use.at), title, _identity(use, words), mark, f"−{use.quantity}"))
        if use.removed is not None:
            old = use.removed
            detail = _joined(old.serial_number and f"SN {old.serial_number}", words.enum(old.source))
            title = words.text("part.out", part=old.part_number)
            rows.append(Row(words.clock(old.at), title, detail, "out", words.text("part.return-owed")))
    return rows


def fee_rows(order: WorkOrder, words: Words) -> list[Row]:
    """Return the bill of the last report version: lines, then what was covered and what is due."""
    if not order.visit.reports:
        return []
    fees = order.visit.reports[-1].fees
    rows = [
        Row(
            "",
            _joined(words.enum(line.kind), line.part_number),
            words.text("fee.covered") if line.covered else "",
            "covered" if line.covered else "",
            words.money(line.price),
        )
        for line in fees.lines
    ]
    prices = words.text("fee.prices", version=fees.price_list_version)
    rows.append(Row("", words.text("fee.covered-sum"), "", "sum", f"−{words.money(fees.covered)}"))
    rows.append(Row("", words.text("fee.due"), prices, "total", words.money(fees.due)))
    return rows


def _identity(use: PartUse, words: Words) -> str:
    return _joined(
        use.serial_number and f"SN {use.serial_number}",
        use.lot and words.text("part.lot", lot=use.lot),
        words.enum(use.source),
    )


def _joined(*parts: str | None) -> str:
    return "·".join(part for part in parts if part)


def _snake(name: str) -> str:
    return "".join(
        f"-{letter.lower()}" if letter.isupper() and place else letter.lower() for place, letter in enumerate(name)
    )

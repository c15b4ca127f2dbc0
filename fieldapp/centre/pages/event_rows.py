"""What the tablets sent on an order, as sentences of the desk with the centre's word on each (CEN-2)."""

from __future__ import annotations

from fieldapp.centre.archive import ArchivedEvent, OrderRecord
from fieldapp.centre.pages.record_rows import Row, Words
from fieldapp.centre.vocabulary import Vocabulary
from fieldapp.domain.ids import StepId


def event_rows(record: OrderRecord, vocabulary: Vocabulary, words: Words) -> list[Row]:
    """Return every event; of one that is not known here, because a newer tablet sent it, its bare kind."""
    return [
        Row(
            words.clock(entry.clock.wall_at),
            _what(entry, words),
            "·".join(
                part for part in (_step(entry, vocabulary, words), _verdict(entry, words), _doubt(entry, words)) if part
            ),
            entry.outcome.verdict.value,
            f"{entry.device_id}:{entry.seq}",
        )
        for entry in record.events
    ]


def _what(entry: ArchivedEvent, words: Words) -> str:
    code = f"event.{entry.kind}"
    return words.text(code) if words.catalogue.knows(f"centre.{code}") else words.text("event.new", kind=entry.kind)


def _step(entry: ArchivedEvent, vocabulary: Vocabulary, words: Words) -> str:
    step = entry.data.get("step")
    return vocabulary.step(StepId(step), words.language) if isinstance(step, str) else ""


def _doubt(entry: ArchivedEvent, words: Words) -> str:
    """Return that the times prove nothing, and why (SLA-5)."""
    return "" if entry.time_doubt is None else words.text(f"event.time.{entry.time_doubt.value}")


def _verdict(entry: ArchivedEvent, words: Words) -> str:
    outcome = entry.outcome
    said = words.enum(outcome.verdict)
    if not outcome.code:
        return said
    return words.text("event.because", verdict=said, reason=words.reason(outcome.code, outcome.fields))

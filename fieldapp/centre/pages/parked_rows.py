"""What waits for the office, in words: the same rows serve the page and `fieldapp centre parked` (SYN-8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fieldapp.centre.devices.parked import ParkedEvent
from fieldapp.centre.pages.record_rows import Words

_NAMED_ELSEWHERE = frozenset({"at", "order_id"})
_LONGEST = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedRow:
    """One event: its name, when it came, what it is, of whom and on which order, why it waits, what it says."""

    event: str
    when: str
    what: str
    who: str
    order: str
    reason: str
    content: tuple[str, ...]


def parked_rows(found: Iterable[ParkedEvent], words: Words) -> list[ParkedRow]:
    """Return a row an event, in the order of their coming."""
    return [
        ParkedRow(
            event=str(one.id),
            when=f"{words.day(one.received_at)} {words.clock(one.received_at)}",
            what=_what(one.row.kind, words),
            who="·".join(part for part in (one.engineer_name, one.order_number) if part),
            order=one.order_number,
            reason=words.reason(one.outcome.code or "event.parked", one.outcome.fields),
            content=tuple(
                f"{name}: {str(value)[:_LONGEST]}"
                for name, value in sorted(one.row.data.items())
                if name not in _NAMED_ELSEWHERE and value not in ("", None)
            ),
        )
        for one in found
    ]


def _what(kind: str, words: Words) -> str:
    code = f"event.{kind}"
    return words.text(code) if words.catalogue.knows(f"centre.{code}") else words.text("event.new", kind=kind)

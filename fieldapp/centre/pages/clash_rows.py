"""Clashes of an order as rows: the field, both values side by side with who and when, and what was decided (SYN-2)."""

from __future__ import annotations

from fieldapp.centre.pages.record_rows import Row, Words
from fieldapp.centre.vocabulary import Vocabulary
from fieldapp.domain.clash import Clash, ClashPlace, ClashSide, ClashState
from fieldapp.domain.work_order import WorkOrder
from fieldapp.workflow.clashes import open_clashes, side_of


def clash_rows(order: WorkOrder, vocabulary: Vocabulary, words: Words) -> list[Row]:
    """Return a row a clash, numbered from 1 as the command line takes them; an open one is marked."""
    waiting = {clash.id for clash in open_clashes(order)}
    return [
        Row(
            f"{number}",
            _title(order, clash, vocabulary, words),
            _state(clash, clash.id in waiting, words),
            "open" if clash.id in waiting else "done",
        )
        for number, clash in enumerate(order.clashes, start=1)
    ]


def _title(order: WorkOrder, clash: Clash, vocabulary: Vocabulary, words: Words) -> str:
    """Return both values, the one that the order says now first; a third one, where the field says that by now."""
    field, stood = _said(clash.place, clash.stood, vocabulary, words)
    _, lost = _said(clash.place, clash.lost, vocabulary, words)
    values = [(stood, clash.stood), (lost, clash.lost)]
    now = side_of(order, clash.place)
    if now.says(clash.lost):
        values.reverse()
    first, second = (words.text("clash.side", value=value, who=_who(side, words)) for value, side in values)
    if now.says(clash.stood) or now.says(clash.lost):
        return words.text("clash.both", field=field, stands=first, lost=second)
    _, third = _said(clash.place, now, vocabulary, words)
    return words.text("clash.neither", field=field, stands=third, stood=first, lost=second)


def _said(place: ClashPlace, side: ClashSide, vocabulary: Vocabulary, words: Words) -> tuple[str, str]:
    """Return what a field is called and what a side says there."""
    if place.detail is not None:
        return words.enum(place.detail), side.value or words.text("correction.nothing")
    if place.step is None:
        window = side.window
        return words.text("clash.appointment"), f"{words.day(window.start_at)} {words.window(window)}" if window else ""
    found = vocabulary.answers(place.step, {place.name: side.value}, words.language)
    question, answer = found[0] if found else (place.name, side.value)
    return question, answer or words.text("correction.nothing")


def _who(side: ClashSide, words: Words) -> str:
    return " ".join(part for part in (side.author.name or words.text("clash.nobody"), words.clock(side.at)) if part)


def _state(clash: Clash, waits: bool, words: Words) -> str:
    if clash.state is ClashState.OPEN:
        return words.text("clash.open" if waits else "clash.over")
    return f"{words.enum(clash.state)}·{clash.decided_by} {words.clock(clash.decided_at)}"

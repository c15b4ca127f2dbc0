"""Gaps of an order in words: what is missing, what to ask, what the register knows (ACC-2, ACC-3); no Qt but Words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fieldapp.domain.asset import Asset
from fieldapp.domain.contact import Detail
from fieldapp.domain.doubt import Doubt
from fieldapp.ui.words import Words


@dataclass(frozen=True, slots=True)
class DoubtRow:
    """One gap: its name, the questions to ask, the details that would close it (names with a space between).

    `offer` is what the register says of `offered`, "" where it says nothing.
    """

    kind: str
    title: str
    question: str
    details: str
    offered: str = ""
    offer: str = ""


def doubt_rows(doubts: Iterable[Doubt], machine: Asset | None, words: Words) -> tuple[DoubtRow, ...]:
    """Return every gap; what the register knows of the machine is offered for model and day of purchase."""
    return tuple(_row(doubt, machine, words) for doubt in doubts)


def doubt_names(doubts: Iterable[Doubt], words: Words) -> str:
    """Return every gap, a line each."""
    return "\n".join(words.say(f"doubt.{doubt.kind.value}") for doubt in doubts)


def _row(doubt: Doubt, machine: Asset | None, words: Words) -> DoubtRow:
    offered, offer = _offer(doubt, machine)
    return DoubtRow(
        kind=doubt.kind.value,
        title=words.say(f"doubt.{doubt.kind.value}"),
        question=" ".join(words.say(f"doubt.ask.{detail.value}") for detail in doubt.asks),
        details=" ".join(detail.value for detail in doubt.asks),
        offered=offered,
        offer=offer,
    )


def _offer(doubt: Doubt, machine: Asset | None) -> tuple[str, str]:
    if machine is None:
        return "", ""
    if Detail.MODEL in doubt.asks and machine.model:
        return Detail.MODEL.value, machine.model
    if Detail.PURCHASED_ON in doubt.asks and machine.purchased_on is not None:
        return Detail.PURCHASED_ON.value, machine.purchased_on.isoformat()
    return "", ""

"""Gaps of an order in words: what is missing, what to ask, what the register knows (ACC-2, ACC-3); no Qt but Words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fieldapp.domain.asset import Asset
from fieldapp.domain.contact import Detail
from fieldapp.domain.doubt import Doubt
from fieldapp.domain.messages import replies_to
from fieldapp.domain.work_order import WorkOrder
from fieldapp.ui.words import Words


@dataclass(frozen=True, slots=True)
class DoubtRow:
    """One gap: its name, the questions to ask, the details that would close it (names with a space between).

    `offer` is what the register says of `offered`, "" where it says nothing; `asked` what became of the question to the
    dispatcher, "" while it was not asked.
    """

    kind: str
    title: str
    question: str
    details: str
    offered: str = ""
    offer: str = ""
    asked: str = ""


def doubt_rows(doubts: Iterable[Doubt], machine: Asset | None, words: Words, order: WorkOrder) -> tuple[DoubtRow, ...]:
    """Return every gap; what the register knows of the machine is offered for model and day of purchase."""
    return tuple(_row(doubt, machine, words, order) for doubt in doubts)


def doubt_names(doubts: Iterable[Doubt], words: Words) -> str:
    """Return every gap, a line each."""
    return "\n".join(words.say(f"doubt.{doubt.kind.value}") for doubt in doubts)


def office_said(order: WorkOrder, words: Words) -> str:
    """Return the last thing the office wrote on the order, "" for nothing."""
    if not order.replies:
        return ""
    return words.say("doubt.answered", name=order.replies[-1].sender, text=order.replies[-1].text)


def _row(doubt: Doubt, machine: Asset | None, words: Words, order: WorkOrder) -> DoubtRow:
    offered, offer = _offer(doubt, machine)
    questions = [words.say(f"doubt.ask.{detail.value}") for detail in doubt.asks]
    return DoubtRow(
        kind=doubt.kind.value,
        title=words.say(f"doubt.{doubt.kind.value}"),
        question=" ".join(questions),
        details=" ".join(detail.value for detail in doubt.asks),
        offered=offered,
        offer=offer,
        asked=_asked(questions, order, words),
    )


def _asked(questions: list[str], order: WorkOrder, words: Words) -> str:
    """Return the dispatcher's answer, or since when it is waited for; a message counts that holds every question."""
    told = [one for one in order.visit.contact.messages if all(question in one.text for question in questions)]
    if not told:
        return ""
    answers = replies_to(order, told[-1])
    if answers:
        return words.say("doubt.answered", name=answers[-1].sender, text=answers[-1].text)
    return words.say("doubt.asked", time=words.time(told[-1].at))


def _offer(doubt: Doubt, machine: Asset | None) -> tuple[str, str]:
    if machine is None:
        return "", ""
    if Detail.MODEL in doubt.asks and machine.model:
        return Detail.MODEL.value, machine.model
    if Detail.PURCHASED_ON in doubt.asks and machine.purchased_on is not None:
        return Detail.PURCHASED_ON.value, machine.purchased_on.isoformat()
    return "", ""

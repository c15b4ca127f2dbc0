"""What engineer and office wrote to each other about an order, in words (ACC-2, SITE-5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from fieldapp.domain.contact import Message, Reply
from fieldapp.domain.messages import replies_to
from fieldapp.domain.work_order import WorkOrder
from fieldapp.ui.words import Words


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """One message or answer; `look` is "waiting", "sent", "answered" or "reply"."""

    key: str
    head: str
    words: str
    stateWords: str
    look: str


def thread_rows(order: WorkOrder, unsent: frozenset[str], words: Words, now: datetime) -> list[ThreadRow]:
    """Return everything that was written, newest first; own messages say how far they have come."""
    entries = [*_own(order, unsent, words, now), *((reply.at, _reply(reply, words, now)) for reply in order.replies)]
    return [row for _, row in sorted(entries, key=lambda entry: entry[0], reverse=True)]


def _own(order: WorkOrder, unsent: frozenset[str], words: Words, now: datetime) -> Iterator[tuple[datetime, ThreadRow]]:
    for message in order.visit.contact.messages:
        look = "answered" if replies_to(order, message) else "waiting" if message.id in unsent else "sent"
        yield message.at, ThreadRow(message.id, _head(message, words, now), message.text, _state(look, words), look)


def _state(look: str, words: Words) -> str:
    return words.say(f"message.state.{look}")


def _head(message: Message, words: Words, now: datetime) -> str:
    about = words.say(f"topic.{message.topic.value}")
    return f"{_when(message.at, words, now)}·{words.say(f'recipient.{message.to.value}')}·{about}"


def _reply(reply: Reply, words: Words, now: datetime) -> ThreadRow:
    head = f"{_when(reply.at, words, now)}·{words.say('message.reply_of', name=reply.sender)}"
    return ThreadRow(reply.id, head, reply.text, "", "reply")


def _when(at: datetime, words: Words, now: datetime) -> str:
    return f"{words.day_of(at, now)} {words.time(at)}".strip()

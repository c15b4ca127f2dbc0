"""Orders that the engineer opens himself, and how they hang together with the order they came from (ACC-7, SITE-14)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from fieldapp.domain.ids import EventId, OrderId
from fieldapp.domain.process import AnswerPlace, JobType


class OrderOrigin(Enum):
    """How it came about that the engineer, not the desk, took the order."""

    WHILE_HERE = "while_here"
    """The customer asked for more while he was there."""
    WALK_IN = "walk_in"
    FINDING = "finding"
    """Something an inspection, or any other visit, found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSource:
    """The order in hand when another was opened; `place` is the answer that tells of the finding, if it was one."""

    order_id: OrderId
    number: str
    place: AnswerPlace | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """That the engineer opened the order, under which number of his tablet, and out of which other order."""

    number: str
    origin: OrderOrigin
    source: OrderSource | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedHere:
    """The other end of `OrderSource`: an order that was opened out of this one.

    `number` is the tablet's, `centre_number` the centre's, "" until it gave one.
    """

    order_id: OrderId
    number: str
    job_type: JobType
    what: str
    place: AnswerPlace | None = None
    centre_number: str = ""


def provisional_number(event_id: EventId) -> str:
    """Return the number a tablet gives to the order that this event of it opens: `P-<device>-0007`.

    The block of a tablet is its own events, which are numbered once and for ever: no second count can fall behind it
    when the tablet is recovered from a copy.
    """
    return f"P-{event_id.device_id}-{event_id.seq:04d}"


def order_of_provisional(number: str) -> OrderId | None:
    """Return the order that a tablet's number names, None for a number of another shape."""
    start, _, rest = number.partition("-")
    device, _, count = rest.rpartition("-")
    if start != "P" or not device or not (count.isascii() and count.isdecimal()):
        return None
    return OrderId(f"{device}:{int(count)}")

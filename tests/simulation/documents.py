"""An order as it travels down, and the one rule by which two hands in the same field are brought together.

The reducer here is used by the centre and, for what the screen shows, by the device.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

NOBODY = -1
"""Assignee of a row that belongs to no engineer: reference data."""


class Field(IntEnum):
    """The fields of an order that several hands may change, one for each kind of owner."""

    APPOINTMENT = 0
    """The office's: a device can only ask."""
    DIAGNOSIS = 1
    """The assignee's."""
    CONTACT = 2
    """Merged; where both really changed it, the office looks."""


class Hand(IntEnum):
    """Whose value it is."""

    OFFICE = 0
    ASSIGNEE = 1
    FORMER = 2
    """An engineer who had the order once."""


class Document(NamedTuple):
    """One row: values are the names of the edits that wrote them, `log` holds the facts that are only ever added."""

    order: int
    assignee: int
    values: tuple[int, ...]
    log: tuple[int, ...]
    used: int
    """Stock that the movements in the log add up to."""
    losers: tuple[tuple[int, int], ...]
    """(field, value): what lost against another value, kept to be looked at and swapped."""


def new_order(order: int, assignee: int, value: int) -> Document:
    """Return an order as the office opens it."""
    return Document(order, assignee, (value, value, value), (), 0, ())


def owner_wins(field: int, hand: Hand) -> bool:
    """Tell who stands where two people wrote without knowledge of each other: the field's owner, never a clock."""
    if field == Field.DIAGNOSIS:
        return hand is Hand.ASSIGNEE
    if field == Field.APPOINTMENT:
        return hand is Hand.OFFICE
    return False


def with_value(document: Document, field: int, value: int) -> Document:
    """Return the document with another value in one field."""
    values = document.values
    return document._replace(values=(*values[:field], value, *values[field + 1 :]))


def with_loser(document: Document, field: int, value: int) -> Document:
    """Return the document with a value that lost."""
    return document._replace(losers=(*document.losers, (field, value)))


def swapped(document: Document, field: int, loser: int) -> Document:
    """Return the document with a kept loser in its field and the winner kept instead; unchanged if it is not kept."""
    if (field, loser) not in document.losers:
        return document
    kept = [entry for entry in document.losers if entry != (field, loser)]
    kept.append((field, document.values[field]))
    return with_value(document, field, loser)._replace(losers=tuple(kept))


def with_fact(document: Document, fact: int, quantity: int) -> Document:
    """Return the document with one more fact in its log."""
    return document._replace(log=(*document.log, fact), used=document.used + quantity)

"""A tablet as a row of text: the same rows serve the page of tablets and `fieldapp centre devices`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from fieldapp.centre.devices.bundle_log import BroughtBundle
from fieldapp.centre.devices.key_handouts import Handout
from fieldapp.centre.devices.lost_history import LostHistory
from fieldapp.centre.devices.retirement import DeviceEntry
from fieldapp.centre.pages.record_rows import Words

COLUMNS = ("id", "name", "engineer", "state", "key", "enrolled", "seen", "program")
"""What a row tells, in this order; the heading of each is the word `device.column.…`."""

_LAST_BROUGHT = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRow:
    """One tablet in words; `mark` is its state's stable name, `notes` copies, losses, its codes, files by stick."""

    mark: str
    cells: tuple[str, ...]
    notes: tuple[str, ...]


def device_rows(
    devices: Iterable[DeviceEntry],
    handouts: Iterable[Handout],
    brought: Iterable[BroughtBundle],
    lost: Iterable[LostHistory],
    words: Words,
) -> list[DeviceRow]:
    """Return a row a tablet, each with what it declared lost, the codes given out for it, the last files by stick."""
    given, carried, gone = tuple(handouts), tuple(brought), tuple(lost)
    return [
        _row(
            entry,
            [one for one in gone if one.device_id == entry.id],
            [one for one in given if one.device_id == entry.id],
            [one for one in carried if one.device_id == entry.id][-_LAST_BROUGHT:],
            words,
        )
        for entry in devices
    ]


def heading(words: Words) -> tuple[str, ...]:
    """Return the names of the columns."""
    return tuple(words.text(f"device.column.{column}") for column in COLUMNS)


def handout_line(handout: Handout, words: Words) -> str:
    """Return when a code was given to whom, and in what form."""
    way = words.enum(handout.way)
    return words.text("device.handout", at=_moment(handout.taken_at, words), by=handout.taken_by, way=way)


def brought_line(brought: BroughtBundle, words: Words) -> str:
    """Return when a file came by stick, by whom, and what was new in it."""
    at, counts = _moment(brought.brought_at, words), {"events": str(brought.new_events), "files": str(brought.files)}
    return words.text("bundle.brought", at=at, by=brought.brought_by, **counts)


def lost_line(lost: LostHistory, words: Words) -> str:
    """Return which events are lost, and when the tablet said so."""
    numbers = f"{lost.first_seq}" if lost.first_seq == lost.last_seq else f"{lost.first_seq}–{lost.last_seq}"
    return words.text("device.lost", numbers=numbers, at=_moment(lost.declared_at, words))


def _row(
    entry: DeviceEntry, lost: list[LostHistory], handouts: list[Handout], brought: list[BroughtBundle], words: Words
) -> DeviceRow:
    mark = "removed" if entry.removed_at else "revoked" if entry.revoked_at else "in_use"
    cells = (
        entry.id,
        entry.name,
        entry.engineer_name,
        words.text(f"device.{mark}"),
        _key(entry, words),
        _moment(entry.enrolled_at, words),
        _moment(entry.seen_at, words),
        entry.app_version,
    )
    copies = () if entry.forked_at is None else (words.text("device.forked", at=_moment(entry.forked_at, words)),)
    notes = (
        *copies,
        *(lost_line(one, words) for one in lost),
        *(handout_line(one, words) for one in handouts),
        *(brought_line(one, words) for one in brought),
    )
    return DeviceRow(mark=mark, cells=cells, notes=notes)


def _key(entry: DeviceEntry, words: Words) -> str:
    if entry.removed_at:
        return words.text("device.key_gone")
    if entry.key_received_at is None:
        return words.text("device.no_key")
    return words.text("device.key", at=_moment(entry.key_received_at, words))


def _moment(at: datetime, words: Words) -> str:
    return f"{at.astimezone(words.zone):%Y-%m-%d %H:%M}"

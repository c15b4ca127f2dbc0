"""Reading the TOML of the demo company: tables of entries, and moments that are counted from a start day."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TypeVar, cast
from zoneinfo import ZoneInfo

from fieldapp.domain.errors import BadInput
from fieldapp.wire.codec import from_json

T = TypeVar("T")
Fields = dict[str, object]

_MOMENT = re.compile(r"@(?P<days>[+-]?\d+)(?: (?P<hour>\d{2}):(?P<minute>\d{2}))?")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a table: its fields, and the words that say where it stands."""

    place: str
    fields: Fields

    def text(self, name: str) -> str:
        """Return a field as text, "" where it is missing."""
        return str(self.fields.get(name, ""))

    def without(self, *names: str) -> Entry:
        """Return the entry with some fields less."""
        return Entry(self.place, {name: value for name, value in self.fields.items() if name not in names})

    def completed(self, fields: Mapping[str, object]) -> Entry:
        """Return the entry with these fields in the place of its own."""
        return Entry(self.place, {**self.fields, **fields})


def read_tables(folder: Path, known: tuple[str, ...], start_day: date, zone: ZoneInfo) -> dict[str, list[Entry]]:
    """Return the entries of every TOML file of `folder` by table. Raises BadInput("sample.malformed").

    A string that begins with "@" is a moment of the day so many days after `start_day` ("@0 10:00"), or that day
    itself ("@-949").
    """
    tables: dict[str, list[Entry]] = {name: [] for name in known}
    for path in sorted(folder.glob("*.toml")):
        for name, entry in _entries(path, known):
            tables[name].append(Entry(entry.place, _resolved(entry, start_day, zone)))
    return tables


def read(entry: Entry, kind: type[T]) -> T:
    """Return what the entry says as a value of `kind`. Raises BadInput("sample.malformed") naming its place."""
    return read_value(entry.fields, kind, entry.place)


def read_value(data: object, kind: type[T], place: str) -> T:
    """Return `data`, which stands at `place`, as a value of `kind`. Raises BadInput("sample.malformed")."""
    try:
        return from_json(data, kind)
    except BadInput as fault:
        raise malformed(place, kind.__name__, str(fault.fields.get("detail", ""))) from fault


def malformed(place: str, entry: str, detail: str) -> BadInput:
    """Return the error for an entry that cannot be used."""
    return BadInput("sample.malformed", file=place, entry=entry, detail=detail)


def moment(text: str, start_day: date, zone: ZoneInfo, place: str = "") -> date | datetime:
    """Return the date or moment that `text` names. Raises BadInput("sample.malformed")."""
    match = _MOMENT.fullmatch(text)
    if match is None:
        raise malformed(place, text, "moment")
    day = start_day + timedelta(days=int(match["days"]))
    if match["hour"] is None:
        return day
    try:
        return datetime.combine(day, time(int(match["hour"]), int(match["minute"])), zone)
    except ValueError as fault:
        raise malformed(place, text, str(fault)) from fault


def _entries(path: Path, known: tuple[str, ...]) -> list[tuple[str, Entry]]:
    """Return table and entry of everything in a file; a table may hold one entry or a list of them."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise malformed(path.name, "", str(fault)) from fault
    found = []
    for name, value in content.items():
        if name not in known:
            raise malformed(path.name, name, "unknown table")
        for fields in value if isinstance(value, list) else [value]:
            label = fields.get("id") or fields.get("number") or fields.get("part_number") or fields.get("file") or "?"
            found.append((name, Entry(f"{path.name}: {name} {label}", fields)))
    return found


def _resolved(entry: Entry, start_day: date, zone: ZoneInfo) -> Fields:
    """Return the fields with every "@…" in them turned into a date or a moment with zone."""

    def resolve(part: object) -> object:
        if isinstance(part, dict):
            return {key: resolve(inner) for key, inner in part.items()}
        if isinstance(part, list):
            return [resolve(inner) for inner in part]
        if isinstance(part, str) and part.startswith("@"):
            return moment(part, start_day, zone, entry.place)
        return part

    return cast("Fields", resolve(entry.fields))

"""Importing orders: a file read, held against what the centre knows, registered all together or not at all (CEN-1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from fieldapp.centre.desk import orders, register
from fieldapp.centre.desk.import_columns import Vocabulary
from fieldapp.centre.desk.import_matching import Gathered, Matching, Ready
from fieldapp.centre.desk.import_rows import Draft, Finding, find_heads, read_drafts
from fieldapp.centre.desk.import_table import read_rows
from fieldapp.centre.devices.feed import Feed

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRules:
    """What the person at the desk decided. Without `good_rows` one bad row keeps the whole file out."""

    language: str
    zone: ZoneInfo
    create_unknown: bool = False
    good_rows: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What became of a file: the numbers that were imported (or would be), those that were there, what is wrong.

    `notes` harm no row. `imported` is what now stands at the centre; empty after a dry run and where nothing may stand.
    """

    good: tuple[str, ...]
    known: tuple[str, ...]
    findings: tuple[Finding, ...]
    notes: tuple[Finding, ...]
    imported: tuple[str, ...]
    new_customers: tuple[str, ...]
    new_assets: tuple[str, ...]


def import_orders(
    connection: Connection, feed: Feed, path: Path, vocabulary: Vocabulary, rules: ImportRules, now: datetime
) -> ImportReport:
    """Read a file and register its orders as `rules` say; the caller's transaction holds all of it.

    An order that is there already, as the file has it, is left alone: importing twice changes nothing.
    Raises BadInput("import.…") for a file that is no table of orders; then nothing was changed.
    """
    rows = read_rows(path)
    heads, notes = find_heads(rows, vocabulary, rules.language)
    found = Gathered()
    desk = Matching(
        connection, heads, now, partial(vocabulary.listed, language=rules.language), create_unknown=rules.create_unknown
    )
    for draft in read_drafts(rows, heads, vocabulary, rules.language, rules.zone):
        if isinstance(draft, Draft):
            desk.take(draft, found)
        else:
            desk.look_at(draft, found)
    may_stand = not rules.dry_run and (rules.good_rows or not found.findings)
    if may_stand:
        for one in found.ready:
            _enter(connection, feed, one, now)
    good = tuple(one.order.number for one in found.ready)
    return ImportReport(
        good=good,
        known=tuple(found.known),
        findings=tuple(
            sorted(found.findings, key=lambda finding: (finding.row, len(finding.letters), finding.letters))
        ),
        notes=tuple(notes),
        imported=good if may_stand else (),
        new_customers=_once(one.order.customer.name for one in found.ready if one.customer_is_new),
        new_assets=_once(one.order.asset.serial_number for one in found.ready if one.asset_is_new),
    )


def _enter(connection: Connection, feed: Feed, one: Ready, now: datetime) -> None:
    if one.customer_is_new:
        register.enter_customer(connection, one.order.customer)
    if one.asset_is_new:
        register.enter_asset(connection, feed, one.order.asset, one.order.customer.id)
    orders.register(connection, feed, one.order, now)


def _once(names: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(names))

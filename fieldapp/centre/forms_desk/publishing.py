"""Publishing workbooks: all of a call or none of it, in one transaction beside a centre that is running."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from pathlib import Path

from sqlalchemy import Connection

from fieldapp.centre.choice_lists import publish_choice_list
from fieldapp.centre.database.engine import Database
from fieldapp.centre.desk import orders
from fieldapp.centre.devices.feed import Feed, write_and_tell
from fieldapp.centre.forms_desk.examining import Examined, examine, form_twice
from fieldapp.centre.forms_desk.list_changes import ListChange, list_changes, list_refusals, list_warnings
from fieldapp.centre.forms_desk.versions import store, with_older


class State(Enum):
    """What became of a workbook."""

    FAULTY = "faulty"
    REFUSED = "refused"
    KNOWN = "known"
    """Published already: nothing was changed."""
    PUBLISHABLE = "publishable"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What came of a call: each workbook as it was examined, and the files of those that were stored.

    `lists` says what it does to the lists that tablets have; () where nothing is published to compare with.
    """

    examined: tuple[Examined, ...]
    stored: frozenset[Path]
    lists: tuple[ListChange, ...] = ()
    older: Mapping[Path, int] = field(default_factory=dict)
    """How many open orders stay with another version of a workbook's form."""

    def state(self, entry: Examined) -> State:
        """Return what became of one of the workbooks."""
        if entry.form is None:
            return State.FAULTY
        if entry.refusals:
            return State.REFUSED
        if entry.path in self.stored:
            return State.PUBLISHED
        return State.KNOWN if entry.is_published else State.PUBLISHABLE


def publish_forms(
    database: Database, paths: Sequence[Path], *, at: datetime, by: str, dry_run: bool = False
) -> Publication:
    """Check the workbooks and publish them with the choice lists beside them, unless something stands against one.

    New orders begin with the newest version, orders in hand keep theirs; tablets get it at their next sync.
    `dry_run` publishes nothing. Raises BadInput("forms.author.not-a-workbook").
    """
    with database.read() as connection:
        checked = examine_all(paths, connection)
    examined = checked.examined
    if dry_run or not all(entry.can_be_published for entry in examined):
        return checked

    def enter(connection: Connection, feed: Feed) -> frozenset[Path]:
        stored: set[Path] = set()
        for entry in examined:
            # Another desk may have been quicker since the check: then this raises and nothing is published.
            if entry.form is not None and store(connection, feed, entry.form, at=at, by=by):
                stored.add(entry.path)
            for table in entry.tables:
                publish_choice_list(connection, feed, table.list_id, table.path, value=table.value, label=table.label)
        return frozenset(stored)

    return replace(checked, stored=write_and_tell(database, enter))


def examine_all(paths: Sequence[Path], connection: Connection | None) -> Publication:
    """Check the workbooks of one call, which must be different forms and share their lists; see `examine`."""
    found = [examine(path, connection) for path in paths]
    twice = {str(fault.fields["file"]): fault for fault in form_twice(found)}
    lists_twice = list_refusals(found)
    changes = () if connection is None else list_changes(connection, found)
    examined = []
    for place, entry in enumerate(found):
        refusals = [fault for fault in (twice.get(entry.path.name), lists_twice.get(place)) if fault is not None]
        warnings = list_warnings(entry, changes, found)
        examined.append(replace(entry, refusals=(*entry.refusals, *refusals), warnings=(*entry.warnings, *warnings)))
    open_orders = () if connection is None else orders.read_open(connection)
    older = {entry.path: with_older(open_orders, entry.form) for entry in found if entry.form is not None}
    return Publication(examined=tuple(examined), stored=frozenset(), lists=changes, older=older)

"""Publishing long lists of choices: every tablet gets the newest version, in pieces."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, and_, select

from fieldapp.centre.database.tables import change, live_row
from fieldapp.centre.devices.feed import REFERENCE, Feed
from fieldapp.domain.ids import Sha256
from fieldapp.forms.choice_file import ChoiceFile, read_choice_file
from fieldapp.forms.matching import LABEL, NAME
from fieldapp.wire.codec import decode, encode, sha256_of
from fieldapp.wire.messages import ChoiceListPiece, DocumentKind

PIECE_ROWS = 500
"""Rows of one document: some 30 kB, of which an answer holds several."""

_IS_LIST = live_row.c.kind == DocumentKind.CHOICE_LIST.value


@dataclass(frozen=True, slots=True)
class PublishedList:
    """What was published; `is_new` is false where the tablets have this very list already."""

    list_id: str
    sha256: Sha256
    rows: int
    is_new: bool


def publish_choice_list(
    connection: Connection, feed: Feed, list_id: str, path: Path, *, value: str = NAME, label: str = LABEL
) -> PublishedList:
    """Send a CSV file to every device as the list that forms name `list_id`; the version before it is taken back.

    `value` and `label` are the columns that its selects take, "" for a list that none uses. Raises AuthorError
    (`forms.list.*`) for the first fault of the file; `read_choice_file` names them all. The caller flushes the feed.
    """
    found, faults = read_choice_file(path, value=value, label=label)
    if found is None:
        raise faults[0]
    return publish_rows(connection, feed, ChoiceFile(list_id, found.columns, found.rows))


def publish_rows(connection: Connection, feed: Feed, found: ChoiceFile) -> PublishedList:
    """Send a list that has been read; see `publish_choice_list`."""
    sha256 = sha256_of(encode([found.columns, found.rows]))
    live = _live_keys(connection, found.list_id)
    mine = {f"{found.list_id}@{sha256}#{piece.piece}": piece for piece in pieces_of(found, sha256)}
    for key, piece in mine.items():
        if key not in live:
            feed.put(REFERENCE, DocumentKind.CHOICE_LIST, key, piece)
    # After the new pieces, so that a device drops nothing before it has the rest.
    for key in sorted(live - mine.keys()):
        feed.revoke(REFERENCE, DocumentKind.CHOICE_LIST, key)
    return PublishedList(found.list_id, sha256, len(found.rows), is_new=not mine.keys() <= live)


def pieces_of(found: ChoiceFile, sha256: Sha256) -> Iterator[ChoiceListPiece]:
    """The documents of one version; a list without rows is one empty piece."""
    starts = range(0, len(found.rows), PIECE_ROWS) or range(1)
    for number, start in enumerate(starts, start=1):
        yield ChoiceListPiece(
            list_id=found.list_id,
            sha256=sha256,
            columns=found.columns,
            piece=number,
            pieces=len(starts),
            rows=found.rows[start : start + PIECE_ROWS],
        )


def read_published_list(connection: Connection, list_id: str) -> ChoiceFile | None:
    """Return the list that tablets have or are about to get, None when none of this name was published."""
    found = sorted(_pieces(connection, _live_keys(connection, list_id)), key=lambda piece: piece.piece)
    return ChoiceFile(list_id, found[0].columns, tuple(row for p in found for row in p.rows)) if found else None


def published_lists(connection: Connection) -> dict[str, int]:
    """Return how many rows each published list has, by its id; only the last piece of a list is read."""
    of_kind = select(live_row.c.key).where(live_row.c.scope == REFERENCE, _IS_LIST)
    last: dict[str, tuple[int, str]] = {}
    for key in connection.execute(of_kind).scalars():
        piece = int(key.rpartition("#")[2])
        list_id = key.partition("@")[0]
        last[list_id] = max(last.get(list_id, (0, "")), (piece, key))
    found = {piece.list_id: piece for piece in _pieces(connection, {key for _, key in last.values()})}
    return {list_id: (found[list_id].pieces - 1) * PIECE_ROWS + len(found[list_id].rows) for list_id in sorted(found)}


def _pieces(connection: Connection, keys: Collection[str]) -> Iterator[ChoiceListPiece]:
    same_row = and_(change.c.scope == live_row.c.scope, change.c.number == live_row.c.number)
    query = select(live_row.c.key, change.c.document).select_from(live_row.join(change, same_row))
    for key in sorted(keys):
        one = query.where(live_row.c.scope == REFERENCE, _IS_LIST, live_row.c.key == key)
        yield decode(connection.execute(one).one().document, ChoiceListPiece)


def _live_keys(connection: Connection, list_id: str) -> set[str]:
    mine = live_row.c.key.startswith(f"{list_id}@", autoescape=True)
    return set(
        connection.execute(select(live_row.c.key).where(live_row.c.scope == REFERENCE, _IS_LIST, mine)).scalars()
    )

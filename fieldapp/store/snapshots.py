"""A snapshot of one scope as it comes down: taken over page by page; what it lacks goes at its end (rule 7)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from fieldapp.store import echoes, meta, news, order_rows, pulled_rows, strays
from fieldapp.store.applying import Applied, Taking, Tally, read_cursors, take_away, write_cursors
from fieldapp.wire.codec import encode
from fieldapp.wire.messages import Change, Operation, SnapshotPage


def apply_page(
    connection: Connection, page: SnapshotPage, *, begins: bool, is_whole: bool, now: datetime
) -> Applied | None:
    """Take over rows of a page, the rest of which follows unless it `is_whole`, and remember how far the snapshot is.

    `begins` with the first rows of a snapshot. None where the other road, line or stick, has left this one behind.
    Orders keep the events that the centre may not have in them yet, as between two pages of a feed.
    """
    if not _goes_on(connection, page, begins=begins, now=now):
        return None
    tally = Tally()
    _apply_rows(connection, page, tally, now)
    if is_whole and page.after:
        pulled_rows.go_on(connection, page.scope, page.number, page.after)
    elif is_whole:
        _end_snapshot(connection, page, tally)
    covered = meta.read(connection, meta.COVERED_SEQ, int) or 0
    ready = tally.orders - order_rows.unconfirmed(connection, covered)
    ready -= echoes.as_they_are(connection, tally.adopted, covered)
    tally.after = order_rows.rebuild(connection, ready, covered, tally.pulled)
    news.write(connection, tally.before, tally.after, now)
    return tally.applied


def _goes_on(connection: Connection, page: SnapshotPage, *, begins: bool, now: datetime) -> bool:
    """Tell whether the page is of the snapshot that is taken over, and begin one that is newer than what is here.

    Line and stick may bring the same scope at once. A number only goes up while a snapshot is under way: what was seen
    of a former one is forgotten. Of two with one number every row counts, whoever brings it: each tells all of them.
    """
    state = pulled_rows.state_of(connection, page.scope)
    if not begins or page.number == state.number:
        return page.number == state.number
    if page.number < max(state.number or 0, read_cursors(connection).get(page.scope, 0)):
        return False
    if not state.is_wanted:
        if page.number == read_cursors(connection).get(page.scope, 0):
            return False
        pulled_rows.want(connection, page.scope, pulled_rows.EXPIRED, now)
    pulled_rows.begin(connection, page.scope, page.number)
    return True


def _apply_rows(connection: Connection, page: SnapshotPage, tally: Tally, now: datetime) -> None:
    book = pulled_rows.Book(connection, (), [(page.scope, row.kind, row.key) for row in page.rows])
    taking = Taking(connection, page.epoch, tally, now)
    for row in page.rows:
        key = (page.scope, row.kind, row.key)
        if row.document is None:
            book.keep(key)
            continue
        change = Change(
            scope=page.scope,
            number=page.number,
            operation=Operation.PUT,
            kind=row.kind,
            key=row.key,
            document=row.document,
        )
        body = encode(row.document)
        taking.apply(change, body)
        book.put(key, body, seen=True)
        tally.changes += 1
    taking.end()
    book.write(connection)


def _end_snapshot(connection: Connection, page: SnapshotPage, tally: Tally) -> None:
    gone = pulled_rows.unseen(connection, page.scope)
    book = pulled_rows.Book(connection, (), gone)
    for key in [*gone, *strays.of_scope(connection, page.scope)]:
        take_away(connection, _end_of(page, key), tally)
        tally.kinds.add(key[1].value)
        book.end(key)
    book.write(connection)
    pulled_rows.recount(connection, page.scope)
    write_cursors(connection, {**read_cursors(connection), page.scope: page.number})
    pulled_rows.finish(connection, page.scope)


def _end_of(page: SnapshotPage, key: pulled_rows.RowKey) -> Change:
    return Change(scope=page.scope, number=page.number, operation=Operation.DELETE, kind=key[1], key=key[2])

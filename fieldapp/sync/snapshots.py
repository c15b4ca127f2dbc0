"""Fetching the snapshot of a scope whose copy differs, or that the feed does not reach back to (SYNC.md rules 7, 8)."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace

from fieldapp.domain.errors import CentreAnswerInvalid, CentreRefused
from fieldapp.domain.ids import Scope
from fieldapp.domain.views.sync import SyncState
from fieldapp.support.lines import noted
from fieldapp.sync.ports import Applied, Cancelled, Inbox
from fieldapp.sync.pull import cuts
from fieldapp.sync.status import Tally
from fieldapp.wire.centre import Centre
from fieldapp.wire.messages import SnapshotPage

logger = logging.getLogger(__name__)

_FROM_THE_START = frozenset({"cursor-expired", "cursor-unknown"})
_NOT_TO_BE_HAD = frozenset({"scope-unknown", "road-unknown"})


def fetch(
    centre: Centre, inbox: Inbox, tally: Tally, published: Callable[[Applied], None], cancelled: Cancelled
) -> bool:
    """Fetch what is wanted, each scope from where the last run left it; return False if cancelled before its end.

    Cut off between two pages nothing is lost. The outbox is not touched. Raises CentreError.
    """

    def told(applied: Applied) -> None:
        published(applied)
        tally.changes_done += applied.changes

    for wanted in inbox.snapshots():
        after, number = wanted.after, wanted.number
        while True:
            if cancelled():
                return False
            tally.tell(SyncState.PULLING)
            page = _page(centre, inbox, wanted.scope, after, number)
            if page is None or not take(inbox, page, begins=number is None, told=told) or not page.after:
                break
            after, number = page.after, page.number
    return True


def take(inbox: Inbox, page: SnapshotPage, *, begins: bool, told: Callable[[Applied], None]) -> bool:
    """Take a page over, whatever road it came by; return False where another road has overtaken its snapshot.

    `begins` with the first page of a snapshot. `told` hears of each local transaction.
    """
    for part, is_whole in slices(page):
        applied = inbox.apply_snapshot(part, begins=begins, is_whole=is_whole)
        if applied is None:
            logger.info("a snapshot was overtaken", extra=noted(scope=page.scope, number=page.number))
            return False
        told(applied)
        begins = False
    return True


def slices(page: SnapshotPage) -> Iterator[tuple[SnapshotPage, bool]]:
    """Yield the page in parts that one local transaction takes over each, and whether the part is its end."""
    for first, last in cuts([(row.kind, row.document) for row in page.rows]):
        yield replace(page, rows=page.rows[first:last]), last == len(page.rows)


def _page(centre: Centre, inbox: Inbox, scope: Scope, after: str, number: int | None) -> SnapshotPage | None:
    """Return the next page, None where the snapshot must wait for the next run or is not to be had."""
    try:
        page = centre.snapshot(scope, after, number)
    except CentreRefused as refusal:
        if refusal.code not in _FROM_THE_START | _NOT_TO_BE_HAD:
            raise
        logger.info("a snapshot was refused", extra=noted(scope=scope, code=refusal.code))
        inbox.drop_snapshot(scope, again=refusal.code in _FROM_THE_START)
        return None
    if page.scope != scope or (number is not None and page.number != number) or (page.after and page.after == after):
        raise CentreAnswerInvalid("centre.gap", scope=scope, expected=number or 0, got=page.number)
    return page

"""The scope feeds: gapless numbers, digests that agree with the rows."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldapp.centre.database.engine import Database
from fieldapp.centre.devices.feed import Feed
from fieldapp.centre.devices.reading import read_page
from fieldapp.domain.ids import Scope
from fieldapp.wire.messages import DocumentKind
from tests.contracts.tablet import Tablet

pytestmark = pytest.mark.both_databases

SCOPE = Scope("engineer:zhou")
_STEP = st.tuples(st.sampled_from(["put", "grant", "revoke"]), st.sampled_from("abc"), st.integers(0, 2))


def take_all(database: Database, tablet: Tablet, most: int) -> None:
    more = True
    while more:
        with database.read() as connection:
            page = read_page(connection, [SCOPE], tablet.cursors, most=most, most_bytes=10**6)
        for change in page.changes:
            assert change.number == tablet.cursors.get(SCOPE, 0) + 1
            tablet.cursors[SCOPE] = change.number
            tablet._apply(change)
        more = page.more
    assert tablet.agrees_with(page.digests)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(transactions=st.lists(st.lists(_STEP, max_size=5), max_size=6), most=st.integers(1, 4))
def test_digest_equal_iff_rows_equal_after_any_history(
    database: Database, transactions: list[list[tuple[str, str, int]]], most: int
) -> None:
    with database.read() as connection:
        begin = read_page(connection, [SCOPE], {}, most=1, most_bytes=1).digests[SCOPE]
    live = Tablet(centre=None, epoch="", device_id="")  # type: ignore[arg-type]
    take_all(database, live, 2000)
    rows = {key: int(str(document["value"])) for (_, _, key), document in live.documents.items()}
    assert begin.count == len(rows)

    for steps in transactions:
        with database.write() as connection:
            feed = Feed()
            for operation, key, value in steps:
                if operation == "revoke":
                    feed.revoke(SCOPE, DocumentKind.PART, key)
                    rows.pop(key, None)
                else:
                    (feed.put if operation == "put" else feed.grant)(SCOPE, DocumentKind.PART, key, {"value": value})
                    rows[key] = value
            feed.flush(connection)

    take_all(database, live, most)
    assert {key: document["value"] for (_, _, key), document in live.documents.items()} == rows


def test_a_page_ends_at_the_byte_limit_but_always_holds_one_change(database: Database) -> None:
    with database.write() as connection:
        feed = Feed()
        for key in "abc":
            feed.put(SCOPE, DocumentKind.PART, key, {"text": "x" * 1000})
        feed.flush(connection)

    with database.read() as connection:
        page = read_page(connection, [SCOPE], {}, most=2000, most_bytes=10)

    assert ([change.key for change in page.changes], page.more) == (["a"], True)

"""Publishing long lists: what tablets are sent, and what an author is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldapp.centre.choice_lists import PIECE_ROWS, PublishedList, publish_choice_list
from fieldapp.centre.database.engine import Database
from fieldapp.centre.devices.feed import REFERENCE, Feed
from fieldapp.centre.devices.reading import read_page
from fieldapp.forms.errors import AuthorError
from fieldapp.wire.messages import Change, DocumentKind, Operation


def publish(database: Database, path: Path, list_id: str = "parts") -> PublishedList:
    with database.write() as connection:
        feed = Feed()
        published = publish_choice_list(connection, feed, list_id, path)
        feed.flush(connection)
    return published


def sent(database: Database, after: int = 0, schema: int = 2) -> tuple[Change, ...]:
    with database.read() as connection:
        cursors = {REFERENCE: after}
        return read_page(connection, [REFERENCE], cursors, most=2000, most_bytes=10**8, schema=schema).changes


def written(path: Path, rows: int, word: str = "件") -> Path:
    lines = ["name,label", *(f"P-{number},{word} {number}" for number in range(rows))]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_list_is_sent_in_pieces_that_name_its_version(database: Database, tmp_path: Path) -> None:
    published = publish(database, written(tmp_path / "parts.csv", 2 * PIECE_ROWS + 1))

    changes = sent(database)
    assert [change.key for change in changes] == [f"parts@{published.sha256}#{piece}" for piece in (1, 2, 3)]
    assert {change.kind for change in changes} == {DocumentKind.CHOICE_LIST}
    assert [len(change.document["rows"]) for change in changes if change.document] == [PIECE_ROWS, PIECE_ROWS, 1]
    assert (published.rows, published.is_new) == (2 * PIECE_ROWS + 1, True)


def test_the_same_list_is_not_sent_twice(database: Database, tmp_path: Path) -> None:
    path = written(tmp_path / "parts.csv", 3)
    first = publish(database, path)

    again = publish(database, path)

    assert (again.sha256, again.is_new) == (first.sha256, False)
    assert len(sent(database)) == 1


def test_a_new_version_takes_the_old_one_back_after_it_was_sent_and_the_old_one_may_return(
    database: Database, tmp_path: Path
) -> None:
    path = tmp_path / "parts.csv"
    old = publish(database, written(path, 3))
    publish(database, written(tmp_path / "parts_2.csv", 3), "parts_2")

    new = publish(database, written(path, 2, "新"))
    back = publish(database, written(path, 3))

    told = [(change.operation, change.key.partition("#")[0]) for change in sent(database, after=2)]
    assert told == [
        (Operation.PUT, f"parts@{new.sha256}"),
        (Operation.REVOKE, f"parts@{old.sha256}"),
        (Operation.PUT, f"parts@{old.sha256}"),
        (Operation.REVOKE, f"parts@{new.sha256}"),
    ]
    assert (back.sha256, back.is_new) == (old.sha256, True)


def test_a_list_without_rows_is_a_list(database: Database, tmp_path: Path) -> None:
    publish(database, written(tmp_path / "parts.csv", 0))

    [change] = sent(database)
    assert change.document is not None
    assert (change.document["pieces"], change.document["rows"]) == (1, [])


def test_a_device_of_the_first_schema_is_sent_what_comes_before_the_first_list(
    database: Database, tmp_path: Path
) -> None:
    publish(database, written(tmp_path / "parts.csv", 3))

    with database.read() as connection:
        old = read_page(connection, [REFERENCE], {}, most=2000, most_bytes=10**8, schema=1)
    assert (old.changes, old.cursors[REFERENCE], old.more) == ((), 0, False)
    assert len(sent(database)) == 1


def test_an_answer_holds_few_pieces_as_each_row_costs_a_device_its_indexes(database: Database, tmp_path: Path) -> None:
    publish(database, written(tmp_path / "parts.csv", 20 * PIECE_ROWS))
    size = len(str(sent(database)[0].document).encode())

    with database.read() as connection:
        page = read_page(connection, [REFERENCE], {}, most=2000, most_bytes=10 * size)

    assert 1 <= len(page.changes) <= 4
    assert page.more


def test_a_file_with_a_fault_is_refused_and_nothing_is_sent(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "parts.csv"
    path.write_text("name,label\nP-1,a\nP-1,b\n", encoding="utf-8")

    with pytest.raises(AuthorError, match=r"forms\.list\.duplicate"):
        publish(database, path)

    assert sent(database) == ()

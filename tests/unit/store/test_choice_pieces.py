from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from fieldapp.store import choice_pieces
from fieldapp.store.choice_lists import ChoiceLists
from fieldapp.store.choice_tables import CHOICE_CELL, CHOICE_LIST, CHOICE_PIECE, CHOICE_ROW
from fieldapp.store.database import Database
from fieldapp.wire.messages import Change, Operation
from tests.fakes.choice_lists import changes_of, choice_file
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import REFERENCE, DeviceStore, opened, over_database

ROOT = Path(__file__).parents[3]
KILLS = int(os.environ.get("FIELDAPP_KILLS", "100" if os.environ.get("FIELDAPP_SOAK") else "3"))
COLUMNS = ("name", "label")
OLD = choice_file("parts", COLUMNS, *((f"P-{number}", f"旧件 {number}") for number in range(1200)))
NEW = choice_file("parts", COLUMNS, *((f"P-{number}", f"新件 {number}") for number in range(700, 2000)))


@pytest.fixture
def store(database: Database, clock: StoppedClock) -> DeviceStore:
    return over_database(database, clock)


def seen(database: Database) -> tuple[int, int]:
    """How many rows the list has, and how many a search for the new ones finds."""
    lists = ChoiceLists(database)
    return lists.count("parts", {}), len(lists.rows("parts", {}, matching="新件"))


def stored(database: Database) -> dict[str, int]:
    with database.reading() as connection:
        tables = (CHOICE_LIST, CHOICE_PIECE, CHOICE_ROW, CHOICE_CELL)
        counts = {table.name: len(connection.execute(table.select()).all()) for table in tables}
        counts["search"] = connection.exec_driver_sql("SELECT count(*) FROM choice_search").scalar_one()
        return counts


def replaced(store: DeviceStore) -> list[Change]:
    """What the centre sends when NEW comes after OLD: the new pieces, then the old ones taken back."""
    pieces = changes_of(store, NEW)
    return [*pieces, *changes_of(store, OLD, operation=Operation.REVOKE, after=len(pieces))]


def test_a_list_is_used_when_its_last_piece_is_here_and_not_before(store: DeviceStore, database: Database) -> None:
    first, second, third = changes_of(store, OLD)

    store.pull(first, second)
    assert not ChoiceLists(database).has("parts")
    store.pull(third)

    assert seen(database) == (1200, 0)


def test_pieces_that_come_in_any_order_make_the_list_in_its_own_order(store: DeviceStore, database: Database) -> None:
    first, second, third = changes_of(store, OLD)
    numbers = (first.number, second.number, third.number)

    shuffled = [replace(piece, number=number) for piece, number in zip((third, first, second), numbers, strict=True)]
    store.pull(*shuffled)

    assert [row["name"] for row in ChoiceLists(database).rows("parts", {})] == [row[0] for row in OLD.rows]


def test_the_new_list_takes_the_place_of_the_old_one_in_one_step(store: DeviceStore, database: Database) -> None:
    store.pull(*changes_of(store, OLD))
    changes = replaced(store)

    while len(changes) > 1:
        store.pull(changes.pop(0), more=True)
        assert seen(database) == (1200, 0)
    store.pull(*changes)

    assert seen(database) == (1300, 1300)


def test_a_list_that_was_taken_back_while_it_arrived_is_never_used(store: DeviceStore, database: Database) -> None:
    store.pull(*changes_of(store, OLD))
    store.pull(*changes_of(store, NEW)[:2], more=True)

    store.pull(*changes_of(store, NEW, operation=Operation.REVOKE)[:1])
    last = changes_of(store, NEW)[2]
    store.pull(replace(last, number=store.inbox.cursors()[REFERENCE] + 1))

    assert seen(database) == (1200, 0)


def test_the_list_in_use_stays_until_another_is_whole_even_when_it_was_taken_back(
    store: DeviceStore, database: Database
) -> None:
    store.pull(*changes_of(store, OLD))

    store.pull(*changes_of(store, OLD, operation=Operation.REVOKE))

    assert seen(database) == (1200, 0)


def test_a_list_that_comes_back_is_used_again(store: DeviceStore, database: Database) -> None:
    store.pull(*changes_of(store, OLD))
    store.pull(*replaced(store))
    back = changes_of(store, OLD)

    store.pull(*back, *changes_of(store, NEW, operation=Operation.REVOKE, after=len(back)))

    assert seen(database) == (1200, 0)


def test_everything_pulled_anew_from_a_restored_centre_leaves_the_newest_list_in_use(
    store: DeviceStore, database: Database
) -> None:
    store.pull(*changes_of(store, OLD))
    store.pull(*replaced(store))

    store.identity.adopt_epoch("epoch-2")
    history = changes_of(store, OLD)
    news = [replace(change, number=change.number + len(history)) for change in replaced(store)]
    for change in [*history, *news[:-1]]:
        store.pull(change, more=True, epoch="epoch-2")
        assert seen(database) == (1300, 1300)
    store.pull(news[-1], epoch="epoch-2")

    assert seen(database) == (1300, 1300)


def test_a_piece_that_comes_twice_counts_once(store: DeviceStore, database: Database) -> None:
    first, second, _ = changes_of(store, OLD)
    store.pull(first, second)
    again = replace(changes_of(store, OLD)[0], number=3)

    store.pull(again)

    assert not ChoiceLists(database).has("parts")
    assert stored(database)["choice_row"] == 1000


def test_the_rows_of_an_old_version_are_removed_little_by_little(
    store: DeviceStore, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choice_pieces, "_SWEPT_AT_ONCE", 500)
    store.pull(*changes_of(store, OLD))
    store.pull(*replaced(store))
    left = [stored(database)["choice_row"]]

    for _ in range(4):
        store.pull()
        left.append(stored(database)["choice_row"])

    assert left == [2500, 2000, 1500, 1300, 1300]
    assert stored(database) == {
        "choice_list": 1, "choice_piece": 3, "choice_row": 1300, "choice_cell": 2600, "search": 1300,
    }  # fmt: skip
    assert seen(database) == (1300, 1300)


def test_a_piece_whose_rows_do_not_fit_its_columns_is_told_and_the_list_before_it_stays(
    store: DeviceStore, database: Database
) -> None:
    store.pull(*changes_of(store, OLD))
    broken, *others = changes_of(store, NEW)
    assert broken.document is not None
    broken = replace(broken, document={**broken.document, "columns": ["name"]})

    store.pull(broken, *others)

    assert seen(database) == (1200, 0)
    assert [problem.code for problem in store.queries.sync_status().problems] == ["document.unreadable"]


@pytest.mark.parametrize("where", ["_write_rows", "swap", "_let_go"])
def test_a_break_in_the_middle_leaves_the_old_list_and_the_next_run_brings_the_new_one(
    folder: Path, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    with opened(folder, clock) as database:
        store = over_database(database, clock)
        store.pull(*changes_of(store, OLD))
        changes = replaced(store)
        store.pull(changes[0], more=True)

        real = getattr(choice_pieces, where)

        def killed(*given: object) -> None:
            real(*given)
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(choice_pieces, where, killed)
            with pytest.raises(KeyboardInterrupt):
                store.pull(*changes[1:])

    with opened(folder, clock) as database:
        assert seen(database) == (1200, 0)
        over_database(database, clock).pull(*changes[1:])
        assert seen(database) == (1300, 1300)


def pull_forever(folder: Path) -> None:
    """What the killed process does: it pulls one list after the other, a piece a transaction, from where it was."""
    clock = StoppedClock()
    with opened(folder, clock) as database:
        store = over_database(database, clock)
        for piece in changes_of(store, OLD):
            store.pull(replace(piece, number=store.inbox.cursors().get(REFERENCE, 0) + 1))
        print("open", flush=True)
        for turn in range(1000):
            new, old = (OLD, NEW) if turn % 2 else (NEW, OLD)
            for piece in changes_of(store, new):
                number = store.inbox.cursors().get(REFERENCE, 0) + 1
                store.pull(replace(piece, number=number), more=piece.key.endswith("#1"))
            for gone in changes_of(store, old, operation=Operation.REVOKE):
                store.pull(replace(gone, number=store.inbox.cursors()[REFERENCE] + 1))


def test_a_tablet_killed_while_lists_arrive_has_one_whole_list(folder: Path, clock: StoppedClock) -> None:
    chance = random.Random(20261123)
    whole = {(1200, 0), (1300, 1300)}
    for _ in range(KILLS):
        code = (
            "import sys; from pathlib import Path; from tests.unit.store.test_choice_pieces import pull_forever\n"
            "pull_forever(Path(sys.argv[1]))"
        )
        child = subprocess.Popen([sys.executable, "-c", code, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        time.sleep(chance.uniform(0.05, 0.6))
        child.kill()
        child.communicate()
        with opened(folder, clock) as database:
            lists = ChoiceLists(database)
            rows = lists.rows("parts", {})
            assert (len(rows), len(lists.rows("parts", {}, matching="新件"))) in whole
            assert len(rows) == lists.count("parts", {})

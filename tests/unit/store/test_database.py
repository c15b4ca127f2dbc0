from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
import sqlcipher3.dbapi2
from sqlalchemy import inspect

from fieldapp.domain.errors import StoreBusy, StoreDamaged, StoreError, StoreFull
from fieldapp.domain.ids import DeviceId, PartNumber, StepId
from fieldapp.store import blob_files, connections
from fieldapp.store.database import FILE_NAME, Database, open_database
from fieldapp.store.migrations import STEPS
from fieldapp.store.tables import METADATA
from fieldapp.store.unit_of_work import StoreUnitOfWork
from fieldapp.wire.messages import DocumentKind
from tests.factories import ORDER_ID, make_order, save_answer
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.stores import KEY, DeviceStore, enrolment, opened, over_database
from tests.fakes.tapping import GROUP

ROOT = Path(__file__).parents[3]
KILLS = int(os.environ.get("FIELDAPP_KILLS", "300" if os.environ.get("FIELDAPP_SOAK") else "10"))
YEAR = timedelta(days=365)
MARKER = "geheim-禾味生鲜-4127"


def run_second_copy(folder: Path) -> str:
    code = (
        "import sys; from pathlib import Path\n"
        "from fieldapp.domain.errors import FieldappError\n"
        "from fieldapp.store.database import open_database\n"
        "from tests.fakes.stopped_clock import StoppedClock\n"
        "try:\n"
        "    open_database(Path(sys.argv[1]), bytes(range(32)), StoppedClock()).close(); print('opened')\n"
        "except FieldappError as error:\n"
        "    print(type(error).__name__, error.code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    return done.stdout.strip()


def raw(folder: Path, key: bytes = KEY) -> sqlcipher3.dbapi2.Connection:
    connection = sqlcipher3.dbapi2.connect(str(folder / FILE_NAME), isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


class TestOpening:
    def test_a_second_copy_of_the_program_is_told_that_the_data_is_in_use(
        self, database: Database, folder: Path
    ) -> None:
        assert run_second_copy(folder) == "StoreBusy store.in-use"
        with pytest.raises(StoreBusy, match=r"store\.in-use"):
            open_database(folder, KEY, StoppedClock())

    def test_after_closing_another_copy_may_open(self, folder: Path, clock: StoppedClock) -> None:
        with opened(folder, clock):
            pass

        assert run_second_copy(folder) == "opened"

    def test_another_key_is_said_to_be_wrong_and_changes_nothing(self, folder: Path, clock: StoppedClock) -> None:
        with opened(folder, clock):
            pass
        before = (folder / FILE_NAME).read_bytes()

        with pytest.raises(StoreDamaged, match=r"store\.unreadable"):
            open_database(folder, bytes(32), clock)

        assert (folder / FILE_NAME).read_bytes() == before
        with opened(folder, clock):
            pass

    def test_a_file_of_a_newer_program_is_said_so_and_left_alone(self, folder: Path, clock: StoppedClock) -> None:
        with opened(folder, clock):
            pass
        connection = raw(folder)
        connection.execute("PRAGMA user_version = 99")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        before = (folder / FILE_NAME).read_bytes()

        with pytest.raises(StoreError, match=r"store\.newer") as caught:
            open_database(folder, KEY, clock)

        assert caught.value.fields == {"found": 99, "known": len(STEPS)}
        assert (folder / FILE_NAME).read_bytes() == before

    def test_a_file_that_was_written_without_a_key_is_refused(
        self, folder: Path, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(connections, "_key_pragma", lambda key: "PRAGMA page_size")
        with pytest.raises(StoreDamaged, match=r"store\.not-encrypted"):
            open_database(folder, KEY, clock)

    def test_the_migrations_make_exactly_the_tables_that_the_code_knows(self, database: Database) -> None:
        with database.reading() as connection:
            found = inspect(connection)
            # A search index keeps tables of its own, which are none of the code's.
            names = [name for name in found.get_table_names() if "_search" not in name]
            made = {
                name: {(column["name"], str(column["type"]), column["nullable"]) for column in found.get_columns(name)}
                for name in names
            }
            indexes = {index["name"] for name in names for index in found.get_indexes(name)}
        known = {
            table.name: {(column.name, str(column.type), bool(column.nullable)) for column in table.columns}
            for table in METADATA.sorted_tables
        }

        assert made == known
        assert indexes == {index.name for table in METADATA.sorted_tables for index in table.indexes}

    def test_an_open_file_is_durable_and_checked(self, database: Database) -> None:
        def pragma(name: str) -> object:
            with database.reading() as connection:
                return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()

        assert pragma("journal_mode") == "wal"
        assert pragma("synchronous") == 2
        assert pragma("foreign_keys") == 1

    def test_a_reader_cannot_write(self, database: Database) -> None:
        with pytest.raises(StoreError), database.reading() as connection:
            connection.exec_driver_sql("DELETE FROM outbox")

    def test_a_transaction_inside_another_of_the_same_thread_is_a_fault_of_the_program(
        self, database: Database
    ) -> None:
        with StoreUnitOfWork(database), pytest.raises(RuntimeError), StoreUnitOfWork(database):
            pass

    def test_transactions_of_two_threads_follow_each_other(self, visit: DeviceStore) -> None:
        def tap(name: str) -> None:
            for value in range(20):
                visit.do(save_answer("work", name, str(value)))

        threads = [threading.Thread(target=tap, args=(name,)) for name in ("a", "b")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)

        assert visit.outbox.last_seq() == 40
        assert visit.queries.order(ORDER_ID).visit.answers[StepId("work")] == {"a": "19", "b": "19"}


class TestSecrecy:
    def test_nothing_of_what_is_written_can_be_read_in_the_files(self, folder: Path, clock: StoppedClock) -> None:
        with opened(folder, clock) as database:
            store = over_database(database, clock)
            store.give(DocumentKind.WORK_ORDER, ORDER_ID, make_order(wishes=MARKER))
            with store.begin() as work:
                work.append(save_answer("work", "remark", MARKER))
                work.put_blob("text/plain", MARKER.encode() * 10)
                work.put_blob("text/plain", MARKER.encode() * 20_000)
                work.commit()
            written = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

        assert any(path.name.endswith("-wal") for path in written)
        assert any(path.parent.name == "blobs" for path in written)
        for content in written.values():
            assert MARKER.encode() not in content
            assert b"SQLite format 3" not in content
            assert b"CREATE TABLE" not in content
            assert KEY not in content
            assert KEY.hex().encode() not in content

    def test_an_error_of_the_database_does_not_tell_what_was_written(self, database: Database) -> None:
        with pytest.raises(StoreError) as caught, database.writing() as connection:
            connection.exec_driver_sql("INSERT INTO place VALUES (?, NULL, NULL)", (MARKER,))

        assert MARKER not in f"{caught.value} {caught.value.__cause__}"


class TestFullDisk:
    def test_a_full_database_says_so_keeps_what_was_acknowledged_and_goes_on_when_there_is_room(
        self, visit: DeviceStore, database: Database
    ) -> None:
        visit.do(save_answer("work", "remark", "kept"))
        with database.writing() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        writer = database._connection.connection.driver_connection
        assert writer is not None
        writer.execute(f"PRAGMA max_page_count = {pages}")

        def fill() -> None:
            for n in range(200):
                visit.do(save_answer("work", f"remark-{n}", "x" * 4000))

        with pytest.raises(StoreFull, match=r"store\.full"):
            fill()
        acknowledged = visit.outbox.last_seq()
        writer.execute("PRAGMA max_page_count = 1000000")
        visit.do(save_answer("work", "after", "room"))

        answers = visit.queries.order(ORDER_ID).visit.answers[StepId("work")]
        assert answers["remark"] == "kept"
        assert answers["after"] == "room"
        assert visit.outbox.last_seq() == acknowledged + 1
        assert over_database(database, visit.clock).outbox.broken_at() is None  # type: ignore[attr-defined]

    def test_no_room_for_a_large_file_rolls_its_transaction_back(
        self, visit: DeviceStore, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def no_room(descriptor: int) -> None:
            raise OSError(28, "No space left on device")

        def take_photo() -> None:
            with visit.begin() as work:
                work.append(save_answer("work", "photo", "taken"))
                work.put_blob("image/jpeg", bytes(700_000))
                work.commit()

        monkeypatch.setattr(blob_files, "sync_file", no_room)
        with pytest.raises(StoreFull, match=r"store\.full"):
            take_photo()
        monkeypatch.undo()

        assert visit.outbox.last_seq() == 0
        assert visit.blobs.undelivered() == ()
        visit.do(save_answer("work", "photo", "again"))

    def test_files_that_no_row_names_are_swept_when_opening(self, folder: Path, clock: StoppedClock) -> None:
        with opened(folder, clock) as database:
            store = over_database(database, clock)
            with store.begin() as work:
                kept = work.put_blob("image/jpeg", bytes(700_000))
                work.commit()
            with store.begin() as work:
                lost = work.put_blob("image/jpeg", bytes(800_000))
            assert (folder / "blobs" / lost).exists()

        with opened(folder, clock):
            assert [path.name for path in (folder / "blobs").iterdir()] == [kept]


class TestKilled:
    @pytest.mark.soak
    @pytest.mark.req("SYN-2", "SITE-9")
    def test_kill_at_any_moment_loses_nothing_acknowledged_and_leaves_no_half_group(
        self, folder: Path, clock: StoppedClock
    ) -> None:
        with opened(folder, clock) as database:
            over_database(database, clock).give(DocumentKind.WORK_ORDER, ORDER_ID, make_order())
        chance = random.Random(4127)
        acknowledged = 0

        for _ in range(KILLS):
            acknowledged = max(acknowledged, tap_and_kill(folder, chance.uniform(0.0, 0.12)))
            with opened(folder, clock) as database:
                self.check(over_database(database, clock), database, acknowledged)

        assert acknowledged > KILLS

    def check(self, store: DeviceStore, database: Database, acknowledged: int) -> None:
        last = store.outbox.last_seq()
        groups = last // GROUP
        visit = store.queries.order(ORDER_ID).visit
        assert last >= acknowledged
        assert last % GROUP == 0
        assert len(visit.parts) == groups
        assert visit.answers[StepId("work")] == {f"field-{n}": str(groups) for n in range(GROUP - 1)}
        assert store.queries.stock(PartNumber("TS-02")) == -groups
        assert len(store.blobs.undelivered()) == groups
        assert store.queries.place(ORDER_ID) == (StepId("work"), f"field-{groups}")
        assert store.outbox.broken_at() is None  # type: ignore[attr-defined]
        with database.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA quick_check").scalar_one() == "ok"


def tap_and_kill(folder: Path, after: float) -> int:
    """Let the tapping program run, kill it `after` seconds after its first tap; return the last number it said."""
    command = [sys.executable, "-m", "tests.fakes.tapping", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        said = [program.stdout.readline()]
        time.sleep(after)
        program.send_signal(signal.SIGKILL)
        said += program.stdout.readlines()
    whole = [line for line in said if line.endswith("\n")]
    return int(whole[-1]) if whole else 0


class TestClock:
    def test_a_clock_set_back_a_year_is_told_and_work_goes_on(self, visit: DeviceStore) -> None:
        visit.do(save_answer("work", "a", "1"))
        visit.clock.set_back(by=YEAR)

        visit.do(save_answer("work", "a", "2"))

        (problem,) = visit.queries.sync_status().problems
        assert (problem.code, problem.kind) == ("clock.changed", "clock")
        assert problem.fields == {"minutes": str(-365 * 24 * 60)}
        assert visit.queries.order(ORDER_ID).visit.answer(StepId("work"), "a") == "2"

    def test_a_clock_set_back_while_the_machine_was_off_is_told_at_the_next_tap(
        self, folder: Path, clock: StoppedClock
    ) -> None:
        with opened(folder, clock) as database:
            store = over_database(database, clock)
            store.give(DocumentKind.WORK_ORDER, ORDER_ID, make_order())
            store.do(save_answer("work", "a", "1"))
        clock.set_back(YEAR)
        clock.boot_id = "boot-2"

        with opened(folder, clock) as database:
            problems = over_database(database, clock).queries.sync_status().problems

        assert [problem.code for problem in problems] == ["clock.changed"]

    def test_the_next_contact_with_the_centre_settles_it(self, visit: DeviceStore) -> None:
        visit.do(save_answer("work", "a", "1"))
        true_time = visit.clock.now()
        visit.clock.set_back(YEAR)
        visit.do(save_answer("work", "a", "2"))

        visit.identity.note_server_time(true_time, timedelta())

        assert visit.queries.sync_status().problems == ()
        assert visit.clock.now() == true_time

    def test_a_jump_that_a_failed_transaction_saw_is_not_forgotten(self, visit: DeviceStore) -> None:
        visit.do(save_answer("work", "a", "1"))
        visit.clock.set_back(YEAR)
        with visit.begin() as work:
            work.append(save_answer("work", "a", "2"))

        visit.do(save_answer("work", "a", "3"))

        assert [problem.code for problem in visit.queries.sync_status().problems] == ["clock.changed"]

    def test_the_offset_is_known_again_after_a_restart(self, folder: Path, clock: StoppedClock) -> None:
        with opened(folder, clock) as database:
            over_database(database, clock).identity.note_server_time(clock.wall_at + YEAR, timedelta())
        fresh = StoppedClock()

        with opened(folder, fresh):
            assert fresh.now() == fresh.wall_at + YEAR


def test_an_identity_is_not_replaced_by_another(database: Database, clock: StoppedClock) -> None:
    identity = over_database(database, clock).identity
    with pytest.raises(StoreError, match=r"store\.enrolled-already"):
        identity.enrol(enrolment(DeviceId("tablet-2")), "epoch-1")  # type: ignore[attr-defined]


def test_events_before_the_enrolment_are_refused(folder: Path, clock: StoppedClock) -> None:
    database = open_database(folder, KEY, clock)
    try:
        with StoreUnitOfWork(database) as work, pytest.raises(StoreError, match=r"store\.not-enrolled"):
            work.append(save_answer("work", "a", "1"))
    finally:
        database.close()

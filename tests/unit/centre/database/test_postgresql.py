"""PostgreSQL behind the centre: what it must promise, what is done again, what is told as "come later"."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import URL, Connection, insert, select, text, update
from sqlalchemy.exc import IntegrityError, InternalError

from fieldapp.centre.database.engine import Database
from fieldapp.centre.database.tables import engineer, fact, key_handout
from fieldapp.centre.devices.identity import register_engineer
from fieldapp.centre.settings import CentreSettings, PoolLimits
from fieldapp.domain.errors import NotFound, StoreBusy, StoreError
from tests.postgres import Cluster

SHORT = PoolLimits(connections=2, wait=timedelta(milliseconds=200), lock=timedelta(milliseconds=200))


@pytest.fixture
def database(postgres_url: URL) -> Iterator[Database]:
    with closing(Database.open_url(postgres_url)) as opened:
        with opened.write() as connection:
            for name in "ab":
                register_engineer(connection, name, name)  # type: ignore[arg-type]
        yield opened


def rename(connection: Connection, row: str, name: str) -> None:
    connection.execute(update(engineer).where(engineer.c.id == row).values(name=name))


def names(database: Database) -> dict[str, str]:
    with database.read() as connection:
        return {row.id: row.name for row in connection.execute(select(engineer))}


@pytest.mark.parametrize(
    ("setting", "value"), [("synchronous_commit", "off"), ("synchronous_commit", "local")], ids=["off", "local"]
)
def test_a_server_that_acknowledges_before_it_is_durable_is_refused(
    postgres: Cluster, postgres_url: URL, setting: str, value: str
) -> None:
    with psycopg.connect(host=str(postgres.folder), user="fieldapp", dbname="postgres", autocommit=True) as admin:
        admin.execute(f"ALTER DATABASE {postgres_url.database} SET {setting} = {value}".encode())

    with pytest.raises(StoreError) as refused:
        Database.open_url(postgres_url)

    assert refused.value.code == "centre.database-unsuitable"
    assert refused.value.fields == {"setting": setting, "found": value, "needed": "on | remote_apply"}


def test_a_server_that_is_not_there_is_named_without_the_password() -> None:
    url = URL.create("postgresql+psycopg", "zhou", "geheim", "127.0.0.1", 1, "fieldapp")

    with pytest.raises(StoreError) as refused:
        Database.open_url(url)

    assert refused.value.code == "centre.database-unreachable"
    assert refused.value.fields["database"] == "postgresql+psycopg://127.0.0.1:1/fieldapp"
    assert "geheim" not in f"{refused.value} {refused.value.__cause__} {CentreSettings.__dataclass_fields__}"


def test_settings_do_not_show_the_password(postgres_url: URL, tmp_path) -> None:  # type: ignore[no-untyped-def]
    settings = CentreSettings(data=tmp_path, resources=tmp_path, database=postgres_url.set(password="geheim"))

    assert "geheim" not in f"{settings} {settings!r}"


def test_looking_at_a_database_without_a_centre_makes_nothing(postgres: Cluster, tmp_path) -> None:  # type: ignore[no-untyped-def]
    url = postgres.new_database()
    settings = CentreSettings(data=tmp_path / "none", resources=tmp_path, database=url)

    with pytest.raises(NotFound, match=r"centre\.no-data-there"):
        Database.of_existing(settings)

    with psycopg.connect(host=str(postgres.folder), user="fieldapp", dbname=url.database) as looked:
        assert looked.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)
    postgres.drop(url)


def test_programs_that_start_together_migrate_once(postgres: Cluster) -> None:
    url = postgres.new_database()
    begin = threading.Barrier(4)

    def start(_number: int) -> bool:
        begin.wait()
        with closing(Database.open_url(url)) as opened, opened.read() as connection:
            return connection.execute(select(fact)).all() == []

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(start, range(4))) == [True] * 4
    postgres.drop(url)


def test_two_writers_that_wait_for_each_other_both_get_through(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    met = threading.Barrier(2)

    def cross(first: str, second: str) -> int:
        attempts = []

        def work(connection: Connection) -> None:
            attempts.append(first)
            rename(connection, first, f"{first} by {first}")
            if len(attempts) == 1:
                met.wait()
            rename(connection, second, f"{second} by {first}")

        database.transact(work)
        return len(attempts)

    with ThreadPoolExecutor(2) as pool:
        attempts = sorted(pool.map(cross, "ab", "ba"))

    assert attempts == [1, 2], "one of them was the deadlock's victim"
    assert [record.message for record in caplog.records].count("two writers met; one begins again") == 1
    assert names(database) in [{"a": f"a by {last}", "b": f"b by {last}"} for last in "ab"]


def test_a_row_that_another_entered_first_is_seen_at_the_second_attempt(database: Database) -> None:
    both_looked = threading.Barrier(2)

    def enter(_number: int) -> int:
        attempts = []

        def work(connection: Connection) -> None:
            attempts.append(1)
            known = connection.execute(select(engineer.c.id).where(engineer.c.id == "c")).first()
            if len(attempts) == 1:
                both_looked.wait()
            if known is None:
                connection.execute(insert(engineer).values(id="c", name="c"))

        database.transact(work)
        return len(attempts)

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(enter, range(2))) == [1, 2]
    assert names(database)["c"] == "c"


def test_what_never_passes_is_tried_a_bounded_number_of_times_and_leaves_nothing(database: Database) -> None:
    attempts = []

    def work(connection: Connection) -> None:
        attempts.append(1)
        rename(connection, "b", "half")
        connection.execute(insert(engineer).values(id="a", name="again"))

    with pytest.raises(IntegrityError):
        database.transact(work)

    assert (len(attempts), names(database)) == (6, {"a": "a", "b": "b"})


def test_a_row_that_stays_locked_is_answered_by_come_later(database: Database, postgres_url: URL) -> None:
    with closing(Database.open_url(postgres_url, SHORT)) as hurried, database.write() as held:
        rename(held, "a", "held")

        with pytest.raises(StoreBusy, match="centre-busy"):
            hurried.transact(lambda connection: rename(connection, "a", "hurried"))

    assert names(database)["a"] == "held"


def test_a_pool_without_a_free_connection_is_answered_by_come_later(postgres_url: URL) -> None:
    with closing(Database.open_url(postgres_url, replace(SHORT, connections=1))) as small, small.read() as held:
        with pytest.raises(StoreBusy, match="centre-busy"), small.read():
            pass
        assert held.execute(text("SELECT 1")).scalar_one() == 1


def test_a_connection_that_the_server_ended_is_replaced_unseen(database: Database) -> None:
    with database.write() as connection:
        mine = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
    with closing(psycopg.connect(database.engine.url.set(drivername="postgresql").render_as_string())) as admin:
        admin.execute("SELECT pg_terminate_backend(%s, 5000)", (mine,))

    assert names(database) == {"a": "a", "b": "b"}


def test_reading_sees_one_state_and_can_change_nothing(database: Database) -> None:
    with database.read() as connection:
        before = connection.execute(select(engineer.c.name).order_by(engineer.c.id)).scalars().all()
        database.transact(lambda other: rename(other, "a", "later"))
        after = connection.execute(select(engineer.c.name).order_by(engineer.c.id)).scalars().all()
    with pytest.raises(InternalError, match="read-only"), database.read() as connection:
        rename(connection, "a", "never")

    assert (before, after, names(database)["a"]) == (["a", "b"], ["a", "b"], "later")


@pytest.mark.req("SYN-6")
@pytest.mark.parametrize(
    "verb", ["UPDATE key_handout SET taken_by = 'x'", "DELETE FROM key_handout", "TRUNCATE key_handout"]
)
def test_who_was_given_a_code_is_never_changed(database: Database, verb: str) -> None:
    with pytest.raises(IntegrityError, match="never changed"), database.write() as connection:
        connection.execute(text(verb))
    with database.read() as connection:
        assert connection.execute(select(key_handout)).all() == []

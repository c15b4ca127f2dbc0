"""The database: its schema, its durability, what is newer than this code."""

from __future__ import annotations

import stat
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, insert, inspect, select, text
from sqlalchemy.exc import StatementError

from fieldapp.centre.database import migrate
from fieldapp.centre.database.engine import Database
from fieldapp.centre.database.tables import engineer, enrol_code, metadata, report_number
from fieldapp.centre.desk import orders
from fieldapp.centre.devices.feed import REFERENCE, Feed
from fieldapp.centre.forms_desk.versions import read_versions, read_workbook, read_xform
from fieldapp.domain.errors import NotFound, StoreError
from fieldapp.domain.sla import Severity
from fieldapp.domain.visit import Visit
from fieldapp.wire.codec import encode, sha256_of
from fieldapp.wire.messages import DocumentKind, FormDocument
from tests.factories import NOW, make_order, make_report

pytestmark = pytest.mark.both_databases


def difference(connection: Connection) -> list[object]:
    """What autogenerate would write to make the database into the tables of the code."""
    options = {"compare_type": True, "compare_server_default": True}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))


def test_migrations_make_the_very_tables_of_the_code(database: Database) -> None:
    with database.read() as connection:
        assert difference(connection) == []


@pytest.mark.parametrize("revision", migrate.revisions())
def test_every_revision_goes_up_down_and_up_again(database: Database, revision: str) -> None:
    with database.write() as connection:
        command.downgrade(migrate.config(connection), "base")
        empty = inspect(connection).get_table_names()
        migrate.move_to(connection, revision, may_lose=False)
        at_it = shape(connection)
        migrate.upgrade(connection)
        whole = shape(connection)
        migrate.move_to(connection, revision, may_lose=True)
        down = shape(connection)
        migrate.upgrade(connection)
        again = shape(connection)
        found = difference(connection)

    assert empty == ["alembic_version"]
    assert (down, again, found) == (at_it, whole, [])


def shape(connection: Connection) -> dict[str, object]:
    """Tables with their columns, keys and indexes, and the triggers of the database."""
    looked = inspect(connection)
    triggers = {
        "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
        "postgresql": "SELECT tgname, proname FROM pg_trigger JOIN pg_proc p ON p.oid = tgfoid"
        " WHERE NOT tgisinternal ORDER BY tgname",
    }
    tables = {
        name: (
            [(column["name"], str(column["type"]), column["nullable"]) for column in looked.get_columns(name)],
            looked.get_pk_constraint(name),
            sorted(map(str, looked.get_foreign_keys(name))),
            sorted(map(str, looked.get_indexes(name))),
            sorted(map(str, looked.get_unique_constraints(name))),
        )
        for name in looked.get_table_names()
    }
    found = connection.execute(text(triggers[connection.dialect.name])).all()
    return {"tables": tables, "triggers": [tuple(row) for row in found]}


@pytest.mark.parametrize("revision", migrate.revisions())
def test_a_row_in_every_table_is_the_same_after_the_way_down_and_up_as_far_as_the_earlier_program_knows_it(
    database: Database, revision: str
) -> None:
    with database.write() as connection:
        fill(connection)
        before = rows(connection)
        migrate.move_to(connection, revision, may_lose=True)
        down = rows(connection)
        migrate.upgrade(connection)
        again = rows(connection)

    assert set(before) - {"alembic_version"} == set(metadata.tables)
    for table, kept in down.items():
        if table != "alembic_version":
            assert kept == {name: before[table][name] for name in kept}
            assert {name: again[table][name] for name in kept} == kept
    assert again["work_order"] == before["work_order"]


def fill(connection: Connection) -> None:
    """Put one row into every table: all keys are alike, so every reference leads somewhere."""
    document = encode(make_order())
    plain = {"VARCHAR": "x", "TEXT": "x", "INTEGER": 1, "BIGINT": 1, "BLOB": document, "DATETIME": NOW}
    for table in metadata.sorted_tables:
        kinds = {column.name: str(column.type).partition("(")[0] for column in table.columns}
        connection.execute(insert(table).values({name: plain[kind] for name, kind in kinds.items()}))
    level = make_order().severity.value  # beside the document, and made out of it on the way up
    connection.execute(text(f"UPDATE work_order SET severity = {level}"))


def rows(connection: Connection) -> dict[str, dict[str, object]]:
    """The one row of each table, as the database has it, whatever this code knows of its columns."""
    found = {}
    for table in inspect(connection).get_table_names():
        row = connection.execute(text(f'SELECT * FROM "{table}"')).mappings().one_or_none()
        found[table] = {
            name: bytes(value) if isinstance(value, memoryview) else value for name, value in (row or {}).items()
        }
    return found


def test_going_down_keeps_what_the_earlier_program_knows(database: Database) -> None:
    order = make_order(visit=Visit(reports=(make_report(number="SR-1"),)))
    with database.write() as connection:
        feed = Feed()
        orders.register(connection, feed, order, NOW)
        feed.flush(connection)
        migrate.move_to(connection, migrate.revisions()[0], may_lose=True)
        migrate.upgrade(connection)

    with database.read() as connection:
        assert orders.find(connection, order.number) == order
        assert orders.find_by_report(connection, "SR-1") == (order,)


def test_sqlite_is_durable_and_holds_references(tmp_path: Path) -> None:
    database = Database.open(tmp_path)
    with database.read() as connection:
        pragmas = [connection.execute(text(f"PRAGMA {name}")).scalar() for name in ("synchronous", "foreign_keys")]
        assert (pragmas, connection.execute(text("PRAGMA journal_mode")).scalar()) == ([2, 1], "wal")
    database.close()


def test_a_transaction_that_fails_leaves_nothing(database: Database) -> None:
    def fail_half_way() -> None:
        with database.write() as connection:
            connection.execute(insert(engineer).values(id="zhou", name="周明远"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()

    with database.read() as connection:
        assert connection.execute(select(engineer)).all() == []


def test_a_schema_ahead_of_the_code_is_not_touched(tmp_path: Path) -> None:
    database = Database.open(tmp_path)
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()

    with pytest.raises(StoreError, match=r"centre\.database-newer"):
        Database.open(tmp_path)


def test_a_file_that_is_no_database_is_named_and_left_as_it_was(tmp_path: Path) -> None:
    broken = tmp_path / "centre.sqlite"
    broken.write_bytes(b"not a database at all" * 400)

    with pytest.raises(StoreError) as refused:
        Database.open_existing(tmp_path)

    assert (refused.value.code, refused.value.fields) == ("centre.database-damaged", {"folder": str(tmp_path)})
    assert broken.read_bytes() == b"not a database at all" * 400


def test_a_page_that_is_found_broken_later_is_named_too(tmp_path: Path) -> None:
    database = Database.open(tmp_path)
    with database.read() as connection:
        root = connection.execute(text("SELECT rootpage FROM sqlite_master WHERE name = 'engineer'")).scalar_one()
        size = connection.execute(text("PRAGMA page_size")).scalar_one()
    database.close()
    path = tmp_path / "centre.sqlite"
    content = bytearray(path.read_bytes())
    content[(root - 1) * size : root * size] = bytes([0xAA]) * size
    path.write_bytes(content)
    database = Database.open_existing(tmp_path)

    for transaction in (database.read, database.write):
        with pytest.raises(StoreError, match=r"centre\.database-damaged"), transaction() as connection:
            connection.execute(select(engineer)).all()
    database.close()


def test_a_folder_where_nothing_can_be_made_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(StoreError, match=r"centre\.database-unreadable"):
        Database.open(tmp_path / "file" / "centre")


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
def test_the_data_are_their_owners_alone(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "centre")
    with database.write() as connection:
        connection.execute(insert(engineer).values(id="zhou", name="周明远"))
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "centre").iterdir()}
    database.close()

    assert stat.S_IMODE((tmp_path / "centre").stat().st_mode) == 0o700
    assert modes == {"centre.sqlite": 0o600, "centre.sqlite-wal": 0o600, "centre.sqlite-shm": 0o600}


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
def test_a_folder_of_an_earlier_program_is_closed_to_strangers_and_the_group_keeps_its_rights(tmp_path: Path) -> None:
    folder = tmp_path / "centre"
    folder.mkdir()
    folder.chmod(0o755)

    Database.open(folder).close()

    assert stat.S_IMODE(folder.stat().st_mode) == 0o750


def test_instants_keep_their_moment_and_need_a_zone(database: Database) -> None:
    moment = datetime(2026, 11, 23, 8, 12, 30, 250000, tzinfo=UTC)
    with database.write() as connection:
        connection.execute(insert(engineer).values(id="zhou", name="周明远"))
        connection.execute(insert(enrol_code).values(code_sha256="0", engineer_id="zhou", expires_at=moment))
        assert connection.execute(select(enrol_code.c.expires_at)).scalar() == moment
        with pytest.raises(StatementError, match="an instant needs a zone"):
            connection.execute(
                insert(enrol_code).values(code_sha256="1", engineer_id="zhou", expires_at=moment.replace(tzinfo=None))
            )


def test_reports_signed_before_they_could_be_looked_up_are_found_after_the_migration(database: Database) -> None:
    signed = make_order(visit=Visit(reports=(make_report(number="SR-1"), make_report(number="SR-1", version=2))))
    with database.write() as connection:
        orders.register(connection, Feed(), signed, NOW)
        orders.register(connection, Feed(), make_order(id="open", number="WX-261123-005"), NOW)
        migrate.move_to(connection, "0001", may_lose=True)

    with database.write() as connection:
        migrate.upgrade(connection)

    with database.read() as connection:
        assert orders.find_by_report(connection, "SR-1") == (signed,)
        assert connection.execute(select(report_number)).all() == [("SR-1", signed.id)]


def test_the_level_of_orders_that_were_there_before_is_known_after_the_migration(database: Database) -> None:
    with database.write() as connection:
        for number, level in enumerate((Severity.URGENT, Severity.LOW)):
            order = make_order(id=f"order-{number}", number=f"WX-261123-01{number}", severity=level)
            orders.register(connection, Feed(), order, NOW)
        migrate.move_to(connection, "0009", may_lose=True)
        migrate.upgrade(connection)

    with database.read() as connection:
        assert [order.number for order in orders.read_open(connection, Severity.URGENT)] == ["WX-261123-010"]
        assert [order.number for order in orders.read_open(connection, Severity.LOW)] == ["WX-261123-011"]
        assert len(orders.read_open(connection)) == 2


@pytest.mark.req("PRO-2")
def test_forms_sent_before_their_versions_were_kept_are_known_after_the_migration(database: Database) -> None:
    first, again = (
        FormDocument(form_id="kit", version="2026112301", sha256=sha256_of(text_.encode()), xform=text_)
        for text_ in ("<a/>", "<b/>")
    )
    with database.write() as connection:
        feed = Feed()
        for document in (first, again):
            feed.put(REFERENCE, DocumentKind.FORM, document.sha256, document)
        feed.flush(connection)
        migrate.move_to(connection, "0003", may_lose=True)

    with database.write() as connection:
        migrate.upgrade(connection)

    with database.read() as connection:
        (known,) = read_versions(connection)
        assert (known.form_id, known.version, known.sha256) == ("kit", "2026112301", again.sha256)
        assert read_xform(connection, again.sha256) == b"<b/>"
        with pytest.raises(NotFound, match=r"forms\.publish\.unknown"):
            read_workbook(connection, again.sha256)

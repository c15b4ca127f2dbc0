"""A database that was put back behind the centre's back is noticed, and begins another life by itself."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from fieldapp.centre import facts
from fieldapp.centre.app import local_centre
from fieldapp.centre.backup import marker
from fieldapp.centre.backup.making import make
from fieldapp.centre.database.engine import Database
from fieldapp.centre.settings import CentreSettings
from fieldapp.support.log import log_folder
from fieldapp.wire.codec import encode
from tests.contracts.desk import Desk
from tests.contracts.tablet import Tablet
from tests.factories import save_answer

NOTICED = pytest.mark.expects_log("the database is older than it was")
UNREADABLE = pytest.mark.expects_log("a note of how far the database was cannot be read")


def started(settings: CentreSettings) -> str:
    """The epoch of a centre that starts, and stops at once."""
    with closing(Database.of(settings)) as database:
        epoch = marker.begin(database, settings)
        marker.keep(database, settings)
    return epoch


def worked_on(settings: CentreSettings) -> Tablet:
    """A tablet is enrolled and delivers an event."""
    with closing(Database.of(settings)) as database:
        desk = Desk(database, settings, lambda _key: local_centre(database, settings))
        order, tablet = desk.order(), desk.tablet()
        tablet.write(save_answer("kit", "floor_mat", "OK", order_id=order.id))
        tablet.sync()
        marker.keep(database, settings)
    return tablet


def test_a_centre_that_is_started_again_and_again_stays_in_its_life(settings: CentreSettings) -> None:
    first = started(settings)
    worked_on(settings)

    assert [started(settings), started(settings)] == [first, first]


@NOTICED
def test_a_file_that_was_copied_from_a_stopped_centre_and_copied_back_is_noticed(settings: CentreSettings) -> None:
    first = started(settings)
    file, kept = settings.data / "centre.sqlite", settings.data / "kept"
    shutil.copyfile(file, kept)
    assert started(settings) == first  # nobody did anything meanwhile: the start alone tells

    shutil.copyfile(kept, file)
    second = started(settings)

    assert second != first
    assert started(settings) == second


@NOTICED
def test_a_backup_that_was_put_back_by_hand_is_noticed_though_no_event_came_since(
    database: Database, settings: CentreSettings, tablet: Tablet, folder: Path
) -> None:
    epoch = marker.begin(database, settings)
    made = make(database, settings, folder)
    marker.keep(database, settings)
    database.close()

    shutil.copyfile(made.path / "centre.sqlite", settings.data / "centre.sqlite")

    assert started(settings) != epoch


@NOTICED
def test_a_copy_of_a_running_centre_is_noticed_by_the_events_that_came_since(settings: CentreSettings) -> None:
    epoch = started(settings)
    with closing(Database.of(settings)) as database, database.write() as connection:
        generation = facts.generation(connection)
    file, kept = settings.data / "centre.sqlite", settings.data / "kept"
    shutil.copyfile(file, kept)
    worked_on(settings)

    shutil.copyfile(kept, file)

    with closing(Database.of(settings)) as database, database.read() as connection:
        assert facts.generation(connection) == generation
    assert started(settings) != epoch


@NOTICED
def test_a_whole_data_folder_put_back_is_noticed_by_the_note_beside_it(
    settings: CentreSettings, tmp_path: Path
) -> None:
    epoch = started(settings)
    shutil.copytree(settings.data, tmp_path / "kept")
    worked_on(settings)
    assert list(log_folder(settings.data).glob("*.life"))

    shutil.rmtree(settings.data)
    shutil.copytree(tmp_path / "kept", settings.data)

    assert started(settings) != epoch


@NOTICED
def test_a_database_from_before_a_former_change_of_life_is_noticed(settings: CentreSettings) -> None:
    started(settings)
    file, kept = settings.data / "centre.sqlite", settings.data / "kept"
    shutil.copyfile(file, kept)
    with closing(Database.of(settings)) as database:
        second = database.transact(facts.renew_epoch)
    assert started(settings) == second

    shutil.copyfile(kept, file)

    assert started(settings) != second


@pytest.mark.both_databases
def test_a_change_of_life_on_another_machine_is_no_way_back(settings: CentreSettings, tmp_path: Path) -> None:
    one, other = settings, replace(settings, data=tmp_path / "machine-2")
    if settings.database is None:
        other.data.mkdir()
        (other.data / "centre.sqlite").symlink_to(one.data / "centre.sqlite")
    epochs = [started(one), started(other)]
    with closing(Database.of(one)) as database:
        fresh = database.transact(facts.renew_epoch)

    assert epochs == [epochs[0], epochs[0]]
    assert [started(other), started(one), started(other)] == [fresh, fresh, fresh]


@NOTICED
@pytest.mark.both_databases
def test_a_database_put_back_under_a_running_centre_is_noticed_without_a_start(
    database: Database, settings: CentreSettings, tablet: Tablet
) -> None:
    epoch = marker.begin(database, settings)

    def go_back(connection: object) -> None:
        facts.write(connection, facts.Fact.GENERATION, "0")  # type: ignore[arg-type]

    database.transact(go_back)
    marker.keep(database, settings)

    assert tablet.centre.hello().epoch != epoch


def test_an_empty_database_in_a_used_folder_is_a_new_company_and_no_way_back(settings: CentreSettings) -> None:
    started(settings)
    worked_on(settings)
    for file in settings.data.glob("centre.sqlite*"):
        file.unlink()

    epoch = started(settings)

    assert started(settings) == epoch


@UNREADABLE
def test_a_note_that_cannot_be_read_says_nothing_and_is_written_anew(settings: CentreSettings) -> None:
    epoch = started(settings)
    for folder in (settings.data, log_folder(settings.data)):
        (folder / "centre.life").write_bytes(b"{")

    assert [started(settings), started(settings)] == [epoch, epoch]


def test_the_note_is_renewed_while_a_centre_serves_and_once_more_at_its_end(
    database: Database, settings: CentreSettings, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marker, "EVERY", timedelta(milliseconds=5))
    marker.begin(database, settings)
    note = settings.data / "centre.life"

    with marker.kept(database, settings):
        before = note.read_bytes()
        order, tablet = desk.order(), desk.tablet()
        _wait_until(lambda: note.read_bytes() != before)
        tablet.write(save_answer("kit", "floor_mat", "OK", order_id=order.id))
        tablet.sync()
    with database.read() as connection:
        reach = marker.reached(connection)

    assert note.read_bytes() == encode(reach)


def _wait_until(holds: Callable[[], object]) -> None:
    give_up = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < give_up, "it never came"
        time.sleep(0.01)

"""A backup comes back whole, in an empty place, as another life; or not at all."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import make_url, select

from fieldapp.centre.app import local_centre
from fieldapp.centre.backup import files, marker, sqlite_copy
from fieldapp.centre.backup.making import make
from fieldapp.centre.backup.manifest import read_contents, write_manifest
from fieldapp.centre.backup.restoring import restore
from fieldapp.centre.database.engine import Database
from fieldapp.centre.database.tables import blob, event, upload
from fieldapp.centre.server import only_one
from fieldapp.centre.settings import CentreSettings
from fieldapp.cli import main
from fieldapp.domain.errors import NotFound, Refused, StoreBusy, StoreError
from fieldapp.trust.company_ca import CompanyCa
from fieldapp.wire.messages import Hello
from tests.contracts.desk import KnownAnew
from tests.contracts.tablet import Tablet
from tests.factories import save_answer
from tests.unit.centre.backup.conftest import PHOTO, PHOTO_NAME, NewPlace

on_both = pytest.mark.both_databases


def hello_of(settings: CentreSettings, tablet: Tablet) -> Hello:
    """What the restored centre tells the tablet that the lost one knew."""
    known = tablet.centre
    assert isinstance(known, KnownAnew)
    with closing(Database.of(settings)) as database:
        return KnownAnew(local_centre(database, settings), known.device_id, known.token).hello()


@on_both
def test_a_backup_comes_back_in_an_empty_place_as_another_life(
    database: Database, settings: CentreSettings, tablet: Tablet, folder: Path, new_place: NewPlace
) -> None:
    made = make(database, settings, folder)
    before = tablet.centre.hello()
    other = new_place()

    done = restore(other, folder)

    after = hello_of(other, tablet)
    assert (done.path, done.absent, done.aside) == (made.path, (), ())
    assert (after.last_seq, after.chain, after.escrow_key) == (2, before.chain, before.escrow_key)
    assert after.epoch == done.epoch != before.epoch
    assert b"".join(other.blobs.read(PHOTO_NAME)) == PHOTO
    with closing(Database.of(other)) as restored, restored.read() as connection:
        assert len(connection.execute(select(event)).all()) == 2
        assert connection.execute(select(upload)).all() == []


@on_both
def test_where_a_centre_lives_nothing_is_put_back_without_the_word_and_with_it_that_one_is_set_aside(
    database: Database, settings: CentreSettings, tablet: Tablet, folder: Path
) -> None:
    make(database, settings, folder)
    tablet.write(save_answer("kit", "clamp_meter", "OK", order_id=tablet.rows[0].data["order_id"]))
    tablet.sync()
    database.close()

    with pytest.raises(Refused, match=r"centre\.restore-living"):
        restore(settings, folder)
    assert hello_of(settings, tablet).last_seq == 3

    done = restore(settings, folder, overwrite=True)

    assert hello_of(settings, tablet).last_seq == 2
    [aside] = done.aside
    if settings.database is None:
        with sqlite_copy.reading(Path(aside)) as connection:
            assert read_contents(connection).devices[0].last_seq == 3
    else:
        with closing(Database.of(settings)) as restored, restored.read() as connection:
            assert connection.exec_driver_sql(f"SELECT last_seq FROM {aside}.device").scalar_one() == 3
            # A backup from now on leaves aside what was set aside.
            assert make(restored, settings, folder).manifest.contents.devices[0].last_seq == 2


def test_keys_of_another_company_that_stand_there_are_set_aside(
    database: Database, settings: CentreSettings, tablet: Tablet, folder: Path, new_place: NewPlace
) -> None:
    make(database, settings, folder)
    other = new_place()
    CompanyCa.open(other.trust, other.company)
    theirs = {path.name: path.read_bytes() for path in other.trust.iterdir()}

    done = restore(other, folder)

    [aside] = done.aside
    assert {path.name: path.read_bytes() for path in Path(aside).iterdir()} == theirs
    ours = CompanyCa.open(settings.trust, settings.company)
    assert CompanyCa.open(other.trust, other.company).fingerprint == ours.fingerprint


def test_a_file_that_the_backup_lacks_is_named_and_asked_of_the_tablets_again(
    database: Database, settings: CentreSettings, tablet: Tablet, folder: Path, new_place: NewPlace
) -> None:
    make(database, settings, folder)
    (folder / "blobs" / PHOTO_NAME[:2] / PHOTO_NAME).write_bytes(PHOTO[::-1])
    other = new_place()

    done = restore(other, folder)

    assert done.absent == (PHOTO_NAME,)
    with closing(Database.of(other)) as restored, restored.read() as connection:
        assert connection.execute(select(blob)).all() == []


@on_both
@pytest.mark.parametrize("name", ["dump", "manifest.json"])
def test_a_backup_with_a_changed_byte_is_refused_and_nothing_is_made(
    name: str, database: Database, settings: CentreSettings, tablet: Tablet, folder: Path, new_place: NewPlace
) -> None:
    made = make(database, settings, folder)
    path = made.path / (made.manifest.kind.file_name if name == "dump" else name)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x80
    path.write_bytes(content)
    other = new_place()

    with pytest.raises(StoreError, match=r"centre\.backup-damaged"):
        restore(other, folder)

    assert not other.data.exists()


def test_a_backup_of_a_later_program_is_refused(
    database: Database, settings: CentreSettings, tablet: Tablet, folder: Path, new_place: NewPlace
) -> None:
    made = make(database, settings, folder)
    later = replace(made.manifest, contents=replace(made.manifest.contents, revision="9999"))
    write_manifest(made.path, later)
    with pytest.raises(StoreError, match=r"centre\.database-newer"):
        restore(new_place(), folder)

    write_manifest(made.path, replace(made.manifest, format=2))
    with pytest.raises(StoreError, match=r"centre\.backup-newer"):
        restore(new_place(), folder)


def test_a_folder_without_a_backup_and_a_backup_of_another_kind_are_refused(
    database: Database, settings: CentreSettings, tablet: Tablet, folder: Path, new_place: NewPlace
) -> None:
    folder.mkdir()
    with pytest.raises(NotFound, match=r"centre\.no-backup"):
        restore(new_place(), folder)

    make(database, settings, folder)
    elsewhere = make_url("postgresql+psycopg://nobody@127.0.0.1:1/none") if settings.database is None else None
    with pytest.raises(Refused, match=r"centre\.restore-other-kind"):
        restore(replace(new_place(), database=elsewhere), folder)


@on_both
def test_a_restore_that_was_cut_off_keeps_every_centre_from_starting_until_it_was_done_again(
    database: Database,
    settings: CentreSettings,
    tablet: Tablet,
    folder: Path,
    new_place: NewPlace,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make(database, settings, folder)
    other = new_place()

    def cut_off(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(files, "carry", cut_off)
        with pytest.raises(KeyboardInterrupt):
            restore(other, folder)
    with closing(Database.of(other)) as half, pytest.raises(StoreError, match=r"centre\.restore-unfinished"):
        marker.begin(half, other)

    done = restore(other, folder)

    with closing(Database.of(other)) as restored:
        assert marker.begin(restored, other) == done.epoch
    assert hello_of(other, tablet).last_seq == 2


@on_both
def test_a_database_that_a_centre_works_on_is_not_replaced(
    database: Database, settings: CentreSettings, tablet: Tablet, folder: Path
) -> None:
    make(database, settings, folder)
    if settings.database is None:
        words = ["centre", "restore", str(folder), "--overwrite", "--data", str(settings.data)]
        with only_one(settings.data):
            assert main(words) == 1
    else:
        with database.read(), pytest.raises(StoreBusy, match=r"centre\.database-in-use"):
            restore(settings, folder, overwrite=True)
    assert hello_of(settings, tablet).last_seq == 2


def test_a_backup_without_keys_is_put_back_beside_the_keys_and_not_without_them(
    database: Database, settings: CentreSettings, tablet: Tablet, folder: Path, new_place: NewPlace
) -> None:
    made = make(database, settings, folder, with_keys=False)
    other = new_place()

    with pytest.raises(Refused, match=r"centre\.restore-no-keys"):
        restore(other, folder)
    assert (list(made.path.rglob("*.key")), other.data.exists()) == ([], False)
    shutil.copytree(settings.trust, other.trust)
    restore(other, folder)

    ours = CompanyCa.open(settings.trust, settings.company)
    assert CompanyCa.open(other.trust, other.company).fingerprint == ours.fingerprint
    assert hello_of(other, tablet).last_seq == 2

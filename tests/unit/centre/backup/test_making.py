"""A backup counts once it was read through, and a failure leaves nothing but what was there before."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from fieldapp.centre import facts
from fieldapp.centre.backup import files, postgresql_copy, sqlite_copy
from fieldapp.centre.backup.making import file_mark, listed, make, tell
from fieldapp.centre.backup.manifest import read_contents, read_manifest
from fieldapp.centre.database.engine import Database
from fieldapp.centre.devices.blob_storage import FolderBlobs
from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.errors import BadInput, StoreBusy, StoreError, StoreFull
from fieldapp.domain.ids import Sha256
from fieldapp.trust.single_copy import SingleCopy
from tests.contracts.tablet import Tablet
from tests.factories import NOW, save_answer
from tests.unit.centre.backup.conftest import PHOTO, PHOTO_NAME

on_both = pytest.mark.both_databases


def covered(tablet: Tablet) -> int:
    """What the tablet is told that it may let go of."""
    return tablet.centre.sync(tablet.request()).backed_up_seq


@on_both
def test_a_tablet_is_told_of_what_a_backup_holds_and_of_nothing_that_came_later(
    database: Database, settings: CentreSettings, tablet: Tablet, folder: Path
) -> None:
    before = covered(tablet)
    made = make(database, settings, folder)
    tablet.write(save_answer("kit", "clamp_meter", "OK", order_id=tablet.rows[0].data["order_id"]))
    tablet.sync()

    assert (before, covered(tablet), tablet.centre.hello().last_seq) == (0, 2, 3)
    assert (made.told, made.copied_files, made.manifest.absent) == (1, 1, ())
    assert read_manifest(made.path) == made.manifest


@pytest.mark.parametrize("inside", [".", "backups", "blobs/../backups"])
def test_a_backup_is_not_taken_into_the_data_that_it_is_to_outlive(
    database: Database, settings: CentreSettings, inside: str
) -> None:
    before = sorted(settings.data.rglob("*"))
    with pytest.raises(BadInput, match=r"centre\.backup-inside"):
        make(database, settings, settings.data / inside)
    assert sorted(settings.data.rglob("*")) == before


def test_a_manifest_names_every_file_of_its_backup_by_hash_with_the_keys_of_the_company(
    database: Database, settings: CentreSettings, tablet: Tablet, folder: Path
) -> None:
    made = make(database, settings, folder)

    names = {mark.name for mark in made.manifest.own}
    assert {f"trust/{path.name}" for path in settings.trust.iterdir()} < names
    assert names | {"manifest.json"} == {
        path.relative_to(made.path).as_posix() for path in made.path.rglob("*") if path.is_file()
    }
    assert [file_mark(made.path, made.path / mark.name) for mark in made.manifest.own] == list(made.manifest.own)
    [mark] = made.manifest.contents.devices
    assert (mark.device_id, mark.last_seq, mark.events) == (tablet.device_id, 2, 2)
    assert mark.chain == tablet.centre.hello().chain


@on_both
def test_a_copy_that_lacks_an_event_does_not_count(
    database: Database, settings: CentreSettings, tablet: Tablet, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = postgresql_copy if database.serves_several else sqlite_copy
    whole = kind.read

    def one_less(file: Path) -> object:
        found = whole(file)
        return replace(found, devices=tuple(replace(mark, events=mark.events - 1) for mark in found.devices))

    monkeypatch.setattr(kind, "read", one_less)

    with pytest.raises(StoreError, match=r"centre\.backup-not-verified"):
        make(database, settings, folder)

    assert (listed(folder), covered(tablet)) == ((), 0)


@on_both
def test_a_copy_that_was_cut_off_is_found_out(
    database: Database, settings: CentreSettings, tablet: Tablet, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = postgresql_copy if database.serves_several else sqlite_copy
    write = kind.write

    def half(connection: Connection, target: Path) -> None:
        write(connection, target)
        with target.open("r+b") as file:
            file.truncate(target.stat().st_size * 9 // 10)

    monkeypatch.setattr(kind, "write", half)

    with pytest.raises(StoreError, match=r"centre\.backup-damaged"):
        make(database, settings, folder)

    assert (listed(folder), covered(tablet)) == ((), 0)


def test_a_full_disk_leaves_the_older_backup_and_what_the_tablets_were_told(
    database: Database, settings: CentreSettings, tablet: Tablet, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = make(database, settings, folder)
    tablet.write(save_answer("kit", "clamp_meter", "OK", order_id=tablet.rows[0].data["order_id"]))
    tablet.sync()
    (folder / "blobs" / PHOTO_NAME[:2] / PHOTO_NAME).unlink()

    def no_room(self: FolderBlobs, sha256: Sha256, pieces: Iterable[bytes]) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(FolderBlobs, "bring", no_room)
        with pytest.raises(StoreFull, match=r"centre\.backup-full"):
            make(database, settings, folder, keep=1)

    assert (listed(folder), covered(tablet)) == ((first.path,), 2)
    assert len(list(folder.glob("*.part"))) == 1
    second = make(database, settings, folder, keep=1)
    assert (listed(folder), list(folder.glob("*.part")), covered(tablet)) == ((second.path,), [], 3)


def test_old_backups_go_once_a_new_one_counts_and_the_files_stay_for_all(
    database: Database, settings: CentreSettings, tablet: Tablet, folder: Path
) -> None:
    days = [replace(settings, now=lambda day=day: NOW + timedelta(days=day)) for day in range(3)]
    first, second, third = (make(database, one, folder, keep=2) for one in days)

    assert third.removed == (first.path,)
    assert listed(folder) == (third.path, second.path)
    assert [one.copied_files for one in (first, second, third)] == [1, 0, 0]


def test_a_file_that_rots_in_the_backups_is_found_within_a_month_and_copied_again(
    database: Database, settings: CentreSettings, tablet: Tablet, folder: Path
) -> None:
    make(database, settings, folder)
    kept = folder / "blobs" / PHOTO_NAME[:2] / PHOTO_NAME
    kept.write_bytes(PHOTO[::-1])
    month = [NOW + timedelta(days=day) for day in range(files.PARTS)]
    [its_day] = [day for day in month if files.part_of(day) == int(PHOTO_NAME[:2], 16) % files.PARTS]

    another = make(database, replace(settings, now=lambda: its_day - timedelta(days=1)), folder)
    found = make(database, replace(settings, now=lambda: its_day), folder)

    assert (another.copied_files, found.copied_files, kept.read_bytes()) == (0, 1, PHOTO)


def test_a_file_that_the_centre_cannot_read_is_named_and_the_events_are_held_all_the_same(
    database: Database, settings: CentreSettings, tablet: Tablet, folder: Path
) -> None:
    Path(settings.blobs.place(PHOTO_NAME)).unlink()

    made = make(database, settings, folder)

    assert (made.manifest.absent, made.told, covered(tablet)) == ((PHOTO_NAME,), 1, 2)


@pytest.mark.expects_log(f"the file {PHOTO_NAME} cannot be read")
def test_a_bad_place_on_the_disk_under_one_file_does_not_keep_the_backup_from_being_made(
    database: Database, settings: CentreSettings, tablet: Tablet, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(self: FolderBlobs, sha256: Sha256, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        yield PHOTO[:4]
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as broken:
        broken.setattr(FolderBlobs, "read", read)
        made = make(database, settings, folder)

    assert (made.manifest.absent, made.told, covered(tablet)) == ((PHOTO_NAME,), 1, 2)
    assert not list((folder / "blobs").rglob("*-*"))  # nothing half-made is left
    assert make(database, settings, folder).copied_files == 1  # once the disk gives it again


def test_a_backup_of_a_former_life_tells_the_tablets_nothing(database: Database, tablet: Tablet) -> None:
    with database.read() as connection:
        contents = read_contents(connection)
    database.transact(facts.renew_epoch)

    assert database.transact(lambda connection: tell(connection, contents)) == 0
    assert covered(tablet) == 0


@on_both
def test_another_life_of_the_centre_has_no_backup_yet(
    database: Database, settings: CentreSettings, tablet: Tablet, folder: Path
) -> None:
    make(database, settings, folder)
    told = covered(tablet)
    database.transact(facts.renew_epoch)

    assert (told, covered(tablet)) == (2, 0)
    make(database, settings, folder)
    assert covered(tablet) == 2


def test_two_backups_into_one_folder_do_not_meet(
    database: Database, settings: CentreSettings, tablet: Tablet, folder: Path
) -> None:
    folder.mkdir()
    other = SingleCopy(folder / "in-use.lock", in_use="taken")

    with pytest.raises(StoreBusy, match=r"centre\.backup-running"):
        make(database, settings, folder)

    other.release()
    assert make(database, settings, folder).told == 1


@on_both
@pytest.mark.parametrize(("said", "code"), [(None, "missing"), ("pg_dump (PostgreSQL) 9.6.24", "too-old")])
def test_without_a_pg_dump_of_the_servers_version_nothing_is_made(
    said: str | None,
    code: str,
    database: Database,
    settings: CentreSettings,
    tablet: Tablet,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    if said is not None:
        (programs / "pg_dump").write_text(f"#!/bin/sh\necho '{said}'\n")
        (programs / "pg_dump").chmod(0o755)
    monkeypatch.setenv("PATH", str(programs))
    if not database.serves_several:
        assert make(database, settings, folder).told == 1
        return

    with pytest.raises(StoreError, match=rf"centre\.program-{code}"):
        make(database, settings, folder)

    assert (listed(folder), covered(tablet)) == ((), 0)

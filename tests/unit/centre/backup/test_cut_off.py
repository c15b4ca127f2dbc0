"""A backup cut off anywhere, or made while others write: what counts is whole, tablets hear of no more."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from fieldapp.centre.backup import files, making, sqlite_copy
from fieldapp.centre.backup.making import listed, make
from fieldapp.centre.backup.restoring import check
from fieldapp.centre.database.engine import Database
from fieldapp.centre.devices.blob_storage import FolderBlobs
from fieldapp.centre.settings import CentreSettings
from tests.contracts.desk import Desk
from tests.contracts.tablet import Tablet
from tests.factories import save_answer

STEPS: dict[str, tuple[Any, str]] = {
    "before the copy": (sqlite_copy, "write"),
    "before the copy is on the disk": (making, "flush_file"),
    "before the keys": (making, "write_private"),
    "before the files": (files, "carry"),
    "within a file": (FolderBlobs, "bring"),
    "before it is read through": (sqlite_copy, "read"),
    "before its manifest": (making, "write_manifest"),
    "before its name is on the disk": (making, "flush_name"),
    "before the tablets are told": (making, "tell"),
    "before older ones go": (making, "_remove_old"),
}


class PowerCut(BaseException):
    """Nothing of the program runs after it."""


def covered(tablet: Tablet) -> int:
    return tablet.centre.sync(tablet.request()).backed_up_seq


@pytest.mark.parametrize(("place", "name"), STEPS.values(), ids=STEPS)
def test_a_backup_that_is_cut_off_leaves_only_backups_that_can_be_put_back_and_tells_of_no_more(
    place: Any,
    name: str,
    database: Database,
    settings: CentreSettings,
    tablet: Tablet,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = make(database, settings, folder)
    tablet.write(save_answer("kit", "clamp_meter", "OK", order_id=tablet.rows[0].data["order_id"]))
    tablet.sync()
    for kept in (folder / files.FOLDER).rglob("*"):
        if kept.is_file():
            kept.unlink()

    def cut(*_: object, **__: object) -> None:
        raise PowerCut

    with monkeypatch.context() as patched:
        patched.setattr(place, name, cut)
        with pytest.raises(PowerCut):
            make(database, settings, folder, keep=1)

    held = {path: check(path).contents.devices[0].last_seq for path in listed(folder)}
    assert first.path in held
    assert covered(tablet) <= max(held.values())
    second = make(database, settings, folder, keep=1)
    assert (listed(folder), list(folder.glob("*.part"))) == ((second.path,), [])
    assert (covered(tablet), files.is_whole(FolderBlobs(folder / files.FOLDER), _photo(database), thorough=True)) == (
        3,
        True,
    )


def _photo(database: Database) -> files.Named:
    with database.read() as connection:
        [photo] = files.named(connection)
    return photo


@pytest.mark.both_databases
def test_a_backup_that_is_made_while_tablets_write_is_of_one_moment(
    database: Database, desk: Desk, settings: CentreSettings, tablet: Tablet, folder: Path
) -> None:
    order_id, ended, failed = tablet.rows[0].data["order_id"], Event(), list[BaseException]()

    def work() -> None:
        try:
            while not ended.is_set():
                tablet.write(save_answer("kit", "clamp_meter", f"{len(tablet.rows)}", order_id=order_id))
                tablet.sync()
        except BaseException as fault:
            failed.append(fault)

    thread = Thread(target=work)
    thread.start()
    try:
        held = [_seq(make(database, settings, folder)) for _ in range(3)]
    finally:
        ended.set()
        thread.join()

    assert failed == []
    assert held == sorted(held)
    assert covered(tablet) == held[-1] <= len(tablet.rows)
    assert [_at(path) for path in reversed(listed(folder))] == held


def _seq(made: making.Made) -> int:
    return made.manifest.contents.devices[0].last_seq


def _at(path: Path) -> int:
    return check(path).contents.devices[0].last_seq


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_a_backup_is_its_owners_alone(
    database: Database, settings: CentreSettings, tablet: Tablet, folder: Path
) -> None:
    before = os.umask(0o022)
    try:
        make(database, settings, folder)
    finally:
        os.umask(before)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*") if path.is_file()} == {0o600}

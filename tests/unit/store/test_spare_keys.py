"""A spare key opens a tablet once: it is replaced after its use, and never before the company has the next (SYN-6)."""

from __future__ import annotations

import errno
import stat
from pathlib import Path

import pytest

from fieldapp.domain.errors import StoreError
from fieldapp.store import meta
from fieldapp.store.backups import FOLDER
from fieldapp.store.database import Database
from fieldapp.store.key_copy import StoreKeyCopy
from fieldapp.store.spare_keys import SPARE_FILE, SpareKeys, new_spare
from fieldapp.trust.escrow import EscrowKey
from fieldapp.wire.messages import SealedKey
from tests.fakes.stores import DEVICE, KEY

DATA_KEY = bytes(range(100, 132))


class Company:
    """The company's end: what it was sent, and which code the depot would hand out."""

    def __init__(self, folder: Path) -> None:
        self.pair = EscrowKey.open_or_make(folder)
        self.copy: SealedKey | None = None

    def greet(self, tablet: StoreKeyCopy, *, answer_arrives: bool = True) -> bool:
        """Greet as a sync does; tell whether a copy came."""
        sealed = tablet.undelivered_key(self.pair.public_key)
        if sealed is not None:
            self.copy = sealed
            if answer_arrives:
                tablet.key_delivered(sealed)
        return sealed is not None

    @property
    def code(self) -> bytes:
        assert self.copy is not None
        return self.pair.unseal(self.copy.sealed, DEVICE)


@pytest.fixture
def company(tmp_path: Path) -> Company:
    return Company(tmp_path / "trust")


@pytest.fixture
def tablet(database: Database) -> StoreKeyCopy:
    return StoreKeyCopy(database, KEY)


@pytest.fixture
def spares(folder: Path) -> SpareKeys:
    return SpareKeys(folder)


def test_a_spare_key_opens_what_it_was_added_for_and_another_opens_nothing(spares: SpareKeys) -> None:
    spare = new_spare()
    assert spares.open(spare) is None
    spares.add(spare, DATA_KEY)
    assert spares.open(spare) == DATA_KEY
    assert spares.open(new_spare()) is None
    assert spares.one_is_due


def test_neither_the_data_key_nor_the_spare_key_stands_in_the_files_and_only_their_owner_reads_them(
    spares: SpareKeys, folder: Path
) -> None:
    spare = new_spare()
    spares.add(spare, DATA_KEY)
    for path in (folder / SPARE_FILE, folder / FOLDER / SPARE_FILE):
        content = path.read_bytes()
        assert not any(secret in content for secret in (spare, DATA_KEY, spare.hex().encode(), DATA_KEY.hex().encode()))
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("broken", [SPARE_FILE, f"{FOLDER}/{SPARE_FILE}"])
def test_either_of_the_two_files_is_enough(spares: SpareKeys, folder: Path, broken: str) -> None:
    spare = new_spare()
    spares.add(spare, DATA_KEY)
    (folder / broken).write_bytes(b"{")
    assert spares.open(spare) == DATA_KEY
    (folder / broken).unlink()
    assert spares.open(spare) == DATA_KEY


@pytest.mark.req("SYN-6")
def test_the_company_gets_one_at_the_first_contact_and_no_other_while_it_was_not_used(
    company: Company, tablet: StoreKeyCopy, spares: SpareKeys
) -> None:
    assert company.greet(tablet)
    assert spares.open(company.code) == KEY != company.code
    assert not company.greet(tablet)


@pytest.mark.req("SYN-6")
def test_a_code_that_was_used_opens_until_the_company_has_the_next_one_and_never_after(
    company: Company, tablet: StoreKeyCopy, spares: SpareKeys
) -> None:
    company.greet(tablet)
    used = company.code
    spares.note_used(used)
    assert spares.open(used) == KEY
    assert not spares.is_spent(used)

    assert company.greet(tablet)

    assert company.code != used
    assert spares.open(company.code) == KEY
    assert spares.open(used) is None
    assert spares.is_spent(used)
    assert not company.greet(tablet)


@pytest.mark.req("SYN-6")
def test_an_answer_that_is_lost_leaves_both_codes_working_and_the_same_is_sent_again(
    company: Company, tablet: StoreKeyCopy, spares: SpareKeys
) -> None:
    company.greet(tablet)
    used = company.code
    spares.note_used(used)

    company.greet(tablet, answer_arrives=False)

    following = company.code
    assert [spares.open(code) for code in (used, following)] == [KEY, KEY]
    assert company.greet(tablet)
    assert company.code == following
    assert spares.open(used) is None


def test_another_key_of_the_company_gets_another_spare_key(
    company: Company, tablet: StoreKeyCopy, spares: SpareKeys, tmp_path: Path
) -> None:
    company.greet(tablet)
    other = Company(tmp_path / "other")
    assert other.greet(tablet)
    assert spares.open(company.code) is None
    assert spares.open(other.code) == KEY


def test_what_an_earlier_program_delivered_is_replaced_at_the_next_contact(
    company: Company, tablet: StoreKeyCopy, database: Database, spares: SpareKeys
) -> None:
    company.greet(tablet)
    name = company.copy.key_name if company.copy is not None else ""
    spares.destroy()
    with database.writing() as connection:
        meta.write(connection, meta.SEALED_FOR, name)
    assert spares.none_was_delivered

    assert company.greet(tablet)

    assert spares.open(company.code) == KEY
    assert not spares.none_was_delivered


def test_destroyed_spare_keys_open_nothing_and_leave_no_file(spares: SpareKeys, folder: Path) -> None:
    spare = new_spare()
    spares.add(spare, DATA_KEY)
    spares.destroy()
    assert spares.open(spare) is None
    assert not list(folder.rglob(SPARE_FILE))


def test_a_spare_key_that_a_backup_brings_back_after_it_was_replaced_is_not_the_companys_again(
    company: Company, tablet: StoreKeyCopy, database: Database, spares: SpareKeys
) -> None:
    company.greet(tablet)
    first = company.code
    spares.note_used(first)
    company.greet(tablet)
    with database.writing() as connection:  # the database is one of before the first answer
        meta.write(connection, meta.SPARE, first)
        meta.forget(connection, meta.SEALED_FOR)

    company.greet(tablet)

    assert company.code != first
    assert spares.open(company.code) == KEY
    assert not spares.is_spent(company.code)


def test_a_disk_that_does_not_give_the_files_is_said_and_nothing_is_written_over_them(
    spares: SpareKeys, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spare = new_spare()
    spares.add(spare, DATA_KEY)
    (folder / SPARE_FILE).write_bytes(b"torn")

    def refuse(_path: Path) -> bytes:
        raise OSError(errno.EIO, "no answer")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", refuse)
        with pytest.raises(StoreError, match=r"store\.disk"):
            spares.add(new_spare(), DATA_KEY)
    assert spares.open(spare) == DATA_KEY

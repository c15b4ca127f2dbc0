from __future__ import annotations

import stat
from datetime import timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from fieldapp.domain.errors import Refused, StoreDamaged
from fieldapp.store.keys import FREE_TRIES, KeyFile, key_file
from tests.factories import FixedClock

PIN = "271828"


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def keys(tmp_path: Path, clock: FixedClock) -> KeyFile:
    """With a cheap hash: the cost of the real one is not what is tested here."""
    return KeyFile(tmp_path / "device", clock.now, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def try_wrong(keys: KeyFile, times: int) -> Refused:
    for _ in range(times):
        with pytest.raises(Refused) as caught:
            keys.unlock("000000")
    return caught.value


def test_the_right_pin_gives_the_same_key_again(keys: KeyFile) -> None:
    key = keys.create(PIN)

    assert len(key) == 32
    assert keys.unlock(PIN) == key
    assert keys.exists()


def test_files_can_be_read_by_their_owner_only_and_do_not_hold_the_pin(keys: KeyFile) -> None:
    keys.create(PIN)

    files = list(keys.folder.iterdir())
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert all(PIN.encode() not in path.read_bytes() for path in files)
    assert stat.S_IMODE(keys.folder.stat().st_mode) == 0o700


def test_a_key_is_never_written_over(keys: KeyFile) -> None:
    key = keys.create(PIN)

    with pytest.raises(StoreDamaged, match=r"key\.exists-already"):
        keys.create("111111")

    assert keys.unlock(PIN) == key


def test_wrong_pins_count_down_to_a_wait_that_doubles_up_to_a_quarter_of_an_hour(
    keys: KeyFile, clock: FixedClock
) -> None:
    keys.create(PIN)

    assert try_wrong(keys, FREE_TRIES - 1).fields == {"left": 1}
    assert try_wrong(keys, 1).code == "pin.wrong"
    waits = []
    for _ in range(8):
        with pytest.raises(Refused) as waiting:
            keys.unlock(PIN)
        assert waiting.value.code == "pin.wait"
        seconds = int(waiting.value.fields["seconds"])
        waits.append(seconds)
        clock.advance(timedelta(seconds=seconds))
        try_wrong(keys, 1)

    assert waits == [30, 60, 120, 240, 480, 900, 900, 900]


def test_the_count_of_wrong_pins_survives_a_restart_and_ends_with_the_right_one(
    keys: KeyFile, clock: FixedClock
) -> None:
    keys.create(PIN)
    try_wrong(keys, FREE_TRIES)
    again = KeyFile(keys.folder, clock.now, keys.hasher)
    with pytest.raises(Refused, match=r"pin\.wait"):
        again.unlock(PIN)

    clock.advance(timedelta(seconds=31))
    again.unlock(PIN)

    assert try_wrong(keys, 1).fields == {"left": FREE_TRIES - 1}


def test_a_clock_set_back_a_year_never_locks_longer_than_one_wait(keys: KeyFile, clock: FixedClock) -> None:
    keys.create(PIN)
    try_wrong(keys, FREE_TRIES)
    clock.advance(-timedelta(days=365))

    assert int(try_wrong(keys, 1).fields["seconds"]) <= 900
    clock.advance(timedelta(minutes=16))
    assert keys.unlock(PIN)


def test_a_lost_or_cut_key_is_said_to_be_unreadable(keys: KeyFile) -> None:
    with pytest.raises(StoreDamaged, match=r"key\.unreadable"):
        keys.unlock(PIN)
    keys.create(PIN)
    (keys.folder / "data.key").write_bytes(b"short")

    with pytest.raises(StoreDamaged, match=r"key\.unreadable"):
        keys.unlock(PIN)


def test_the_shipped_hash_is_argon2id_with_46_mebibytes(tmp_path: Path, clock: FixedClock) -> None:
    key_file(tmp_path, clock.now).create(PIN)

    assert "$argon2id$v=19$m=47104,t=1,p=1$" in (tmp_path / "pin.json").read_text()

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from fieldapp.domain.errors import FieldappError, Refused, StoreDamaged, StoreError
from fieldapp.store.key_record import read_record
from fieldapp.store.key_wrapping import USUAL_COST, Cost
from fieldapp.store.keys import KEY_FILE, TRIES_FILE, KeyFile
from fieldapp.store.pin_tries import FREE_TRIES
from fieldapp.trust.pin_rules import OpensWith
from fieldapp.wire.codec import decode
from tests.fakes.halves import MemoryHalves
from tests.fakes.stopped_clock import StoppedClock

PIN = "271828"
OTHER = "314159"
PHRASE = "vier rote Pumpen 7"
CHEAP = Cost(memory_kib=8, passes=1, lanes=1)
"""The cost of the real hash is not what most of these tests are about."""
KILLS = int(os.environ.get("FIELDAPP_PIN_KILLS", "200" if os.environ.get("FIELDAPP_SOAK") else "3"))


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def keyring() -> MemoryHalves:
    return MemoryHalves()


@pytest.fixture
def keys(tmp_path: Path, clock: StoppedClock, keyring: MemoryHalves) -> KeyFile:
    return KeyFile(tmp_path / "device", clock, keyring, cost=CHEAP)


def old_files(keys: KeyFile, pin: str = PIN) -> bytes:
    """What the first versions wrote."""
    keys.folder.mkdir(mode=0o700)
    key = bytes(range(32))
    (keys.folder / "data.key").write_bytes(key)
    hashed = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(pin)
    (keys.folder / "pin.json").write_text(f'{{"pin_hash":"{hashed}","wrong":0,"wait_until":null}}')
    return key


def try_wrong(keys: KeyFile, times: int) -> Refused:
    for _ in range(times):
        with pytest.raises(Refused) as caught:
            keys.unlock("000000")
    return caught.value


@pytest.mark.req("SYN-6")
def test_the_right_pin_gives_the_same_key_again_and_the_file_holds_neither(
    keys: KeyFile, keyring: MemoryHalves
) -> None:
    key = keys.create(PIN)

    assert len(key) == 32
    assert keys.unlock(PIN) == key
    assert keys.exists()
    assert keys.opens_with() is OpensWith.PIN
    for path in keys.folder.iterdir():
        for secret in (key, key.hex().encode(), PIN.encode(), *keyring.kept.values()):
            assert secret not in path.read_bytes(), path.name


def test_files_can_be_read_by_their_owner_only(keys: KeyFile) -> None:
    keys.create(PIN)
    keys.unlock(PIN)

    assert {stat.S_IMODE(path.stat().st_mode) for path in keys.folder.iterdir()} == {0o600}
    assert stat.S_IMODE(keys.folder.stat().st_mode) == 0o700


@pytest.mark.req("SYN-6")
def test_the_files_alone_do_not_open_even_with_the_pin(keys: KeyFile, keyring: MemoryHalves) -> None:
    keys.create(PIN)
    stolen = replace(keys, keyring=MemoryHalves())

    with pytest.raises(StoreDamaged, match=r"key\.half-lost"):
        stolen.unlock(PIN)

    name = next(iter(keyring.kept))
    with pytest.raises(StoreDamaged, match=r"key\.half-lost"):
        replace(keys, keyring=MemoryHalves({name: bytes(32)})).unlock(PIN)


def test_a_closed_keyring_is_told_from_a_wrong_pin_and_costs_no_try(keys: KeyFile, keyring: MemoryHalves) -> None:
    key = keys.create(PIN)
    keyring.closed = True
    for _ in range(FREE_TRIES + 1):
        with pytest.raises(StoreError, match=r"key\.keyring-closed"):
            keys.unlock(PIN)

    keyring.closed = False
    assert keys.unlock(PIN) == key


def test_without_a_keyring_a_passphrase_opens_and_a_pin_is_refused(keys: KeyFile, keyring: MemoryHalves) -> None:
    keyring.there = False
    assert keys.opens_with() is OpensWith.PASSPHRASE
    with pytest.raises(Refused, match=r"passphrase\.short"):
        keys.create(PIN)
    assert not keys.exists()

    key = keys.create(PHRASE)
    keyring.there = True  # one that comes later changes nothing for this file

    assert keys.opens_with() is OpensWith.PASSPHRASE
    assert keys.unlock(PHRASE) == key
    assert try_wrong(keys, 1).code == "passphrase.wrong"


def test_letters_of_another_keyboard_are_the_same_passphrase(keys: KeyFile, keyring: MemoryHalves) -> None:
    keyring.there = False
    key = keys.create("Ｐumpe für Öl 12")

    assert keys.unlock("Pumpe fu\u0308r O\u0308l 12") == key


def test_a_key_is_never_written_over(keys: KeyFile) -> None:
    key = keys.create(PIN)

    with pytest.raises(StoreDamaged, match=r"key\.exists-already"):
        keys.create(OTHER)

    assert keys.unlock(PIN) == key


def test_wrong_pins_count_down_to_a_wait_that_doubles_up_to_a_quarter_of_an_hour(
    keys: KeyFile, clock: StoppedClock
) -> None:
    keys.create(PIN)

    assert try_wrong(keys, FREE_TRIES - 1).fields == {"left": 1}
    waits = []
    for _ in range(8):
        told = try_wrong(keys, 1)
        assert told.code == "pin.wait", "the try that was the last says at once how long to wait"
        waits.append(int(told.fields["seconds"]))
        with pytest.raises(Refused, match=r"pin\.wait"):
            keys.unlock(PIN)
        clock.pass_time(timedelta(seconds=waits[-1] - 1))
        assert keys.waits() == timedelta(seconds=1)
        clock.pass_time(timedelta(seconds=1))
        assert keys.waits() == timedelta()

    assert waits == [30, 60, 120, 240, 480, 900, 900, 900]


def test_the_count_of_wrong_pins_survives_a_restart_and_ends_with_the_right_one(
    keys: KeyFile, clock: StoppedClock
) -> None:
    keys.create(PIN)
    try_wrong(keys, FREE_TRIES)
    again = replace(keys)
    with pytest.raises(Refused, match=r"pin\.wait"):
        again.unlock(PIN)

    clock.pass_time(timedelta(seconds=31))
    again.unlock(PIN)

    assert try_wrong(keys, 1).fields == {"left": FREE_TRIES - 1}


def test_a_try_counts_before_it_is_judged_so_that_a_kill_in_between_gains_nothing(
    keys: KeyFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys.create(PIN)

    def killed(*_: object, **_named: object) -> bytes:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("fieldapp.store.key_wrapping.hash_secret_raw", killed)
        for _ in range(FREE_TRIES):
            with pytest.raises(KeyboardInterrupt):
                keys.unlock("000000")

    with pytest.raises(Refused, match=r"pin\.wait"):
        keys.unlock(PIN)


@pytest.mark.parametrize("count", [
    b"\x00\x00",
    b'{"wrong":-1000000}',
    b'{"wrong":0,"wait":-86400.0}',
    b'{"wrong":3,"wait":86400.0,"since":0.0,"boot_id":"boot-1"}',
])  # fmt: skip
def test_a_broken_or_impossible_count_leaves_one_try_before_the_wait_and_locks_nobody_out(
    keys: KeyFile, clock: StoppedClock, count: bytes
) -> None:
    key = keys.create(PIN)
    (keys.folder / TRIES_FILE).write_bytes(count)

    assert try_wrong(keys, 1).fields == {"seconds": 30}
    (keys.folder / TRIES_FILE).write_bytes(count)
    assert keys.unlock(PIN) == key


@pytest.mark.req("SYN-6")
def test_on_a_full_disk_tries_count_and_wait_and_the_right_pin_opens(
    keys: KeyFile, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = keys.create(PIN)
    there = (keys.folder / TRIES_FILE).stat()
    whole_open = os.open

    def full(path: str, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_CREAT:
            raise OSError(28, "No space left on device")
        return whole_open(path, flags, mode)

    monkeypatch.setattr("fieldapp.trust.private_file.os.open", full)

    assert keys.unlock(PIN) == key
    assert try_wrong(keys, FREE_TRIES).fields == {"seconds": 30}
    assert try_wrong(keys, 1).fields == {"seconds": 30}
    clock.pass_time(timedelta(seconds=30))
    assert try_wrong(keys, 1).fields == {"seconds": 60}
    clock.pass_time(timedelta(seconds=60))
    assert keys.unlock(PIN) == key
    count = (keys.folder / TRIES_FILE).stat()
    assert (count.st_ino, count.st_size, count.st_blocks) == (there.st_ino, there.st_size, there.st_blocks)


def test_a_count_of_an_earlier_program_goes_on_and_gets_its_room(keys: KeyFile) -> None:
    keys.create(PIN)
    (keys.folder / TRIES_FILE).write_bytes(b'{"wrong":2}')

    assert try_wrong(keys, 1).fields == {"left": FREE_TRIES - 3}
    long = (keys.folder / TRIES_FILE).stat().st_size
    assert keys.unlock(PIN)
    assert (keys.folder / TRIES_FILE).stat().st_size == long


@pytest.mark.parametrize("days", [-365, -1, 1, 365])
@pytest.mark.req("SYN-6")
def test_setting_the_clock_neither_ends_a_wait_nor_makes_it_longer(
    keys: KeyFile, clock: StoppedClock, days: int
) -> None:
    keys.create(PIN)
    try_wrong(keys, FREE_TRIES)
    clock.set_back(timedelta(days=days))

    assert try_wrong(keys, 1).fields == {"seconds": 30}
    clock.pass_time(timedelta(seconds=30))
    assert keys.unlock(PIN)


def test_a_machine_started_anew_waits_all_of_it_once_and_then_no_more(keys: KeyFile, clock: StoppedClock) -> None:
    keys.create(PIN)
    try_wrong(keys, FREE_TRIES)
    clock.pass_time(timedelta(seconds=20))
    clock.boot_id, clock.monotonic = "boot-2", timedelta(seconds=5)
    clock.wall_at += timedelta(days=1)

    assert keys.waits() == timedelta(seconds=30)
    clock.pass_time(timedelta(seconds=30))
    assert keys.waits() == timedelta()
    clock.boot_id = "boot-3"
    assert keys.unlock(PIN)


def test_a_lost_cut_or_flipped_key_file_is_said_to_be_unreadable_and_costs_no_try(keys: KeyFile) -> None:
    with pytest.raises(StoreDamaged, match=r"key\.unreadable"):
        keys.unlock(PIN)
    key = keys.create(PIN)
    path = keys.folder / KEY_FILE
    whole = path.read_bytes()
    for broken in (b"", b"short", whole[:-20], *flipped(whole)):
        path.write_bytes(broken)
        with pytest.raises(FieldappError) as told:
            keys.unlock(PIN)
        assert told.value.code in ("key.unreadable", "store.newer"), broken

    path.write_bytes(whole)
    assert keys.unlock(PIN) == key


def flipped(whole: bytes) -> Iterator[bytes]:
    for place in range(len(whole)):
        yield whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :]


def test_a_file_of_a_later_program_says_so(keys: KeyFile) -> None:
    keys.create(PIN)
    path = keys.folder / KEY_FILE
    path.write_bytes(b'{"format":2,"lattice":"abc"}')

    with pytest.raises(StoreError, match=r"store\.newer"):
        keys.unlock(PIN)

    assert path.read_bytes() == b'{"format":2,"lattice":"abc"}'


def test_a_changed_pin_opens_the_same_key_and_the_old_one_no_more(keys: KeyFile) -> None:
    key = keys.create(PIN)

    keys.change(PIN, OTHER)

    assert keys.unlock(OTHER) == key
    with pytest.raises(Refused, match=r"pin\.wrong"):
        keys.unlock(PIN)


@pytest.mark.parametrize(("old", "new", "code"), [
    ("000001", OTHER, "pin.wrong"),
    (PIN, "123456", "pin.simple"),
    (PIN, "12345", "pin.form"),
    (PIN, PIN, "pin.same"),
])  # fmt: skip
def test_a_change_that_is_refused_changes_nothing(keys: KeyFile, old: str, new: str, code: str) -> None:
    key = keys.create(PIN)
    before = (keys.folder / KEY_FILE).read_bytes()

    with pytest.raises(Refused) as refused:
        keys.change(old, new)

    assert refused.value.code == code
    assert (keys.folder / KEY_FILE).read_bytes() == before
    assert keys.unlock(PIN) == key


CHANGING = """
import sys
from pathlib import Path
from fieldapp.store.clock import SystemClock
from fieldapp.store.key_halves import DemoHalves
from fieldapp.store.key_wrapping import Cost
from fieldapp.store.keys import KeyFile
folder = Path(sys.argv[1])
keys = KeyFile(folder, SystemClock(), DemoHalves(folder), True, Cost(memory_kib=8, passes=1, lanes=1))
pins = sys.stdin.read().split()
print("ready", flush=True)
while True:
    keys.change(pins[0], pins[1])
    pins.reverse()
"""


@pytest.mark.soak
def test_a_kill_at_any_moment_of_a_change_leaves_one_of_the_two_pins_working(
    tmp_path: Path, clock: StoppedClock
) -> None:
    keys = KeyFile(tmp_path, clock, MemoryHalves(), demo=True, cost=CHEAP)
    key = keys.create(PIN)
    for number in range(KILLS):
        pins = [PIN, OTHER] if opens(keys, PIN) else [OTHER, PIN]
        process = subprocess.Popen(
            [sys.executable, "-c", CHANGING, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert process.stdin is not None
        assert process.stdout is not None
        with process, process.stdin, process.stdout:
            process.stdin.write(" ".join(pins))
            process.stdin.close()
            assert process.stdout.readline() == "ready\n"
            time.sleep(0.003 * (number % 7) + 0.002)
            process.kill()
        (tmp_path / TRIES_FILE).unlink(missing_ok=True)

        assert [opens(keys, PIN), opens(keys, OTHER)].count(key) == 1


def opens(keys: KeyFile, pin: str) -> bytes | None:
    try:
        return keys.unlock(pin)
    except Refused:
        return None


def test_an_old_key_in_the_clear_is_wrapped_at_the_next_unlock_and_removed(keys: KeyFile) -> None:
    key = old_files(keys, pin="123456")
    assert (keys.exists(), keys.opens_with()) == (True, OpensWith.PIN)
    with pytest.raises(Refused, match=r"pin\.wrong"):
        keys.unlock(PIN)
    assert (keys.folder / "data.key").exists()

    assert keys.unlock("123456") == key

    assert {path.name for path in keys.folder.iterdir()} == {KEY_FILE, TRIES_FILE}
    assert keys.unlock("123456") == key


def test_an_old_key_whose_removal_was_cut_off_is_removed_at_the_next_unlock(keys: KeyFile) -> None:
    key = old_files(keys)
    left = {path.name: path.read_bytes() for path in keys.folder.iterdir()}
    keys.unlock(PIN)
    for name, content in left.items():
        (keys.folder / name).write_bytes(content)

    assert keys.unlock(PIN) == key
    assert not (keys.folder / "data.key").exists()


def test_an_old_key_on_a_machine_without_a_keyring_asks_for_a_passphrase_first(
    keys: KeyFile, keyring: MemoryHalves
) -> None:
    key = old_files(keys)
    keyring.there = False
    with pytest.raises(Refused, match=r"key\.passphrase-needed"):
        keys.unlock(PIN)
    with pytest.raises(Refused, match=r"passphrase\.short"):
        keys.renew(PIN, "123456789")
    assert (keys.folder / "data.key").exists()

    assert keys.renew(PIN, PHRASE) == key

    assert not (keys.folder / "data.key").exists()
    assert (keys.opens_with(), keys.unlock(PHRASE)) == (OpensWith.PASSPHRASE, key)


def test_a_key_brought_from_the_depot_gets_a_new_pin_and_ends_the_waits(keys: KeyFile, keyring: MemoryHalves) -> None:
    key = keys.create(PIN)
    try_wrong(keys, FREE_TRIES)

    keys.adopt(key, OTHER)

    assert keys.unlock(OTHER) == key
    assert len(keyring.kept) == 1, "the half of the forgotten PIN is gone"


def test_a_lost_half_and_a_broken_file_are_mended_by_the_key_from_the_depot(
    keys: KeyFile, keyring: MemoryHalves
) -> None:
    key = keys.create(PIN)
    keyring.kept.clear()
    (keys.folder / KEY_FILE).write_bytes(b"")

    keys.adopt(key, OTHER)

    assert keys.unlock(OTHER) == key


@pytest.mark.req("SYN-6")
def test_a_destroyed_key_leaves_nothing_in_the_folder_and_nothing_in_the_keyring(
    keys: KeyFile, keyring: MemoryHalves
) -> None:
    keys.create(PIN)

    keys.destroy()
    keys.destroy()

    assert (list(keys.folder.iterdir()), keyring.kept, keys.exists()) == ([], {}, False)


@pytest.mark.req("SYN-6")
def test_a_removal_that_is_cut_off_at_its_first_file_has_made_the_key_unreadable(
    keys: KeyFile, keyring: MemoryHalves, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys.create(PIN)

    def killed(path: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("fieldapp.store.keys.overwrite_and_remove", killed)
    with pytest.raises(KeyboardInterrupt):
        keys.destroy()

    assert keyring.kept == {}
    with pytest.raises(StoreDamaged, match=r"key\.half-lost"):
        keys.unlock(PIN)


@pytest.mark.parametrize("wrapped_anew", [
    lambda keys, key: keys.change(PIN, OTHER),
    lambda keys, key: keys.adopt(key, OTHER),
], ids=["change", "adopt"])  # fmt: skip
def test_a_key_that_is_wrapped_anew_costs_what_is_usual_and_not_what_its_file_cost(
    keys: KeyFile, clock: StoppedClock, keyring: MemoryHalves, wrapped_anew: Callable[[KeyFile, bytes], None]
) -> None:
    key = keys.create(PIN)
    shipped = KeyFile(keys.folder, clock, keyring)

    wrapped_anew(shipped, key)

    assert read_record(keys.folder / KEY_FILE).wrapped.cost == USUAL_COST
    assert shipped.unlock(OTHER) == key


def test_what_is_shipped_costs_argon2id_64_mebibytes_and_two_passes(tmp_path: Path, clock: StoppedClock) -> None:
    keys = KeyFile(tmp_path, clock, MemoryHalves())
    key = keys.create(PIN)

    assert keys.unlock(PIN) == key
    assert Cost(memory_kib=65536, passes=2, lanes=4) == USUAL_COST
    written = decode((tmp_path / KEY_FILE).read_bytes(), dict[str, object])
    assert written["wrapped"]["cost"] == {"memory_kib": 65536, "passes": 2, "lanes": 4}  # type: ignore[index]

from __future__ import annotations

from pathlib import Path

import pytest

from fieldapp.domain.errors import StoreDamaged
from fieldapp.domain.ids import Sha256
from fieldapp.store import blob_files
from fieldapp.store.blob_files import CHUNK, seal, sweep, unseal

NAME = Sha256("ab" * 32)


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_what_was_sealed_opens_with_its_key(tmp_path: Path, size: int) -> None:
    content = bytes(n % 251 for n in range(size))

    key = seal(tmp_path, NAME, content)

    assert unseal(tmp_path, NAME, key) == content


@pytest.mark.req("SYN-2")
def test_a_sealed_file_and_then_its_name_reach_the_disk_before_its_key_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[tuple[str, list[str]]] = []
    folder = tmp_path / "blobs"

    def there() -> list[str]:
        return [path.name for path in folder.iterdir()]

    monkeypatch.setattr(blob_files, "sync_file", lambda descriptor: synced.append(("file", there())))
    monkeypatch.setattr(blob_files, "sync_folder", lambda path: synced.append((path.name, there())))

    seal(folder, NAME, b"a signature")

    assert synced == [("file", [f"{NAME}.part"]), ("blobs", [NAME])]


def cut_last_chunk(sealed: bytes) -> bytes:
    return sealed[: 2 * (CHUNK + 16)]


def swap_chunks(sealed: bytes) -> bytes:
    size = CHUNK + 16
    return sealed[size : 2 * size] + sealed[:size] + sealed[2 * size :]


def flip_a_bit(sealed: bytes) -> bytes:
    return sealed[:100] + bytes([sealed[100] ^ 1]) + sealed[101:]


def empty(sealed: bytes) -> bytes:
    return b""


@pytest.mark.parametrize("damage", [cut_last_chunk, swap_chunks, flip_a_bit, empty])
def test_a_file_that_is_cut_swapped_or_altered_does_not_open(tmp_path: Path, damage) -> None:  # type: ignore[no-untyped-def]
    key = seal(tmp_path, NAME, bytes(2 * CHUNK + 10))
    path = tmp_path / NAME
    path.write_bytes(damage(path.read_bytes()))

    with pytest.raises(StoreDamaged, match=r"blob\.damaged"):
        unseal(tmp_path, NAME, key)


def test_another_key_or_a_missing_file_does_not_open(tmp_path: Path) -> None:
    seal(tmp_path, NAME, b"content")

    with pytest.raises(StoreDamaged, match=r"blob\.damaged"):
        unseal(tmp_path, NAME, bytes(32))
    with pytest.raises(StoreDamaged, match=r"blob\.damaged"):
        unseal(tmp_path, Sha256("cd" * 32), bytes(32))


def test_every_file_has_a_key_of_its_own(tmp_path: Path) -> None:
    assert seal(tmp_path, NAME, b"same") != seal(tmp_path, NAME, b"same")


def test_sweeping_removes_what_is_not_named_and_half_written_files(tmp_path: Path) -> None:
    seal(tmp_path, NAME, b"kept")
    seal(tmp_path, Sha256("cd" * 32), b"lost")
    (tmp_path / "ef.part").write_bytes(b"half")

    sweep(tmp_path, {NAME})

    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def lengthened(sealed: bytes) -> bytes:
    """The last chunk stands twice."""
    return sealed + sealed[2 * (CHUNK + 16) :]


def last_for_a_middle_one(sealed: bytes) -> bytes:
    """The last chunk comes one place too early, and is the last again."""
    return sealed[: CHUNK + 16] + sealed[2 * (CHUNK + 16) :]


def first_twice(sealed: bytes) -> bytes:
    return sealed[: CHUNK + 16] * 2 + sealed[2 * (CHUNK + 16) :]


def cut_inside(sealed: bytes) -> bytes:
    return sealed[:-1]


@pytest.mark.req("SYN-2")
@pytest.mark.parametrize("damage", [lengthened, last_for_a_middle_one, first_twice, cut_inside])
def test_chunks_in_another_order_or_number_do_not_open(tmp_path: Path, damage) -> None:  # type: ignore[no-untyped-def]
    key = seal(tmp_path, NAME, bytes(2 * CHUNK + 10))
    path = tmp_path / NAME
    path.write_bytes(damage(path.read_bytes()))

    with pytest.raises(StoreDamaged, match=r"blob\.damaged"):
        unseal(tmp_path, NAME, key)


def test_a_chunk_of_another_file_does_not_open(tmp_path: Path) -> None:
    other = Sha256("cd" * 32)
    key = seal(tmp_path, NAME, bytes(2 * CHUNK))
    seal(tmp_path, other, bytes(2 * CHUNK))
    mine, foreign = (tmp_path / NAME).read_bytes(), (tmp_path / other).read_bytes()
    (tmp_path / NAME).write_bytes(mine[: CHUNK + 16] + foreign[CHUNK + 16 :])

    with pytest.raises(StoreDamaged, match=r"blob\.damaged"):
        unseal(tmp_path, NAME, key)


def test_equal_chunks_are_sealed_differently_for_no_nonce_is_used_twice(tmp_path: Path) -> None:
    seal(tmp_path, NAME, bytes(8 * CHUNK))

    sealed = (tmp_path / NAME).read_bytes()
    chunks = {sealed[at : at + CHUNK] for at in range(0, len(sealed), CHUNK + 16)}

    assert len(chunks) == 8

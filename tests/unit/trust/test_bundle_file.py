"""A bundle on a bad stick, in wrong hands, of another version: refused each time, and with its own word."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldapp.domain.errors import BadInput
from fieldapp.trust.bundle_file import Bundle, BundleKind, BundleWriter, Frame
from fieldapp.trust.device_keys import DeviceKey, verify
from fieldapp.trust.sealed_box import raw_public

FRAMES = (Frame(b"H", b"head"), Frame(b"B", b"x" * 5000), Frame(b"F", b""))


@dataclass(frozen=True, slots=True)
class Pair:
    """A tablet that writes and a depot that reads."""

    sender: DeviceKey
    depot: X25519PrivateKey

    def write(self, path: Path, frames: tuple[Frame, ...] = FRAMES) -> Path:
        with path.open("w+b") as file:
            writer = BundleWriter(file, BundleKind.UP, raw_public(self.depot), self.sign)
            for frame in frames:
                writer.add(frame)
            assert writer.finish() == file.seek(0, 2)
        return path

    def sign(self, message: bytes) -> bytes:
        return base64.b64decode(self.sender.sign(message))

    def verified(self, message: bytes, signature: bytes) -> bool:
        return verify(self.sender.public_key, message, base64.b64encode(signature).decode())

    def read(self, path: Path) -> tuple[Frame, ...]:
        bundle = Bundle.open(path, self.depot, (BundleKind.UP,))
        bundle.check(self.verified)
        return tuple(bundle.frames())


@pytest.fixture(scope="module")
def pair() -> Pair:
    return Pair(DeviceKey.generate(), X25519PrivateKey.generate())


@pytest.fixture
def path(pair: Pair, tmp_path: Path) -> Path:
    return pair.write(tmp_path / "one.fab")


def refusal(read: Callable[[], object]) -> str:
    with pytest.raises(BadInput) as refused:
        read()
    return refused.value.code


def test_what_was_written_is_read_by_the_depot_alone(pair: Pair, path: Path) -> None:
    stranger = X25519PrivateKey.generate()

    assert pair.read(path) == FRAMES
    assert refusal(lambda: Bundle.open(path, stranger, (BundleKind.UP,))) == "bundle.not-for-us"
    assert refusal(lambda: Bundle.open(path, pair.depot, (BundleKind.DOWN,))) == "bundle.wrong-way"
    assert b"x" * 16 not in path.read_bytes()


def test_a_file_signed_by_another_tablet_is_refused(pair: Pair, tmp_path: Path) -> None:
    forged = Pair(DeviceKey.generate(), pair.depot).write(tmp_path / "forged.fab")

    assert refusal(lambda: pair.read(forged)) == "bundle.signature-invalid"


def test_a_part_of_a_file_is_told_from_a_bad_one(pair: Pair, path: Path) -> None:
    whole = path.read_bytes()

    def after(content: bytes) -> str:
        path.write_bytes(content)
        return refusal(lambda: pair.read(path))

    assert after(whole[:-1]) == after(whole[:20]) == after(whole[:4]) == "bundle.incomplete"
    assert after(whole + b"\0") == "bundle.damaged"
    assert after(b"") == after(b"PK\x03\x04" + whole) == "bundle.none"
    assert after(b"FAB\x02" + whole[4:]) == "bundle.version-unknown"
    assert after(whole[:200] + bytes([whole[200] ^ 1]) + whole[201:]) == "bundle.damaged"


def test_frames_left_out_or_swapped_are_refused_even_under_a_right_checksum(pair: Pair, path: Path) -> None:
    """The tail is no secret: who makes it right over other bytes still has to open what is sealed and signed."""
    whole = path.read_bytes()
    place, length, sealed = whole[:5] + whole[13:77], whole[5:13], bytearray(whole[77:-32])
    for at in range(0, len(sealed), 97):
        changed = bytes(sealed[:at]) + bytes([sealed[at] ^ 0x10]) + bytes(sealed[at + 1 :])
        tail = hashlib.sha256(place + changed + length).digest()
        path.write_bytes(whole[:77] + changed + tail)
        assert refusal(lambda: pair.read(path)) == "bundle.damaged"


def test_a_stick_that_is_gone_is_said_so(pair: Pair, tmp_path: Path) -> None:
    assert refusal(lambda: Bundle.open(tmp_path / "gone.fab", pair.depot, ())) == "bundle.unreadable"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_not_one_flipped_bit_is_accepted(pair: Pair, path: Path, data: st.DataObject) -> None:
    whole = pair.write(path).read_bytes()
    bit = data.draw(st.integers(0, len(whole) * 8 - 1))
    changed = bytearray(whole)
    changed[bit // 8] ^= 1 << bit % 8
    path.write_bytes(changed)

    assert refusal(lambda: pair.read(path)).startswith("bundle.")


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_not_one_cut_is_accepted(pair: Pair, path: Path, data: st.DataObject) -> None:
    whole = pair.write(path).read_bytes()
    path.write_bytes(whole[: data.draw(st.integers(0, len(whole) - 1))])

    assert refusal(lambda: pair.read(path)) in ("bundle.none", "bundle.incomplete")


def test_what_was_put_behind_the_signature_is_refused_though_the_tail_fits(pair: Pair, path: Path) -> None:
    whole = path.read_bytes()
    length = (len(whole) + 9).to_bytes(8)
    head, frames = whole[:5], whole[13:-32] + b"smuggled!"
    path.write_bytes(head + length + frames + hashlib.sha256(head + frames + length).digest())

    assert refusal(lambda: pair.read(path)) == "bundle.damaged"

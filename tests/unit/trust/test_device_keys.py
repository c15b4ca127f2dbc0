"""The tablet's signing key."""

from __future__ import annotations

import pytest

from fieldapp.domain.errors import BadInput
from fieldapp.trust.device_keys import DeviceKey, is_public_key, verify


def test_signature_holds_for_the_very_bytes_and_key_only() -> None:
    key, other = DeviceKey.generate(), DeviceKey.generate()
    signature = key.sign(b"body")

    assert verify(key.public_key, b"body", signature)
    assert not verify(key.public_key, b"bodY", signature)
    assert not verify(other.public_key, b"body", signature)


@pytest.mark.parametrize("signature", ["", "not base64 !", "AAAA", "é"])
def test_a_malformed_signature_is_simply_not_valid(signature: str) -> None:
    assert not verify(DeviceKey.generate().public_key, b"body", signature)


def test_a_kept_key_signs_as_before() -> None:
    key = DeviceKey.generate()

    again = DeviceKey.from_secret(key.secret)

    assert again.public_key == key.public_key
    assert verify(key.public_key, b"body", again.sign(b"body"))


def test_a_damaged_key_is_refused() -> None:
    with pytest.raises(BadInput, match=r"trust\.key-unreadable"):
        DeviceKey.from_secret(b"short")


def test_only_32_bytes_of_base64_are_a_public_key() -> None:
    assert is_public_key(DeviceKey.generate().public_key)
    assert not is_public_key("AAAA")
    assert not is_public_key("§")

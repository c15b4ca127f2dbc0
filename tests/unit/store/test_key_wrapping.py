"""A wrapped key opens with PIN, the tablet's half and its place together, and with no two of them (SYN-6)."""

from __future__ import annotations

import pytest

from fieldapp.store.key_wrapping import KEY_BYTES, Cost, unwrap, wrap

KEY = bytes(range(KEY_BYTES))
HALF = bytes(reversed(range(KEY_BYTES)))
CHEAP = Cost(memory_kib=8, passes=1, lanes=1)


@pytest.mark.req("SYN-6")
@pytest.mark.parametrize(("secret", "half", "about", "opens"), [
    ("271828", HALF, b"here", True),
    ("314159", HALF, b"here", False),
    ("271828", b"", b"here", False),
    ("271828", bytes(KEY_BYTES), b"here", False),
    ("271828", HALF[:-1], b"here", False),
    ("271828", HALF, b"there", False),
    ("271828", HALF, b"", False),
], ids=["all three", "PIN", "no half", "another half", "half cut off", "another place", "no place"])  # fmt: skip
def test_a_key_opens_with_the_pin_the_half_and_the_place_it_was_wrapped_for_only(
    secret: str, half: bytes, about: bytes, opens: bool
) -> None:
    wrapped = wrap(KEY, "271828", HALF, CHEAP, b"here")

    assert unwrap(wrapped, secret, half, about) == (KEY if opens else None)

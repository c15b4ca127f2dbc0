from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.errors import BadInput
from fieldapp.trust.recovery_code import from_text, to_text

KEY = bytes(range(100, 132))


@given(st.binary(min_size=32, max_size=32))
def test_a_code_gives_the_key_that_made_it(key: bytes) -> None:
    assert from_text(to_text(key)) == key


def test_a_code_is_read_however_it_was_typed() -> None:
    code = to_text(KEY)

    for typed in (code.lower(), code.replace("-", " "), code.replace("-", ""), f"\n {code}\n", code.partition("-")[2]):
        assert from_text(typed) == KEY


def test_the_letters_that_look_like_digits_are_read_as_these() -> None:
    code = to_text(bytes(32))

    assert from_text(code.replace("0", "O").lower()) == bytes(32)


def test_one_wrong_letter_anywhere_is_seen() -> None:
    head, _, letters = to_text(KEY).partition("-")
    for place, letter in enumerate(letters):
        if letter != "-":
            other = "7" if letter != "7" else "8"
            with pytest.raises(BadInput, match=r"recover\.code-invalid"):
                from_text(f"{head}-{letters[:place]}{other}{letters[place + 1 :]}")


@pytest.mark.parametrize(
    "text", ["", "FIELDAPPKEY1", "FIELDAPP1:https://centre:1|ABCDEFGH|x", "ÄÖÜ", to_text(KEY)[:-3], to_text(KEY) + "AA"]
)
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match=r"recover\.code-invalid"):
        from_text(text)

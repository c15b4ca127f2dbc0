from __future__ import annotations

import pytest

from fieldapp.domain.errors import Refused
from fieldapp.trust.pin_rules import OpensWith, check_new


def refused(secret: str, opens_with: OpensWith) -> str:
    with pytest.raises(Refused) as caught:
        check_new(secret, opens_with)
    return caught.value.code


@pytest.mark.parametrize("pin", ["271828", "246810", "113355", "100020", "123457", "135790"])
def test_an_ordinary_pin_is_taken(pin: str) -> None:
    check_new(pin, OpensWith.PIN)


@pytest.mark.parametrize(
    "pin",
    [
        "000000",
        "999999",
        "123456",
        "654321",
        "012345",
        "890123",
        "210987",
        "121212",
        "123123",
        "112233",
        "998877",
        "000001",
        "100000",
        "520131",
        "123321",
        "147258",
    ],
)
def test_a_pin_that_everybody_tries_first_is_refused(pin: str) -> None:
    assert refused(pin, OpensWith.PIN) == "pin.simple"


@pytest.mark.parametrize("pin", ["", "12345", "1234567", "12345a", "１２３４５７", "12345\n", "²²²²²¹"])
def test_what_is_not_six_digits_is_no_pin(pin: str) -> None:
    assert refused(pin, OpensWith.PIN) == "pin.form"


@pytest.mark.parametrize(
    "phrase", ["correct horse", "neun blaue Ventile", "passwords of 3 horses", "禾味生鲜云桥店后门钥匙", "9f!k2 mQ0x"]
)
def test_an_ordinary_passphrase_is_taken(phrase: str) -> None:
    check_new(phrase, OpensWith.PASSPHRASE)


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("", "passphrase.short"),
        ("ninechars", "passphrase.short"),
        ("   short    ", "passphrase.short"),
        ("aaaaaaaaaaaa", "passphrase.simple"),
        ("AaAaBbBbAaAb", "passphrase.simple"),
        ("abcdeabcde", "passphrase.simple"),
        ("1234567890", "passphrase.simple"),
        ("abcdefghij", "passphrase.simple"),
        ("qwertyuiop", "passphrase.simple"),
        ("Poiuytrewq1", "passphrase.simple"),
        ("password1234", "passphrase.simple"),
        ("ＰＡＳＳＷＯＲＤ２０２６", "passphrase.simple"),
        ("1qaz2wsx3edc", "passphrase.simple"),
        ("密码1234567890", "passphrase.simple"),
    ],
)
def test_a_passphrase_that_is_short_or_one_piece_again_and_again_is_refused(phrase: str, code: str) -> None:
    assert refused(phrase, OpensWith.PASSPHRASE) == code

from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from fieldapp.forms.errors import XPathError
from tests.unit.forms.xpath.expressions import run

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
MESSAGE = "禾味生鲜 CF-680"


def public(key: Ed25519PrivateKey) -> str:
    return base64.b64encode(key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()


def signed(message: bytes) -> str:
    return base64.b64encode(KEY.sign(message) + message).decode()


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("base64-decode('5Ya35p+c')", "冷柜"),
        ("base64-decode('!')", ""),
        ("base64-decode('冷柜')", ""),
        ("digest('abc', 'MD5', 'hex')", "900150983cd24fb0d6963f7d28e17f72"),
        ("digest('abc', 'MD5')", "kAFQmDzST7DWlj99KOF/cg=="),
        ("digest('abc', 'SHA-1', 'hex')", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        ("digest('abc', 'SHA-256', 'base64')", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="),
        ("substring(digest('abc', 'SHA-384', 'hex'), 1, 16)", "cb00753f45a35e8b"),
        ("substring(digest('abc', 'SHA-512', 'hex'), 1, 16)", "ddaf35a193617aba"),
        ("digest('abc', 'CRC-32', 'hex')", "352441c2"),
    ],
)
def test_encoded_text_is_what_the_norms_say(expression: str, value: str) -> None:
    assert run(expression) == value


@pytest.mark.parametrize("expression", ["digest('a', 'MD4')", "digest('a', 'MD5', 'octal')"])
def test_a_digest_that_there_is_not_is_an_error(expression: str) -> None:
    with pytest.raises(XPathError) as caught:
        run(expression)
    assert caught.value.code == "forms.xpath.digest"


def test_signed_contents_are_given_when_the_key_made_the_signature() -> None:
    assert run(f"extract-signed('{signed(MESSAGE.encode())}', '{public(KEY)}')") == MESSAGE


@pytest.mark.parametrize(
    ("contents", "key"),
    [
        (signed(MESSAGE.encode()), public(OTHER_KEY)),
        (signed(MESSAGE.encode())[:-8], public(KEY)),
        (signed(b"\xff\xfe"), public(KEY)),
        ("no base64", public(KEY)),
        ("", ""),
        (signed(MESSAGE.encode()), "c2hvcnQ="),
    ],
)
def test_signed_contents_are_empty_when_signature_key_or_text_is_none(contents: str, key: str) -> None:
    assert run(f"extract-signed('{contents}', '{key}')") == ""

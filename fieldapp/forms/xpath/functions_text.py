"""ODK's functions on text: joining, cutting, patterns, digests, ids."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import zlib
from collections.abc import Mapping
from types import MappingProxyType

from fieldapp.forms.errors import XPathError
from fieldapp.forms.xpath import arguments as take
from fieldapp.forms.xpath.context import Arguments, Context, Function
from fieldapp.forms.xpath.values import Value

_DIGESTS = MappingProxyType(
    {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}
)
_LONGEST_SUBJECT = 10_000  # an author's pattern may backtrack; answers are short, so cut what it may chew on


def _ends_with(context: Context, arguments: Arguments) -> Value:
    return take.text(context, arguments[0]).endswith(take.text(context, arguments[1]))


def _join(context: Context, arguments: Arguments) -> Value:
    return take.text(context, arguments[0]).join(take.texts(context, arguments[1:]))


def _substr(context: Context, arguments: Arguments) -> Value:
    """0-based `[start, end)`, negative places counted from the end."""
    text = take.text(context, arguments[0])
    start = int(take.number(context, arguments[1]))
    return text[start : int(take.number(context, arguments[2]))] if len(arguments) == 3 else text[start:]


def _coalesce(context: Context, arguments: Arguments) -> Value:
    """The first argument that is not empty; a calculation without a result (NaN) counts as empty."""
    for argument in arguments[:-1]:
        text = take.text(context, argument)
        if text not in ("", "NaN"):
            return text
    return take.text(context, arguments[-1])


def _regex(context: Context, arguments: Arguments) -> Value:
    pattern = take.text(context, arguments[1])
    subject = take.text(context, arguments[0])
    if len(subject) > _LONGEST_SUBJECT:
        return False
    try:
        return re.search(pattern, subject) is not None
    except re.error as error:
        raise XPathError("forms.xpath.pattern", pattern=pattern) from error


def _digest(context: Context, arguments: Arguments) -> Value:
    data = take.text(context, arguments[0]).encode()
    algorithm = take.text(context, arguments[1])
    encoding = take.text(context, arguments[2]) if len(arguments) == 3 else "base64"
    if algorithm == "CRC-32":
        digest = zlib.crc32(data).to_bytes(4, "big")
    elif algorithm in _DIGESTS:
        digest = hashlib.new(_DIGESTS[algorithm], data, usedforsecurity=False).digest()
    else:
        raise XPathError("forms.xpath.digest", algorithm=algorithm)
    if encoding not in ("hex", "base64"):
        raise XPathError("forms.xpath.digest", algorithm=encoding)
    return digest.hex() if encoding == "hex" else base64.b64encode(digest).decode("ascii")


def _base64_decode(context: Context, arguments: Arguments) -> Value:
    try:
        return base64.b64decode(take.text(context, arguments[0]), validate=True).decode(errors="replace")
    except binascii.Error:  # text that was never encoded has no decoded form
        return ""


def _uuid(context: Context, arguments: Arguments) -> Value:
    """A fresh UUID; with a length, as many hexadecimal digits of fresh ones."""
    if not arguments:
        return context.environment.new_id()
    length, digits = int(take.number(context, arguments[0])), ""
    while len(digits) < length:
        digits += context.environment.new_id().replace("-", "")
    return digits[:length]


TEXT_FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        "base64-decode": Function(1, 1, _base64_decode),
        "coalesce": Function(2, None, _coalesce),
        "digest": Function(2, 3, _digest),
        "ends-with": Function(2, 2, _ends_with),
        "join": Function(1, None, _join),
        "regex": Function(2, 2, _regex),
        "substr": Function(2, 3, _substr),
        "uuid": Function(0, 1, _uuid),
    }
)

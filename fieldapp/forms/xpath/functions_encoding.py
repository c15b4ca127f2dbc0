"""ODK's functions on encoded text: digests, Base64, signed contents."""

from __future__ import annotations

import base64
import binascii
import hashlib
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
_SIGNATURE_BYTES = 64  # of Ed25519; the message follows them


def _digest(context: Context, arguments: Arguments) -> Value:
    data = take.text(context, arguments[0]).encode(errors="replace")
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
    return _decoded(take.text(context, arguments[0])).decode(errors="replace")


def _extract_signed(context: Context, arguments: Arguments) -> Value:
    """The message of Base64 text that begins with its Ed25519 signature; "" unless the key made the signature."""
    # Loaded when a form asks for it: a tablet that opens other forms should not wait for it.
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    contents, key = (_decoded(take.text(context, argument)) for argument in arguments)
    signature, message = contents[:_SIGNATURE_BYTES], contents[_SIGNATURE_BYTES:]
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
        return message.decode()
    except (InvalidSignature, ValueError):  # no signature, no key, no text: ODK's answer to all of them is none
        return ""


def _decoded(text: str) -> bytes:
    """The bytes of Base64 text; none for text that was never encoded."""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):  # it has no decoded form: that is the answer, not a failure
        return b""


ENCODING_FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        "base64-decode": Function(1, 1, _base64_decode),
        "digest": Function(2, 3, _digest),
        "extract-signed": Function(2, 2, _extract_signed),
    }
)

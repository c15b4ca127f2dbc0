"""Looking for marked data in files: as it is, in the encodings a program might use, packed, or as text of bytes."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
DEEPEST = 3
"""A picture in a data address in a packed stream: three layers."""
SHORTEST = 5
"""Bytes: what is shorter comes up in encrypted files by chance, once in some thousand runs."""
LARGEST = 64 * 1024 * 1024

_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_GZIP = re.compile(rb"\x1f\x8b\x08")
_BASE64 = re.compile(rb"[A-Za-z0-9+/_\-\r\n]{24,}={0,2}")
_HEX = re.compile(rb"(?:[0-9a-fA-F]{2}){8,}")
_STREAM = re.compile(rb"PK\x03\x04.{22}(..)(..)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Found:
    """A mark that was found: in which file, which mark, and behind which layers."""

    file: Path
    mark: str
    way: str


class Search:
    """Looks for marks; `marks` maps a name to the text (or bytes) that must not be found."""

    def __init__(self, marks: Mapping[str, str | bytes]) -> None:
        shapes = ((name, shape) for name, mark in marks.items() for shape in _shapes(mark))
        self._shapes = tuple((name, shape) for name, shape in shapes if len(shape) >= SHORTEST)

    def files(self, paths: Iterable[Path]) -> list[Found]:
        """Look through files; a mark in the name of a file counts as well."""
        found = []
        for path in paths:
            content = path.read_bytes()
            assert len(content) <= LARGEST, f"{path} is too large to be searched"
            found += [Found(path, name, way) for name, way in self.content(content)]
            found += [Found(path, name, "name") for name, _ in self.content(str(path).encode(), 0)]
        return found

    def content(self, content: bytes, deepest: int = DEEPEST, way: str = "plain") -> set[tuple[str, str]]:
        """Return the marks found in some bytes, each with the layers it was behind."""
        found = {(name, way) for name, shape in self._shapes if shape in content}
        if deepest > 0:
            for layer, inner in _inside(content):
                found |= self.content(inner, deepest - 1, f"{way}, {layer}")
        return found


def _shapes(mark: str | bytes) -> set[bytes]:
    if isinstance(mark, bytes):
        return {mark}
    shapes = {mark.encode(encoding) for encoding in ENCODINGS}
    return shapes | {mark.encode("unicode_escape"), mark.encode("unicode_escape").upper().replace(b"\\U", b"\\u")}


def _inside(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what is packed or written as text in some bytes, wherever it begins."""
    for pattern, bits in ((_ZLIB, 15), (_GZIP, 31)):
        for begin in pattern.finditer(content):
            yield from _inflated("packed", content[begin.start() :], bits)
    for entry in _STREAM.finditer(content):
        start = entry.end() + int.from_bytes(entry[1], "little") + int.from_bytes(entry[2], "little")
        yield from _inflated("zip", content[start:], -15)
    for run in _BASE64.finditer(content):
        yield from _unwritten(run[0])
    for run in _HEX.finditer(content):
        yield "hex", bytes.fromhex(run[0].decode("ascii"))


def _inflated(layer: str, content: bytes, bits: int) -> Iterator[tuple[str, bytes]]:
    """Yield what can be inflated from the beginning of `content`; chance beginnings give nothing."""
    try:
        inflated = zlib.decompressobj(bits).decompress(content, LARGEST)
    except zlib.error:
        return
    if len(inflated) > 8:
        yield layer, inflated


def _unwritten(run: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the bytes of base64 text; a run may have begun at any of four signs."""
    plain = re.sub(rb"[\r\n=]", b"", run).replace(b"-", b"+").replace(b"_", b"/")
    for shift in range(4):
        cut = plain[shift : shift + (len(plain) - shift) // 4 * 4]
        yield "base64", base64.b64decode(cut)

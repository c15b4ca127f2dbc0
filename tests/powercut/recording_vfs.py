"""A file system layer inside SQLCipher itself that writes down what the disk was told, in order.

The library's own functions are called through; beside that every write, truncation, sync and removal is recorded. It
stands below the encryption, so what is recorded and torn are the real encrypted pages of the real connections. (apsw
brings its own plain SQLite; the wheel of sqlcipher3 exports the same interface, and that is what runs on the tablet.)
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, Structure, byref, c_char_p, c_int, c_int64, c_void_p
from pathlib import Path
from typing import Any

import sqlcipher3._sqlite3 as library

from tests.powercut.disk_log import DiskLog, Removed, Synced, Truncated, Written

_METHODS_V3 = 19
"""Pointers in sqlite3_io_methods of version 3, its version number first."""
_WRITE, _TRUNCATE, _SYNC = 3, 4, 5
"""Places of the three recorded functions in that table (https://sqlite.org/c3ref/io_methods.html)."""

_Write = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_Truncate = CFUNCTYPE(c_int, c_void_p, c_int64)
_Sync = CFUNCTYPE(c_int, c_void_p, c_int)
# Paths travel as addresses: SQLite keeps the pointer that it was given for as long as the file is open.
_Open = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_Delete = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)
_Methods = c_void_p * _METHODS_V3


class _Vfs(Structure):
    """sqlite3_vfs up to the two functions that are replaced, then the rest as it is (version 3)."""

    _fields_ = (
        ("version", c_int),
        ("file_size", c_int),
        ("longest_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", c_void_p),
        ("delete", c_void_p),
        ("rest", c_void_p * 14),
    )


class _File(Structure):
    """sqlite3_file: nothing but the table of its functions."""

    _fields_ = (("methods", c_void_p),)


class RecordingVfs:
    """While it is installed, files that are opened under `folder` are recorded in `log`."""

    def __init__(self, folder: Path, log: DiskLog) -> None:
        self._folder, self._log = folder, log
        self._lib = ctypes.CDLL(library.__file__)
        self._lib.sqlite3_vfs_find.restype = POINTER(_Vfs)
        self._inner = self._lib.sqlite3_vfs_find(None)
        self._vfs = _Vfs.from_buffer_copy(self._inner.contents)
        self._vfs.name = b"recording"
        self._names: dict[int, str] = {}
        self._tables: dict[int, tuple[Any, ...]] = {}
        self._inner_open = _Open(self._inner.contents.open)
        self._inner_delete = _Delete(self._inner.contents.delete)
        # ctypes frees what nobody holds, and SQLite would call into nothing.
        self._open, self._delete = _Open(self._opened), _Delete(self._deleted)
        self._vfs.open = ctypes.cast(self._open, c_void_p)
        self._vfs.delete = ctypes.cast(self._delete, c_void_p)

    def install(self) -> None:
        """Become the layer that new connections use."""
        assert self._lib.sqlite3_vfs_register(byref(self._vfs), 1) == 0

    def remove(self) -> None:
        """Give the place back; connections that were opened here must be closed by then."""
        assert self._lib.sqlite3_vfs_unregister(byref(self._vfs)) == 0

    def _opened(self, vfs: int, path: int | None, file: int, flags: int, flags_out: int) -> int:
        code = self._inner_open(ctypes.cast(self._inner, c_void_p).value, path, file, flags, flags_out)
        handle = ctypes.cast(file, POINTER(_File)).contents
        name = self._name(path)
        if code == 0 and handle.methods and name:
            self._names[file] = name
            handle.methods = ctypes.addressof(self._recorded(handle.methods))
        return code

    def _deleted(self, vfs: int, path: int, durable: int) -> int:
        code = self._inner_delete(ctypes.cast(self._inner, c_void_p).value, path, durable)
        name = self._name(path)
        if code == 0 and name:
            self._log.add(Removed(name, durable=bool(durable)))
        return code

    def _name(self, path: int | None) -> str:
        """Return the name of a file of the folder, "" for any other (a temporary one has no path)."""
        found = Path(ctypes.string_at(path).decode()) if path else Path()
        return found.name if found.parent == self._folder else ""

    def _recorded(self, inner: int) -> Any:
        """Return a table of functions that records and calls through to `inner`."""
        if inner not in self._tables:
            table = _Methods.from_address(inner)
            made = _Methods(*table)
            kept = (
                _Write(self._writer(_Write(table[_WRITE]))),
                _Truncate(self._truncater(_Truncate(table[_TRUNCATE]))),
                _Sync(self._syncer(_Sync(table[_SYNC]))),
            )
            for place, function in zip((_WRITE, _TRUNCATE, _SYNC), kept, strict=True):
                made[place] = ctypes.cast(function, c_void_p).value
            self._tables[inner] = (made, *kept)
        return self._tables[inner][0]

    def _writer(self, inner: Callable[..., int]) -> Callable[[int, int, int, int], int]:
        def write(file: int, data: int, size: int, start: int) -> int:
            code = inner(file, data, size, start)
            if code == 0:
                self._log.add(Written(self._names[file], start, ctypes.string_at(data, size)))
            return code

        return write

    def _truncater(self, inner: Callable[..., int]) -> Callable[[int, int], int]:
        def truncate(file: int, size: int) -> int:
            code = inner(file, size)
            if code == 0:
                self._log.add(Truncated(self._names[file], size))
            return code

        return truncate

    def _syncer(self, inner: Callable[..., int]) -> Callable[[int, int], int]:
        def sync(file: int, flags: int) -> int:
            code = inner(file, flags)
            if code == 0:
                self._log.add(Synced(self._names[file]))
            return code

        return sync


@contextmanager
def recording(folder: Path, log: DiskLog) -> Iterator[None]:
    """Record what SQLCipher does with the files of `folder`; open and close its connections inside the block."""
    layer = RecordingVfs(folder.resolve(), log)
    layer.install()
    try:
        yield
    finally:
        layer.remove()

"""The sockets of one line, so that another thread can end a call at once instead of waiting for its time-out."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from threading import Lock
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPSConnection
from urllib3.connectionpool import HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError


class Sockets:
    """Opens the connections of a line and shuts them down when told; `let` allows new ones again.

    Of each connection a second handle is kept: TLS takes the first one over, and shutting down either ends both.
    A connection that its program has closed may still be read from by an answer without a length: it is let go by
    `sweep`. A name that is being looked up cannot be interrupted.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._open: set[socket.socket] = set()
        self._left: set[socket.socket] = set()
        self._shut = False

    def shut(self) -> None:
        """End every call under way and let none begin; from any thread."""
        with self._lock:
            self._shut = True
        self.cut()

    def cut(self) -> None:
        """End every call under way; from any thread."""
        with self._lock:
            for held in self._open:
                with suppress(OSError):  # the other end was quicker: what was to be ended is over
                    held.shutdown(socket.SHUT_RDWR)

    def let(self) -> None:
        """Let calls begin again."""
        with self._lock:
            self._shut = False

    @contextmanager
    def opening(self, kind: tuple[int, int, int]) -> Iterator[tuple[socket.socket, socket.socket]]:
        """Make a socket and its second handle; closed again if the block fails. Raises OSError while shut."""
        made = socket.socket(*kind)
        handle = made.dup()
        with self._lock:
            self._open.add(handle)
            shut = self._shut
        try:
            if shut:
                raise ConnectionAbortedError
            yield made, handle
        except BaseException:
            made.close()
            self.leave(handle)
            raise

    def leave(self, handle: socket.socket) -> None:
        """A connection was closed, but for an answer that may still be read."""
        with self._lock:
            self._left.add(handle)

    def sweep(self) -> None:
        """Forget the connections that were left: their answers were read."""
        with self._lock:
            self._open -= self._left
            for handle in self._left:
                handle.close()
            self._left.clear()

    def end(self) -> None:
        """End every connection and forget it, also one whose answer somebody still holds: nobody calls any more."""
        self.cut()
        with self._lock:
            self._left |= self._open
        self.sweep()


class _Connection(HTTPSConnection):
    """A connection that another thread can end, while it is being made as well."""

    def __init__(self, sockets: Sockets, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._sockets = sockets
        self._handle: socket.socket | None = None

    def _new_conn(self) -> socket.socket:
        try:
            found = socket.getaddrinfo(self._dns_host, self.port, type=socket.SOCK_STREAM)
        except socket.gaierror as fault:
            raise NameResolutionError(self.host, self, fault) from fault
        last: OSError = OSError("no address")
        for family, kind, protocol, _, address in found:
            try:
                return self._connected((family, kind, protocol), address)
            except TimeoutError as fault:
                raise ConnectTimeoutError(self, str(fault)) from fault
            except OSError as fault:
                last = fault
        raise NewConnectionError(self, str(last)) from last

    def _connected(self, kind: tuple[int, int, int], address: Any) -> socket.socket:
        with self._sockets.opening(kind) as (made, handle):
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            made.settimeout(self.timeout if isinstance(self.timeout, int | float) else None)
            made.connect(address)
        self._handle = handle
        return made

    def close(self) -> None:
        """Close the connection; the second handle ends with its answer."""
        super().close()
        handle, self._handle = self._handle, None
        if handle is not None:
            self._sockets.leave(handle)


class _Pool(HTTPSConnectionPool):
    def __init__(self, sockets: Sockets, *args: Any, **options: Any) -> None:
        self.ConnectionCls = partial(_Connection, sockets)  # type: ignore[assignment]  # it is only ever called
        super().__init__(*args, **options)


class Interruptible(HTTPAdapter):
    """What a requests session opens its connections with."""

    def __init__(self, sockets: Sockets) -> None:
        self._sockets = sockets
        super().__init__()

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        """Let the session's pools make connections that can be ended."""
        super().init_poolmanager(*args, **options)
        self.poolmanager.pool_classes_by_scheme = {"https": partial(_Pool, self._sockets)}

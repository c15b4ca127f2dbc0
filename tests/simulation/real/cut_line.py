"""A line of real sockets that somebody cuts: bytes go from tablet to centre and back until a number of them has."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self

_PIECE = 16 * 1024
_NEVER = 1 << 60


class CutLine:
    """Listens on a free port and hands bytes on, of every call, to another one while the block runs.

    After `up` bytes to the centre or `down` bytes from it the line is gone: all calls end, and new ones are refused
    until it is mended. So a request is lost on its way, an answer after its request was obeyed, or half of either.
    """

    def __init__(self, far_port: int) -> None:
        self.far_port = far_port
        self.was_cut = False
        self._left = {"up": _NEVER, "down": _NEVER}
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]

    def __enter__(self) -> Self:
        self._begin(self._listen)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._hang_up()
        for thread in self._threads:
            thread.join()

    def cut_after(self, *, up: int = _NEVER, down: int = _NEVER) -> None:
        """Let so many more bytes through."""
        with self._lock:
            self._left = {"up": up, "down": down}
            self.was_cut = False

    def mend(self) -> None:
        """Let everything through; calls from before have ended."""
        self._hang_up()
        self.cut_after()

    def _begin(self, work: object, *said: object) -> None:
        thread = threading.Thread(target=work, args=said, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _listen(self) -> None:
        with suppress(OSError):  # the listener was closed: the block has ended
            while True:
                near, _ = self._listener.accept()
                self._connect(near)

    def _connect(self, near: socket.socket) -> None:
        try:
            far = socket.create_connection(("127.0.0.1", self.far_port))
        except OSError:  # no centre is there: the caller is hung up on
            near.close()
            return
        with self._lock:
            is_cut = self.was_cut
            self._open |= {near, far}
        if is_cut:
            self._end(near, far)
            return
        self._begin(self._pump, near, far, "up")
        self._begin(self._pump, far, near, "down")

    def _pump(self, source: socket.socket, target: socket.socket, way: str) -> None:
        with suppress(OSError):  # either end hung up, or the line was cut
            while piece := source.recv(_PIECE):
                with self._lock:
                    passing = piece[: self._left[way]]
                    self._left[way] -= len(passing)
                    self.was_cut = self.was_cut or len(passing) < len(piece)
                target.sendall(passing)
                if len(passing) < len(piece):
                    self._hang_up()
        self._end(source, target)

    def _hang_up(self) -> None:
        with self._lock:
            pending = tuple(self._open)
        self._end(*pending)

    def _end(self, *ends: socket.socket) -> None:
        with self._lock:
            closing = self._open.intersection(ends)
            self._open -= closing
        for end in closing:
            with suppress(OSError):  # the other end was faster
                end.shutdown(socket.SHUT_RDWR)
            end.close()

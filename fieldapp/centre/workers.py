"""Several processes behind one port and one database: started, replaced when one dies, stopped together.

They share the listening socket, so that a connection waits for whoever is free, and nothing else but the database.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from threading import Thread

from fieldapp.centre.settings import CentreSettings
from fieldapp.domain.errors import StoreError
from fieldapp.support.lines import noted

STOP_SECONDS = 15
"""How long a worker may take to end, requests in hand included, before it is killed."""

PAUSE_SECONDS = 1
"""Before the next attempt where one could not start: a database that comes back needs a moment."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What a worker is told when it starts; it travels to its process by a pipe, not by a command line."""

    settings: CentreSettings
    listener: socket.socket
    hosts: tuple[str, ...]


Serve = Callable[[Post, int, Callable[[], None]], None]
"""Serves at a post as the worker of that number until it is stopped; calls the last once it can be reached."""


class _Worker:
    """One process and whether it could be reached."""

    def __init__(self, serve: Serve, post: Post, number: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._ready, theirs = context.Pipe(duplex=False)
        self._up = False
        self.number = number
        name = f"fieldapp-centre-{number}"
        # A daemon, so that a parent that ends in whatever way does not wait for it.
        self.process: SpawnProcess = context.Process(
            target=_work, args=(serve, post, number, theirs), name=name, daemon=True
        )
        self.process.start()
        theirs.close()

    def came_up(self) -> bool:
        """Wait until the worker can be reached; False if it ended before."""
        if not self._up:
            try:
                self._up = bool(self._ready.recv())
            except EOFError:
                return False
        return self._up

    def stop(self) -> None:
        """Ask it to end, without waiting."""
        self.process.terminate()

    def join(self) -> None:
        """Wait for its end, and make one."""
        self.process.join(STOP_SECONDS)
        if self.process.is_alive():
            _log.error("a worker did not end and was killed", extra=noted(number=str(self.number)))
            self.process.kill()
            self.process.join()
        self._ready.close()
        self.process.close()


def run_workers(serve: Serve, post: Post, count: int, ready: Callable[[], None]) -> None:
    """Keep `count` workers running until SIGTERM or SIGINT, then stop all; calls `ready` once all can be reached.

    A worker that dies is replaced, again and again while the database is away.
    Raises StoreError("centre.worker-failed") when one of the first cannot even start.
    """
    crew: list[_Worker] = []
    try:
        for number in range(1, count + 1):
            crew.append(_Worker(serve, post, number))
        for worker in crew:
            if not worker.came_up():
                raise StoreError("centre.worker-failed", number=worker.number)
        ready()
        while True:
            wait([worker.process.sentinel for worker in crew])
            crew[:] = [worker if worker.process.is_alive() else _replaced(worker, serve, post) for worker in crew]
    except KeyboardInterrupt:
        _log.info("stopped")
    finally:
        for worker in crew:
            worker.stop()
        for worker in crew:
            worker.join()


def _replaced(dead: _Worker, serve: Serve, post: Post) -> _Worker:
    _log.error("a worker died and is replaced", extra=noted(number=str(dead.number)))
    if not dead.came_up():
        time.sleep(PAUSE_SECONDS)
    dead.join()
    return _Worker(serve, post, dead.number)


def _work(serve: Serve, post: Post, number: int, ready: Connection) -> None:
    """Run in the worker's process."""
    if os.name == "posix":
        os.setpgid(0, 0)  # Ctrl-C reaches the parent alone, which then stops everybody once
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    Thread(target=_end_with_parent, name="parent-watch", daemon=True).start()
    try:
        serve(post, number, lambda: ready.send(True))
    except KeyboardInterrupt:
        _log.info("stopped before it served")


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        signal.raise_signal(signal.SIGTERM)

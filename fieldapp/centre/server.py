"""Serving the centre over TLS under the company's own certificate (SYNC.md rule 13)."""

from __future__ import annotations

import errno
import ipaddress
import logging
import os
import shutil
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Thread

import uvicorn
from sqlalchemy import Connection

from fieldapp.centre import facts
from fieldapp.centre.app import create_app, local_centre
from fieldapp.centre.backup import marker
from fieldapp.centre.database.engine import Database
from fieldapp.centre.desk.watch import ClockWatch
from fieldapp.centre.devices import parked
from fieldapp.centre.devices.feed import Feed
from fieldapp.centre.settings import CentreSettings
from fieldapp.centre.workers import Post, run_workers
from fieldapp.domain.errors import Refused, StoreError
from fieldapp.support.log import begin, log_folder, logging_to
from fieldapp.trust.company_ca import CompanyCa
from fieldapp.trust.private_file import private_folder, write_private
from fieldapp.trust.single_copy import SingleCopy

_FINISH_SECONDS = 10
"""How long requests in hand may take after the order to stop."""

_BACKLOG = 1024
_LOCK_NAME = "in-use.lock"
_SERVING = "serving"
"""Folder of a server's key for the moment in which it is read; one that a kill left goes at the next start."""

_log = logging.getLogger(__name__)


class _Server(uvicorn.Server):
    """uvicorn, telling when it can be reached."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


def serve(
    database: Database,
    settings: CentreSettings,
    *,
    host: str,
    port: int,
    ready: Callable[[str], None],
    workers: int = 1,
) -> None:
    """Serve until SIGTERM or SIGINT; requests in hand are finished. Calls `ready` with the address once it answers.

    While it runs the clocks of the orders are watched, whether anybody asks or not (SLA-3). Port 0 takes a free one.
    Several workers are processes of their own (`workers.py`); this one then only watches over them.
    Raises StoreError("centre.port-in-use" | "centre.address-unusable" | "centre.worker-failed" |
    "centre.restore-unfinished"), and Refused("centre.one-worker") on SQLite.
    """
    check_workers(database, workers)
    listener = _listen(host, port)
    address = f"https://{_named(host)}:{listener.getsockname()[1]}"
    post = Post(settings=settings, listener=listener, hosts=tuple(_hosts(host)))
    try:
        _tidy(settings)
        marker.begin(database, settings)  # before anybody is answered: a database put back begins another life
        database.transact(lambda connection: _begin(connection, settings, address))
        if workers == 1:
            _serve_at(database, post, 1, _SERVING, lambda: ready(address))
        else:
            local_centre(database, settings)  # epoch and keys are made once, before several look for them
            database.close()
            run_workers(_serve_as_worker, post, workers, lambda: ready(address))
    finally:
        listener.close()


def _begin(connection: Connection, settings: CentreSettings, address: str) -> None:
    """Note where the centre is, and take up what waited for a program that understands it (SYN-8)."""
    facts.write(connection, facts.Fact.ADDRESS, address)
    feed = Feed()
    parked.take_up(connection, feed, settings.now(), settings.zone)
    feed.flush(connection)


def check_workers(database: Database, workers: int) -> None:
    """Raise Refused("centre.one-worker") for several on a database that takes one writer at a time."""
    if workers > 1 and not database.serves_several:
        raise Refused("centre.one-worker", workers=workers)


def _serve_as_worker(post: Post, number: int, ready: Callable[[], None]) -> None:
    """Run in a process of its own, with a log of its own: two writers of one file would cut each other's lines."""
    with logging_to(log_folder(post.settings.data) / f"worker-{number}"):
        begin("centre")
        database = Database.of(post.settings)
        try:
            _serve_at(database, post, number, f"{_SERVING}-{number}", ready)
        finally:
            database.close()


def _serve_at(database: Database, post: Post, number: int, key_folder: str, ready: Callable[[], None]) -> None:
    settings = post.settings
    app = create_app(database, settings)
    ca = CompanyCa.open(settings.trust, settings.company)
    server = _Server(_config(app, ca, list(post.hosts), settings.data / key_folder), ready)
    try:
        with ExitStack() as beside:
            beside.enter_context(ClockWatch(database=database, now=settings.now).running())
            if number == 1:  # of several workers one renews the note
                beside.enter_context(marker.kept(database, settings))
            server.run(sockets=[post.listener])
    except KeyboardInterrupt:
        _log.info("stopped by the keyboard")  # uvicorn raises it again after its graceful end


def _tidy(settings: CentreSettings) -> None:
    """Remove the keys of servers that were killed while they read them."""
    for left in settings.data.glob(f"{_SERVING}*"):
        shutil.rmtree(left)


def stop_on_termination() -> None:
    """Let SIGTERM end this process like Ctrl-C: gracefully, then with exit code 0."""
    # uvicorn hands the signal on to whoever had it before; the default would kill the process with a failure code.
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def stop_with_parent() -> None:
    """End this process gracefully once its standard input closes, as it does when the program that holds it dies.

    Needs `stop_on_termination`. What is sent over standard input is thrown away.
    """
    Thread(target=_wait_for_the_end, args=(sys.stdin.fileno(),), name="parent-watch", daemon=True).start()


def _wait_for_the_end(descriptor: int) -> None:
    # Not by sys.stdin: a thread that is inside its buffer when the program ends makes the interpreter abort.
    while os.read(descriptor, 1024):
        pass
    signal.raise_signal(signal.SIGTERM)


@contextmanager
def only_one(data: Path) -> Iterator[None]:
    """Keep a data folder for this centre while the block runs. Raises StoreBusy("centre.in-use")."""
    data.mkdir(parents=True, exist_ok=True)
    copy = SingleCopy(data / _LOCK_NAME, in_use="centre.in-use")
    try:
        yield
    finally:
        copy.release()


def _config(app: object, ca: CompanyCa, hosts: list[str], folder: Path) -> uvicorn.Config:
    certificate = ca.issue_server(hosts)
    if folder.exists():  # of a worker that was killed and is replaced by this one
        shutil.rmtree(folder)
    private_folder(folder)
    chain, key = folder / "server.pem", folder / "server.key"
    write_private(chain, certificate.chain_pem)
    write_private(key, certificate.key_pem)
    config = uvicorn.Config(
        app,  # type: ignore[arg-type]
        ssl_certfile=chain,
        ssl_keyfile=key,
        log_config=None,
        access_log=False,
        server_header=False,
        ws="none",
        lifespan="off",
        timeout_graceful_shutdown=_FINISH_SECONDS,
    )
    config.load()  # reads the key now, so that its file lives for a moment only
    shutil.rmtree(folder)
    return config


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as fault:
        listener.close()
        if fault.errno == errno.EADDRINUSE:
            raise StoreError("centre.port-in-use", host=host, port=port) from fault
        raise StoreError("centre.address-unusable", host=host, port=port, reason=fault.strerror or "") from fault
    listener.listen(_BACKLOG)
    return listener


def _hosts(host: str) -> list[str]:
    """Return the names that tablets may call this machine by."""
    return [name for name in dict.fromkeys((_named(host), socket.gethostname())) if name]


def _named(host: str) -> str:
    """Return the name to be told to tablets; "every address" is none that one could call."""
    try:
        everywhere = ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return host
    return socket.gethostname() if everywhere else host

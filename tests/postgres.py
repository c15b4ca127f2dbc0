"""A PostgreSQL of the tests' own: started once a run, a fresh database for each test that asks for one.

Debian's package is enough, nothing of it is running: only its binaries are used. Without them these tests are skipped
and say so; where CI is set they fail, so that nobody believes that they ran. This is a plugin of
every run: what is heavy is imported by who needs it.
"""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from sqlalchemy import URL

OLDEST = 15
_USER = "fieldapp"
_TEMPLATE = "prepared"
_PATIENCE = 60.0
_ROOM = 2 * 1024**3
_PARENT_DEATH_SIGNAL = 1  # of prctl
_SETTINGS = {
    "listen_addresses": "",
    "fsync": "on",
    "synchronous_commit": "on",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "log_min_messages": "fatal",
    "deadlock_timeout": "100ms",
}


def binaries() -> Path | None:
    """The folder with initdb and postgres of the newest version that will do."""
    found = {}
    for folder in Path("/usr/lib/postgresql").glob("*/bin"):
        if folder.parent.name.isdecimal() and (folder / "postgres").exists():
            found[int(folder.parent.name)] = folder
    if found and max(found) >= OLDEST:
        return found[max(found)]
    on_path = shutil.which("postgres")
    return Path(on_path).resolve().parent if on_path else None


class Cluster:
    """A server process on a Unix socket in a folder of its own, gone with its data at the end.

    The folder is in memory where there is room, for no test here cuts the power; `on_disk` is for measuring.
    """

    def __init__(self, programs: Path, *, on_disk: bool = False) -> None:
        self._programs = programs
        shared = Path("/dev/shm")
        has_room = not on_disk and shared.is_dir() and shutil.disk_usage(shared).free > _ROOM
        place = shared if has_room else None
        self.folder = Path(tempfile.mkdtemp(prefix="fieldapp-pg-", dir=place))
        self._account = pwd.getpwnam("postgres") if os.geteuid() == 0 else None  # it refuses to run as root
        if self._account is not None:
            os.chown(self.folder, self._account.pw_uid, self._account.pw_gid)
        self._process: subprocess.Popen[bytes] | None = None
        self._names = count(1)
        self._settings = {**_SETTINGS, "shared_buffers": "1GB", "max_wal_size": "8GB"} if on_disk else _SETTINGS

    def make(self) -> None:
        locale = ("--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=zh-CN", "--encoding=UTF8")
        command = [str(self._programs / "initdb"), "--no-sync", "--auth=trust", f"--username={_USER}", *locale]
        made = self._run([*command, "--pgdata", str(self.folder / "data")])
        assert made.wait(timeout=_PATIENCE) == 0, (self.folder / "log").read_text()

    def start(self) -> None:
        settings = {**self._settings, "unix_socket_directories": str(self.folder)}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        self._process = self._run([str(self._programs / "postgres"), "-D", str(self.folder / "data"), *options])
        give_up = time.monotonic() + _PATIENCE
        while not self._answers():
            assert self._process.poll() is None, (self.folder / "log").read_text()
            assert time.monotonic() < give_up, "PostgreSQL does not answer"
            time.sleep(0.02)

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def stop(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)  # its "fast": whoever is connected is cut off
            self._process.wait(timeout=_PATIENCE)

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder)

    def url(self, name: str) -> URL:
        from sqlalchemy import URL

        return URL.create("postgresql+psycopg", username=_USER, database=name, query={"host": str(self.folder)})

    def new_database(self, template: str = "template0") -> URL:
        name = f"test_{next(self._names)}"
        self._say(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def prepared_database(self) -> URL:
        """A database with every table."""
        return self.new_database(_TEMPLATE)

    def drop(self, url: URL) -> None:
        self._say(f"DROP DATABASE {url.database} WITH (FORCE)")

    def prepare(self) -> None:
        from fieldapp.centre.database.engine import Database

        self._say(f"CREATE DATABASE {_TEMPLATE}")
        Database.open_url(self.url(_TEMPLATE)).close()

    def _say(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(host=str(self.folder), user=_USER, dbname="postgres", autocommit=True) as connection:
            connection.execute(statement.encode())

    def _answers(self) -> bool:
        import psycopg

        try:
            psycopg.connect(host=str(self.folder), user=_USER, dbname="postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    def _run(self, command: list[str]) -> subprocess.Popen[bytes]:
        account = self._account
        rights: dict[str, object] = {}
        if account is not None:
            rights = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(  # type: ignore[call-overload, no-any-return]
                command,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=_end_with_parent,
                env={"PATH": os.defpath, "LANG": "C.UTF-8"},
                **rights,
            )


def _end_with_parent() -> None:
    """A run that is killed must leave no server behind."""
    ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGINT)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """The server of this run, with a prepared database to copy."""
    programs = binaries()
    if programs is None:
        reason = f"PostgreSQL {OLDEST} or newer is not installed here (Debian: apt-get install postgresql)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    cluster = Cluster(programs)
    try:
        cluster.make()
        cluster.start()
        cluster.prepare()
        yield cluster
    finally:
        cluster.remove()


@pytest.fixture
def postgres_url(postgres: Cluster) -> Iterator[URL]:
    """A database of this test's own, with every table and nothing in it."""
    url = postgres.prepared_database()
    yield url
    postgres.drop(url)

"""The programs of PostgreSQL that write and read its dumps: found, new enough, and their refusals told."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import IO

from sqlalchemy import URL

from fieldapp.domain.errors import StoreError

DUMP = "pg_dump"
RESTORE = "pg_restore"

_VERSION = re.compile(r"\(PostgreSQL\) (\d+)")
_PIECE = 1024 * 1024


def checked(program: str, needed: int) -> str:
    """Return where `program` is; `needed` is the oldest major version that will do.

    Raises StoreError("centre.program-missing" | "centre.program-too-old" | "centre.program-failed").
    """
    path = shutil.which(program)
    if path is None:
        raise StoreError("centre.program-missing", program=program)
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
    found = _VERSION.search(said.stdout)
    if found is None:
        raise StoreError("centre.program-failed", program=program, reason=(said.stderr or said.stdout).strip())
    if int(found[1]) < needed:
        raise StoreError("centre.program-too-old", program=program, found=found[1], needed=needed)
    return path


def address(url: URL) -> str:
    """Return a database's address as these programs take it, without password: everybody reads command lines."""
    from psycopg.conninfo import make_conninfo

    named = url.translate_connect_args(username="user", database="dbname")
    told = {**named, **url.query}
    return make_conninfo(**{name: value for name, value in told.items() if name != "password"})


def run(words: Sequence[str], url: URL | None = None) -> None:
    """Run a program to its end. Raises StoreError("centre.program-failed") with the last line that it said."""
    with _running(words, url, subprocess.DEVNULL):
        pass


def output_of(words: Sequence[str]) -> Generator[bytes, None, None]:
    """Yield the lines that a program writes; it is ended when nobody wants more. Raises as `run`."""
    with _running(words, None, subprocess.PIPE) as process:
        assert process.stdout is not None
        yield from process.stdout


@contextmanager
def _running(words: Sequence[str], url: URL | None, output: int) -> Generator[subprocess.Popen[bytes], None, None]:
    with TemporaryFile() as said:
        process = subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=output, stderr=said, env=_environment(url), bufsize=_PIECE
        )
        try:
            yield process
        except BaseException:
            process.kill()
            raise
        finally:
            if process.stdout is not None:
                process.stdout.close()
            code = process.wait()
        if code != 0:
            raise StoreError("centre.program-failed", program=_name(words), reason=_last_line(said) or str(code))


def _environment(url: URL | None) -> dict[str, str]:
    told = dict(os.environ, LC_ALL="C.UTF-8")
    password = None if url is None else url.password or url.query.get("password")
    return told if not isinstance(password, str) else {**told, "PGPASSWORD": password}


def _name(words: Sequence[str]) -> str:
    return os.path.basename(words[0])


def _last_line(said: IO[bytes]) -> str:
    said.seek(0)
    lines = said.read().decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else ""

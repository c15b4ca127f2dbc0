"""Who works for a centre on PostgreSQL, seen from the server: processes by number, sessions by what they wait for."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg

from fieldapp.centre.database.postgresql import PROGRAM

PATIENCE = 60.0


@dataclass(frozen=True)
class Session:
    """One connection of a worker: the server's process and the worker's."""

    backend: int
    worker: int


@dataclass
class WatchedServer:
    """Looks at one database by a connection of its own for each look: it outlives what is killed meanwhile."""

    folder: str
    database: str

    @contextmanager
    def connected(self) -> Iterator[psycopg.Connection[Any]]:
        connection = psycopg.connect(host=self.folder, user="fieldapp", dbname=self.database)
        try:
            yield connection
        finally:
            connection.close()

    def sessions(self, condition: str = "true") -> set[Session]:
        query = f"""SELECT pid, split_part(application_name, ':', 2)::int FROM pg_stat_activity
                    WHERE datname = current_database() AND application_name LIKE '{PROGRAM}:%' AND {condition}"""
        with self.connected() as connection:
            found = {Session(*row) for row in connection.execute(query.encode()).fetchall()}
        return {session for session in found if session.worker != os.getpid()}  # the test is at the database, too

    def workers(self) -> set[int]:
        return {session.worker for session in self.sessions()}

    @contextmanager
    def holding(self, scope: str) -> Iterator[psycopg.Connection[Any]]:
        """Keep the scope's row: whoever pushes into it stands in the middle of its transaction."""
        with self.connected() as connection:
            connection.execute("SELECT 1 FROM scope WHERE name = %s FOR UPDATE", (scope,))
            yield connection

    def standing(self) -> Session:
        """Wait until a worker stands in the middle of its transaction, and return it."""
        give_up = time.monotonic() + PATIENCE
        while not (found := self.sessions("wait_event_type = 'Lock'")):
            assert time.monotonic() < give_up, "nobody came"
            time.sleep(0.02)
        return found.pop()
